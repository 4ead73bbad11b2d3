import { existsSync } from "node:fs";
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cell } from "#vocabulary/contract";
import { readParts } from "../package/rewrite.ts";
import { openSource } from "../read/open-source.ts";
import { writeWholeFile } from "./whole-file.ts";
import { type OutputRow, writeTable } from "./write-table.ts";
import { writeXlsx } from "./xlsx.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "table-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function readBack(path: string): Promise<Cell[][][]> {
  const outcome = await openSource(path);
  if (!outcome.accepted) throw new Error(outcome.detail);
  const sheets: Cell[][][] = [];
  for await (const sheet of outcome.value.sheets()) {
    const rows: Cell[][] = [];
    for await (const row of sheet.rows()) {
      while (rows.length < row.row - 1) rows.push([]);
      rows.push([...row.cells]);
    }
    sheets.push(rows);
  }
  await outcome.value.close();
  return sheets;
}

/** Rows as they come back: empty texts are empty cells, empty ends of rows are not told apart. */
function canonical(rows: readonly OutputRow[], asText: boolean): Cell[][] {
  return rows.map((row) => {
    const cells: Cell[] = row.map((cell) => (cell === "" || cell === null ? null : asText ? String(cell) : cell));
    while (cells.length > 0 && cells[cells.length - 1] === null) cells.pop();
    return cells;
  });
}

function trimmed(rows: Cell[][]): Cell[][] {
  return canonical(rows as OutputRow[], false);
}

const AWKWARD: OutputRow[] = [
  ["张三", '=HYPERLINK("http://x")', "+8613800000000", -3.5, null],
  ['a"b,c', "多\r\n行\n文", "'已有", 0, ""],
  [null, null, null, null, null],
  ["@x", "\t制表", " 空 格 ", 1e21, "_x0041_ & <b> ]]>"],
  ["－全角", '="001"', "欧阳\u0001娜", 123456789012345, "last"],
];

describe("writeTable", () => {
  test("what is written as .csv and .xlsx is read back as it was", async () => {
    for (const extension of ["csv", "xlsx"]) {
      const path = join(folder, `awkward.${extension}`);
      expect(await writeTable(path, ["一", "=二", "三", "四", "五"], AWKWARD)).toEqual({ accepted: true, value: { rows: 5 } });
      const [rows] = await readBack(path);
      const expected = canonical([["一", "=二", "三", "四", "五"], ...AWKWARD], extension === "csv");
      // A number beyond 15 digits is a text in a workbook.
      if (extension === "xlsx") (expected[4] as Cell[])[3] = "1e+21";
      expect(trimmed(rows ?? [])).toEqual(expected);
    }
  });

  test("any text comes back from .csv and .xlsx", async () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "张", "𠮷", "=", "+", "'", '"', ",", "\n", "\r", " ", "<", "&", "_x000D_", "\u00a0", ";", "|", "\t"),
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), async (rows) => {
        for (const extension of ["csv", "xlsx"]) {
          const path = join(folder, `any.${extension}`);
          await writeTable(
            path,
            ["甲", "乙", "丙", "丁"],
            rows.map(([left, right]) => ["x", left, right, "y"]),
          );
          const [read] = await readBack(path);
          expect(read?.slice(1)).toEqual(rows.map(([left, right]) => ["x", left || null, right || null, "y"]));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("a .csv begins with a mark, ends lines as RFC 4180 says, and runs nothing", async () => {
    const path = join(folder, "plain.csv");
    await writeTable(path, ["name", { name: "n", type: "number" }], [["=cmd|'/C calc'!A0", -1], ["short"]]);
    expect(await readFile(path, "utf8")).toBe("\ufeffname,n\r\n'=cmd|'/C calc'!A0,-1\r\nshort,\r\n");
  });

  test("an .xlsx holds texts and numbers only, never a formula", async () => {
    const path = join(folder, "plain.xlsx");
    await writeTable(path, ["a"], [["=1+1"]]);
    const parts = await readParts(path, ["xl/worksheets/sheet1.xml", "[Content_Types].xml"]);
    const xml = parts.accepted ? parts.value.get("xl/worksheets/sheet1.xml")?.toString() : "";
    expect(xml).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t>');
    expect(xml).not.toMatch(/<f[\s>]/);
  });

  test("an .xlsx goes on in another sheet when one is full", async () => {
    const path = join(folder, "long.xlsx");
    await writeWholeFile(path, (handle) =>
      writeXlsx(
        handle,
        [{ name: "n", type: "number" }],
        Array.from({ length: 10 }, (_, index) => [index]),
        5,
      ),
    );
    expect(await readBack(path)).toEqual([
      [["n"], [0], [1], [2], [3]],
      [["n"], [4], [5], [6], [7]],
      [["n"], [8], [9]],
    ]);
    await writeWholeFile(path, (handle) => writeXlsx(handle, [{ name: "n", type: "number" }], [], 5));
    expect(await readBack(path)).toEqual([[["n"]]]);
  });

  test("a .parquet of several row groups", async () => {
    const path = join(folder, "t.parquet");
    const rows = async function* (): AsyncGenerator<OutputRow> {
      for (let row = 0; row < 120_000; row += 1) yield [`号${row % 1000}`, row % 7 === 0 ? null : row / 2, row === 3 ? 5 : ""];
    };
    expect(await writeTable(path, ["号", { name: "数", type: "number" }, "空"], rows())).toEqual({
      accepted: true,
      value: { rows: 120_000 },
    });
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    expect(Number(metadata.num_rows)).toBe(120_000);
    expect(metadata.row_groups).toHaveLength(3);
    const read = await parquetReadObjects({ file });
    expect(read[119_999]).toEqual({ 号: "号999", 数: 59_999.5, 空: "" });
    expect(read[7]).toEqual({ 号: "号7", 数: null, 空: "" });
    expect(read[3]).toEqual({ 号: "号3", 数: 1.5, 空: "5" });
    const empty = join(folder, "empty.parquet");
    await writeTable(empty, ["号"], []);
    expect(Number((await parquetMetadataAsync(await asyncBufferFromFile(empty))).num_rows)).toBe(0);
  });

  test("refuses what cannot be written, and leaves what was there", async () => {
    expect(await writeTable(join(folder, "a.txt"), ["a"], [])).toMatchObject({ refusal: "out-format-unknown" });
    expect(await writeTable(join(folder, "none", "a.csv"), ["a"], [])).toMatchObject({ refusal: "out-folder-missing" });
    await mkdir(join(folder, "d.csv"));
    expect(await writeTable(join(folder, "d.csv"), ["a"], [])).toMatchObject({ refusal: "out-is-a-folder" });
    expect(await writeTable(join(folder, `${"长".repeat(200)}.csv`), ["a"], [])).toMatchObject({ refusal: "out-not-writable" });

    const place = join(folder, "place");
    await mkdir(place);
    const path = join(place, "kept.csv");
    await writeFile(path, "old");
    const full = async function* (): AsyncGenerator<OutputRow> {
      yield ["x"];
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    };
    expect(await writeTable(path, ["a"], full())).toMatchObject({ refusal: "out-disk-full", detail: "the disk is full" });
    const bug = async function* (): AsyncGenerator<OutputRow> {
      yield ["x"];
      throw new RangeError("a bug");
    };
    await expect(writeTable(path, ["a"], bug())).rejects.toThrow("a bug");
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(place)).toEqual(["kept.csv"]);
  });

  test.skipIf(!existsSync("/dev/full"))("a device that is full says so", async () => {
    const handle = await open("/dev/full", "w");
    const failing = join(folder, "full.csv");
    await expect(writeWholeFile(failing, () => handle.appendFile("x"))).rejects.toMatchObject({ refusal: "out-disk-full" });
    await handle.close();
  });
});
