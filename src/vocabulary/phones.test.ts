import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell } from "./contract.ts";
import { parsePhones } from "./phones.ts";

const read = (cell: Cell) => parsePhones(cell).values.map((value) => value.value);

describe("parsePhones", () => {
  test.each<[Cell, string[]]>([
    ["13695102349", ["13695102349"]],
    [13695102349, ["13695102349"]],
    ["13695102349.0", ["13695102349"]],
    ["1.3695102349E+10", ["13695102349"]],
    ["136 9510 2349", ["13695102349"]],
    ["136-9510-2349", ["13695102349"]],
    ["１３６９５１０２３４９", ["13695102349"]],
    ["'13695102349", ["13695102349"]],
    ["+8613695102349", ["13695102349"]],
    ["+86 136 9510 2349", ["13695102349"]],
    ["0086-13695102349", ["13695102349"]],
    ["8613695102349", ["13695102349"]],
    ["(86)13695102349", ["13695102349"]],
    ["13695102349/13133089049", ["13695102349", "13133089049"]],
    ["13695102349、13133089049", ["13695102349", "13133089049"]],
    ["13695102349;13133089049", ["13695102349", "13133089049"]],
    ["13695102349，13133089049", ["13695102349", "13133089049"]],
    ["13695102349 13133089049", ["13695102349", "13133089049"]],
    ["13695102349\n13133089049", ["13695102349", "13133089049"]],
    ["1369510234913133089049", ["13695102349", "13133089049"]],
    ["136 9510 2349 131 3308 9049", ["13695102349", "13133089049"]],
    ["13695102349/13695102349", ["13695102349"]],
    ["0579-85551234", ["0579-85551234"]],
    ["(0579)85551234", ["0579-85551234"]],
    ["0579 8555 1234", ["0579-85551234"]],
    ["057985551234", ["0579-85551234"]],
    [57985551234, ["0579-85551234"]],
    ["+86-579-85551234", ["0579-85551234"]],
    ["010-62345678", ["010-62345678"]],
    ["0579-85551234-801", ["0579-85551234-801"]],
    ["0579-85551234转801", ["0579-85551234-801"]],
    ["85551234", ["85551234"]],
    ["8555123", ["8555123"]],
    ["0579-85551234/13695102349", ["0579-85551234", "13695102349"]],
    ["0579-85551234 13695102349", ["0579-85551234", "13695102349"]],
    ["400-123-4567", ["4001234567"]],
    ["+92 6227981168", ["+926227981168"]],
    ["+1 549515892", ["+1549515892"]],
    ["+82-10-1234-5678", ["+821012345678"]],
    ["0082 10 1234 5678", ["+821012345678"]],
    ["+1 (415) 555-2671", ["+14155552671"]],
    ["手机：13695102349", ["13695102349"]],
  ])("%j", (cell, numbers) => {
    const parsed = parsePhones(cell);
    expect(parsed.values).toEqual(numbers.map((value) => ({ value, valid: true })));
    expect(parsed.problems).toEqual([]);
  });

  test("words beside a number become the note", () => {
    expect(parsePhones("13695102349(儿子)")).toMatchObject({ values: [{ value: "13695102349", valid: true }], note: "儿子" });
    expect(parsePhones("李四13695102349")).toMatchObject({ values: [{ value: "13695102349", valid: true }], note: "李四" });
  });

  test.each<[Cell, string, string]>([
    ["1500142095", "1500142095", "phone-too-short"],
    ["150014209512", "150014209512", "phone-too-long"],
    ["110", "110", "phone-too-short"],
    ["0579-123", "0579123", "phone-too-short"],
    ["12345678901", "12345678901", "phone-unreadable"],
    ["没有手机", "没有手机", "phone-unreadable"],
    ["1.37E+10", "13?????????".slice(0, 11), "number-precision-lost"],
  ])("%j is wrong", (cell, value, problem) => {
    expect(parsePhones(cell)).toMatchObject({ values: [{ value, valid: false }], problems: [problem] });
  });

  test("a wrong number does not spoil the right one beside it", () => {
    expect(parsePhones("13695102349/1313308904")).toEqual({
      values: [
        { value: "13695102349", valid: true },
        { value: "1313308904", valid: false },
      ],
      problems: ["phone-too-short"],
    });
  });

  test.each<Cell>(["", "/", "-", "无", null])("%j says nothing", (cell) => {
    expect(parsePhones(cell)).toEqual({ values: [], problems: [] });
  });

  const mobile = fc.stringMatching(/^1[3-9]\d{9}$/);
  const landline = fc.stringMatching(/^0(?:10|2[0-9]|579|571|755)-[2-8]\d{7}$/);
  test("any numbers in any company are found again", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(mobile, landline), { minLength: 1, maxLength: 3 }),
        fc.constantFrom("、", "/", ",", ";", "；", "\n", " / "),
        (numbers, separator) => {
          expect(read(numbers.join(separator))).toEqual(numbers);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("what was read reads the same again", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d+() /、-]{0,30}$/)), (text) => {
        for (const { value, valid } of parsePhones(text).values)
          if (valid) expect(parsePhones(value)).toEqual({ values: [{ value, valid }], problems: [] });
      }),
      { numRuns: 3000 },
    );
  });
});
