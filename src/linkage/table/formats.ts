/** One way of writing for what is written in many: dates as `yyyymmdd`, telephone numbers as digits. */

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const YEAR_FIRST = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:[t ]00:00.*)?$/u;
const YEAR_LAST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/u;
const DAY_NAMED_MONTH = /^(\d{1,2})[- .]{0,2}([a-z]{3})[a-z]*[-, .]{0,2}(\d{4})$/u;
const NAMED_MONTH_DAY = /^([a-z]{3})[a-z]*[- .]{0,2}(\d{1,2})[-, .]{1,2}(\d{4})$/u;

interface DateParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  /** Whether the writing leaves open which of month and day comes first. */
  readonly open: boolean;
  /** Whether the parts are set apart, so that it can hardly be a number. */
  readonly spaced: boolean;
}

/** The parts of a date; where the writing leaves the order open, day before month. */
function dateParts(text: string): DateParts | null {
  const parts = (year = "", month = "", day = "", open = false): DateParts => ({
    year,
    month: month.padStart(2, "0"),
    day: day.padStart(2, "0"),
    open,
    spaced: text.length > 8,
  });
  const digits = /^(\d{4})(\d\d)(\d\d)$/u.exec(text) ?? YEAR_FIRST.exec(text);
  if (digits) return parts(digits[1], digits[2], digits[3]);
  const last = YEAR_LAST.exec(text);
  if (last) return parts(last[3], last[2], last[1], true);
  const dayNamed = DAY_NAMED_MONTH.exec(text);
  if (dayNamed) return namedMonth(parts, dayNamed[3], dayNamed[2], dayNamed[1]);
  const monthNamed = NAMED_MONTH_DAY.exec(text);
  return monthNamed ? namedMonth(parts, monthNamed[3], monthNamed[1], monthNamed[2]) : null;
}

function namedMonth(
  parts: (year?: string, month?: string, day?: string) => DateParts,
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): DateParts | null {
  const at = MONTHS.indexOf(month ?? "");
  return at < 0 ? null : parts(year, String(at + 1), day);
}

function isPlausible({ year, month, day, open, spaced }: DateParts): boolean {
  const [first, second] = [Number(month), Number(day)];
  const calendar = first >= 1 && first <= 12 && second >= 1 && second <= 31;
  return Number(year) >= (spaced ? 1000 : 1850) && Number(year) <= 2100 && (calendar || (open && second <= 12 && first <= 31));
}

/** Whether a standard text is a date in any of the usual ways of writing. */
export function isDate(text: string): boolean {
  const parts = dateParts(text);
  return parts !== null && isPlausible(parts);
}

/** Share of a column's values that must look alike for all of them to be rewritten. */
const SHARE = 0.8;

/** How the values of a column are rewritten, told from a sample of them; what does not fit stays as it is. */
export function formatOf(sample: readonly string[]): (text: string) => string {
  const share = (test: (text: string) => boolean): number => sample.filter(test).length / Math.max(1, sample.length);
  if (share(isDate) > SHARE) return dateWriter(sample);
  if (share(isTelephone) > SHARE && sample.some((text) => /\D/u.test(text))) return withoutPunctuation;
  return (text) => text;
}

function dateWriter(sample: readonly string[]): (text: string) => string {
  let monthFirst = 0;
  for (const text of sample) {
    const parts = dateParts(text);
    if (parts?.open) monthFirst += Number(Number(parts.month) > 12) - Number(Number(parts.day) > 12);
  }
  return (text) => {
    const parts = dateParts(text);
    if (parts === null) return text;
    const { year, month, day, open } = parts;
    const turned = open && (Number(month) > 12 || (monthFirst > 0 && Number(day) <= 12));
    return turned ? year + day + month : year + month + day;
  };
}

function isTelephone(text: string): boolean {
  return /^[+(]?\d[\d ()./-]{6,}$/u.test(text) && text.replace(/\D/gu, "").length >= 7;
}

function withoutPunctuation(text: string): string {
  return isTelephone(text) ? text.replace(/\D/gu, "") : text;
}
