import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { connectClient } from "./connect.ts";
import type { Store } from "./contract.ts";
import { databaseName, ownerName, serverLock, startServer, stopServer } from "./embedded.ts";
import { prepareHome } from "./home.ts";
import { withLock } from "./lock.ts";
import { applyMigrations, ensureApplicationRole, readMigrations } from "./migrate.ts";
import { joinEmbedded, openStore } from "./open-store.ts";

/** A store on a database of its own. */
export interface TestStore {
  readonly store: Store;
  /** The owner's connection string: not bound by row policies. */
  readonly url: string;
  close(): Promise<void>;
}

const disposable = { disposable: true };
const quiet = () => undefined;

/**
 * Opens a store on a fresh copy of the migrated schema. The first call of a run starts a server in `home` and makes the template;
 * later ones, in whatever process, copy it in some 30 ms. `stopTestServer` ends it all.
 */
export async function openTestStore(home: string): Promise<TestStore> {
  const url = await cloneTemplate(home);
  const store = await openStore({ home, databaseUrl: url });
  return { store, url, close: () => store.close({ abort: true }) };
}

/** Makes a database; a copy of the migrated template, or an empty one. Gives the owner's connection string. */
export async function cloneTemplate(home: string, template: "migrated" | "empty" = "migrated"): Promise<string> {
  const folder = await prepareHome(home);
  return copyDatabase(await templateServer(folder), template === "empty" ? "template0" : databaseName);
}

/** Opens a store on a copy of a database that `fill` fills once a run, whoever asks first. `name` names what it is filled with. */
export async function openFilledStore(home: string, name: string, fill: (store: Store) => Promise<void>): Promise<TestStore> {
  const folder = await prepareHome(home);
  const at = await templateServer(folder);
  const template = `filled_${name}`;
  await withLock(join(folder, `${template}.lock`), async () => {
    if (await isTemplate(at("postgres"), template)) return;
    // Left behind where an earlier filling failed.
    await onServer(at("postgres"), `DROP DATABASE IF EXISTS ${template}`);
    const url = await copyDatabase(at, databaseName, template);
    const store = await openStore({ home, databaseUrl: url });
    await fill(store).finally(() => store.close());
    await onServer(at("postgres"), `ALTER DATABASE ${template} IS_TEMPLATE true`);
  });
  const url = await copyDatabase(at, template);
  const store = await openStore({ home, databaseUrl: url });
  return { store, url, close: () => store.close({ abort: true }) };
}

type UrlOf = (database: string) => string;

async function templateServer(folder: string): Promise<UrlOf> {
  return withLock(join(folder, "template.lock"), async () => {
    const server = await withLock(serverLock(folder), () => startServer(folder, quiet, disposable));
    const urlOf = (database: string) => `postgres://${ownerName}:${server.password}@127.0.0.1:${server.port}/${database}`;
    await ensureTemplate(folder, urlOf("postgres"));
    return urlOf;
  });
}

async function copyDatabase(at: UrlOf, template: string, name = `test_${randomBytes(6).toString("hex")}`): Promise<string> {
  await onServer(at("postgres"), `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return at(name);
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = await connectClient(url, "weinao test");
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function isTemplate(url: string, name: string): Promise<boolean> {
  const client = await connectClient(url, "weinao test");
  try {
    return (await client.query("SELECT FROM pg_database WHERE datname = $1 AND datistemplate", [name])).rows.length > 0;
  } finally {
    await client.end();
  }
}

async function ensureTemplate(home: string, url: string): Promise<void> {
  const admin = await connectClient(url, "weinao test");
  try {
    const { rows } = await admin.query("SELECT FROM pg_database WHERE datname = $1 AND datistemplate", [databaseName]);
    if (rows.length > 0) return;
    const opened = await joinEmbedded(home, quiet, disposable);
    try {
      await ensureApplicationRole(opened.presence, 180_000, opened.place);
      await applyMigrations(opened.presence, await readMigrations());
    } finally {
      await opened.presence.end();
    }
    await admin.query(`ALTER DATABASE ${databaseName} IS_TEMPLATE true`);
  } finally {
    await admin.end();
  }
}

/** Stops the test server, if one was started, and removes everything. */
export async function stopTestServer(home: string): Promise<void> {
  await stopServer(home);
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}
