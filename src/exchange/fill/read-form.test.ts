import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { FormLayout } from "../contract.ts";
import { type MadeSheet, madeForm, madePath } from "./made-form.ts";
import { type ReadFormOptions, readForm } from "./read-form.ts";

async function layoutOf(sheets: readonly MadeSheet[], options?: ReadFormOptions): Promise<FormLayout> {
  const read = await readForm(await madeForm({ sheets }), options);
  if (!read.accepted) throw new Error(`${read.refusal}: ${read.detail}`);
  return read.value;
}

/** A layout in short: `B 姓名 = person.subject.name/asIs`. */
function short(layout: FormLayout): string[] {
  const line = (field: FormLayout["fields"][number]) => {
    const { meaning } = field;
    const said = meaning === null ? (field.computed ?? "-") : `${meaning.kind}.${meaning.role}.${meaning.attribute}/${field.format}`;
    return `${field.id.replace(`${layout.sheet}!`, "")} ${field.label} = ${said}`;
  };
  return [...layout.fields.map(line), ...(layout.subtable?.fields ?? []).map((field) => `  ${line(field)}`)];
}

const blank = (count: number) => new Array<string>(count).fill("");

test("reads a plain roster: title, unit row, header, ruled rows, signatures", async () => {
  const layout = await layoutOf([
    {
      name: "花名册",
      rows: [
        ["老人花名册"],
        ["填报单位：", null],
        ["序号", "姓 名", "性别", "出生\n日期", "年龄", "身份证号码", "现住址", "备注"],
        blank(8),
        blank(8),
        ["填表人：", null, null],
      ],
    },
  ]);
  expect(layout).toMatchObject({ kind: "roster", title: "老人花名册", sheet: "花名册", subtable: null });
  expect(short(layout)).toEqual([
    "A 序号 = sequence",
    "B 姓名 = person.subject.name/asIs",
    "C 性别 = person.subject.sex/label",
    "D 出生日期 = person.subject.birthDate/isoDate",
    "E 年龄 = person.subject.age/asIs",
    "F 身份证号码 = person.subject.idNumber/asIs",
    "G 现住址 = dwelling.subject.address/shortAddress",
    "H 备注 = -",
  ]);
});

test("reads a header tree of three rows by its merges", async () => {
  const layout = await layoutOf([
    {
      name: "表",
      rows: [
        ["居民汇总表", null, null, null, null, null],
        ["序号", "居民信息", "", "", "", "住址"],
        ["", "基本信息", "", "监护人", "", ""],
        ["", "姓名", "公民身份号码", "姓名", "联系电话", ""],
        blank(6),
        blank(6),
        ["合计", "", "", "", "", ""],
      ],
      merges: ["A1:F1", "A2:A4", "B2:E2", "B3:C3", "D3:E3", "F2:F4"],
    },
  ]);
  expect(short(layout)).toEqual([
    "A 序号 = sequence",
    "B 居民信息/基本信息/姓名 = person.subject.name/asIs",
    "C 居民信息/基本信息/公民身份号码 = person.subject.idNumber/asIs",
    "D 居民信息/监护人/姓名 = person.guardian.name/asIs",
    "E 居民信息/监护人/联系电话 = person.guardian.phone/asIs",
    "F 住址 = dwelling.subject.address/fullAddress",
  ]);
});

test("takes the format of dates and codes from the sample row, the bracket, the list and the cell", async () => {
  const layout = await layoutOf([
    {
      name: "表",
      rows: [
        ["序号", "姓名", "出生日期", "入党日期（如1990.01.01）", "入伍时间（yyyymmdd）", "性别", "婚姻状况代码", "退役时间"],
        ["例：", "张三", "1980/1/5", "", "", "1", "20", ""],
        ["", "", "", "", "", "", "", { style: 2 }],
        ["", "", "", "", "", "", "", { style: 2 }],
      ],
    },
  ]);
  expect(layout.fields.map((field) => field.format)).toEqual([
    "asIs",
    "asIs",
    "slashedDate",
    "dottedDate",
    "compactDate",
    "code",
    "code",
    "excelDate",
  ]);
});

test("reads the options of a list, also when they stand on a hidden sheet", async () => {
  const lists =
    '<dataValidations count="2"><dataValidation type="list" sqref="C2:C3"><formula1>"1,2"</formula1></dataValidation><dataValidation type="list" sqref="D2:D3"><formula1>字典!$A$1:$A$3</formula1></dataValidation></dataValidations>';
  const layout = await layoutOf([
    { name: "表", rows: [["姓名", "身份证号", "性别", "政治面貌"], blank(4), blank(4)], tail: lists },
    { name: "字典", rows: [["党员"], ["团员"], ["群众"]], hidden: true },
  ]);
  expect(layout.fields[2]).toMatchObject({ format: "code", options: ["1", "2"] });
  expect(layout.fields[3]).toMatchObject({ format: "label", options: ["党员", "团员", "群众"] });
});

test("steps over explanations, sample rows, numbering rows, and finds the sheet with the form", async () => {
  const layout = await layoutOf([
    { name: "填表说明", rows: [["填表说明"], ["1. 身份证号码请用文本格式填写，18位。"], ["2. 居住地址填写至室。"]] },
    {
      name: "名册",
      rows: [
        ["名册"],
        ["序号", "姓名", "性别", "身份证号"],
        ["1", "2", "3", "4"],
        ["例", "王五", "男", "330…"],
        ["1", "", "", ""],
        ["2", "", "", ""],
        ["填表说明：如实填写", null, null],
      ],
    },
    { name: "待补充", rows: [["序号", "姓名", "性别", "身份证号"], blank(4)] },
  ]);
  expect(layout.sheet).toBe("名册");
  expect(short(layout)).toHaveLength(4);
});

test("reads a roster that has a header and nothing below it", async () => {
  const layout = await layoutOf([{ name: "表", rows: [["姓名", "性别", "身份证号码"]] }]);
  expect(layout.kind).toBe("roster");
  expect(layout.fields).toHaveLength(3);
});

test("reads an application form: labels with inner spaces, merged values, boxes, photo, opinions", async () => {
  const layout = await layoutOf([
    {
      name: "申请表",
      rows: [
        ["高龄津贴申请表", null, null, null, null, null, null],
        ["姓　名", "", "性 别", "□男 □女", "民族：", "", "照片"],
        ["出生年月日", "", "年龄", "", "联系电话", "", ""],
        ["公民身份号码", "", "", "", "婚姻状况", "□未婚 □已婚 □丧偶 □离婚", ""],
        ["户籍地址", "", "", "", "", "", ""],
        ["现居住地址", "", "", "", "", "", ""],
        ["社区意见", "（盖章）    年   月   日", "", "", "", "", ""],
      ],
      merges: ["A1:G1", "G2:G4", "B4:D4", "B5:G5", "B6:G6", "B7:G7"],
    },
  ]);
  expect(layout).toMatchObject({ kind: "application", title: "高龄津贴申请表", subtable: null });
  expect(short(layout)).toEqual([
    "B2 姓名 = person.subject.name/asIs",
    "D2 性别 = person.subject.sex/tick",
    "F2 民族 = person.subject.ethnicity/label",
    "B3 出生年月日 = person.subject.birthDate/chineseDate",
    "D3 年龄 = person.subject.age/asIs",
    "F3 联系电话 = person.subject.phone/asIs",
    "B4 公民身份号码 = person.subject.idNumber/asIs",
    "F4 婚姻状况 = person.subject.maritalStatus/tick",
    "B5 户籍地址 = person.subject.registeredAddress/fullAddress",
    "B6 现居住地址 = dwelling.subject.address/shortAddress",
  ]);
  expect(layout.fields[7]?.options).toEqual(["未婚", "已婚", "丧偶", "离婚"]);
});

test("reads blanks and boxes that stand in the label's own cell, and options spread over cells", async () => {
  const layout = await layoutOf([
    {
      name: "表",
      rows: [
        ["居民信息登记卡", null, null, null],
        ["姓名：________  性别：□男  □女", null, null, null],
        ["身份证号码：", "", "出生日期：    年  月  日", ""],
        ["政治面貌", "□党员", "□团员", "□群众"],
        ["联系电话：____________", null, null, null],
        ["填报日期：    年  月  日", null, null, null],
      ],
    },
  ]);
  expect(short(layout)).toEqual([
    "A2#3 姓名 = person.subject.name/asIs",
    "A2 性别 = person.subject.sex/tick",
    "B3 身份证号码 = person.subject.idNumber/asIs",
    "C3#5 出生日期 = person.subject.birthDate/chineseDate",
    "B4 政治面貌 = person.subject.politicalStatus/tick",
    "A5#5 联系电话 = person.subject.phone/asIs",
    "A6#5 填报日期 = -",
  ]);
  expect(layout.fields[4]?.options).toEqual(["党员", "团员", "群众"]);
});

test("reads values below their labels, and labels of somebody else behind a side label", async () => {
  const layout = await layoutOf([
    {
      name: "表",
      rows: [
        ["入学申请表", null, null, null],
        ["姓名", "性别", "出生日期", "民族"],
        blank(4),
        ["身份证号码", "", "联系电话", ""],
        ["监护人", "姓名", "", ""],
        ["", "联系电话", "", ""],
        ["配偶姓名", "", "配偶电话", ""],
      ],
      merges: ["A1:D1", "A5:A6", "C5:D5", "C6:D6"],
    },
  ]);
  expect(layout.kind).toBe("application");
  expect(short(layout)).toEqual([
    "A3 姓名 = person.subject.name/asIs",
    "B3 性别 = person.subject.sex/label",
    "C3 出生日期 = person.subject.birthDate/isoDate",
    "D3 民族 = person.subject.ethnicity/label",
    "B4 身份证号码 = person.subject.idNumber/asIs",
    "D4 联系电话 = person.subject.phone/asIs",
    "C5 监护人/姓名 = person.guardian.name/asIs",
    "C6 监护人/联系电话 = person.guardian.phone/asIs",
    "B7 配偶姓名 = person.spouse.name/asIs",
    "D7 配偶电话 = person.spouse.phone/asIs",
  ]);
});

test("reads the family table of an application, with and without a side label", async () => {
  const family = (side: string | null): MadeSheet => ({
    name: "表",
    rows: [
      ["低保申请表", null, null, null, null],
      ["申请人姓名", "", "公民身份号码", "", ""],
      ["家庭住址", "", "联系电话", "", ""],
      ...(side === null ? [["家庭成员情况", null, null, null, null]] : []),
      [side ?? "序号", "姓名", "与申请人关系", "身份证号码", "工作单位"],
      blank(5),
      blank(5),
      blank(5),
      ["申请理由", "", "", "", ""],
    ],
    merges: side === null ? ["A1:E1", "A4:E4"] : ["A1:E1", "A4:A7"],
  });
  const withSide = await layoutOf([family("家庭成员")]);
  expect(withSide.kind).toBe("application");
  expect(withSide.subtable).toMatchObject({ rows: 3, of: "householdMembers" });
  expect(withSide.subtable?.fields.map((field) => field.meaning?.attribute)).toEqual(["name", "relationToHead", "idNumber", "employer"]);
  const without = await layoutOf([family(null)]);
  expect(without.subtable?.fields.map((field) => field.computed ?? field.meaning?.attribute)).toEqual([
    "sequence",
    "name",
    "relationToHead",
    "idNumber",
    "employer",
  ]);
  expect(short(withSide)[0]).toBe("B2 申请人姓名 = person.subject.name/asIs");
});

test("leaves a table of people who are no household alone", async () => {
  const layout = await layoutOf([
    {
      name: "表",
      rows: [
        ["特困申请表", null, null],
        ["姓名", "", "身份证号码", ""],
        ["住址", "", "电话", ""],
        ["赡养人", "姓名", "工作单位", "联系电话"],
        blank(4),
        blank(4),
      ],
      merges: ["A4:A6"],
    },
  ]);
  expect(layout.kind).toBe("application");
  expect(layout.subtable).toBeNull();
});

test("a column that computes itself is no question", async () => {
  const formula = { xml: (reference: string) => `<c r="${reference}" s="1"><f>ROW()</f><v>2</v></c>` };
  const layout = await layoutOf([
    {
      name: "表",
      rows: [
        ["姓名", "身份证号", "年龄"],
        ["", "", formula],
        ["", "", formula],
      ],
    },
  ]);
  expect(layout.fields[2]).toMatchObject({ meaning: null, computed: null });
});

test("believes the known end of a word where nothing else asks for the same", async () => {
  const known = await layoutOf([{ name: "表", rows: [["序号", "帮扶儿童姓名", "帮扶儿童身份证号", "班主任姓名"], blank(4), blank(4)] }]);
  expect(known.fields.map((field) => field.meaning?.attribute ?? null)).toEqual([null, "name", "idNumber", null]);
  const both = await layoutOf([{ name: "表", rows: [["姓名", "身份证号", "某某姓名"], blank(3), blank(3)] }]);
  expect(both.fields[2]?.meaning).toBeNull();
});

test("options that an attribute does not know show that the label means something else", async () => {
  const layout = await layoutOf([
    {
      name: "表",
      rows: [
        ["党员信息采集表", null, null, null],
        ["姓    名：", "", "性    别：", ""],
        ["出生年月：", "", "人员类别", "□正式党员 □预备党员"],
        ["Full Name", "", "政治面貌", "□正式党员 □预备党员"],
      ],
    },
  ]);
  expect(short(layout)).toEqual([
    "B2 姓名 = person.subject.name/asIs",
    "D2 性别 = person.subject.sex/label",
    "B3 出生年月 = person.subject.birthDate/dottedDate",
    "D3 人员类别 = -",
    "B4 Full Name = person.subject.name/asIs",
    "D4 政治面貌 = person.subject.politicalStatus/tick",
  ]);
});

test("an organisation's form asks for the organisation's own phone and address", async () => {
  const layout = await layoutOf([
    { name: "表", rows: [["序号", "单位名称", "统一社会信用代码", "地址", "联系电话", "法定代表人"], blank(6), blank(6)] },
  ]);
  expect(short(layout).slice(1, 5)).toEqual([
    "B 单位名称 = organisation.subject.name/asIs",
    "C 统一社会信用代码 = organisation.subject.creditCode/asIs",
    "D 地址 = organisation.subject.address/fullAddress",
    "E 联系电话 = organisation.subject.phone/asIs",
  ]);
});

test.each([
  ["no form in it", "form-not-found", async () => madeForm({ sheets: [{ name: "表", rows: [["今天开会"], ["记录"]] }] })],
  ["no such file", "file-missing", async () => "/nowhere/form.xlsx"],
  ["a legacy workbook", "form-not-xlsx", async () => written("old.xls", Buffer.from("d0cf11e0a1b11ae1", "hex"))],
  ["a text", "form-not-xlsx", async () => written("form.csv", "姓名,性别\n")],
  ["damaged XML", "file-damaged", async () => madeForm({ sheets: [{ name: "表", rows: [], tail: "<broken" }] })],
  ["a document type", "file-damaged", async () => madeForm({ sheets: [{ name: "表", rows: [], head: '<!DOCTYPE a [<!ENTITY b "c">]>' }] })],
])("refuses %s", async (_, refusal, make) => {
  expect(await readForm(await make())).toMatchObject({ accepted: false, refusal });
});

function written(name: string, content: Buffer | string): string {
  const path = madePath(name);
  writeFileSync(path, content);
  return path;
}
