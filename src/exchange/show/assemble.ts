/** Puts the cells, columns and looks of a worksheet together as they show. */
import type { CellLook, MergedRange, SheetView, ShownCell, ShownRow, ShownRun } from "../contract.ts";
import { disjointRanges } from "../read/merged-cells.ts";
import { pixelsOfPoints, type Rich } from "./letters.ts";
import { type CellStyle, PLAIN, showsBlank } from "./looks.ts";
import { CELL_PADDING, columnPixels, digitWidth, textHeight, textWidth } from "./measure.ts";
import type { NumberText } from "./number-text.ts";
import { type PrintNames, printLayout } from "./print-layout.ts";
import type { RawCell, RawRow, SheetCellsReader } from "./sheet-cells.ts";
import type { SheetPartsReader } from "./sheet-parts.ts";

/** What all sheets of a workbook share. */
export interface ShownWorkbook {
  readonly texts: readonly Rich[];
  readonly styles: readonly CellStyle[];
  readonly usual: CellLook["letters"];
  readonly writeNumber: NumberText;
  readonly epoch1904: boolean;
}

/** Columns beyond are left out: nobody reads so far to the right, and a page could not hold them. */
const COLUMNS_SHOWN_MAX = 256;
const EPOCH_DAYS_1904 = 1462;

interface Assembly {
  readonly book: ShownWorkbook;
  readonly rows: ReadonlyMap<number, RawRow>;
  readonly cells: ReadonlyMap<number, ReadonlyMap<number, RawCell>>;
  /** By `row:column` of each cell that a merged range covers, its first one too. */
  readonly merged: ReadonlyMap<string, MergedRange>;
  readonly widths: ReadonlyMap<number, number>;
  readonly columnStyle: (column: number) => number;
  readonly looks: CellLook[];
  readonly lookNumbers: Map<string, number>;
}

export interface SheetName {
  readonly name: string;
  readonly hidden: boolean;
  readonly print: PrintNames;
}

/** @param window the rows that were read */
export function assembleSheet(
  book: ShownWorkbook,
  sheet: SheetName,
  parts: SheetPartsReader,
  read: SheetCellsReader,
  window: { readonly first: number; readonly last: number },
): SheetView {
  const rows = new Map(read.rows.map((row) => [row.row, row]));
  const cells = new Map(read.rows.map((row) => [row.row, new Map(row.cells.map((cell) => [cell.column, cell]))]));
  const merges = disjointRanges(parts.merges).filter(({ firstRow, lastRow }) => lastRow >= window.first && firstRow <= window.last);
  const merged = new Map<string, MergedRange>();
  for (const range of merges)
    for (let row = Math.max(range.firstRow, window.first); row <= Math.min(range.lastRow, window.last); row += 1)
      for (let column = range.firstColumn; column <= Math.min(range.lastColumn, COLUMNS_SHOWN_MAX); column += 1)
        merged.set(`${row}:${column}`, range);
  const styleOf = (cell: RawCell) => book.styles[cell.style] ?? PLAIN;
  const shows = (cell: RawCell) => cell.value !== "" || (cell.inline?.text ?? "") !== "" || showsBlank(styleOf(cell));
  let lastRow = 0;
  let lastColumn = -1;
  for (const row of read.rows)
    for (const cell of row.cells) {
      if (cell.column >= COLUMNS_SHOWN_MAX || !shows(cell)) continue;
      const range = merged.get(`${row.row}:${cell.column}`);
      lastRow = Math.max(lastRow, Math.min(range?.lastRow ?? row.row, window.last));
      lastColumn = Math.max(lastColumn, Math.min(range?.lastColumn ?? cell.column, COLUMNS_SHOWN_MAX - 1));
    }
  const columns = columnsOf(parts, book, lastColumn);
  const assembly: Assembly = {
    book,
    rows,
    cells,
    merged,
    widths: new Map(columns.map(({ column, width }) => [column, width])),
    columnStyle: (column) => parts.columns.find((range) => column >= range.first && column <= range.last)?.style ?? 0,
    looks: [],
    lookNumbers: new Map(),
  };
  const shown: ShownRow[] = [];
  const usualHeight = parts.rowHeight === null ? Math.ceil(book.usual.size * 1.3) : pixelsOfPoints(parts.rowHeight);
  for (let row = window.first; row <= lastRow; row += 1) {
    if (rows.get(row)?.hidden === true) continue;
    shown.push(rowOf(assembly, row, lastColumn, usualHeight));
  }
  const print = printLayout(parts, sheet.print, { columns, rows: shown });
  return { name: sheet.name, hidden: sheet.hidden, columns, rows: shown, more: read.more, looks: assembly.looks, print };
}

function columnsOf(parts: SheetPartsReader, book: ShownWorkbook, lastColumn: number): SheetView["columns"] {
  const digit = digitWidth(book.usual);
  const usual = columnPixels(parts.columnWidth ?? 8.72, digit);
  const columns: { column: number; width: number }[] = [];
  for (let column = 0; column <= lastColumn; column += 1) {
    const range = parts.columns.find((one) => column >= one.first && column <= one.last);
    if (range?.hidden === true) continue;
    columns.push({ column, width: range?.width == null ? usual : columnPixels(range.width, digit) });
  }
  return columns;
}

function rowOf(assembly: Assembly, number: number, lastColumn: number, usualHeight: number): ShownRow {
  const raw = assembly.rows.get(number);
  const cells: ShownCell[] = [];
  let grown = usualHeight;
  for (let column = 0; column <= lastColumn; column += 1) {
    const range = assembly.merged.get(`${number}:${column}`);
    if (range !== undefined && (range.firstRow !== number || range.firstColumn !== column)) continue;
    const cell = cellOf(assembly, number, column, range);
    if (cell === null) continue;
    cells.push(cell);
    if (range === undefined && raw?.height == null && cell.text !== "") {
      const look = assembly.looks[cell.look] as CellLook;
      if (look.turned === 0) grown = Math.max(grown, textHeight(cell.text, look, assembly.widths.get(column) ?? 0));
    }
  }
  const height = raw?.height == null ? grown : pixelsOfPoints(raw.height);
  return { row: number, height, fixed: raw?.height != null, cells };
}

function cellOf(assembly: Assembly, row: number, column: number, range: MergedRange | undefined): ShownCell | null {
  const { book } = assembly;
  const raw = assembly.cells.get(row)?.get(column);
  const styleNumber = raw?.style ?? assembly.rows.get(row)?.style ?? assembly.columnStyle(column);
  const style = book.styles[styleNumber] ?? PLAIN;
  const { text, runs, general } = raw === undefined ? BLANK : contentOf(book, raw, style);
  if (text === "" && range === undefined && !showsBlank(style)) return null;
  const horizontal = style.horizontal === "general" ? general : style.horizontal;
  const look = lookOf(assembly, row, column, styleNumber, style, horizontal, range);
  const width = widthOf(assembly, column, range) - CELL_PADDING;
  const needed = style.look.wraps || text.includes("\n") || style.look.turned !== 0 ? 0 : textWidth(text, style.look.letters);
  const shrunk = style.shrinks && needed > width ? Math.max(0.3, width / needed) : 1;
  const spills =
    range === undefined && !style.shrinks && needed > width && raw?.type !== "n" && blankBeside(assembly, row, column, horizontal);
  return {
    column,
    ...(range === undefined ? {} : { columns: range.lastColumn - column + 1, rows: range.lastRow - row + 1 }),
    look,
    text,
    ...(runs === null ? {} : { runs }),
    ...(shrunk === 1 ? {} : { shrunk }),
    ...(spills ? { spills } : {}),
  };
}

interface Content {
  readonly text: string;
  readonly runs: readonly ShownRun[] | null;
  /** Where the general alignment puts it. */
  readonly general: CellLook["horizontal"];
}

const BLANK: Content = { text: "", runs: null, general: "left" };

function contentOf(book: ShownWorkbook, cell: RawCell, style: CellStyle): Content {
  const rich = cell.type === "s" && cell.value !== "" ? book.texts[Number(cell.value)] : cell.inline;
  if (rich !== null && rich !== undefined && cell.type !== "n") {
    const runs = rich.runs?.map(({ text, letters }) => (letters === null ? { text } : { text, letters })) ?? null;
    return { text: rich.text, runs, general: "left" };
  }
  const { value } = cell;
  if (value === "") return BLANK;
  if (cell.type === "b") return { text: value.trim() === "1" || value.trim() === "true" ? "TRUE" : "FALSE", runs: null, general: "center" };
  if (cell.type === "e") return { text: value, runs: null, general: "center" };
  const number = Number(value);
  if (cell.type !== "n" || !Number.isFinite(number)) return { text: value, runs: null, general: "left" };
  const isText = style.format === "@";
  return {
    text: book.writeNumber(book.epoch1904 && isCalendar(style.format) ? number + EPOCH_DAYS_1904 : number, style.format),
    runs: null,
    general: isText ? "left" : "right",
  };
}

function isCalendar(format: string): boolean {
  return /[yd]|m(?!\])|h/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "")) && format !== "General";
}

/** The number of a look; a merged cell has the right and lower lines of the cells at its ends. */
function lookOf(
  assembly: Assembly,
  row: number,
  column: number,
  styleNumber: number,
  style: CellStyle,
  horizontal: CellLook["horizontal"],
  range: MergedRange | undefined,
): number {
  const { book, cells } = assembly;
  const end = (atRow: number, atColumn: number) => book.styles[cells.get(atRow)?.get(atColumn)?.style ?? -1]?.look;
  const right = range === undefined ? undefined : end(row, range.lastColumn);
  const bottom = range === undefined ? undefined : end(range.lastRow, column);
  const key = [styleNumber, horizontal, JSON.stringify(right?.right), JSON.stringify(bottom?.bottom)].join(" ");
  const known = assembly.lookNumbers.get(key);
  if (known !== undefined) return known;
  const look = { ...style.look, horizontal, right: right?.right ?? style.look.right, bottom: bottom?.bottom ?? style.look.bottom };
  assembly.lookNumbers.set(key, assembly.looks.push(look) - 1);
  return assembly.looks.length - 1;
}

function widthOf(assembly: Assembly, column: number, range: MergedRange | undefined): number {
  let width = 0;
  for (let at = column; at <= Math.min(range?.lastColumn ?? column, COLUMNS_SHOWN_MAX); at += 1) width += assembly.widths.get(at) ?? 0;
  return width;
}

function blankBeside(assembly: Assembly, row: number, column: number, horizontal: CellLook["horizontal"]): boolean {
  const isBlank = (at: number) => {
    const cell = assembly.cells.get(row)?.get(at);
    return cell === undefined || (cell.value === "" && (cell.inline?.text ?? "") === "");
  };
  if (horizontal === "left") return isBlank(column + 1);
  if (horizontal === "right") return isBlank(column - 1);
  return horizontal === "center" && isBlank(column + 1) && isBlank(column - 1);
}
