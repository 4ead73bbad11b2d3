import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import type { Scope, Transaction } from "./contract.ts";
import { CopyQueue } from "./copy-queue.ts";

const scope: Scope = { communities: [1], actor: "a", purpose: "p", role: "worker" };
const columns = ["community_id", "id", "word"];
let opened: TestStore;
let owner: pg.Client;

beforeAll(async () => {
  opened = await testStore();
  owner = new pg.Client(opened.url);
  await owner.connect();
  await owner.query("CREATE TABLE closed (id integer)");
  for (const table of ["ahead", "beside"]) {
    await owner.query(
      `CREATE TABLE ${table} (community_id bigint NOT NULL, id integer NOT NULL, word text, PRIMARY KEY (community_id, id))`,
    );
    await owner.query(`GRANT SELECT, INSERT ON ${table} TO weinao_app`);
  }
});
afterAll(async () => {
  await owner.end();
  await opened.close();
});
beforeEach(() => owner.query("TRUNCATE ahead, beside"));

const run = <T>(work: (tx: Transaction) => Promise<T>) => opened.store.transaction(scope, work);
const count = async (tx: Transaction, table: string) =>
  (await tx.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`))[0]?.count;
const stored = () => run((tx) => count(tx, "ahead"));

function* numbered(first: number, last: number, word = "x") {
  for (let id = first; id <= last; id += 1) yield [1, id, word];
}

test("rows copied ahead are there for the next statement, and copies of two tables alternate", async () => {
  const [seen, role] = await run(async (tx) => {
    for (let part = 0; part < 20; part += 1) {
      await tx.copyAhead("ahead", columns, numbered(part * 2_000, part * 2_000 + 1_999, "word".repeat(20)));
      await tx.copyAhead("beside", columns, numbered(part, part));
    }
    expect(await tx.copyIn("beside", columns, numbered(100, 109))).toBe(10);
    const counts = [await count(tx, "ahead"), await count(tx, "beside")];
    await tx.copyAhead("ahead", columns, []);
    return [counts, (await tx.query<{ name: string }>("SELECT current_user AS name"))[0]?.name];
  });
  expect([seen, role]).toEqual([[40_000, 30], "weinao_app"]);
  expect(await stored()).toBe(40_000);
});

test("what the server refuses afterwards is told by the next statement, or by the end", async () => {
  await run(async (tx) => {
    await tx.copyIn("ahead", columns, numbered(1, 1));
    await tx.copyIn("beside", columns, []);
  });
  const next = run(async (tx) => {
    await tx.copyAhead("ahead", columns, numbered(1, 1));
    await tx.execute("SELECT 1");
    expect.unreachable();
  });
  await expect(next).rejects.toMatchObject({ code: "23505" });
  const end = run(async (tx) => {
    await tx.copyAhead("ahead", columns, numbered(1, 1));
    await tx.copyAhead("beside", columns, numbered(1, 100_000)).catch(() => undefined);
  });
  await expect(end).rejects.toMatchObject({ code: "23505" });
  expect(await stored()).toBe(1);
});

test("rows that cannot be made, or are of another community, undo all", async () => {
  const failing = function* () {
    yield* numbered(1, 20_000);
    throw new Error("cannot be made");
  };
  await expect(run((tx) => tx.copyAhead("ahead", columns, failing()))).rejects.toThrow("cannot be made");
  const swallowed = run((tx) => tx.copyAhead("ahead", columns, failing()).catch(() => undefined));
  await expect(swallowed).rejects.toThrow("cannot be made");
  const foreign = run((tx) => tx.copyAhead("ahead", columns, [...numbered(1, 5), [2, 6, "x"]]));
  await expect(foreign).rejects.toThrow("outside the transaction's scope");
  await expect(run((tx) => tx.copyAhead("closed", ["id"], []))).rejects.toThrow("may not insert");
  expect(await stored()).toBe(0);
});

test("work that fails while rows wait undoes them, and a copy that nobody awaited as well", async () => {
  const failed = run(async (tx) => {
    await tx.copyAhead("ahead", columns, numbered(1, 100_000));
    throw new Error("thought better of it");
  });
  await expect(failed).rejects.toThrow("thought better of it");
  let left: Promise<void> | undefined;
  const leaving = run(async (tx) => {
    left = tx.copyAhead("ahead", columns, numbered(1, 1_000_000));
    left.catch(() => undefined);
    await pause(1);
    throw new Error("left");
  });
  await expect(leaving).rejects.toThrow("left");
  await expect(left).rejects.toThrow("left");
  expect(await stored()).toBe(0);
});

test("a connection that is lost while rows wait ends the work", async () => {
  const lost = run(async (tx) => {
    const [backend] = await tx.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    await tx.copyAhead("ahead", columns, numbered(1, 1_000));
    await owner.query("SELECT pg_terminate_backend($1)", [backend?.pid]);
    for (let part = 1; part < 100; part += 1) await tx.copyAhead("ahead", columns, numbered(part * 100_000, part * 100_000 + 99_999));
  });
  await expect(lost).rejects.toThrow();
  expect(await stored()).toBe(0);
});

test("no more waits than there is room for, and all is sent in its order", async () => {
  const copies = new CopyQueue(1_000);
  let made = 0;
  let sent = 0;
  let most = 0;
  function* pages(copy: number) {
    for (let page = 0; page < 50; page += 1) {
      made += 1;
      most = Math.max(most, made - sent);
      yield Buffer.alloc(100, copy);
    }
  }
  const order: number[] = [];
  const slowly = async (waiting: AsyncIterable<Buffer>) => {
    for await (const page of waiting) {
      if (sent % 10 === 0) await pause(1);
      sent += 1;
      order.push(page[0] as number);
    }
    return 0;
  };
  for (const copy of [1, 2, 3]) await copies.ahead(pages(copy), slowly);
  await copies.idle();
  expect(order).toEqual([1, 2, 3].flatMap((copy) => Array.from({ length: 50 }, () => copy)));
  // Ten pages wait, one is being made, and the sender holds one that it has fetched.
  expect(most).toBeLessThanOrEqual(13);
  expect(most).toBeGreaterThan(5);
  expect(copies.busy).toBe(false);
});
