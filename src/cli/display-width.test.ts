import fc from "fast-check";
import { expect, test } from "vitest";
import { cutToWidth, displayWidth, padToWidth, printable, wrapToWidth } from "./display-width.ts";

test.each([
  ["", 0],
  ["abc", 3],
  ["张三", 4],
  ["3幢2单元", 8],
  ["(全角)", 6],
  ["（全角）", 8],
  ["é", 1],
  ["e\u0301", 1],
  ["𠮷", 2],
  ["가나", 4],
  ["👍", 2],
  ["\u001b[31m红\u001b[39m", 2],
  ["ﬀ", 1],
  ["ｱ", 1],
  ["\u200b", 0],
])("%j takes %i cells", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

const written = fc.string({ unit: fc.constantFrom(..."abc 12,.张三永胜花园（），。𠮷é\u0301"), maxLength: 60 });

test("a padded text takes at least the width asked for, and exactly it when it was narrower", () => {
  fc.assert(
    fc.property(written, fc.nat(80), (text, width) => {
      expect(displayWidth(padToWidth(text, width))).toBe(Math.max(width, displayWidth(text)));
      expect(padToWidth(text, width, "right").endsWith(text)).toBe(true);
    }),
  );
});

test("a cut text never takes more than the width, and is cut only when it must be", () => {
  fc.assert(
    fc.property(written, fc.nat(40), (text, width) => {
      const cut = cutToWidth(text, width);
      expect(displayWidth(cut)).toBeLessThanOrEqual(width);
      expect(cut === text).toBe(displayWidth(text) <= width);
    }),
  );
});

test("wrapping loses no character but blanks", () => {
  fc.assert(
    fc.property(written, fc.integer({ min: 1, max: 40 }), (text, width) => {
      expect(wrapToWidth(text, width).join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }),
  );
});

test("wrapping Chinese breaks between characters and never begins a line with a full stop", () => {
  expect(wrapToWidth("读取工作簿，看懂表格。", 10)).toEqual(["读取工作", "簿，看懂表", "格。"]);
  for (const line of wrapToWidth("一二三四五，六七八九十。一二三四五；六七八九十！", 11)) expect(line).not.toMatch(/^[，。；！]/u);
  expect(wrapToWidth("会被记录（否则取）", 11)).toEqual(["会被记录", "（否则取）"]);
});

test("wrapping keeps words whole and the author's line breaks", () => {
  expect(wrapToWidth("every fact is asked once\nand read from there", 12)).toEqual([
    "every fact",
    "is asked",
    "once",
    "and read",
    "from there",
  ]);
});

test("what strangers wrote in a cell cannot steer the terminal", () => {
  expect(printable("张\u001b[2J三\r\n李四\u202e\u0007")).toBe("张 [2J三 李四 ");
  expect(printable("3幢2单元 é 𠮷")).toBe("3幢2单元 é 𠮷");
});
