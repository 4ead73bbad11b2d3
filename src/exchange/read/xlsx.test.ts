import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cell } from "#vocabulary/contract";
import type { Sheet, SheetRow } from "../contract.ts";
import { SOURCE_LIMITS, type SourceLimits } from "../package/limits.ts";
import { makeArchive } from "../package/made-archive.ts";
import { isFormulaError } from "./cell-text.ts";
import { type MadeWorkbook, makeSheet, makeWorkbook, workbookParts } from "./made-workbook.ts";
import { openSource } from "./open-source.ts";

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "xlsx-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Read {
  readonly sheets: readonly Omit<Sheet, "rows">[];
  readonly rows: readonly SheetRow[];
}

async function read(bytes: Buffer, limits: SourceLimits = SOURCE_LIMITS): Promise<Read> {
  files += 1;
  const path = join(folder, `${files}.xlsx`);
  await writeFile(path, bytes);
  const outcome = await openSource(path, limits);
  if (!outcome.accepted) throw Object.assign(new Error(outcome.detail), { refusal: outcome.refusal });
  const sheets: Omit<Sheet, "rows">[] = [];
  const all: SheetRow[] = [];
  try {
    for await (const { rows, ...sheet } of outcome.value.sheets()) {
      sheets.push(sheet);
      for await (const row of rows()) all.push(row);
    }
  } finally {
    await outcome.value.close();
  }
  return { sheets, rows: all };
}

async function cellsOf(rows: string, rest?: Omit<MadeWorkbook, "sheets">): Promise<Cell[][]> {
  return (await read(await makeSheet(rows, rest))).rows.map((row) => [...row.cells]);
}

describe("cells", () => {
  test("texts: shared, rich, with phonetic guides, inline, escaped, of formulas", async () => {
    const strings =
      '<si><t>张三</t></si><si><r><t>欧阳</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 娜娜</t></r><rPh sb="0" eb="1"><t>オウ</t></rPh><phoneticPr fontId="1"/></si><si><t/></si><si/><si><t>a_x000D_b_x0000_&lt;&#24352;&amp;</t></si>';
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c></row>' +
      '<row r="2"><c r="A2" t="inlineStr"><is><t>李</t></is></c><c r="B2" t="inlineStr"><is><r><t>王</t></r><r><t>五</t></r></is></c><c r="C2" t="str"><f>"x"&amp;1</f><v>x1</v></c><c r="D2" t="inlineStr"><is><t></t></is></c></row>';
    expect(await cellsOf(rows, { strings })).toEqual([
      ["张三", "欧阳 娜娜", null, null, "a\rb<张&"],
      ["李", "王五", "x1"],
    ]);
  });

  test("numbers, booleans, errors, cached values, ISO dates", async () => {
    const cells = await cellsOf(
      '<row r="1"><c r="A1"><v>1.50</v></c><c r="B1" t="n"><v>330782196707292914</v></c><c r="C1"><v>1.10101E+17</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><f>NA()</f><v>#N/A</v></c><c r="F1"><f>SUM(A1)</f><v>3</v></c><c r="G1"><f>X</f></c><c r="H1" t="d"><v>1950-03-12T00:00:00.000Z</v></c><c r="I1" t="d"><v>1950-03-12T08:30:00</v></c><c r="J1"><v>0.1</v></c></row>',
    );
    expect(cells).toEqual([
      [1.5, "330782196707292914", 110101000000000000, true, "#N/A", 3, null, { date: "1950-03-12" }, { date: "1950-03-12T08:30:00" }, 0.1],
    ]);
    expect(cells[0]?.map(isFormulaError)).toEqual([false, false, false, false, true, false, false, false, false, false]);
  });

  test("a long number keeps the digits that a program wrote, and is a number where a spreadsheet rounded it", async () => {
    const written = ["330782196707292914", "330782196707292000", "330782196707292928", "6228480402564890018", "9007199254740993"];
    const cells = await cellsOf(`<row r="1">${written.map((value) => `<c><v>${value}</v></c>`).join("")}</row>`);
    expect(cells[0]).toEqual([
      "330782196707292914",
      330782196707292000,
      Number("330782196707292928"),
      "6228480402564890018",
      Number("9007199254740993"),
    ]);
  });

  test("number formats by the cell's style, custom codes over built-in ones, in both date systems", async () => {
    const styles =
      '<numFmts><numFmt numFmtId="176" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="57" formatCode="0.00"/><numFmt numFmtId="177" formatCode="000000"/></numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="176"><alignment/></xf><xf numFmtId="57"/><xf numFmtId="177"/><xf numFmtId="14"/></cellXfs>';
    const rows =
      '<row r="1"><c r="A1" s="0"><v>18334</v></c><c r="B1" s="1"><v>18334</v></c><c r="C1" s="2"><v>18334</v></c><c r="D1" s="3"><v>71</v></c><c r="E1" s="4"><v>18334</v></c><c r="F1" s="99"><v>18334</v></c></row>';
    expect(await cellsOf(rows, { styles })).toEqual([[18334, { date: "1950-03-12" }, 18334, "000071", { date: "1950-03-12" }, 18334]]);
    const old = await cellsOf(rows, { styles, workbookProperties: '<workbookPr date1904="1"/>' });
    expect(old[0]?.[1]).toEqual({ date: "1954-03-13" });
  });

  test("places: gaps, missing references, cells in disorder, quotes and spaces of other writers", async () => {
    const { rows } = await read(
      await makeSheet(
        '<row r="3"><c r="C3"><v>3</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row><row r="9" hidden="1"><c r="B9"><v>2</v></c><c r="A9"><v>1</v></c></row><row r="10"/><row r="11"><c r="A11" s="1"/></row><row r="12" ht="0"><c t="n" r = \'D12\'><v>4</v></c></row>',
      ),
    );
    expect(rows).toEqual([
      { row: 3, cells: [null, null, 3], hidden: false },
      { row: 4, cells: [1, 2], hidden: false },
      { row: 9, cells: [1, 2], hidden: true },
      { row: 12, cells: [null, null, null, 4], hidden: true },
    ]);
  });
});

describe("sheets", () => {
  test("names, hidden ones, merged ranges with what they cover, hidden columns, dimension lies", async () => {
    const xml =
      '<dimension ref="A1:XFD1048576"/><cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="16384" max="16384" hidden="true"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="C2"><v>4</v></c></row></sheetData><mergeCells count="3"><mergeCell ref="A1:A2"/><mergeCell ref="B1:B1"/><mergeCell ref="D1:XFD1048576"/></mergeCells>';
    const { sheets, rows } = await read(
      await makeWorkbook({
        sheets: [
          { name: "人口&amp;户", xml },
          { name: "隐", xml: "<sheetData/>", state: "hidden" },
          { name: "更隐", xml: "", state: "veryHidden" },
        ],
      }),
    );
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ["人口&户", false],
      ["隐", true],
      ["更隐", true],
    ]);
    expect(sheets[0]?.hiddenColumns).toEqual([1, 2, 4, 16_383]);
    expect(sheets[0]?.merges).toEqual([
      { firstRow: 1, lastRow: 2, firstColumn: 0, lastColumn: 0 },
      { firstRow: 1, lastRow: 1_048_576, firstColumn: 3, lastColumn: 16_383 },
    ]);
    expect(rows.map((row) => row.cells)).toEqual([
      [1, 2],
      [null, null, 4],
    ]);
  });

  test("merged ranges are found wherever the part is cut", async () => {
    // Enough rows that `sheetData` ends at many places of a 256 KB piece.
    for (let padding = 0; padding < 40; padding += 3) {
      const rows = Array.from({ length: 6500 }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`).join("");
      const xml = `<sheetData>${rows}<!--${"x".repeat(262_144 - (rows.length % 262_144) - 100 - 3 * padding)}--></sheetData><mergeCells><mergeCell ref="C1:D2"/></mergeCells>`;
      const { sheets } = await read(await makeWorkbook({ sheets: [{ name: "s", xml }] }));
      expect(sheets[0]?.merges).toHaveLength(1);
    }
  });

  test("strict namespaces, prefixes on every element, parts elsewhere, names in another case, backslashes", async () => {
    const strict = {
      main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
      relations: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    };
    expect(await cellsOf('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', { ...strict, strings: "<si><t>张</t></si>" })).toEqual([["张"]]);

    const parts = workbookParts({ sheets: [{ name: "s", xml: "" }], strings: "<si><t>张</t></si>" });
    parts["xl/worksheets/sheet1.xml"] =
      '<x:worksheet xmlns:x="m"><x:cols><x:col min="1" max="1" hidden="1"/></x:cols><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>李</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A2:B2"/></x:mergeCells></x:worksheet>';
    const prefixed = await read(await makeArchive(parts));
    expect(prefixed.rows[0]?.cells).toEqual(["张", "李"]);
    expect(prefixed.sheets[0]).toMatchObject({ hiddenColumns: [0], merges: [{ firstRow: 2 }] });

    const { "xl/sharedStrings.xml": shared, ...rest } = parts;
    expect((await read(await makeArchive({ ...rest, "XL/SharedStrings.xml": shared as string }))).rows[0]?.cells).toEqual(["张", "李"]);
  });
});

describe("attacks and damage", () => {
  const refusal = async (bytes: Buffer, limits?: SourceLimits): Promise<string> =>
    read(bytes, limits).then(
      () => "accepted",
      (error: { refusal?: string }) => error.refusal ?? String(error),
    );

  test.each([
    ["a row beyond the last", '<row r="1048577"><c><v>1</v></c></row>', "file-unsafe"],
    ["a column beyond the last", '<row r="1"><c r="XFE1"><v>1</v></c></row>', "file-unsafe"],
    ["an absurd reference", '<row r="1"><c r="AAAAAAAAAAAA1"><v>1</v></c></row>', "file-unsafe"],
    ["a row number that is none", '<row r="x"><c><v>1</v></c></row>', "file-unsafe"],
    ["rows out of order", '<row r="5"><c><v>1</v></c></row><row r="5"><c><v>1</v></c></row>', "file-damaged"],
    ["a text that is not there", '<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "file-damaged"],
    ["an element that is not closed", '<row r="1"><c r="A1"><v>7</v>', "file-damaged"],
    ["an endless text", `<row r="1"><c r="A1" t="inlineStr"><is><t>${"张".repeat(1_200_000)}</t></is></c></row>`, "file-unsafe"],
  ])("%s", async (_, rows, expected) => {
    expect(await refusal(await makeSheet(rows))).toBe(expected);
  });

  test("entities are not expanded, in no part", async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';
    const parts = workbookParts({ sheets: [{ name: "s", xml: "<sheetData/>" }], strings: "<si><t>&b;</t></si>" });
    for (const name of ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "_rels/.rels"]) {
      expect(await refusal(await makeArchive({ ...parts, [name]: `${bomb}${parts[name]}` }))).toBe("file-unsafe");
    }
  });

  test("a million merged ranges, and more cells than anybody has", async () => {
    const merges = Array.from({ length: 600 }, (_, index) => `<mergeCell ref="A${index * 2 + 1}:B${index * 2 + 2}"/>`).join("");
    const merged = await makeWorkbook({ sheets: [{ name: "s", xml: `<sheetData/><mergeCells>${merges}</mergeCells>` }] });
    expect(await refusal(merged)).toBe("accepted");
    expect(await refusal(merged, { ...SOURCE_LIMITS, mergesMax: 500 })).toBe("file-unsafe");
    const wide = await makeSheet(
      Array.from({ length: 20 }, (_, index) => `<row r="${index + 1}"><c r="XFD${index + 1}"><v>1</v></c></row>`).join(""),
    );
    expect(await refusal(wide)).toBe("accepted");
    expect(await refusal(wide, { ...SOURCE_LIMITS, cellsMax: 16_384 * 10 })).toBe("file-unsafe");
    expect(
      await refusal(await makeSheet("", { strings: "<si><t>张张张</t></si>".repeat(100) }), {
        ...SOURCE_LIMITS,
        sharedCharactersMax: 1000,
      }),
    ).toBe("file-too-large");
  });

  test("more rows than a sheet has are found before the first is delivered", async () => {
    const path = join(folder, "rows.xlsx");
    await writeFile(path, await makeSheet("<row></row>".repeat(1_049_000)));
    expect(await openSource(path)).toMatchObject({
      accepted: false,
      refusal: "file-unsafe",
      detail: "a sheet claims more than 1048576 rows",
    });
  });

  test("a bomb is refused before any row, within bounded memory", async () => {
    const parts = workbookParts({ sheets: [{ name: "s", xml: "<sheetData/>" }] });
    const { "xl/worksheets/sheet1.xml": _, ...rest } = parts;
    const honest = await makeArchive({ ...rest, "xl/worksheets/sheet1.xml": "BOMB" }, ["xl/worksheets/sheet1.xml"]);
    const script = `
      const { openSource } = await import(${JSON.stringify(new URL("./open-source.ts", import.meta.url).href)});
      const before = process.memoryUsage().rss;
      const outcome = await openSource(process.argv[1]);
      console.log(JSON.stringify([outcome.refusal, outcome.detail, process.resourceUsage().maxRSS / 1024 - before / 1024 / 1024]));`;
    // One that lies about its size, and one that tells it.
    for (const [claim, reason] of [
      [1024, "more than it claims"],
      [2_000_000_000, "times its size"],
    ] as const) {
      const archive = withBomb(honest, claim);
      expect(archive.length).toBeLessThan(5_000_000);
      const path = join(folder, "bomb.xlsx");
      await writeFile(path, archive);
      const run = spawnSync(process.execPath, ["--input-type=module", "-e", script, path], { encoding: "utf8" });
      const [found, detail, megabytes] = JSON.parse(run.stdout) as [string, string, number];
      expect([found, detail]).toEqual(["file-zip-bomb", expect.stringContaining(reason)]);
      expect(megabytes).toBeLessThan(150);
    }
  });

  test("two hundred thousand cells stream in bounded memory", async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `<row r="${row + 1}">${"<c><v>12345678</v></c>".repeat(10)}</row>`).join("");
    expect((await read(await makeSheet(rows))).rows).toHaveLength(20_000);
  });
});

/** Swaps the stored part `BOMB` for two gigabytes of elements in a few megabytes, claimed to be of `claim` bytes. */
function withBomb(archive: Buffer, claim: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(1_000_000, "<a/>"), { finishFlush: 3 });
  const bomb = Buffer.concat([
    Buffer.from(deflateRawSync(Buffer.from("<worksheet>"), { finishFlush: 3 })),
    ...Array.from({ length: 2000 }, () => block),
  ]);
  const at = archive.indexOf("BOMB");
  const swapped = Buffer.concat([archive.subarray(0, at), bomb, archive.subarray(at + 4)]);
  const shift = bomb.length - 4;
  const end = swapped.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const directory = swapped.readUInt32LE(end + 16) + shift;
  swapped.writeUInt32LE(directory, end + 16);
  for (let entry = directory; entry < end; entry += 46 + swapped.readUInt16LE(entry + 28) + swapped.readUInt16LE(entry + 30)) {
    const name = swapped.toString("utf8", entry + 46, entry + 46 + swapped.readUInt16LE(entry + 28));
    if (name === "xl/worksheets/sheet1.xml") {
      swapped.writeUInt16LE(8, entry + 10);
      swapped.writeUInt32LE(bomb.length, entry + 20);
      swapped.writeUInt32LE(claim, entry + 24);
    } else if (swapped.readUInt32LE(entry + 42) > at) swapped.writeUInt32LE(swapped.readUInt32LE(entry + 42) + shift, entry + 42);
  }
  return swapped;
}
