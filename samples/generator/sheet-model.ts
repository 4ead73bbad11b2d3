/** A sheet before it becomes a file. */
import type { CellValue } from "./register-shape.ts";

export type StyleName = "title" | "unit" | "header" | "text" | "left" | "number" | "date" | "section" | "total" | "foot";

export interface StyledCell {
  readonly value: CellValue;
  readonly style: StyleName;
}

export interface GridRow {
  /** By column; null where there is no cell at all. */
  readonly cells: readonly (StyledCell | null)[];
  /** Points. */
  readonly height?: number;
  readonly hidden?: boolean;
}

/** 0-based, inclusive. */
export interface Merge {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

export interface Grid {
  readonly name: string;
  /** Rows in order; a generator where they are too many to hold. */
  readonly rows: Iterable<GridRow>;
  readonly merges: readonly Merge[];
  /** Characters, by column. */
  readonly widths: readonly number[];
  /** Rows that stay in view and are printed on every page; 0 for none. */
  readonly headRows: number;
  readonly hiddenColumns: readonly number[];
  readonly landscape: boolean;
  /** Columns in which only 男 or 女 may be chosen, 0-based. */
  readonly sexColumns: readonly number[];
  readonly lastRow: number;
}

/** How a workbook looks. */
export interface Look {
  readonly bodyFont: string;
  readonly headFont: string;
  readonly titleFont: string;
  readonly headerFill: string | null;
  /** Number format of date cells. */
  readonly dateFormat: string;
  /** Strings in a table of their own, as Excel writes them, or in the cells, as exporting programs do. */
  readonly strings: "shared" | "inline";
}

/** `A`, `B`, … `AA`. */
export function columnLetter(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : columnLetter(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));
}
