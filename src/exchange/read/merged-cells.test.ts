import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MergedRange } from "../contract.ts";
import { columnLetters, columnOfReference, rangeOfReference } from "./cell-reference.ts";
import { disjointRanges, MergeCover } from "./merged-cells.ts";

const range = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(5), fc.nat(8), fc.nat(4)).map(
  ([firstRow, height, firstColumn, width]): MergedRange => ({
    firstRow,
    lastRow: firstRow + height,
    firstColumn,
    lastColumn: firstColumn + width,
  }),
);

function covers(merge: MergedRange, row: number, column: number): boolean {
  return row >= merge.firstRow && row <= merge.lastRow && column >= merge.firstColumn && column <= merge.lastColumn;
}

describe("merged ranges", () => {
  test("are made disjoint, and a range that overlaps none is kept", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const kept = disjointRanges(ranges);
        for (let row = 1; row <= 20; row += 1) {
          for (let column = 0; column < 14; column += 1)
            expect(kept.filter((merge) => covers(merge, row, column)).length).toBeLessThanOrEqual(1);
        }
        for (const merge of ranges) {
          const lonely = ranges.every(
            (other) =>
              other === merge ||
              other.firstRow > merge.lastRow ||
              other.lastRow < merge.firstRow ||
              other.firstColumn > merge.lastColumn ||
              other.lastColumn < merge.firstColumn,
          );
          if (lonely) expect(kept).toContain(merge);
        }
      }),
    );
  });

  test("empty the covered cells, whichever rows a sheet leaves out", () => {
    fc.assert(
      fc.property(
        fc.array(range, { maxLength: 10 }),
        fc.subarray(Array.from({ length: 18 }, (_, index) => index + 1)),
        fc.nat(12),
        (ranges, rows, width) => {
          const merges = disjointRanges(ranges);
          const cover = new MergeCover(merges);
          for (const row of rows) {
            const cells = Array.from({ length: width }, (_, column) => `${row}:${column}`);
            cover.apply(row, cells);
            for (let column = 0; column < width; column += 1) {
              const merge = merges.find((candidate) => covers(candidate, row, column));
              const covered = merge !== undefined && (merge.firstRow !== row || merge.firstColumn !== column);
              expect(cells[column] ?? null).toBe(covered ? null : `${row}:${column}`);
            }
          }
        },
      ),
    );
  });

  // Compared each with each they take hours: far longer than any test may.
  test("half a million ranges over a sheet of a million rows are taken apart", () => {
    const columns = Array.from({ length: 16_384 }, (_, column) => ({
      firstRow: 1,
      lastRow: 1_048_576,
      firstColumn: column,
      lastColumn: column,
    }));
    const overlapping = Array.from({ length: 100_000 }, (_, index) => ({
      firstRow: 1 + index,
      lastRow: 1_048_576,
      firstColumn: 0,
      lastColumn: 16_383,
    }));
    const kept = disjointRanges([...columns, ...overlapping]);
    const cover = new MergeCover(kept);
    for (let row = 1; row < 200_000; row += 1) cover.apply(row, ["x"]);
    expect(kept).toEqual(columns);
  });
});

describe("references", () => {
  test("letters and columns are each other's reverse", () => {
    fc.assert(
      fc.property(fc.nat(16_383), (column) => {
        expect(columnOfReference(`${columnLetters(column)}7`)).toBe(column);
      }),
    );
    expect([columnOfReference("A1"), columnOfReference("xfd1"), columnOfReference("7")]).toEqual([0, 16_383, -1]);
    expect(columnOfReference("XFE1")).toBeGreaterThan(16_383);
    expect(columnOfReference("ZZZZZZZZZZZZZZZZ1")).toBeGreaterThan(16_383);
  });

  test("ranges", () => {
    expect(rangeOfReference("C4:A2")).toEqual({ firstRow: 2, lastRow: 4, firstColumn: 0, lastColumn: 2 });
    expect(rangeOfReference("$A$1:XFD1048576")).toEqual({ firstRow: 1, lastRow: 1_048_576, firstColumn: 0, lastColumn: 16_383 });
    expect(rangeOfReference("A1:ZZZ9999999")).toEqual({ firstRow: 1, lastRow: 1_048_576, firstColumn: 0, lastColumn: 16_383 });
    for (const none of ["A1", "A1:A1", "", "1:5", "ZZZ1:ZZZ2"]) expect(rangeOfReference(none)).toBeNull();
  });
});
