import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommunityKeys, communityKeys, openKeyring } from "#access";
import { loadRegisters, openSource } from "#exchange";
import type { SourceFile } from "#exchange/contract";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { MentionPage, PageWords } from "./mention-page.ts";
import type { ReadingOptions, RecordBatch } from "./read-records.ts";
import { startReading } from "./reading-threads.ts";
import { openBlock } from "./record-block.ts";
import { unpackPayload } from "./record-payload.ts";

const community = 330782099777;
const folder = mkdtempSync(join(tmpdir(), "weinao-threads-"));
let database: TestStore;
let keys: CommunityKeys;
let options: ReadingOptions;

beforeAll(async () => {
  database = await testStore();
  const keyring = await openKeyring(join(folder, "home"), {});
  const scope = { communities: [community], actor: "tester", role: "administrator", purpose: "test" };
  keys = await database.store.transaction(scope, (tx) => communityKeys(tx, keyring, community));
  options = {
    registers: await loadRegisters("departments"),
    confirmed: new Map(),
    mappings: [],
    context: { today: "2025-06-30", locality: {} },
  };
});

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

const elder = (number: number) =>
  `王菊香${number % 7},女,33078219360314018${number % 10},青枫花园${number}幢3单元202室,1370000${1000 + number}`;

async function source(name: string, rows: number): Promise<SourceFile> {
  const path = join(folder, name);
  writeFileSync(path, ["姓名,性别,身份证号,家庭住址,联系电话", ...Array.from({ length: rows }, (_, row) => elder(row))].join("\n"));
  const opened = await openSource(path);
  if (!opened.accepted) throw new Error(opened.refusal);
  return opened.value;
}

/** Everything that the batches of a file say, opened. */
async function said(batches: AsyncIterable<RecordBatch>): Promise<unknown[]> {
  const words = new PageWords();
  const all: unknown[] = [];
  for await (const batch of batches) {
    words.add(batch.page);
    const page = new MentionPage(words, batch.page);
    expect(batch.blocks.reduce((sum, block) => sum + block.records, 0)).toBe(batch.rows.length);
    const payloads = batch.blocks.flatMap((block) => openBlock(keys, block.sealed).map(unpackPayload));
    const mentions = payloads.flatMap((payload) => payload.mentions);
    expect(mentions.map((_, at) => page.values(at))).toEqual(mentions.map((mention) => mention.values));
    all.push({ tables: batch.tables, rows: [...batch.rows], counts: [...batch.mentionCounts], problems: batch.problems, payloads });
  }
  return all;
}

test("threads read what reading in place reads, file by file in the order in which they are asked for", async () => {
  const sources = await Promise.all([
    source("甲.csv", 3_000),
    source("乙.csv", 10),
    source("丙.csv", 1_500),
    source("丁.csv", 1),
    source("戊.csv", 2),
  ]);
  const here = startReading(sources, options, keys);
  const threads = startReading(sources, options, keys, 0);
  try {
    for (const each of sources) {
      const expected = await said(here.of(each));
      expect(expected.length).toBeGreaterThan(0);
      expect(await said(threads.of(each))).toEqual(expected);
    }
  } finally {
    await threads.close();
    for (const each of sources) await each.close();
  }
});

test("a file that was changed or is gone since it was opened is refused, and those behind it are read", async () => {
  const sources = await Promise.all([source("changed.csv", 5), source("gone.csv", 5), source("kept.csv", 5)]);
  const [changed, gone, kept] = sources as [SourceFile, SourceFile, SourceFile];
  writeFileSync(changed.path, "姓名\n张三\n");
  rmSync(gone.path);
  const threads = startReading(sources, options, keys, 0);
  try {
    await expect(said(threads.of(changed))).rejects.toMatchObject({ refusal: "file-damaged" });
    await expect(said(threads.of(gone))).rejects.toMatchObject({ refusal: "file-missing" });
    expect(await said(threads.of(kept))).toHaveLength(1);
  } finally {
    await threads.close();
    for (const each of sources) await each.close();
  }
});

test("closing ends threads that have read ahead", async () => {
  const sources = await Promise.all([source("one.csv", 20), source("two.csv", 20_000)]);
  const threads = startReading(sources, options, keys, 0);
  expect(await said(threads.of(sources[0] as SourceFile))).toHaveLength(1);
  await threads.close();
  await expect(said(threads.of(sources[1] as SourceFile))).rejects.toThrow("reading was ended");
  for (const each of sources) await each.close();
});
