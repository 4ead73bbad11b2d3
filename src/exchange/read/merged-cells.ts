/** Merged ranges of a sheet: put in order, made disjoint, and laid over the rows as these stream by. */
import type { Cell } from "#vocabulary/contract";
import type { MergedRange } from "../contract.ts";

/**
 * Sorts ranges by their first row and column and drops those that overlap an earlier one (no valid sheet has them, and a sheet made
 * of overlapping ranges would cost rows × ranges).
 */
export function disjointRanges(ranges: readonly MergedRange[]): MergedRange[] {
  const sorted = [...ranges].sort((left, right) => left.firstRow - right.firstRow || left.firstColumn - right.firstColumn);
  const kept: MergedRange[] = [];
  const active = new ActiveRanges();
  for (const range of sorted) {
    active.leave(range.firstRow);
    if (active.enter(range)) kept.push(range);
  }
  return kept;
}

/** Empties the covered cells of rows that come in ascending order. One cover serves one pass over a sheet. */
export class MergeCover {
  readonly #ranges: readonly MergedRange[];
  readonly #active = new ActiveRanges();
  #next = 0;

  /** `ranges` as `disjointRanges` gives them. */
  constructor(ranges: readonly MergedRange[]) {
    this.#ranges = ranges;
  }

  /** Sets the cells of `row` (1-based) that a merged range covers to null, all but each range's first. */
  apply(row: number, cells: Cell[]): void {
    if (this.#next >= this.#ranges.length && this.#active.size === 0) return;
    this.#active.leave(row);
    for (let range = this.#ranges[this.#next]; range !== undefined && range.firstRow <= row; range = this.#ranges[this.#next]) {
      if (range.lastRow >= row) this.#active.enter(range);
      this.#next += 1;
    }
    for (const range of this.#active.inColumnOrder()) {
      if (range.firstColumn >= cells.length) break;
      const from = range.firstRow === row ? range.firstColumn + 1 : range.firstColumn;
      const to = Math.min(range.lastColumn, cells.length - 1);
      for (let column = from; column <= to; column += 1) cells[column] = null;
    }
    while (cells.length > 0 && cells[cells.length - 1] === null) cells.pop();
  }
}

/** The ranges that reach into the current row, by column. */
class ActiveRanges {
  readonly #byColumn: MergedRange[] = [];
  /** No active range ends before this row. */
  #earliestEnd = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.#byColumn.length;
  }

  inColumnOrder(): readonly MergedRange[] {
    return this.#byColumn;
  }

  /** Takes a range in, unless one that is active shares a column with it. */
  enter(range: MergedRange): boolean {
    const ranges = this.#byColumn;
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle] as MergedRange).firstColumn < range.firstColumn) low = middle + 1;
      else high = middle;
    }
    const left = ranges[low - 1];
    const right = ranges[low];
    if ((left !== undefined && left.lastColumn >= range.firstColumn) || (right !== undefined && right.firstColumn <= range.lastColumn))
      return false;
    ranges.splice(low, 0, range);
    this.#earliestEnd = Math.min(this.#earliestEnd, range.lastRow);
    return true;
  }

  /** Lets go of the ranges that end before `row`. */
  leave(row: number): void {
    if (row <= this.#earliestEnd) return;
    const ranges = this.#byColumn;
    let kept = 0;
    this.#earliestEnd = Number.POSITIVE_INFINITY;
    for (const range of ranges) {
      if (range.lastRow < row) continue;
      ranges[kept] = range;
      kept += 1;
      this.#earliestEnd = Math.min(this.#earliestEnd, range.lastRow);
    }
    ranges.length = kept;
  }
}
