import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseForeignName } from "./foreign-names.ts";
import { parsePersonName } from "./names.ts";
import { startsWithSurname } from "./surnames.ts";

describe("parsePersonName", () => {
  test.each<[string, string, string | undefined]>([
    ["王小明 组长", "王小明", "组长"],
    ["王小明①", "王小明", "①"],
    ["王主任", "王主任", undefined],
    ["张三", "张三", undefined],
    ["陈　媛", "陈媛", undefined],
    ["陈  媛 ", "陈媛", undefined],
    ["\u200b陈\u00a0媛\ufeff", "陈媛", undefined],
    ["顾健伟(户主)", "顾健伟", "户主"],
    ["顾健伟（已故）", "顾健伟", "已故"],
    ["顾健伟【户主】", "顾健伟", "户主"],
    ["顾健伟(户主", "顾健伟", "户主"],
    ["顾健伟 户主", "顾健伟", "户主"],
    ["顾健伟先生", "顾健伟", "先生"],
    ["袁榮財", "袁榮財", undefined],
    ["买买提.吐尔逊", "买买提·吐尔逊", undefined],
    ["买买提 • 吐尔逊", "买买提·吐尔逊", undefined],
    ["买买提・吐尔逊", "买买提·吐尔逊", undefined],
    ["买买提‧吐尔逊", "买买提·吐尔逊", undefined],
    ["saleh  ahmed", "SALEH AHMED", undefined],
    ["Ｓａｌｅｈ Ahmed", "SALEH AHMED", undefined],
    ["Saleh, Ahmed", "SALEH AHMED", undefined],
    ["José", "JOSÉ", undefined],
    ["㐂田", "㐂田", undefined],
    ["𠮷田", "𠮷田", undefined],
    ["⼀凡", "一凡", undefined],
    ["张三(SALEH)", "张三", "SALEH"],
    ["阿不都和塔尔", "阿不都和塔尔", undefined],
    ["周和平", "周和平", undefined],
    ["欧阳娜娜", "欧阳娜娜", undefined],
    ["김철수", "김철수", undefined],
  ])("%j is %s", (cell, name, note) => {
    const parsed = parsePersonName(cell);
    expect(parsed.values).toEqual([{ value: name, valid: true }]);
    expect(parsed.problems).toEqual([]);
    expect(parsed.note).toBe(note);
  });

  test.each(["", " ", "/", "-", "—", "——", "无", "暂无", "N/A", "不详", "未取名", "(空)", "、", "？？"])("%j says nothing", (cell) => {
    expect(parsePersonName(cell).values).toEqual([]);
    expect(parsePersonName(cell).problems).toEqual([]);
  });

  test.each(["张*", "张某某", "张三1", "330782199108051282", "张", "13800138000"])("%j is kept and not valid", (cell) => {
    const parsed = parsePersonName(cell);
    expect(parsed.values).toEqual([{ value: expect.any(String), valid: false }]);
    expect(parsed.problems).toEqual(["name-unreadable"]);
  });

  test("several names are taken where several may stand", () => {
    expect(parsePersonName("张三、李四", true).values.map((value) => value.value)).toEqual(["张三", "李四"]);
    expect(parsePersonName("张三、李四", true).problems).toEqual([]);
    expect(parsePersonName("张三、李四")).toEqual({
      values: [
        { value: "张三", valid: false },
        { value: "李四", valid: false },
      ],
      problems: ["name-unreadable"],
    });
  });

  test("blanks never matter, and a canonical name stays", () => {
    const hanzi = fc.stringMatching(/^[张王李赵陈一二三伟芳娜秀英敏静丽强磊軍國]{2,4}$/);
    fc.assert(
      fc.property(hanzi, fc.constantFrom("", " ", "  ", "\u3000", "\u00a0", "\u200b"), (name, blank) => {
        const parsed = parsePersonName([...name].join(blank));
        expect(parsed.values).toEqual([{ value: name, valid: true }]);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (text) => {
        for (const { value, valid } of parsePersonName(text).values) {
          if (valid) expect(parsePersonName(value).values).toEqual([{ value, valid }]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("parseForeignName", () => {
  test.each<[string, string, string | undefined]>([
    ["SALEH AHMED", "SALEH AHMED", undefined],
    ["saleh ahmed", "SALEH AHMED", undefined],
    ["Saleh, Ahmed", "SALEH AHMED", undefined],
    ["SALEH,AHMED ALI", "SALEH AHMED ALI", undefined],
    ["SALEH/AHMED", "SALEH AHMED", undefined],
    ["SALEH<<AHMED<ALI", "SALEH AHMED ALI", undefined],
    ["Ahmed SALEH", "SALEH AHMED", undefined],
    ["Ahmed Ali AL-QADI", "AL-QADI AHMED ALI", undefined],
    ["Mr. Ahmed Saleh", "AHMED SALEH", undefined],
    ["José  García", "JOSE GARCIA", undefined],
    ["Müller Jürgen", "MULLER JURGEN", undefined],
    ["Øst Søren", "OST SOREN", undefined],
    ["Weiß Anna", "WEISS ANNA", undefined],
    ["YILDIZ Işıl", "YILDIZ ISIL", undefined],
    ["O’Brien Conan", "O'BRIEN CONAN", undefined],
    ["TSAI YA - TING", "TSAI YA-TING", undefined],
    ["SALEH AHMED 艾迪", "SALEH AHMED", "艾迪"],
    ["艾迪(SALEH AHMED)", "SALEH AHMED", "艾迪"],
    ["ＳＡＬＥＨ　ＡＨＭＥＤ", "SALEH AHMED", undefined],
  ])("%j is %s", (cell, name, note) => {
    const parsed = parseForeignName(cell);
    expect(parsed.values).toEqual([{ value: name, valid: true }]);
    expect(parsed.note).toBe(note);
  });

  test.each(["艾迪", "Ахмед", "12345", "A1"])("%j is no name in Latin letters", (cell) => {
    expect(parseForeignName(cell)).toMatchObject({ values: [{ valid: false }], problems: ["name-unreadable"] });
  });

  test("a canonical name stays", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z,.' é-]{1,30}$/), (text) => {
        for (const { value, valid } of parseForeignName(text).values)
          if (valid) expect(parseForeignName(value).values).toEqual([{ value, valid }]);
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  ["楼亮", true],
  ["樓亮", true],
  ["厉小红", true],
  ["欧阳锋", true],
  ["第一网格", false],
  ["山东省", false],
])("%s begins with a surname: %s", (name, expected) => expect(startsWithSurname(name)).toBe(expected));
