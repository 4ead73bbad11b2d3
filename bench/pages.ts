/**
 * `npm run bench -- pages [--persons N]`: reading a person's page over HTTP, against a bare Fastify route that runs the same statements.
 * Both servers are asked in turn by a process of their own, in the same run.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { createSampleAccounts, recordAccess } from "#access";
import { exportTable, type RegistryDeps, readGolden } from "#registry";
import type { Prepared, Scope, Store, Transaction } from "#store/contract";
import { buildServer } from "../src/server/build-server.ts";
import { serverDeps } from "../src/server/serve.ts";
import type { LoadRequest, LoadResult } from "./http-load.ts";
import { importPersons, type RegistryBench } from "./import.ts";
import { printTable } from "./print-table.ts";
import { BENCH_ACTOR, BENCH_COMMUNITY, openWorkplace, type Workplace } from "./workplace.ts";

const PEOPLE_READ = 400;
const ROUNDS = 4;
const SECONDS_A_ROUND = 5;
const CONNECTIONS = 8;
/** As many as a busy office has, each asking no more than the server lets one. */
const WORKERS = 60;
const PASSWORD = "a password for the bench";

/** Runs the bench and prints what it found. */
export async function benchPages({ persons, registry }: RegistryBench): Promise<void> {
  const workplace = await openWorkplace(registry);
  try {
    const known = await importPersons(workplace, persons);
    const people = await somePeople(workplace.deps, PEOPLE_READ);
    const ours = await openOurs(workplace);
    const bare = await openBare(workplace.deps, people);
    const rates = await compare(people, ours, bare);
    await ours.app.close();
    await bare.app.close();
    printTable([
      ["persons", known.persons.toLocaleString("en")],
      ["a person's page, requests/s", rates.ours.toFixed(0)],
      ["a bare route with the same statements, requests/s", rates.bare.toFixed(0)],
      ["ratio", `${((100 * rates.ours) / rates.bare).toFixed(0)} %`],
    ]);
  } finally {
    await workplace.close();
  }
}

/** Ids of some persons. */
async function somePeople(deps: RegistryDeps, wanted: number): Promise<string[]> {
  const table = await exportTable(deps, BENCH_ACTOR, BENCH_COMMUNITY, "persons");
  const id = table.columns.indexOf("element_id");
  const people: string[] = [];
  for await (const row of table.rows) {
    people.push(String(row[id]));
    if (people.length === wanted) break;
  }
  return people;
}

interface Opened {
  readonly app: FastifyInstance;
  readonly address: string;
  readonly headers: readonly Readonly<Record<string, string>>[];
}

async function openOurs({ deps }: Workplace): Promise<Opened> {
  const accounts = { store: deps.store, keyring: deps.keyring };
  const names = Array.from({ length: WORKERS }, (_, at) => `bench-${at}`);
  const account = { label: "", role: "worker", communities: [Number(BENCH_COMMUNITY)], person: null, password: PASSWORD } as const;
  await createSampleAccounts(
    accounts,
    names.map((name) => ({ ...account, name })),
  );
  const status = async () => ({ version: "0", importing: null, communities: [] });
  const server = serverDeps({ registry: deps, home: "/nowhere", status, environment: {} }, "127.0.0.1");
  const app = await buildServer(server);
  const headers: Record<string, string>[] = [];
  for (const [at, name] of names.entries()) {
    const remoteAddress = `127.0.1.${at + 1}`;
    const signed = await app.inject({ method: "POST", url: "/api/v1/session", payload: { name, password: PASSWORD }, remoteAddress });
    const [cookie] = signed.cookies;
    headers.push({ cookie: `${cookie?.name}=${cookie?.value}`, "weinao-purpose": "visit" });
  }
  return { app, address: await listen(app), headers };
}

interface Statement {
  readonly sql: string | Prepared;
  readonly parameters: readonly unknown[];
}

/** A route without anything: no session, no schema, no guard. It runs the statements that reading the same person ran, and sends their rows. */
async function openBare(deps: RegistryDeps, people: readonly string[]): Promise<Opened> {
  const scope: Scope = { communities: [BENCH_COMMUNITY], actor: "bench", role: "worker", purpose: "visit" };
  const statements = new Map<string, readonly Statement[]>();
  for (const id of people) statements.set(id, await statementsOf(deps, id));
  const app = Fastify({ logger: false });
  app.get("/:id", async (request) => {
    const { id } = request.params as { id: string };
    return deps.store.transaction(scope, async (tx) => {
      const rows = [];
      for (const { sql, parameters } of statements.get(id) ?? []) rows.push(await tx.query(sql, parameters));
      await recordAccess(tx, { action: "show", community: Number(BENCH_COMMUNITY), elementIds: [id], attributes: [] });
      return rows;
    });
  });
  return { app, address: await listen(app), headers: [] };
}

/** The statements by which one person is read, those of the access record aside. */
async function statementsOf(deps: RegistryDeps, id: string): Promise<Statement[]> {
  const seen: Statement[] = [];
  const watched: Store = {
    ...deps.store,
    transaction: (scope, work) =>
      deps.store.transaction(scope, (tx) => {
        const query: Transaction["query"] = (sql, parameters = []) => {
          if (!/access_(chain|record)/.test(typeof sql === "string" ? sql : sql.text)) seen.push({ sql, parameters });
          return tx.query(sql, parameters);
        };
        return work({ ...tx, query });
      }),
  };
  await readGolden({ ...deps, store: watched }, BENCH_ACTOR, BENCH_COMMUNITY, id, { unmask: true });
  return seen;
}

async function listen(app: FastifyInstance): Promise<string> {
  await app.listen({ host: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

async function compare(people: readonly string[], ours: Opened, bare: Opened): Promise<{ ours: number; bare: number }> {
  const load = fork(new URL("./http-load.ts", import.meta.url), { execArgv: [] });
  const total = { ours: 0, bare: 0 };
  const oursAt = people.map((id) => `${ours.address}/api/v1/communities/${BENCH_COMMUNITY}/elements/${id}`);
  const bareAt = people.map((id) => `${bare.address}/${id}`);
  await ask(load, { urls: oursAt, headers: ours.headers, seconds: 1, connections: CONNECTIONS });
  await ask(load, { urls: bareAt, headers: bare.headers, seconds: 1, connections: CONNECTIONS });
  for (let round = 0; round < ROUNDS; round += 1) {
    total.ours += await ask(load, { urls: oursAt, headers: ours.headers, seconds: SECONDS_A_ROUND, connections: CONNECTIONS });
    total.bare += await ask(load, { urls: bareAt, headers: bare.headers, seconds: SECONDS_A_ROUND, connections: CONNECTIONS });
  }
  load.disconnect();
  const seconds = ROUNDS * SECONDS_A_ROUND;
  return { ours: total.ours / seconds, bare: total.bare / seconds };
}

async function ask(load: ChildProcess, request: LoadRequest): Promise<number> {
  load.send(request);
  const [result] = (await once(load, "message")) as [LoadResult];
  if (result.failed > 0) throw new Error(`${result.failed} requests failed`);
  return result.answered;
}
