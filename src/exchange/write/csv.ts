import type { FileHandle } from "node:fs/promises";
import { guardFormula } from "./formula-guard.ts";
import type { OutputColumn, OutputRow } from "./write-table.ts";

/** With it, Excel takes the file for UTF-8 and shows Hanzi as such. */
const BYTE_ORDER_MARK = "\ufeff";
const CHUNK_CHARACTERS = 256 * 1024;

/** Writes RFC 4180 text in UTF-8 and answers how many rows it wrote, the heading not counted. */
export async function writeCsv(
  handle: FileHandle,
  columns: readonly OutputColumn[],
  rows: Iterable<OutputRow> | AsyncIterable<OutputRow>,
): Promise<number> {
  const names = columns.map((column) => column.name);
  let text = BYTE_ORDER_MARK + csvLine(names, names.length);
  let count = 0;
  for await (const row of rows) {
    text += csvLine(row, names.length);
    count += 1;
    if (text.length > CHUNK_CHARACTERS) {
      await handle.appendFile(text, "utf8");
      text = "";
    }
  }
  await handle.appendFile(text, "utf8");
  return count;
}

function csvLine(row: OutputRow, width: number): string {
  let line = "";
  for (let column = 0; column < width; column += 1) {
    if (column > 0) line += ",";
    const value = row[column];
    if (typeof value === "string") line += csvField(guardFormula(value));
    else if (typeof value === "number" && Number.isFinite(value)) line += String(value);
  }
  return `${line}\r\n`;
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
