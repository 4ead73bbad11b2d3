/** In which language the command line speaks, and how it finds its words. */
import { createInstance } from "i18next";
import type { Language } from "#vocabulary/contract";
import { en } from "./messages/en.ts";
import { zh } from "./messages/zh.ts";

/** A message of the command line. */
export type MessageKey = keyof typeof en;

/** Gives a message in the chosen language, its `{{blanks}}` filled. Numbers are grouped as the language groups them. */
export type Say = (key: MessageKey, blanks?: Readonly<Record<string, string | number>>) => string;

/**
 * The language asked for: `--lang zh|en` wherever it stands, else LC_ALL, LC_MESSAGES or LANG, the first that is set.
 * Whatever begins with `zh` is Chinese, all else English.
 */
export function languageOf(words: readonly string[], environment: Readonly<Record<string, string | undefined>>): Language {
  const end = words.indexOf("--");
  const options = end < 0 ? words : words.slice(0, end);
  const named = options.flatMap((word, at) =>
    word === "--lang" ? [options[at + 1] ?? ""] : word.startsWith("--lang=") ? [word.slice("--lang=".length)] : [],
  );
  // A language that there is not is refused when the command line is read, in the language of the surroundings.
  const asked = named.findLast((name) => name === "zh" || name === "en");
  if (asked === "zh" || asked === "en") return asked;
  return /^zh/i.test(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "") ? "zh" : "en";
}

/** The words of one language. */
export function speaker(language: Language): Say {
  const words = createInstance();
  words.init({
    lng: language,
    resources: { zh: { translation: zh }, en: { translation: en } },
    initAsync: false,
    // Keys hold dots, and values hold people's names: neither is a path or a nested message.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  const digits = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en-GB");
  return (key, blanks = {}) => {
    const filled: Record<string, string> = {};
    for (const [name, value] of Object.entries(blanks)) filled[name] = typeof value === "number" ? digits.format(value) : value;
    return words.t(key, filled);
  };
}
