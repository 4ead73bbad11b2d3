import { expect, test } from "vitest";
import { attributeOf } from "#vocabulary";
import type { ElementKind } from "#vocabulary/contract";
import { type FieldEvidence, formatOf } from "./format-rules.ts";

function format(attribute: string, evidence: Partial<FieldEvidence>): string {
  const [kind = "", name = ""] = attribute.split(".");
  const found = attributeOf(kind as ElementKind, name);
  if (found === undefined) throw new Error(attribute);
  const nothing = {
    label: "",
    form: "roster" as const,
    numberFormat: "General",
    options: [],
    sample: "",
    asksRegisteredAddress: false,
    width: null,
  };
  return formatOf({ attribute: found, ...nothing, ...evidence }).format;
}

test.each<[string, Partial<FieldEvidence>, string]>([
  ["person.birthDate", { label: "出生日期" }, "isoDate"],
  ["person.birthDate", { label: "出生年月日" }, "chineseDate"],
  ["person.birthDate", { label: "出生年月" }, "dottedDate"],
  ["person.birthDate", { label: "出生日期", numberFormat: "yyyy/m/d" }, "excelDate"],
  ["person.birthDate", { label: "出生年月日", numberFormat: 'yyyy"年"m"月"d"日";@' }, "excelDate"],
  ["person.birthDate", { label: "出生日期", numberFormat: "h:mm" }, "isoDate"],
  ["person.birthDate", { label: "出生日期", numberFormat: "@" }, "isoDate"],
  ["person.birthDate", { label: "出生日期", sample: "1990.01.01" }, "dottedDate"],
  ["person.birthDate", { label: "出生日期", sample: "格式：19900101" }, "compactDate"],
  ["person.birthDate", { label: "出生日期", sample: "YYYY/MM/DD" }, "slashedDate"],
  ["person.birthDate", { label: "出生日期", sample: "    年   月   日" }, "chineseDate"],
  ["person.sex", { label: "性别" }, "label"],
  ["person.sex", { label: "性别", options: ["男", "女"] }, "label"],
  ["person.sex", { label: "性别", options: ["1", "2"] }, "code"],
  ["person.sex", { label: "性别代码" }, "code"],
  ["person.sex", { label: "性别（1男2女）" }, "code"],
  ["person.sex", { label: "性别", sample: "1" }, "code"],
  ["person.registeredAddress", { label: "户籍地址", width: 10 }, "fullAddress"],
  ["dwelling.address", { label: "现住址", width: 28 }, "shortAddress"],
  ["dwelling.address", { label: "居住信息/现居住地址", width: 40 }, "fullAddress"],
  ["dwelling.address", { label: "居住地址", width: 24 }, "shortAddress"],
  ["dwelling.address", { label: "居住地址" }, "fullAddress"],
  ["dwelling.address", { label: "现居住详细地址", width: 12 }, "fullAddress"],
  ["dwelling.address", { label: "现居住地址", form: "application", asksRegisteredAddress: true, width: 88 }, "shortAddress"],
  ["dwelling.address", { label: "家庭住址", form: "application", width: 45 }, "fullAddress"],
  ["person.name", { label: "姓名" }, "asIs"],
  ["person.idNumber", { label: "身份证号" }, "asIs"],
])("%s %o is written as %s", (attribute, evidence, expected) => expect(format(attribute, evidence)).toBe(expected));
