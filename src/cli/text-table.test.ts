import fc from "fast-check";
import { expect, test } from "vitest";
import { displayWidth } from "./display-width.ts";
import { paintWith } from "./terminal.ts";
import { labelledLines, textTable } from "./text-table.ts";

const paint = paintWith(false);
const wide = { width: Number.POSITIVE_INFINITY, paint };

test("columns stand under each other when half of the text is Chinese", () => {
  const lines = textTable(
    [{ title: "姓名" }, { title: "Rows", align: "right" }, { title: "说明" }],
    [
      ["欧阳娜娜", "12", "x"],
      ["Li", "1,234", "户主"],
    ],
    wide,
  );
  expect(lines).toEqual(["姓名       Rows  说明", "欧阳娜娜     12  x", "Li        1,234  户主"]);
});

const cell = fc.string({ unit: fc.constantFrom(..."ab1 张三。\n\u001b"), maxLength: 12 });

test("no line of a table is wider than asked while a flexible column can still give way", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), fc.integer({ min: 40, max: 90 }), (rows, width) => {
      const columns = [{ title: "文件", flexible: true }, { title: "Sheet", flexible: true }, { title: "Code" }];
      for (const line of textTable(columns, rows, { width, paint, indent: "  " })) {
        expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, 2 + 8 + 2 + 8 + 2 + 24));
        for (const control of ["\n", "\u001b"]) expect(line).not.toContain(control);
      }
    }),
  );
});

test("a cut is shown, and a pipe gets everything", () => {
  const rows = [["境外人员临时住宿登记表（2025年上半年）.xlsx", "境外"]];
  const columns = [{ title: "File", flexible: true }, { title: "Sheet" }];
  expect(textTable(columns, rows, { width: 30, paint })[1]).toContain("…");
  expect(textTable(columns, rows, wide)[1]).toContain("（2025年上半年）.xlsx");
});

test("colours do not shift columns", () => {
  const coloured = paintWith(true);
  const columns = [{ title: "A", colour: coloured.red }, { title: "B" }];
  const [, plain, second] = textTable(
    columns,
    [
      ["张", "x"],
      ["李四", "y"],
    ],
    { width: 80, paint: coloured },
  );
  expect(displayWidth(plain?.slice(0, plain.indexOf("x")) ?? "")).toBe(displayWidth(second?.slice(0, second.indexOf("y")) ?? ""));
});

test("labels are padded by what they take on the screen", () => {
  expect(
    labelledLines(
      [
        ["一次采集率", "87 %"],
        ["有争议", "4"],
      ],
      paint,
    ),
  ).toEqual(["  一次采集率  87 %", "  有争议      4"]);
});
