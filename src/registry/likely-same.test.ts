import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, openKeyring } from "#access";
import { loadRegisters } from "#exchange";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { decidePair } from "./decide.ts";
import type { RegistryDeps } from "./deps.ts";
import { findElements } from "./find-elements.ts";
import { importFiles } from "./import-files.ts";
import { likelySame } from "./likely-same.ts";
import { listReviews } from "./list-reviews.ts";

const community = "330782091001";
const worker: Actor = { name: "worker", role: "worker", purpose: "" };
const folder = mkdtempSync(join(tmpdir(), "weinao-likely-"));
let database: TestStore;
let deps: RegistryDeps;

beforeAll(async () => {
  database = await testStore();
  deps = { store: database.store, keyring: await openKeyring(join(folder, "home"), {}), departmentsFolder: "departments" };
  const file = (name: string, lines: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
  };
  const files = [
    file("甲.csv", [
      "姓名,性别,出生日期,联系电话,现住址",
      "李红,男,1960-01-10,13700000001,青枫花园4幢3单元202室",
      "王小丽,女,1962-05-11,13700000002,青枫花园4幢3单元202室",
      "李红,女,1990-07-01,13700000003,青枫花园1幢1单元101室",
      "赵强,男,1970-02-02,13700000004,青枫花园2幢1单元101室",
    ]),
    // A slip in a two-character name beside one birth date and telephone: only a human knows.
    file("乙.csv", ["姓名,性别,出生日期,联系电话", "李明,男,1960-01-10,13700000001"]),
  ];
  const imported = await importFiles(deps, worker, {
    community,
    files,
    registers: await loadRegisters("departments"),
    today: "2025-06-30",
  });
  if (!imported.accepted) throw new Error(imported.detail);
});

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** 李红 of 1960, by where he lives. */
async function person(): Promise<string> {
  const found = await findElements(deps, worker, community, "李红");
  return found.find(({ hint }) => hint.includes("4幢"))?.id as string;
}

async function likely(): Promise<string[]> {
  const found = await likelySame(deps, worker, community, await person());
  if (!found.accepted) throw new Error(found.refusal);
  return found.value.map(({ kind, title, reasons }) => `${kind} ${title} ${reasons.join()}`);
}

test("a pair that waits comes first, then the same name, then the same home; nobody else, and no home", async () => {
  expect(await likely()).toEqual(["person 李明 review", "person 李红 name", "person 王小丽 home"]);
});

test("who was said to be another is not offered; an unknown element is refused", async () => {
  const [waiting] = await listReviews(deps, worker, community);
  const decided = await decidePair(deps, worker, community, { review: waiting?.id as string }, false);
  expect(decided).toMatchObject({ accepted: true });
  expect(await likely()).toEqual(["person 李红 name", "person 王小丽 home"]);
  const unknown = await likelySame(deps, worker, community, "019f0000-0000-7000-8000-000000000000");
  expect(unknown).toMatchObject({ accepted: false, refusal: "element-unknown" });
});
