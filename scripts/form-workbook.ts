/** Writes blank forms as workbooks: just what department forms are made of (merges, lines, print set-up, lists), the same bytes every time. */
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

/** The cell styles that a form uses, in the order of the styles part. */
export const CellLook = {
  plain: 0,
  title: 1,
  line: 2,
  header: 3,
  body: 4,
  bodyText: 5,
  bodyLeft: 6,
  label: 7,
  value: 8,
  valueText: 9,
  valueLeft: 10,
  opinion: 11,
  note: 12,
} as const;
export type CellLook = (typeof CellLook)[keyof typeof CellLook];

export interface FormCell {
  readonly text: string;
  readonly look: CellLook;
}

/** A cell of a form. */
export function formCell(text: string, look: CellLook): FormCell {
  return { text, look };
}

export interface FormSheet {
  readonly name: string;
  /** Widths of the columns in characters. */
  readonly widths: readonly number[];
  /** Heights in points; each row its cells by column, undefined where a merge covers or nothing stands. */
  readonly rows: readonly { readonly height: number; readonly cells: readonly (FormCell | undefined)[] }[];
  readonly merges: readonly string[];
  /** Lists by cells: `C4:C23` → 男, 女. */
  readonly lists: readonly { readonly cells: string; readonly options: readonly string[] }[];
  readonly landscape: boolean;
  /** Header rows repeated on every page and kept in view, for rosters. */
  readonly titleRows: readonly [number, number] | null;
  /** Columns kept in view. */
  readonly frozenColumns: number;
  /** `$A$1:$H$20` */
  readonly printArea: string | null;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Letters of a 0-based column. */
export function columnName(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : columnName(Math.floor(column / 26) - 1) + columnName(column % 26);
}

/** Fonts: title, meta line, header, body, small note. Songti and Heiti are what such forms are printed in. */
const styles = `${declaration}<styleSheet xmlns="${main}">
<fonts count="5"><font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font><font><b/><sz val="20"/><name val="方正小标宋简体"/><family val="4"/><charset val="134"/></font><font><sz val="11"/><name val="仿宋"/><family val="3"/><charset val="134"/></font><font><sz val="11"/><name val="黑体"/><family val="3"/><charset val="134"/></font><font><sz val="10"/><name val="仿宋"/><family val="3"/><charset val="134"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"><color auto="1"/></left><right style="thin"><color auto="1"/></right><top style="thin"><color auto="1"/></top><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"><alignment vertical="center"/></xf></cellStyleXfs>
<cellXfs count="13">${[
  [0, 0, 0, 0, "", "center", false],
  [1, 0, 0, 0, "center", "center", true],
  [2, 0, 0, 0, "left", "center", false],
  [3, 2, 1, 0, "center", "center", true],
  [2, 0, 1, 0, "center", "center", true],
  [2, 0, 1, 49, "center", "center", true],
  [2, 0, 1, 0, "left", "center", true],
  [3, 2, 1, 0, "center", "center", true],
  [2, 0, 1, 0, "center", "center", true],
  [2, 0, 1, 49, "center", "center", true],
  [2, 0, 1, 0, "left", "center", true],
  [2, 0, 1, 0, "left", "bottom", true],
  [4, 0, 0, 0, "left", "top", true],
]
  .map(
    ([font, fill, border, format, horizontal, vertical, wrap]) =>
      `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment${horizontal === "" ? "" : ` horizontal="${horizontal}"`} vertical="${vertical}"${wrap ? ' wrapText="1"' : ""}/></xf>`,
  )
  .join("")}</cellXfs>
<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function sheetXml(sheet: FormSheet, shared: Map<string, number>): string {
  const indexOf = (text: string) => {
    const known = shared.get(text);
    if (known !== undefined) return known;
    shared.set(text, shared.size);
    return shared.size - 1;
  };
  const rows = sheet.rows.map(({ height, cells }, at) => {
    const written = cells.map((cell, column) => {
      if (cell === undefined) return "";
      const name = columnName(column) + (at + 1);
      return cell.text === ""
        ? `<c r="${name}" s="${cell.look}"/>`
        : `<c r="${name}" s="${cell.look}" t="s"><v>${indexOf(cell.text)}</v></c>`;
    });
    return `<row r="${at + 1}" ht="${height}" customHeight="1">${written.join("")}</row>`;
  });
  const frozenRows = sheet.titleRows?.[1] ?? 0;
  const corner = `${columnName(sheet.frozenColumns)}${frozenRows + 1}`;
  const pane =
    frozenRows === 0
      ? ""
      : `<pane${sheet.frozenColumns > 0 ? ` xSplit="${sheet.frozenColumns}"` : ""} ySplit="${frozenRows}" topLeftCell="${corner}" activePane="${sheet.frozenColumns > 0 ? "bottomRight" : "bottomLeft"}" state="frozen"/>`;
  const lists = sheet.lists.map(
    ({ cells, options }) =>
      `<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="${cells}"><formula1>"${escapeXml(options.join(","))}"</formula1></dataValidation>`,
  );
  return [
    `${declaration}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<dimension ref="A1:${columnName(sheet.widths.length - 1)}${sheet.rows.length}"/>`,
    `<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">${pane}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="18"/>',
    `<cols>${sheet.widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join("")}</cols>`,
    `<sheetData>${rows.join("")}</sheetData>`,
    `<mergeCells count="${sheet.merges.length}">${sheet.merges.map((merge) => `<mergeCell ref="${merge}"/>`).join("")}</mergeCells>`,
    lists.length === 0 ? "" : `<dataValidations count="${lists.length}">${lists.join("")}</dataValidations>`,
    '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" orientation="${sheet.landscape ? "landscape" : "portrait"}" fitToWidth="1" fitToHeight="${sheet.titleRows === null ? 1 : 0}"/>`,
    sheet.titleRows === null ? "" : "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>",
    "</worksheet>",
  ].join("");
}

function namesXml(sheet: FormSheet): string {
  const own = `'${sheet.name}'!`;
  const names = [
    sheet.printArea === null ? "" : `<definedName name="_xlnm.Print_Area" localSheetId="0">${own}${sheet.printArea}</definedName>`,
    sheet.titleRows === null
      ? ""
      : `<definedName name="_xlnm.Print_Titles" localSheetId="0">${own}$${sheet.titleRows[0]}:$${sheet.titleRows[1]}</definedName>`,
  ].join("");
  return names === "" ? "" : `<definedNames>${names}</definedNames>`;
}

/** Writes a workbook of one form. */
export async function writeFormWorkbook(path: string, sheet: FormSheet): Promise<void> {
  const shared = new Map<string, number>();
  const worksheet = sheetXml(sheet, shared);
  const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const parts: readonly (readonly [string, string])[] = [
    [
      "[Content_Types].xml",
      `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${spreadsheet}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${spreadsheet}.sharedStrings+xml"/></Types>`,
    ],
    [
      "_rels/.rels",
      `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView activeTab="0"/></bookViews><sheets><sheet name="${escapeXml(sheet.name)}" sheetId="1" r:id="rId1"/></sheets>${namesXml(sheet)}</workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
    ["xl/worksheets/sheet1.xml", worksheet],
    ["xl/styles.xml", styles],
    [
      "xl/sharedStrings.xml",
      `${declaration}<sst xmlns="${main}" uniqueCount="${shared.size}">${[...shared.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join("")}</sst>`,
    ],
  ];
  const zip = new ZipFile();
  for (const [name, content] of parts) zip.addBuffer(Buffer.from(content), name, { mtime: new Date(1980, 0, 1), forceDosTimestamp: true });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
