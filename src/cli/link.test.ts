import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeTable } from "#exchange";
import { type Ran, run } from "./testing.ts";

const folder = mkdtempSync(join(tmpdir(), "weinao-link-"));
const at = (name: string): string => join(folder, name);
const link = (...words: string[]): Promise<Ran> => run(["link", ...words], { openFails: new Error("link opens no database") });

const GIVEN = ["ann", "bella", "carl", "dora", "edgar", "fiona", "george", "helga", "ivan", "julia", "karl", "linda"];
const FAMILY = ["abbott", "baxter", "chandler", "dawson", "ellison", "fletcher", "graham", "hopkins", "ingram", "jordan"];
const HEADER = "rec_id, given_name, surname, date_of_birth, soc_sec_id";
const PEOPLE = 80;

/** A number below `below` that looks drawn at random, the same each time (the finaliser of MurmurHash3). */
function drawn(person: number, what: number, below: number): number {
  let mixed = Math.imul(person * 8 + what + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
}

/** A person as the file of originals (0) or of duplicates (1) tells them: in the second a letter of every third surname is missing. */
function line(person: number, copy: number): string {
  const surname = FAMILY[drawn(person, 0, FAMILY.length)] as string;
  const given = GIVEN[drawn(person, 1, GIVEN.length)] as string;
  const born = (1940 + drawn(person, 2, 60)) * 10000 + (1 + drawn(person, 3, 12)) * 100 + 1 + drawn(person, 4, 28);
  const told = copy === 1 && person % 3 === 0 ? surname.slice(0, 2) + surname.slice(3) : surname;
  return `rec-${person}-${copy === 0 ? "org" : "dup"}, ${given}, ${told}, ${born}, ${1000000 + drawn(person, 5, 9000000)}`;
}

const SPEC = {
  comparisons: [
    { column: "given_name", levels: [{ level: "exact" }] },
    { column: "surname", levels: [{ level: "exact" }, { level: "slips", max: 1 }], termFrequency: true },
    { column: "date_of_birth", levels: [{ level: "exact" }, { level: "dateParts" }] },
    { column: "soc_sec_id", levels: [{ level: "exact" }, { level: "slips", max: 1 }] },
  ],
  blocking: [["soc_sec_id"], ["date_of_birth:year", "surname:sound"]],
};

beforeAll(async () => {
  const people = Array.from({ length: PEOPLE }, (_, person) => person);
  writeFileSync(at("one.csv"), [HEADER, ...people.map((person) => line(person, 0))].join("\n"));
  // Another order of columns and of people, and a blank line, which counts.
  const turned = [...people].reverse().map((person) => line(person, 1).split(", ").toReversed());
  await writeTable(at("two.xlsx"), HEADER.split(", ").toReversed(), [...turned.slice(0, 1), [], ...turned.slice(1)]);
  writeFileSync(at("spec.json"), JSON.stringify(SPEC));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Share of the people whose two rows are in one cluster that holds no other row. */
function foundShare(clusters: string): number {
  const lines = clusters
    .replace(/^\uFEFF/, "")
    .trim()
    .split(/\r?\n/);
  expect(lines[0]).toBe("file,row,cluster");
  const people = new Map<string, number[]>();
  for (const text of lines.slice(1)) {
    const [file = "", row = "", cluster = ""] = text.split(",");
    // The workbook's people stand in reverse order, behind the first of them a blank row.
    const place = Number(row);
    const person = file.endsWith("one.csv") ? place - 2 : PEOPLE - 1 - (place === 2 ? 0 : place - 3);
    people.set(cluster, [...(people.get(cluster) ?? []), person]);
  }
  expect(lines.length - 1).toBe(2 * PEOPLE);
  return [...people.values()].filter((group) => group.length === 2 && group[0] === group[1]).length / PEOPLE;
}

test.each([["auto"], ["spec.json"]])("links files of two formats by column name, with %s, the same to the byte each time", async (spec) => {
  const words = [at("one.csv"), at("two.xlsx"), "--ignore", "rec_id", "--spec", spec === "auto" ? "auto" : at(spec)];
  const ran = await link(...words, "--out", at("first.csv"), "--pairs", at("first-pairs.csv"));
  expect(ran).toMatchObject({ exitCode: 0, err: "" });
  const first = readFileSync(at("first.csv"), "utf8");
  expect(foundShare(first)).toBeGreaterThan(0.97);
  expect(readFileSync(at("first-pairs.csv"), "utf8")).toMatch(/file,row,other_file,other_row,weight,probability\r?\n.*one\.csv,\d+,/);
  await link(...words, "--out", at("again.csv"), "--pairs", at("again-pairs.csv"));
  expect(readFileSync(at("again.csv"), "utf8")).toBe(first);
  expect(readFileSync(at("again-pairs.csv"), "utf8")).toBe(readFileSync(at("first-pairs.csv"), "utf8"));
});

test("a kept model links as it did when it was trained", async () => {
  const files = [at("one.csv"), at("two.xlsx")];
  await link(...files, "--spec", at("spec.json"), "--out", at("trained.csv"), "--model-out", at("model.json"));
  const ran = await link(
    ...files,
    "--model",
    at("model.json"),
    "--out",
    at("by-model.csv"),
    "--model-out",
    at("model-again.json"),
    "--json",
  );
  expect(JSON.parse(ran.out)).toMatchObject({
    ok: true,
    rows: 2 * PEOPLE,
    clusters: expect.any(Number),
    compared: SPEC.comparisons.map(({ column }) => column),
  });
  expect(readFileSync(at("by-model.csv"), "utf8")).toBe(readFileSync(at("trained.csv"), "utf8"));
  expect(readFileSync(at("model-again.json"), "utf8")).toBe(readFileSync(at("model.json"), "utf8"));
});

test("joins no two rows of one file where each file names each thing once, and asks for a second file", async () => {
  const files = [at("one.csv"), at("two.xlsx")];
  const spec = ["--spec", at("loose.json"), "--ignore", "rec_id"];
  // One surname is enough to be the same, so that many rows of each file would be.
  const surname = { column: "surname", levels: [{ level: "exact" }] };
  writeFileSync(at("loose.json"), JSON.stringify({ comparisons: [surname], blocking: [["surname"]], prior: 0.1, threshold: 0.1 }));
  const largestShare = (text: string): number => {
    const held = new Map<string, number>();
    for (const line of text.trim().split(/\r?\n/).slice(1)) {
      const [file, , cluster] = line.split(",");
      held.set(`${file} ${cluster}`, (held.get(`${file} ${cluster}`) ?? 0) + 1);
    }
    return Math.max(...held.values());
  };
  await link(...files, ...spec, "--out", at("any.csv"));
  expect(largestShare(readFileSync(at("any.csv"), "utf8"))).toBeGreaterThan(1);
  const ran = await link(...files, ...spec, "--out", at("between.csv"), "--pairs", at("between-pairs.csv"), "--between-files");
  expect(ran).toMatchObject({ exitCode: 0 });
  expect(largestShare(readFileSync(at("between.csv"), "utf8"))).toBe(1);
  const pairs = readFileSync(at("between-pairs.csv"), "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));
  expect(pairs.length).toBeGreaterThan(0);
  expect(pairs.filter(([file, , other]) => file === other)).toEqual([]);
  expect(await link(at("one.csv"), "--out", at("never.csv"), "--between-files", "--json")).toMatchObject({ exitCode: 2 });
});

function hangInCircle(comparisons: { given: string | null; column?: string }[]): void {
  for (const [at, comparison] of comparisons.entries()) comparison.given = comparisons[(at + 1) % comparisons.length]?.column ?? null;
}

const level = (given: object): object => ({ ...SPEC, comparisons: [{ column: "surname", levels: [given] }] });

test.each([
  ["link-spec-invalid", "not JSON", "{", "/ must be JSON (line 1)"],
  ["link-spec-invalid", "not JSON further down", '{\n "comparisons": [\n x', "line 3"],
  ["link-spec-invalid", "a key missing", JSON.stringify({ comparisons: SPEC.comparisons }), "blocking"],
  ["link-spec-invalid", "a key too many", JSON.stringify({ ...SPEC, treshold: 0.5 }), "treshold"],
  ["link-spec-invalid", "a wrong value", JSON.stringify({ ...SPEC, threshold: 1 }), "/threshold"],
  ["link-spec-invalid", "an unknown level", JSON.stringify(level({ level: "fuzzy" })), "/comparisons/0/levels/0/level"],
  ["link-spec-invalid", "a level without its number", JSON.stringify(level({ level: "slips" })), "/comparisons/0/levels/0"],
  [
    "link-spec-invalid",
    "a level with a wrong number",
    JSON.stringify(level({ level: "similar", min: 2 }), null, 1),
    "/comparisons/0/levels/0/min must be <= 1 (line 8)",
  ],
  ["link-spec-invalid", "a percentage above 100", JSON.stringify(level({ level: "percent", max: 101 })), "/comparisons/0/levels/0/max"],
  ["column-unknown", "an unknown column", JSON.stringify({ ...SPEC, blocking: [["postcode:3"]] }), "postcode"],
  ["column-unknown", "an unknown column to swap with", JSON.stringify(level({ level: "swapped", column: "forename" })), "forename"],
  ["column-unknown", "an unknown part", JSON.stringify({ ...SPEC, blocking: [["surname:0"]] }), "surname:0"],
])("%s: %s, named in both languages, and nothing is written", async (code, _what, spec, named) => {
  writeFileSync(at("wrong.json"), spec);
  for (const language of ["en", "zh"]) {
    const ran = await link(at("one.csv"), "--spec", at("wrong.json"), "--out", at("never.csv"), "--lang", language);
    expect([ran.exitCode, ran.out]).toEqual([3, ""]);
    expect(ran.err).toContain(`[${code}]`);
    expect(ran.err).toContain(named);
    if (code === "column-unknown") expect(ran.err).toContain("rec_id, given_name, surname, date_of_birth, soc_sec_id");
    if (language === "zh") expect(ran.err).toMatch(/[\u4e00-\u9fff]/);
  }
  expect(readdirSync(folder)).not.toContain("never.csv");
});

test.each([
  [
    "link-model-invalid",
    (model: { comparisons: { m: number[][] }[] }) => void model.comparisons[1]?.m[0]?.pop(),
    "/comparisons/1/m/0 must have 4 entries (line",
  ],
  ["link-model-invalid", (model: { comparisons: unknown[] }) => void model.comparisons.pop(), "/comparisons must be as many"],
  ["link-model-invalid", (model: { spec: { blocking?: unknown } }) => void delete model.spec.blocking, "/spec must"],
  ["link-model-invalid", (model: { version: number }) => void Object.assign(model, { version: 1 }), "/version"],
  ["link-model-invalid", (model: { comparisons: { given: string | null }[] }) => hangInCircle(model.comparisons), "/comparisons/0/given"],
  [
    "link-model-invalid",
    (model: { comparisons: { u: number[][] }[] }) => void model.comparisons[0]?.u.push([]),
    "/comparisons/0/u must have",
  ],
] as const)("%s: a model that was tampered with", async (code, tamper, named) => {
  await link(at("one.csv"), at("two.xlsx"), "--spec", at("spec.json"), "--out", at("o.csv"), "--model-out", at("tampered.json"));
  const model = JSON.parse(readFileSync(at("tampered.json"), "utf8"));
  tamper(model);
  writeFileSync(at("tampered.json"), JSON.stringify(model));
  const ran = await link(at("one.csv"), "--model", at("tampered.json"), "--out", at("never.csv"));
  expect(ran).toMatchObject({ exitCode: 3, err: expect.stringContaining(`[${code}]`) });
  expect(ran.err).toContain(named);
});

test.each([
  ["file-missing", 3, () => [at("nowhere.csv"), "--out", at("never.csv")]],
  ["file-missing", 3, () => [at("one.csv"), "--spec", at("nowhere.json"), "--out", at("never.csv")]],
  ["column-unknown", 3, () => [at("one.csv"), "--ignore", "remarks", "--out", at("never.csv")]],
  ["column-repeated", 3, () => [at("twice.csv"), "--out", at("never.csv")]],
  ["out-is-input", 2, () => [at("one.csv"), "--out", at("one.csv")]],
  ["out-is-input", 2, () => [at("one.csv"), "--out", at("never.csv"), "--pairs", at("never.csv")]],
  ["out-format-unknown", 2, () => [at("one.csv"), "--out", at("never.doc")]],
  ["out-folder-missing", 8, () => [at("one.csv"), "--out", at("made.csv"), "--model-out", join(folder, "no", "m.json")]],
  ["option-conflict", 2, () => [at("one.csv"), "--out", at("never.csv"), "--spec", "auto", "--model", at("m.json")]],
  ["option-missing", 2, () => [at("one.csv")]],
] as const)("%s ends with %d", async (code, exitCode, words) => {
  writeFileSync(at("twice.csv"), "name,born,name\nann,1950,bell\n");
  const ran = await link(...words());
  expect(ran).toMatchObject({ exitCode, err: expect.stringContaining(`[${code}]`) });
  expect(readdirSync(folder).filter((name) => name.includes("never") || name.includes(".part"))).toEqual([]);
});

test("a table without anything to compare leaves every row alone and says so", async () => {
  writeFileSync(at("bare.csv"), "name\nann\n");
  const ran = await link(at("bare.csv"), "--out", at("bare-out.csv"));
  expect(ran).toMatchObject({ exitCode: 0, err: expect.stringContaining("every row is alone") });
});

test("its help is in both languages", async () => {
  const english = await link("--help");
  const chinese = await link("--help", "--lang", "zh");
  for (const { exitCode, out } of [english, chinese]) {
    expect(exitCode).toBe(0);
    for (const option of ["--spec", "--model", "--model-out", "--pairs", "--ignore", "--json", "--lang"]) expect(out).toContain(option);
  }
  expect(chinese.out).not.toMatch(/Usage|Options|Arguments|choices|default/);
});
