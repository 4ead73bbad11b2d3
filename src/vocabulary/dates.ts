import { daysInMonth, isoOf, isoOfSerial } from "./calendar.ts";
import type { Cell, ProblemCode } from "./contract.ts";
import { arabicOf } from "./numerals.ts";
import { cellText, saysNothing } from "./text.ts";

/** A date as a cell states it. */
export interface ParsedDate {
  /** ISO date or reduced date; `1990-02-30` when there is no such day; null when the cell says nothing or cannot be read. */
  readonly value: string | null;
  readonly valid: boolean;
  readonly problems: readonly ProblemCode[];
}

/** In which order a column writes day and month beside a year at the end. */
export type DayOrder = "dayFirst" | "monthFirst" | "unknown";

/** How a date is written. */
export type DateFormat = "iso" | "chinese" | "dotted" | "slashed" | "compact";

const PLAIN = /^(\d{4})[-./]?(\d\d)[-./]?(\d\d)$/;
const NOTHING: ParsedDate = { value: null, valid: true, problems: [] };
const UNREADABLE: ParsedDate = { value: null, valid: false, problems: ["date-unreadable"] };
/** The convention of Chinese registers for a document without an end. */
const LONG_TERM = "9999-12-31";
const YEAR_EARLIEST = 1840;
const YEAR_LATEST = 2199;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * Reads a date in any of its spellings: 1950-03-12, 1950.3.12, 1950年3月12日, 19500312, 1950-03, 1950年3月, 一九五〇年三月十二日, 民国39年, 12 Mar 1950,
 * spreadsheet serial days, a time behind it. Reduced dates stay reduced. `12/03/1950` is read only when one of its numbers cannot be a month
 * or `order` settles it, and a year of two digits only where no other century is possible (before today's year, or marked by 年).
 */
export function parseDate(cell: Cell, today: string, order: DayOrder = "unknown"): ParsedDate {
  if (cell === null) return NOTHING;
  if (typeof cell === "boolean") return UNREADABLE;
  if (typeof cell === "number") return parseNumber(cell, today);
  if (typeof cell === "object") return parseText(cell.date, today, order);
  // The fast road for the spellings that machines write.
  const plain = PLAIN.exec(cell);
  if (plain) return dated(Number(plain[1]), Number(plain[2]), Number(plain[3]), today);
  const text = cellText(cell);
  if (saysNothing(text)) return NOTHING;
  return parseText(text, today, order);
}

function parseText(text: string, today: string, order: DayOrder): ParsedDate {
  if (/^(?:长期|永久|長期|长期有效|永久有效|无固定期限|long[- ]?term|permanent)$/i.test(text))
    return { value: LONG_TERM, valid: true, problems: [] };
  if (/^(?:农历|阴历|旧历|古历)|(?:农历|阴历|旧历)\)?$/u.test(text)) return UNREADABLE;
  const plain = arabicDate(text)
    .replace(/^(?:公历|阳历|公元|于|约)/u, "")
    .replace(/\((?:公历|阳历)\)$/u, "")
    .replace(/[上下]午|\s*(?:AM|PM)$/giu, "")
    .replace(/(?:T|\s+)\d{1,2}[:：时点]\d{1,2}(?:[:：分]\d{1,2}(?:\.\d+)?)?[秒分]?(?:Z|[+-]\d\d:?\d\d)?$/u, "")
    .replace(/\s*(?:星期|周)[一二三四五六日天]$/u, "")
    // The keyboard's Chinese marks: 2001。4。24
    .replace(/^(\d{4})\s*[。，、,]\s*(\d{1,2})\s*[。，、,]\s*(\d{1,2})$/u, "$1.$2.$3")
    .replace(/\s*([-./年月日,])\s*/gu, "$1")
    .trim();
  return yearFirst(plain, today) ?? digitsOnly(plain, today) ?? yearLast(plain, today, order) ?? withMonthName(plain, today) ?? UNREADABLE;
}

const YEAR_FIRST = /^(\d{4})(?:[-./年\\~—–－_]|\s)(\d{1,2})(?:(?:[-./月\\~—–－_]|\s)(\d{1,2})?)?[日号]?[-./。]?(?:生|出生)?$/u;
const SHORT_YEAR = /^(\d{2})(?:年(\d{1,2})(?:月(?:(\d{1,2})[日号]?)?)?|[-./](\d{1,2})[-./](\d{1,2}))$/u;

function yearFirst(text: string, today: string): ParsedDate | null {
  const match = YEAR_FIRST.exec(text);
  if (match) return dated(Number(match[1]), Number(match[2]), match[3] === undefined ? null : Number(match[3]), today);
  const year = /^(\d{4})年?(?:生|出生)?$/u.exec(text);
  if (year) return dated(Number(year[1]), null, null, today);
  const republic = /^民[国國](\d{1,3}|元)年(?:(\d{1,2})月(?:(\d{1,2})[日号]?)?)?$/u.exec(text);
  if (republic)
    return dated(1911 + (republic[1] === "元" ? 1 : Number(republic[1])), numberOrNull(republic[2]), numberOrNull(republic[3]), today);
  const short = SHORT_YEAR.exec(text);
  if (!short) return null;
  const year2 = Number(short[1]);
  const thisYear = Number(today.slice(2, 4));
  if (short[2] !== undefined) return dated(year2 > thisYear ? 1900 + year2 : 2000 + year2, Number(short[2]), numberOrNull(short[3]), today);
  // 50.3.12 can only begin with a year; 12.3.50 and 05.3.12 say too little.
  return year2 > 31 && year2 > thisYear ? dated(1900 + year2, Number(short[4]), Number(short[5]), today) : null;
}

function numberOrNull(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

function digitsOnly(text: string, today: string): ParsedDate | null {
  const digits = /^\d+(?=\.0+$|$)/.exec(text)?.[0];
  if (digits === undefined) return null;
  if (digits.length === 8) return dated(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)), today);
  if (digits.length === 14 || digits.length === 12) return digitsOnly(digits.slice(0, 8), today);
  if (digits.length === 5) return serial(Number(digits), today);
  if (digits.length !== 6) return null;
  const year = Number(digits.slice(0, 4));
  if (year >= 1880 && year <= Number(today.slice(0, 4)) + 30 && Number(digits.slice(4)) <= 12)
    return dated(year, Number(digits.slice(4)), null, today);
  const year2 = Number(digits.slice(0, 2));
  return year2 > 31 && year2 > Number(today.slice(2, 4))
    ? dated(1900 + year2, Number(digits.slice(2, 4)), Number(digits.slice(4)), today)
    : null;
}

function yearLast(text: string, today: string, order: DayOrder): ParsedDate | null {
  const match = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/.exec(text);
  if (!match) return null;
  const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (first === second || second > 12 || (order === "monthFirst" && first <= 12)) return dated(year, first, second, today);
  if (first > 12 || order === "dayFirst") return dated(year, second, first, today);
  return UNREADABLE;
}

function withMonthName(text: string, today: string): ParsedDate | null {
  const match =
    /^(\d{1,2})(?:st|nd|rd|th)?[- /.]?([A-Za-z]{3,9})\.?[- /.,]{0,2}(\d{4})$/.exec(text) ??
    /^([A-Za-z]{3,9})\.?[- ]?(\d{1,2})(?:st|nd|rd|th)?[ ,]{1,2}(\d{4})$/.exec(text) ??
    /^(\d{4})[- /.]([A-Za-z]{3,9})\.?[- /.](\d{1,2})$/.exec(text);
  if (!match) return null;
  const parts = [match[1] ?? "", match[2] ?? "", match[3] ?? ""];
  const month = MONTHS.indexOf((parts.find((part) => /^[A-Za-z]/.test(part)) ?? "").slice(0, 3).toLowerCase()) + 1;
  const year = parts.find((part) => /^\d{4}$/.test(part));
  const day = parts.find((part) => /^\d{1,2}$/.test(part));
  return month === 0 ? null : dated(Number(year), month, Number(day), today);
}

const CHINESE_YEAR = /([零〇○Ｏ一二三四五六七八九十廿两]{2,6}|元)(?=年)/gu;
const CHINESE_PART = /([零〇○一二三四五六七八九十廿卅两]{1,4}|元)(?=[月日号])/gu;

/** Writes a date's Chinese numerals in Arabic digits: 一九五〇年三月十二日 → 1950年3月12日. */
function arabicDate(text: string): string {
  if (!/[一二三四五六七八九十〇零○廿卅元]/u.test(text)) return text;
  const convert = (numeral: string) => (numeral === "元" ? "元" : (arabicOf(numeral) ?? numeral));
  return text.replace(CHINESE_YEAR, convert).replace(CHINESE_PART, (numeral) => (numeral === "元" ? "1" : convert(numeral)));
}

function parseNumber(value: number, today: string): ParsedDate {
  if (!Number.isFinite(value) || value <= 0) return value === 0 ? NOTHING : UNREADABLE;
  if (!Number.isInteger(value) && value >= 1850 && value < 2100) return yearAndMonth(value, today);
  if (value >= 1_850_00 && Number.isInteger(value)) return digitsOnly(String(value), today) ?? UNREADABLE;
  if (value >= 1850 && value <= Number(today.slice(0, 4)) + 1 && Number.isInteger(value)) return dated(value, null, null, today);
  return serial(value, today);
}

/** 1950.03 typed as a number; 1950.1 may have been 1950.10, so its month is not known. */
function yearAndMonth(value: number, today: string): ParsedDate {
  const [year = "", fraction = ""] = String(value).split(".");
  if (fraction.length === 2) return dated(Number(year), Number(fraction), null, today);
  if (fraction.length === 1) return { ...dated(Number(year), null, null, today), problems: ["number-precision-lost"] };
  return UNREADABLE;
}

/** Serial days from 1850 on are read: less is a count of something, more than 2199 is no date. */
function serial(value: number, today: string): ParsedDate {
  if (value < 1 || value > 109_574) return UNREADABLE;
  const iso = isoOfSerial(value);
  return dated(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8)), today);
}

function dated(year: number, month: number | null, day: number | null, today: string): ParsedDate {
  if (year === 9999) return { value: LONG_TERM, valid: true, problems: [] };
  const written = writtenDate(year, month, day);
  // A day (and month) of 00 is how some systems write that it is not known.
  if (month === 0 && day === 0) return { value: writtenDate(year, null, null), valid: true, problems: ["date-impossible"] };
  if (day === 0 && month !== null && month >= 1 && month <= 12)
    return { value: writtenDate(year, month, null), valid: true, problems: ["date-impossible"] };
  const possible =
    year >= YEAR_EARLIEST &&
    year <= YEAR_LATEST &&
    (month === null || (month >= 1 && month <= 12)) &&
    (day === null || (month !== null && day >= 1 && day <= daysInMonth(year, month)));
  if (!possible) return { value: written, valid: false, problems: ["date-impossible"] };
  if (written > today.slice(0, written.length)) return { value: written, valid: false, problems: ["date-in-future"] };
  return { value: written, valid: true, problems: [] };
}

function writtenDate(year: number, month: number | null, day: number | null): string {
  if (month === null) return String(year).padStart(4, "0");
  if (day !== null) return isoOf(year, month, day);
  return isoOf(year, month, 1).slice(0, 7);
}

/** The order of day and month that a column's unambiguous cells show (`27/05/1996` beside `12/03/1950`). */
export function dayOrderOf(sample: readonly Cell[]): DayOrder {
  let [dayFirst, monthFirst] = [false, false];
  for (const cell of sample) {
    if (typeof cell !== "string") continue;
    const match = /^(\d{1,2})[-./](\d{1,2})[-./]\d{4}\b/.exec(cell.trim());
    if (!match) continue;
    dayFirst ||= Number(match[1]) > 12;
    monthFirst ||= Number(match[2]) > 12;
  }
  return dayFirst === monthFirst ? "unknown" : dayFirst ? "dayFirst" : "monthFirst";
}

/** An ISO or reduced date in the way a form asks for; text that is no such date comes back unchanged. */
export function formatDate(iso: string, form: DateFormat): string {
  if (iso === LONG_TERM) return form === "iso" || form === "compact" ? (form === "iso" ? iso : "99991231") : "长期";
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(iso);
  if (!match) return iso;
  const [, year = "", month, day] = match;
  if (form === "iso") return iso;
  if (form === "compact") return `${year}${month ?? ""}${day ?? ""}`;
  if (form === "dotted") return [year, month, day].filter((part) => part !== undefined).join(".");
  const bare = (part: string) => String(Number(part));
  if (form === "slashed") return [year, month && bare(month), day && bare(day)].filter((part) => part !== undefined).join("/");
  return `${year}年${month === undefined ? "" : `${bare(month)}月`}${day === undefined ? "" : `${bare(day)}日`}`;
}

/**
 * Completed years of age on `day`; null when the birth date is too reduced to say, lies after `day`, or is no date. Somebody born on
 * 29 February completes a year on 1 March of common years.
 */
export function ageOn(birthDate: string, day: string): number | null {
  const full = /^\d{4}-\d\d-\d\d$/;
  if (!full.test(day)) return null;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  if (full.test(birthDate)) {
    const age = years - (day.slice(5) < birthDate.slice(5) ? 1 : 0);
    return birthDate > day || Number.isNaN(age) ? null : age;
  }
  // A birth month settles the age in every other month.
  if (!/^\d{4}-\d\d$/.test(birthDate) || birthDate.slice(5) === day.slice(5, 7)) return null;
  const age = years - (day.slice(5, 7) < birthDate.slice(5) ? 1 : 0);
  return age < 0 ? null : age;
}
