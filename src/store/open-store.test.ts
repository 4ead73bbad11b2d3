import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import type { Scope } from "./contract.ts";

const scope: Scope = { communities: [330782002001], actor: "测试'\\员", purpose: "test", role: "worker" };
let opened: TestStore;

beforeAll(async () => {
  opened = await testStore();
});
afterAll(() => opened.close());

test("a transaction runs as the application's role, with its scope as settings", async () => {
  const rows = await opened.store.transaction(scope, (tx) =>
    tx.query("SELECT current_user::text AS role, current_setting('app.communities') AS communities, current_setting('app.actor') AS actor"),
  );
  expect(rows).toEqual([{ role: "weinao_app", communities: "{330782002001}", actor: "测试'\\员" }]);
});

test("nothing of a scope leaks into the next transaction of the same connection", async () => {
  await opened.store.transaction(scope, (tx) => tx.query("SELECT 1"));
  const rows = await opened.store.transaction({ ...scope, communities: [] }, (tx) =>
    tx.query("SELECT current_setting('app.communities') AS communities"),
  );
  expect(rows).toEqual([{ communities: "" }]);
});

test("a community's key that is no division code is refused before any SQL", async () => {
  const bad = { ...scope, communities: ["1}'; DROP TABLE community; --"] };
  await expect(opened.store.transaction(bad, async () => 1)).rejects.toThrow(TypeError);
});

test("analyze tells the planner what a table holds, and takes names of tables only", async () => {
  await opened.store.analyze(["community"]);
  const [row] = await opened.store.transaction(scope, (tx) =>
    tx.query<{ analyzed: boolean }>("SELECT pg_stat_get_last_analyze_time('community'::regclass) IS NOT NULL AS analyzed"),
  );
  expect(row?.analyzed).toBe(true);
  await expect(opened.store.analyze(["community; DROP TABLE community"])).rejects.toThrow(TypeError);
});
