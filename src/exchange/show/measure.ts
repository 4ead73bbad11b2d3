/** How wide and high things are that a workbook gives in characters and points, and how much room a text takes. */
import type { CellLook, Letters } from "../contract.ts";

const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[\ud840-\ud888]./u;
/** Blank room at both sides of a cell, together. */
export const CELL_PADDING = 5;
/** Lines of a text stand this many times its size apart. */
const LEADING = 1.25;

/** Width of the widest digit of the usual letters: the unit of column widths (ECMA-376 part 1, 18.3.1.13). */
export function digitWidth({ font, size }: Letters): number {
  return HAN.test(font) ? Math.ceil(size / 2) : Math.max(1, Math.round(size * 0.507));
}

/** A column's width; `characters` counts digits, as workbooks do. */
export function columnPixels(characters: number, digit: number): number {
  return Math.trunc(((256 * characters + Math.trunc(128 / digit)) / 256) * digit);
}

/** How wide a line of text is, about: Hanzi take a square each, the rest a little more than half of one. */
export function textWidth(text: string, { size, bold }: Letters): number {
  let halves = 0;
  for (const character of text) halves += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1.1;
  return (halves / 2) * size * (bold ? 1.03 : 1);
}

/** Height that a cell's text needs in a width. */
export function textHeight(text: string, look: Pick<CellLook, "letters" | "wraps">, width: number): number {
  const { letters, wraps } = look;
  const room = Math.max(letters.size, width - CELL_PADDING);
  const lines = text.split("\n");
  const count = wraps ? lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line, letters) / room)), 0) : 1;
  return Math.ceil(count * letters.size * LEADING);
}
