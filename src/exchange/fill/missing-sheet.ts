/** The list of what nobody holds and of what sources disagree on: a sheet of the filled workbook, or a workbook beside it. */
import { ZipFile } from "yazl";
import type { Language } from "#vocabulary/contract";
import type { MissingCell } from "../contract.ts";
import { writeWholeFile } from "../write/whole-file.ts";
import { type CellContent, cellXml } from "./cell-xml.ts";
import { cellName } from "./reference.ts";
import { encodeXml } from "./xml.ts";

/** What the list says. */
export interface MissingList {
  readonly missing: readonly MissingCell[];
  readonly disputed: readonly MissingCell[];
}

/** Style indices that the list borrows from the form, so that the styles part need not change. */
export interface ListStyles {
  readonly header: number;
  readonly body: number;
}

const texts = {
  zh: { header: ["序号", "姓名", "表", "单元格", "项目", "情况"], missing: "待补充", disputed: "来源不一致，待核实" },
  en: { header: ["No.", "Name", "Sheet", "Cell", "Item", "State"], missing: "missing", disputed: "sources disagree: check" },
} as const;

const widths = [7, 16, 26, 10, 30, 24];
const rowHeight = 22;
const space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/**
 * The list as a worksheet part.
 * @param linked whether cells link to the form's cells, which must then stand in the same workbook
 */
export function missingSheetXml(list: MissingList, styles: ListStyles, language: Language, linked: boolean): string {
  const words = texts[language];
  const entries = [
    ...list.missing.map((cell) => ({ cell, state: words.missing as string })),
    ...list.disputed.map((cell) => ({ cell, state: words.disputed as string })),
  ];
  const row = (number: number, style: number, values: readonly CellContent[]) =>
    `<row r="${number}" ht="${rowHeight}" customHeight="1">${values.map((value, column) => cellXml("", cellName(number, column), style, value)).join("")}</row>`;
  const text = (value: string): CellContent => ({ kind: "text", text: value });
  const rows = entries.map(({ cell, state }, index) =>
    row(index + 2, styles.body, [
      { kind: "number", number: index + 1 },
      ...[cell.person, cell.sheet, cell.cell, cell.label, state].map(text),
    ]),
  );
  const links = entries.map(({ cell }, index) => {
    const location = encodeXml(`'${cell.sheet.replaceAll("'", "''")}'!${cell.cell}`);
    return `<hyperlink ref="D${index + 2}" location="${location}" display="${encodeXml(cell.cell)}"/>`;
  });
  const columns = widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join("");
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${space}">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<dimension ref="A1:F${entries.length + 1}"/>`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${columns}</cols><sheetData>`,
    row(1, styles.header, words.header.map(text)),
    ...rows,
    "</sheetData>",
    linked && links.length > 0 ? `<hyperlinks>${links.join("")}</hyperlinks>` : "",
    '<pageSetup paperSize="9" fitToHeight="0"/></worksheet>',
  ].join("");
}

const relationshipSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageSpace = "http://schemas.openxmlformats.org/package/2006";

/** The parts of a workbook that holds only the list. */
function ownWorkbook(sheet: string, name: string): [string, string][] {
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const main = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return [
    [
      "[Content_Types].xml",
      `${xml}<Types xmlns="${packageSpace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${main}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${main}.styles+xml"/></Types>`,
    ],
    [
      "_rels/.rels",
      `${xml}<Relationships xmlns="${packageSpace}/relationships"><Relationship Id="rId1" Type="${relationshipSpace}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `${xml}<workbook xmlns="${space}" xmlns:r="${relationshipSpace}"><sheets><sheet name="${encodeXml(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `${xml}<Relationships xmlns="${packageSpace}/relationships"><Relationship Id="rId1" Type="${relationshipSpace}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relationshipSpace}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      "xl/styles.xml",
      `${xml}<styleSheet xmlns="${space}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1"/></cellXfs></styleSheet>`,
    ],
    ["xl/worksheets/sheet1.xml", sheet],
  ];
}

/** Where the list goes when it stands beside a filled form. */
export function besidePath(outPath: string, sheetName: string): string {
  return `${outPath.replace(/\.(?:xlsx|xlsm|xltx)$/i, "")}.${sheetName}.xlsx`;
}

/** Writes the list as a workbook of its own. Throws RefusalError when the place cannot be written. */
export async function writeBeside(path: string, list: MissingList, sheetName: string, language: Language): Promise<void> {
  const zip = new ZipFile();
  const day = new Date(Date.UTC(1980, 0, 1));
  for (const [name, content] of ownWorkbook(missingSheetXml(list, { header: 1, body: 2 }, language, false), sheetName)) {
    zip.addBuffer(Buffer.from(content), name, { mtime: day });
  }
  zip.end();
  await writeWholeFile(path, async (handle) => {
    for await (const chunk of zip.outputStream) await handle.write(chunk as Buffer);
  });
}
