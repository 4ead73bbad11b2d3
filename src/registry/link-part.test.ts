import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, openKeyring } from "#access";
import { loadRegisters } from "#exchange";
import type { Register } from "#exchange/contract";
import { generateWorld, writeRegisters } from "../../samples/generator/index.ts";
import { expectTrueCounts } from "../../tests/element-counts.ts";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { importFiles } from "./import-files.ts";
import { MENTIONS } from "./mention-sql.ts";

const actor: Actor = { name: "tester", role: "administrator", purpose: "test" };
const folder = mkdtempSync(join(tmpdir(), "weinao-part-"));
let database: TestStore;
let deps: RegistryDeps;
let registers: Register[];

beforeAll(async () => {
  database = await testStore();
  registers = await loadRegisters("departments");
  deps = { store: database.store, keyring: await openKeyring(join(folder, "home"), {}), departmentsFolder: "departments" };
});

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function take(community: string, files: readonly string[], how: Partial<RegistryDeps>): Promise<void> {
  const imported = await importFiles({ ...deps, ...how }, actor, { community, files, registers, today: "2025-06-30" });
  if (!imported.accepted) throw new Error(imported.detail);
}

/** The elements as sets of what rows say, and the pairs that wait for a human. */
async function outcome(community: string): Promise<{ elements: string[]; asked: string[] }> {
  return database.store.transaction(scopeOf(actor, Number(community)), async (tx) => {
    const rows = await tx.query<{ id: string; name: string; element_id: string }>(
      `SELECT m.id, concat_ws(':', d.file_name, t.sheet, m.row_number, m.kind, m.ordinal) AS name, m.element_id
       FROM ${MENTIONS} m
       JOIN source_table t ON t.community_id = $1 AND t.id = m.source_table_id
       JOIN delivery d ON d.community_id = $1 AND d.id = t.delivery_id
       WHERE m.community_id = $1`,
      [Number(community)],
    );
    const groups = Map.groupBy(rows, (row) => row.element_id);
    const titleOf = new Map(
      [...groups].map(([id, group]) => [
        id,
        group
          .map((row) => row.name)
          .sort()
          .join(" "),
      ]),
    );
    const reviews = await tx.query<{ one: string; other: string }>(
      "SELECT left_mention_id AS one, right_mention_id AS other FROM review WHERE community_id = $1",
      [Number(community)],
    );
    const elementOf = new Map(rows.map((row) => [row.id, row.element_id]));
    const title = (mention: string) => titleOf.get(elementOf.get(mention) ?? "") ?? "";
    return {
      elements: [...titleOf.values()].sort(),
      asked: [...new Set(reviews.map(({ one, other }) => [title(one), title(other)].sort().join(" | ")))].sort(),
    };
  });
}

describe("linking what changed beside linking everything", () => {
  // `WEINAO_SEEDS=1,2,3` tries other worlds, each told by registers of another layout.
  const seeds = (process.env.WEINAO_SEEDS ?? "4").split(",").map(Number);

  test.for(seeds)("gives the same elements and questions, file by file in any order (world %i)", { timeout: 600_000 }, async (seed) => {
    const place = join(folder, `world-${seed}`);
    const written = await writeRegisters(generateWorld(seed, 160), seed, place);
    const files = shuffled(
      written.map(({ file }) => join(place, file)),
      seed,
    );
    const [together, apart] = [String(330782096000 + seed), String(330782096500 + seed)];
    await take(together, files, {});
    for (const file of files) await take(apart, [file], { linkWholeRowsMax: 0 });
    const [whole, parts] = [await outcome(together), await outcome(apart)];
    expect(whole.elements.length).toBeGreaterThan(300);
    expect(parts).toEqual(whole);
  });

  test("gives the same elements, row by row", async () => {
    const rows = [
      "王菊香,女,330782193603140188,1936-03-14,青枫花园4幢3单元202室,13700000001",
      "王菊香,女,,1936-03-14,,",
      "王桔香,女,,,青枫花园4幢3单元202室,13700000001",
      "李大福,男,330725194008151234,1940-08-15,青枫花园1幢1单元101室,13700000002",
      "李小福,男,330782197502033212,1975-02-03,青枫花园1幢1单元101室,13700000002",
      "李小福,男,,1975-02-30,1-1-101,13700000002",
      "李大福,男,,,青枫花园1幢101室,",
      "陈志强,男,,,青枫花园5幢1单元101室,13700000009",
      "陳志強,男,330782198001012219,,,13700000009",
      "刘洋,男,511324199602230286,1996-02-23,青枫花园5幢1单元101室,13700000010",
      "刘洋,女,511324199602230247,1996-02-23,青枫花园5幢1单元101室,13700000010",
    ];
    await expectSameByRow("户", "姓名,性别,身份证号,出生日期,家庭住址,联系电话", rows, 330782096900);
  });

  test("gives the same organisations, row by row, by what their names have in common and by their doors", async () => {
    const rows = [
      "义乌市宏达五金商行（个体工商户）,92330782MA2NWGRDYT,江东街道宾王路12号,王建国,13700000001",
      "宏达五金,,,,",
      "义乌市百味面馆（个体工商户）,,江东街道城北路88号,李玉兰,13700000002",
      "义乌市百味面店,,,,",
      "百味面馆,,江东街道宾王路30号,,",
      "佳佳便利店,,江东街道城北路90号,,",
      "家家便利店,,江东街道城北路90号,,",
      "沙县小吃,,江东街道宾王路14号,,",
      "沙县小吃,,江东街道城北路92号,,",
    ];
    await expectSameByRow("店", "单位名称,统一社会信用代码,经营地址,负责人,联系电话", rows, 330782096910);
  });
});

/** Takes rows in as files of their own: at once, one by one as parts, and one by one as usual; the same must come of it. */
async function expectSameByRow(word: string, head: string, rows: readonly string[], first: number): Promise<void> {
  const files = rows.map((row, index) => {
    const path = join(folder, `第${String.fromCharCode(0x4e00 + index)}${word}.csv`);
    writeFileSync(path, `${head}\n${row}\n`);
    return path;
  });
  const [together, parts, usual] = [first, first + 1, first + 2].map(String) as [string, string, string];
  await take(together, files, {});
  for (const file of shuffled(files, 3)) await take(parts, [file], { linkWholeRowsMax: 0 });
  for (const file of shuffled(files, 5)) await take(usual, [file], {});
  const expected = await outcome(together);
  expect(await outcome(parts)).toEqual(expected);
  expect(await outcome(usual)).toEqual(expected);
}

/** The items in an order that the seed decides. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = [...items].sort();
  let state = seed;
  for (let index = order.length - 1; index > 0; index--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (index + 1);
    [order[index], order[other]] = [order[other] as T, order[index] as T];
  }
  return order;
}

test("after all this the elements are as many as their counts say", () => expectTrueCounts(database.url));
