import type { Cell } from "#vocabulary/contract";

/** Marks by which people say "as above". A lone quotation mark is what is left of 〃 on a keyboard without it. */
const DITTO = new Set(["同上", "〃", "″", '"', "”", "“", "〞", "''", "’’", "如上", "同 上", "同前", "ditto", "Ditto", "DITTO"]);

/** Puts the value of the row above into cells that say so, row by row in order. */
export class DittoFiller {
  #above: readonly Cell[] | null = null;

  /** The cells with ditto marks replaced, and the columns where they stood (null when there were none). */
  fill(cells: readonly Cell[]): { readonly cells: readonly Cell[]; readonly columns: ReadonlySet<number> | null } {
    let copy: Cell[] | null = null;
    let columns: Set<number> | null = null;
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column];
      if (typeof cell !== "string" || cell.length > 5 || cell.length === 0 || !DITTO.has(cell.length > 2 ? cell.trim() : cell)) continue;
      const above = this.#above?.[column] ?? null;
      if (above === null || above === "") continue;
      copy ??= [...cells];
      columns ??= new Set();
      copy[column] = above;
      columns.add(column);
    }
    this.#above = copy ?? cells;
    return { cells: copy ?? cells, columns };
  }
}
