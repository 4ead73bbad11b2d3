import type { Cell } from "#vocabulary/contract";
import type { MergedRange, SheetRow } from "../contract.ts";
import { isBlank } from "./cell-text.ts";

/** The merged ranges of a sheet, found by the cell that they cover. Made once a sheet; large ranges are looked up, never spread out. */
export interface MergedCells {
  /** The range that covers a cell (1-based row, 0-based column), or undefined. */
  at(row: number, column: number): MergedRange | undefined;
  /** The ranges of more than one row, by their first row. */
  readonly vertical: readonly MergedRange[];
}

/** Orders a sheet's merged ranges so that a header can be read and data filled down. */
export function mergedCells(merges: readonly MergedRange[]): MergedCells {
  const byFirstRow = merges.toSorted((a, b) => a.firstRow - b.firstRow);
  const tallest = byFirstRow.reduce((most, merge) => Math.max(most, merge.lastRow - merge.firstRow), 0);
  return {
    at(row, column) {
      for (let index = firstFrom(byFirstRow, row - tallest); index < byFirstRow.length; index++) {
        const merge = byFirstRow[index] as MergedRange;
        if (merge.firstRow > row) return undefined;
        if (merge.lastRow >= row && merge.firstColumn <= column && merge.lastColumn >= column) return merge;
      }
      return undefined;
    },
    vertical: byFirstRow.filter((merge) => merge.lastRow > merge.firstRow),
  };
}

function firstFrom(merges: readonly MergedRange[], row: number): number {
  let low = 0;
  let high = merges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((merges[middle] as MergedRange).firstRow < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A row with the values of vertically merged cells in it. */
export interface FilledRow {
  readonly cells: readonly Cell[];
  /** Columns whose value came from a merged range that began in a row above; null when there are none. */
  readonly filled: ReadonlySet<number> | null;
}

/** Fills vertically merged data cells down from their first cell, row by row in order, inside their range only. */
export class MergeFiller {
  readonly #vertical: readonly MergedRange[];
  #next = 0;
  #open: { readonly range: MergedRange; value: Cell }[] = [];

  constructor(merged: MergedCells) {
    this.#vertical = merged.vertical;
  }

  /** The row with merged values filled in; must be called for every row of the sheet that is read, in order. */
  fill(row: SheetRow): FilledRow {
    if (this.#open.length === 0 && (this.#next >= this.#vertical.length || (this.#vertical[this.#next] as MergedRange).firstRow > row.row))
      return { cells: row.cells, filled: null };
    while (this.#next < this.#vertical.length && (this.#vertical[this.#next] as MergedRange).firstRow <= row.row) {
      const range = this.#vertical[this.#next++] as MergedRange;
      // A range whose first row was left out by the reader was blank there.
      this.#open.push({ range, value: range.firstRow === row.row ? (row.cells[range.firstColumn] ?? null) : null });
    }
    this.#open = this.#open.filter((open) => open.range.lastRow >= row.row);
    let cells: Cell[] | null = null;
    let filled: Set<number> | null = null;
    for (const { range, value } of this.#open) {
      const column = range.firstColumn;
      if (range.firstRow === row.row || isBlank(value) || !isBlank(row.cells[column])) continue;
      cells ??= [...row.cells];
      filled ??= new Set();
      while (cells.length <= column) cells.push(null);
      cells[column] = value;
      filled.add(column);
    }
    return { cells: cells ?? row.cells, filled };
  }
}
