/** Reads the tables that `weinao link` links into one: columns by name, and where each row stands. */
import { openSource } from "#exchange";
import type { Sheet, SourceFile } from "#exchange/contract";
import type { Cell, Outcome } from "#vocabulary/contract";

/** Rows of several files under one heading. */
export interface ReadTables {
  /** Columns in order of first appearance; a row of a file without a column says nothing there. */
  readonly columns: Readonly<Record<string, readonly (string | null)[]>>;
  /** By row: the file as it was named. */
  readonly files: readonly string[];
  /** By row: 1-based row in its file, as a person sees it. */
  readonly rows: readonly number[];
  /** Files with more sheets than the one that was read. */
  readonly sheetsLeft: readonly string[];
}

/** Why a table cannot be linked although its file can be read. */
export const TableRefusal = { empty: "table-empty", columnRepeated: "column-repeated" } as const;

/** A refusal and the file that it is about. */
export interface TablesRefused {
  readonly code: string;
  readonly detail: string;
  readonly file: string;
}

/**
 * Reads the first visible sheet with rows of each file; its first row names the columns. Columns of several files are put together by
 * name; columns without a name and rows without a value are left out. Refuses on the first file that cannot be read. `onRows` hears how many rows
 * are read when another file begins.
 */
export async function readTables(
  paths: readonly string[],
  onRows: (rows: number) => void,
): Promise<{ readonly tables: ReadTables } | { readonly refused: TablesRefused }> {
  const columns = new Map<string, (string | null)[]>();
  const files: string[] = [];
  const rows: number[] = [];
  const sheetsLeft: string[] = [];
  for (const file of paths) {
    onRows(rows.length);
    const opened = await openSource(file);
    if (!opened.accepted) return { refused: { code: opened.refusal, detail: opened.detail, file } };
    try {
      const table = await readFirstTable(opened.value);
      if (!table.accepted) return { refused: { code: table.refusal, detail: table.detail, file } };
      const { header, records, moreSheets } = table.value;
      if (moreSheets) sheetsLeft.push(file);
      for (const name of header) {
        if (name !== "" && !columns.has(name)) columns.set(name, new Array<string | null>(rows.length).fill(null));
      }
      for (const record of records) {
        files.push(file);
        rows.push(record.row);
        for (const column of columns.values()) column.push(null);
        for (let at = 0; at < header.length; at++) {
          const name = header[at] as string;
          if (name !== "") (columns.get(name) as (string | null)[])[rows.length - 1] = record.values[at] ?? null;
        }
      }
    } finally {
      await opened.value.close();
    }
  }
  return { tables: { columns: Object.fromEntries(columns), files, rows, sheetsLeft } };
}

interface FirstTable {
  readonly header: readonly string[];
  readonly records: readonly { readonly row: number; readonly values: readonly (string | null)[] }[];
  readonly moreSheets: boolean;
}

async function readFirstTable(source: SourceFile): Promise<Outcome<FirstTable, string>> {
  let found: Omit<FirstTable, "moreSheets"> | null = null;
  for await (const sheet of source.sheets()) {
    if (sheet.hidden) continue;
    if (found !== null) return { accepted: true, value: { ...found, moreSheets: true } };
    const { header, records } = await readSheet(sheet);
    if (header === null) continue;
    const repeated = header.find((name, at) => name !== "" && header.indexOf(name) < at);
    if (repeated !== undefined) return { accepted: false, refusal: TableRefusal.columnRepeated, detail: repeated };
    found = { header, records };
  }
  if (found === null || found.header.every((name) => name === "")) return { accepted: false, refusal: TableRefusal.empty, detail: "" };
  return { accepted: true, value: { ...found, moreSheets: false } };
}

async function readSheet(sheet: Sheet): Promise<{ header: readonly string[] | null; records: FirstTable["records"] }> {
  let header: readonly string[] | null = null;
  const records: { row: number; values: (string | null)[] }[] = [];
  for await (const { row, cells } of sheet.rows()) {
    const values = cells.map(cellText);
    if (values.every((value) => value === null)) continue;
    if (header === null) header = values.map((value) => (value ?? "").normalize("NFC").replace(/\s+/gu, " "));
    else records.push({ row, values });
  }
  return { header, records };
}

/** What a cell says, or null when it is blank. */
function cellText(cell: Cell): string | null {
  const text = typeof cell === "object" && cell !== null ? cell.date : String(cell ?? "").trim();
  return text === "" ? null : text;
}
