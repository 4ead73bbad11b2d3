import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellText, cleanText, cutNotes, digitsOfScientific, numberText, saysNothing } from "./text.ts";

describe("cleanText", () => {
  test.each([
    ["　Ａｂ１２（甲）　", "Ab12(甲)"],
    ["a\u00a0\u2003b\r\n\tc", "a b c"],
    ["\ufeff张\u200b三\u2060", "张三"],
    ["⼥", "女"],
    ["ガ", "ガ"],
  ])("%j is %j", (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test("is done once and for all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
      }),
      { numRuns: 1000 },
    );
  });
});

test("cellText takes the apostrophe of a text number away", () => {
  expect(cellText("'0123")).toBe("0123");
  expect(cellText(0.5)).toBe("0.5");
  expect(cellText(true)).toBe("true");
  expect(cellText({ date: "2020-01-01" })).toBe("2020-01-01");
});

test.each(["", "/", "//", "-", "——", "…", "无", "N/A", "null", "不详", "?", "一", "# N/A".replace(" ", "")])("%j says nothing", (text) => {
  expect(saysNothing(text)).toBe(true);
});

test.each(["0", "NA", "一一", "无锡", "否", "张三", "A"])("%j says something", (text) => {
  expect(saysNothing(text)).toBe(false);
});

test.each([
  ["张三(户主)", "张三", "户主"],
  ["张三【户主】(已故)", "张三", "户主；已故"],
  ["张三(户主", "张三", "户主"],
  ["张三)", "张三", undefined],
  ["张三()", "张三", undefined],
  ["((a)b)c", "c", "a；b"],
])("notes of %j", (text, rest, note) => {
  expect(cutNotes(text)).toEqual({ text: rest, note });
});

describe("numbers", () => {
  test("are exact, or say which of their digits are known", () => {
    expect(numberText(330725360901018)).toBe("330725360901018");
    expect(numberText(330782201101060000)).toBe("3.30782201101060E+17");
    expect(numberText(Number.NaN)).toBe("");
    expect(digitsOfScientific("3.30782201101060E+17")).toEqual({ digits: "330782201101060???", lost: true });
    expect(digitsOfScientific("1.3695102349E+10")).toEqual({ digits: "13695102349", lost: false });
    expect(digitsOfScientific("1.37E+10")).toEqual({ digits: "13?????????", lost: true });
    expect(digitsOfScientific("E12345678")).toBeNull();
  });

  test("what a spreadsheet kept is known to the digit, another program's double within one of the 15th", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{17}$/), (digits) => {
        // A spreadsheet keeps 15 digits; other programs keep the double.
        for (const kept of [Number(`${digits.slice(0, 15)}000`), Number(digits)]) {
          const read = digitsOfScientific(numberText(kept));
          expect(read?.lost).toBe(true);
          if (kept === Number(`${digits.slice(0, 15)}000`)) expect(read?.digits).toBe(`${digits.slice(0, 15)}???`);
          else expect(Math.abs(Number(read?.digits.slice(0, 15)) - Number(digits.slice(0, 15)))).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
