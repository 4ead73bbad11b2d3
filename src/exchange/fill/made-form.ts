/** Hand-made workbooks for tests: a grid of texts becomes a package whose every part is known. */
import { createWriteStream, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { readParts } from "../package/rewrite.ts";
import { cellName } from "./reference.ts";
import { encodeXml } from "./xml.ts";

/** Styles of made forms: 0 plain, 1 ruled, 2 ruled date, 3 ruled text, 4 ruled bold in red. */
const styles =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="仿宋"/></font><font><b/><sz val="12"/><color rgb="FFFF0000"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellXfs count="5"><xf numFmtId="0" fontId="0" borderId="0"/><xf numFmtId="0" fontId="0" borderId="1"/><xf numFmtId="176" fontId="0" borderId="1"/><xf numFmtId="49" fontId="0" borderId="1"/><xf numFmtId="0" fontId="1" borderId="1"/></cellXfs></styleSheet>';

/** `null` no cell, `""` a blank ruled cell, a text; or a cell whose XML is written by hand around its reference. */
export type MadeCell = string | null | { readonly style?: number; readonly text?: string; readonly xml?: (reference: string) => string };

export interface MadeSheet {
  readonly name: string;
  readonly rows: readonly (readonly MadeCell[])[];
  readonly merges?: readonly string[];
  /** XML in front of and behind `sheetData` and the merges. */
  readonly head?: string;
  readonly tail?: string;
  /** Relationships of the sheet: `[id, kind, target]`. */
  readonly relationships?: readonly (readonly [string, string, string])[];
  readonly hidden?: boolean;
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  readonly definedNames?: string;
  readonly workbookTail?: string;
  /** Other parts by name. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly sharedStrings?: readonly string[];
  readonly workbookRelationships?: readonly (readonly [string, string, string])[];
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function cellXml(cell: MadeCell, reference: string, ruled: boolean): string {
  if (cell === null) return "";
  if (typeof cell === "object") {
    if (cell.xml !== undefined) return cell.xml(reference);
    const style = cell.style ?? 1;
    return cell.text === undefined
      ? `<c r="${reference}" s="${style}"/>`
      : `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${encodeXml(cell.text)}</t></is></c>`;
  }
  const style = ruled ? 1 : 0;
  return cell === ""
    ? `<c r="${reference}" s="${style}"/>`
    : `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${encodeXml(cell)}</t></is></c>`;
}

/** A sheet's XML. Rows with at least three cells are ruled. */
export function sheetXml(sheet: MadeSheet): string {
  const rows = sheet.rows.map((cells, at) => {
    const ruled = cells.filter((cell) => cell !== null).length >= 3;
    return `<row r="${at + 1}" ht="${20 + at}" customHeight="1">${cells.map((cell, column) => cellXml(cell, cellName(at + 1, column), ruled)).join("")}</row>`;
  });
  const merges = sheet.merges ?? [];
  const merged =
    merges.length === 0
      ? ""
      : `<mergeCells count="${merges.length}">${merges.map((merge) => `<mergeCell ref="${merge}"/>`).join("")}</mergeCells>`;
  return `<worksheet xmlns="${main}" xmlns:r="${office}">${sheet.head ?? ""}<sheetData>${rows.join("")}</sheetData>${merged}${sheet.tail ?? ""}</worksheet>`;
}

function relationshipsXml(list: readonly (readonly [string, string, string])[]): string {
  const items = list.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`);
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join("")}</Relationships>`;
}

function partsOf(book: MadeWorkbook): Map<string, string> {
  const parts = new Map<string, string>();
  const sheets = book.sheets.map(
    (sheet, at) => `<sheet name="${sheet.name}" sheetId="${at + 1}"${sheet.hidden ? ' state="hidden"' : ""} r:id="rId${at + 1}"/>`,
  );
  const strings = book.sharedStrings ?? [];
  parts.set(
    "[Content_Types].xml",
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${book.sheets.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`,
  );
  parts.set("_rels/.rels", relationshipsXml([["rId1", "officeDocument", "xl/workbook.xml"]]));
  parts.set(
    "xl/workbook.xml",
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.join("")}</sheets>${book.definedNames === undefined ? "" : `<definedNames>${book.definedNames}</definedNames>`}${book.workbookTail ?? ""}</workbook>`,
  );
  parts.set(
    "xl/_rels/workbook.xml.rels",
    relationshipsXml([
      ...book.sheets.map((_, at) => [`rId${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`] as const),
      ["rId90", "styles", "styles.xml"],
      ["rId91", "sharedStrings", "sharedStrings.xml"],
      ...(book.workbookRelationships ?? []),
    ]),
  );
  parts.set("xl/styles.xml", styles);
  parts.set("xl/sharedStrings.xml", `<sst xmlns="${main}">${strings.map((inner) => `<si>${inner}</si>`).join("")}</sst>`);
  for (const [at, sheet] of book.sheets.entries()) {
    parts.set(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet));
    if (sheet.relationships !== undefined) parts.set(`xl/worksheets/_rels/sheet${at + 1}.xml.rels`, relationshipsXml(sheet.relationships));
  }
  for (const [name, content] of Object.entries(book.parts ?? {})) parts.set(name, content);
  return parts;
}

let folder: string | null = null;
let count = 0;

/** A path in this run's own folder. */
export function madePath(name: string): string {
  folder ??= mkdtempSync(join(tmpdir(), "forms-"));
  count += 1;
  return join(folder, `${count}-${name}`);
}

/** Writes a made workbook and returns its path. */
export async function madeForm(book: MadeWorkbook, name = "form.xlsx"): Promise<string> {
  const path = madePath(name);
  const zip = new ZipFile();
  for (const [part, content] of partsOf(book)) zip.addBuffer(Buffer.from(content), part, { mtime: new Date(2020, 0, 1) });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** The text of one part of a written file. @throws Error when it is absent */
export async function partOf(path: string, name: string): Promise<string> {
  const read = await readParts(path, [name]);
  const bytes = read.accepted ? read.value.get(name) : undefined;
  if (bytes === undefined) throw new Error(`no part ${name}`);
  return bytes.toString("utf8");
}
