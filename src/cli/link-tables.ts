/** Reads the tables that `weinao link` links into one: columns by name, and where each row stands. */
import { openSource } from "#exchange";
import type { Sheet, SourceFile } from "#exchange/contract";
import { createLinkColumn } from "#linkage";
import type { LinkColumn } from "#linkage/contract";
import type { Cell, Outcome } from "#vocabulary/contract";

/** Rows of several files under one heading. */
export interface ReadTables {
  /** Columns in order of first appearance; a row of a file without a column says nothing there. */
  readonly columns: Readonly<Record<string, LinkColumn>>;
  readonly rowCount: number;
  /** Where a row stands: its file as it was named, and its 1-based row in it, as a person sees it. */
  placeOf(row: number): readonly [file: string, row: number];
  /** By row, the number of its file. */
  fileNumbers(): Int32Array;
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
  const table = startTable();
  const sheetsLeft: string[] = [];
  for (const file of paths) {
    onRows(table.rowCount());
    const opened = await openSource(file);
    if (!opened.accepted) return { refused: { code: opened.refusal, detail: opened.detail, file } };
    try {
      const read = await readFirstTable(opened.value, table.startFile(file));
      if (!read.accepted) return { refused: { code: read.refusal, detail: read.detail, file } };
      if (read.value.moreSheets) sheetsLeft.push(file);
    } finally {
      await opened.value.close();
    }
  }
  return { tables: { ...table.finish(), sheetsLeft } };
}

/** Takes the rows of one file. */
interface FileRows {
  header(names: readonly string[]): void;
  /** `row`: 1-based row in the file. */
  add(row: number, values: readonly (string | null)[]): void;
}

/** A table that files are added to, a row at a time. */
function startTable(): {
  rowCount(): number;
  startFile(file: string): FileRows;
  finish(): Omit<ReadTables, "sheetsLeft">;
} {
  const columns = new Map<string, LinkColumn>();
  const rowNumbers: number[] = [];
  const files: { readonly file: string; readonly from: number }[] = [];
  const startFile = (file: string): FileRows => {
    files.push({ file, from: rowNumbers.length });
    let own: (LinkColumn | null)[] = [];
    return {
      header(names) {
        own = names.map((name) => {
          if (name === "") return null;
          const column = columns.get(name) ?? createLinkColumn();
          column.skip(rowNumbers.length - column.length);
          columns.set(name, column);
          return column;
        });
      },
      add(row, values) {
        rowNumbers.push(row);
        for (let at = 0; at < own.length; at++) own[at]?.add(values[at] ?? null);
      },
    };
  };
  return {
    rowCount: () => rowNumbers.length,
    startFile,
    finish() {
      const rowCount = rowNumbers.length;
      for (const column of columns.values()) column.skip(rowCount - column.length);
      const fileNumbers = (): Int32Array => {
        const numbers = new Int32Array(rowCount);
        files.forEach(({ from }, at) => {
          numbers.fill(at, from);
        });
        return numbers;
      };
      const placeOf = (row: number): readonly [string, number] => {
        let at = files.length - 1;
        while ((files[at] as { from: number }).from > row) at--;
        return [(files[at] as { file: string }).file, rowNumbers[row] as number];
      };
      return { columns: Object.fromEntries(columns), rowCount, placeOf, fileNumbers };
    },
  };
}

/** Reads the first sheet with rows. */
async function readFirstTable(source: SourceFile, into: FileRows): Promise<Outcome<{ readonly moreSheets: boolean }, string>> {
  let found = false;
  for await (const sheet of source.sheets()) {
    if (sheet.hidden) continue;
    if (found) return { accepted: true, value: { moreSheets: true } };
    const header = await readSheet(sheet, into);
    if (header === null) continue;
    const repeated = repeatedIn(header);
    if (repeated !== undefined) return { accepted: false, refusal: TableRefusal.columnRepeated, detail: repeated };
    found = header.some((name) => name !== "");
    if (!found) break;
  }
  return found ? { accepted: true, value: { moreSheets: false } } : { accepted: false, refusal: TableRefusal.empty, detail: "" };
}

/** The sheet's first row with a value, which names the columns; the rows below go into the table. Null for a sheet without any. */
async function readSheet(sheet: Sheet, into: FileRows): Promise<readonly string[] | null> {
  let header: readonly string[] | null = null;
  for await (const { row, cells } of sheet.rows()) {
    const values = cells.map(cellText);
    if (values.every((value) => value === null)) continue;
    if (header === null) {
      header = values.map((value) => (value ?? "").normalize("NFC").replace(/\s+/gu, " "));
      if (repeatedIn(header) !== undefined) return header;
      into.header(header);
    } else into.add(row, values);
  }
  return header;
}

/** The first name that stands over two columns. */
function repeatedIn(header: readonly string[]): string | undefined {
  return header.find((name, at) => name !== "" && header.indexOf(name) < at);
}

/** What a cell says, or null when it is blank. */
function cellText(cell: Cell): string | null {
  const text = typeof cell === "object" && cell !== null ? cell.date : String(cell ?? "").trim();
  return text === "" ? null : text;
}
