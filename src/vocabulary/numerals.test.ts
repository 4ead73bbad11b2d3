import fc from "fast-check";
import { expect, test } from "vitest";
import { arabicOf, chineseOf } from "./numerals.ts";

test.each([
  ["五〇一", "501"],
  ["五零一", "501"],
  ["一一〇一", "1101"],
  ["十", "10"],
  ["十二", "12"],
  ["二十", "20"],
  ["廿一", "21"],
  ["卅", "30"],
  ["一百零三", "103"],
  ["一百一十二", "112"],
  ["一百二十", "120"],
  ["两", "2"],
  ["三2", "32"],
])("%s is %s", (numeral, digits) => {
  expect(arabicOf(numeral)).toBe(digits);
});

test.each(["", "五爱", "楼", "一二十"])("%j is no numeral", (text) => {
  expect(arabicOf(text)).toBeNull();
});

test("every number up to 99 reads back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), (value) => {
      expect(arabicOf(chineseOf(value))).toBe(String(value));
    }),
  );
});
