import type { FileHandle } from "node:fs/promises";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { OutputColumn, OutputRow } from "./write-table.ts";

/** A row group is held in memory; larger ones compress better. */
const GROUP_ROWS = 50_000;

/** Writes Apache Parquet (Snappy): texts as UTF-8 strings, number columns as doubles, all nullable. Answers how many rows it wrote. */
export async function writeParquet(
  handle: FileHandle,
  columns: readonly OutputColumn[],
  rows: Iterable<OutputRow> | AsyncIterable<OutputRow>,
): Promise<number> {
  const bytes = new ByteWriter();
  const flush = async (): Promise<void> => {
    await handle.appendFile(Buffer.from(bytes.getBytes()));
    bytes.index = 0;
  };
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: "weinao" });
  let group: (string | number | null)[][] = columns.map(() => []);
  let count = 0;
  const writeGroup = async (): Promise<void> => {
    const columnData = columns.map(({ name }, column) => ({ name, data: group[column] as (string | number | null)[] }));
    await writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    await flush();
    group = columns.map(() => []);
  };
  for await (const row of rows) {
    columns.forEach(({ type }, column) => {
      (group[column] as (string | number | null)[]).push(type === "number" ? asNumber(row[column]) : asText(row[column]));
    });
    count += 1;
    if (count % GROUP_ROWS === 0) await writeGroup();
  }
  if (count % GROUP_ROWS !== 0) await writeGroup();
  await writer.finish();
  await flush();
  return count;
}

type Schema = ConstructorParameters<typeof ParquetWriter>[0]["schema"];

function schemaOf(columns: readonly OutputColumn[]): Schema {
  const leaves = columns.map(({ name, type }): Schema[number] =>
    type === "number"
      ? { name, type: "DOUBLE", repetition_type: "OPTIONAL" }
      : { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
  );
  return [{ name: "root", num_children: columns.length }, ...leaves];
}

function asText(value: string | number | null | undefined): string | null {
  return value === undefined || value === null ? null : String(value);
}

function asNumber(value: string | number | null | undefined): number | null {
  if (value === undefined || value === null || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
