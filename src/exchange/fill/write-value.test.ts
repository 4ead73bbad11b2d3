import fc from "fast-check";
import { expect, test } from "vitest";
import { attributeOf } from "#vocabulary";
import type { ElementKind } from "#vocabulary/contract";
import type { ValueFormat } from "../contract.ts";
import { optionIndex, serialOf, type WritingContext, writeValue } from "./write-value.ts";

const context: WritingContext = {
  language: "zh",
  asOf: "2025-06-30",
  date1904: false,
  locality: { province: "浙江省", county: "义乌市", township: "江东街道" },
};

function attribute(name: string) {
  const [kind = "", own = ""] = name.split(".");
  const found = attributeOf(kind as ElementKind, own);
  if (found === undefined) throw new Error(name);
  return found;
}

function write(
  name: string,
  format: ValueFormat,
  value: string,
  more: { options?: string[]; numberFormat?: string; language?: "zh" | "en" } = {},
) {
  const field = {
    attribute: attribute(name),
    format,
    computed: name === "person.age" ? ("age" as const) : null,
    options: more.options ?? [],
    numberFormat: more.numberFormat ?? "General",
  };
  return writeValue(field, value, { ...context, language: more.language ?? "zh" });
}

test.each<[string, ValueFormat, string, string]>([
  ["person.birthDate", "isoDate", "1950-03-02", "1950-03-02"],
  ["person.birthDate", "chineseDate", "1950-03-02", "1950年3月2日"],
  ["person.birthDate", "dottedDate", "1950-03-02", "1950.03.02"],
  ["person.birthDate", "slashedDate", "1950-03-02", "1950/3/2"],
  ["person.birthDate", "compactDate", "1950-03-02", "19500302"],
  ["person.birthDate", "chineseDate", "1950-03", "1950年3月"],
  ["person.sex", "label", "2", "女"],
  ["person.sex", "code", "2", "2"],
  ["person.ethnicity", "label", "01", "汉族"],
  ["person.livingAlone", "label", "true", "是"],
  ["dwelling.address", "shortAddress", "永胜花园4幢2单元402室", "永胜花园4幢2单元402室"],
  ["dwelling.address", "fullAddress", "永胜花园4幢2单元402室", "浙江省义乌市江东街道永胜花园4幢2单元402室"],
  ["dwelling.address", "shortAddress", "浙江省义乌市江东街道永胜花园4幢2单元402室", "永胜花园4幢2单元402室"],
  [
    "person.registeredAddress",
    "fullAddress",
    "宁夏回族自治区固原市西吉县三里乡河湾村17组20号",
    "宁夏回族自治区固原市西吉县三里乡河湾村17组20号",
  ],
  ["person.idNumber", "asIs", "33078219360314018X", "33078219360314018X"],
  ["person.phone", "asIs", "13912345678、0579-85123456", "13912345678、0579-85123456"],
  ["person.name", "asIs", "", ""],
])("%s as %s of %s is %s", (name, format, value, text) => expect(write(name, format, value)).toMatchObject({ text }));

test("identifiers are never numbers, counts are, unless the cell holds text", () => {
  expect(write("person.idNumber", "asIs", "330782193603140188").number).toBeUndefined();
  expect(write("person.phone", "asIs", "13912345678").number).toBeUndefined();
  expect(write("person.bankAccount", "asIs", "6228418041836885900").number).toBeUndefined();
  expect(write("household.memberCount", "asIs", "3").number).toBe(3);
  expect(write("dwelling.area", "asIs", "89.5").number).toBe(89.5);
  expect(write("household.memberCount", "asIs", "3", { numberFormat: "@" }).number).toBeUndefined();
  expect(write("household.memberCount", "asIs", "03").number).toBeUndefined();
  expect(write("person.age", "asIs", "1936-03-14")).toEqual({ text: "89", number: 89 });
});

test("words follow the language and the form's own options", () => {
  expect(write("person.sex", "label", "1", { language: "en" }).text).toBe("Male");
  expect(write("person.sex", "label", "1", { options: ["男性", "女性"] }).text).toBe("男性");
  expect(write("person.livingAlone", "label", "false", { options: ["是", "否"] }).text).toBe("否");
});

test.each<[string, string[], string, string]>([
  ["person.maritalStatus", ["未婚", "已婚", "丧偶", "离婚"], "10", "未婚"],
  ["person.maritalStatus", ["未婚", "已婚", "丧偶", "离婚"], "21", "已婚"],
  ["person.maritalStatus", ["未婚", "初婚", "再婚", "其他"], "22", "再婚"],
  ["person.politicalStatus", ["党员", "团员", "群众"], "13", "群众"],
  ["person.politicalStatus", ["党员", "团员", "群众", "其他"], "05", "其他"],
  ["person.politicalStatus", ["党员", "团员"], "05", ""],
  ["person.education", ["小学", "初中", "高中", "大学本科", "研究生"], "81", "小学"],
  ["person.education", ["小学", "初中", "高中", "大学本科", "研究生"], "14", "研究生"],
  ["person.sex", ["男", "女"], "9", ""],
  ["person.livingAlone", ["是", "否"], "true", "是"],
  ["person.sex", ["男", "女"], "", ""],
])("%s among %o: %s is %s", (name, options, value, expected) =>
  expect(options[optionIndex(attribute(name), options, value)] ?? "").toBe(expected),
);

test("serials are the spreadsheet's day numbers", () => {
  expect(serialOf("1900-03-01", false)).toBe(61);
  expect(serialOf("2025-06-30", false)).toBe(45838);
  expect(serialOf("2025-06-30", true)).toBe(45838 - 1462);
  expect(serialOf("1899-01-01", false)).toBeNull();
  expect(serialOf("1950-03", false)).toBeNull();
  fc.assert(
    fc.property(
      fc.integer({ min: 61, max: 80_000 }),
      (serial) => serialOf(new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10), false) === serial,
    ),
  );
});
