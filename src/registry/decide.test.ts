import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { type Actor, listAccess, openKeyring } from "#access";
import { loadRegisters } from "#exchange";
import type { Register } from "#exchange/contract";
import { expectTrueCounts } from "../../tests/element-counts.ts";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import type { ImportSummary, ShownElement } from "./contract.ts";
import { type Decided, decidePair, mergeElements, splitElement, takeBack } from "./decide.ts";
import type { RegistryDeps } from "./deps.ts";
import { explainRecords } from "./explain-records.ts";
import { findElements } from "./find-elements.ts";
import { importFiles } from "./import-files.ts";
import { listCommunities } from "./list-communities.ts";
import { listDecisions } from "./list-decisions.ts";
import { listProblems } from "./list-problems.ts";
import { listReviews } from "./list-reviews.ts";
import { MENTIONS } from "./mention-sql.ts";
import { showElement } from "./show-element.ts";
import { undoImport } from "./undo-import.ts";

const actor: Actor = { name: "tester", role: "worker", purpose: "test" };
const folder = mkdtempSync(join(tmpdir(), "weinao-decide-"));
let database: TestStore;
let deps: RegistryDeps;
let registers: Register[];
let nextCommunity = 330782098100;

beforeAll(async () => {
  database = await testStore();
  registers = await loadRegisters("departments");
  deps = { store: database.store, keyring: await openKeyring(join(folder, "home"), {}), departmentsFolder: "departments" };
});

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

const newCommunity = () => String(nextCommunity++);

function write(name: string, ...lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

async function take(community: string, ...files: string[]): Promise<ImportSummary> {
  const imported = await importFiles(deps, actor, { community, files, registers, today: "2025-06-30" });
  if (!imported.accepted) throw new Error(imported.detail);
  return imported.value;
}

async function personsNamed(community: string, text: string): Promise<string[]> {
  return (await findElements(deps, actor, community, text)).filter((it) => it.kind === "person").map((it) => it.id);
}

async function shown(community: string, id: string): Promise<ShownElement> {
  const found = await showElement(deps, actor, community, id, { unmask: true });
  if (!found.accepted) throw new Error(found.refusal);
  return found.value;
}

const rowsOf = (element: ShownElement) => element.mentions.map((mention) => `${mention.file}:${mention.row}`).sort();

function done(outcome: { accepted: boolean; value?: Decided; refusal?: string }): Decided {
  if (!outcome.accepted || outcome.value === undefined) throw new Error(outcome.refusal);
  return outcome.value;
}

const elders = ["姓名,身份证号,联系电话", "王菊香,330782193603140188,13700000001", "李大福,330725194008151234,13700000002"];
const clinic = ["姓名,身份证号,联系电话", "王菊香,330782193603140188,13700000001"];
const strangers = ["姓名,性别,联系电话", "周桂花,女,13700000077"];

describe("a split", () => {
  test("outlives a corrected version of the file, is overruled by a merge, and nothing of both is left when that is taken back", async () => {
    const community = newCommunity();
    await take(community, write("甲.csv", ...elders), write("乙.csv", ...clinic));
    const [id] = await personsNamed(community, "王菊香");
    const split = done(await splitElement(deps, actor, community, id as string, [{ file: "乙.csv", row: 2 }]));
    expect(split.elements).toHaveLength(2);
    const other = split.elements.find((each) => each !== id) as string;
    expect([rowsOf(await shown(community, id as string)), rowsOf(await shown(community, other))]).toEqual([["甲.csv:2"], ["乙.csv:2"]]);
    expect((await shown(community, other)).events).toMatchObject([{ event: "split", direction: "to", elementId: id }]);

    await take(community, write("甲(1).csv", ...elders, "赵一,,13700000003"));
    expect(await personsNamed(community, "王菊香")).toHaveLength(2);
    await take(community, write("乙(1).csv", ...clinic, "赵二,,13700000004"));
    expect((await shown(community, id as string)).mentions.filter((it) => it.current).map((it) => it.file)).toEqual(["甲(1).csv"]);
    expect((await shown(community, other)).mentions.filter((it) => it.current).map((it) => it.file)).toEqual(["乙(1).csv"]);

    const merged = done(await mergeElements(deps, actor, community, id as string, other));
    expect(merged.elements).toEqual([id]);
    expect(await personsNamed(community, "王菊香")).toEqual([id]);
    expect(await listDecisions(deps, actor, community, { all: false })).toMatchObject([{ same: true, actor: "tester", takenBackAt: null }]);
    expect((await listDecisions(deps, actor, community, { all: true })).map((it) => it.same)).toEqual([true, false]);

    // The evidence alone joins the two.
    done(await takeBack(deps, actor, community, [merged.decisions[0] as string]));
    expect(await personsNamed(community, "王菊香")).toEqual([id]);
    expect(await listDecisions(deps, actor, community, { all: false })).toEqual([]);
  });

  test("is refused for rows that speak of somebody else, and where nothing would stay", async () => {
    const community = newCommunity();
    await take(community, write("甲.csv", ...elders));
    const [id] = await personsNamed(community, "王菊香");
    const split = (rows: Parameters<typeof splitElement>[4], element = id as string) => splitElement(deps, actor, community, element, rows);
    expect(await split([{ file: "甲.csv", row: 3 }])).toMatchObject({ refusal: "row-unknown", detail: "甲.csv:3" });
    expect(await split([{ file: "甲.csv", row: 2 }])).toMatchObject({ refusal: "nothing-to-split" });
    expect(await split([], "no id at all")).toMatchObject({ refusal: "element-unknown" });
    expect(await listDecisions(deps, actor, community, { all: true })).toEqual([]);
  });
});

describe("a merge", () => {
  test("is one act in the list, taken back whole by the end of its id, and recorded with both elements", async () => {
    const community = newCommunity();
    await take(community, write("甲.csv", ...elders), write("乙.csv", ...clinic), write("丙.csv", ...strangers));
    const [[left], [right]] = [await personsNamed(community, "王菊香"), await personsNamed(community, "周桂花")];
    const merged = done(await mergeElements(deps, actor, community, left as string, right as string));
    expect(merged.elements).toHaveLength(1);
    const [entry] = await listDecisions(deps, actor, community, { all: false });
    expect(entry).toMatchObject({
      same: true,
      kind: "person",
      left: [{ row: 2 }, { row: 2 }],
      right: [{ file: "丙.csv", title: "王菊香" }],
    });
    expect((await shown(community, right as string)).events).toMatchObject([{ event: "merged", direction: "to", elementId: right }]);
    const taken = done(await takeBack(deps, actor, community, [entry?.id as string]));
    expect(taken.elements).toHaveLength(2);
    expect(await takeBack(deps, actor, community, [entry?.id as string])).toMatchObject({ refusal: "decision-unknown" });
    expect(await personsNamed(community, "周桂花")).not.toContain(left);
    const scope = { communities: [Number(community)], actor: "tester", role: "auditor", purpose: "" };
    const entries = await database.store.transaction(scope, (tx) => listAccess(tx, { community: Number(community), limit: 50 }));
    const actions = entries.map((each) => each.action);
    expect(actions).toEqual(expect.arrayContaining(["merge", "take back", "decisions"]));
    expect(entries.find((each) => each.action === "merge")?.elementIds).toEqual(expect.arrayContaining([left, right]));
  });

  test("taken back, or undone by a split, gives both their old ids, whichever had more rows", async () => {
    const community = newCommunity();
    await take(community, write("丙.csv", ...strangers));
    await take(community, write("甲.csv", ...elders), write("乙.csv", ...clinic));
    const [[one], [other]] = [await personsNamed(community, "周桂花"), await personsNamed(community, "王菊香")] as [[string], [string]];
    const rows = async () => [rowsOf(await shown(community, one)), rowsOf(await shown(community, other))];
    const before = await rows();
    expect(before).toEqual([["丙.csv:2"], ["乙.csv:2", "甲.csv:2"]]);
    const merged = done(await mergeElements(deps, actor, community, other, one));
    expect(await rows()).toEqual([
      ["丙.csv:2", "乙.csv:2", "甲.csv:2"],
      ["丙.csv:2", "乙.csv:2", "甲.csv:2"],
    ]);
    expect([...done(await takeBack(deps, actor, community, merged.decisions)).elements].sort()).toEqual([one, other].sort());
    expect(await rows()).toEqual(before);

    done(await mergeElements(deps, actor, community, one, other));
    const apart = done(
      await splitElement(deps, actor, community, one, [
        { file: "甲.csv", row: 2 },
        { file: "乙.csv", row: 2 },
      ]),
    );
    expect([...apart.elements].sort()).toEqual([one, other].sort());
    expect(await rows()).toEqual(before);
    expect(await personsNamed(community, "周桂花")).toEqual([one]);
    // A pair decided and taken back is the same story.
    const pair = { left: { file: "丙.csv", row: 2 }, right: { file: "甲.csv", row: 2 } };
    done(await takeBack(deps, actor, community, apart.decisions.slice(0, 1)));
    const same = done(await decidePair(deps, actor, community, pair, true));
    expect(same.elements).toEqual([one]);
    done(await takeBack(deps, actor, community, same.decisions));
    expect((await rows()).flat().sort()).toEqual(before.flat().sort());
    expect(await personsNamed(community, "王菊香")).not.toEqual(await personsNamed(community, "周桂花"));
  });

  test("holds against every contradiction: two whose valid numbers, names and dates differ are one all the same", async () => {
    const community = newCommunity();
    const twice = (name: string, id: string) => ["姓名,身份证号", `${name},${id}`];
    await take(
      community,
      write("甲.csv", ...elders),
      write("乙.csv", ...twice("王菊香", "330782193603140188")),
      write("丙.csv", ...twice("陈志强", "33078219620507123X")),
      write("丁.csv", "姓名,身份证号,联系电话", "陈志强,33078219620507123X,13700000005"),
    );
    const [[left], [right]] = [await personsNamed(community, "王菊香"), await personsNamed(community, "陈志强")] as [[string], [string]];
    expect(done(await mergeElements(deps, actor, community, left, right)).elements).toHaveLength(1);
    expect((await shown(community, left)).mentions).toHaveLength(4);
  });

  test("outlives the undoing of any one file", async () => {
    const community = newCommunity();
    const summary = await take(community, write("甲.csv", ...elders), write("乙.csv", ...clinic), write("丙.csv", ...strangers));
    const first = summary.files.find((file) => file.file === "甲.csv")?.deliveryId as string;
    const [[left], [right]] = [await personsNamed(community, "王菊香"), await personsNamed(community, "周桂花")];
    done(await mergeElements(deps, actor, community, left as string, right as string));
    expect((await undoImport(deps, actor, community, first)).accepted).toBe(true);
    expect(await personsNamed(community, "王菊香")).toEqual(await personsNamed(community, "周桂花"));
  });

  test("needs two elements of one kind that are there", async () => {
    const community = newCommunity();
    await take(community, write("房.csv", "姓名,联系电话,家庭住址", "王菊香,13700000001,青枫花园4幢3单元202室"));
    const [person] = await personsNamed(community, "王菊香");
    const [home] = (await findElements(deps, actor, community, "青枫花园4幢3单元202室")).map((it) => it.id);
    const merge = (right: string) => mergeElements(deps, actor, community, person as string, right);
    expect(await merge(home as string)).toMatchObject({ refusal: "kinds-differ" });
    expect(await merge(person as string)).toMatchObject({ refusal: "elements-same" });
    expect(await merge("0190aaaa-0000-7000-8000-000000000000")).toMatchObject({ refusal: "element-unknown" });
  });
});

describe("a pair", () => {
  const unsure = {
    户籍: ["姓名,性别,出生日期,联系电话,户籍地址", "张桂英,女,1968-03-02,13700000001,青枫花园4幢3单元202室"],
    疫苗: ["姓名,性别,出生日期,联系电话", "张桂珍,女,,13700000001"],
  };

  test("of rows is decided both ways, and explained with the human's word", async () => {
    const community = newCommunity();
    await take(community, write("户籍名单.csv", ...unsure.户籍), write("疫苗名单.csv", ...unsure.疫苗));
    const [left, right] = [
      { file: "户籍名单.csv", row: 2 },
      { file: "疫苗名单.csv", row: 2 },
    ] as const;
    const same = done(await decidePair(deps, actor, community, { left, right }, true));
    expect(same.elements).toHaveLength(1);
    const explained = await explainRecords(deps, actor, community, left, right);
    expect(explained).toMatchObject({
      value: { outcome: "same", decision: { same: true, actor: "tester" }, elements: Array(2).fill(same.elements[0]) },
    });
    // One element under two names: what is explained is what the human put together.
    const [element] = same.elements;
    const ofOne = await explainRecords(deps, actor, community, { elementId: element as string }, { elementId: element as string });
    expect(ofOne).toMatchObject({
      value: { outcome: "same", comparisons: expect.arrayContaining([expect.objectContaining({ left: "张桂英", right: "张桂珍" })]) },
    });

    const different = done(await decidePair(deps, actor, community, { left, right }, false));
    expect(different.elements).toHaveLength(2);
    expect(await listDecisions(deps, actor, community, { all: false })).toHaveLength(1);
    expect(await explainRecords(deps, actor, community, left, right)).toMatchObject({
      value: { outcome: "different", decision: { same: false } },
    });
  });

  test("said to be the same as a third cannot be said to be different without taking that back", async () => {
    const community = newCommunity();
    await take(community, write("甲.csv", ...elders), write("丙.csv", ...strangers, "吴小莲,女,13700000088"));
    const [one, two, three] = [
      { file: "甲.csv", row: 2 },
      { file: "丙.csv", row: 2 },
      { file: "丙.csv", row: 3 },
    ] as const;
    done(await decidePair(deps, actor, community, { left: one, right: two }, true));
    done(await decidePair(deps, actor, community, { left: two, right: three }, true));
    expect(await decidePair(deps, actor, community, { left: one, right: three }, false)).toMatchObject({ refusal: "decision-contradicts" });
    // The word about the very pair is overruled by a newer one.
    expect(done(await decidePair(deps, actor, community, { left: one, right: two }, false)).elements).toHaveLength(2);
  });

  test("is refused for rows that are not there, one row twice, and a review that is not waiting", async () => {
    const community = newCommunity();
    await take(community, write("甲.csv", ...elders));
    const decide = (left: number, right: number) =>
      decidePair(deps, actor, community, { left: { file: "甲.csv", row: left }, right: { file: "甲.csv", row: right } }, true);
    expect(await decide(2, 9)).toMatchObject({ refusal: "row-unknown", detail: "甲.csv:9" });
    expect(await decide(2, 2)).toMatchObject({ refusal: "row-same" });
    expect(await decidePair(deps, actor, community, { review: "0123456789" }, true)).toMatchObject({ refusal: "review-unknown" });
  });

  test("that waits is decided by an id that stays the same from run to run", async () => {
    const community = newCommunity();
    await take(community, write("户籍名单.csv", ...unsure.户籍), write("疫苗名单.csv", ...unsure.疫苗));
    const scope = { communities: [Number(community)], actor: "tester", role: "worker", purpose: "" };
    await database.store.transaction(scope, async (tx) => {
      const rows = await tx.query<{ id: string }>(`SELECT id FROM ${MENTIONS} m WHERE community_id = $1 AND kind = 'person' ORDER BY id`, [
        community,
      ]);
      await tx.execute("DELETE FROM review WHERE community_id = $1", [community]);
      await tx.execute("INSERT INTO review VALUES ($1, $2, $3, $4, 3, 0.6, 'torn')", [community, rows[0]?.id, rows[0]?.id, rows[1]?.id]);
    });
    const [waiting] = await listReviews(deps, actor, community);
    expect(waiting?.id).toMatch(/^[0-9a-f]{10}$/);
    const sides = [
      { file: "户籍名单.csv", row: 2 },
      { file: "疫苗名单.csv", row: 2 },
    ] as const;
    expect(await explainRecords(deps, actor, community, ...sides)).toMatchObject({
      value: { outcome: "ask", review: { id: waiting?.id, reason: "torn" }, decision: null },
    });
    expect(done(await decidePair(deps, actor, community, { review: waiting?.id as string }, true)).elements).toHaveLength(1);
    expect(await listReviews(deps, actor, community)).toEqual([]);
  });
});

test("relations read from both sides", async () => {
  const community = newCommunity();
  await take(community, write("入学.csv", "姓名,身份证号,父亲姓名,父亲电话", "陈小明,330782201809010019,陈志强,13700000005"));
  const [[child], [father]] = [await personsNamed(community, "陈小明"), await personsNamed(community, "陈志强")];
  expect((await shown(community, child as string)).relations).toMatchObject([
    { relation: "parentOf", direction: "to", detail: "father", elementId: father },
  ]);
  expect((await shown(community, father as string)).relations).toMatchObject([
    { relation: "parentOf", direction: "from", elementId: child },
  ]);
});

test("problems are placed by the column's number, also where two columns have one header", async () => {
  const community = newCommunity();
  await take(community, write("错.csv", "姓名,联系电话,备注,联系电话", "王菊香,13700000001,,137"));
  expect(await listProblems(deps, actor, community, ["错.csv"])).toMatchObject([
    { file: "错.csv", sheet: "", row: 2, column: 3, code: "phone-too-short" },
  ]);
  expect(await listProblems(deps, actor, community, ["别的.csv"])).toEqual([]);
});

test("files that all turn out to be broken in their middle leave no empty community; a later good one makes it", async () => {
  const community = newCommunity();
  const broken = join(folder, "broken.xlsx");
  await writeBrokenWorkbook(broken);
  const summary = await take(community, broken);
  expect(summary.files).toMatchObject([{ state: "refused", refusal: { code: "file-damaged" } }]);
  expect(await listCommunities(deps)).not.toContain(community);
  await take(community, broken, write("好.csv", ...elders));
  expect(await listCommunities(deps)).toContain(community);
});

/** A workbook whose third row comes twice. */
async function writeBrokenWorkbook(path: string): Promise<void> {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const row = (number: number, ...texts: string[]) => `<row r="${number}">${texts.map(cell).join("")}</row>`;
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${row(1, "姓名", "联系电话")}${row(2, "王菊香", "13700000001")}${row(3, "李大福", "13700000002")}${row(3, "赵一", "13700000003")}</sheetData></worksheet>`,
  };
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

test("after all this the elements are as many as their counts say", () => expectTrueCounts(database.url));
