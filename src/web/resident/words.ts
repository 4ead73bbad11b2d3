/** Words that the server tells in Chinese and English: names of facts, departments and forms, codes, purposes. */
import { useEffect, useSyncExternalStore } from "react";
import { type ReadingLanguage, useReading } from "../reading/reading.ts";

/** As the server tells them. */
export interface ToldWords {
  readonly zh: string;
  readonly en: string;
}

/** A text, and the language that it is in where that is not the page's. */
export interface ShownWords {
  readonly text: string;
  readonly lang?: "zh-CN";
}

type Arabic = Readonly<Record<string, string>>;
let arabic: Arabic | null = null;
const watchers = new Set<() => void>();

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Comes with the first page that needs it; a failure leaves the Chinese words, which are right, and is tried again by the next page. */
async function loadArabic(): Promise<void> {
  if (arabic !== null) return;
  const loaded = await import("../texts/resident/words-ar.ts").catch(() => null);
  arabic = loaded?.wordsAr ?? null;
  for (const each of watchers) each();
}

/** Words in a language that the pages speak: a third language has its own, or else the Chinese ones, which stand on the paper and at the counter. */
export function wordsShown(language: ReadingLanguage, { zh, en }: ToldWords, own: Arabic | null): ShownWords {
  const text = language === "zh" ? zh : language === "en" ? en : (own?.[zh] ?? zh);
  return language !== "zh" && /\p{Script=Han}/u.test(text) ? { text, lang: "zh-CN" } : { text };
}

/** Puts the server's words into the language that is being read. */
export function useWords(): (words: ToldWords) => ShownWords {
  const { language } = useReading();
  const own = useSyncExternalStore(watch, () => arabic);
  useEffect(() => {
    if (language === "ar") void loadArabic();
  }, [language]);
  return (words) => wordsShown(language, words, own);
}
