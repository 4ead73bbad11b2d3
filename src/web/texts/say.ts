/** How pages find their words: i18next, one catalogue a language, loaded when it is needed. */
import { createInstance, type i18n } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

/** Words of one language by key. Blanks are written `{{name}}`. */
export type Catalogue<Key extends string> = Readonly<Record<Key, string>>;

/** Gives a text in the language that is being read. */
export type Say<Key extends string> = (key: Key, blanks?: Readonly<Record<string, string | number>>) => string;

/** Loads the catalogue of each language that a page speaks. */
export type Loaders = Readonly<Record<string, () => Promise<Catalogue<string>>>>;

/** Puts the words of one language in hand. */
export async function openTexts(language: string, loaders: Loaders): Promise<i18n> {
  const texts = createInstance();
  await texts.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await load(language, loaders) } },
    // Keys hold dots, and values hold people's names: neither is a path or a nested message; React escapes what it shows.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  tellShown(language);
  return texts;
}

/** Says on the page's root which language its words are in by now: the direction changes at once, words when they are loaded. */
function tellShown(language: string): void {
  document.documentElement.dataset.texts = language;
}

/** Changes the language of words that are already shown. */
export async function changeTexts(texts: i18n, language: string, loaders: Loaders): Promise<void> {
  if (!texts.hasResourceBundle(language, "translation")) texts.addResourceBundle(language, "translation", await load(language, loaders));
  await texts.changeLanguage(language);
  tellShown(language);
}

async function load(language: string, loaders: Loaders): Promise<Catalogue<string>> {
  const loader = loaders[language];
  if (loader === undefined) throw new Error(`There are no texts in ${language}.`);
  return loader();
}

/** The texts, for a component. A page gives it the keys of its own catalogue: `useSay<DeskKey>()`. */
export function useSay<Key extends string>(): Say<Key> {
  const { t } = useTranslation();
  return t as unknown as Say<Key>;
}
