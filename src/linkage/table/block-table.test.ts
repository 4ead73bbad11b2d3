import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { soundKey } from "./block-keys.ts";
import { blockTable } from "./block-table.ts";
import { codeTable } from "./columns.ts";
import { orderRows } from "./row-order.ts";

function pairsOf(
  columns: Record<string, (string | null)[]>,
  rules: readonly (readonly string[])[],
  compared: readonly string[] = [],
): string[] {
  const table = codeTable({ columns });
  const candidates = blockTable(table, rules, compared, orderRows(table).order);
  const pairs: string[] = [];
  candidates.visit((one, other) => {
    expect(candidates.has(one, other) && candidates.has(other, one)).toBe(true);
    pairs.push(`${Math.min(one, other)}-${Math.max(one, other)}`);
  });
  expect(pairs.length).toBeLessThanOrEqual(candidates.pairsMax);
  return pairs;
}

describe("blockTable", () => {
  it("gives every pair that agrees on a rule, once, and no other", () => {
    const cell = fc.option(fc.constantFrom("a", "b", "c", "d"), { freq: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 30 }), (rows) => {
        const columns = { x: rows.map(([x]) => x), y: rows.map(([, y]) => y), z: rows.map(([, , z]) => z) };
        const expected: string[] = [];
        const agree = (at: number, i: number, j: number): boolean => rows[i]?.[at] != null && rows[i]?.[at] === rows[j]?.[at];
        for (let i = 0; i < rows.length; i++)
          for (let j = i + 1; j < rows.length; j++) if ((agree(0, i, j) && agree(1, i, j)) || agree(2, i, j)) expected.push(`${i}-${j}`);
        expect(pairsOf(columns, [["x", "y"], ["z"]]).sort()).toEqual(expected.sort());
      }),
    );
  });

  it.each([
    ["name:3", "anna", "annette", true],
    ["name:-2", "anna", "hanna", true],
    ["name:3", "an", "an", false],
    ["name:sound", "ellison", "elison", true],
    ["name:digits", "3幢2单元501室", "3-2-501", true],
    ["name:word", "acme inc", "acme ltd", true],
    ["name:rare", "the zebra inn", "inn zebra", true],
    ["name:closest", "the grey zebra", "grey zebra town", true],
    ["name:closest", "the zebra", "the lion", false],
    ["name:year", "1990-01-31", "1990-07-01", true],
    ["name:day", "1990-01-31", "1980-01-31", true],
  ])("%s brings %s and %s together: %s", (key, one, other, expected) => {
    // Two more rows make "the" and "inn" commoner than "zebra"; dates need company to be seen as dates.
    const more = /^\d{4}-/.test(one) ? ["1970-05-05", "1971-06-06"] : ["the inn", "the old inn"];
    const pairs = pairsOf({ name: [one, other, ...more] }, [[key]]);
    expect(pairs.includes("0-1")).toBe(expected);
  });

  it("never makes all pairs of a crowd: its rows must agree on a compared column more", () => {
    const rows = 2000;
    const columns = {
      town: Array.from({ length: rows }, () => "same"),
      name: Array.from({ length: rows }, (_, row) => `name${row % 500}`),
    };
    const pairs = pairsOf(columns, [["town"]], ["town", "name"]);
    expect(pairs.length).toBe(500 * 6);
    expect(pairs).toContain("0-500");
  });

  it("refuses a column or a part that there is not", () => {
    expect(() => pairsOf({ name: ["a", "b"] }, [["born"]])).toThrow("no column born");
    expect(() => pairsOf({ name: ["a", "b"] }, [["name:loud"]])).toThrow("no part loud");
  });
});

it("names that sound alike have one sound key", () => {
  expect(soundKey("smith")).toBe(soundKey("smyth"));
  expect(soundKey("robert")).not.toBe(soundKey("miller"));
});
