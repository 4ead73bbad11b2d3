/** What of a sheet stands where, worked out for one page of it. */
import type { Reply } from "../api/client.ts";

export type Sheet = Reply<"POST /api/v1/communities/{community}/forms/{form}/fill">["sheets"][number];
export type SheetCell = Sheet["rows"][number]["cells"][number];
export type PageRange = Sheet["print"]["pages"][number];

/** One place of a page's grid: a cell that shows something, or nothing. */
export interface Place {
  readonly row: number;
  readonly column: number;
  /** How many shown columns and rows of this page it covers. */
  readonly across: number;
  readonly down: number;
  readonly cell: SheetCell | null;
}

export interface DrawnRow {
  readonly row: number;
  readonly height: number;
  readonly fixed: boolean;
  readonly places: readonly Place[];
}

/** The rows of a page, title rows first; merged cells cover what they cover of this page. */
export function drawnRows(sheet: Sheet, page: PageRange): DrawnRow[] {
  const { titleRows } = sheet.print;
  const isTitle = (row: number) => titleRows !== undefined && row >= titleRows[0] && row <= titleRows[1] && row < page.firstRow;
  const rows = sheet.rows.filter(({ row }) => isTitle(row) || (row >= page.firstRow && row <= page.lastRow));
  const columns = drawnColumns(sheet, page).map(({ column }) => column);
  const covered = new Set<string>();
  return rows.map(({ row, height, fixed, cells }) => {
    const byColumn = new Map(cells.map((cell) => [cell.column, cell]));
    const places = columns.flatMap((column): Place[] => {
      if (covered.has(`${row}:${column}`)) return [];
      const cell = byColumn.get(column) ?? null;
      const lastColumn = column + (cell?.columns ?? 1) - 1;
      const lastRow = row + (cell?.rows ?? 1) - 1;
      const across = columns.filter((each) => each >= column && each <= lastColumn);
      const down = rows.filter((each) => each.row >= row && each.row <= lastRow);
      for (const below of down) for (const beside of across) covered.add(`${below.row}:${beside}`);
      return [{ row, column, across: across.length, down: down.length, cell }];
    });
    return { row, height, fixed, places };
  });
}

/** The columns of a page. */
export function drawnColumns(sheet: Sheet, page: PageRange): Sheet["columns"] {
  return sheet.columns.filter(({ column }) => column >= page.firstColumn && column <= page.lastColumn);
}

/** `A`, `Z`, `AA`, as a spreadsheet names its columns (0-based here). */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? "" : columnLetters(rest - 1)) + String.fromCharCode(65 + (column % 26));
}

/** `B7`, as a spreadsheet names a cell. */
export const cellName = (row: number, column: number): string => `${columnLetters(column)}${row}`;
