import { describe, expect, test } from "vitest";
import type { FormLayout } from "../contract.ts";
import { answersOf, asOf, blank, fill, gridOf, person, read } from "./made-answers.ts";
import { type MadeSheet, type MadeWorkbook, madeForm } from "./made-form.ts";

/** Forms as departments draw them that nobody described. */
async function layoutOf(...sheets: readonly MadeSheet[]): Promise<FormLayout> {
  return read(await madeForm({ sheets }));
}

/** `label` → `role.attribute`, `-` for no fact. */
function asked(layout: FormLayout): Record<string, string> {
  return Object.fromEntries(
    layout.fields.map(({ label, meaning }) => [label, meaning === null ? "-" : `${meaning.role}.${meaning.attribute}`]),
  );
}

const page = (rows: MadeSheet["rows"], merges: readonly string[] = []): MadeSheet => ({ name: "申请表", rows, merges });

describe("whose a fact is", () => {
  test("a form that names only the head is about him", async () => {
    const layout = await layoutOf(
      page([
        ["困难家庭调查表", null],
        ["户主姓名", "", "身份证号", ""],
        ["家庭住址", "", "联系电话", ""],
      ]),
    );
    expect(layout.subject).toBe("householdHead");
    expect(asked(layout)).toMatchObject({ 户主姓名: "subject.name", "户主/身份证号": "subject.idNumber", 联系电话: "subject.phone" });
  });

  test("what stands behind a name in its row is his, unless he is asked for it by name", async () => {
    const layout = await layoutOf(
      page([
        ["登记卡", null],
        ["姓名", "", "身份证号", "", "联系电话", ""],
        ["监护人", "", "身份证号", "", "联系电话", ""],
        ["配偶姓名", "", "配偶电话", "", "手机", ""],
      ]),
    );
    expect(layout.fields.map(({ meaning }) => `${meaning?.role}.${meaning?.attribute}`)).toEqual([
      "subject.name",
      "subject.idNumber",
      "subject.phone",
      "guardian.name",
      "guardian.idNumber",
      "guardian.phone",
      "spouse.name",
      "spouse.phone",
      "subject.phone",
    ]);
  });

  test("rows printed for the father and the mother are theirs", async () => {
    const path = await madeForm({
      sheets: [
        page(
          [
            ["入学报名表", null],
            ["儿童姓名", "", "性别", "", "出生日期", ""],
            ["监护人", "姓名", "与儿童关系", "身份证号", "工作单位", "联系电话"],
            ["", "", "父亲", "", "", ""],
            ["", "", "母亲", "", "", ""],
          ],
          ["A3:A5"],
        ),
      ],
    });
    const layout = await read(path);
    expect(asked(layout)).toMatchObject({ "父亲/姓名": "father.name", "母亲/联系电话": "mother.phone" });
    const { out } = await fill(path, [answersOf(layout, person)]);
    const grid = await gridOf(out);
    expect(["父亲", "母亲"]).toEqual([grid.text(4, 2), grid.text(5, 2)]);
    expect(grid.text(5, 3)).toBe(person.idNumber);
  });

  test("one of a couple is marked as such, and a relation to somebody beside the subject is no relation to the head", async () => {
    const layout = await layoutOf(
      page(
        [
          ["光荣证申请表", null],
          ["女方", "姓名", "", "身份证号", ""],
          ["男方", "姓名", "", "身份证号", ""],
          ["监护人姓名", "", "与本人关系", "", "民族"],
        ],
        [],
      ),
    );
    expect(layout.fields.map(({ couple }) => couple)).toEqual(["wife", "wife", "husband", "husband", undefined, undefined]);
    expect(asked(layout).与本人关系).toBe("-");
  });

  test("landlord and tenant make a form about the home", async () => {
    const layout = await layoutOf(
      page([
        ["备案申请表", null],
        ["出租人", "", "证件号码", ""],
        ["承租人", "", "证件号码", ""],
        ["房屋坐落", "", "月租金", ""],
      ]),
    );
    expect(layout.subject).toBe("dwelling");
    expect(asked(layout)).toMatchObject({
      "出租人/证件号码": "landlord.idNumber",
      "承租人/证件号码": "tenant.idNumber",
      月租金: "subject.rent",
    });
  });
});

describe("where a value goes", () => {
  test("a slash in brackets is no step of a header tree", async () => {
    const layout = await layoutOf({
      name: "花名册",
      rows: [["花名册"], ["序号", "姓名", "性别\n（男/女）", "身份证号"], blank(4), blank(4)],
    });
    expect(layout.fields[2]).toMatchObject({ meaning: { attribute: "sex" } });
  });

  test("eighteen squares take a digit each", async () => {
    const path = await madeForm({
      sheets: [
        page([
          ["申领登记表", null],
          ["姓名", "", "性别", ""],
          ["身份证号", ...blank(18)],
          ["联系电话", "", "民族", ""],
        ]),
      ],
    });
    const layout = await read(path);
    const { out, report } = await fill(path, [answersOf(layout, { ...person, ethnicity: "01" })]);
    const grid = await gridOf(out);
    expect(Array.from({ length: 18 }, (_, at) => grid.text(3, at + 1)).join("")).toBe(person.idNumber);
    expect(report).toMatchObject({ cellsAsked: 5, cellsFilled: 5 });
  });

  test("a line keeps its length, a unit and a sentence behind the room stay", async () => {
    const path = await madeForm({
      sheets: [
        page([
          ["登记表"],
          ["姓名：__________  民族：______"],
          ["家庭人口：      人"],
          ["本人（姓名：____，身份证号：____）承诺属实。"],
          ["家庭住址："],
        ]),
      ],
    });
    const layout = await read(path);
    const { out } = await fill(path, [answersOf(layout, { ...person, ethnicity: "01", memberCount: "3" })]);
    const grid = await gridOf(out);
    expect(grid.text(2, 0)).toBe("姓名：王菊_______ 民族：汉族__");
    expect(grid.text(3, 0)).toMatch(/^家庭人口：3 +人$/);
    expect(grid.text(4, 0)).toBe(`本人（姓名：王菊，身份证号：${person.idNumber}）承诺属实。`);
    expect(grid.text(5, 0)).toMatch(/^家庭住址：.*永胜花园4幢2单元402室$/);
  });

  test("counterfoils are for the same person, other copies for the next one", async () => {
    const form = (title: string): MadeSheet["rows"] => [
      [title, null, null, null],
      ["姓名", "", "性别", ""],
      ["身份证号", "", "联系电话", ""],
    ];
    const both = async (first: string, second: string) => {
      const path = await madeForm({ sheets: [page([...form(first), [null], ...form(second)])] });
      const layout = await read(path);
      const { out } = await fill(path, [answersOf(layout, person)]);
      const grid = await gridOf(out);
      return [grid.text(2, 1), grid.text(6, 1)];
    };
    expect(await both("优待证申领表（存根）", "优待证申领表（社区留存）")).toEqual(["王菊", "王菊"]);
    expect(await both("优待证申领表", "优待证申领表")).toEqual(["王菊", ""]);
  });

  test("every sheet that asks for the same person's facts is filled, and copied for the next person", async () => {
    const workbook: MadeWorkbook = {
      sheets: [
        page([
          ["参保登记表", null],
          ["姓名", "", "性别", ""],
          ["身份证号", "", "联系电话", ""],
        ]),
        { name: "承诺书", rows: [["承诺书"], ["姓名：________  身份证号：________"]] },
        { name: "填写说明", rows: [["说明"], ["姓名：________  身份证号：________"]] },
      ],
    };
    const path = await madeForm(workbook);
    const layout = await read(path);
    const { out, report } = await fill(path, [answersOf(layout, person), answersOf(layout, { ...person, name: "李大福" })], {
      ...asOf,
      missing: "none",
    });
    expect((await gridOf(out, "xl/worksheets/sheet2.xml")).text(2, 0)).toBe(`姓名：王菊_____ 身份证号：${person.idNumber}`);
    expect((await gridOf(out, "xl/worksheets/sheet3.xml")).text(2, 0)).toContain("姓名：________");
    expect(report.partsAdded).toHaveLength(2);
    expect(report).toMatchObject({ rowsFilled: 2, cellsAsked: 12, cellsFilled: 12 });
  });
});

describe("how a value is written", () => {
  test("parts of a name, two languages of an option, and kinds of telephones", async () => {
    const path = await madeForm({
      sheets: [
        page([
          ["住宿登记表", null],
          ["英文姓\nSurname", "", "英文名\nGiven Name", ""],
          ["性别\nSex", "□男 M  □女 F", "护照号码", ""],
          ["手机", "", "固定电话", ""],
        ]),
      ],
    });
    const layout = await read(path);
    const values = { foreignName: "MUELLER HANS", sex: "1", idNumber: "K97107981", phone: "13989361188、0579-85210000" };
    const { out } = await fill(path, [answersOf(layout, values)]);
    const grid = await gridOf(out);
    expect([grid.text(2, 1), grid.text(2, 3)]).toEqual(["MUELLER", "HANS"]);
    expect(grid.text(3, 1)).toBe("☑男 M  □女 F");
    expect([grid.text(4, 1), grid.text(4, 3)]).toEqual(["13989361188", "0579-85210000"]);
    // Of three words nobody can tell which are the family's.
    const long = await fill(path, [answersOf(layout, { ...values, foreignName: "GARCIA LOPEZ MARIA" })], { ...asOf, missing: "none" });
    expect(long.report.missing.map(({ label }) => label)).toEqual(["英文姓Surname", "英文名Given Name"]);
  });

  test("whether somebody is a Party member is no of every other status", async () => {
    const path = await madeForm({
      sheets: [
        page([
          ["登记表", null],
          ["姓名", "", "身份证号", ""],
          ["是否党员", "□是 □否", "民族", ""],
        ]),
      ],
    });
    const layout = await read(path);
    const tick = async (politicalStatus: string) =>
      (await gridOf((await fill(path, [answersOf(layout, { ...person, politicalStatus })])).out)).text(3, 1);
    expect([await tick("01"), await tick("03"), await tick("13"), await tick("02")]).toEqual(["☑是 □否", "□是 ☑否", "□是 ☑否", "□是 □否"]);
  });
});
