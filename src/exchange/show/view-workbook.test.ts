import { readdirSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { CellLook, SheetView } from "../contract.ts";
import { type MadeWorkbook, makeWorkbook } from "../read/made-workbook.ts";
import { openSource } from "../read/open-source.ts";
import { type ViewOptions, viewWorkbook } from "./view-workbook.ts";

const project = fileURLToPath(new URL("../../../", import.meta.url));

async function viewsOf(path: string, options?: ViewOptions): Promise<readonly SheetView[]> {
  const viewed = await viewWorkbook(path, options);
  if (!viewed.accepted) throw new Error(`${viewed.refusal}: ${viewed.detail}`);
  return viewed.value;
}

async function made(book: MadeWorkbook, options?: ViewOptions): Promise<SheetView> {
  const path = join(await mkdtemp(join(tmpdir(), "show-")), "made.xlsx");
  await writeFile(path, await makeWorkbook(book));
  return (await viewsOf(path, options))[0] as SheetView;
}

const styles =
  '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="¥#,##0.00"/></numFmts>' +
  '<fonts><font><sz val="11"/><name val="宋体"/></font><font><b/><u val="double"/><sz val="18"/><color theme="4" tint="-0.25"/><name val="黑体"/></font></fonts>' +
  '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/></patternFill></fill></fills>' +
  '<borders><border/><border diagonalDown="1"><left style="thin"><color rgb="FFFF0000"/></left><right style="medium"/><top style="thin"/><bottom style="double"/><diagonal style="thin"/></border></borders>' +
  '<cellXfs><xf/><xf fontId="1" fillId="2" borderId="1"><alignment horizontal="center" vertical="center" wrapText="1" textRotation="255"/></xf>' +
  '<xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="14"/><xf borderId="1"/><xf><alignment shrinkToFit="1"/></xf><xf numFmtId="49"/></cellXfs>';

const cell = (reference: string, style: number, value: string, type = "n") =>
  `<c r="${reference}" s="${style}" t="${type}"><v>${value}</v></c>`;
const text = (reference: string, style: number, value: string) =>
  `<c r="${reference}" s="${style}" t="inlineStr"><is><t>${value}</t></is></c>`;

test("letters, fills, lines, numbers and merged cells are shown as a spreadsheet shows them", async () => {
  const view = await made({
    styles,
    strings:
      '<si><t>普通</t></si><si><r><t>前</t></r><r><rPr><b/><color rgb="FFC00000"/><sz val="9"/></rPr><t>后</t></r><rPh><t>zhuyin</t></rPh></si>',
    sheets: [
      {
        name: "表",
        xml:
          '<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="10"/><col min="2" max="2" width="30" hidden="1"/><col min="3" max="3" width="4"/></cols><sheetData>' +
          `<row r="1" ht="30" customHeight="1">${text("A1", 1, "标题")}<c r="C1" s="5"/></row>` +
          `<row r="2">${cell("A2", 2, "45123")}${cell("C2", 3, "-1234.5")}</row>` +
          `<row r="3" hidden="1">${text("A3", 0, "藏")}</row>` +
          `<row r="5">${cell("A5", 4, "1")}${cell("C5", 7, "330782")}${cell("D5", 0, "1", "b")}${cell("E5", 0, "0", "s")}${cell("F5", 0, "1", "s")}</row>` +
          `<row r="6">${text("A6", 6, "一二三四五六七八九十一二三四五六七八九十")}${text("C6", 0, "长长长长长长")}</row>` +
          '</sheetData><mergeCells><mergeCell ref="A1:C1"/></mergeCells>',
      },
    ],
  });
  expect(view.columns.map(({ column }) => column)).toEqual([0, 2, 3, 4, 5]);
  // 宋体 of 11 points: a digit takes 8 pixels (ECMA-376 part 1, 18.3.1.13).
  expect(view.columns[0]?.width).toBe(80);
  expect(view.rows.map(({ row, height, fixed }) => [row, height, fixed])).toEqual([
    [1, 40, true],
    [2, 20, false],
    [4, 20, false],
    [5, 20, false],
    [6, 20, false],
  ]);
  const texts = view.rows.map((row) => row.cells.map((one) => one.text));
  expect(texts).toEqual([
    ["标题"],
    ["2023年7月16日", "-¥1,234.50"],
    [],
    ["1900/1/1", "330782", "TRUE", "普通", "前后"],
    ["一二三四五六七八九十一二三四五六七八九十", "长长长长长长"],
  ]);
  const title = view.rows[0]?.cells[0];
  expect(title).toMatchObject({ column: 0, columns: 3, rows: 1 });
  const look = view.looks[title?.look ?? -1] as CellLook;
  expect(look.letters).toMatchObject({ font: "黑体", size: 24, bold: true, underline: "double", colour: "#2e75b6" });
  expect(look).toMatchObject({
    fill: "#fff2cc",
    horizontal: "center",
    vertical: "middle",
    wraps: true,
    turned: "stacked",
    diagonals: ["falling"],
  });
  expect(look).toMatchObject({ left: { style: "thin", colour: "#ff0000" }, right: { style: "medium" }, bottom: { style: "double" } });
  const [, , , numbers, long] = view.rows;
  expect(numbers?.cells.map((one) => view.looks[one.look]?.horizontal)).toEqual(["right", "left", "center", "left", "left"]);
  expect(numbers?.cells[4]?.runs).toMatchObject([{ text: "前" }, { text: "后", letters: { bold: true, colour: "#c00000", size: 12 } }]);
  expect(long?.cells[0]?.shrunk).toBeLessThan(0.4);
  expect(long?.cells.map((one) => one.spills === true)).toEqual([false, true]);
});

test("a merged cell has the lines of the cells at its ends", async () => {
  const bare = '<border/><border><right style="thick"/><bottom style="dotted"/></border>';
  const view = await made({
    styles: `<fonts><font/></fonts><fills><fill/></fills><borders>${bare}</borders><cellXfs><xf/><xf borderId="1"/></cellXfs>`,
    sheets: [
      {
        name: "表",
        xml: `<sheetData><row r="1">${text("A1", 0, "甲")}<c r="B1" s="1"/></row><row r="2"><c r="A2" s="1"/><c r="B2" s="1"/></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
      },
    ],
  });
  expect(view.rows.map((row) => row.cells.length)).toEqual([1, 0]);
  expect(view.looks[view.rows[0]?.cells[0]?.look ?? -1]).toMatchObject({
    top: null,
    right: { style: "thick" },
    bottom: { style: "dotted" },
  });
});

test("only the rows asked for are shown, and what stands behind the others is read all the same", async () => {
  const rows = Array.from(
    { length: 30_000 },
    (_, at) => `<row r="${at + 1}">${text(`A${at + 1}`, 0, `第 ${at + 1} 行，sheetData`)}</row>`,
  ).join("");
  const xml = `<sheetData>${rows}</sheetData><mergeCells><mergeCell ref="A11:C11"/></mergeCells><pageSetup paperSize="8" orientation="landscape"/>`;
  const view = await made({ sheets: [{ name: "长", xml }] }, { firstRow: 11, rowsMax: 5 });
  expect(view.rows.map((row) => row.row)).toEqual([11, 12, 13, 14, 15]);
  expect(view.more).toBe(true);
  expect(view.rows[0]?.cells[0]).toMatchObject({ text: "第 11 行，sheetData", columns: 3 });
  expect(view.print).toMatchObject({ paper: "A3", landscape: true });
});

test("damage and attacks are refused", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "show-")), "cut.xlsx");
  const whole = await makeWorkbook({ sheets: [{ name: "表", xml: `<sheetData><row r="1">${text("A1", 0, "甲")}</row></sheetData>` }] });
  await writeFile(path, whole.subarray(0, whole.length / 2));
  expect(await viewWorkbook(path)).toMatchObject({ accepted: false, refusal: "file-damaged" });
  expect(await viewWorkbook(join(project, "none.xlsx"))).toMatchObject({ accepted: false, refusal: "file-missing" });
  await writeFile(path, await makeWorkbook({ sheets: [{ name: "表", xml: '<sheetData><row r="9999999"/></sheetData>' }] }));
  expect(await viewWorkbook(path)).toMatchObject({ accepted: false, refusal: "file-unsafe" });
});

const templates = readdirSync(join(project, "departments"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".xlsx"));
const samples = readdirSync(join(project, "samples"))
  .filter((file) => /\.(xlsx|xls|csv|txt)$/.test(file))
  .map((file) => join("../samples", file));

test.each([...templates, ...samples])("%s is shown with every text that the reader finds in it", async (file) => {
  const path = join(project, "departments", file);
  const views = await viewsOf(path);
  const opened = await openSource(path);
  if (!opened.accepted) throw new Error(opened.refusal);
  let number = 0;
  for await (const sheet of opened.value.sheets()) {
    const view = views[number] as SheetView;
    number += 1;
    expect(view.name).toBe(sheet.name);
    const shown = new Map(view.rows.map((row) => [row.row, new Map(row.cells.map((one) => [one.column, one.text]))]));
    for await (const { row, cells, hidden } of sheet.rows()) {
      if (hidden) continue;
      for (const [column, value] of cells.entries()) {
        // Dates and numbers are shown in their format, which the reader takes away.
        if (typeof value !== "string" || value.trim() === "") continue;
        expect([row, column, shown.get(row)?.get(column)]).toEqual([row, column, value]);
      }
    }
    expect(view.print.pages.length).toBeGreaterThan(0);
  }
  expect(views.length).toBe(number);
  await opened.value.close();
});
