/** A sheet without styles: a legacy workbook or a text, shown as a plain table whose columns are as wide as what stands in them. */
import type { Cell } from "#vocabulary/contract";
import type { CellLook, Sheet, SheetView, ShownCell, ShownRow } from "../contract.ts";
import { PLAIN } from "./looks.ts";
import { CELL_PADDING, textWidth } from "./measure.ts";
import { printLayout } from "./print-layout.ts";
import { SheetPartsReader } from "./sheet-parts.ts";

const LOOK: CellLook = { ...PLAIN.look, horizontal: "left" };
const ROW_HEIGHT = 20;
const WIDTH_MIN = 48;
const WIDTH_MAX = 320;

export async function plainView(sheet: Sheet, window: { readonly first: number; readonly last: number }): Promise<SheetView> {
  const hidden = new Set(sheet.hiddenColumns);
  const merges = new Map(sheet.merges.map((merge) => [`${merge.firstRow}:${merge.firstColumn}`, merge]));
  const widths = new Map<number, number>();
  const rows: ShownRow[] = [];
  let more = false;
  let next = window.first;
  for await (const { row, cells, hidden: rowHidden } of sheet.rows()) {
    if (row > window.last) {
      more = true;
      break;
    }
    if (row < window.first) continue;
    for (; next < row; next += 1) rows.push({ row: next, height: ROW_HEIGHT, fixed: false, cells: [] });
    next = row + 1;
    if (rowHidden) continue;
    const shown: ShownCell[] = [];
    for (const [column, cell] of cells.entries()) {
      const text = plainText(cell);
      const merge = merges.get(`${row}:${column}`);
      if (text === "" && merge === undefined) continue;
      if (merge === undefined) widths.set(column, Math.max(widths.get(column) ?? 0, textWidth(text, LOOK.letters)));
      const spans = merge === undefined ? {} : { columns: merge.lastColumn - column + 1, rows: merge.lastRow - row + 1 };
      shown.push({ column, ...spans, look: 0, text });
    }
    rows.push({ row, height: ROW_HEIGHT, fixed: false, cells: shown });
  }
  const lastColumn = Math.max(-1, ...rows.flatMap((row) => row.cells.map((cell) => cell.column + (cell.columns ?? 1) - 1)));
  const columns = Array.from({ length: lastColumn + 1 }, (_, column) => column)
    .filter((column) => !hidden.has(column))
    .map((column) => ({
      column,
      width: Math.round(Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, (widths.get(column) ?? 0) + 2 * CELL_PADDING))),
    }));
  const print = printLayout(new SheetPartsReader(0), { areas: [], titleRows: null }, { columns, rows });
  return { name: sheet.name, hidden: sheet.hidden, columns, rows, more, looks: [LOOK], print };
}

/** A cell as it was delivered, character by character. */
function plainText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "object") return cell.date;
  return typeof cell === "boolean" ? String(cell).toUpperCase() : String(cell);
}
