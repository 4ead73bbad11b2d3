/** Writes styled workbooks (ECMA-376), streaming, the same bytes for the same content: the archive carries no clock. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import yazl from "yazl";
import { dayNumber } from "./calendar.ts";
import { columnLetter, type Grid, type GridRow, type Look, type StyledCell, type StyleName } from "./sheet-model.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
/** Zip knows no time before 1980. */
const NO_TIME = new Date(1980, 0, 1);
/** Styles by their place in cellXfs; 0 is the default. */
const STYLES: readonly StyleName[] = ["title", "unit", "header", "text", "left", "number", "date", "section", "total", "foot"];

const STYLE_MARKS = Object.fromEntries(STYLES.map((name, i) => [name, ` s="${i + 1}"`])) as Readonly<Record<StyleName, string>>;

/** Writes the workbook and resolves when it is on disk. Grids with generators of rows are written without being held. */
export async function writeXlsx(path: string, grids: readonly Grid[], look: Look): Promise<void> {
  const zip = new yazl.ZipFile();
  const options = { mtime: NO_TIME, mode: 0o100644, forceDosTimestamp: true };
  const strings = look.strings === "shared" ? new Map<string, number>() : null;
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, options);
  const written = finished(zip.outputStream.pipe(createWriteStream(path)));
  add("[Content_Types].xml", contentTypes(grids.length, strings !== null));
  add(
    "_rels/.rels",
    relations([
      [`${OFFICE}/officeDocument`, "xl/workbook.xml"],
      [`${OFFICE}/extended-properties`, "docProps/app.xml"],
    ]),
  );
  add(
    "docProps/app.xml",
    `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>WPS 表格</Application></Properties>`,
  );
  add("xl/workbook.xml", workbookXml(grids));
  const parts: [string, string][] = grids.map((_, i) => [`${OFFICE}/worksheet`, `worksheets/sheet${i + 1}.xml`]);
  parts.push([`${OFFICE}/styles`, "styles.xml"]);
  if (strings) parts.push([`${OFFICE}/sharedStrings`, "sharedStrings.xml"]);
  add("xl/_rels/workbook.xml.rels", relations(parts));
  add("xl/styles.xml", stylesXml(look));
  if (strings) {
    grids.forEach((grid, i) => {
      add(`xl/worksheets/sheet${i + 1}.xml`, [...sheetXml(grid, strings)].join(""));
    });
    add("xl/sharedStrings.xml", sharedStringsXml(strings));
  } else {
    grids.forEach((grid, i) => {
      zip.addReadStream(Readable.from(inBatches(sheetXml(grid, null)), { objectMode: false }), `xl/worksheets/sheet${i + 1}.xml`, options);
    });
  }
  zip.end();
  await written;
}

/** Joins small pieces: a stream costs by the piece. */
function* inBatches(pieces: Iterable<string>): Generator<string> {
  let batch = "";
  for (const piece of pieces) {
    batch += piece;
    if (batch.length > 1 << 16) {
      yield batch;
      batch = "";
    }
  }
  yield batch;
}

function contentTypes(sheets: number, shared: boolean): string {
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const sheet = (i: number) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${kind}.worksheet+xml"/>`;
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>` +
    (shared ? `<Override PartName="/xl/sharedStrings.xml" ContentType="${kind}.sharedStrings+xml"/>` : "") +
    `<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
    `${Array.from({ length: sheets }, (_, i) => sheet(i)).join("")}</Types>`
  );
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const lines = targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`);
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lines.join("")}</Relationships>`;
}

function workbookXml(grids: readonly Grid[]): string {
  const sheets = grids.map((grid, i) => `<sheet name="${escapeXml(grid.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("");
  const names = grids
    .map((grid, i) =>
      grid.headRows > 0
        ? `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${escapeXml(grid.name)}'!$1:$${grid.headRows}</definedName>`
        : "",
    )
    .join("");
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView windowWidth="24000" windowHeight="12000"/></bookViews><sheets>${sheets}</sheets>${names && `<definedNames>${names}</definedNames>`}</workbook>`;
}

function stylesXml(look: Look): string {
  const font = (name: string, size: number, bold: boolean) =>
    `<font>${bold ? "<b/>" : ""}<sz val="${size}"/><name val="${name}"/><charset val="134"/></font>`;
  const fonts = [
    font(look.bodyFont, 10.5, false),
    font(look.titleFont, 18, true),
    font(look.headFont, 11, true),
    font("仿宋_GB2312", 11, false),
  ];
  const fill = look.headerFill
    ? `<fill><patternFill patternType="solid"><fgColor rgb="${look.headerFill}"/><bgColor indexed="64"/></patternFill></fill>`
    : '<fill><patternFill patternType="none"/></fill>';
  const side = (name: string) => `<${name} style="thin"><color auto="1"/></${name}>`;
  const xf = (numFmt: number, fontId: number, fillId: number, border: number, horizontal: string, wrap = true) =>
    `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="${fillId}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${horizontal}" vertical="center"${wrap ? ' wrapText="1"' : ""}/></xf>`;
  const styles: Readonly<Record<StyleName, string>> = {
    title: xf(0, 1, 0, 0, "center"),
    unit: xf(0, 3, 0, 0, "left", false),
    header: xf(49, 2, 2, 1, "center"),
    text: xf(49, 0, 0, 1, "center", false),
    left: xf(49, 0, 0, 1, "left", false),
    number: xf(0, 0, 0, 1, "center"),
    date: xf(176, 0, 0, 1, "center"),
    section: xf(0, 2, 0, 1, "left", false),
    total: xf(0, 2, 0, 1, "center"),
    foot: xf(0, 3, 0, 0, "left", false),
  };
  return (
    `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="${escapeXml(look.dateFormat)}"/></numFmts><fonts count="4">${fonts.join("")}</fonts>` +
    `<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill}</fills>` +
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${["left", "right", "top", "bottom"].map(side).join("")}<diagonal/></border></borders>` +
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${STYLES.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${STYLES.map((name) => styles[name]).join("")}</cellXfs>` +
    `<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
  );
}

/** The sheet's parts in the order that the schema wants. */
function* sheetXml(grid: Grid, strings: Map<string, number> | null): Generator<string> {
  const last = `${columnLetter(Math.max(0, grid.widths.length - 1))}${Math.max(1, grid.lastRow)}`;
  const view =
    grid.headRows > 0
      ? `<pane ySplit="${grid.headRows}" topLeftCell="A${grid.headRows + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`
      : "";
  const columns = grid.widths
    .map(
      (width, i) =>
        `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"${grid.hiddenColumns.includes(i) ? ' hidden="1"' : ""}/>`,
    )
    .join("");
  yield `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${last}"/><sheetViews><sheetView workbookViewId="0">${view}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/><cols>${columns}</cols><sheetData>`;
  let number = 0;
  for (const row of grid.rows) {
    number++;
    if (row.cells.length > 0) yield rowXml(row, number, strings);
  }
  yield "</sheetData>";
  if (grid.merges.length > 0) {
    const refs = grid.merges.map(
      (merge) =>
        `<mergeCell ref="${columnLetter(merge.firstColumn)}${merge.firstRow + 1}:${columnLetter(merge.lastColumn)}${merge.lastRow + 1}"/>`,
    );
    yield `<mergeCells count="${refs.length}">${refs.join("")}</mergeCells>`;
  }
  if (grid.sexColumns.length > 0) {
    const rules = grid.sexColumns.map(
      (column) =>
        `<dataValidation type="list" allowBlank="1" sqref="${columnLetter(column)}${grid.headRows + 1}:${columnLetter(column)}${grid.lastRow}"><formula1>"男,女"</formula1></dataValidation>`,
    );
    yield `<dataValidations count="${rules.length}">${rules.join("")}</dataValidations>`;
  }
  yield `<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${grid.landscape ? "landscape" : "portrait"}" fitToHeight="0"/><headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>`;
}

function rowXml(row: GridRow, number: number, strings: Map<string, number> | null): string {
  let out = `<row r="${number}"${row.height ? ` ht="${row.height}" customHeight="1"` : ""}${row.hidden ? ' hidden="1"' : ""}>`;
  row.cells.forEach((cell, column) => {
    if (cell) out += cellXml(cell, `${columnLetter(column)}${number}`, strings);
  });
  return `${out}</row>`;
}

function cellXml(cell: StyledCell, reference: string, strings: Map<string, number> | null): string {
  const style = STYLE_MARKS[cell.style];
  const { value } = cell;
  if (value === null) return `<c r="${reference}"${style}/>`;
  if (typeof value === "number") return `<c r="${reference}"${style}><v>${numberText(value)}</v></c>`;
  // 25569 is 1970-01-01 in the 1900 date system.
  if (typeof value === "object") return `<c r="${reference}"${style}><v>${dayNumber(value.date) + 25569}</v></c>`;
  if (!strings) return `<c r="${reference}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
  let index = strings.get(value);
  if (index === undefined) {
    index = strings.size;
    strings.set(value, index);
  }
  return `<c r="${reference}"${style} t="s"><v>${index}</v></c>`;
}

/** As Excel writes it: large numbers with an exponent. */
function numberText(value: number): string {
  return value >= 1e17 ? value.toExponential().replace("e+", "E+") : String(value);
}

function sharedStringsXml(strings: ReadonlyMap<string, number>): string {
  const items = [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`);
  return `${HEAD}<sst xmlns="${MAIN}" uniqueCount="${strings.size}">${items.join("")}</sst>`;
}

function escapeXml(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text.replace(/[&<>"]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[character] as string);
}
