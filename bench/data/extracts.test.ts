import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scrambled } from "./draw.ts";
import { writeExtracts, writeSingleTable } from "./extracts.ts";
import { Population } from "./population.ts";
import { writeStyledWorkbook } from "./workbook.ts";

let scratch = "";
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "weinao-extracts-"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe("scrambled", () => {
  it.each([1, 2, 7, 500, 1234])("visits each of %i once", (size) => {
    const order = scrambled(size, 3);
    expect(new Set(Array.from({ length: size }, (_, i) => order(i))).size).toBe(size);
  });
});

describe("Population", () => {
  it("gives nobody another's ID number or telephone", () => {
    const population = new Population(30_000, 5);
    const people = Array.from({ length: 30_000 }, (_, i) => population.citizen(i));
    expect(new Set(people.map((person) => person.idNumber)).size).toBe(30_000);
    const adults = people.filter((person) => person.age >= 16);
    expect(new Set(adults.map((person) => person.phone)).size).toBe(adults.length);
  });
});

describe("a family", () => {
  it("gives no name twice, and now and then has twins", () => {
    const population = new Population(30_000, 8);
    const families = Map.groupBy(
      Array.from({ length: 30_000 }, (_, i) => population.citizen(i)),
      (person) => person.household,
    );
    let twins = 0;
    for (const members of families.values()) {
      const children = members.filter((person) => person.place >= 2 && person.age < 40);
      expect(new Set(children.map((person) => person.name)).size).toBe(children.length);
      if (children.length === 2 && children[0]?.birthDate === children[1]?.birthDate) twins++;
    }
    expect(twins).toBeGreaterThan(20);
  });
});

describe("writeExtracts", () => {
  it("writes so many rows, each with its truth, the same every time", async () => {
    const once = writeExtracts(3000, join(scratch, "a"), 2);
    const again = writeExtracts(3000, join(scratch, "b"), 2);
    expect(once.files).toHaveLength(6);
    expect(once.files.reduce((sum, file) => sum + file.rows, 0)).toBe(3000);
    const truth = (await readFile(once.truth, "utf8")).trimEnd().split("\n").slice(1);
    expect(truth).toHaveLength(3000);
    for (const { file, rows } of once.files) {
      const text = await readFile(join(scratch, "a", file), "utf8");
      const lines = text.trimEnd().split("\n");
      expect(lines).toHaveLength(rows + 1);
      const columns = (lines[0] as string).split(",").length;
      for (const line of lines) expect(line.split(",")).toHaveLength(columns);
      expect(await readFile(join(scratch, "b", file), "utf8")).toBe(text);
      expect(truth.filter((line) => line.startsWith(`${file},`))).toHaveLength(rows);
    }
    expect(again.persons).toBe(once.persons);
  });
});

describe("writeSingleTable and writeStyledWorkbook", () => {
  it("write so many rows", async () => {
    const table = writeSingleTable(500, join(scratch, "c"));
    expect((await readFile(join(scratch, "c", table.files[0]?.file ?? ""), "utf8")).trimEnd().split("\n")).toHaveLength(501);
    const workbook = await writeStyledWorkbook(500, join(scratch, "d"));
    expect((await readFile(workbook.truth, "utf8")).trimEnd().split("\n").at(-1)).toBe(`${workbook.files[0]?.file},503,P499`);
  });
});
