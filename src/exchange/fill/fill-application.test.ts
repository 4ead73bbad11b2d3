import { describe, expect, test } from "vitest";
import { answersOf, asOf, blank, differing, fill, gridOf, person, read, sheet1 } from "./made-answers.ts";
import { type MadeSheet, type MadeWorkbook, madeForm, partOf } from "./made-form.ts";
import { openWorkbook } from "./workbook.ts";

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
