/** Workbooks for tests, written by hand so that they can be as awkward as real ones. */
import { makeArchive } from "../package/made-archive.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface MadeSheet {
  readonly name: string;
  /** The inside of `worksheet`. */
  readonly xml: string;
  readonly state?: string;
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  /** The inside of `sst`. */
  readonly strings?: string;
  /** The inside of `styleSheet`. */
  readonly styles?: string;
  readonly workbookProperties?: string;
  readonly main?: string;
  readonly relations?: string;
  readonly extraParts?: Readonly<Record<string, string | Buffer>>;
}

/** The parts of a workbook. */
export function workbookParts(made: MadeWorkbook): Record<string, string | Buffer> {
  const { main = MAIN, relations = RELATIONS } = made;
  const sheets = made.sheets.map(
    ({ name, state }, index) => `<sheet name="${name}" sheetId="${index + 1}" ${state ? `state="${state}"` : ""} r:id="rId${index + 1}"/>`,
  );
  const links = made.sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const types = made.sheets.map(
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  const parts: Record<string, string | Buffer> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>${types.join("")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${relations}">${made.workbookProperties ?? ""}<sheets>${sheets.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.join("")}<Relationship Id="rId98" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId99" Type="${relations}/styles" Target="/xl/styles.xml"/></Relationships>`,
    "xl/sharedStrings.xml": `<sst xmlns="${main}">${made.strings ?? ""}</sst>`,
    "xl/styles.xml": `<styleSheet xmlns="${main}">${made.styles ?? PLAIN_STYLES}</styleSheet>`,
  };
  made.sheets.forEach(({ xml }, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="${main}" xmlns:r="${relations}">${xml}</worksheet>`;
  });
  return { ...parts, ...made.extraParts };
}

export function makeWorkbook(made: MadeWorkbook): Promise<Buffer> {
  return makeArchive(workbookParts(made));
}

/** A workbook of one sheet, from the inside of `sheetData`. */
export function makeSheet(rows: string, rest: Omit<MadeWorkbook, "sheets"> = {}): Promise<Buffer> {
  return makeWorkbook({ ...rest, sheets: [{ name: "Sheet1", xml: `<sheetData>${rows}</sheetData>` }] });
}

const PLAIN_STYLES =
  '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>';
