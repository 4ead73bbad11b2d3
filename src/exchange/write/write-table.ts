/** Writes a table as .csv, .xlsx or .parquet. */
import { extname } from "node:path";
import type { Outcome } from "#vocabulary/contract";
import { outcomeOf, RefusalError, type WriteRefusal } from "../errors.ts";
import { writeCsv } from "./csv.ts";
import { writeParquet } from "./parquet.ts";
import { writeWholeFile } from "./whole-file.ts";
import { writeXlsx } from "./xlsx.ts";

/** A column of an export: its heading, and `number` when Parquet should hold doubles instead of texts. */
export interface OutputColumn {
  readonly name: string;
  readonly type: "text" | "number";
}

/** Null is an empty cell. */
export type OutputRow = readonly (string | number | null)[];

/**
 * Writes rows under a heading line to `outPath`, in the format that its extension names. Streams: rows are taken as fast as they are
 * written. The file appears whole or not at all. Texts that a spreadsheet would run as formulas are defused (formula-guard.ts) in .csv;
 * in .xlsx every text is a text cell, and no formula is ever written.
 * `columns` are names, or names with types; a row shorter than the heading is padded.
 */
export function writeTable(
  outPath: string,
  columns: readonly (string | OutputColumn)[],
  rows: Iterable<OutputRow> | AsyncIterable<OutputRow>,
): Promise<Outcome<{ readonly rows: number }, WriteRefusal>> {
  const described = columns.map((column): OutputColumn => (typeof column === "string" ? { name: column, type: "text" } : column));
  return outcomeOf(async () => {
    const write = WRITERS[extname(outPath).toLowerCase()];
    if (write === undefined) throw new RefusalError("out-format-unknown", "the name must end in .csv, .xlsx or .parquet");
    return { rows: await writeWholeFile(outPath, (handle) => write(handle, described, rows)) };
  });
}

const WRITERS: Readonly<Record<string, typeof writeCsv>> = { ".csv": writeCsv, ".xlsx": writeXlsx, ".parquet": writeParquet };
