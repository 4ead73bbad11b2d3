const DAY = /((?:19|20)\d{2})\s*(?:年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|[.\-/](\d{1,2})[.\-/](\d{1,2})(?!\d))/;
const MONTH = /((?:19|20)\d{2})\s*(?:年\s*(\d{1,2})\s*月|[.\-/](\d{1,2})(?!\d))/;
const QUARTER = /((?:19|20)\d{2})\s*年?度?\s*第?\s*([一二三四1-4])\s*季度/;
const HALF = /((?:19|20)\d{2})\s*年?度?\s*(上|下)半年/;
const YEAR = /((?:19|20)\d{2})\s*年/;
const COMPACT = /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})?(?!\d)/;
const QUARTERS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, "1": 1, "2": 2, "3": 3, "4": 4 };

/**
 * The day of which a table speaks, from the first of `texts` that names one (ISO), or null.
 * A month, quarter or year means its last day, but never a day after `today`.
 */
export function asOfFrom(texts: readonly string[], today: string): string | null {
  for (const text of texts) {
    const found = dayIn(text.normalize("NFKC"));
    if (found === null || found < "1990") continue;
    if (found <= today) return found;
    // 2025年 in June 2025 means: until now. A later month than this one is a plan or a mistake.
    if (found.slice(0, 4) === today.slice(0, 4) && !DAY.test(text)) return today;
  }
  return null;
}

function dayIn(text: string): string | null {
  const day = DAY.exec(text);
  if (day) return iso(Number(day[1]), Number(day[2] ?? day[4]), Number(day[3] ?? day[5]));
  const quarter = QUARTER.exec(text);
  if (quarter) return endOfMonth(Number(quarter[1]), 3 * (QUARTERS[quarter[2] as string] as number));
  const half = HALF.exec(text);
  if (half) return endOfMonth(Number(half[1]), half[2] === "上" ? 6 : 12);
  const month = MONTH.exec(text);
  if (month) return endOfMonth(Number(month[1]), Number(month[2] ?? month[3]));
  const year = YEAR.exec(text);
  if (year) return endOfMonth(Number(year[1]), 12);
  const compact = COMPACT.exec(text);
  if (!compact) return null;
  return compact[3] === undefined
    ? endOfMonth(Number(compact[1]), Number(compact[2]))
    : iso(Number(compact[1]), Number(compact[2]), Number(compact[3]));
}

function endOfMonth(year: number, month: number): string | null {
  return month < 1 || month > 12 ? null : iso(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());
}

function iso(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
