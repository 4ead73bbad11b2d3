import { describe, expect, test } from "vitest";
import type { Register } from "../contract.ts";
import { madeId, meanings, said, understand } from "./made-sheet.ts";
import { parseMappingFile } from "./mapping-file.ts";

const rows = [
  "持证人员一览",
  "姓名|号码|紧急|备用",
  ...Array.from(
    { length: 5 },
    (_, index) => `李四${"甲乙丙丁戊"[index]}|${madeId("1950-03-12", 11 + 2 * index)}|1380000100${index}|某值${index}`,
  ),
];
const register: Register = {
  id: "made/holders",
  department: "made",
  label: { zh: "持证人员", en: "Holders" },
  titles: ["持证人员"],
  columns: {
    姓名: { kind: "person", role: "subject", attribute: "name" },
    紧急: { kind: "person", role: "contact", attribute: "phone" },
    备用: { kind: "person", role: "subject", attribute: "birthDate" },
  },
  implies: { residencyType: "migrant" },
  authority: { "*": 50 },
};

describe("the order of certainty", () => {
  test("a register is recognised by its title, adds meanings, and implies facts; the rest falls to the general rules", async () => {
    const { tables, records } = await understand({ rows }, { registers: [register] });
    expect(tables[0]).toMatchObject({ register: "made/holders", department: "made" });
    expect(tables[0]?.columns.map((column) => column.basis)).toEqual(["register", "values", "register", "unknown"]);
    expect(said(records[0], "person", "subject")).toMatchObject({ residencyType: "migrant" });
    expect(records[0]?.mentions.find((mention) => mention.role === "subject")?.values.residencyType).toEqual([
      { value: "migrant", valid: true, column: -1 },
    ]);
  });

  test("a register's column is not believed against its values", async () => {
    const { tables } = await understand({ rows }, { registers: [register] });
    expect(meanings(tables[0]).备用).toBe("?");
  });

  test("what a human confirmed for a layout wins, and a mapping file wins over both", async () => {
    const plain = await understand({ rows });
    const fingerprint = plain.tables[0]?.fingerprint as string;
    const confirmed = new Map([[fingerprint, { 备用: { kind: "person", role: "subject", attribute: "note" } as const, 号码: null }]]);
    const remembered = await understand({ rows }, { registers: [register], confirmed });
    expect(meanings(remembered.tables[0])).toMatchObject({ 备用: "person.subject.note", 号码: "?" });
    expect(remembered.tables[0]?.columns.map((column) => column.basis)).toEqual(["register", "confirmed", "register", "confirmed"]);
    const file = parseMappingFile(`tables:\n  - title: 持证\n    columns:\n      备用: person.occupation\n      "@B": person.idNumber\n`);
    if (!file.accepted) throw new Error(file.detail);
    const mapped = await understand({ rows }, { registers: [register], confirmed, mappings: file.value });
    expect(meanings(mapped.tables[0])).toMatchObject({ 备用: "person.subject.occupation", 号码: "person.subject.idNumber" });
  });

  test("a fingerprint does not change with spaces, nor with the rows below", async () => {
    const one = await understand({ rows });
    const other = await understand({ rows: ["另一标题", " 姓 名 |号码|紧 急|备用", ...rows.slice(3)] });
    expect(other.tables[0]?.fingerprint).toBe(one.tables[0]?.fingerprint);
    const third = await understand({ rows: [rows[0] as string, "姓名|号码|备用|紧急", ...rows.slice(2)] });
    expect(third.tables[0]?.fingerprint).not.toBe(one.tables[0]?.fingerprint);
  });
});

describe("headers in many words", () => {
  const meaningOf = async (header: string, value: (index: number) => string) => {
    const { tables } = await understand({
      rows: [`姓名|性别|${header}`, ...Array.from({ length: 5 }, (_, index) => `李四${"甲乙丙丁戊"[index]}|女|${value(index)}`)],
    });
    return Object.values(meanings(tables[0]))[2];
  };
  const id = (index: number) => madeId("1980-03-12", 22 + 2 * index);
  const phone = (index: number) => `1380000100${index}`;
  const name = (index: number) => `王小${"甲乙丙丁戊"[index]}`;
  const date = (index: number) => `199${index}.03.12`;
  test.each([
    ["户主姓名", name, "person.householdHead.name"],
    ["户主身份证号码", id, "person.householdHead.idNumber"],
    ["与户主关系", () => "妻子", "person.subject.relationToHead"],
    ["监护人联系方式", phone, "person.guardian.phone"],
    ["房东电话", phone, "person.landlord.phone"],
    ["父亲姓名", name, "person.father.name"],
    ["母亲身份证", id, "person.mother.idNumber"],
    ["配偶姓名", name, "person.spouse.name"],
    ["丈夫", name, "person.spouse.name"],
    ["紧急联系人", name, "person.contact.name"],
    ["身份证/护照号", id, "person.subject.idNumber"],
    ["证件号码（必填）", id, "person.subject.idNumber"],
    ["*公民身份\n号码", id, "person.subject.idNumber"],
    ["残疾人证号", (index: number) => `${id(index)}44`, "person.subject.disabilityCertificateNumber"],
    ["地址（户籍）", () => "永胜花园1幢1单元101室", "person.subject.registeredAddress"],
    ["出生年月（阳历）", date, "person.subject.birthDate"],
    ["网格员姓名", name, "-"],
    ["班主任电话", phone, "-"],
    ["领取人签字", () => "", "-"],
    ["GMSFHM", id, "person.subject.idNumber"],
    ["法人", name, "?"],
    ["某某代码", (index: number) => `AB-${index}`, "?"],
  ])("%s", async (header, value, expected) => {
    expect(await meaningOf(header, value)).toBe(expected);
  });
});
