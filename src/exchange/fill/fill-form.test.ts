import { copyFileSync, existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { fillForm } from "./fill-form.ts";
import { answersOf, asOf, blank, differing, fill, gridOf, person, read, roster, sheet1 } from "./made-answers.ts";
import { madeForm, madePath, partOf } from "./made-form.ts";
import { openWorkbook } from "./workbook.ts";

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

test("five thousand people on one roster", async () => {
  const path = await madeForm(roster);
  const layout = await read(path);
  const { report } = await fill(
    path,
    Array.from({ length: 5000 }, (_, index) => answersOf(layout, { ...person, name: `人${index}` })),
  );
  expect(report.rowsFilled).toBe(5000);
});

test("a form is answered in its own language", async () => {
  const sexOn = async (sheet: string, header: string[]) => {
    const path = await madeForm({ sheets: [{ name: sheet, rows: [header, blank(3), blank(3)] }] });
    const { out } = await fill(path, [answersOf(await read(path), person)], { ...asOf, missing: "none" });
    return (await gridOf(out)).text(2, header.length - 1);
  };
  expect(await sexOn("名单", ["姓名", "身份证号", "性别"])).toBe("女");
  expect((await sexOn("List", ["Name", "ID number", "Sex"])).toLowerCase()).toBe("female");
});
