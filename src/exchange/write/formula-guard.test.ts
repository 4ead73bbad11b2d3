import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guardFormula, unguardFormula } from "./formula-guard.ts";

const text = fc.string({
  unit: fc.constantFrom("=", "+", "-", "@", "'", " ", "\t", "\r", "＝", "＋", "－", "＠", "　", "1", "张", "a", ".", "\u00a0", '"'),
  maxLength: 6,
});

describe("guardFormula", () => {
  test("leaves no text that a spreadsheet could run", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(guardFormula(value)).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/);
      }),
    );
    for (const [value, written] of [
      ["=1+1", "'=1+1"],
      ["+8613800000000", "'+8613800000000"],
      ["-", "'-"],
      ["@SUM(A1)", "'@SUM(A1)"],
      ["＝cmd", "'＝cmd"],
      [" =1", "' =1"],
      ["'=1", "''=1"],
      ["'张", "'张"],
      ["3-2-501", "3-2-501"],
      ["张三=李四", "张三=李四"],
      ["13800000000", "13800000000"],
    ] as const) {
      expect(guardFormula(value)).toBe(written);
    }
  });

  test("is undone by unguardFormula, for every text", () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (value) => {
        expect(unguardFormula(guardFormula(value))).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });
});
