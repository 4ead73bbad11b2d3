import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answersOf, blank, differing, fill, gridOf, header, person, read, roster, sheet1 } from "./made-answers.ts";
import { madeForm, partOf } from "./made-form.ts";

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
