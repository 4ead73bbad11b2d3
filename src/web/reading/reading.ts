/** How somebody reads: in which language, how large. Kept in this browser, set on the page's root so that style sheets follow. */
import { useSyncExternalStore } from "react";
import { carried } from "../api/client.ts";

/** Text sizes of elder mode, in CSS pixels; 0 is the usual size. */
export const elderSizes = [0, 18, 22, 26, 30] as const;
export type ElderSize = (typeof elderSizes)[number];

/** What each language is called by those who speak it, and which way it runs. A language is added here and in texts/. */
export const languages = {
  zh: { name: "中文", tag: "zh-CN", direction: "ltr" },
  en: { name: "English", tag: "en", direction: "ltr" },
  ar: { name: "العربية", tag: "ar", direction: "rtl" },
} as const;
export type ReadingLanguage = keyof typeof languages;

export interface Reading {
  readonly language: ReadingLanguage;
  readonly elder: ElderSize;
}

const place = "weinao.reading";
const watchers = new Set<() => void>();
let current: Reading = { language: "zh", elder: 0 };

/** Takes up how this browser read last; at first the language that the browser asks for, of those that the page speaks. */
export function openReading(spoken: readonly ReadingLanguage[]): Reading {
  const kept = keptReading();
  const asked = navigator.languages.map((tag) => tag.slice(0, 2) as ReadingLanguage);
  const language = [kept?.language, ...asked].find((each) => each !== undefined && spoken.includes(each)) ?? "zh";
  const elder = elderSizes.find((size) => size === kept?.elder) ?? 0;
  apply({ language, elder });
  // What is chosen in one tab holds in the others too.
  window.addEventListener("storage", (event) => {
    const chosen = event.key === place ? keptReading() : null;
    if (chosen?.language === undefined || !spoken.includes(chosen.language)) return;
    apply({ language: chosen.language, elder: elderSizes.find((size) => size === chosen.elder) ?? 0 });
    for (const watcher of watchers) watcher();
  });
  return current;
}

function keptReading(): Partial<Reading> | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null") as Partial<Reading> | null;
  } catch {
    return null;
  }
}

/** Changes how the page is read. */
export function changeReading(change: Partial<Reading>): void {
  apply({ ...current, ...change });
  localStorage.setItem(place, JSON.stringify(current));
  for (const watcher of watchers) watcher();
}

function apply(reading: Reading): void {
  current = reading;
  const root = document.documentElement;
  const { tag, direction } = languages[reading.language];
  root.lang = tag;
  root.dir = direction;
  if (reading.elder === 0) delete root.dataset.elder;
  else root.dataset.elder = String(reading.elder);
  carried.language = reading.language === "zh" ? "zh" : "en";
}

export function useReading(): Reading {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => current,
  );
}

/** The text of a label that the server gives in Chinese and English; other languages read English. */
export function wordsIn(language: ReadingLanguage, words: { readonly zh: string; readonly en: string }): string {
  return language === "zh" ? words.zh : words.en;
}
