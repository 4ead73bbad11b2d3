/** Writes legacy workbooks (BIFF8). The library keeps merges and widths, not fonts. */
import { writeFile } from "node:fs/promises";
import * as XLSX from "@e965/xlsx";
import { dayNumber } from "./calendar.ts";
import { columnLetter, type Grid, type StyledCell } from "./sheet-model.ts";

export async function writeXls(path: string, grids: readonly Grid[], dateFormat: string): Promise<void> {
  const book = XLSX.utils.book_new();
  for (const grid of grids) XLSX.utils.book_append_sheet(book, sheetOf(grid, dateFormat), grid.name);
  const bytes: Uint8Array = XLSX.write(book, { type: "buffer", bookType: "biff8" });
  await writeFile(path, bytes);
}

function sheetOf(grid: Grid, dateFormat: string): XLSX.WorkSheet {
  const sheet: XLSX.WorkSheet = {};
  let rows = 0;
  for (const row of grid.rows) {
    row.cells.forEach((cell, column) => {
      const written = cell && cellOf(cell, dateFormat);
      if (written) sheet[`${columnLetter(column)}${rows + 1}`] = written;
    });
    rows++;
  }
  sheet["!ref"] = `A1:${columnLetter(Math.max(0, grid.widths.length - 1))}${Math.max(1, rows)}`;
  sheet["!merges"] = grid.merges.map((merge) => ({
    s: { r: merge.firstRow, c: merge.firstColumn },
    e: { r: merge.lastRow, c: merge.lastColumn },
  }));
  sheet["!cols"] = grid.widths.map((width, column) => ({ wch: width, hidden: grid.hiddenColumns.includes(column) }));
  return sheet;
}

function cellOf(cell: StyledCell, dateFormat: string): XLSX.CellObject | null {
  const { value } = cell;
  if (value === null) return null;
  if (typeof value === "number") return { t: "n", v: value };
  if (typeof value === "object") return { t: "n", v: dayNumber(value.date) + 25569, z: dateFormat };
  return { t: "s", v: value };
}
