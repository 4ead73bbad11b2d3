import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Scope } from "./contract.ts";
import { StoreCode } from "./contract.ts";
import { stopServer } from "./embedded.ts";
import { openStore } from "./open-store.ts";
import { isPostgres, processIdentity } from "./process-identity.ts";

const scope: Scope = { communities: [330782002001], actor: "a", purpose: "p", role: "worker" };
const children: ChildProcess[] = [];
/** A home whose database is made already, to be copied: making one takes most of a second. */
let made: string;
let home: string;

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), "weinao-made-"));
  await (await openStore({ home: made })).close();
});
afterAll(() => rm(made, { recursive: true }));
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "weinao-home-"));
  await promisify(execFile)("cp", ["-a", `${made}/.`, home]);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await stopServer(home);
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

const open = () => openStore({ home });
const serverPid = async () => Number((await readFile(join(home, "postgres", "postmaster.pid"), "utf8").catch(() => "0")).split("\n")[0]);

/** Another process that opens the store of `home`, says so, and closes it when its input ends. */
async function otherProcess(work = ""): Promise<ChildProcess> {
  const door = fileURLToPath(new URL("./index.ts", import.meta.url));
  const code = `import { openStore } from ${JSON.stringify(door)};
    const store = await openStore({ home: ${JSON.stringify(home)} });
    const scope = ${JSON.stringify(scope)};
    ${work}
    console.log("open");
    process.stdin.resume().once("end", () => store.close());`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  await once(createInterface(child.stdout as NodeJS.ReadableStream), "line");
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function addCommunity(id: number): Promise<void> {
  const store = await open();
  await store.transaction({ ...scope, communities: [id] }, (tx) =>
    tx.execute("INSERT INTO community VALUES ($1, 'x', '{}', $2)", [id, new Date()]),
  );
  await store.close();
}

async function communityCount(): Promise<number> {
  const store = await open();
  const rows = await store.transaction(scope, (tx) => tx.query<{ count: number }>("SELECT count(*) AS count FROM community"));
  await store.close();
  return rows[0]?.count ?? -1;
}

test("the first process starts the server, others share it, the last one stops it; data stay", async () => {
  const other = await otherProcess();
  const pid = await serverPid();
  expect(isPostgres(pid)).toBe(true);
  await addCommunity(1);
  expect(processIdentity(pid)).not.toBe("");
  other.stdin?.end();
  await ended(other);
  expect(await serverPid()).toBe(0);
  expect(processIdentity(pid)).toBe("");
  expect(await communityCount()).toBe(1);
  expect((await stat(join(home, "database.json"))).mode & 0o777).toBe(0o600);
}, 60_000);

test("many processes that open at once make one database and start one server", async () => {
  await rm(join(home, "postgres"), { recursive: true });
  const opened = await Promise.all([otherProcess(), otherProcess(), otherProcess(), open()]);
  const [first, second, third, store] = opened;
  const rows = await store.transaction(scope, (tx) => tx.query("SELECT 1"));
  expect(rows.length).toBe(1);
  for (const child of [first, second, third]) child.stdin?.end();
  await Promise.all([ended(first), ended(second), ended(third), store.close()]);
  expect(await serverPid()).toBe(0);
}, 60_000);

test("after kill -9 of a program the next one takes its server over, and nothing half done remains", async () => {
  const unfinished = `void store.transaction(scope, async (tx) => {
    await tx.execute("INSERT INTO community VALUES (330782002001, 'x', '{}', $1)", [new Date()]);
    console.log("open");
    await new Promise(() => undefined);
  }); await new Promise((resolve) => setTimeout(resolve, 300));`;
  const other = await otherProcess(unfinished);
  const pid = await serverPid();
  other.kill("SIGKILL");
  await ended(other);
  expect(isPostgres(pid)).toBe(true);
  expect(await communityCount()).toBe(0);
  expect(await serverPid()).toBe(0);
}, 60_000);

test("after kill -9 of the server a running store says so, and the next one recovers what was committed", async () => {
  const store = await open();
  await store.transaction(scope, (tx) => tx.execute("INSERT INTO community VALUES (330782002001, 'x', '{}', $1)", [new Date()]));
  process.kill(await serverPid(), "SIGKILL");
  await expect(store.transaction(scope, (tx) => tx.query("SELECT pg_sleep(5)"))).rejects.toMatchObject({
    code: expect.stringMatching(/^database-(stopped|unreachable)$/),
  });
  await store.close({ abort: true });
  expect(await communityCount()).toBe(1);
}, 60_000);

test("a stale postmaster.pid whose number another program has now does not stop the start", async () => {
  await addCommunity(1);
  await writeFile(join(home, "postgres", "postmaster.pid"), `${process.pid}\n/x\n1\n5432\n\n\n\nready\n`);
  expect(await communityCount()).toBe(1);
}, 60_000);

test("a lost password is renewed, while the server runs or not", async () => {
  await addCommunity(1);
  await rm(join(home, "database.json"));
  expect(await communityCount()).toBe(1);
  const other = await otherProcess();
  await rm(join(home, "database.json"));
  expect(await communityCount()).toBe(1);
  other.kill("SIGKILL");
}, 60_000);

test("an interrupted creation leaves nothing that stands in the way", async () => {
  await mkdir(join(home, "postgres.new-123", "base"), { recursive: true });
  expect(await communityCount()).toBe(0);
  await expect(stat(join(home, "postgres.new-123"))).rejects.toMatchObject({ code: "ENOENT" });
}, 60_000);

test("data of another engine, or something else in their place, are refused and left alone", async () => {
  await addCommunity(1);
  const version = join(home, "postgres", "PG_VERSION");
  await writeFile(version, "19\n");
  await expect(open()).rejects.toMatchObject({ code: StoreCode.dataOtherEngine });
  await rm(version);
  await expect(open()).rejects.toMatchObject({ code: StoreCode.dataOtherEngine });
  await writeFile(version, "18\n");
  expect(await communityCount()).toBe(1);
}, 60_000);

test("data of a newer program, or made by another history, are refused and left alone", async () => {
  const store = await open();
  const owner = new pg.Client(store.adminUrl);
  await owner.connect();
  await owner.query("INSERT INTO schema_version VALUES (9999, '9999-later', 'x', $1)", [new Date()]);
  await expect(open()).rejects.toMatchObject({ code: StoreCode.dataNewer, message: expect.stringContaining("9999") });
  await owner.query("DELETE FROM schema_version WHERE version = 9999");
  await owner.query("UPDATE schema_version SET digest = 'other' WHERE version = 1");
  await expect(open()).rejects.toMatchObject({ code: StoreCode.dataMigrationChanged });
  await owner.end();
  await store.close();
}, 60_000);

test("a name is claimed once for all processes, with a note for the others, and free again after kill -9", async () => {
  const other = await otherProcess('await store.claim("serving", "http://127.0.0.1:7330");');
  const store = await open();
  expect(await store.claim("serving", "me")).toBe("http://127.0.0.1:7330");
  expect(await store.claim("something else", "me")).toBeNull();
  other.kill("SIGKILL");
  await ended(other);
  await expect.poll(() => store.claim("serving", "me"), { timeout: 5_000 }).toBeNull();
  await store.close();
}, 60_000);

test("closing with abort ends running statements at once and undoes them", async () => {
  const store = await open();
  const slow = store.transaction(scope, async (tx) => {
    await tx.execute("INSERT INTO community VALUES (330782002001, 'x', '{}', $1)", [new Date()]);
    await tx.query("SELECT pg_sleep(600)");
  });
  const refused = expect(slow).rejects.toMatchObject({ code: StoreCode.databaseStopped });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await store.close({ abort: true });
  await refused;
  expect(await communityCount()).toBe(0);
}, 60_000);
