/** Runs inside a worker thread: parses a legacy workbook whole, then hands out its rows in batches. */
import { parentPort, workerData } from "node:worker_threads";
import { type CellObject, type ParsingOptions, read, set_cptable, type WorkBook, type WorkSheet } from "@e965/xlsx";
import * as codePages from "@e965/xlsx/dist/cpexcel.full.mjs";
import type { Cell } from "#vocabulary/contract";
import type { MergedRange, SheetRow } from "../contract.ts";
import type { LegacyInput, LegacyMessage, LegacySheet, RowsRequest } from "./legacy-messages.ts";
import { disjointRanges, MergeCover } from "./merged-cells.ts";
import { formattedNumber, type NumberFormat, parseFormat } from "./number-format.ts";

const BATCH_ROWS = 2000;
/** BIFF error codes (MS-XLS 2.5.10). */
const ERRORS: Readonly<Record<number, string>> = {
  0: "#NULL!",
  7: "#DIV/0!",
  15: "#VALUE!",
  23: "#REF!",
  29: "#NAME?",
  36: "#NUM!",
  42: "#N/A",
  43: "#GETTING_DATA",
};

/** Values as they stand (no text formatting, no HTML), number formats kept to tell dates, styles read because hidden rows are among them. */
const OPTIONS: ParsingOptions = {
  // For old workbooks that name no code page: they come from Chinese systems.
  codepage: 936,
  dense: true,
  cellDates: false,
  cellNF: true,
  cellText: false,
  cellHTML: false,
  cellFormula: false,
  cellStyles: true,
  raw: true,
};

/** Spans of tables in HTML and XML that no sheet has. */
const SPAN = /((?:col|row)span\s*=\s*["']?\s*|MergeAcross\s*=\s*"|MergeDown\s*=\s*")(\d{4,})/gi;

const formats = new Map<string, NumberFormat>();
const port = parentPort;
if (port !== null) serve((message) => port.postMessage(message));

function serve(send: (message: LegacyMessage) => void): void {
  const workbook = parse(workerData as LegacyInput, send);
  if (workbook === null) return;
  const epoch1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const sheets = workbook.SheetNames.map((name, number) => describe(workbook, name, number));
  send({ type: "opened", sheets });
  parentPort?.on("message", ({ request, sheet, from }: RowsRequest) => {
    const worksheet = workbook.Sheets[workbook.SheetNames[sheet] ?? ""];
    const { rows, next } =
      worksheet === undefined ? { rows: [], next: -1 } : batchOf(worksheet, (sheets[sheet] as LegacySheet).merges, from, epoch1904);
    send({ type: "rows", request, rows, next });
  });
}

function parse(input: LegacyInput, send: (message: LegacyMessage) => void): WorkBook | null {
  set_cptable(codePages);
  try {
    return input.kind === "biff"
      ? read(input.bytes, { ...OPTIONS, type: "array" })
      : read(withSaneSpans(input.text), { ...OPTIONS, type: "string" });
  } catch (error) {
    // The parser's message may quote the file: only the word that matters is taken from it.
    const encrypted = error instanceof Error && /password|encrypt/i.test(error.message);
    if (encrypted) send({ type: "refused", refusal: "file-encrypted", detail: "the workbook is protected by a password" });
    else send({ type: "refused", refusal: "file-damaged", detail: "the workbook cannot be parsed: it is broken or cut off" });
    return null;
  }
}

/** A cell that claims to span a billion columns would have them all made. */
function withSaneSpans(text: string): string {
  return text.replace(SPAN, (_, before: string) => `${before}999`);
}

function describe(workbook: WorkBook, name: string, number: number): LegacySheet {
  const worksheet = workbook.Sheets[name] ?? {};
  const merges: MergedRange[] = [];
  for (const { s, e } of worksheet["!merges"] ?? []) {
    if (s.r !== e.r || s.c !== e.c) merges.push({ firstRow: s.r + 1, lastRow: e.r + 1, firstColumn: s.c, lastColumn: e.c });
  }
  const hiddenColumns: number[] = [];
  worksheet["!cols"]?.forEach((column, index) => {
    if (column?.hidden === true) hiddenColumns.push(index);
  });
  return { name, hidden: (workbook.Workbook?.Sheets?.[number]?.Hidden ?? 0) !== 0, merges: disjointRanges(merges), hiddenColumns };
}

function batchOf(
  worksheet: WorkSheet,
  merges: readonly MergedRange[],
  from: number,
  epoch1904: boolean,
): { rows: SheetRow[]; next: number } {
  const data = worksheet["!data"] ?? [];
  const cover = new MergeCover(merges);
  const rows: SheetRow[] = [];
  let at = from;
  for (; at < data.length && rows.length < BATCH_ROWS; at += 1) {
    const cells = Array.from(data[at] ?? [], (cell) => (cell === undefined ? null : cellOf(cell, epoch1904)));
    while (cells.length > 0 && cells[cells.length - 1] === null) cells.pop();
    cover.apply(at + 1, cells);
    if (cells.length > 0) rows.push({ row: at + 1, cells, hidden: worksheet["!rows"]?.[at]?.hidden === true });
  }
  return { rows, next: at < data.length ? at : -1 };
}

function cellOf(cell: CellObject, epoch1904: boolean): Cell {
  switch (cell.t) {
    case "n":
      return typeof cell.v === "number" ? numberOf(cell.v, cell.z, epoch1904) : null;
    case "b":
      return cell.v === true;
    case "e":
      return ERRORS[Number(cell.v)] ?? "#N/A";
    case "s":
      return typeof cell.v === "string" ? cell.v.replaceAll("\0", "") || null : null;
    case "d":
      return cell.v instanceof Date ? { date: cell.v.toISOString().slice(0, 19).replace("T00:00:00", "") } : null;
    default:
      return null;
  }
}

function numberOf(value: number, code: CellObject["z"], epoch1904: boolean): Cell {
  if (typeof code !== "string" || code === "General") return value;
  let format = formats.get(code);
  if (format === undefined) {
    format = parseFormat(code);
    formats.set(code, format);
  }
  return formattedNumber(value, format, epoch1904);
}
