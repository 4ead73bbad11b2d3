import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { integerAt, realAt, smallintsOf, uuidAt, uuidMark, uuidMarkAt } from "./binary-lists.ts";

let database: TestStore;
beforeAll(async () => {
  database = await testStore();
});
afterAll(() => database.close());

test("lists are read from what the server sends", async () => {
  const uuids = ["019a0000-0000-7000-8000-00000001000f", "ffffffff-ffff-ffff-ffff-ffffffffffff"];
  const scope = { communities: [], actor: "tester", role: "administrator", purpose: "test" };
  const [row] = await database.store.transaction(scope, (tx) =>
    tx.query<Record<"smallints" | "none" | "integers" | "reals" | "uuids", Buffer>>(
      `SELECT array_send('{1,-2,32767}'::smallint[]) AS smallints, array_send('{}'::smallint[]) AS none,
         array_send('{7,-2147483648}'::integer[]) AS integers, array_send('{0.5,-12.25}'::real[]) AS reals, array_send($1::uuid[]) AS uuids`,
      [uuids],
    ),
  );
  if (row === undefined) throw new Error("no row");
  expect(smallintsOf(row.smallints)).toEqual([1, -2, 32767]);
  expect(smallintsOf(row.none)).toEqual([]);
  expect([integerAt(row.integers, 0), integerAt(row.integers, 1)]).toEqual([7, -2147483648]);
  expect([realAt(row.reals, 0), realAt(row.reals, 1)]).toEqual([0.5, -12.25]);
  expect(uuids.map((_, at) => uuidMarkAt(row.uuids, at))).toEqual(uuids.map(uuidMark));
  expect(uuidMark(uuids[0] as string)).not.toBe(uuidMark(uuids[1] as string));
  expect([uuidAt(row.uuids, 0), uuidAt(row.uuids, 1)]).toEqual(uuids);
});
