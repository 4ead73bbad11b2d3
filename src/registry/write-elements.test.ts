import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, communityKeys, openKeyring } from "#access";
import { loadRegisters } from "#exchange";
import type { Transaction } from "#store/contract";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { authorityTable } from "./authority.ts";
import { type BuiltElement, buildElement } from "./build-elements.ts";
import type { RegistryDeps } from "./deps.ts";
import { loadGoldenRules } from "./golden-rules.ts";
import { importFiles } from "./import-files.ts";
import type { MentionInHand } from "./in-hand.ts";
import { loadMentions, loadTables } from "./load-mentions.ts";
import { storedLocality } from "./locality.ts";
import { ElementWriter } from "./write-elements.ts";

const community = 330782099778;
const scope = { communities: [community], actor: "tester", role: "administrator", purpose: "test" };
const folder = mkdtempSync(join(tmpdir(), "weinao-choosing-"));
const actor: Actor = { name: "tester", role: "administrator", purpose: "test" };
let database: TestStore;
let deps: RegistryDeps;

const GIVEN = [..."秀桂春海建玉金文美志"];
const rows = Array.from({ length: 200 }, (_, row) => {
  const number = `33078219${5 + (row % 4)}${row % 10}0${1 + (row % 9)}1${row % 9}${String(100 + row)}0`;
  const name = `${"王李张刘"[row % 4]}${GIVEN[row % 10]}${GIVEN[(row * 7) % 10]}`;
  return `${name},女,${number},青枫花园${1 + (row % 9)}幢1单元${1 + (row % 6)}0${1 + (row % 2)}室,1370000${1000 + row}`;
});

beforeAll(async () => {
  database = await testStore();
  deps = { store: database.store, keyring: await openKeyring(join(folder, "home"), {}), departmentsFolder: "departments" };
  const files = ["老年人.csv", "参保.csv"].map((name, file) => {
    writeFileSync(join(folder, name), ["姓名,性别,身份证号,家庭住址,联系电话", ...rows.slice(0, 200 - 80 * file)].join("\n"));
    return join(folder, name);
  });
  const registers = await loadRegisters("departments");
  const imported = await importFiles(deps, actor, { community: String(community), files, registers, today: "2025-06-30" });
  expect(imported.accepted).toBe(true);
});

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Stored {
  readonly elements: readonly object[];
  readonly searchKeys: readonly object[];
}

/** Everything that is stored of the elements, opened. */
async function stored(tx: Transaction): Promise<Stored> {
  const keys = await communityKeys(tx, deps.keyring, community);
  const elements = await tx.query<{ sealed_identifiers: Buffer | null; sealed_statements: Buffer | null }>(
    "SELECT * FROM element WHERE community_id = $1 ORDER BY id",
    [community],
  );
  const searchKeys = await tx.query<object>("SELECT * FROM search_key WHERE community_id = $1 ORDER BY id", [community]);
  const opened = elements.map(({ sealed_identifiers: identifiers, sealed_statements: statements, ...element }) => ({
    ...element,
    identifiers: identifiers && keys.unseal(identifiers),
    statements: statements && keys.unseal(statements),
  }));
  return { elements: opened, searchKeys };
}

/** Chooses all elements anew, and fails before the one of that number. */
async function choose(tx: Transaction, keysAtOnce: number, failingAt = Number.POSITIVE_INFINITY): Promise<void> {
  const keys = await communityKeys(tx, deps.keyring, community);
  const rules = await loadGoldenRules("departments");
  const authority = authorityTable(await loadRegisters("departments"), rules);
  const locality = await storedLocality(tx, community);
  const mentions: MentionInHand[] = [];
  for await (const batch of loadMentions(tx, community, keys, await loadTables(tx, community))) mentions.push(...batch);
  const groups = Map.groupBy(mentions, ({ nowElementId }) => nowElementId);
  expect(groups.size).toBeGreaterThan(150);
  let number = 0;
  function* built(some: readonly string[]): Generator<BuiltElement> {
    for (const id of some) {
      if (number++ === failingAt) throw new Error("failed in the middle");
      yield buildElement(id, groups.get(id) as readonly MentionInHand[], authority, rules, locality);
    }
  }
  const assignment = { elementOfCluster: new Map(), merged: [], split: [], created: new Set<string>() };
  const ids = [...groups.keys()];
  const writer = await ElementWriter.begin(tx, keys, community, { ids, assignment, at: new Date(), keysAtOnce });
  for (let start = 0; start < ids.length; start += 40) await writer.write(built(ids.slice(start, start + 40)));
  await writer.end();
}

test.each([10_000, 70])(
  "elements chosen anew, %i keys at once, are what they were, and so are the keys under which they are found",
  async (atOnce) => {
    await database.store.transaction(scope, async (tx) => {
      const before = await stored(tx);
      expect(before.searchKeys.length).toBeGreaterThan(1_000);
      // Some elements have lost their keys, and others have keys of which nobody speaks.
      await tx.execute("DELETE FROM search_key WHERE community_id = $1 AND get_byte(id, 1) % 2 = 0", [community]);
      await tx.execute(
        `UPDATE element SET search_keys = ARRAY(SELECT key FROM unnest(search_keys) AS key WHERE get_byte(convert_to(key, 'UTF8'), 1) % 2 = 1)
       WHERE community_id = $1`,
        [community],
      );
      await tx.execute("UPDATE element SET search_keys = search_keys || '{GONE}' WHERE community_id = $1", [community]);
      await tx.execute(
        `INSERT INTO search_key SELECT community_id, convert_to('GONE', 'UTF8') || '\\x00'::bytea || uuid_send(id), id FROM element
       WHERE community_id = $1`,
        [community],
      );
      await choose(tx, atOnce);
      expect(await stored(tx)).toEqual(before);
    });
  },
);

test("a failure in the middle undoes the whole", async () => {
  const broken = database.store.transaction(scope, (tx) => choose(tx, 70, 100));
  await expect(broken).rejects.toThrow("failed in the middle");
  const [count] = await database.store.transaction(scope, (tx) =>
    tx.query<{ count: number }>("SELECT count(*) AS count FROM element WHERE community_id = $1", [community]),
  );
  expect(count?.count).toBeGreaterThan(150);
});
