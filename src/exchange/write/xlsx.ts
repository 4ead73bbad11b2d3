import type { FileHandle } from "node:fs/promises";
import { ArchiveWriter } from "../package/archive-writer.ts";
import { ROWS_MAX } from "../package/limits.ts";
import { columnLetters } from "../read/cell-reference.ts";
import {
  CONTENT_TYPES,
  HEADING_STYLE,
  PACKAGE_RELATIONS,
  SHEET_NAMESPACE,
  STYLES,
  TEXT_STYLE,
  textCell,
  workbookRelations,
  workbookXml,
  XML_DECLARATION,
} from "./workbook-xml.ts";
import type { OutputColumn, OutputRow } from "./write-table.ts";

const CHUNK_CHARACTERS = 256 * 1024;

const SHEET_BEGIN = `${XML_DECLARATION}<worksheet xmlns="${SHEET_NAMESPACE}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>`;
const SHEET_END = "</sheetData></worksheet>";

/**
 * Writes a workbook of text cells (format `@`, so that editing one makes no formula of it either) and number cells under a bold, frozen
 * heading. A sheet that is full goes on in the next, under the same heading. Answers how many rows it wrote.
 */
export async function writeXlsx(
  handle: FileHandle,
  columns: readonly OutputColumn[],
  rows: Iterable<OutputRow> | AsyncIterable<OutputRow>,
  rowsMax = ROWS_MAX,
): Promise<number> {
  const archive = new ArchiveWriter(handle);
  await archive.write("[Content_Types].xml", [CONTENT_TYPES]);
  await archive.write("_rels/.rels", [PACKAGE_RELATIONS]);
  await archive.write("xl/styles.xml", [STYLES]);
  const source = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  const letters = columns.map((_, column) => columnLetters(column));
  let count = 0;
  let sheets = 0;
  let next = await source.next();
  const sheet = async function* (): AsyncGenerator<string> {
    let text = SHEET_BEGIN + headingRow(columns, letters);
    for (let row = 2; row <= rowsMax && next.done !== true; row += 1) {
      text += sheetRow(next.value, row, letters);
      count += 1;
      if (text.length > CHUNK_CHARACTERS) {
        yield text;
        text = "";
      }
      next = await source.next();
    }
    yield text + SHEET_END;
  };
  do {
    sheets += 1;
    await archive.write(`xl/worksheets/sheet${sheets}.xml`, sheet());
  } while (next.done !== true);
  await archive.write("xl/workbook.xml", [
    workbookXml(Array.from({ length: sheets }, (_, index) => ({ name: `Sheet${index + 1}`, hidden: false }))),
  ]);
  await archive.write("xl/_rels/workbook.xml.rels", [workbookRelations(sheets)]);
  await archive.finish();
  return count;
}

function headingRow(columns: readonly OutputColumn[], letters: readonly string[]): string {
  const cells = columns.map(({ name }, column) => textCell(name, `${letters[column]}1`, HEADING_STYLE));
  return `<row r="1">${cells.join("")}</row>`;
}

function sheetRow(row: OutputRow, number: number, letters: readonly string[]): string {
  let cells = "";
  for (let column = 0; column < letters.length; column += 1) {
    const value = row[column];
    const reference = `${letters[column]}${number}`;
    if (typeof value === "string") cells += value === "" ? "" : textCell(value, reference, TEXT_STYLE);
    // A number of more than 15 digits would lose the rest.
    else if (typeof value === "number" && Number.isFinite(value)) {
      cells += Math.abs(value) < 1e15 ? `<c r="${reference}"><v>${value}</v></c>` : textCell(String(value), reference, TEXT_STYLE);
    }
  }
  return `<row r="${number}">${cells}</row>`;
}
