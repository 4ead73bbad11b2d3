import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { listAccess, recordAccess, verifyAccessRecord } from "./access-record.ts";

let opened: TestStore;
let owner: pg.Client;
let community = 330782002000;
const person = "01936f3a-0000-7000-8000-000000000001";

beforeAll(async () => {
  opened = await testStore();
  owner = new pg.Client(opened.url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await opened.close();
});
beforeEach(() => {
  community += 1;
});

const scope = () => ({ communities: [community], actor: "wang", purpose: "service", role: "worker" });

async function record(count: number, action = "show"): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await opened.store.transaction(scope(), (tx) =>
      recordAccess(tx, { action: `${action} ${index}`, community, elementIds: [person], attributes: ["idNumber"] }),
    );
  }
}

const verdict = () => opened.store.transaction(scope(), (tx) => verifyAccessRecord(tx, community));

test("an entry says who, as what, what for, what and whom; newest first", async () => {
  await record(3);
  const entries = await opened.store.transaction(scope(), (tx) => listAccess(tx, { community, elementId: person, limit: 2 }));
  expect(entries.map((entry) => entry.number)).toEqual([3, 2]);
  expect(entries[0]).toMatchObject({
    actor: "wang",
    role: "worker",
    purpose: "service",
    action: "show 2",
    elementIds: [person],
    count: 1,
    attributes: ["idNumber"],
  });
  expect(await verdict()).toEqual({ entries: 3, intact: true, firstBroken: null });
});

test("an untouched record without entries is intact", async () => {
  expect(await verdict()).toEqual({ entries: 0, intact: true, firstBroken: null });
});

test("awkward texts are kept and verified", async () => {
  await opened.store.transaction({ ...scope(), actor: "o'\\\n王\ud800", purpose: '"\0' }, (tx) =>
    recordAccess(tx, { action: "a\u2028", community, elementIds: [], count: 5, attributes: ['x"{},\\'], detail: "𠮷\0" }),
  );
  expect(await verdict()).toMatchObject({ entries: 1, intact: true });
});

test.each([
  ["changed", "UPDATE access_record SET actor = 'li' WHERE community_id = $1 AND id = 3", 3],
  ["given another person", "UPDATE access_record SET element_ids = '{}' WHERE community_id = $1 AND id = 2", 2],
  ["removed from the middle", "DELETE FROM access_record WHERE community_id = $1 AND id = 2", 2],
  ["cut off the end", "DELETE FROM access_record WHERE community_id = $1 AND id = 5", 5],
  ["removed altogether", "DELETE FROM access_record WHERE community_id = $1", 1],
])("an entry %s, even by the owner of the database, shows", async (_how, sql, firstBroken) => {
  await record(5);
  await owner.query(sql, [community]);
  expect(await verdict()).toMatchObject({ intact: false, firstBroken });
});

test.each(["UPDATE access_record SET actor = 'li'", "DELETE FROM access_record", "TRUNCATE access_record", "DELETE FROM access_chain"])(
  "the application may not: %s",
  async (sql) => {
    await record(1);
    await expect(opened.store.transaction(scope(), (tx) => tx.execute(sql))).rejects.toMatchObject({ code: "42501" });
  },
);

test("entries written at once get numbers without gaps", async () => {
  // The first entries of a community meet no head yet, and only some of its first moments let two of them cross.
  for (let round = 0; round < 25; round += 1) {
    community += 1;
    await Promise.all(Array.from({ length: 20 }, (_, index) => record(1, `at once ${index}`)));
    expect(await verdict()).toEqual({ entries: 20, intact: true, firstBroken: null });
  }
});

test("an entry goes when the reading's transaction is undone, and a community outside the scope is refused", async () => {
  const undone = opened.store.transaction(scope(), async (tx) => {
    await recordAccess(tx, { action: "show", community, elementIds: [], attributes: [] });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect((await verdict()).entries).toBe(0);
  const foreign = opened.store.transaction(scope(), (tx) =>
    recordAccess(tx, { action: "show", community: 1, elementIds: [], attributes: [] }),
  );
  await expect(foreign).rejects.toMatchObject({ code: "42501" });
});
