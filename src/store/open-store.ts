import { randomBytes } from "node:crypto";
import pg from "pg";
import { checkServer, connectClient, openPool, placeOf } from "./connect.ts";
import type { Scope, Store, StoreOptions, StoreStep, Transaction } from "./contract.ts";
import { plainIdentifier } from "./copy-rows.ts";
import { databaseName, ownerName, type ServerSettings, serverLock, startServer, stopServer } from "./embedded.ts";
import { fromConnecting, fromWorking } from "./failure.ts";
import { prepareHome } from "./home.ts";
import { withLock } from "./lock.ts";
import { applyMigrations, ensureApplicationRole, readMigrations } from "./migrate.ts";
import { openingStatements, type TableFacts, transactionOn } from "./transaction.ts";

/**
 * Opens the database of `home` (or of `databaseUrl`), starting and creating it when need be, and brings its schema up to date.
 * Several processes share one embedded server: the first starts it, the last stops it.
 * Throws a StoreFailure when the place cannot be used.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const onProgress = options.onProgress ?? (() => undefined);
  const opened = options.databaseUrl ? await joinGiven(options.databaseUrl) : await joinEmbedded(options.home, onProgress);
  try {
    const version = await checkServer(opened.presence, opened.place);
    await ensureApplicationRole(opened.presence, version, opened.place);
    const store = storeOn(opened, onProgress);
    await store.migrate();
    return store;
  } catch (error) {
    await leave(opened).catch(() => undefined);
    throw await fromWorking(error, opened.place, opened.home);
  }
}

/** An open way to a server. The presence is a connection that lives as long as the store does: it tells the others that we are there. */
interface Opened {
  readonly url: string;
  readonly place: string;
  readonly name: string;
  readonly home: string | null;
  readonly presence: pg.Client;
}

const ownName = () => `weinao ${process.pid} ${randomBytes(4).toString("hex")}`;

async function joinGiven(url: string): Promise<Opened> {
  const name = ownName();
  return { url, name, place: placeOf(url), home: null, presence: await connectClient(url, name) };
}

/** Starts or joins the embedded server of `home`; with `settings` only in tests. */
export async function joinEmbedded(home: string, onProgress: (step: StoreStep) => void, settings: ServerSettings = {}): Promise<Opened> {
  const folder = await prepareHome(home);
  return withLock(serverLock(folder), async () => {
    const server = await startServer(folder, onProgress, settings);
    const at = (database: string) => `postgres://${ownerName}:${server.password}@127.0.0.1:${server.port}/${database}`;
    const name = ownName();
    try {
      await ensureDatabase(at("postgres"));
      const presence = await connectClient(at(databaseName), name);
      return { url: at(databaseName), name, place: folder, home: folder, presence };
    } catch (error) {
      throw fromConnecting(error, folder);
    }
  });
}

async function ensureDatabase(url: string): Promise<void> {
  const client = await connectClient(url, "weinao setup");
  try {
    const { rows } = await client.query("SELECT FROM pg_database WHERE datname = $1", [databaseName]);
    if (rows.length === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}

function storeOn(opened: Opened, onProgress: (step: StoreStep) => void): Store {
  const pool = openPool(opened.url, `${opened.name} ${WORKING}`);
  const insertable = new Map<string, TableFacts>();
  let closing: Promise<void> | null = null;
  return {
    adminUrl: opened.url,
    embedded: opened.home !== null,
    transaction: (scope, work) => runTransaction(pool, opened, insertable, scope, work),
    migrate: async () => applyMigrations(opened.presence, await readMigrations(), () => onProgress("migrating")),
    async analyze(tables) {
      if (tables.length === 0) return;
      const names = tables.map(plainIdentifier).join(", ");
      // The pool's connections are the owner's, and only the owner may.
      await pool.query(`BEGIN;SET LOCAL default_statistics_target = ${SAMPLE_TARGET};ANALYZE ${names};COMMIT`);
    },
    claim: (name, note) => claimName(opened, name, note),
    close(options = {}) {
      closing ??= (async () => {
        if (options.abort) await cancelOwnWork(opened);
        await pool.end();
        await leave(opened);
      })();
      return closing;
    },
  };
}

/** 6,000 rows of a table tell how large it is and what is common in it; the usual 30,000, with lists in each, take seconds. */
const SAMPLE_TARGET = 20;

async function runTransaction<T>(
  pool: pg.Pool,
  opened: Opened,
  insertable: Map<string, TableFacts>,
  scope: Scope,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const statements = openingStatements(scope);
  const client = await pool.connect().catch((error: unknown) => {
    throw fromConnecting(error, opened.place);
  });
  let broken = false;
  // The pool listens only while a connection is idle; without a listener the loss of the server would end the program.
  const onLoss = () => undefined;
  client.on("error", onLoss);
  try {
    // The first statements follow without waiting. Were one of these refused, nothing after them could run: the transaction has begun.
    const opening = client.query(statements);
    opening.catch(() => undefined);
    const tx = transactionOn(client, scope, insertable);
    try {
      const result = await work(tx);
      await tx.finish();
      await opening;
      const [{ command }] = await Promise.all([client.query("COMMIT"), tx.ending()]);
      // A statement whose error the work swallowed has undone everything: COMMIT then answers ROLLBACK.
      if (command !== "COMMIT") throw new Error("The transaction was undone because one of its statements failed.");
      return result;
    } catch (error) {
      await tx.giveUp(error);
      const first = await opening.then(
        () => error,
        (refused: unknown) => refused,
      );
      await client.query("ROLLBACK");
      throw first;
    }
  } catch (error) {
    broken = true;
    throw await fromWorking(error, opened.place, opened.home);
  } finally {
    // After an error the connection is thrown away: cheap, and nothing can leak into the next transaction.
    client.release(broken);
    if (!broken) client.off("error", onLoss);
  }
}

const claimSpace = 7_330;

async function claimName(opened: Opened, name: string, note: string): Promise<string | null> {
  const key = [claimSpace, name];
  const { rows } = await opened.presence.query<{ won: boolean }>("SELECT pg_try_advisory_lock($1, hashtext($2)) AS won", key);
  if (rows[0]?.won) {
    // The note stands where others can read it, and vanishes with the connection.
    await opened.presence.query(`SET application_name = ${pg.escapeLiteral(`${opened.name} ${note}`.slice(0, 63))}`);
    return null;
  }
  const holder = await opened.presence.query<{ note: string }>(
    `SELECT substring(a.application_name from '^weinao \\d+ [0-9a-f]{8} (.*)$') AS note
       FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1::oid AND l.objid::bigint = (hashtext($2)::bigint & 4294967295)
        AND l.objsubid = 2 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    key,
  );
  return holder.rows[0]?.note ?? "";
}

async function cancelOwnWork(opened: Opened): Promise<void> {
  await opened.presence
    .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE $1 AND pid <> pg_backend_pid()", [
      `${opened.name}%`,
    ])
    .catch(() => undefined);
}

/** Says goodbye; the last one stops the embedded server. */
async function leave(opened: Opened): Promise<void> {
  const { presence, home } = opened;
  if (home === null) return presence.end();
  await withLock(serverLock(home), async () => {
    // Under the lock nobody can be joining: whoever is connected now is all there is.
    const others = await countOthers(opened);
    // The server notices a closed connection a little later; whoever leaves next must not take it for somebody who is there.
    await presence.query(`SET application_name = ${pg.escapeLiteral(LEFT)}`).catch(() => undefined);
    await presence.end().catch(() => undefined);
    if (others === null || others === 0) await stopServer(home, others !== null);
  });
}

const answerMsMax = 3_000;
/** What connections are called that do the work of somebody whose presence is counted, and those of somebody who has left. */
const WORKING = "work";
const LEFT = "weinao left";

/** How many others there are, each by the connection that shows their presence; null when the server does not answer. */
async function countOthers({ url, name, presence }: Opened): Promise<number | null> {
  const sql = `SELECT count(*) AS count FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
    AND application_name NOT LIKE $1 AND application_name <> '${LEFT}' AND application_name !~ '^weinao \\d+ [0-9a-f]{8} ${WORKING}$'`;
  const ask = async (client: pg.Client) => Number((await client.query<{ count: number }>(sql, [`${name}%`])).rows[0]?.count);
  try {
    return await ask(presence);
  } catch {
    // Our connection is gone, but the server may have come back, with others on it.
    const client = new pg.Client({ connectionString: url, application_name: name, connectionTimeoutMillis: answerMsMax });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return await ask(client);
    } catch {
      return null;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
