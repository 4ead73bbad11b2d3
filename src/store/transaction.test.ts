import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import type { Prepared, Scope, Transaction } from "./contract.ts";

const scope: Scope = { communities: [], actor: "a", purpose: "p", role: "worker" };
let opened: TestStore;

beforeAll(async () => {
  opened = await testStore();
});
afterAll(() => opened.close());

const run = <T>(work: (tx: Transaction) => Promise<T>, more: Partial<Scope> = {}) => opened.store.transaction({ ...scope, ...more }, work);

test("values are read by their types, exactly", async () => {
  const sql = `SELECT 330782002001001::bigint AS big, ARRAY[1, 9007199254740991]::bigint[] AS bigs, '{}'::bigint[] AS none, 0.10::numeric AS amount, DATE '1950-03-12' AS day,
    TIMESTAMP '1950-03-12 08:00' AS local, TIMESTAMPTZ '1950-03-12 08:00+08' AS moment, '{"a": [1]}'::jsonb AS document, '\\x00ff'::bytea AS bytes, NULL::text AS nothing`;
  expect(await run((tx) => tx.query(sql))).toEqual([
    {
      big: 330782002001001,
      bigs: [1, 9007199254740991],
      none: [],
      amount: "0.10",
      day: "1950-03-12",
      local: "1950-03-12 08:00:00",
      moment: new Date("1950-03-12T00:00:00Z"),
      document: { a: [1] },
      bytes: Buffer.from([0, 255]),
      nothing: null,
    },
  ]);
  await expect(run((tx) => tx.query("SELECT 9007199254740993::bigint AS big"))).rejects.toThrow(RangeError);
});

test("a large result streams in batches, with parameters, and can be left early", async () => {
  const sizes: number[] = [];
  await run(async (tx) => {
    for await (const rows of tx.stream<{ n: number }>("SELECT n FROM generate_series(1, $1::int) n", [2_500], 1_000))
      sizes.push(rows.length);
    for await (const rows of tx.stream("SELECT n FROM generate_series(1, 1000000) n", [], 10)) {
      expect(rows.length).toBe(10);
      break;
    }
    // Two at once do not get into each other's way.
    const [left, right] = [tx.stream<{ n: number }>("SELECT 1 AS n"), tx.stream<{ n: number }>("SELECT 2 AS n")];
    expect([(await left.next()).value, (await right.next()).value]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    expect(await tx.query("SELECT 3 AS n")).toEqual([{ n: 3 }]);
  });
  expect(sizes).toEqual([1_000, 1_000, 500]);
});

test("what a transaction ends with is written before its caller hears of it, and what goes wrong with it is thrown", async () => {
  const insert = (id: number, last: (tx: Transaction) => Promise<unknown>) =>
    run(
      async (tx) => {
        tx.endWith(last(tx));
        return id;
      },
      { communities: [id] },
    );
  const insertCommunity = (id: number) => (tx: Transaction) =>
    tx.execute("INSERT INTO community VALUES ($1, 'last', '{}', $2)", [id, new Date()]);
  const names = async () =>
    (await run((tx) => tx.query<{ id: number }>("SELECT id FROM community WHERE name = 'last'"))).map(({ id }) => id);
  expect(await insert(21, insertCommunity(21))).toBe(21);
  expect(await names()).toEqual([21]);
  // The server refuses it, and with it the whole.
  await expect(insert(21, insertCommunity(21))).rejects.toThrow("duplicate key");
  await expect(
    insert(22, async (tx) => {
      await insertCommunity(22)(tx);
      throw new Error("looked at afterwards");
    }),
  ).rejects.toThrow("looked at afterwards");
  expect(await insert(23, insertCommunity(23))).toBe(23);
});

test("a statement that fails undoes everything, even when the work swallows its error", async () => {
  const swallowing = run(
    async (tx) => {
      await tx.execute("INSERT INTO community VALUES (7, 'x', '{}', $1)", [new Date()]);
      await tx.query("SELECT 1/0").catch(() => undefined);
      return "done";
    },
    { communities: [7] },
  );
  await expect(swallowing).rejects.toThrow("undone");
  expect(await run((tx) => tx.query("SELECT id FROM community WHERE id = 7"))).toEqual([]);
});

test("statements asked for at once are answered in their order, planned or not", async () => {
  const add: Prepared = { name: "test-add", text: "SELECT $1::int + 1 AS n" };
  const answers = await run((tx) =>
    Promise.all([
      tx.query<{ n: number }>(add, [1]),
      tx.query<{ n: number }>("SELECT 5 AS n"),
      tx.query<{ n: number }>(add, [10]),
      tx.execute("SELECT 1 WHERE false"),
    ]),
  );
  expect(answers).toEqual([[{ n: 2 }], [{ n: 5 }], [{ n: 11 }], 0]);
  const one = run((tx) => Promise.all([tx.query(add, [1]), tx.query("SELECT 1/0"), tx.query(add, [2])]));
  await expect(one).rejects.toMatchObject({ code: "22012" });
});

test("a statement asked for while rows are copied waits for them, and is not run as the owner", async () => {
  const names = await run(
    async (tx) => {
      const copied = tx.copyIn("community", ["id", "name", "locality", "created_at"], [[9, "x", {}, new Date()]]);
      const [[role], count] = await Promise.all([tx.query<{ name: string }>("SELECT current_user AS name"), copied]);
      return [role?.name, count, (await tx.query("SELECT FROM community WHERE id = 9")).length];
    },
    { communities: [9] },
  );
  expect(names).toEqual(["weinao_app", 1, 1]);
});

test("where the opening is refused, nothing that follows it runs", async () => {
  const refused = run((tx) => tx.execute("INSERT INTO community VALUES (10, 'x', '{}', $1)", [new Date()]), {
    communities: [10],
    statementMsMax: Number.NaN,
  });
  await expect(refused).rejects.toMatchObject({ code: "22023" });
  expect(await run((tx) => tx.query("SELECT id FROM community WHERE id = 10"))).toEqual([]);
});

test("a transaction that is over runs nothing more", async () => {
  let kept: Transaction | undefined;
  await run(async (tx) => {
    kept = tx;
  });
  await expect(kept?.query("SELECT 1")).rejects.toThrow("The transaction is over");
  await expect(kept?.copyIn("community", ["id"], [])).rejects.toThrow("The transaction is over");
});

test("a statement that takes longer than its scope allows is ended", async () => {
  await expect(run((tx) => tx.query("SELECT pg_sleep(10)"), { statementMsMax: 50 })).rejects.toMatchObject({ code: "57014" });
});

test("repeatable read sees one state from its first statement on", async () => {
  const counts = await run(
    async (tx) => {
      const count = async () => (await tx.query<{ count: number }>("SELECT count(*) AS count FROM community")).map((row) => row.count);
      const before = await count();
      await run((other) => other.execute("INSERT INTO community VALUES (8, 'x', '{}', $1)", [new Date()]), { communities: [8] });
      return [before, await count()];
    },
    { isolation: "repeatable read" },
  );
  expect(counts[0]).toEqual(counts[1]);
});

test("more transactions than connections wait their turn", async () => {
  const results = await Promise.all(
    Array.from({ length: 40 }, (_, index) => run((tx) => tx.query<{ n: number }>("SELECT $1::int AS n", [index]))),
  );
  expect(results.flat().map((row) => row.n)).toEqual(Array.from({ length: 40 }, (_, index) => index));
});

test("words in the scope cannot end their quotes", async () => {
  const actor = "'; DROP TABLE community; --\\'\0\u2019";
  const rows = await run((tx) => tx.query<{ actor: string }>("SELECT current_setting('app.actor') AS actor"), { actor });
  expect(rows[0]?.actor).toBe(actor.replace("\0", ""));
});
