import { useMemo } from "react";
import { languages, type ReadingLanguage, useReading } from "../reading/reading.ts";

/** How days, times and numbers are written in the language that is being read; times are this telephone's. */
export interface Formats {
  /** `2026年3月2日`; what is no whole day stays as it is. */
  day(iso: string): string;
  /** `09:15` */
  time(iso: string): string;
  number(value: number): string;
}

const dayShape = /^\d{4}-\d{2}-\d{2}$/;

/** The formats of one language. */
export function formatsOf(language: ReadingLanguage): Formats {
  const { tag } = languages[language];
  // A bare day belongs to no zone; a moment is told in the reader's.
  const bare = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" });
  const days = new Intl.DateTimeFormat(tag, { dateStyle: "long" });
  const times = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const numbers = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  return {
    day: (iso) => (dayShape.test(iso) ? bare.format(new Date(iso)) : /^\d{4}-\d{2}-\d{2}T/.test(iso) ? days.format(new Date(iso)) : iso),
    time: (iso) => times.format(new Date(iso)),
    number: (value) => numbers.format(value),
  };
}

/** The formats of the language that is being read. */
export function useFormats(): Formats {
  const { language } = useReading();
  return useMemo(() => formatsOf(language), [language]);
}
