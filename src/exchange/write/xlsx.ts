import type { FileHandle } from "node:fs/promises";
import { ArchiveWriter } from "../package/archive-writer.ts";
import { ROWS_MAX } from "../package/limits.ts";
import { columnLetters } from "../read/cell-reference.ts";
import { escapeEntities } from "../read/xml-scanner.ts";
import type { OutputColumn, OutputRow } from "./write-table.ts";

const CHUNK_CHARACTERS = 256 * 1024;
/** The longest text that a cell of Excel holds; what is longer is cut, since Excel calls such a file broken. */
const CELL_CHARACTERS_MAX = 32_767;
/** Indexes into the cell formats of `STYLES`. */
const TEXT_STYLE = 1;
const HEADING_STYLE = 2;

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
  await archive.write("xl/workbook.xml", [workbookXml(sheets)]);
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

/** A cell that holds its own text. */
function textCell(text: string, reference: string, style: number): string {
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellXml(text)}</t></is></c>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these need an escape (ECMA-376 22.9.2.19).
const NEEDS_ESCAPE = /_x[\da-fA-F]{4}_|[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;

/** A text as it stands in a `t` element: characters that XML forbids as `_x0001_`, and what looks like such an escape escaped itself. */
export function cellXml(text: string): string {
  const cut = text.length > CELL_CHARACTERS_MAX ? text.slice(0, CELL_CHARACTERS_MAX) : text;
  const escaped = cut.replace(NEEDS_ESCAPE, (found) =>
    found.length > 1 ? `_x005F${found}` : `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
  return escapeEntities(escaped);
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

// Sheets are the default type of .xml here: how many there will be is not known when this part is written.
const CONTENT_TYPES = `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`;

const PACKAGE_RELATIONS = `${DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONS_NAMESPACE}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const SHEET_BEGIN = `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>`;
const SHEET_END = "</sheetData></worksheet>";

function workbookXml(sheets: number): string {
  const entries = Array.from(
    { length: sheets },
    (_, index) => `<sheet name="Sheet${index + 1}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${entries.join("")}</sheets></workbook>`;
}

function workbookRelations(sheets: number): string {
  const entries = Array.from(
    { length: sheets },
    (_, index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/>`;
  return `${DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONS_NAMESPACE}">${entries.join("")}${styles}</Relationships>`;
}
