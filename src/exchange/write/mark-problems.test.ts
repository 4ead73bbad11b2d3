import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cell } from "#vocabulary/contract";
import { makeArchive } from "../package/made-archive.ts";
import { listPartNames, readParts } from "../package/rewrite.ts";
import { workbookParts } from "../read/made-workbook.ts";
import { openSource } from "../read/open-source.ts";
import { attributesOf, XmlScanner } from "../read/xml-scanner.ts";
import { COMMENTS_MAX, markProblems, type ProblemMark } from "./mark-problems.ts";
import { type RowMarks, SheetMarker } from "./mark-sheet.ts";

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mark-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Parts = Record<string, string | Buffer>;

async function mark(
  parts: Parts,
  problems: readonly ProblemMark[],
): Promise<{ parts: Map<string, string>; result: unknown; path: string }> {
  files += 1;
  const from = join(folder, `${files}.xlsx`);
  const to = join(folder, `${files}-marked.xlsx`);
  await writeFile(from, await makeArchive(parts));
  const outcome = await markProblems(from, problems, to);
  if (!outcome.accepted) throw new Error(`${outcome.refusal}: ${outcome.detail}`);
  return { parts: await partsOf(to), result: outcome.value, path: to };
}

async function partsOf(path: string): Promise<Map<string, string>> {
  const names = await listPartNames(path);
  const read = names.accepted ? await readParts(path, names.value) : names;
  if (!read.accepted) throw new Error(read.detail);
  return new Map([...read.value].map(([name, bytes]) => [name, bytes.toString()]));
}

/** Every part that is XML must stay well-formed. */
function wellFormed(parts: ReadonlyMap<string, string>): void {
  for (const [name, xml] of parts) {
    if (name.endsWith(".png")) continue;
    const scanner = new XmlScanner({ open: (_, raw) => void attributesOf(raw), close: () => undefined, text: () => undefined }, 1e6);
    scanner.push(xml);
    scanner.end();
  }
}

async function cellsOf(path: string): Promise<Cell[][]> {
  const outcome = await openSource(path);
  if (!outcome.accepted) throw new Error(outcome.detail);
  const cells: Cell[][] = [];
  for await (const sheet of outcome.value.sheets()) for await (const row of sheet.rows()) cells.push([...row.cells]);
  await outcome.value.close();
  return cells;
}

const STYLES =
  '<numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy"/></numFmts><fonts count="1"><font><sz val="9"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border><left style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="176" fontId="0" fillId="1" borderId="1" applyBorder="1"><alignment horizontal="center"/></xf><xf numFmtId="49" borderId="1"/></cellXfs><dxfs count="1"><dxf><fill><patternFill/></fill></dxf></dxfs>';
const SHEET =
  '<sheetPr/><cols><col min="4" max="6" style="2"/></cols><sheetData><row r="1" spans="1:3"><c r="A1" s="1"><v>1</v></c><c r="C1" t="inlineStr"><is><t>x &lt; y</t></is></c></row><row r="3" s="1" customFormat="1"/><row r="5"><c r="A5" s="1"/><c r="B5" s="2"><v>5</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A5:A7"/></mergeCells><pageMargins left="1"/><extLst><ext uri="{x}"/></extLst>';
const base = (): Parts =>
  workbookParts({
    sheets: [
      { name: "人口", xml: SHEET },
      { name: "别", xml: "<sheetData/>" },
    ],
    styles: STYLES,
    extraParts: { "xl/media/a.png": Buffer.alloc(999, 3), "customXml/item1.xml": "<wps/>" },
  });

function sheetOf(parts: ReadonlyMap<string, string>): string {
  return parts.get("xl/worksheets/sheet1.xml") ?? "";
}

describe("markProblems", () => {
  test("fills the cells on copies of their own styles, and puts in the cells and rows that are missing", async () => {
    const problems = [
      { sheet: "人口", row: 1, column: 0, text: "一" },
      { sheet: "人口", row: 1, column: 1, text: "二" },
      { sheet: "人口", row: 1, column: 2, text: "三" },
      { sheet: "人口", row: 1, column: 4, text: "四" },
      { sheet: "人口", row: 2, column: 27, text: "五" },
      { sheet: "人口", row: 3, column: 0, text: "六" },
      { sheet: "人口", row: 9, column: 1, text: "七" },
      { sheet: "无", row: 9, column: 1, text: "八" },
    ];
    const { parts, result } = await mark(base(), problems);
    expect(result).toEqual({ marked: 7, commented: 7, unplaced: 1 });
    wellFormed(parts);
    const relation = /r:id="([^"]+)"\/><extLst>/.exec(sheetOf(parts))?.[1];
    // Style 3 copies 1, style 4 copies 0, style 5 copies 2 (of the column).
    expect(sheetOf(parts)).toContain(
      SHEET.replace('<c r="A1" s="1">', '<c r="A1" s="3">')
        .replace('<c r="C1" t="inlineStr">', '<c r="B1" s="4"/><c r="C1" t="inlineStr" s="4">')
        .replace("</is></c></row>", '</is></c><c r="E1" s="5"/></row><row r="2"><c r="AB2" s="4"/></row>')
        .replace('<row r="3" s="1" customFormat="1"/>', '<row r="3" s="1" customFormat="1"><c r="A3" s="3"/></row>')
        .replace("</sheetData>", '<row r="9"><c r="B9" s="4"/></row></sheetData>')
        .replace(
          "<extLst>",
          `<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${relation}"/><extLst>`,
        ),
    );
    const styles = parts.get("xl/styles.xml") ?? "";
    expect(styles).toContain('<fills count="3">');
    expect(styles).toContain('<fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills>');
    expect(styles).toContain(
      '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="176" fontId="0" fillId="1" borderId="1" applyBorder="1"><alignment horizontal="center"/></xf><xf numFmtId="49" borderId="1"/>' +
        '<xf numFmtId="176" fontId="0" fillId="2" borderId="1" applyBorder="1" applyFill="1"><alignment horizontal="center"/></xf><xf numFmtId="0" fontId="0" fillId="2" borderId="0" applyFill="1"/><xf numFmtId="49" borderId="1" fillId="2" applyFill="1"/></cellXfs>',
    );
    expect(parts.get("xl/comments1.xml")).toContain(
      '<comment ref="AB2" authorId="0"><text><r><t xml:space="preserve">五</t></r></text></comment>',
    );
    expect(parts.get("xl/drawings/vmlDrawing1.vml")).toContain("<x:Row>1</x:Row><x:Column>27</x:Column>");
    expect(parts.get("xl/worksheets/_rels/sheet1.xml.rels")).toContain(`Id="${relation}"`);
    expect(parts.get("[Content_Types].xml")).toMatch(/PartName="\/xl\/comments1.xml".*PartName="\/xl\/drawings\/vmlDrawing1.vml"/);
  });

  test("leaves every other part as it was, and the values of all cells", async () => {
    const parts = base();
    const marked = await mark(parts, [{ sheet: "人口", row: 5, column: 1, text: "x" }]);
    const touched = new Set(["[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]);
    for (const [name, content] of Object.entries(parts)) if (!touched.has(name)) expect(marked.parts.get(name)).toBe(content.toString());
    expect(await cellsOf(marked.path)).toEqual([
      [{ date: "1900-01-01" }, null, "x < y"],
      [null, 5],
    ]);
  });

  test("a whole row is filled, several problems of a cell share a comment, a covered cell's goes to its range's first", async () => {
    const { parts, result } = await mark(base(), [
      { sheet: "人口", row: 1, column: -1, text: "行 <重复>" },
      { sheet: "人口", row: 1, column: 0, text: "甲" },
      { sheet: "人口", row: 1, column: 0, text: "甲" },
      { sheet: "人口", row: 6, column: 0, text: "乙" },
      { sheet: "人口", row: 7, column: 0, text: "丙" },
    ]);
    expect(result).toEqual({ marked: 2, commented: 2, unplaced: 0 });
    expect(sheetOf(parts)).toContain('<row r="1" spans="1:3"><c r="A1" s="3"><v>1</v></c><c r="C1" t="inlineStr" s="4">');
    expect(sheetOf(parts)).toContain('<c r="A5" s="3"/><c r="B5" s="2">');
    const comments = parts.get("xl/comments1.xml") ?? "";
    expect(comments).toContain('ref="A1" authorId="0"><text><r><t xml:space="preserve">行 &lt;重复&gt;&#10;甲</t>');
    expect(comments).toContain('ref="A5" authorId="0"><text><r><t xml:space="preserve">乙&#10;丙</t>');
    wellFormed(parts);
  });

  test("joins the comments and the drawing that are there", async () => {
    const parts = base();
    const xml = SHEET.replace("<extLst>", '<legacyDrawing r:id="rId7"/><extLst>');
    parts["xl/worksheets/sheet1.xml"] =
      `<worksheet xmlns="m" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">${xml}</worksheet>`;
    parts["xl/worksheets/_rels/sheet1.xml.rels"] =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing" Target="../drawings/v.vml"/><Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="/xl/comments9.xml"/></Relationships>';
    parts["xl/comments9.xml"] =
      '<comments xmlns="m"><authors><author>王主任</author></authors><commentList><comment ref="A1" authorId="0" shapeId="0"><text><t>核对</t></text></comment><comment ref="B5" authorId="0"><text><r><rPr><b/></rPr><t>富</t></r></text></comment></commentList></comments>';
    parts["xl/drawings/v.vml"] =
      '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><v:shape id="_x0000_s1041"/></xml>';
    const marked = await mark(parts, [
      { sheet: "人口", row: 1, column: 0, text: "新" },
      { sheet: "人口", row: 5, column: 1, text: "又" },
      { sheet: "人口", row: 1, column: 2, text: "三" },
    ]);
    wellFormed(marked.parts);
    expect(marked.parts.get("xl/comments9.xml")).toBe(
      '<comments xmlns="m"><authors><author>王主任</author><author>微脑</author></authors><commentList><comment ref="A1" authorId="0" shapeId="0"><text><r><t>核对</t></r><r><t xml:space="preserve">&#10;新</t></r></text></comment><comment ref="B5" authorId="0"><text><r><rPr><b/></rPr><t>富</t></r><r><t xml:space="preserve">&#10;又</t></r></text></comment><comment ref="C1" authorId="1"><text><r><t xml:space="preserve">三</t></r></text></comment></commentList></comments>',
    );
    const drawing = marked.parts.get("xl/drawings/v.vml") ?? "";
    expect(drawing.match(/<v:shape /g)).toHaveLength(2);
    expect(drawing).toContain('id="_x0000_s1042"');
    expect(drawing).toContain('xmlns:x="urn:schemas-microsoft-com:office:excel"');
    expect([...marked.parts.keys()]).toEqual(Object.keys(parts));
    expect(sheetOf(marked.parts).match(/<legacyDrawing/g)).toHaveLength(1);
  });

  test("workbooks of other writers: prefixes, a lone sheetData, no references, no styles", async () => {
    const parts = base();
    parts["xl/worksheets/sheet1.xml"] =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="n"><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    parts["xl/worksheets/sheet2.xml"] = '<worksheet xmlns="m"><sheetData/></worksheet>';
    const prefixed = await mark(parts, [
      { sheet: "人口", row: 1, column: 1, text: "x" },
      { sheet: "别", row: 2, column: 0, text: "y" },
    ]);
    wellFormed(prefixed.parts);
    expect(sheetOf(prefixed.parts)).toContain(
      '<x:c t="n"><x:v>1</x:v></x:c><x:c s="3"><x:v>2</x:v></x:c></x:row></x:sheetData><x:legacyDrawing',
    );
    expect(prefixed.parts.get("xl/worksheets/sheet2.xml")).toContain(
      '<sheetData><row r="2"><c r="A2" s="3"/></row></sheetData><legacyDrawing',
    );
    const { "xl/styles.xml": _, ...bare } = base();
    bare["xl/_rels/workbook.xml.rels"] = (bare["xl/_rels/workbook.xml.rels"] as string).replace(/<Relationship Id="rId99"[^>]*>/, "");
    const plain = await mark(bare, [{ sheet: "人口", row: 1, column: 0, text: "x" }]);
    expect(sheetOf(plain.parts)).toContain('<c r="A1" s="1">');
    expect(plain.parts.has("xl/comments1.xml")).toBe(true);
  });

  test("comments stop where spreadsheets would choke; the fills go on", async () => {
    const problems = Array.from({ length: COMMENTS_MAX + 10 }, (_, index) => ({ sheet: "人口", row: index + 10, column: 0, text: "x" }));
    const { parts, result } = await mark(base(), problems);
    expect(result).toEqual({ marked: COMMENTS_MAX + 10, commented: COMMENTS_MAX, unplaced: 0 });
    expect(sheetOf(parts)).toContain(`<c r="A${COMMENTS_MAX + 19}" s="3"/>`);
  });

  test("texts and legacy workbooks come back as .xlsx with the same cells", async () => {
    const csv = join(folder, "疫苗[1].csv");
    await writeFile(csv, "姓名,号\r\n\r\n张三,007\r\n");
    const out = join(folder, "from-csv.xlsx");
    expect(await markProblems(csv, [{ sheet: "", row: 3, column: 1, text: "短" }], out)).toMatchObject({
      value: { marked: 1, unplaced: 0 },
    });
    expect(await cellsOf(out)).toEqual([
      ["姓名", "号"],
      ["张三", "007"],
    ]);
    const parts = await partsOf(out);
    wellFormed(parts);
    expect(parts.get("xl/workbook.xml")).toContain('name="疫苗_1_"');
    expect(parts.get("xl/worksheets/sheet1.xml")).toContain('<c r="B3" s="3" t="inlineStr">');

    const sheet = utils.aoa_to_sheet([
      ["标题", null],
      ["张三", 7.5],
      [true, { t: "n", v: 18334, z: "yyyy-mm-dd" }],
    ]);
    sheet["!merges"] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 1 } }];
    const xls = join(folder, "a.xls");
    await writeFile(
      xls,
      write(
        { SheetNames: ["甲", "乙"], Sheets: { 甲: sheet, 乙: utils.aoa_to_sheet([["z"]]) } },
        { type: "buffer", bookType: "biff8" },
      ) as Buffer,
    );
    expect(await markProblems(xls, [{ sheet: "乙", row: 1, column: 0, text: "?" }], out)).toMatchObject({
      value: { marked: 1, unplaced: 0 },
    });
    expect(await cellsOf(out)).toEqual([["标题"], ["张三", 7.5], [true, "1950-03-12"], ["z"]]);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith("weinao-copy-"))).toEqual([]);
  });

  test("refuses what cannot be read or written", async () => {
    expect(await markProblems(join(folder, "none.xlsx"), [], join(folder, "x.xlsx"))).toMatchObject({ refusal: "file-missing" });
    const csv = join(folder, "ok.csv");
    await writeFile(csv, "a,b\n");
    expect(await markProblems(csv, [], join(folder, "none", "x.xlsx"))).toMatchObject({ refusal: "out-folder-missing" });
  });
});

test("a sheet is marked the same however it is cut, and unmarked it is the same text", () => {
  const document = `<?xml version="1.0"?><!-- <row> --><worksheet>${SHEET}</worksheet>`;
  const run = (pieces: readonly string[], marks: readonly RowMarks[]): string => {
    const marker = new SheetMarker(
      marks,
      (style) => style + 100,
      () => "<legacyDrawing/>",
    );
    return pieces.map((piece) => marker.push(piece)).join("") + marker.end();
  };
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.record({
          row: fc.integer({ min: 1, max: 8 }),
          columns: fc.uniqueArray(fc.nat(6)).map((columns) => columns.sort()),
          whole: fc.boolean(),
        }),
        { selector: ({ row }) => row },
      ),
      fc.array(fc.nat(document.length), { maxLength: 6 }),
      (unsorted, places) => {
        const marks = unsorted.sort((left, right) => left.row - right.row);
        const sorted = places.sort((left, right) => left - right);
        const pieces = [0, ...sorted].map((from, index) => document.slice(from, sorted[index] ?? document.length));
        const marked = run(pieces, marks);
        expect(marked).toBe(run([document], marks));
        // Every marked cell is there once, in the order of its row.
        for (const { row, columns } of marks) {
          const inside = new RegExp(`<row r="${row}"[^>]*>(.*?)</row>`).exec(marked)?.[1] ?? "";
          const found = [...inside.matchAll(/<c r="([A-Z])\d+"[^>]* s="1\d\d"/g)].map((match) => (match[1] as string).charCodeAt(0) - 65);
          expect(found).toEqual([...found].sort());
          expect(found).toEqual(expect.arrayContaining(columns));
        }
        expect(run(pieces, []).replace("<legacyDrawing/>", "")).toBe(document);
      },
    ),
  );
});

const inputs = join(import.meta.dirname, "../../../../shared/inputs/registers");
const present = await stat(inputs).then(
  () => true,
  () => false,
);
test.skipIf(!present)("marks every sample register at ../shared/inputs and keeps its cells (skipped when absent)", async () => {
  for (const name of await readdir(inputs)) {
    const from = join(inputs, name);
    const source = await openSource(from);
    if (!source.accepted) throw new Error(source.detail);
    const problems: ProblemMark[] = [];
    for await (const sheet of source.value.sheets())
      for (let row = 1; row < 60; row += 7) problems.push({ sheet: sheet.name, row, column: row % 5, text: "试" });
    await source.value.close();
    const to = join(folder, "marked.xlsx");
    expect(await markProblems(from, problems, to)).toMatchObject({ value: { unplaced: 0 } });
    wellFormed(await partsOf(to));
    const before = await cellsOf(from);
    expect((await cellsOf(to)).length).toBe(before.length);
    if (name.endsWith(".xlsx")) expect(await cellsOf(to)).toEqual(before);
  }
});
