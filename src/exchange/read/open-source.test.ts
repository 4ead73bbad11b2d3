import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utils, write } from "@e965/xlsx";
import fc from "fast-check";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cell } from "#vocabulary/contract";
import type { Sheet, SheetRow, SourceFile } from "../contract.ts";
import { RefusalError } from "../errors.ts";
import { SOURCE_LIMITS, type SourceLimits } from "../package/limits.ts";
import { makeArchive } from "../package/made-archive.ts";
import { makeSheet, workbookParts } from "./made-workbook.ts";
import { openSource } from "./open-source.ts";

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "source-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function place(content: string | Buffer, name = "file.csv"): Promise<string> {
  files += 1;
  await mkdir(join(folder, String(files)));
  const path = join(folder, String(files), name);
  await writeFile(path, content);
  return path;
}

async function rowsOf(sheet: Sheet): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of sheet.rows()) rows.push(row);
  return rows;
}

async function opened(
  content: string | Buffer,
  name?: string,
  limits?: SourceLimits,
): Promise<{ source: Omit<SourceFile, "sheets" | "close">; cells: Cell[][]; rows: number[] }> {
  const outcome = await openSource(await place(content, name), limits);
  if (!outcome.accepted) throw new Error(`${outcome.refusal}: ${outcome.detail}`);
  const { sheets, close, ...source } = outcome.value;
  const all: SheetRow[] = [];
  for await (const sheet of sheets()) all.push(...(await rowsOf(sheet)));
  await close();
  return { source, cells: all.map((row) => [...row.cells]), rows: all.map((row) => row.row) };
}

async function refusal(content: string | Buffer, name?: string, limits?: SourceLimits): Promise<string> {
  const outcome = await openSource(await place(content, name), limits);
  if (!outcome.accepted) return `${outcome.refusal}: ${outcome.detail}`;
  await outcome.value.close();
  return "accepted";
}

const TEXT = "姓名,性别,备注\r\n张三,男,\r\n欧阳娜娜,女,𠮷𬀩\r\n";
const CELLS = [
  ["姓名", "性别", "备注"],
  ["张三", "男", null],
  ["欧阳娜娜", "女", "𠮷𬀩"],
];

describe("texts", () => {
  test.each([
    ["utf-8", Buffer.from(TEXT)],
    ["utf-8", Buffer.from(`\ufeff${TEXT}`)],
    ["gb18030", iconv.encode(TEXT, "gb18030")],
    ["utf-16le", Buffer.from(`\ufeff${TEXT}`, "utf16le")],
    ["utf-16le", Buffer.from(TEXT, "utf16le")],
    ["utf-16be", iconv.encode(`\ufeff${TEXT}`, "utf-16be")],
    ["utf-16be", iconv.encode(TEXT, "utf-16be")],
  ])("finds the encoding %s", async (encoding, bytes) => {
    const { source, cells } = await opened(bytes);
    expect(source).toMatchObject({
      format: "text",
      encoding,
      delimiter: ",",
      sizeBytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
    expect(cells).toEqual(CELLS);
  });

  test("decides over the whole content: ten thousand ASCII lines, then one in GBK", async () => {
    const lines = "id,name\n".repeat(100_000);
    const { source, cells } = await opened(iconv.encode(`${lines}1,张三\n`, "gbk"));
    expect(source.encoding).toBe("gb18030");
    expect(cells.at(-1)).toEqual(["1", "张三"]);
  });

  test("keeps characters whole across the chunks in which a file is read", async () => {
    for (const encoding of ["utf-8", "gb18030", "utf-16le"]) {
      const line = "张三丰,义乌市江东街道,123\n";
      const { cells } = await opened(iconv.encode(`x${line.repeat(30_000)}`, encoding));
      expect(cells.length).toBe(30_000);
      expect(cells.slice(1).every((row) => row[0] === "张三丰" && row[1] === "义乌市江东街道" && row[2] === "123")).toBe(true);
    }
  });

  test("reads a text with few broken places and counts them, and one whose lines come from two systems line by line", async () => {
    const good = Buffer.from("张三,男\n".repeat(500));
    const { source, cells } = await opened(Buffer.concat([good, Buffer.from([0x41, 0xff, 0x2c, 0x42, 0x0a])]));
    expect(source).toMatchObject({ encoding: "utf-8", brokenCharacters: 1 });
    expect(cells.at(-1)).toEqual(["A\ufffd", "B"]);
    const lines = Buffer.concat([good, iconv.encode("欧阳,性别男，汉族\n".repeat(500), "gbk"), good]);
    const mixed = await opened(lines);
    expect(mixed.source).toMatchObject({ encoding: "utf-8+gb18030", delimiter: "," });
    expect(mixed.source).not.toHaveProperty("brokenCharacters");
    expect([mixed.cells[0], mixed.cells[700], mixed.cells[1400]]).toEqual([
      ["张三", "男"],
      ["欧阳", "性别男，汉族"],
      ["张三", "男"],
    ]);
    const neither = Buffer.concat([good, Buffer.from(Array.from({ length: 3000 }, (_, at) => (at % 7 === 6 ? 0x0a : 0xfe + (at % 2))))]);
    expect(await refusal(neither)).toMatch(/^file-damaged: its text is in no one encoding/);
  });

  test("zero bytes in and behind a text are padding", async () => {
    const text = iconv.encode("姓名,电话\n张三,13800000001\n", "gbk");
    const { cells } = await opened(Buffer.concat([text, Buffer.alloc(200), iconv.encode("李四,13800000002\n", "gbk"), Buffer.alloc(301)]));
    expect(cells).toEqual([
      ["姓名", "电话"],
      ["张三", "13800000001"],
      ["李四", "13800000002"],
    ]);
  });

  test.each([
    [",", "a,b,c\n1,2,3\n"],
    ["\t", "姓名\t地址\n张三\t永胜花园,4幢\n李四\t金村,5幢\n"],
    [";", "a;b;c\n1,5;2,5;3,5\n2,5;1,0;7,5\n"],
    ["|", "a|b\n1|2\n"],
    [",", "报表\n单位：甲;乙,,2024年\n序号,姓名,电话\n1,张三,1;2\n2,李四,3;4\n"],
    [";", "sep=;\na,b;c\nd,e;f\n"],
    [",", "张三\n李四\n"],
  ])("finds the delimiter %j", async (delimiter, text) => {
    expect((await opened(text, "x.txt")).source.delimiter).toBe(delimiter);
  });

  test("counts rows as a person does, and keeps ragged rows, quoted breaks and text markers", async () => {
    const { cells, rows } = await opened('a,b\n\n"x\ny",2\n1\n1,2,3,4\n="0071",=1+1\n\'+86,\'=x,\'y\nlast,"q"');
    expect(rows).toEqual([1, 3, 4, 5, 6, 7, 8]);
    expect(cells).toEqual([["a", "b"], ["x\ny", "2"], ["1"], ["1", "2", "3", "4"], ["0071", "=1+1"], ["+86", "=x", "'y"], ["last", "q"]]);
  });

  test("takes angle brackets for what people write", async () => {
    expect((await opened("<姓名>,<a>\n1,2\n")).cells).toEqual([
      ["<姓名>", "<a>"],
      ["1", "2"],
    ]);
  });

  test("can be read again from the start, also twice at once", async () => {
    const outcome = await openSource(await place(TEXT));
    if (!outcome.accepted) throw new Error();
    for await (const sheet of outcome.value.sheets()) {
      const both = await Promise.all([rowsOf(sheet), rowsOf(sheet)]);
      expect(both[0]).toEqual(both[1]);
      for await (const row of sheet.rows()) {
        expect(row.row).toBe(1);
        break;
      }
      expect(await rowsOf(sheet)).toEqual(both[0]);
    }
    await outcome.value.close();
  });
});

describe("formats, whatever the name says", () => {
  test("an .xlsx named .xls or .csv, and a text named .xls or .xlsx", async () => {
    const workbook = await makeSheet('<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>');
    for (const name of ["a.xls", "a.csv", "a"])
      expect(await opened(workbook, name)).toMatchObject({ source: { format: "xlsx" }, cells: [["姓名"]] });
    for (const name of ["a.xls", "a.xlsx"]) expect(await opened(TEXT, name)).toMatchObject({ source: { format: "text" }, cells: CELLS });
  });

  test("a legacy workbook: merges, hidden rows, columns and sheets, dates, zeros, errors, numbers", async () => {
    const sheet = utils.aoa_to_sheet([
      ["标题", null, null],
      ["姓名", "出生", "号"],
      ["张三", 18334, 7],
      [true, 0.5, { t: "e", v: 42 }],
    ]);
    sheet["!merges"] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 2 } }];
    sheet["!cols"] = [{}, {}, { hidden: true }];
    sheet["!rows"] = [{}, {}, { hidden: true }];
    Object.assign(sheet.B3, { z: 'yyyy"年"m"月"d"日"' });
    Object.assign(sheet.C3, { z: "000000" });
    const other = utils.aoa_to_sheet([["x"]]);
    const book = {
      SheetNames: ["人口", "隐"],
      Sheets: { 人口: sheet, 隐: other },
      Workbook: { Sheets: [{ Hidden: 0 as const }, { Hidden: 1 as const }] },
    };
    const bytes: Buffer = write(book, { type: "buffer", bookType: "biff8", cellStyles: true });
    const outcome = await openSource(await place(bytes, "a.xlsx"));
    if (!outcome.accepted) throw new Error(outcome.detail);
    expect(outcome.value.format).toBe("xls");
    const sheets: Sheet[] = [];
    for await (const found of outcome.value.sheets()) sheets.push(found);
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ["人口", false],
      ["隐", true],
    ]);
    expect(sheets[0]?.merges).toEqual([{ firstRow: 1, lastRow: 1, firstColumn: 0, lastColumn: 2 }]);
    expect(await rowsOf(sheets[0] as Sheet)).toEqual([
      { row: 1, cells: ["标题"], hidden: false },
      { row: 2, cells: ["姓名", "出生", "号"], hidden: false },
      { row: 3, cells: ["张三", { date: "1950-03-12" }, "000007"], hidden: expect.any(Boolean) },
      { row: 4, cells: [true, 0.5, "#N/A"], hidden: false },
    ]);
    expect(await rowsOf(sheets[1] as Sheet)).toHaveLength(1);
    await outcome.value.close();
  });

  test("a large legacy workbook comes in batches, each row once", async () => {
    const rows = Array.from({ length: 7001 }, (_, index) => [index, `名${index}`]);
    const bytes: Buffer = write({ SheetNames: ["s"], Sheets: { s: utils.aoa_to_sheet(rows) } }, { type: "buffer", bookType: "biff8" });
    expect((await opened(bytes, "a.xls")).cells).toEqual(rows);
  });

  test("an HTML table saved as .xls, in GBK", async () => {
    const html = `<html><head><meta charset="gbk"></head><body><table><tr><th colspan="2">花名册</th></tr><tr><td>姓名</td><td>身份证</td></tr><tr><td>张&amp;三</td><td style="mso-number-format:'\\@'">330782196707292914</td></tr></table></body></html>`;
    const { source, cells } = await opened(iconv.encode(html, "gbk"), "导出.xls");
    expect(source).toMatchObject({ format: "xls", encoding: "gb18030", name: "导出.xls" });
    expect(cells).toEqual([["花名册"], ["姓名", "身份证"], ["张&三", "330782196707292914"]]);
  });

  test("a cell of an HTML table that claims to span a billion columns and rows", async () => {
    const html = `<table><tr><td colspan="999999999" rowspan=999999999>花名册</td></tr><tr><td>姓名</td><td>电话</td></tr><tr><td>张三</td><td colspan=16384>138</td></tr></table>`;
    const { cells } = await opened(html, "a.xls");
    expect(cells[0]).toEqual(["花名册"]);
    expect(cells.flat().filter((cell) => cell !== null)).toEqual(["花名册", "姓名", "电话", "张三", "138"]);
  });

  test("the XML of Excel 2003 saved as .xls", async () => {
    const xml = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="人口"><Table><Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="String">号</Data></Cell></Row><Row><Cell><Data ss:Type="String">李四</Data></Cell><Cell><Data ss:Type="Number">12</Data></Cell></Row></Table></Worksheet></Workbook>`;
    expect(await opened(xml, "a.xls")).toMatchObject({
      source: { format: "xls" },
      cells: [
        ["姓名", "号"],
        ["李四", 12],
      ],
    });
  });
});

describe("refusals", () => {
  test("missing, a folder, no ordinary file", async () => {
    expect(await openSource(join(folder, "none.xlsx"))).toMatchObject({ refusal: "file-missing" });
    expect(await openSource(folder)).toMatchObject({ refusal: "file-unreadable", detail: "it is a folder" });
    expect(await openSource("/dev/null")).toMatchObject({ refusal: "file-unreadable" });
    // Nobody will ever write into this pipe.
    const pipe = join(folder, "管道.csv");
    execFileSync("mkfifo", [pipe]);
    expect(await openSource(pipe)).toMatchObject({ refusal: "file-unreadable", detail: "it is not an ordinary file" });
    const closed = await place(TEXT);
    await rm(closed);
    await writeFile(closed, TEXT, { mode: 0 });
    if (process.getuid?.() !== 0) expect(await openSource(closed)).toMatchObject({ refusal: "file-unreadable" });
  });

  test.each([
    ["", "file-empty"],
    [" \r\n\t\n", "file-empty"],
    ["\ufeff", "file-empty"],
    ["PK\x03", "file-damaged: it is the beginning of a package"],
    [Buffer.alloc(500), "file-not-a-sheet: it holds binary data"],
    ["%PDF-1.7 ...", "file-not-a-sheet: it is a PDF"],
    ["<html><body><p>登录超时</p></body></html>", "file-not-a-sheet: it is a page"],
    ["MIME-Version: 1.0\r\n", "file-not-a-sheet: it is a web archive"],
    ['[{"name":"x"}]', "file-not-a-sheet: it is JSON"],
    ['<!DOCTYPE x [<!ENTITY a "aaaa">]><table><tr><td>&a;</td></tr></table>', "file-unsafe"],
    [Buffer.concat([Buffer.from([0x89]), Buffer.from("PNG\r\n\x1a\n")]), "file-not-a-sheet: it is a picture"],
    [Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256)), "file-not-a-sheet: it holds binary data"],
    [Buffer.from("b\x14#e\0\0E-SafeNet\0\0LOCK"), "file-encrypted"],
  ])("%#", async (content, expected) => {
    expect(await refusal(content, "a.xls")).toContain(expected);
  });

  test("archives that are no workbook", async () => {
    expect(await refusal(await makeArchive({ "word/document.xml": "<w/>", "_rels/.rels": "<r/>" }))).toMatch(/file-not-a-sheet.*\.docx/);
    expect(await refusal(await makeArchive({ "a.txt": "x" }))).toMatch(/file-not-a-sheet.*zip archive/);
    expect(await refusal(await makeArchive({ mimetype: "x", "content.xml": "<x/>" }))).toMatch(/file-not-a-sheet.*OpenDocument/);
  });

  test("half a file, of every format", async () => {
    const workbook = await makeSheet('<row r="1"><c r="A1"><v>1</v></c></row>');
    for (const share of [0.2, 0.5, 0.9, 0.99])
      expect(await refusal(workbook.subarray(0, workbook.length * share))).toMatch(/^file-damaged/);
    const rows = Array.from({ length: 3000 }, (_, index) => [index, `名${index}`]);
    const legacy: Buffer = write({ SheetNames: ["s"], Sheets: { s: utils.aoa_to_sheet(rows) } }, { type: "buffer", bookType: "biff8" });
    for (const share of [0.02, 0.5]) expect(await refusal(legacy.subarray(0, legacy.length * share), "a.xls")).toMatch(/^file-damaged/);
  });

  test("an encrypted workbook", async () => {
    const container = Buffer.alloc(4096);
    container.write("d0cf11e0a1b11ae1", "hex");
    container.write("EncryptedPackage\0", 1024, "utf16le");
    expect(await refusal(container, "a.xlsx")).toBe("file-encrypted: the workbook is protected by a password");
    container.fill(0, 1024).write("WordDocument\0", 1024, "utf16le");
    expect(await refusal(container, "a.xls")).toMatch(/file-not-a-sheet.*\.doc/);
  });

  test("what passes the limits of size, time and memory", async () => {
    const html = `<table>${"<tr><td>x</td></tr>".repeat(60_000)}</table>`;
    expect(await refusal(html, "a.xls", { ...SOURCE_LIMITS, legacyBytesMax: 1000 })).toMatch(/^file-too-large/);
    expect(await refusal(html, "a.xls", { ...SOURCE_LIMITS, legacyMillisecondsMax: 1 })).toMatch(/^file-unsafe: parsing it takes longer/);
    expect(await refusal(html, "a.xls", { ...SOURCE_LIMITS, legacyHeapMegabytesMax: 8 })).toMatch(
      /^file-too-large: parsing it takes more memory/,
    );
    expect(await refusal(TEXT, "a.csv", { ...SOURCE_LIMITS, fileBytesMax: 10 })).toMatch(/^file-too-large/);
    expect(await refusal(TEXT, "a.csv", { ...SOURCE_LIMITS, linesMax: 2 })).toMatch(/^file-too-large: the text has more than 2 lines/);
    expect(await refusal("a".repeat(5000), "a.csv", { ...SOURCE_LIMITS, lineBytesMax: 4000 })).toMatch(/^file-unsafe: a row of the text/);
    expect(await refusal(`${"a,".repeat(20_000)}\n`)).toMatch(/^file-unsafe: a row of the text has more than 16384 columns/);
    const late = await openSource(await place(`${"a,b\n".repeat(100_000)}${"a,".repeat(20_000)}\n`));
    if (!late.accepted) throw new Error(late.detail);
    for await (const sheet of late.value.sheets()) await expect(rowsOf(sheet)).rejects.toMatchObject({ refusal: "file-unsafe" });
    await late.value.close();
  });
});

describe("any damage", () => {
  test("is a refusal or is read, and never anything else", async () => {
    const strings = "<si><t>张三</t></si><si><r><t>李</t></r></si>";
    const rows = Array.from(
      { length: 40 },
      (_, row) => `<row r="${row + 1}"><c r="A${row + 1}" t="s"><v>${row % 2}</v></c><c r="B${row + 1}"><v>${row}</v></c></row>`,
    ).join("");
    const workbook = await makeSheet(rows, { strings });
    // Stored, so that the damage reaches the XML and not only its check sum.
    const bare = await makeArchive(workbookParts({ sheets: [{ name: "s", xml: `<sheetData>${rows}</sheetData>` }], strings }), [
      "xl/worksheets/sheet1.xml",
      "xl/sharedStrings.xml",
    ]);
    const text = iconv.encode(TEXT.repeat(20), "gb18030");
    const table = Buffer.from(`<table>${"<tr><td>张</td><td colspan=2>1</td></tr>".repeat(9)}</table>`);
    const path = await place("");
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(workbook, bare, text, table),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (whole, damage) => {
          const bytes = Buffer.from(whole);
          for (const [at, byte] of damage) bytes[at % bytes.length] = byte;
          await writeFile(path, bytes);
          const outcome = await openSource(path);
          if (!outcome.accepted) return;
          try {
            for await (const sheet of outcome.value.sheets()) await rowsOf(sheet);
          } catch (error) {
            expect(error).toBeInstanceOf(RefusalError);
          } finally {
            await outcome.value.close();
          }
        },
      ),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 80) },
    );
  });
});

const inputs = join(import.meta.dirname, "../../../../shared/inputs/registers");
const present = await stat(inputs).then(
  () => true,
  () => false,
);
test.skipIf(!present)("opens every sample register at ../shared/inputs (skipped when absent)", async () => {
  for (const name of await readdir(inputs)) {
    const outcome = await openSource(join(inputs, name));
    if (!outcome.accepted) throw new Error(`${name}: ${outcome.detail}`);
    let rows = 0;
    for await (const sheet of outcome.value.sheets()) rows += (await rowsOf(sheet)).length;
    await outcome.value.close();
    expect(rows).toBeGreaterThan(50);
  }
});
