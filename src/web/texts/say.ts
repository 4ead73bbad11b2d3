/** How pages find their words: one catalogue a language, loaded when it is needed. A sentence has blanks and no grammar, so a library would weigh and not help. */
import { useSyncExternalStore } from "react";

/** Words of one language by key. Blanks are written `{{name}}`. */
export type Catalogue<Key extends string> = Readonly<Record<Key, string>>;

/** Gives a text in the language that is being read; a key that there is no text for comes back as it is. */
export type Say<Key extends string> = (key: Key, blanks?: Readonly<Record<string, string | number>>) => string;

/** Loads the catalogue of each language that a page speaks. */
export type Loaders = Readonly<Record<string, () => Promise<Catalogue<string>>>>;

const watchers = new Set<() => void>();
let wanted = "";
let current: Say<string> = sayer({});

/** What says the texts of a catalogue. Values hold people's names: a blank is filled once, and never looked through for blanks of its own. */
export function sayer(catalogue: Catalogue<string>): Say<string> {
  return (key, blanks = {}) =>
    (catalogue[key] ?? key).replaceAll(/\{\{(\w+)\}\}/g, (blank, name: string) => (name in blanks ? String(blanks[name]) : blank));
}

/** Puts the words of a language in hand, and changes those that are already shown: the direction changes at once, words when they are loaded. */
export async function openTexts(language: string, loaders: Loaders): Promise<void> {
  if (language === wanted) return;
  wanted = language;
  const loader = loaders[language];
  if (loader === undefined) throw new Error(`There are no texts in ${language}.`);
  const catalogue = await loader();
  // Somebody may have chosen another language meanwhile.
  if (wanted !== language) return;
  current = sayer(catalogue);
  for (const watcher of watchers) watcher();
  // Says on the page's root which language its words are in by now.
  document.documentElement.dataset.texts = language;
}

/** The texts, for a component. A page gives it the keys of its own catalogue: `useSay<DeskKey>()`. */
export function useSay<Key extends string>(): Say<Key> {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => current,
  );
}
