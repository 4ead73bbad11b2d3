import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestStore, testStore } from "./postgres.ts";
import { tablesWithoutCommunity } from "./sql-rules.ts";

const ours = 330782002001;
const theirs = 330782002002;
let opened: TestStore;
let owner: pg.Client;
/** The application's role by plain SQL, without the store between. */
let app: pg.Client;
let tables: string[] = [];

beforeAll(async () => {
  opened = await testStore();
  owner = new pg.Client(opened.url);
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>(
    "SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1",
  );
  tables = rows.map((row) => row.name).filter((name) => !tablesWithoutCommunity.has(name));
  await loosen();
  for (const table of tables) for (const community of [ours, theirs]) await insertAny(table, community);
  app = new pg.Client(opened.url);
  await app.connect();
  await app.query("SET ROLE weinao_app");
});
afterAll(async () => {
  await app.end();
  await owner.end();
  await opened.close();
});

/** Takes away what would refuse made-up rows: this database is a copy, and only policies and rights are tried here. */
async function loosen(): Promise<void> {
  const { rows } = await owner.query<{ statement: string }>(
    "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS statement FROM pg_constraint WHERE contype IN ('c', 'f') AND connamespace = 'public'::regnamespace",
  );
  for (const { statement } of rows) await owner.query(statement);
}

const samples: Readonly<Record<string, string>> = {
  text: "'x'",
  uuid: "gen_random_uuid()",
  bigint: "1",
  integer: "1",
  smallint: "1",
  real: "1",
  "double precision": "1",
  numeric: "1",
  boolean: "true",
  bytea: "'\\x00'",
  jsonb: "'{}'",
  json: "'{}'",
  date: "'2026-01-01'",
  "timestamp with time zone": "'2026-01-01'",
};

async function valuesFor(table: string): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ name: string; type: string }>(
    "SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull",
    [table],
  );
  return new Map(
    rows.map(({ name, type }) => {
      const sample = type.endsWith("[]") ? "'{}'" : samples[type];
      if (sample === undefined) throw new Error(`tests/tenancy.test.ts knows no sample of type ${type} (${table}.${name})`);
      return [name, sample];
    }),
  );
}

async function insertAny(table: string, community: number, client = owner): Promise<void> {
  const values = (await valuesFor(table)).set("community_id", String(community));
  await client.query(`INSERT INTO ${table} (${[...values.keys()].join(", ")}) VALUES (${[...values.values()].join(", ")})`);
}

/** Runs plain SQL as the application for the given communities, and undoes it. */
async function asApplication<T>(communities: string, work: () => Promise<T>): Promise<T> {
  await app.query("BEGIN");
  try {
    if (communities !== "unset") await app.query(`SET LOCAL app.communities = '${communities}'`);
    return await work();
  } finally {
    await app.query("ROLLBACK");
  }
}

const count = async (sql: string) => Number((await app.query<{ count: string }>(sql)).rows[0]?.count);

test("every table of a community is in the catalogue of this test", () => {
  expect(tables).toEqual(expect.arrayContaining(["access_chain", "access_record", "community_key"]));
});

test("the application's role owns nothing, is no superuser and cannot pass the policies", async () => {
  const { rows } = await owner.query(
    "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned FROM pg_roles r WHERE rolname = 'weinao_app'",
  );
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolcanlogin: false, owned: 0 }]);
});

test("every table has row-level security on; every view looks with the eyes of who asks", async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname <> 'schema_version' AND (
       (relkind IN ('r', 'p') AND NOT relrowsecurity) OR (relkind = 'm') OR (relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)))`,
  );
  expect(rows).toEqual([]);
});

describe("crossing from one community to another by plain SQL", () => {
  test.each(["unset", "", "{}"])("with the setting %j nothing of any community is seen", async (setting) => {
    for (const table of tables)
      expect({ table, seen: await asApplication(setting, () => count(`SELECT count(*) FROM ${table}`)) }).toEqual({ table, seen: 0 });
  });

  test("one community sees its own rows and no other's, however it asks", async () => {
    for (const table of tables) {
      const seen = await asApplication(`{${ours}}`, async () => ({
        table,
        own: await count(`SELECT count(*) FROM ${table}`),
        asked: await count(`SELECT count(*) FROM ${table} WHERE community_id = ${theirs}`),
        twisted: await count(
          `SELECT count(*) FROM ${table} a FULL JOIN ${table} b ON true WHERE coalesce(a.community_id, b.community_id) <> ${ours} OR random() < 0`,
        ),
      }));
      expect(seen).toEqual({ table, own: 1, asked: 0, twisted: 0 });
    }
  });

  test("no row is written into, changed in or removed from another community", async () => {
    for (const table of tables) {
      await expect(
        asApplication(`{${ours}}`, () => insertAny(table, theirs, app)),
        `insert into ${table}`,
      ).rejects.toMatchObject({ code: "42501" });
      await expect(
        asApplication(`{${ours}}`, () => app.query(`UPDATE ${table} SET community_id = ${theirs}`)),
        `move in ${table}`,
      ).rejects.toMatchObject({ code: "42501" });
      const removed = await asApplication(`{${ours}}`, () => app.query(`DELETE FROM ${table} WHERE community_id = ${theirs}`)).then(
        (result) => result.rowCount,
        (error: { code?: string }) => (error.code === "42501" ? 0 : error),
      );
      expect({ table, removed }).toEqual({ table, removed: 0 });
    }
  });

  test("the application cannot switch the policies off, empty a table or become somebody else", async () => {
    for (const table of tables) {
      for (const sql of [
        `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
        `TRUNCATE ${table}`,
        `DROP POLICY own_communities ON ${table}`,
        `COPY ${table} FROM STDIN`,
      ]) {
        await expect(
          asApplication(`{${ours}}`, () => app.query(sql)),
          sql,
        ).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|0A000)$/) });
      }
    }
  });
});

test("the store's COPY, which runs beside the policies, refuses another community's rows by itself", async () => {
  const scope = { communities: [ours], actor: "a", purpose: "p", role: "worker" };
  const copy = (community: number) =>
    opened.store.transaction(scope, (tx) =>
      tx.copyIn("community_key", ["community_id", "id", "wrapped", "created_at"], [[community, 2, Buffer.from("00", "hex"), new Date()]]),
    );
  await expect(copy(theirs)).rejects.toThrow("outside the transaction's scope");
  expect(await copy(ours)).toBe(1);
  await expect(opened.store.transaction(scope, (tx) => tx.copyIn("schema_version", ["version"], [[9]]))).rejects.toThrow("may not insert");
});
