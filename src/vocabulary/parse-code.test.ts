import { describe, expect, test } from "vitest";
import { attributeOf, attributes } from "./attributes.ts";
import { codeLabel, codeListOf, codeLists } from "./codes.ts";
import type { Attribute, Cell, ElementKind } from "./contract.ts";
import { type CodeSystem, codeSystemOf, parseCode } from "./parse-code.ts";

function attribute(name: string, kind: ElementKind = "person"): Attribute {
  const found = attributeOf(kind, name);
  if (!found) throw new Error(name);
  return found;
}

const read = (name: string, cell: Cell, system: CodeSystem = "national", kind: ElementKind = "person") =>
  parseCode(attribute(name, kind), cell, system);

test.each<[string, Cell, string]>([
  ["sex", "男", "1"],
  ["sex", "女", "2"],
  ["sex", "女 ", "2"],
  ["sex", "男性", "1"],
  ["sex", "M", "1"],
  ["sex", "f", "2"],
  ["sex", "Female", "2"],
  ["sex", 1, "1"],
  ["sex", "2", "2"],
  ["sex", "2.0", "2"],
  ["sex", "1-男", "1"],
  ["sex", "男(1)", "1"],
  ["sex", "(女)", "2"],
  ["sex", "0", "0"],
  ["sex", "9", "9"],
  ["sex", "未知", "0"],
  ["ethnicity", "汉族", "01"],
  ["ethnicity", "汉", "01"],
  ["ethnicity", "漢族", "01"],
  ["ethnicity", 1, "01"],
  ["ethnicity", "01", "01"],
  ["ethnicity", "01汉族", "01"],
  ["ethnicity", "土家", "15"],
  ["ethnicity", "维吾尔族", "05"],
  ["ethnicity", "畲族", "22"],
  ["ethnicity", "其他", "97"],
  ["ethnicity", "Han", "01"],
  ["maritalStatus", "已婚", "20"],
  ["maritalStatus", "离异", "40"],
  ["maritalStatus", "離婚", "40"],
  ["maritalStatus", "20", "20"],
  ["maritalStatus", "20 已婚", "20"],
  ["maritalStatus", "Married", "20"],
  ["education", "大专", "30"],
  ["education", "中专", "40"],
  ["education", "本科", "20"],
  ["education", "大学本科", "20"],
  ["education", "全日制大学本科", "20"],
  ["education", "本科在读", "20"],
  ["education", "初中文化", "70"],
  ["education", "初中毕业", "71"],
  ["education", "研究生", "10"],
  ["education", "硕士研究生", "14"],
  ["education", "博士", "11"],
  ["education", "文盲", "90"],
  ["education", "不识字", "90"],
  ["education", "学龄前儿童", "90"],
  ["education", "高中及以上", "60"],
  ["education", "大专(在读)", "30"],
  ["relationToHead", "户主", "01"],
  ["relationToHead", "本人", "01"],
  ["relationToHead", "02", "01"],
  ["relationToHead", "配偶", "10"],
  ["relationToHead", "妻", "12"],
  ["relationToHead", "丈夫", "11"],
  ["relationToHead", "长子", "22"],
  ["relationToHead", "次女", "33"],
  ["relationToHead", "儿媳", "38"],
  ["relationToHead", "女婿", "28"],
  ["relationToHead", "孙子", "41"],
  ["relationToHead", "外孙女", "44"],
  ["relationToHead", "父", "51"],
  ["relationToHead", "岳母", "56"],
  ["relationToHead", "户主之妻", "12"],
  ["relationToHead", "其他", "80"],
  ["relationToHead", "非亲属", "99"],
  ["politicalStatus", "群众", "13"],
  ["politicalStatus", "中共党员", "01"],
  ["politicalStatus", "党员", "01"],
  ["politicalStatus", "团员", "03"],
  ["politicalStatus", "民革", "04"],
  ["politicalStatus", 13, "13"],
  ["nationality", "中国", "CHN"],
  ["nationality", "美国籍", "USA"],
  ["nationality", "韩国", "KOR"],
  ["nationality", "大韩民国", "KOR"],
  ["nationality", "香港", "HKG"],
  ["nationality", "中国香港", "HKG"],
  ["nationality", "中国（香港）", "HKG"],
  ["nationality", "台湾地区", "TWN"],
  ["nationality", "阿联酋", "ARE"],
  ["nationality", "刚果（金）", "COD"],
  ["nationality", "USA", "USA"],
  ["nationality", "us", "USA"],
  ["nationality", "United States", "USA"],
  ["nationality", "也门", "YEM"],
  ["nationality", "Yemen", "YEM"],
  ["nationality", "Türkiye", "TUR"],
  ["nationality", "Côte d'Ivoire", "CIV"],
  ["idType", "身份证", "111"],
  ["idType", "护照", "414"],
  ["idType", "回乡证", "516"],
  ["idType", "台胞证", "511"],
  ["idType", "外国人永久居留身份证", "553"],
  ["idType", "居民身份证(户口簿)", "111"],
  ["residencyType", "流动人口", "migrant"],
  ["residencyType", "户籍", "permanent"],
  ["residencyType", "港澳台", "foreign"],
  ["disabilityLevel", "二级", "2"],
  ["disabilityLevel", "肢体二级", "2"],
  ["disabilityLevel", "Ⅲ级", "3"],
  ["disabilityCategory", "肢体", "4"],
  ["religion", "无", "00"],
  ["religion", "佛教", "10"],
  ["employmentStatus", "退休", "80"],
  ["veteranCategory", "退役士兵", "02"],
  ["careLevel", "半自理", "2"],
  ["healthCondition", "良好", "10"],
])("%s %j is %s", (name, cell, code) => {
  expect(read(name, cell).values).toEqual([{ value: code, valid: true }]);
  expect(read(name, cell).problems).toEqual([]);
});

test.each([
  ["自住", "自住"],
  ["出租房", "出租"],
  ["闲置", "空置"],
])("usage %s is %s", (word, code) => {
  expect(read("usage", word, "national", "dwelling").values).toEqual([{ value: code, valid: true }]);
});

test.each<[string, Cell]>([
  ["ethnicity", "0"],
  ["ethnicity", "88"],
  ["ethnicity", "99"],
  ["maritalStatus", "99"],
  ["maritalStatus", "0"],
  ["maritalStatus", 88],
  ["education", "99"],
  ["education", "0"],
  ["sex", "3"],
  ["sex", "13800138000"],
  ["nationality", "火星"],
  ["maritalStatus", "20 未婚"],
])("%s %j is unknown", (name, cell) => {
  expect(read(name, cell)).toEqual({ values: [{ value: String(cell), valid: false }], problems: ["code-unknown"] });
});

test.each(["", "/", "-", "无", "不详"])("%j says nothing of a marriage or is a code", (text) => {
  const parsed = read("maritalStatus", text);
  expect(parsed.problems).toEqual([]);
  expect(parsed.values.every((value) => value.valid)).toBe(true);
});

test("several codes are taken where several may stand", () => {
  expect(read("disabilityCategory", "视力、听力").values.map((value) => value.value)).toEqual(["1", "2"]);
  expect(read("sex", "男/女").problems).toEqual(["code-unknown"]);
  expect(read("ethnicity", "？")).toEqual({ values: [], problems: ["code-unknown"] });
});

test("a relation that does not say whose side is whose is no fact, and no mistake", () => {
  expect(read("relationToHead", "父子")).toEqual({ values: [], problems: [], note: "父子" });
  expect(read("relationToHead", "夫妻").values[0]?.value).toBe("10");
});

describe("codeSystemOf", () => {
  const sex = attribute("sex");
  test.each<[Cell[], CodeSystem]>([
    [["0", "1", "1", null], "maleOneFemaleZero"],
    [[0, 1, 0], "maleOneFemaleZero"],
    [["1", "2", "1"], "national"],
    [["0", "1", "2"], "national"],
    [["男", "0", "1"], "national"],
    [["1", "1"], "national"],
    [[], "national"],
  ])("%j", (sample, system) => {
    expect(codeSystemOf(sex, sample)).toBe(system);
  });

  test("0 is female only in such a column", () => {
    expect(read("sex", "0", "maleOneFemaleZero").values[0]?.value).toBe("2");
    expect(read("sex", "1", "maleOneFemaleZero").values[0]?.value).toBe("1");
    expect(read("sex", "2", "maleOneFemaleZero").problems).toEqual(["code-unknown"]);
  });

  test("0 and 1 answer a question where the list knows both answers and neither digit", () => {
    const member = attribute("politicalStatus");
    expect(codeSystemOf(member, ["0", "1", "0"])).toBe("oneYesZeroNo");
    expect(read("politicalStatus", "1", "oneYesZeroNo").values[0]?.value).toBe("01");
    expect(read("politicalStatus", "0", "oneYesZeroNo").values[0]?.value).toBe("13");
    expect(codeSystemOf(member, ["1", "3", "13"])).toBe("national");
    expect(codeSystemOf(attribute("sex"), ["0", "1"])).toBe("maleOneFemaleZero");
  });

  test("single digits lead where the standard has two", () => {
    const marital = attribute("maritalStatus");
    expect(codeSystemOf(marital, ["1", "2", "4"])).toBe("leadingDigit");
    expect(read("maritalStatus", "2", "leadingDigit").values[0]?.value).toBe("20");
    const relation = attribute("relationToHead");
    expect(codeSystemOf(relation, ["0", "1", "2"])).toBe("leadingDigit");
    expect(read("relationToHead", "0", "leadingDigit").values[0]?.value).toBe("01");
    expect(read("relationToHead", "3", "leadingDigit").values[0]?.value).toBe("30");
    expect(codeSystemOf(relation, ["1", "10", "20"])).toBe("national");
    expect(read("relationToHead", "1").values[0]?.value).toBe("01");
  });
});

describe("the lists", () => {
  test("are whole and stand as the standards count them", () => {
    expect(codeListOf("ethnicity").codes).toHaveLength(58);
    expect(codeListOf("country").codes).toHaveLength(249);
    expect(codeListOf("politicalStatus").codes).toHaveLength(13);
    expect(codeListOf("veteranCategory").codes).toHaveLength(12);
    expect(() => codeListOf("nothing")).toThrow(RangeError);
    expect(codeLabel("sex", "1", "zh")).toBe("男");
    expect(codeLabel("nationality", "CHN", "zh")).toBeUndefined();
    expect(codeLabel("country", "HKG", "en")).toBe("Hong Kong, China");
  });

  test("every attribute's list exists, and only codes have one", () => {
    for (const one of attributes) {
      expect(one.codeList !== undefined, one.name).toBe(one.type === "code");
      if (one.codeList) expect(codeListOf(one.codeList).codes.length).toBeGreaterThan(1);
    }
  });

  test("every code and label reads as itself, no code stands twice, no word means two codes", () => {
    for (const one of attributes.filter(({ codeList }) => codeList !== undefined)) {
      const list = codeListOf(one.codeList ?? "");
      expect(new Set(list.codes.map(({ code }) => code)).size).toBe(list.codes.length);
      for (const code of list.codes) {
        expect(parseCode(one, code.code, "national").values[0]?.value, `${list.name} ${code.code}`).toBe(code.code);
        expect(parseCode(one, code.label.zh, "national").values[0]?.value, `${list.name} ${code.label.zh}`).toBe(code.code);
        expect(code.label.en).not.toBe("");
      }
    }
    for (const list of codeLists) {
      const owner = new Map<string, string>();
      for (const code of list.codes) {
        for (const word of new Set([code.label.zh, ...code.synonyms])) {
          expect(owner.get(word) ?? code.code, `${list.name} ${word}`).toBe(code.code);
          owner.set(word, code.code);
        }
      }
    }
  });
});
