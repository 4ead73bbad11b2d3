import type { CanonicalValue, Cell, ParsedValue, ProblemCode } from "./contract.ts";
import { cellText, digitsOfScientific, saysNothing } from "./text.ts";

const NOTHING: ParsedValue = { values: [], problems: [] };
const MOBILE = /^1[3-9]\d{9}$/;
const STRONG_SEPARATOR = /[、,;；，|\\\n]+|\/+|(?:\s*(?:和|或|及)\s*)/u;
/** One number as people group its digits; tried on text in which blanks may stand inside a number or between two. */
const NUMBER = new RegExp(
  [
    String.raw`(?:\+|00)\d{1,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d[\d -]{4,13}\d`,
    String.raw`1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)`,
    String.raw`1[3-9]\d{2}[ -]?\d{3}[ -]?\d{4}(?!\d)`,
    String.raw`\(?0(?:10|2\d|[3-9]\d{2})\)?[ -]*[2-8]\d{2,3}[ -]?\d{4}(?!\d)(?:(?:-|转| 转|分机| ext\.? ?| x)\d{1,5})?`,
    String.raw`[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)`,
    String.raw`[2-9]\d{6,7}(?!\d)(?:(?:-|转|分机)\d{1,5})?`,
    String.raw`\d[\d-]*\d`,
    String.raw`\d`,
  ].join("|"),
  "g",
);

/**
 * Reads the telephone numbers of a cell, several if there are several. Canonical: a mobile's 11 digits without +86; `0579-85551234` (area code,
 * number, `-801` for an extension) for a landline, `85551234` when its area code is missing; `+821012345678` for a foreign number.
 * Words beside a number become the note.
 */
export function parsePhones(cell: Cell): ParsedValue {
  if (typeof cell === "string" && MOBILE.test(cell)) return { values: [{ value: cell, valid: true }], problems: [] };
  const text = cellText(cell)
    .replace(/^['‘’`]+/u, "")
    .replace(/[‐‑–—―−]/gu, "-");
  if (saysNothing(text)) return NOTHING;
  const scientific = digitsOfScientific(text.toUpperCase());
  if (scientific)
    return scientific.lost
      ? { values: [{ value: scientific.digits, valid: false }], problems: ["number-precision-lost"] }
      : parsePhones(scientific.digits);
  const numbers: string[] = [];
  const notes: string[] = [];
  for (const piece of text
    .replace(/(\d)\.0+$/, "$1")
    .replace(/[:：]/gu, " ")
    .split(STRONG_SEPARATOR)) {
    const rest = readPiece(piece.trim(), numbers);
    if (rest !== "") notes.push(rest);
  }
  const note = notes.length > 0 ? { note: notes.join("；") } : {};
  if (numbers.length === 0) return { values: [{ value: text, valid: false }], problems: ["phone-unreadable"], ...note };
  const problems = new Set<ProblemCode>();
  const values = new Map<string, CanonicalValue>();
  for (const number of numbers) {
    const checked = check(number);
    if (checked.problem !== null) problems.add(checked.problem);
    values.set(checked.value, { value: checked.value, valid: checked.problem === null });
  }
  return { values: [...values.values()], problems: [...problems], ...note };
}

/** Collects the numbers of a piece between separators; gives the words left over. */
function readPiece(piece: string, numbers: string[]): string {
  if (piece === "") return "";
  // Hyphens and blanks that group the digits of a single number: 138-1234-5678, 0579 8555 1234.
  const joined = piece.replace(/[\s()-]/g, "");
  if (MOBILE.test(joined) || /^(?:\+|00)?86-?1[3-9]\d{9}$/.test(joined)) {
    numbers.push(joined);
    return "";
  }
  const two = /^(1[3-9]\d{9})(1[3-9]\d{9})$/.exec(joined);
  if (two) {
    numbers.push(two[1] ?? "", two[2] ?? "");
    return "";
  }
  const rest = piece.replace(NUMBER, (number) => {
    numbers.push(number);
    return " ";
  });
  return rest
    .replace(/[()[\]{}【】\s-]+/g, " ")
    .replace(/^(?:手机号?码?|电话号?码?|座机|固话|联系电话|联系方式|移动电话|宅电|tel|mobile|phone)$/iu, "")
    .trim();
}

interface CheckedPhone {
  readonly value: string;
  readonly problem: ProblemCode | null;
}

function check(written: string): CheckedPhone {
  const extension = /(?<=\d{7,}[\s-]*)(?:转|分机|ext\.?|x|-)\s*(\d{1,5})$/iu.exec(written);
  const main = written.slice(0, extension?.index ?? written.length).replace(/[^\d+]/g, "");
  const foreign = /^(?:\+|00)(?!86)(\d{6,15})$/.exec(main);
  // 00 before a number is the foreign prefix only where no Chinese number begins so: none does.
  if (foreign && (main.startsWith("+") || main.length >= 10))
    return { value: `+${foreign[1]}`, problem: (foreign[1] ?? "").length < 7 ? "phone-too-short" : null };
  if (/^\+\d{16,}$/.test(main)) return { value: main, problem: "phone-too-long" };
  const digits = withoutCountry(main);
  if (MOBILE.test(digits)) return { value: digits, problem: null };
  const landline = landlineOf(digits, extension?.[1]);
  if (landline !== null) return { value: landline, problem: null };
  return { value: digits, problem: problemOf(digits) };
}

function withoutCountry(main: string): string {
  const domestic = main.replace(/^(?:\+|00)86/, "");
  if (domestic !== main) return /^(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/.test(domestic) && !MOBILE.test(domestic) ? `0${domestic}` : domestic;
  return /^86(?=1[3-9]\d{9}$)/.test(main) ? main.slice(2) : main.replace(/^\+/, "");
}

function landlineOf(digits: string, extension: string | undefined): string | null {
  const tail = extension === undefined ? "" : `-${extension}`;
  const full = /^(0(?:10|2\d|[3-9]\d{2}))([2-8]\d{6,7})$/.exec(digits);
  if (full) return `${full[1]}-${full[2]}${tail}`;
  if (/^[48]00\d{7}$/.test(digits)) return digits + tail;
  if (/^[2-8]\d{6,7}$/.test(digits)) return digits + tail;
  // A number cell drops the area code's zero.
  const dropped = /^([3-9]\d{2})([2-8]\d{6,7})$/.exec(digits);
  return dropped ? `0${dropped[1]}-${dropped[2]}${tail}` : null;
}

function problemOf(digits: string): ProblemCode {
  if (/^1[3-9]/.test(digits)) return digits.length < 11 ? "phone-too-short" : "phone-too-long";
  if (/^0/.test(digits)) return digits.length < 10 ? "phone-too-short" : digits.length > 12 ? "phone-too-long" : "phone-unreadable";
  return digits.length < 7 ? "phone-too-short" : digits.length > 12 ? "phone-too-long" : "phone-unreadable";
}
