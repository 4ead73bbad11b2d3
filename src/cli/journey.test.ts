/** The whole way on the samples, with the real rooms and a database of its own: import, export, fill, check, audit, undo. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readParts } from "#exchange";
import type { ImportSummary } from "#registry/contract";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { openOperations } from "./open-operations.ts";
import type { Operations } from "./operations.ts";
import { run as runInWorld } from "./testing.ts";

const community = "330782099001";
const root = join(import.meta.dirname, "../..");
const samples = readdirSync(join(root, "samples"))
  .filter((name) => /\.(xlsx|xls|csv|txt)$/.test(name))
  .map((name) => join(root, "samples", name));
const folder = mkdtempSync(join(tmpdir(), "weinao-journey-"));
let environment: Record<string, string>;
let database: TestStore;
let rooms: Promise<Operations> | null = null;

/** One command line on the real rooms. They are opened once: opening is what the other tests of a whole process do again and again. */
function run(...words: string[]) {
  return runInWorld(words, {
    environment,
    open: async (language, note) => {
      rooms ??= openOperations(language, note, environment);
      return { ...(await rooms), close: async () => undefined };
    },
  });
}

const out = (name: string) => join(folder, name);
const lines = (name: string) =>
  readFileSync(out(name), "utf8")
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split(/\r?\n/);

beforeAll(async () => {
  database = await testStore();
  environment = { WEINAO_HOME: join(folder, "home"), DATABASE_URL: database.url };
});

afterAll(async () => {
  await (await rooms)?.close();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the samples come in, every register is recognised, and the same files again change nothing", async () => {
  const first = await run("import", "--community", community, ...samples, "--json", "--problems-workbook", out("marked"));
  expect([first.exitCode, first.err]).toEqual([0, ""]);
  const summary = JSON.parse(first.out) as ImportSummary & { problemWorkbooks: string[] };
  expect(summary.rows).toBeGreaterThan(1500);
  expect(summary.elements.person.created).toBeGreaterThan(500);
  expect(summary.files.flatMap((file) => file.tables).filter((table) => table.register === null)).toEqual([]);
  expect(Object.keys(summary.problems).length).toBeGreaterThan(5);
  expect(summary.problemWorkbooks.length).toBeGreaterThan(5);
  expect(readdirSync(out("marked")).length).toBe(summary.problemWorkbooks.length);

  const again = await run("import", "--community", community, ...samples);
  expect(again.exitCode).toBe(0);
  expect(again.out).toContain("Nothing changed");
  expect(again.out).toMatch(new RegExp(`Persons +0 +\\d+ +${summary.elements.person.total.toLocaleString("en-GB")}`));
}, 60_000);

test("exports have the columns that others rely on, and identifiers only for a purpose", async () => {
  await run("export", "links", "--community", community, "--out", out("links.csv"));
  expect(lines("links.csv")[0]).toBe("file,sheet,row,element_type,element_id,method,weight");
  expect(lines("links.csv").length).toBeGreaterThan(2000);
  await run("export", "problems", "--community", community, "--out", out("problems.csv"));
  expect(lines("problems.csv")[0]).toBe("file,sheet,row,column,code,value");
  await run("export", "origins", "--community", community, "--out", out("origins.csv"));
  expect(lines("origins.csv")[0]).toBe("element_id,attribute,value,file,sheet,row,column");
  const identityNumber = /\b\d{17}[\dX]\b/;
  expect((await run("export", "persons", "--out", out("masked.csv"))).err).toContain("masked");
  expect(lines("masked.csv").filter((line) => identityNumber.test(line))).toEqual([]);
  await run("export", "persons", "--out", out("persons.csv"), "--purpose", "verify");
  expect(lines("persons.csv").filter((line) => identityNumber.test(line)).length).toBeGreaterThan(400);
  for (const name of ["dwellings.xlsx", "households.parquet", "organisations.csv"])
    expect(await run("export", name.split(".")[0] as string, "--out", out(name))).toMatchObject({ exitCode: 0 });
});

test("a person is shown with origins, by id and by number; two of their rows are explained", async () => {
  const header = lines("persons.csv")[0]?.split(",") ?? [];
  const row =
    lines("persons.csv")
      .find((line) => /^[^,]+,\p{Script=Han}+,/u.test(line) && /\b\d{17}[\dX]\b/.test(line))
      ?.split(",") ?? [];
  const id = row[0] as string;
  const shown = await run("show", row[header.indexOf("idNumber")] as string, "--json");
  expect(shown.exitCode).toBe(0);
  expect(JSON.parse(shown.out).elements[0].id).toBe(id);
  const text = await run("show", id, "--lang", "zh");
  expect(text.out).toMatch(/姓名 +\p{Script=Han}+/u);
  expect(text.out).toMatch(/← .+ › 第 \d+ 行 › /);
  expect(text.out).not.toContain(row[header.indexOf("idNumber")]);

  const byPerson = new Map<string, string[]>();
  for (const line of lines("links.csv").slice(1)) {
    const [file, sheet, number, kind, element] = line.split(",");
    if (kind === "person")
      byPerson.set(element as string, [...(byPerson.get(element as string) ?? []), [file, sheet, number].filter(Boolean).join(":")]);
  }
  const [left, right] = [...byPerson.values()].find((rows) => new Set(rows).size > 1) ?? [];
  const explained = await run("explain", left as string, right as string, "--json");
  expect(explained.exitCode).toBe(0);
  expect(JSON.parse(explained.out).comparisons.length).toBeGreaterThan(0);
});

test("a department's form is filled by its own condition, and the once-only rate is kept", async () => {
  const template = join(root, "departments/civil-affairs/old-age-allowance-roster/template.xlsx");
  const filled = await run("fill", template, "--as-of", "2025-06-30", "--out", out("filled.xlsx"), "--json");
  expect(filled.exitCode).toBe(0);
  const result = JSON.parse(filled.out);
  expect(result.rowsFilled).toBeGreaterThan(5);
  expect(result.onceOnlyRate).toBeGreaterThan(0.6);
  const checked = await run("check", "--json");
  const form = JSON.parse(checked.out).forms.find((each: { title: string }) => each.title.includes("高龄津贴花名册"));
  expect(form.rates.at(-1).rate).toBeCloseTo(result.onceOnlyRate, 5);
  expect((await run("check")).out).toMatch(/Name +●+ +●+ +collected \d+ times/);
  const wrong = await run("fill", template, "--where", "age >>= 80", "--out", out("wrong.xlsx"));
  expect([wrong.exitCode, wrong.err]).toEqual([3, expect.stringContaining("[condition-invalid]")]);
});

test("everything that was done stands in the access record, with actor and purpose, whole", async () => {
  const { exitCode, out: text } = await run("audit", "--limit", "500", "--json", "--verify");
  expect(exitCode).toBe(0);
  const { entries, verdict } = JSON.parse(text) as {
    entries: { action: string; actor: string; purpose: string }[];
    verdict: { intact: boolean };
  };
  expect(verdict.intact).toBe(true);
  expect(new Set(entries.map((entry) => entry.action))).toEqual(new Set(["import", "export", "find", "show", "explain", "fill", "check"]));
  expect(entries.every((entry) => entry.actor === "wang")).toBe(true);
  expect(entries.filter((entry) => entry.action === "fill").map((entry) => entry.purpose)).toEqual([
    "填报：80周岁以上老年人高龄津贴花名册",
  ]);
});

test("an import is taken back, and can be made again", async () => {
  const file = samples.find((name) => name.includes("志愿者")) as string;
  const changed = out("志愿者.csv");
  writeFileSync(changed, readFileSync(file));
  const before = JSON.parse((await run("import", "-c", "330782099002", changed, "--json")).out) as ImportSummary;
  expect(before.elements.person.total).toBeGreaterThan(0);
  const delivery = before.files[0]?.deliveryId as string;
  expect(await run("undo", delivery, "-c", "330782099002")).toMatchObject({ exitCode: 0, out: expect.stringContaining("志愿者.csv") });
  expect(await run("undo", delivery, "-c", "330782099002")).toMatchObject({ exitCode: 4 });
  const again = JSON.parse((await run("import", "-c", "330782099002", changed, "--json")).out) as ImportSummary;
  expect(again.elements.person.total).toBe(before.elements.person.total);
  // Two communities now: a reading command must be told which.
  expect((await run("check")).exitCode).toBe(5);
});

test("two are merged, outlive new versions of a file, are split and made one again, each by a human's word", async () => {
  const place = "330782099004";
  const [volunteers, party] = ["志愿者", "党员"].map((word) => samples.find((name) => name.includes(word)) as string) as [string, string];
  const file = basename(volunteers);
  const json = async (...words: string[]) => {
    const ran = await run(...words, "-c", place, "--json");
    expect([words, ran.exitCode]).toEqual([words, 0]);
    return JSON.parse(ran.out);
  };
  const rowsOf = async (id: string): Promise<string[]> =>
    (await json("show", id)).elements[0].mentions
      .filter((mention: { current: boolean }) => mention.current)
      .map((mention: { file: string; row: number }) => `${mention.file}:${mention.row}`);
  await json("import", volunteers, party);
  await json("export", "links", "--out", out("few-links.csv"));
  const personIn = (row: number) =>
    lines("few-links.csv")
      .find((line) => line.startsWith(`${file},,${row},person,`))
      ?.split(",")[4] as string;
  const [one, other] = [personIn(2), personIn(3)].sort() as [string, string];
  const [rowOfOne, rowOfOther] = personIn(2) === one ? [2, 3] : [3, 2];

  const merged = await json("merge", other, one);
  expect(merged.elements).toEqual([one]);
  expect(await run("show", other, "-c", place, "--lang", "zh")).toMatchObject({
    exitCode: 0,
    err: expect.stringContaining(`${other} 已被合并，现在的编号是 ${one}`),
  });
  expect((await run("explain", one, other, "-c", place)).out).toMatch(/^The same .*\n.*They are one now.*\n.*wang decided on/);

  // The department hands the same rows in again, in another order.
  const [header = "", ...rows] = readFileSync(volunteers, "latin1").trimEnd().split(/\r?\n/);
  writeFileSync(out(file), [header, ...rows.toReversed(), ""].join("\n"), "latin1");
  expect((await json("import", out(file))).files).toMatchObject([{ state: "superseded" }]);
  const turned = (row: number) => `${file}:${rows.length + 3 - row}`;
  expect(await rowsOf(other)).toEqual(expect.arrayContaining([turned(2), turned(3)]));

  // The row takes its earlier version along, and its old id comes back.
  const split = await json("split", one, "--row", turned(rowOfOther));
  expect([...split.elements].sort()).toEqual([one, other]);
  await json("import", volunteers);
  expect([await rowsOf(one), await rowsOf(other)]).toEqual([
    expect.arrayContaining([`${file}:${rowOfOne}`]),
    expect.arrayContaining([`${file}:${rowOfOther}`]),
  ]);
  expect((await json("decisions")).decisions).toMatchObject([{ id: split.decision, same: false, actor: "wang" }]);

  await json("decisions", "--take-back", split.decision);
  expect((await json("decisions")).decisions).toEqual([]);
  expect(await run("decisions", "--take-back", split.decision, "-c", place)).toMatchObject({ exitCode: 4 });
  expect(await run("merge", one, one, "-c", place)).toMatchObject({ exitCode: 3, err: expect.stringContaining("[elements-same]") });
  const { entries } = await json("audit", "--limit", "99");
  expect(entries.map((entry: { action: string }) => entry.action)).toEqual(
    expect.arrayContaining(["merge", "split", "decisions", "take back"]),
  );
});

test("Ctrl-C during an import says that nothing was changed, and nothing was", async () => {
  const big = out("big.csv");
  const names = Array.from(
    { length: 300_000 },
    (_, at) => `${at + 1},赵${String.fromCodePoint(0x4e00 + (at % 5000))},13${String(500_000_000 + at)}`,
  );
  writeFileSync(big, `序号,姓名,联系电话\n${names.join("\n")}\n`);
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), "import", "-c", "330782099003", big], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = new Promise<number | null>((done) => child.once("close", done));
  setTimeout(() => child.kill("SIGINT"), 2_500);
  expect(await ended).toBe(130);
  expect(err.trim()).toBe("Stopped. Nothing was changed: the registry is as it was before.");
  expect(await run("show", "赵一", "-c", "330782099003")).toMatchObject({
    exitCode: 4,
    err: expect.stringContaining("[community-unknown]"),
  });
}, 60_000);

test("two files of one name get a marked copy each, with the problems of their own cells", async () => {
  const paths = ["一组", "二组"].map((group, at) => {
    const path = join(out(group), "名册.csv");
    mkdirSync(out(group), { recursive: true });
    const rows = ["王菊,330782193603140188", "李兰,330782194001010000"];
    writeFileSync(path, `姓名,身份证号\n${rows.slice(at).join("\n")}\n`);
    return path;
  });
  const ran = await run("import", "--community", "330782099777", ...paths, "--json", "--problems-workbook", out("beside"));
  const { problemWorkbooks } = JSON.parse(ran.out) as { problemWorkbooks: string[] };
  expect(problemWorkbooks).toEqual([join(out("beside"), "名册.csv.xlsx"), join(out("beside"), "名册.csv (2).xlsx")]);
  for (const [at, cell] of ["B3", "B2"].entries()) {
    const parts = await readParts(problemWorkbooks[at] as string, ["xl/comments1.xml"]);
    const comments = parts.accepted ? String(parts.value.get("xl/comments1.xml")) : parts.detail;
    expect(comments.match(/ref="\w+"/g)).toEqual([`ref="${cell}"`]);
  }
});
