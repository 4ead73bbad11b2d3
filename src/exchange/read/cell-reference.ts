/** References to cells as workbooks write them: `B7`, `A1:C3`. */
import type { MergedRange } from "../contract.ts";
import { COLUMNS_MAX, ROWS_MAX } from "../package/limits.ts";

/** 0-based column of a reference such as `AB12`, -1 when it begins with no letter; COLUMNS_MAX or more when it lies outside of a sheet. */
export function columnOfReference(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at) | 0x20;
    if (code < 0x61 || code > 0x7a) break;
    column = column * 26 + (code - 0x60);
    if (column > COLUMNS_MAX) return column;
  }
  return column - 1;
}

/** Letters of a 0-based column: 27 is `AB`. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

const RANGE = /^\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})$/;

/** A merged range of more than one cell, cut to the sheet's limits; null for anything else. */
export function rangeOfReference(reference: string): MergedRange | null {
  const match = RANGE.exec(reference.trim());
  if (match === null) return null;
  const rows = [Number(match[2]), Number(match[4])];
  const columns = [columnOfReference(match[1] as string), columnOfReference(match[3] as string)];
  const range = {
    firstRow: Math.max(1, Math.min(...rows)),
    lastRow: Math.min(ROWS_MAX, Math.max(...rows)),
    firstColumn: Math.min(...columns),
    lastColumn: Math.min(COLUMNS_MAX - 1, Math.max(...columns)),
  };
  if (range.firstColumn >= COLUMNS_MAX || range.firstRow > range.lastRow) return null;
  return range.firstRow === range.lastRow && range.firstColumn === range.lastColumn ? null : range;
}
