import type { SheetRow } from "../contract.ts";
import { isBlank, labelText, squashed } from "./cell-text.ts";
import type { MergedCells } from "./merged-cells.ts";

/** A column of a header tree. */
export interface HeaderColumn {
  /** 0-based column of the sheet. */
  readonly column: number;
  /** From the top of the tree to the leaf, without white space. */
  readonly path: readonly string[];
  /** By segment: whether it stands over several columns. */
  readonly groups: readonly boolean[];
}

export interface HeaderTree {
  /** 1-based first and last header row. */
  readonly rows: readonly [number, number];
  readonly columns: readonly HeaderColumn[];
  /** The header's own cell texts, row by row, to know the header again on the next printed page. */
  readonly texts: readonly string[];
}

/** Builds the paths of a header of one to four rows, whose groups are merged or stand over blank cells. */
export function headerTree(rows: readonly SheetRow[], merged: MergedCells): HeaderTree {
  const width = Math.max(...rows.map((row) => row.cells.length));
  const grid = rows.map((row, index) => spread(row, width, merged, rows[index + 1]));
  const columns: HeaderColumn[] = [];
  for (let column = 0; column < width; column++) {
    const path: string[] = [];
    const groups: boolean[] = [];
    for (const line of grid) {
      const segment = line[column];
      if (segment === undefined || segment.text === "" || segment.text === path.at(-1)) continue;
      path.push(segment.text);
      groups.push(segment.wide);
    }
    if (path.length > 0) columns.push({ column, path, groups });
  }
  const [first, last] = [rows[0] as SheetRow, rows.at(-1) as SheetRow];
  return { rows: [first.row, last.row], columns, texts: rows.map(headerKey) };
}

/** A header row's text as it is compared with later rows of the sheet. */
export function headerKey(row: SheetRow): string {
  const texts = row.cells.map((cell) => squashed(cell));
  while (texts.at(-1) === "") texts.pop();
  return texts.join("\t");
}

interface Segment {
  readonly text: string;
  readonly wide: boolean;
}

/** One header row's text for every column: merged cells over all their columns, unmerged groups over the blanks to their right. */
function spread(row: SheetRow, width: number, merged: MergedCells, below: SheetRow | undefined): Segment[] {
  const line: Segment[] = [];
  for (let column = 0; column < width; column++) {
    const range = merged.at(row.row, column);
    if (range !== undefined) {
      // Vertically merged cells repeat their text in every row; the path keeps it once. A merged cell that begins above is blank here.
      const text = range.firstRow === row.row ? labelText(row.cells[range.firstColumn]) : "";
      line.push({ text, wide: range.lastColumn > range.firstColumn });
      continue;
    }
    const cell = row.cells[column];
    if (!isBlank(cell)) {
      const next = row.cells[column + 1];
      const over =
        below !== undefined && !isBlank(below.cells[column]) && isBlank(next) && column + 1 < width && !isBlank(below.cells[column + 1]);
      line.push({ text: labelText(cell), wide: over && merged.at(row.row, column + 1) === undefined });
      continue;
    }
    const left = line[column - 1];
    // A blank to the right of a group belongs to the group when something stands below it.
    const belongs =
      left?.wide === true && merged.at(row.row, column - 1) === undefined && below !== undefined && !isBlank(below.cells[column]);
    line.push(belongs ? (left as Segment) : { text: "", wide: false });
  }
  return line;
}
