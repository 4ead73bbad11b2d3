import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, openKeyring } from "#access";
import { loadRegisters } from "#exchange";
import type { Register } from "#exchange/contract";
import { expectTrueCounts } from "../../tests/element-counts.ts";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import type { ImportProgress, ImportSummary, ShownElement } from "./contract.ts";
import { mergeElements, splitElement, takeBack } from "./decide.ts";
import type { RegistryDeps } from "./deps.ts";
import { exportTable } from "./export-table.ts";
import { findElements } from "./find-elements.ts";
import { importFiles } from "./import-files.ts";
import { listProblems } from "./list-problems.ts";
import { showElement } from "./show-element.ts";
import { undoImport } from "./undo-import.ts";

const actor: Actor = { name: "tester", role: "administrator", purpose: "test" };
const folder = mkdtempSync(join(tmpdir(), "weinao-registry-"));
let database: TestStore;
let deps: RegistryDeps;
let registers: Register[];
let nextCommunity = 330782099100;

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

async function rowsOf(
  community: string,
  kind: "links" | "persons" | "problems" | "origins",
): Promise<Record<string, string | number | null>[]> {
  const table = await exportTable(deps, actor, community, kind);
  const rows: Record<string, string | number | null>[] = [];
  for await (const row of table.rows) rows.push(Object.fromEntries(table.columns.map((column, index) => [column, row[index] ?? null])));
  return rows;
}

async function onlyPerson(community: string, text: string): Promise<ShownElement> {
  const found = (await findElements(deps, actor, community, text)).filter((it) => it.kind === "person");
  expect(found).toHaveLength(1);
  const shown = await showElement(deps, actor, community, found[0]?.id ?? "", { unmask: true });
  if (!shown.accepted) throw new Error(shown.refusal);
  return shown.value;
}

const attribute = (shown: ShownElement, name: string) => shown.attributes.find((it) => it.attribute === name);

const elders = [
  "姓名,性别,身份证号,家庭住址,联系电话",
  "王菊香,女,330782193603140188,青枫花园4幢3单元202室,13700000001",
  "李大福,男,330725194008151234,青枫花园1幢1单元101室,13700000002",
];

describe("importFiles", () => {
  test("tells how far it is, stage by stage, and never goes back", async () => {
    const people = Array.from(
      { length: 6_000 },
      (_, row) => `王${String.fromCodePoint(0x4e00 + row)},女,,,137${String(row).padStart(8, "0")}`,
    );
    const told: ImportProgress[] = [];
    const files = [write("居民.csv", elders[0] as string, ...people), write("老人.csv", ...elders)];
    await importFiles(deps, actor, { community: newCommunity(), files, registers, today: "2025-06-30" }, (progress) => told.push(progress));
    expect([...new Set(told.map(({ stage }) => stage))]).toEqual(["waiting", "reading", "linking", "choosing", "writing", "done"]);
    const shares = told.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((left, right) => left - right));
    expect(new Set(told.filter(({ stage }) => stage === "choosing").map(({ share }) => share)).size).toBeGreaterThan(1);
    expect(shares.at(-1)).toBe(1);
  });

  test("the same bytes again change nothing, under whatever name", async () => {
    const community = newCommunity();
    const first = await take(community, write("高龄老人.csv", ...elders));
    expect(first.elements.person).toEqual({ created: 2, known: 0, total: 2 });
    const before = await rowsOf(community, "links");
    const again = await take(community, write("高龄老人(1).csv", ...elders));
    expect(again.files).toMatchObject([{ state: "unchanged", rows: 0 }]);
    expect(await rowsOf(community, "links")).toEqual(before);
  });

  test("of two imports at once the second waits for the first, and knows whom it brought", async () => {
    const community = newCommunity();
    const more = [elders[0] ?? "", ...elders.slice(1).map((line) => line.replace("137000", "139000"))];
    const [one, other] = await Promise.all([take(community, write("一.csv", ...elders)), take(community, write("二.csv", ...more))]);
    expect([one, other].map(({ elements }) => elements.person.created).sort()).toEqual([0, 2]);
    expect(await rowsOf(community, "persons")).toHaveLength(2);
  });

  test("a corrected version replaces the earlier one: old claims stay as history, people keep their ids, undo brings them back", async () => {
    const community = newCommunity();
    await take(community, write("高龄名单.csv", ...elders));
    const before = await onlyPerson(community, "王菊香");
    const corrected = await take(
      community,
      write("高龄名单(修改版).csv", ...elders.map((line) => line.replace("13700000001", "13799999999"))),
    );
    expect(corrected.files).toMatchObject([{ state: "superseded" }]);
    const after = await onlyPerson(community, "王菊香");
    expect(after.id).toBe(before.id);
    expect(attribute(after, "phone")).toMatchObject({
      golden: [{ value: "13799999999" }],
      others: [{ value: "13700000001", reason: "superseded" }],
    });
    expect(await rowsOf(community, "links")).toHaveLength((await rowsOf(community, "persons")).length * 2);

    const undone = await undoImport(deps, actor, community, corrected.files[0]?.deliveryId ?? "");
    expect(undone.accepted).toBe(true);
    const restored = await onlyPerson(community, "王菊香");
    expect(restored.id).toBe(before.id);
    expect(attribute(restored, "phone")?.golden).toMatchObject([{ value: "13700000001" }]);
    for (const unknown of [corrected.files[0]?.deliveryId ?? "", "nonsense", ""]) {
      expect(await undoImport(deps, actor, community, unknown)).toMatchObject({ accepted: false, refusal: "delivery-unknown" });
    }
  });

  test("of a filled form every value and every problem has the place where it stands on the page", async () => {
    const community = newCommunity();
    const page = [
      "家庭登记表",
      "户主姓名,王菊香,联系电话,137",
      "身份证号,330782193603140188,民族,汉族",
      "家庭住址,青枫花园4幢3单元202室,性别,女",
    ];
    await take(community, write("家庭登记表.csv", ...page));
    expect(await rowsOf(community, "problems")).toMatchObject([{ row: 2, column: "联系电话", code: "phone-too-short" }]);
    expect(await listProblems(deps, actor, community, ["家庭登记表.csv"])).toMatchObject([
      { file: "家庭登记表.csv", sheet: "", row: 2, column: 3, code: "phone-too-short" },
    ]);
    const origins = await rowsOf(community, "origins");
    expect(origins.find((it) => it.attribute === "ethnicity")).toMatchObject({ row: 3, column: "民族" });
    const shown = await onlyPerson(community, "王菊香");
    expect(attribute(shown, "ethnicity")?.golden[0]?.origins[0]).toMatchObject({ row: 3, column: "民族" });
  });

  test("a person whom a corrected version no longer names is no longer exported, and still known by id", async () => {
    const community = newCommunity();
    await take(community, write("名单.csv", ...elders));
    const gone = await onlyPerson(community, "李大福");
    await take(community, write("名单_v2.csv", elders[0] ?? "", elders[1] ?? ""));
    expect((await rowsOf(community, "persons")).map((row) => row.name)).toEqual(["王菊香"]);
    expect((await showElement(deps, actor, community, gone.id, { unmask: false })).accepted).toBe(true);
  });

  test("what cannot be read is refused by name, and the others go in", async () => {
    const community = newCommunity();
    const summary = await take(community, join(folder, "missing.xlsx"), write("好.csv", ...elders));
    expect(summary.files.map((file) => [file.file, file.state, file.refusal?.code])).toEqual([
      ["missing.xlsx", "refused", "file-missing"],
      ["好.csv", "imported", undefined],
    ]);
  });

  test("a code that is no division code is refused before anything is opened", async () => {
    expect(await importFiles(deps, actor, { community: "33078", files: [], registers, today: "2025-06-30" })).toMatchObject({
      accepted: false,
      refusal: "community-code-invalid",
    });
  });

  test("problems stand with file, row, header, code and the value; the row is not lost", async () => {
    const community = newCommunity();
    await take(
      community,
      write("错.csv", "姓名,性别,身份证号,联系电话", "王菊香,男,330782193603140188,137000", "赵无号,女,330782193603140187,13700000003"),
    );
    const problems = await rowsOf(community, "problems");
    expect(problems).toContainEqual({ file: "错.csv", sheet: "", row: 2, column: "性别", code: "sex-contradicts-id", value: "男" });
    expect(problems).toContainEqual({ file: "错.csv", sheet: "", row: 2, column: "联系电话", code: "phone-too-short", value: "137000" });
    expect(problems).toContainEqual({
      file: "错.csv",
      sheet: "",
      row: 3,
      column: "身份证号",
      code: "id-checksum",
      value: "330782193603140187",
    });
    const persons = await rowsOf(community, "persons");
    expect(persons.find((row) => row.name === "王菊香")).toMatchObject({ sex: "2", birthDate: "1936-03-14" });
    expect(persons.find((row) => row.name === "赵无号")).toMatchObject({ idNumber: "" });
  });

  test("no identity number stands anywhere in the database in clear", async () => {
    const community = newCommunity();
    await take(community, write("密.csv", ...elders));
    await onlyPerson(community, "330782193603140188");
    const scope = { communities: [Number(community)], actor: "tester", role: "administrator", purpose: "test" };
    const found = await database.store.transaction(scope, async (tx) => {
      const hits: string[] = [];
      for (const table of [
        "record_block",
        "mention_block",
        "problem",
        "element",
        "relation",
        "(SELECT encode(id, 'escape') FROM search_key)",
        "delivery",
        "source_table",
        "access_record",
        "review",
      ]) {
        const rows = await tx.query<{ hit: string }>(
          `SELECT t::text AS hit FROM ${table} t WHERE t::text LIKE '%330782193603140188%' OR t::text LIKE '%19360314018%'`,
        );
        if (rows.length > 0) hits.push(table);
      }
      return hits;
    });
    expect(found).toEqual([]);
  });
});

const registersOfOnePlace: Record<string, string[]> = {
  "户籍人口登记.csv": [
    "户号,姓名,与户主关系,性别,出生日期,公民身份号码,户籍地址",
    "0700001,王菊香,户主,女,1936-03-14,330782193603140188,青枫花园4幢3单元202室",
    "0700001,陈志强,儿子,男,1962.05.07,330782196205071239,青枫花园4幢3单元202室",
    "0700002,陈志强,户主,男,1990-01-02,330782199001025557,青枫花园5幢1单元101室",
  ],
  "疫苗接种登记.csv": [
    "姓名,性别,出生日期,身份证,手机号码,第一剂接种日期",
    "王菊香,女,1936-03-14,330782193603140188,13700000001,2021/5/27",
    "陈志强,男,1962-05-07,,13700000005,2021/5/27",
    "陈志強,男,1990-01-02,,13700000009,2021/6/1",
  ],
  "高龄津贴名单.csv": ["姓名,性别,身份证号,家庭住址,联系电话", "王菊香,女,330782193603140188,青枫花园4幢3单元202室,13700000001"],
  "出租房登记.csv": [
    "房屋地址,房东姓名,房东电话,承租人姓名,承租人身份证号",
    "青枫花园5幢1单元101室,陈志强,13700000009,刘洋,511324199602230286",
  ],
};

/** The elements as sets of rows: what must not depend on order or batching. */
async function partition(community: string): Promise<string[]> {
  const groups = new Map<string, string[]>();
  for (const row of await rowsOf(community, "links")) {
    const id = String(row.element_id);
    groups.set(id, [...(groups.get(id) ?? []), `${row.file}:${row.row}:${row.element_type}`]);
  }
  return [...groups.values()].map((group) => group.sort().join(" ")).sort();
}

test("any order and any batching of the same files gives the same elements and the same golden values", async () => {
  const files = Object.entries(registersOfOnePlace).map(([name, lines]) => write(name, ...lines));
  const golden = async (community: string) =>
    (await rowsOf(community, "persons")).map(({ element_id, household, dwelling, ...rest }) => JSON.stringify(rest)).sort();
  const together = newCommunity();
  await take(together, ...files);
  const expected = { partition: await partition(together), golden: await golden(together) };
  expect(expected.golden.length).toBe(4);
  const arrangement = fc.tuple(
    fc.shuffledSubarray(files, { minLength: files.length }),
    fc.array(fc.boolean(), { minLength: files.length, maxLength: files.length }),
  );
  await fc.assert(
    fc.asyncProperty(arrangement, async ([order, cuts]) => {
      const community = newCommunity();
      let batch: string[] = [];
      for (const [index, file] of order.entries()) {
        batch.push(file);
        if (cuts[index] || index === order.length - 1) {
          await take(community, ...batch);
          batch = [];
        }
      }
      expect({ partition: await partition(community), golden: await golden(community) }).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});

describe("decisions", () => {
  test("what a human merged stays one through later imports, and apart again when taken back", async () => {
    const community = newCommunity();
    await take(
      community,
      write("甲.csv", "姓名,性别,出生日期,联系电话", "王菊香,女,1936-03-14,13700000001"),
      write("乙.csv", "姓名,性别,联系电话", "周桂花,女,13700000077"),
    );
    const [left, right] = [await onlyPerson(community, "王菊香"), await onlyPerson(community, "周桂花")];
    const merged = await mergeElements(deps, actor, community, left.id, right.id);
    if (!merged.accepted) throw new Error(merged.detail);
    expect(merged.value.elements).toHaveLength(1);
    await take(community, write("丙.csv", ...elders));
    expect((await onlyPerson(community, "周桂花")).id).toBe((await onlyPerson(community, "13700000077")).id);
    const [one, other] = [
      await showElement(deps, actor, community, left.id, { unmask: false }),
      await showElement(deps, actor, community, right.id, { unmask: false }),
    ];
    expect(one.accepted && other.accepted && one.value.id === other.value.id).toBe(true);

    const apart = await takeBack(deps, actor, community, merged.value.decisions);
    expect(apart.accepted).toBe(true);
    expect((await onlyPerson(community, "周桂花")).id).not.toBe((await onlyPerson(community, "13700000001")).id);
  });

  test("a row that a human split off stays apart through later imports", async () => {
    const community = newCommunity();
    await take(community, write("一.csv", ...elders), write("二.csv", "姓名,身份证号,联系电话", "王菊香,330782193603140188,13700000001"));
    const person = await onlyPerson(community, "王菊香");
    const split = await splitElement(deps, actor, community, person.id, [{ file: "二.csv", row: 2 }]);
    if (!split.accepted) throw new Error(split.detail);
    expect(split.value.elements).toHaveLength(2);
    expect(split.value.elements).toContain(person.id);
    await take(community, write("三.csv", "姓名,联系电话", "李大福,13700000002"));
    expect((await findElements(deps, actor, community, "王菊香")).filter((it) => it.kind === "person")).toHaveLength(2);
    expect(await splitElement(deps, actor, community, person.id, [{ file: "无.csv", row: 9 }])).toMatchObject({
      accepted: false,
      refusal: "row-unknown",
    });
    expect(await mergeElements(deps, actor, community, person.id, "0190aaaa-0000-7000-8000-000000000000")).toMatchObject({
      accepted: false,
      refusal: "element-unknown",
    });
  });
});

test("after all this the elements are as many as their counts say", () => expectTrueCounts(database.url));
