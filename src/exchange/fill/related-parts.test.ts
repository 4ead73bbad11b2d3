import { describe, expect, test } from "vitest";
import { answersOf, blank, differing, fill, header, person, read, sheet1 } from "./made-answers.ts";
import { type MadeWorkbook, madeForm, partOf } from "./made-form.ts";

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
      "xl/drawings/vml1.vml": `<xml><br>${shape(1)}${shape(6)}<n1:shapetype id="t"/><n1:shape><n2:ClientData><n2:Row>6</n2:Row></n2:ClientData></n1:shape></xml>`,
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
    expect(await partOf(out, "xl/drawings/vml1.vml")).toContain("<x:Anchor>2, 1, 11, 1, 4, 2, 14, 4</x:Anchor><x:Row>11</x:Row>");
    expect(await partOf(out, "xl/drawings/vml1.vml")).toContain(shape(1));
    expect(await partOf(out, "xl/drawings/vml1.vml")).toContain("<n2:Row>11</n2:Row>");
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
