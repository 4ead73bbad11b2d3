import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, openKeyring } from "#access";
import { loadRegisters } from "#exchange";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { decidePair } from "./decide.ts";
import type { RegistryDeps } from "./deps.ts";
import { importFiles } from "./import-files.ts";
import { listReviews } from "./list-reviews.ts";
import { releaseReview, takeReview } from "./take-review.ts";

const community = "330782092001";
const folder = mkdtempSync(join(tmpdir(), "weinao-take-"));
const [anna, bert]: readonly [Actor, Actor] = [
  { name: "anna", role: "worker", purpose: "review" },
  { name: "bert", role: "worker", purpose: "review" },
];
let database: TestStore;
let deps: RegistryDeps;

beforeAll(async () => {
  database = await testStore();
  deps = { store: database.store, keyring: await openKeyring(join(folder, "home"), {}), departmentsFolder: "departments" };
  // A slip in a two-character name beside one birth date: family or a slip, only a human knows.
  const given = ["红", "东", "芳", "强", "军", "丽"];
  const born = (at: number) => `19${60 + at}-0${at + 1}-1${at}`;
  const file = (name: string, lines: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `姓名,性别,出生日期,联系电话\n${lines.join("\n")}\n`);
    return path;
  };
  const files = [
    file(
      "甲.csv",
      given.map((name, at) => `李${name},男,${born(at)},1370000000${at}`),
    ),
    file(
      "乙.csv",
      given.map((_, at) => `李${"明华平波涛伟"[at]},男,${born(at)},1370000000${at}`),
    ),
  ];
  const imported = await importFiles(deps, anna, { community, files, registers: await loadRegisters("departments"), today: "2025-06-30" });
  if (!imported.accepted) throw new Error(imported.detail);
});

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("two workers at once never get the same pair", async () => {
  const waiting = (await listReviews(deps, anna, community)).length;
  expect(waiting).toBeGreaterThanOrEqual(3);
  const taken = await Promise.all([anna, bert, anna, bert, bert, anna].map((worker) => takeReview(deps, worker, community, [])));
  const ofAnna = [0, 2, 5].map((at) => taken[at]?.review);
  const ofBert = [1, 3, 4].map((at) => taken[at]?.review);
  expect(ofAnna).not.toContain(null);
  for (const review of ofAnna) expect(ofBert).not.toContain(review);
});

test("asking again gives the same pair; put off, another one; released, others may have it", async () => {
  const first = await takeReview(deps, anna, community, []);
  expect(await takeReview(deps, anna, community, [])).toMatchObject({ review: first.review });
  const second = await takeReview(deps, anna, community, [first.review as string]);
  expect(second.review).not.toBe(first.review);
  await releaseReview(deps, anna, community, first.review as string);
  await releaseReview(deps, anna, community, second.review as string);
  const both = [await takeReview(deps, bert, community, []), await takeReview(deps, anna, community, [])];
  expect(both[0]?.review).not.toBe(both[1]?.review);
  expect(both[1]?.withOthers).toBeGreaterThanOrEqual(1);
});

test("decided, a pair waits no more", async () => {
  const before = await takeReview(deps, anna, community, []);
  const decided = await decidePair(deps, anna, community, { review: before.review as string }, false);
  expect(decided.accepted).toBe(true);
  const after = await takeReview(deps, anna, community, []);
  expect(after.waiting).toBe(before.waiting - 1);
  expect(after.review).not.toBe(before.review);
});
