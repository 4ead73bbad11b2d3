/** Copies a text or a legacy workbook into a new .xlsx with the same cells, merged ranges and hidden parts. */
import type { Cell } from "#vocabulary/contract";
import type { Sheet, SheetRow, SourceFile } from "../contract.ts";
import { ArchiveWriter } from "../package/archive-writer.ts";
import { columnLetters } from "../read/cell-reference.ts";
import { writeWholeFile } from "./whole-file.ts";
import {
  CONTENT_TYPES,
  cellXml,
  PACKAGE_RELATIONS,
  SHEET_NAMESPACE,
  STYLES,
  TEXT_STYLE,
  textCell,
  workbookRelations,
  workbookXml,
  XML_DECLARATION,
} from "./workbook-xml.ts";

const CHUNK_CHARACTERS = 256 * 1024;
const SHEET_NAME_CHARACTERS_MAX = 31;

/** Writes the copy and answers the name of each sheet in it by the name that it has in the source. Throws RefusalError. */
export function copyAsWorkbook(source: SourceFile, outPath: string): Promise<ReadonlyMap<string, string>> {
  return writeWholeFile(outPath, async (handle) => {
    const archive = new ArchiveWriter(handle);
    await archive.write("[Content_Types].xml", [CONTENT_TYPES]);
    await archive.write("_rels/.rels", [PACKAGE_RELATIONS]);
    await archive.write("xl/styles.xml", [STYLES]);
    const names = new Map<string, string>();
    const sheets: { name: string; hidden: boolean }[] = [];
    for await (const sheet of source.sheets()) {
      const name = sheetName(sheet.name || source.name.replace(/\.[^.]*$/, ""), new Set(sheets.map((other) => other.name.toLowerCase())));
      names.set(sheet.name, name);
      sheets.push({ name, hidden: sheet.hidden });
      await archive.write(`xl/worksheets/sheet${sheets.length}.xml`, sheetXml(sheet));
    }
    await archive.write("xl/workbook.xml", [workbookXml(sheets)]);
    await archive.write("xl/_rels/workbook.xml.rels", [workbookRelations(sheets.length)]);
    await archive.finish();
    return names;
  });
}

/** A name as a sheet may have: without the characters that Excel forbids, not too long, not taken. */
function sheetName(wanted: string, taken: ReadonlySet<string>): string {
  const allowed =
    wanted
      .replace(/[[\]:*?/\\]/g, "_")
      .replace(/^'+|'+$/g, "")
      .slice(0, SHEET_NAME_CHARACTERS_MAX) || "Sheet";
  let name = allowed;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${allowed.slice(0, SHEET_NAME_CHARACTERS_MAX - 4)}~${number}`;
  return name;
}

async function* sheetXml(sheet: Sheet): AsyncGenerator<string> {
  const columns = sheet.hiddenColumns.map((column) => `<col min="${column + 1}" max="${column + 1}" width="9" hidden="1"/>`).join("");
  yield `${XML_DECLARATION}<worksheet xmlns="${SHEET_NAMESPACE}">${columns === "" ? "" : `<cols>${columns}</cols>`}<sheetData>`;
  let text = "";
  for await (const row of sheet.rows()) {
    text += rowXml(row);
    if (text.length > CHUNK_CHARACTERS) {
      yield text;
      text = "";
    }
  }
  const merges = sheet.merges.map(
    ({ firstRow, lastRow, firstColumn, lastColumn }) =>
      `<mergeCell ref="${columnLetters(firstColumn)}${firstRow}:${columnLetters(lastColumn)}${lastRow}"/>`,
  );
  yield `${text}</sheetData>${merges.length === 0 ? "" : `<mergeCells count="${merges.length}">${merges.join("")}</mergeCells>`}</worksheet>`;
}

function rowXml({ row, cells, hidden }: SheetRow): string {
  const written = cells.map((cell, column) => (cell === null ? "" : copiedCell(cell, `${columnLetters(column)}${row}`)));
  return `<row r="${row}"${hidden ? ' hidden="1"' : ""}>${written.join("")}</row>`;
}

function copiedCell(cell: Exclude<Cell, null>, reference: string): string {
  if (typeof cell === "string") return textCell(cell, reference, TEXT_STYLE);
  if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${reference}" s="${TEXT_STYLE}" t="inlineStr"><is><t>${cellXml(cell.date.replace("T", " "))}</t></is></c>`;
}
