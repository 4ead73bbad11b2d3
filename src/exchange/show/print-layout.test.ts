import fc from "fast-check";
import { expect, test } from "vitest";
import { type PrintNames, printLayout } from "./print-layout.ts";
import { SheetPartsReader } from "./sheet-parts.ts";

function setUp(...elements: readonly (readonly [string, string])[]): SheetPartsReader {
  const parts = new SheetPartsReader(10);
  for (const [name, attributes] of elements) parts.open(name, attributes, true);
  return parts;
}

const noNames: PrintNames = { areas: [], titleRows: null };
const extentOf = (widths: readonly number[], heights: readonly number[]) => ({
  columns: widths.map((width, column) => ({ column, width })),
  rows: heights.map((height, at) => ({ row: at + 1, height })),
});

test("a sheet that fits to one page in width is made smaller, with its titles on every page", () => {
  const parts = setUp(
    ["pageSetUpPr", ' fitToPage="1"'],
    ["pageMargins", ' left="0.5" right="0.5" top="0.5" bottom="0.5"'],
    ["pageSetup", ' paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"'],
  );
  const layout = printLayout(parts, { areas: [], titleRows: [2, 3] }, extentOf(Array(20).fill(100), Array(300).fill(20)));
  expect(layout).toMatchObject({ paper: "A4", landscape: true, titleRows: [2, 3] });
  expect(layout.scale).toBeCloseTo((layout.width - 96) / 2000, 6);
  const rowsHeld = Math.floor((layout.height - 96) / layout.scale / 20);
  expect(layout.pages[0]).toEqual({ firstRow: 1, lastRow: rowsHeld, firstColumn: 0, lastColumn: 19 });
  // The two title rows take room on every page but the first.
  expect(layout.pages[1]?.lastRow).toBe(rowsHeld * 2 - 2);
});

test("a form a little wider than its paper is made to fit, one much wider goes on beside", () => {
  const setup = ["pageSetup", ' paperSize="9" orientation="portrait"'] as const;
  const little = printLayout(setUp(setup), noNames, extentOf(Array(7).fill(102), [20]));
  expect(little.pages).toHaveLength(1);
  expect(little.scale).toBeLessThan(1);
  const much = printLayout(setUp(setup), noNames, extentOf(Array(20).fill(102), [20]));
  expect(much.scale).toBe(1);
  expect(much.pages.length).toBe(4);
  // Nobody set this one up for printing: it lies down and fits.
  const plain = printLayout(setUp(), noNames, extentOf(Array(20).fill(102), [20]));
  expect(plain).toMatchObject({ landscape: true, pages: [{ firstColumn: 0, lastColumn: 19 }] });
});

test("breaks set by hand, print areas and footers are kept", () => {
  const parts = setUp(["pageSetup", ' scale="50"'], ["rowBreaks", ""], ["brk", ' id="2" man="1"']);
  parts.footer = '&L&"宋体,常规"&9社区&C第 &P 页，共 &N 页&R&D&&';
  const area = { firstRow: 2, lastRow: 4, firstColumn: 1, lastColumn: 1 };
  const layout = printLayout(parts, { areas: [area], titleRows: null }, extentOf([50, 50, 50], [20, 20, 20, 20, 20]));
  expect(layout.pages).toEqual([
    { firstRow: 2, lastRow: 2, firstColumn: 1, lastColumn: 1 },
    { firstRow: 3, lastRow: 4, firstColumn: 1, lastColumn: 1 },
  ]);
  expect(layout.scale).toBe(0.5);
  expect(layout.footer).toEqual({ left: "社区", center: "第 {page} 页，共 {pages} 页", right: "&" });
});

test("whatever the sizes, every row and column stands on exactly one page of its kind, and what can fit fits", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 5, max: 900 }), { minLength: 1, maxLength: 30 }),
      fc.array(fc.integer({ min: 5, max: 1500 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 10, max: 200 }),
      (widths, heights, percent) => {
        const layout = printLayout(setUp(["pageSetup", ` paperSize="9" scale="${percent}"`]), noNames, extentOf(widths, heights));
        const covered = new Map<string, number>();
        for (const page of layout.pages) {
          for (let row = page.firstRow; row <= page.lastRow; row += 1)
            for (let column = page.firstColumn; column <= page.lastColumn; column += 1) {
              const key = `${row}:${column}`;
              covered.set(key, (covered.get(key) ?? 0) + 1);
            }
          const high = heights.slice(page.firstRow - 1, page.lastRow).reduce((sum, height) => sum + height, 0) * layout.scale;
          const room = layout.height - layout.margins.top - layout.margins.bottom;
          expect(high <= room + 1 || page.firstRow === page.lastRow).toBe(true);
        }
        expect(covered.size).toBe(widths.length * heights.length);
        expect([...covered.values()].every((times) => times === 1)).toBe(true);
      },
    ),
  );
});
