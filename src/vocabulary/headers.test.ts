import { describe, expect, test } from "vitest";
import { attributeOf, attributes } from "./attributes.ts";
import { normaliseHeader } from "./headers.ts";

describe("normaliseHeader", () => {
  test.each([
    ["姓  名", "姓名"],
    ["姓\n名", "姓名"],
    ["姓　名：", "姓名"],
    ["*身份证号码", "身份证号码"],
    ["1.姓名", "姓名"],
    ["金额\n（元）", "金额"],
    ["法定代表人（经营者）", "法定代表人"],
    ["国籍（地区）", "国籍"],
    ["（姓名）", "姓名"],
    ["ＩＤ　Ｎｏ．", "idno"],
    ["Passport No.", "passportno"],
    ["Date of Birth", "dateofbirth"],
    ["證件號碼", "证件号码"],
    ["戶籍地址", "户籍地址"],
    ["月租金(元/月)", "月租金"],
    ["3-2", "32"],
    ["", ""],
  ])("%j is %s", (text, words) => {
    expect(normaliseHeader(text)).toBe(words);
    expect(normaliseHeader(words)).toBe(words);
  });
});

describe("attributes", () => {
  test("every header synonym is written as headers are compared, and means one attribute of its kind", () => {
    const owners = new Map<string, string>();
    for (const { kind, name, label, headers } of attributes) {
      for (const word of [label.zh, ...headers]) {
        const key = `${kind}.${normaliseHeader(word)}`;
        expect(owners.get(key) ?? name, key).toBe(name);
        owners.set(key, name);
      }
      for (const word of headers) expect(normaliseHeader(word), `${kind}.${name} ${word}`).not.toBe("");
      expect(label.en).not.toBe("");
    }
  });

  test("names are found by kind", () => {
    expect(attributeOf("person", "birthDate")?.type).toBe("date");
    expect(attributeOf("dwelling", "birthDate")).toBeUndefined();
    expect(new Set(attributes.map(({ kind, name }) => `${kind}.${name}`)).size).toBe(attributes.length);
  });

  test.each([
    ["person", "idNumber", "身份证号 身份证号码 公民身份号码 证件号码 证号 身份证件号码 IDNo. PassportNo."],
    ["person", "phone", "手机 手机号 联系电话 联系方式 电话"],
    ["dwelling", "address", "现住址 现居住地址 居住地址 家庭住址 常住地址 实际居住地"],
    ["person", "registeredAddress", "户籍地 户籍地址 户口所在地 户籍所在地"],
    ["organisation", "creditCode", "统一社会信用代码 社会信用代码"],
  ] as const)("%s.%s has its everyday headers", (kind, name, words) => {
    const attribute = attributeOf(kind, name);
    const known = new Set([attribute?.label.zh ?? "", ...(attribute?.headers ?? [])].map(normaliseHeader));
    for (const word of words.split(" ")) expect(known.has(normaliseHeader(word)), word).toBe(true);
  });
});
