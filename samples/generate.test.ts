import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as XLSX from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isoDay } from "./generator/calendar.ts";
import { generateWorld, REGISTERS, writeRegisters } from "./generator/index.ts";

const SAMPLES = dirname(fileURLToPath(import.meta.url));
type Line = Readonly<Record<string, string>>;
type Cells = readonly (readonly unknown[])[];

let scratch = "";
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "weinao-samples-"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe("the committed samples", () => {
  it("are what the generator writes", async () => {
    await writeRegisters(generateWorld(20250630, 600), 0, scratch);
    for (const folder of ["", "truth"]) {
      const made = (await readdir(join(scratch, folder))).filter((name) => name.includes("."));
      const kept = (await readdir(join(SAMPLES, folder))).filter((name) => /\.(xlsx|xls|csv|txt)$/.test(name));
      expect(made.sort()).toEqual(kept.sort());
      for (const name of made)
        expect(await contents(join(scratch, folder, name)), name).toEqual(await contents(join(SAMPLES, folder, name)));
    }
  });

  it("hold every kind of error that can be put in and every register", async () => {
    const kinds = new Set((await table(join(SAMPLES, "truth/injected.csv"))).map((line) => line.kind));
    expect(kinds.size).toBeGreaterThanOrEqual(19);
    expect((await readdir(SAMPLES)).filter((name) => /^\p{Script=Han}.*\.(xlsx|xls|csv|txt)$/u.test(name))).toHaveLength(REGISTERS.length);
  });
});

describe("the truth", () => {
  it.each([0, 1, 2, 3, 4, 5])("stands where it says, in layout %i", async (layoutSeed) => {
    const directory = join(scratch, `layout-${layoutSeed}`);
    const world = generateWorld(40 + layoutSeed, 260);
    await writeRegisters(world, layoutSeed, directory, { errors: 3 });
    const books = new Map<string, Map<string, Cells>>();
    const cellsOf = async (line: Line): Promise<Cells> => {
      const file = String(line.file);
      const book = books.get(file) ?? (await readBook(join(directory, file)));
      books.set(file, book);
      return book.get(String(line.sheet)) ?? [];
    };
    for (const line of await table(join(directory, "truth/injected.csv"))) {
      if (line.attribute === "*") continue;
      const cell = (await cellsOf(line))[Number(line.row) - 1]?.[Number(line.column) - 1];
      expect(plain(cell, line), JSON.stringify(line)).toBe(line.raw_value);
    }
    for (const line of await table(join(directory, "truth/rowvalues.csv"))) {
      if (!line.employer) continue;
      expect((await cellsOf(line))[Number(line.row) - 1], JSON.stringify(line)).toContain(line.employer);
    }
  });

  it("has an element for every mention", async () => {
    const truth = join(SAMPLES, "truth");
    const known = new Set<string>();
    for (const name of ["persons", "households", "dwellings", "organisations"])
      for (const line of await table(join(truth, `${name}.csv`))) known.add(String(line.truth_id));
    for (const line of await table(join(truth, "rows.csv"))) expect(known.has(String(line.truth_id))).toBe(true);
  });
});

describe("writing without errors", () => {
  it("puts none in", async () => {
    const directory = join(scratch, "clean");
    await writeRegisters(generateWorld(9, 200), 7, directory, { errors: 0, registers: ["household-register", "migrant-register"] });
    expect(await table(join(directory, "truth/injected.csv"))).toEqual([]);
  });
});

/** A file's content without the compression, which may differ between versions of zlib. */
async function contents(path: string): Promise<unknown> {
  const bytes = await readFile(path);
  if (bytes.subarray(0, 2).toString() !== "PK") return bytes.toString("base64");
  const archive: { FullPaths: string[]; FileIndex: { content: Uint8Array }[] } = XLSX.CFB.read(bytes, { type: "buffer" });
  return archive.FullPaths.map((name, i) => [name, Buffer.from(archive.FileIndex[i]?.content ?? []).toString()]);
}

async function table(path: string): Promise<Line[]> {
  return parse(await readFile(path), { columns: true, bom: true });
}

/** Sheets of any sample file by name, text files under `""`, all rows from row 1. */
async function readBook(path: string): Promise<Map<string, Cells>> {
  const bytes = await readFile(path);
  if (/\.(csv|txt)$/.test(path)) return new Map([["", textRows(bytes, path)]]);
  const book = XLSX.read(bytes, { cellDates: false });
  return new Map(
    book.SheetNames.map((name) => [
      name,
      XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name] as XLSX.WorkSheet, {
        header: 1,
        raw: true,
        blankrows: true,
        defval: null,
        range: 0,
      }),
    ]),
  );
}

function textRows(bytes: Buffer, path: string): Cells {
  const encoding = bytes[0] === 0xff ? "utf16le" : isUtf8(bytes) ? "utf8" : "gb18030";
  const text = iconv.decode(bytes, encoding);
  const delimiter = path.endsWith(".txt") ? "\t" : basename(text.split("\r\n")[0] ?? "").includes(";") ? ";" : ",";
  return parse(text, { delimiter, relax_column_count: true });
}

function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString()).equals(bytes);
}

/** A cell as the truth writes it; a date cell holds days since 1900. */
function plain(cell: unknown, line: Line): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number" && cell < 80_000 && line.attribute?.endsWith("birthDate")) return isoDay(cell - 25_569);
  return String(cell);
}
