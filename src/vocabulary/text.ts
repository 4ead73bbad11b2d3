import type { Cell } from "./contract.ts";

/** Significant decimal digits that spreadsheets keep of a number. */
const DIGITS_KEPT = 15;
/** Text that needs no cleaning: printable ASCII without blanks, and common Hanzi. Most cells are such. */
const ALREADY_CLEAN = /^[\x21-\x7e\u4e00-\u9fff]*$/;
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}/gu;
const BLANKS = /[\p{Z}\p{Cc}\u3164\uffa0]+/gu;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
/** Radicals that PDF extraction leaves in place of Hanzi look the same and never compare equal. */
const RADICALS = /[\u2e80-\u2fdf]/g;

/**
 * The text of a cell without what only typing and copying leave behind: full-width forms become half-width, invisible characters go,
 * every run of blanks becomes one space, the ends are trimmed. Nothing is said about its meaning.
 */
export function cleanText(text: string): string {
  if (ALREADY_CLEAN.test(text)) return text;
  return text
    .normalize("NFC")
    .replace(RADICALS, (radical) => radical.normalize("NFKC"))
    .replace(INVISIBLE, "")
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(BLANKS, " ")
    .trim();
}

/**
 * A cell as clean text: numbers in plain decimal digits as long as they are exact, dates in ISO, true and false as words.
 * A number beyond 2^53 comes in scientific notation, so that nobody takes its lost digits for real ones.
 */
export function cellText(cell: Cell): string {
  // An apostrophe in front is how spreadsheets are told that a number is text.
  if (typeof cell === "string") return cleanText(cell).replace(/^['‘’`]+(?=[\dA-Za-z])/u, "");
  if (typeof cell === "number") return numberText(cell);
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "true" : "false";
  return cell.date;
}

/**
 * A number as a person would write it; in scientific notation with the 15 digits that a spreadsheet keeps (`1.10101194901010E+17`) when it
 * has more digits than a double holds.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "";
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  // From the shortest decimal that gives this double, padded or cut and never rounded: the 15th digit is known, those behind it are not.
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  const digits = mantissa.replace(/\D/g, "").padEnd(DIGITS_KEPT, "0");
  return `${value < 0 ? "-" : ""}${digits.charAt(0)}.${digits.slice(1, DIGITS_KEPT)}E${exponent}`;
}

/** Compared in lower case. `NA` is not among them: it is Namibia, and a surname. */
const NOTHING = new Set([
  ..."无 無 没有 沒有 暂无 暫無 未知 不详 不詳 不明 不清楚 未填 未填写 未登记 未提供 未采集 未核实 未掌握 未报 待补 待补充 待核实 待查 待定 空 空白 空缺 缺 拒绝提供 拒报 不适用 同上".split(
    " ",
  ),
  ..."null none nil n/a n.a. #n/a undefined nan unknown (null) (空) <null>".split(" "),
  "not stated",
]);
const NOTHING_BUT_MARKS = /^[\s/\\|\-_—–―‐‑−ー~〜～*×.·。,，、…?？!〃"'`()（）〇○]*$|^一$/u;

/** Whether clean text says nothing: blank, `/`, `-`, `无`, `N/A` and their like. */
export function saysNothing(clean: string): boolean {
  if (clean.length > 12) return false;
  return clean === "" || NOTHING.has(clean.toLowerCase()) || NOTHING_BUT_MARKS.test(clean);
}

/** Text whose notes in brackets were cut out. */
export interface WithoutNotes {
  readonly text: string;
  /** What stood in the brackets, joined by `；`; undefined when there were none. */
  readonly note: string | undefined;
}

const BRACKETED = /[([{【〔〈《「『]([^()[\]{}【】〔〕〈〉《》「」『』]*)[)\]}】〕〉》」』]/g;

/** Cuts notes in brackets of any kind (`张三(户主)`), also one whose bracket was never closed, from clean text. */
export function cutNotes(clean: string): WithoutNotes {
  if (!/[([{【〔〈《「『)\]}】〕〉》」』]/.test(clean)) return { text: clean, note: undefined };
  const notes: string[] = [];
  const cut = (_: string, inside: string) => {
    if (inside.trim() !== "") notes.push(inside.trim());
    return "";
  };
  let flat = clean;
  // Innermost first, as often as brackets stand in brackets.
  while (flat.search(BRACKETED) >= 0) flat = flat.replace(BRACKETED, cut);
  const text = flat.replace(/[([{【〔〈《「『]([^)\]}】〕〉》」』]*)$/, cut).replace(/[)\]}】〕〉》」』]/g, "");
  return { text: text.replace(/ {2,}/g, " ").trim(), note: notes.length > 0 ? notes.join("；") : undefined };
}

const SCIENTIFIC = /^([1-9])(?:\.(\d+))?E\+?(\d{1,2})$/i;
/** Mantissas from this length on were printed by a program, which leaves out zeros at the end; shorter ones were rounded to fit a cell. */
const MANTISSA_PRINTED_LENGTH = 12;

/** Digits of which some may be lost. */
export interface KeptDigits {
  /** The digits, those lost written `?`. */
  readonly digits: string;
  readonly lost: boolean;
}

/**
 * Digits of a number written in scientific notation (`3.30782E+17`), or null when `text` is no such thing.
 * Of the 15 digits that a spreadsheet keeps all are known; a short mantissa was rounded for display, so its last digit is not known either.
 */
export function digitsOfScientific(text: string): KeptDigits | null {
  const match = SCIENTIFIC.exec(text);
  if (!match) return null;
  const mantissa = `${match[1]}${match[2] ?? ""}`;
  const length = Number(match[3]) + 1;
  if (length <= DIGITS_KEPT && mantissa.length <= length && (mantissa.length >= length - 2 || length <= 6)) {
    return { digits: mantissa.padEnd(length, "0"), lost: false };
  }
  const known =
    mantissa.length >= MANTISSA_PRINTED_LENGTH ? mantissa.padEnd(DIGITS_KEPT, "0").slice(0, DIGITS_KEPT) : mantissa.slice(0, -1);
  return { digits: known.padEnd(length, "?").slice(0, Math.max(length, known.length)), lost: true };
}
