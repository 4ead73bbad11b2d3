/** Cell references: `B7`, `$B$7:D9`, `B:B`, `3:4`, and how they move when rows are inserted. */

/** 0-based column of letters: `A` is 0, `AA` is 26. */
export function columnOfLetters(letters: string): number {
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + (letters.charCodeAt(at) & 31);
  return column - 1;
}

const letterCache: string[] = [];

/** Letters of a 0-based column. */
export function lettersOfColumn(column: number): string {
  const cached = letterCache[column];
  if (cached !== undefined) return cached;
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  letterCache[column] = letters;
  return letters;
}

/** `B7` of 0-based column and 1-based row. */
export function cellName(row: number, column: number): string {
  return lettersOfColumn(column) + row;
}

/** Row (1-based) and column (0-based) of `B7`; null when it is no cell reference. */
export function parseCell(reference: string): { readonly row: number; readonly column: number } | null {
  const match = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(reference);
  return match === null ? null : { row: Number(match[2]), column: columnOfLetters(match[1] ?? "") };
}

/** A block of cells, 1-based rows and 0-based columns, all inclusive. */
export interface Block {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

const lastRowOfSheet = 1_048_576;
const lastColumnOfSheet = 16_383;

/** The block of `B7`, `B7:D9`, `B:B` or `3:4`; null when it is none. */
export function parseBlock(reference: string): Block | null {
  const match = /^\$?([A-Za-z]{0,3})\$?(\d{0,7})(?::\$?([A-Za-z]{0,3})\$?(\d{0,7}))?$/.exec(reference);
  if (match === null) return null;
  const [, letters = "", row = "", endLetters, endRow] = match;
  if (letters === "" && row === "") return null;
  if (endLetters === undefined && (letters === "" || row === "")) return null;
  return {
    firstRow: row === "" ? 1 : Number(row),
    lastRow: (endRow ?? row) === "" ? lastRowOfSheet : Number(endRow ?? row),
    firstColumn: letters === "" ? 0 : columnOfLetters(letters),
    lastColumn: (endLetters ?? letters) === "" ? lastColumnOfSheet : columnOfLetters(endLetters ?? letters),
  };
}

/** `B7:D9`, or `B7` for one cell. */
export function blockName(block: Block): string {
  const first = cellName(block.firstRow, block.firstColumn);
  const last = cellName(block.lastRow, block.lastColumn);
  return first === last ? first : `${first}:${last}`;
}

/** Whether a block holds a cell. */
export function blockHolds(block: Block, row: number, column: number): boolean {
  return row >= block.firstRow && row <= block.lastRow && column >= block.firstColumn && column <= block.lastColumn;
}

/** Rows that are put into a sheet: `count` rows behind row `after`. */
export interface RowInsertion {
  readonly after: number;
  readonly count: number;
}

/** Where a row stands after the insertion. */
export function movedRow(row: number, insertion: RowInsertion): number {
  return row > insertion.after ? row + insertion.count : row;
}

/**
 * Where the last row of a range stands: a range that ends in the row behind which rows are put grows with them,
 * since the new rows continue the table that the range covers.
 */
export function movedEnd(row: number, insertion: RowInsertion): number {
  return row >= insertion.after && row < lastRowOfSheet ? row + insertion.count : row;
}

/** One reference (`A1`, `A1:B2`, `3:4`, with or without `$`) after the insertion, spelt as it was. */
export function movedReference(reference: string, insertion: RowInsertion): string {
  const [first = "", last] = reference.split(":");
  const move = (part: string, end: boolean) =>
    part.replace(
      /^(\$?[A-Za-z]{0,3}\$?)(\d+)$/,
      (_, head: string, row: string) => head + (end ? movedEnd(Number(row), insertion) : movedRow(Number(row), insertion)),
    );
  return last === undefined ? move(first, false) : `${move(first, false)}:${move(last, true)}`;
}

/** A list of references separated by spaces (`sqref`). A single cell at the end of the table grows into a range of its column. */
export function movedReferences(list: string, insertion: RowInsertion): string {
  return list
    .split(" ")
    .map((reference) => {
      const cell = parseCell(reference);
      if (cell === null || cell.row !== insertion.after) return movedReference(reference, insertion);
      return `${reference}:${lettersOfColumn(cell.column)}${cell.row + insertion.count}`;
    })
    .join(" ");
}
