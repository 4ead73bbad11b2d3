/** Sheets made in memory, for the tests of this folder. */
import type { Cell } from "#vocabulary/contract";
import type { MergedRange, RecordRead, Sheet, SheetRow, SourceFile, TableLayout } from "../contract.ts";
import type { RowKind } from "./row-kinds.ts";
import { type UnderstandOptions, understandRows } from "./understand-file.ts";

/** Rows of cells; a string is split at `|`, empty pieces are blank cells. */
export type MadeRow = string | readonly Cell[];

export interface MadeSheet {
  readonly name?: string;
  readonly rows: readonly MadeRow[];
  /** `A1:C1` and the like. */
  readonly merges?: readonly string[];
  readonly hiddenColumns?: readonly number[];
}

function cellsOf(row: MadeRow): readonly Cell[] {
  return typeof row === "string" ? row.split("|").map((cell) => (cell === "" ? null : cell)) : row;
}

function rangeOf(text: string): MergedRange {
  const [, firstColumn = "", firstRow = "", lastColumn = "", lastRow = ""] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(text) ?? [];
  return {
    firstRow: Number(firstRow),
    lastRow: Number(lastRow),
    firstColumn: firstColumn.charCodeAt(0) - 65,
    lastColumn: lastColumn.charCodeAt(0) - 65,
  };
}

export function madeSheet({ name = "Sheet1", rows, merges = [], hiddenColumns = [] }: MadeSheet): Sheet {
  return {
    name,
    hidden: false,
    merges: merges.map(rangeOf),
    hiddenColumns,
    async *rows(): AsyncGenerator<SheetRow> {
      for (const [index, row] of rows.entries()) yield { row: index + 1, cells: cellsOf(row), hidden: false };
    },
  };
}

export function madeFile(sheets: readonly MadeSheet[], name = "名册.xlsx"): SourceFile {
  return {
    path: name,
    name,
    format: "xlsx",
    sha256: "0".repeat(64),
    sizeBytes: 1,
    async *sheets() {
      for (const sheet of sheets) yield madeSheet(sheet);
    },
    async close() {},
  };
}

export const LOCALITY = { province: "浙江省", city: "金华市", county: "义乌市", township: "江东街道", community: "鸡鸣山社区" };
export const CONTEXT = { today: "2025-06-30", locality: LOCALITY };

export interface Understood {
  readonly tables: readonly TableLayout[];
  readonly records: readonly RecordRead[];
  /** Row → kind, of the rows that are no records. */
  readonly skipped: ReadonlyMap<number, RowKind>;
}

export async function understand(
  sheets: MadeSheet | readonly MadeSheet[],
  options: Partial<UnderstandOptions> & { file?: string } = {},
): Promise<Understood> {
  const tables: TableLayout[] = [];
  const records: RecordRead[] = [];
  const skipped = new Map<number, RowKind>();
  const file = madeFile("rows" in sheets ? [sheets] : sheets, options.file);
  for await (const event of understandRows(file, { registers: [], context: CONTEXT, ...options })) {
    if (event.type === "table") tables.push(event.table);
    else if (event.type === "records") records.push(...event.records);
    else skipped.set(event.row, event.kind);
  }
  return { tables, records, skipped };
}

/** `header → kind.role.attribute` of a table's columns; `-` for no fact, `?` for not understood. */
export function meanings(table: TableLayout | undefined): Record<string, string> {
  return Object.fromEntries(
    (table?.columns ?? []).map(({ header, meaning, basis }) => [
      header,
      meaning ? `${meaning.kind}.${meaning.role}.${meaning.attribute}` : basis === "ignored" ? "-" : "?",
    ]),
  );
}

/** What a record says, short: `person.subject` → `name=张三 phone=…`. */
export function said(record: RecordRead | undefined, kind: string, role: string): Record<string, string> | undefined {
  const mention = record?.mentions.find((each) => each.kind === kind && each.role === role);
  return (
    mention &&
    Object.fromEntries(
      Object.entries(mention.values).map(([attribute, values]) => [attribute, values.map((value) => value.value).join("、")]),
    )
  );
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A valid resident identity number of nobody. */
export function madeId(birthDate: string, sequence: number): string {
  const digits = `330782${birthDate.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return digits + "10X98765432"[sum % 11];
}
