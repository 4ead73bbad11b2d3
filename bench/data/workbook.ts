/** A department's workbook of hundreds of thousands of styled rows, written as a stream. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GridRow, type StyledCell, writeXlsx } from "../../samples/generator/index.ts";
import { Draw } from "./draw.ts";
import type { Extracts } from "./extracts.ts";
import { type Citizen, Population } from "./population.ts";

const HEADERS = ["序号", "户号", "姓名", "性别", "出生日期", "公民身份号码", "户籍地址", "联系电话", "金额（元）"];
const WIDTHS = [8, 12, 11, 6, 13, 21, 40, 14, 10];
const SHEET = "户籍人口";
/** Title, unit row, header. */
const HEAD_ROWS = 3;

/** Writes a workbook of so many people, one row each, with a title, ruled cells, number and date cells, and its truth. */
export async function writeStyledWorkbook(rows: number, directory: string, seed = 1): Promise<Extracts> {
  mkdirSync(directory, { recursive: true });
  const population = new Population(rows, seed);
  const file = "户籍人口登记.xlsx";
  const grid = {
    name: SHEET,
    rows: rowsOf(population, seed),
    merges: [{ firstRow: 0, firstColumn: 0, lastRow: 0, lastColumn: HEADERS.length - 1 }],
    widths: WIDTHS,
    headRows: HEAD_ROWS,
    hiddenColumns: [],
    landscape: true,
    sexColumns: [3],
    lastRow: rows + HEAD_ROWS,
  };
  await writeXlsx(join(directory, file), [grid], {
    bodyFont: "宋体",
    headFont: "黑体",
    titleFont: "宋体",
    headerFill: null,
    dateFormat: "yyyy\\-mm\\-dd",
    strings: "inline",
  });
  const truth = join(directory, "truth.csv");
  writeFileSync(truth, `file,row,truth_id\n${Array.from({ length: rows }, (_, i) => `${file},${i + HEAD_ROWS + 1},P${i}\n`).join("")}`);
  return { files: [{ file, rows }], truth, persons: rows };
}

function* rowsOf(population: Population, seed: number): Generator<GridRow> {
  yield { cells: HEADERS.map((_, i) => ({ value: i === 0 ? "户籍人口登记表" : null, style: "title" })), height: 32 };
  yield { cells: [{ value: "填报单位：柳溪派出所", style: "unit" }] };
  yield { cells: HEADERS.map((value) => ({ value, style: "header" })), height: 24 };
  const draw = new Draw();
  for (let index = 0; index < population.size; index++) yield { cells: cellsOf(population.citizen(index), draw.begin(seed, index)) };
}

function cellsOf(citizen: Citizen, draw: Draw): StyledCell[] {
  return [
    { value: citizen.index + 1, style: "number" },
    { value: String(100_000_000 + citizen.household * 3), style: "text" },
    { value: citizen.name, style: "text" },
    { value: citizen.sex === "1" ? "男" : "女", style: "text" },
    { value: { date: citizen.birthDate }, style: "date" },
    { value: citizen.idNumber, style: "text" },
    { value: citizen.address, style: "left" },
    { value: citizen.phone, style: "text" },
    { value: draw.below(900) + 100, style: "number" },
  ];
}
