import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LevelSpec } from "../contract.ts";
import { codeTable } from "./columns.ts";
import { compileComparison } from "./levels.ts";

/** The name of the level on which two rows of a table stand. */
function levelOf(levels: readonly LevelSpec[], rows: readonly (string | null)[], others: readonly (string | null)[] = []): string {
  const table = codeTable({ columns: { value: [...rows], other: others.length > 0 ? [...others] : rows.map(() => null) } });
  const compiled = compileComparison(table, { column: "value", levels });
  return compiled.names[compiled.level(0, 1)] as string;
}

const EVERY: readonly LevelSpec[] = [
  { level: "exact" },
  { level: "swapped", column: "other" },
  { level: "slips", max: 1 },
  { level: "chineseName" },
  { level: "similar", min: 0.9 },
  { level: "dateParts" },
  { level: "closest", lead: 1 },
  { level: "words", min: 0.5 },
  { level: "days", max: 3 },
  { level: "years", max: 1 },
  { level: "percent", max: 10 },
  { level: "prefix", length: 3 },
];

describe("compileComparison", () => {
  it("is symmetric on every level", () => {
    const word = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."abc12王玉伟玮 "), maxLength: 6 }),
      fc.constantFrom("1990-01-31", "1990-01-30", "31/01/1990", "3.5", "3.6", "wei zhang", "张伟"),
    );
    fc.assert(
      fc.property(
        fc.array(fc.option(word), { minLength: 4, maxLength: 4 }),
        fc.shuffledSubarray([...EVERY], { minLength: 1 }),
        (cells, levels) => {
          const [a = null, b = null, c = null, d = null] = cells;
          expect(levelOf(levels, [a, b], [c, d])).toBe(levelOf(levels, [b, a], [d, c]));
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each<[LevelSpec, string, string, boolean]>([
    [{ level: "slips", max: 1 }, "ellison", "elison", true],
    [{ level: "slips", max: 1 }, "ellison", "elisno", false],
    [{ level: "slips", max: 1 }, "王", "玉", false],
    [{ level: "similar", min: 0.9 }, "martha", "marhta", true],
    [{ level: "closest", lead: 2 }, "sony tv kdl40", "kdl40 black", true],
    [{ level: "closest", lead: 2 }, "sony tv", "sony radio set black", false],
    [{ level: "words", min: 0.6 }, "sony tv kdl40", "kdl40 sony tv", true],
    [{ level: "words", min: 0.5 }, "翠苑新村3幢2单元501", "翠苑新村3-2-501", true],
    [{ level: "words", min: 0.5 }, "翠苑新村3幢2单元501", "文昌苑9幢1单元102", false],
    [{ level: "dateParts" }, "1990-01-05", "05/01/1990", true],
    [{ level: "dateParts" }, "1990-01-31", "1991-02-28", false],
    [{ level: "days", max: 3 }, "2024-02-28", "2024-03-02", true],
    [{ level: "days", max: 2 }, "2024-02-28", "2024-03-02", false],
    [{ level: "years", max: 1 }, "1990-01-31", "1991-12-31", true],
    [{ level: "percent", max: 5 }, "100", "105", true],
    [{ level: "percent", max: 5 }, "100", "106", false],
    [{ level: "prefix", length: 3 }, "robert", "rob", true],
    [{ level: "chineseName" }, "张伟", "張玮", true],
    [{ level: "chineseName" }, "张伟", "zhang wei", true],
    [{ level: "chineseName" }, "王瑞丽", "壬瑞丽", true],
    [{ level: "chineseName" }, "王瑞丽", "王强", false],
  ])("%j of %s and %s: %s", (level, one, other, holds) => {
    expect(levelOf([{ level: "exact" }, level], [one, other]) !== "different").toBe(holds);
  });

  it("sees columns that changed places, and a value that stands once in the wrong one, but no chance meeting", () => {
    const levels: LevelSpec[] = [{ level: "exact" }, { level: "swapped", column: "other" }];
    expect(levelOf(levels, ["ann", "lee"], ["lee", "ann"])).toBe("swapped-other");
    expect(levelOf(levels, ["ann", null], [null, "ann"])).toBe("swapped-other");
    expect(levelOf(levels, ["ann", "lee"], ["jones", "ann"])).toBe("different");
    expect(levelOf(levels, [null, "lee"], ["smith", null])).toBe("missing");
  });
});
