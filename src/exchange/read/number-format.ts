/** What a number format makes of a number: a date, a time, a number with leading zeros, or the number itself (ECMA-376 18.8.30 and 18.8.31). */
import type { Cell } from "#vocabulary/contract";

/** How a format shows a number. */
export const FormatKind = {
  /** As a number or a text: the number is delivered. */
  number: "number",
  /** Year, month and day, or less of them. */
  date: "date",
  /** A date and the time of day. */
  dateTime: "dateTime",
  /** Year and month only (`yyyy"年"m"月"`). */
  month: "month",
  /** Time of day or a duration. */
  time: "time",
  /** Zeros only (`000000`): shorter numbers are shown with leading zeros. */
  zeros: "zeros",
} as const;
export type FormatKind = (typeof FormatKind)[keyof typeof FormatKind];

/** A format, understood. Compiled once a style. */
export interface NumberFormat {
  readonly kind: FormatKind;
  /** Digits of a `zeros` format. */
  readonly digits: number;
}

const PLAIN: NumberFormat = { kind: "number", digits: 0 };

/** Built-in formats without a code in the file; 27–36 and 50–58 as a Chinese Excel shows them. */
const BUILT_IN: Readonly<Record<number, FormatKind>> = {
  14: "date", 15: "date", 16: "date", 17: "month", 18: "time", 19: "time", 20: "time", 21: "time", 22: "dateTime",
  27: "month", 28: "date", 29: "date", 30: "date", 31: "date", 32: "time", 33: "time", 34: "time", 35: "time", 36: "month",
  45: "time", 46: "time", 47: "time",
  50: "month", 51: "date", 52: "month", 53: "date", 54: "date", 55: "time", 56: "time", 57: "month", 58: "date",
}; // biome-ignore format: a table reads best as one

/** The built-in format of an id, or null when the file itself must give its code. */
export function builtInFormat(id: number): NumberFormat | null {
  const kind = BUILT_IN[id];
  if (kind !== undefined) return { kind, digits: 0 };
  return id < 50 ? PLAIN : null;
}

/** Understands a format code such as `[$-804]yyyy"年"m"月"d"日";@`. */
export function parseFormat(code: string): NumberFormat {
  const shown = code
    .replace(/"[^"]*"|\\.|_./gs, "")
    .replace(/\*./gs, "")
    .split(";", 1)[0] as string;
  if (/^(\[[^\]]*\])*(general|g\/通用格式)/i.test(shown)) return PLAIN;
  const bare = shown.replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, "").toLowerCase();
  if (/^0{2,}$/.test(bare)) return { kind: "zeros", digits: bare.length };
  // Digit places mean a number (`0.00E+00`, `#,##0`), unless seconds have decimals (`mm:ss.0`).
  const letters = bare.replace(/s\.0+/g, "s");
  if (/[0#?@]/.test(letters)) return PLAIN;
  return { kind: calendarKind(letters), digits: 0 };
}

function calendarKind(letters: string): FormatKind {
  // Years are y, or e and g in eras and in Chinese formats; weekdays (aaa) and days imply a date.
  const year = /[yeg]/.test(letters);
  const day = /d|aaa/.test(letters);
  const clock = /[hs]/.test(letters) || /上午|下午|am\/pm|a\/p/.test(letters);
  if (day || (year && clock)) return clock ? "dateTime" : "date";
  if (year) return /m/.test(letters) ? "month" : "date";
  if (clock || /\[m+\]/.test(letters)) return "time";
  return /m/.test(letters) ? "date" : "number";
}

const DAY_MILLISECONDS = 86_400_000;
/** Serial 1 is 1900-01-01, and a 1900-02-29 that never was is counted: from 1900-03-01 on the days begin at 1899-12-30. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31. */
const SERIAL_MAX = 2_958_465;

/**
 * Delivers a number cell as its format shows it: a date as CellDate, a month as `1950-03`, a time as `08:30`, a padded number as its digits,
 * any other number as itself. A number that its format cannot show (a negative date) is delivered as the number.
 */
export function formattedNumber(value: number, format: NumberFormat, epoch1904: boolean): Cell {
  switch (format.kind) {
    case "number":
      return value;
    case "zeros":
      return padded(value, format.digits);
    case "time":
      return value >= 0 && value < 1 ? timeOfDay(value) : value >= 1 && value < SERIAL_MAX ? dateOf(value, true, epoch1904) : value;
    case "month": {
      const date = dateOf(value, false, epoch1904);
      // A month typed into a cell is stored as its first day: the day is the program's, not the writer's.
      return isFirstDay(date) ? (date as { date: string }).date.slice(0, 7) : date;
    }
    default:
      return dateOf(value, format.kind === "dateTime", epoch1904);
  }
}

function padded(value: number, digits: number): Cell {
  if (!Number.isInteger(value) || value < 0 || value >= 1e15) return value;
  const text = String(value);
  return text.length < digits ? text.padStart(digits, "0") : value;
}

function dateOf(serial: number, withTime: boolean, epoch1904: boolean): Cell {
  const days = Math.floor(serial);
  const first = epoch1904 ? 0 : 1;
  if (!(serial >= first) || days > SERIAL_MAX) return serial;
  if (!epoch1904 && days === 60) return { date: "1900-02-29" };
  const start = epoch1904 ? EPOCH_1904 : days < 60 ? EPOCH_1900 + DAY_MILLISECONDS : EPOCH_1900;
  const instant = start + days * DAY_MILLISECONDS + (withTime ? Math.round((serial - days) * 86_400) * 1000 : 0);
  const iso = new Date(instant).toISOString();
  return { date: iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19) };
}

function isFirstDay(cell: Cell): boolean {
  return typeof cell === "object" && cell !== null && cell.date.length === 10 && cell.date.endsWith("-01");
}

function timeOfDay(fraction: number): string {
  const seconds = Math.round(fraction * 86_400) % 86_400;
  const two = (part: number): string => String(Math.floor(part)).padStart(2, "0");
  const minutes = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? minutes : `${minutes}:${two(seconds % 60)}`;
}
