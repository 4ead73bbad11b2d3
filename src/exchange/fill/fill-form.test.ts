import { copyFileSync, existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer, FormAnswers, FormLayout } from "../contract.ts";
import { listPartNames, readParts } from "../package/rewrite.ts";
import { type FillOptions, type FillReport, fillForm } from "./fill-form.ts";
import { type MadeSheet, type MadeWorkbook, madeForm, madePath, partOf } from "./made-form.ts";
import { readForm } from "./read-form.ts";
import { readGrid, type SheetGrid } from "./sheet.ts";
import { openWorkbook } from "./workbook.ts";

const sheet1 = "xl/worksheets/sheet1.xml";
const asOf = { asOf: "2025-06-30" };

async function read(path: string): Promise<FormLayout> {
  const layout = await readForm(path);
  if (!layout.accepted) throw new Error(layout.refusal);
  return layout.value;
}

/** Answers by attribute; `!` behind a value says that it is disputed. */
function answersOf(
  layout: FormLayout,
  values: Readonly<Record<string, string>>,
  members: readonly Readonly<Record<string, string>>[] = [],
): FormAnswers {
  const map = (fields: FormLayout["fields"], own: Readonly<Record<string, string>>) =>
    new Map(
      fields.map((field): [string, Answer] => {
        const said = own[field.meaning?.attribute ?? ""] ?? "";
        return [field.id, { value: said.replace(/!$/, ""), disputed: said.endsWith("!") }];
      }),
    );
  return {
    name: values.name ?? "",
    subject: map(layout.fields, values),
    members: members.map((member) => map(layout.subtable?.fields ?? [], member)),
  };
}

const person = {
  name: "王菊",
  sex: "2",
  birthDate: "1936-03-14",
  idNumber: "330782193603140188",
  phone: "13912345678",
  address: "永胜花园4幢2单元402室",
};

async function fill(
  path: string,
  people: readonly FormAnswers[],
  options: FillOptions = asOf,
  layout?: FormLayout,
): Promise<{ out: string; report: FillReport }> {
  const out = madePath("out.xlsx");
  const filled = await fillForm(path, layout ?? (await read(path)), people, out, options);
  if (!filled.accepted) throw new Error(`${filled.refusal}: ${filled.detail}`);
  return { out, report: filled.value };
}

async function gridOf(path: string, part = sheet1): Promise<SheetGrid> {
  return readGrid(await openWorkbook(path), "x", await partOf(path, part));
}

/** Names of the parts whose bytes differ, and of those that only one file has. */
async function differing(left: string, right: string): Promise<string[]> {
  const names = async (path: string) => {
    const listed = await listPartNames(path);
    return listed.accepted ? listed.value : [];
  };
  const all = [...new Set([...(await names(left)), ...(await names(right))])];
  const [a, b] = await Promise.all([readParts(left, all), readParts(right, all)]);
  if (!a.accepted || !b.accepted) throw new Error("unreadable");
  return all.filter((name) => !a.value.get(name)?.equals(b.value.get(name) ?? Buffer.alloc(0)) || !b.value.has(name));
}

const blank = (count: number) => new Array<string>(count).fill("");
const header = ["序号", "姓名", "性别", "出生日期", "年龄", "身份证号", "现住址", "电话"];
const roster: MadeWorkbook = {
  sheets: [
    {
      name: "花名册",
      rows: [["花名册"], header, blank(8), blank(8), blank(8), ["填表人：", null, null, "审核人："]],
      merges: ["A1:H1", "A6:B6"],
    },
  ],
};

describe("rosters", () => {
  test("fills rows in order, computes ages, numbers rows, and changes nothing else", async () => {
    const path = await madeForm(roster);
    const layout = await read(path);
    const { out, report } = await fill(path, [answersOf(layout, person), answersOf(layout, { ...person, name: "李 四&<>", sex: "1" })]);
    const grid = await gridOf(out);
    const row = (number: number) => header.map((_, column) => grid.text(number, column));
    expect(row(3)).toEqual(["1", "王菊", "女", "1936-03-14", "89", "330782193603140188", "永胜花园4幢2单元402室", "13912345678"]);
    expect(row(4).slice(0, 3)).toEqual(["2", "李 四&<>", "男"]);
    expect(row(5)).toEqual(blank(8));
    expect(grid.source).toContain('<c r="A3" s="1"><v>1</v></c>');
    expect(grid.source).toContain('<c r="F3" s="1" t="inlineStr"><is><t>330782193603140188</t></is></c>');
    expect(await differing(path, out)).toEqual([sheet1]);
    expect(report).toMatchObject({
      rowsFilled: 2,
      cellsAsked: 14,
      cellsFilled: 14,
      missing: [],
      partsChanged: [sheet1],
      partsAdded: [],
      missingFile: null,
    });
  });

  test("nobody at all leaves the form as it was", async () => {
    const path = await madeForm(roster);
    const { out } = await fill(path, []);
    expect(await differing(path, out)).toEqual([]);
  });

  test("the rest of the sheet keeps its bytes", async () => {
    const path = await madeForm(roster);
    const layout = await read(path);
    const { out } = await fill(path, [answersOf(layout, person)]);
    const [before, after] = [await partOf(path, sheet1), await partOf(out, sheet1)];
    const filledRow = /<row r="3".*?<\/row>/s;
    expect(after.replace(filledRow, "")).toBe(before.replace(filledRow, ""));
  });

  test("any number of people keeps the table's structure", async () => {
    const path = await madeForm({
      sheets: [
        {
          ...roster.sheets[0],
          name: "花名册",
          rows: [...(roster.sheets[0]?.rows ?? [])],
          merges: ["A1:H1", "G3:H3", "G4:H4", "G5:H5", "A6:B6"],
          tail: '<dataValidations count="1"><dataValidation type="list" sqref="C3:C5"><formula1>"男,女"</formula1></dataValidation></dataValidations><rowBreaks count="1" manualBreakCount="1"><brk id="6" max="16383" man="1"/></rowBreaks>',
        },
      ],
    });
    const layout = await read(path);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 40 }), async (count) => {
        const { out, report } = await fill(
          path,
          Array.from({ length: count }, (_, index) => answersOf(layout, { ...person, name: `人${index}` })),
        );
        const grid = await gridOf(out);
        const last = Math.max(5, 2 + count);
        expect(report.rowsFilled).toBe(count);
        expect(grid.text(last + 1, 0)).toBe("填表人：");
        for (let row = 3; row <= last; row += 1) {
          expect(grid.text(row, 1)).toBe(row - 3 < count ? `人${row - 3}` : "");
          expect(grid.blockOf(row, 6)).toMatchObject({ firstColumn: 6, lastColumn: 7, firstRow: row, lastRow: row });
          for (let column = 0; column < 8; column += 1) expect(grid.styleOf(row, column)).toBe(1);
        }
        expect(grid.blockOf(last + 1, 0)).toMatchObject({ firstRow: last + 1, lastRow: last + 1, lastColumn: 1 });
        expect(grid.source).toContain(`sqref="C3:C${last}"`);
        expect(grid.source).toContain(`<brk id="${last + 1}"`);
        expect(grid.source).toContain(`<mergeCells count="${last + 0}"`);
        expect([...grid.rows.keys()]).toEqual(Array.from({ length: last + 1 }, (_, at) => at + 1));
      }),
      { numRuns: 25 },
    );
  });

  test("continues behind repeated headers and prefilled columns, and keeps sample rows", async () => {
    const own = ["序号", "姓名", "身份证号", "所属村"];
    const path = await madeForm({
      sheets: [
        {
          name: "表",
          rows: [
            own,
            ["例", "张三", "110…", "一村"],
            ["1", "", "", "胜利村"],
            ["2", "", "", "胜利村"],
            own,
            ["3", "", "", "胜利村"],
            ["填表人：", null, null],
          ],
        },
      ],
    });
    const layout = await read(path);
    const people = ["甲", "乙", "丙", "丁", "戊"].map((name) => answersOf(layout, { ...person, name }));
    const { out } = await fill(path, people);
    const grid = await gridOf(out);
    const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((row) => [0, 1, 3].map((column) => grid.text(row, column)).join(" "));
    expect(rows).toEqual([
      "序号 姓名 所属村",
      "例 张三 一村",
      "1 甲 胜利村",
      "2 乙 胜利村",
      "序号 姓名 所属村",
      "3 丙 胜利村",
      "4 丁 胜利村",
      "5 戊 胜利村",
      "填表人：  ",
    ]);
  });

  test("people of two rows each", async () => {
    const path = await madeForm({
      sheets: [
        {
          name: "表",
          rows: [["序号", "姓名", "身份证号", "年龄"], blank(4), blank(4), ["合计", "", "", ""]],
          merges: ["A2:A3", "B2:B3", "C2:C3", "D2:D3"],
        },
      ],
    });
    const layout = await read(path);
    const { out } = await fill(
      path,
      ["甲", "乙", "丙"].map((name) => answersOf(layout, { ...person, name })),
    );
    const grid = await gridOf(out);
    expect([2, 4, 6].map((row) => grid.text(row, 1))).toEqual(["甲", "乙", "丙"]);
    expect(grid.blockOf(7, 2)).toMatchObject({ firstRow: 6, lastRow: 7 });
    expect(grid.text(8, 0)).toBe("合计");
  });

  test("real dates in date cells, text in text cells, the list's own words", async () => {
    const rows = ["", "", { style: 2 }, { style: 3 }, "", ""];
    const path = await madeForm({
      sheets: [
        {
          name: "表",
          rows: [["序号", "姓名", "出生日期", "年龄", "婚姻状况", "性别"], rows, rows],
          tail: '<dataValidations count="2"><dataValidation type="list" sqref="E2:E3"><formula1>"未婚,已婚,其他"</formula1></dataValidation><dataValidation type="list" sqref="F2:F3"><formula1>"男性,女性"</formula1></dataValidation></dataValidations>',
        },
      ],
    });
    const layout = await read(path);
    const { out } = await fill(path, [
      answersOf(layout, { ...person, maritalStatus: "21" }),
      answersOf(layout, { ...person, birthDate: "1936-03" }),
    ]);
    const source = await partOf(out, sheet1);
    expect(source).toContain('<c r="C2" s="2"><v>13223</v></c>');
    expect(source).toContain('<c r="D2" s="3" t="inlineStr"><is><t>89</t></is></c>');
    const grid = await gridOf(out);
    expect([grid.text(2, 4), grid.text(2, 5), grid.text(3, 2)]).toEqual(["已婚", "女性", "1936-03"]);
  });

  test("a cell with a formula computes itself, and forgets its old result", async () => {
    const formula = {
      xml: (reference: string) =>
        `<c r="${reference}" s="1" t="str"><f>IF(C${reference.slice(1)}="","",MID(C${reference.slice(1)},7,4))</f><v>old</v></c>`,
    };
    const path = await madeForm({
      sheets: [
        {
          name: "表",
          rows: [
            ["姓名", "性别", "身份证号", "出生年份"],
            ["", "", "", formula],
            ["", "", "", formula],
            ["合计", { xml: (reference) => `<c r="${reference}"><f>COUNTA(A2:A3)</f><v>0</v></c>` }, null, null],
          ],
        },
      ],
    });
    const layout = await read(path);
    const { out } = await fill(
      path,
      ["甲", "乙", "丙"].map((name) => answersOf(layout, { ...person, name })),
    );
    const source = await partOf(out, sheet1);
    expect(source).toContain('<c r="D4" s="1"><f>IF(C4=&quot;&quot;,&quot;&quot;,MID(C4,7,4))</f></c>');
    expect(source).toContain("<f>COUNTA(A2:A4)</f></c>");
    expect(source).not.toContain("old");
  });

  test("rows and cells may leave out their references, and a prefix is kept", async () => {
    const path = await madeForm(roster);
    const plain = await partOf(path, sheet1);
    const bare = plain.replaceAll(/ r="[A-Z]*\d+"/g, "");
    const made = await madeForm({ sheets: [{ name: "花名册", rows: [] }], parts: { [sheet1]: bare } });
    const layout = await read(made);
    const { out } = await fill(
      made,
      ["甲", "乙", "丙", "丁"].map((name) => answersOf(layout, { ...person, name })),
    );
    expect((await gridOf(out)).text(6, 1)).toBe("丁");
    const prefixed = plain
      .replace("<worksheet xmlns=", "<x:worksheet xmlns:x=")
      .replace(/<(\/?)(?!x:)(\w)/g, "<$1x:$2")
      .replace("<x:x:", "<x:");
    const other = await madeForm({ sheets: [{ name: "花名册", rows: [] }], parts: { [sheet1]: prefixed } });
    const filled = await fill(
      other,
      ["甲", "乙", "丙", "丁"].map((name) => answersOf(layout, { ...person, name })),
    );
    const grid = await gridOf(filled.out);
    expect(grid.root.prefix).toBe("x:");
    expect(grid.text(6, 1)).toBe("丁");
    expect(grid.text(7, 0)).toBe("填表人：");
  });
});

describe("what stands around the table", () => {
  const anchor = (row: number) =>
    `<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>${row}</xdr:row></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:row>${row + 1}</xdr:row></xdr:to></xdr:twoCellAnchor>`;
  const drawing = (rows: readonly number[]) => `<xdr:wsDr xmlns:xdr="d">${rows.map(anchor).join("")}</xdr:wsDr>`;
  const shape = (row: number) =>
    `<v:shape id="s${row}"><x:ClientData><x:Anchor>2, 1, ${row}, 1, 4, 2, ${row + 3}, 4</x:Anchor><x:Row>${row}</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>`;
  const awkward: MadeWorkbook = {
    sheets: [
      {
        name: "花名册",
        rows: [
          ["花名册"],
          header,
          blank(8),
          blank(8),
          blank(8),
          ["合计", { xml: (reference) => `<c r="${reference}" s="1"><f>COUNTA(B3:B5)</f><v>0</v></c>` }, "", "", "", "", "", ""],
          ["填表人：", null],
        ],
        merges: ["A1:H1", "A7:B7"],
        head: '<sheetPr/><dimension ref="A1:H7"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="2" topLeftCell="A3" state="frozen"/></sheetView></sheetViews>',
        tail: '<conditionalFormatting sqref="F3:F5"><cfRule type="expression" priority="1"><formula>LEN(F3)&lt;&gt;18</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="C3:C5 C9"><formula1>$J$10:$J$11</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A7" location="\'花名册\'!A7"/></hyperlinks><pageSetup r:id="rId4"/><drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><extLst><ext><x14:conditionalFormatting xmlns:x14="y" xmlns:xm="z"><xm:f>F7&gt;0</xm:f><xm:sqref>G3:G5</xm:sqref></x14:conditionalFormatting></ext></extLst>',
        relationships: [
          ["rId1", "drawing", "../drawings/drawing1.xml"],
          ["rId2", "vmlDrawing", "../drawings/vml1.vml"],
          ["rId3", "comments", "../comments1.xml"],
          ["rId4", "printerSettings", "../printerSettings/p1.bin"],
          ["rId5", "table", "../tables/table1.xml"],
        ],
      },
      {
        name: "汇总",
        rows: [
          [
            "人数",
            { xml: (reference) => `<c r="${reference}"><f>COUNTA(花名册!B3:B5)</f><v>0</v></c>` },
            { xml: (reference) => `<c r="${reference}"><f>A1</f><v>7</v></c>` },
          ],
        ],
      },
    ],
    definedNames:
      '<definedName name="_xlnm.Print_Area" localSheetId="0">\'花名册\'!$A$1:$H$7</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">\'花名册\'!$2:$2</definedName><definedName name="x">汇总!$A$7</definedName>',
    workbookRelationships: [
      ["rId80", "calcChain", "calcChain.xml"],
      ["rId81", "customXml", "../customXml/item1.xml"],
    ],
    parts: {
      "xl/drawings/drawing1.xml": drawing([0, 6]),
      "xl/drawings/_rels/drawing1.xml.rels":
        '<Relationships xmlns="r"><Relationship Id="rId1" Type="http://x/image" Target="../media/image1.png"/><Relationship Id="rId2" Type="http://x/chart" Target="../charts/chart1.xml"/></Relationships>',
      "xl/charts/chart1.xml": "<c:chartSpace xmlns:c=\"c\"><c:f>'花名册'!$E$3:$E$5</c:f></c:chartSpace>",
      "xl/media/image1.png": "not really a picture",
      "xl/drawings/vml1.vml": `<xml><br>${shape(1)}${shape(6)}</xml>`,
      "xl/comments1.xml": '<comments xmlns="c"><commentList><comment ref="B2"/><comment ref="A7"/></commentList></comments>',
      "xl/printerSettings/p1.bin": "\u0001\u0002 printer",
      "xl/tables/table1.xml": '<table xmlns="t" id="1" name="t1" ref="A2:H5"><autoFilter ref="A2:H5"/></table>',
      "xl/calcChain.xml": '<calcChain xmlns="c"><c r="B6" i="1"/><c r="B1" i="2"/><c r="C1"/></calcChain>',
      "customXml/item1.xml": "<wps/>",
      "docProps/custom.xml": '<Properties><property name="KSOProductBuildVer">2052-12.1</property></Properties>',
    },
  };

  test("stays as it is when the rows suffice, but for results that are out of date", async () => {
    const path = await madeForm(awkward);
    const layout = await read(path);
    const { out } = await fill(path, [answersOf(layout, person)]);
    expect(await differing(path, out)).toEqual([sheet1, "xl/worksheets/sheet2.xml"]);
    const summary = await partOf(out, "xl/worksheets/sheet2.xml");
    expect(summary).toContain("<f>COUNTA(花名册!B3:B5)</f></c>");
    expect(summary).toContain("<f>A1</f><v>7</v>");
  });

  test("moves with the rows that are put in, part by part", async () => {
    const path = await madeForm(awkward);
    const layout = await read(path);
    const { out, report } = await fill(
      path,
      Array.from({ length: 8 }, (_, index) => answersOf(layout, { ...person, name: `人${index}` })),
    );
    const source = await partOf(out, sheet1);
    const has = (text: string) => expect(source).toContain(text);
    has('<dimension ref="A1:H12"/>');
    has('topLeftCell="A3"');
    has('<mergeCell ref="A12:B12"/>');
    has('<conditionalFormatting sqref="F3:F10">');
    has("<formula>LEN(F3)&lt;&gt;18</formula>");
    has('sqref="C3:C10 C14"');
    has("<formula1>$J$15:$J$16</formula1>");
    has('<hyperlink ref="A12"');
    has("<xm:f>F12&gt;0</xm:f>");
    has("<xm:sqref>G3:G10</xm:sqref>");
    has('<c r="B11" s="1"><f>COUNTA(B3:B10)</f></c>');
    expect(await partOf(out, "xl/drawings/drawing1.xml")).toBe(drawing([0, 11]));
    expect(await partOf(out, "xl/drawings/vml1.vml")).toContain("<x:Anchor>2, 1,11, 1, 4, 2,14, 4</x:Anchor><x:Row>11</x:Row>");
    expect(await partOf(out, "xl/drawings/vml1.vml")).toContain(shape(1));
    expect(await partOf(out, "xl/comments1.xml")).toContain('<comment ref="B2"/><comment ref="A12"/>');
    expect(await partOf(out, "xl/tables/table1.xml")).toContain('ref="A2:H10"><autoFilter ref="A2:H10"/>');
    expect(await partOf(out, "xl/charts/chart1.xml")).toContain("'花名册'!$E$3:$E$10");
    expect(await partOf(out, "xl/calcChain.xml")).toContain('<c r="B11" i="1"/><c r="B1" i="2"/><c r="C1"/>');
    expect(await partOf(out, "xl/worksheets/sheet2.xml")).toContain("<f>COUNTA(花名册!B3:B10)</f></c>");
    const book = await partOf(out, "xl/workbook.xml");
    expect(book).toContain("'花名册'!$A$1:$H$12");
    expect(book).toContain("'花名册'!$2:$2");
    expect(book).toContain(">汇总!$A$7<");
    expect((await differing(path, out)).toSorted()).toEqual([...report.partsChanged].toSorted());
    for (const kept of [
      "xl/styles.xml",
      "xl/sharedStrings.xml",
      "xl/media/image1.png",
      "xl/printerSettings/p1.bin",
      "docProps/custom.xml",
      "customXml/item1.xml",
    ]) {
      expect(report.partsChanged).not.toContain(kept);
    }
  });
});

describe("applications", () => {
  const application: MadeWorkbook = {
    sheets: [
      {
        name: "申请表",
        rows: [
          ["申请表", null, null, null, null],
          ["姓名", "", "性别", "□男 □女", "照片"],
          ["出生年月日", "", "身份证号", "", ""],
          ["联系电话：________", null, "婚姻状况", "□未婚 □已婚 □丧偶 □离婚", ""],
          ["家庭成员", "姓名", "与申请人关系", "身份证号码", "工作单位"],
          blank(5),
          blank(5),
          ["备注", "", "民族", "", ""],
        ],
        merges: ["A1:E1", "E2:E3", "A4:B4", "A5:A7", "D8:E8"],
        head: '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>',
        tail: '<drawing r:id="rId1"/>',
        relationships: [["rId1", "drawing", "../drawings/drawing1.xml"]],
      },
    ],
    definedNames: '<definedName name="_xlnm.Print_Area" localSheetId="0">\'申请表\'!$A$1:$E$8</definedName>',
    parts: {
      "xl/drawings/drawing1.xml":
        '<xdr:wsDr xmlns:xdr="d"><xdr:oneCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:row>7</xdr:row></xdr:from></xdr:oneCellAnchor></xdr:wsDr>',
      "xl/drawings/_rels/drawing1.xml.rels":
        '<Relationships xmlns="r"><Relationship Id="rId1" Type="http://x/image" Target="../media/image1.png"/></Relationships>',
      "xl/media/image1.png": "picture",
    },
  };
  const member = { name: "李睿", relationToHead: "20", idNumber: "330782200812081973", employer: "学生" };
  const widow = { ...person, maritalStatus: "30", ethnicity: "01" };

  test("fills beside labels, ticks boxes, fills blanks, and keeps the rest", async () => {
    const path = await madeForm(application);
    const layout = await read(path);
    const { out, report } = await fill(path, [answersOf(layout, widow, [member])]);
    const grid = await gridOf(out);
    expect(grid.text(2, 1)).toBe("王菊");
    expect(grid.text(2, 3)).toBe("□男 ☑女");
    expect(grid.text(3, 1)).toBe("1936年3月14日");
    expect(grid.text(4, 0)).toBe("联系电话：13912345678");
    expect(grid.text(4, 3)).toBe("□未婚 □已婚 ☑丧偶 □离婚");
    expect([1, 2, 3, 4].map((column) => grid.text(6, column))).toEqual(["李睿", "儿子", "330782200812081973", "学生"]);
    expect(grid.text(2, 4)).toBe("照片");
    expect(await differing(path, out)).toEqual([sheet1]);
    expect(report).toMatchObject({ rowsFilled: 1, cellsAsked: 11, cellsFilled: 11 });
  });

  test("a large family extends its table, and what stands below moves and is filled there", async () => {
    const path = await madeForm(application);
    const layout = await read(path);
    const { out } = await fill(path, [answersOf(layout, widow, [member, member, member, member])]);
    const grid = await gridOf(out);
    expect([6, 7, 8, 9].map((row) => grid.text(row, 1))).toEqual(["李睿", "李睿", "李睿", "李睿"]);
    expect(grid.blockOf(9, 0)).toMatchObject({ firstRow: 5, lastRow: 9 });
    expect([grid.text(10, 0), grid.text(10, 3)]).toEqual(["备注", "汉族"]);
    expect(await partOf(out, "xl/drawings/drawing1.xml")).toContain("<xdr:row>9</xdr:row>");
    expect(await partOf(out, "xl/workbook.xml")).toContain("$A$1:$E$10");
  });

  test("one sheet a person, each with the form's drawings and print area", async () => {
    const path = await madeForm(application);
    const layout = await read(path);
    const people = [
      answersOf(layout, widow),
      answersOf(layout, { ...widow, name: "张/三:[丰]" }, [member, member, member]),
      answersOf(layout, { ...widow, name: "赵四", phone: "" }),
    ];
    const { out, report } = await fill(path, people);
    const book = await openWorkbook(out);
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["申请表", "申请表2 张三丰", "申请表3 赵四", "待补充"]);
    const [, second, third] = book.sheets;
    expect((await gridOf(out, second?.part)).text(2, 1)).toBe("张/三:[丰]");
    expect((await gridOf(out, third?.part)).text(2, 1)).toBe("赵四");
    const [drawing] = await book.relationships(second?.part ?? "");
    expect(drawing?.kind).toBe("drawing");
    expect(drawing?.target).not.toBe("xl/drawings/drawing1.xml");
    expect(await partOf(out, drawing?.target ?? "")).toContain("<xdr:row>8</xdr:row>");
    expect((await book.relationships(drawing?.target ?? ""))[0]?.target).toBe("xl/media/image1.png");
    const names = await partOf(out, "xl/workbook.xml");
    expect(names).toContain("localSheetId=\"1\">'申请表2 张三丰'!$A$1:$E$9<");
    expect(names).toContain("localSheetId=\"2\">'申请表3 赵四'!$A$1:$E$8<");
    expect(await partOf(out, second?.part ?? "")).toContain('tabSelected="0"');
    expect(report.missing).toEqual([{ sheet: "申请表3 赵四", cell: "A4", person: "赵四", label: "联系电话" }]);
    const types = await partOf(out, "[Content_Types].xml");
    for (const sheet of book.sheets) expect(types).toContain(`PartName="/${sheet.part}"`);
  });

  test("several blank forms of one workbook are filled before any is copied", async () => {
    const page = (name: string) => ({ ...(application.sheets[0] as MadeSheet), name, relationships: [], tail: "" });
    const path = await madeForm({ sheets: [page("表一"), page("表二")] });
    const layout = await read(path);
    const names = ["甲", "乙", "丙"];
    const { out, report } = await fill(
      path,
      names.map((name) => answersOf(layout, { ...widow, name }, [member, member, member])),
      { ...asOf, missing: "none" },
    );
    const book = await openWorkbook(out);
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["表一", "表二", "表一3 丙"]);
    for (const [index, sheet] of book.sheets.entries()) {
      const grid = await gridOf(out, sheet.part);
      expect(grid.text(2, 1)).toBe(names[index]);
      expect(grid.text(9, 3)).toBe("汉族");
    }
    expect(report.rowsFilled).toBe(3);
  });

  test("several forms on one sheet take a person each", async () => {
    const one = [
      ["登记卡", null, null, null],
      ["姓名", "", "性别", "□男 □女"],
      ["身份证号", "", "电话", ""],
    ];
    const path = await madeForm({ sheets: [{ name: "卡", rows: [...one, [null], ...one] }] });
    const layout = await read(path);
    expect(layout.fields).toHaveLength(4);
    const { out } = await fill(
      path,
      ["甲", "乙", "丙"].map((name) => answersOf(layout, { ...person, name })),
      { ...asOf, missing: "none" },
    );
    const book = await openWorkbook(out);
    const [first, second] = await Promise.all(book.sheets.map((sheet) => gridOf(out, sheet.part)));
    expect([first?.text(2, 1), first?.text(6, 1), second?.text(2, 1), second?.text(6, 1)]).toEqual(["甲", "乙", "丙", ""]);
    expect([first?.text(6, 3), second?.text(6, 3)]).toEqual(["□男 ☑女", "□男 □女"]);
  });

  test("formatted texts keep their runs when a box is ticked", async () => {
    const path = await madeForm({
      sheets: [
        {
          name: "表",
          rows: [
            ["登记表", null, null, null],
            ["姓名", "", "性别", { xml: (reference) => `<c r="${reference}" s="1" t="s"><v>0</v></c>` }],
            ["身份证号", "", "电话", ""],
          ],
        },
      ],
      sharedStrings: [
        '<r><rPr><b/></rPr><t>□</t></r><r><t xml:space="preserve">男  </t></r><r><rPr><b/></rPr><t>□</t></r><r><t>女</t></r>',
      ],
    });
    const layout = await read(path);
    const { out } = await fill(path, [answersOf(layout, person)]);
    expect((await gridOf(out)).text(2, 3)).toBe("□男  ☑女");
    expect(await partOf(out, sheet1)).toContain("<r><rPr><b/></rPr><t>☑</t></r><r><t>女</t></r>");
    expect(await differing(path, out)).toEqual([sheet1]);
  });
});

describe("what nobody holds, and what sources disagree on", () => {
  const incomplete = { name: "王菊", sex: "2", phone: "13912345678!" };

  test("is listed on a sheet of the workbook, whose own lists get one entry each", async () => {
    const path = await madeForm(roster);
    const layout = await read(path);
    const { out, report } = await fill(path, [answersOf(layout, incomplete)]);
    expect(report.missing.map((cell) => `${cell.cell} ${cell.person} ${cell.label}`)).toEqual([
      "D3 王菊 出生日期",
      "E3 王菊 年龄",
      "F3 王菊 身份证号",
      "G3 王菊 现住址",
    ]);
    expect(report.disputed).toEqual([{ sheet: "花名册", cell: "H3", person: "王菊", label: "电话" }]);
    expect(await differing(path, out)).toEqual([
      "[Content_Types].xml",
      "xl/workbook.xml",
      "xl/_rels/workbook.xml.rels",
      sheet1,
      "xl/worksheets/sheet1_2.xml",
    ]);
    const added = (before: string, after: string) => {
      let same = 0;
      while (before[same] === after[same] && same < before.length) same += 1;
      return before.slice(same) === after.slice(after.length - before.length + same);
    };
    for (const part of ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]) {
      expect(added(await partOf(path, part), await partOf(out, part))).toBe(true);
    }
    const book = await openWorkbook(out);
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(["花名册", "待补充"]);
    const list = await gridOf(out, "xl/worksheets/sheet1_2.xml");
    expect([1, 2, 6].map((row) => [1, 3, 4, 5].map((column) => list.text(row, column)).join(" "))).toEqual([
      "姓名 单元格 项目 情况",
      "王菊 D3 出生日期 待补充",
      "王菊 H3 电话 来源不一致，待核实",
    ]);
  });

  test("is marked in the cell itself, in its own font", async () => {
    const path = await madeForm({ sheets: [{ name: "表", rows: [["姓名", "身份证号", "电话"], ["", "", { style: 4 }], blank(3)] }] });
    const layout = await read(path);
    const { out } = await fill(path, [answersOf(layout, { ...person, phone: "13912345678!" })], { ...asOf, missing: "none" });
    expect(await partOf(out, sheet1)).toContain(
      '<c r="C2" s="4" t="inlineStr"><is><r><rPr><b/><sz val="12"/><rFont val="宋体"/><color rgb="FFC00000"/><u val="double"/></rPr><t>13912345678</t></r></is></c>',
    );
    expect(await differing(path, out)).toEqual([sheet1]);
  });

  test("is listed beside the workbook when the workbook must stay its own", async () => {
    const path = await madeForm(roster);
    const layout = await read(path);
    const { out, report } = await fill(path, [answersOf(layout, incomplete)], { ...asOf, missing: "beside" });
    expect(await differing(path, out)).toEqual([sheet1]);
    expect(basename(report.missingFile ?? "")).toBe(basename(out).replace(".xlsx", ".待补充.xlsx"));
    expect((await gridOf(report.missingFile ?? "")).text(2, 4)).toBe("出生日期");
  });

  test("is no form when the filled workbook is read again", async () => {
    const path = await madeForm(roster);
    const { out } = await fill(path, [answersOf(await read(path), incomplete)]);
    expect((await openWorkbook(out)).sheets).toHaveLength(2);
  });
});

test("an age comes from the birth date, or from the identity number, on the as-of day", async () => {
  const path = await madeForm({ sheets: [{ name: "表", rows: [["姓名", "身份证号", "年龄"], blank(3), blank(3)] }] });
  const layout = await read(path);
  const age = async (values: Record<string, string>, day: string) =>
    (await gridOf((await fill(path, [answersOf(layout, values)], { asOf: day, missing: "none" })).out)).text(2, 2);
  expect(await age({ idNumber: "330782193603140188" }, "2025-03-13")).toBe("88");
  expect(await age({ idNumber: "330782193603140188" }, "2025-03-14")).toBe("89");
  expect(await age({ age: "1950-01-01" }, "2025-01-01")).toBe("75");
  expect(await age({ age: "66" }, "2025-01-01")).toBe("66");
  expect(await age({ name: "甲" }, "2025-01-01")).toBe("");
});

test("a layout may say other formats than the form shows", async () => {
  const path = await madeForm(roster);
  const layout = await read(path);
  const changed = {
    ...layout,
    fields: layout.fields.map((field) => (field.meaning?.attribute === "birthDate" ? { ...field, format: "dottedDate" as const } : field)),
  };
  const { out } = await fill(path, [answersOf(layout, person)], asOf, changed);
  expect((await gridOf(out)).text(3, 3)).toBe("1936.03.14");
});

test("refuses a layout of another form, and a place that cannot be written", async () => {
  const path = await madeForm(roster);
  const layout = await read(path);
  const other = {
    ...layout,
    fields: [...layout.fields, { id: "花名册!Z", label: "x", meaning: null, computed: null, format: "asIs" as const }],
  };
  expect(await fillForm(path, other, [], madePath("out.xlsx"), asOf)).toMatchObject({ accepted: false, refusal: "form-changed" });
  expect(await fillForm(path, layout, [], "/nowhere/out.xlsx", asOf)).toMatchObject({ accepted: false, refusal: "out-folder-missing" });
  const folder = dirname(path);
  expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  expect(existsSync(join(folder, "nothing"))).toBe(false);
});

test("a form may be filled onto a copy of itself", async () => {
  const path = await madeForm(roster);
  const copy = madePath("copy.xlsx");
  copyFileSync(path, copy);
  const layout = await read(copy);
  expect((await fillForm(copy, layout, [answersOf(layout, person)], copy, asOf)).accepted).toBe(true);
  expect((await gridOf(copy)).text(3, 1)).toBe("王菊");
});

test("five thousand people in a few seconds", async () => {
  const path = await madeForm(roster);
  const layout = await read(path);
  const started = performance.now();
  const { report } = await fill(
    path,
    Array.from({ length: 5000 }, (_, index) => answersOf(layout, { ...person, name: `人${index}` })),
  );
  expect(report.rowsFilled).toBe(5000);
  expect(performance.now() - started).toBeLessThan(8000);
});
