/** Text files as offices export them: delimiters, encodings, marks at the start. */
import iconv from "iconv-lite";
import type { CellValue, FileFormat } from "./register-shape.ts";

const SHAPES: Readonly<Partial<Record<FileFormat, { readonly delimiter: string; readonly encoding: string; readonly mark: boolean }>>> = {
  "csv-utf8": { delimiter: ",", encoding: "utf8", mark: false },
  "csv-utf8-bom": { delimiter: ",", encoding: "utf8", mark: true },
  "csv-gb18030": { delimiter: ",", encoding: "gb18030", mark: false },
  "csv-semicolon": { delimiter: ";", encoding: "utf8", mark: false },
  "txt-utf16": { delimiter: "\t", encoding: "utf16le", mark: true },
};

/** Whether the format is a text file. */
export function isText(format: FileFormat): boolean {
  return SHAPES[format] !== undefined;
}

/** The bytes of a text file. Lines end as Windows ends them. */
export function textBytes(format: FileFormat, rows: readonly (readonly CellValue[])[]): Buffer {
  const shape = SHAPES[format];
  if (!shape) throw new Error(`not a text format: ${format}`);
  const text = rows.map((row) => `${row.map((cell) => quote(cell, shape.delimiter)).join(shape.delimiter)}\r\n`).join("");
  return iconv.encode(text, shape.encoding, { addBOM: shape.mark });
}

function quote(cell: CellValue, delimiter: string): string {
  if (cell === null) return "";
  const text = typeof cell === "object" ? cell.date : String(cell);
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
