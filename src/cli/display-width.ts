/**
 * How wide a text stands in a terminal, where a Chinese character takes two cells and a combining mark none
 * (Unicode UAX #11, wide and fullwidth; ambiguous ones count as narrow, as terminals do).
 */
import { stripVTControlCharacters } from "node:util";

/** First and last code points that take two cells, in order. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26a1, 0x26a1],
  [0x26aa, 0x26ab],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x274c, 0x274c],
  [0x2753, 0x2755],
  [0x2757, 0x2757],
  [0x2795, 0x2797],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b50],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

/** Marks, joiners, variation selectors: they stand on the character before them. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;

/** Chinese punctuation that may not begin a line. */
const NEVER_FIRST = new Set("，。、；：！？）】》」』”’…—%,.;:!?)]}");

/** Opening brackets and quotes, which may not end one. */
const NEVER_LAST = /[（《「『【“‘([{]$/;

/** Cells that one code point takes. */
function characterWidth(character: string): 0 | 1 | 2 {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x300) return point < 0x20 || (point >= 0x7f && point < 0xa0) || point === 0xad ? 0 : 1;
  if (ZERO_WIDTH.test(character)) return 0;
  let low = 0;
  let high = WIDE.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = WIDE[middle] as readonly [number, number];
    if (point < first) high = middle - 1;
    else if (point > last) low = middle + 1;
    else return 2;
  }
  return 1;
}

/** Terminal cells that `text` takes; colour sequences take none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) width += characterWidth(character);
  return width;
}

/**
 * A delivered text that cannot steer the terminal: line breaks, escape sequences and marks that turn the writing direction
 * are replaced by one blank each run, since a cell of a workbook is written by strangers.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ");
}

/** Cuts `text` (without colours) to `width` cells; a cut is shown by `…`. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let taken = "";
  let used = 0;
  for (const character of text) {
    const next = characterWidth(character);
    if (used + next > width - 1) break;
    taken += character;
    used += next;
  }
  return width > 0 ? `${taken}…` : "";
}

/** Fills `text` with blanks to `width` cells. */
export function padToWidth(text: string, width: number, align: "left" | "right" = "left"): string {
  const blanks = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + blanks : blanks + text;
}

/** Pieces that a line may not be broken inside: words of narrow characters, single wide ones with the punctuation that follows. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let open = false;
  for (const character of text) {
    const last = found.length - 1;
    const wide = characterWidth(character) === 2;
    const before = found[last] ?? "";
    if (last >= 0 && (NEVER_FIRST.has(character) || NEVER_LAST.test(before) || (open && !wide && character !== " ")))
      found[last] += character;
    else found.push(character);
    open = !wide && character !== " ";
  }
  return found;
}

/** Breaks a paragraph into lines of at most `width` cells, at blanks and between Chinese characters; a longer word stands alone. */
export function wrapToWidth(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    let used = 0;
    for (const piece of pieces(paragraph)) {
      const next = displayWidth(piece);
      if (used > 0 && used + next > width && piece !== " ") {
        lines.push(line.trimEnd());
        line = "";
        used = 0;
      }
      if (used === 0 && piece === " " && lines.length > 0 && line === "") continue;
      line += piece;
      used += next;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}
