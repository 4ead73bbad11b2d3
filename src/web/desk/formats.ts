import { useMemo } from "react";
import { useReading } from "../reading/reading.ts";

const locales = { zh: "zh-CN", en: "en-GB", ar: "ar" } as const;

/** How numbers, days and times are written in the language that is being read; times are this machine's. */
export interface Formats {
  number(value: number): string;
  percent(share: number): string;
  /** `2026年3月2日` */
  day(iso: string): string;
  /** `3月2日 09:15` */
  moment(iso: string): string;
  today(): string;
}

export function useFormats(): Formats {
  const { language } = useReading();
  return useMemo(() => {
    const locale = locales[language];
    const numbers = new Intl.NumberFormat(locale);
    const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
    const days = new Intl.DateTimeFormat(locale, { year: "numeric", month: language === "zh" ? "long" : "short", day: "numeric" });
    const moments = new Intl.DateTimeFormat(locale, {
      month: language === "zh" ? "long" : "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hour12: false,
    });
    const todays = new Intl.DateTimeFormat(locale, { dateStyle: "full" });
    return {
      number: (value) => numbers.format(value),
      percent: (share) => percents.format(share),
      day: (iso) => days.format(new Date(iso)),
      moment: (iso) => moments.format(new Date(iso)),
      today: () => todays.format(new Date()),
    };
  }, [language]);
}
