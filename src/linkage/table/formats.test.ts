import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatOf, isDate } from "./formats.ts";
import { standardise } from "./standardise.ts";

describe("formatOf", () => {
  const dates = ["1990-01-31", "1985-12-03", "20010407", "17/02/1999"];

  it.each([
    ["1990-01-31", "19900131"],
    ["1990/1/5", "19900105"],
    ["1990.01.05", "19900105"],
    ["1990年1月5日", "19900105"],
    ["1990-01-31 00:00:00", "19900131"],
    ["31/01/1990", "19900131"],
    ["31 jan 1990", "19900131"],
    ["january 31, 1990", "19900131"],
    // Typed wrongly, but plainly a date: its digits are kept for comparison.
    ["1990-13-45", "19901345"],
    ["unknown", "unknown"],
  ])("writes %s as %s", (written, expected) => {
    expect(formatOf(dates)(written)).toBe(expected);
  });

  it("takes the month first where only that fits the column, and a day that cannot be a month in any case", () => {
    const american = formatOf(["12/25/1990", "07/31/1988", "01/02/1985"]);
    expect(["03/04/2001", "12/25/1990", "25/12/1990"].map(american)).toEqual(["20010304", "19901225", "19901225"]);
    expect(formatOf(["25/12/1990", "31/07/1988", "01/02/1985"])("03/04/2001")).toBe("20010403");
  });

  it("writes telephone numbers as digits, and leaves doors and plain numbers alone", () => {
    expect(formatOf(["(097) 336-1770", "097-336-1771"])("(097) 336-1770")).toBe("0973361770");
    expect(formatOf(["3-2-501", "12-1-302"])("3-2-501")).toBe("3-2-501");
    expect(formatOf(["5.10", "6.20"])("5.10")).toBe("5.10");
  });

  it("does not take numbers of eight digits for dates unless they are", () => {
    expect([isDate("19900131"), isDate("90013199"), isDate("1990-13-45"), isDate("1234567")]).toEqual([true, false, false, false]);
  });
});

it("the standard form of a text is its own standard form", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (text) => {
      expect(standardise(standardise(text))).toBe(standardise(text));
    }),
  );
  expect([" Ａnna  Müller ", "張偉", "ÉMILE"].map(standardise)).toEqual(["anna muller", "张伟", "emile"]);
});
