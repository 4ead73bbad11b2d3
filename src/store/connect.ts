import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { StoreCode } from "./contract.ts";
import { fromConnecting, StoreFailure } from "./failure.ts";
import { valueTypes } from "./value-types.ts";

const connectMsMax = 10_000;
const startingMsMax = 600_000;
const poolSize = 6;
const lockMsMax = 60_000;

const versionMin = 150_000;

/** A connection string without its password and settings, fit for messages. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${decodeURIComponent(hostname) || "localhost"}:${port || "5432"}${pathname}`;
  } catch {
    return "DATABASE_URL";
  }
}

/** Settings of every connection. `name` shows in pg_stat_activity: it tells our processes apart. */
function settings(url: string, name: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: connectMsMax,
    keepAlive: true,
    types: valueTypes,
    // A clerk's desk shall not hang on another's forgotten transaction for ever.
    lock_timeout: lockMsMax,
    options: "-c timezone=UTC -c search_path=public,pg_temp -c client_min_messages=warning",
  };
}

/** Opens one connection; waits while the server is still starting or replaying after a crash. */
export async function connectClient(url: string, name: string): Promise<pg.Client> {
  const deadline = Date.now() + startingMsMax;
  for (;;) {
    let client: pg.Client;
    try {
      client = new pg.Client(settings(url, name));
    } catch (error) {
      throw new StoreFailure(StoreCode.databaseUnreachable, placeOf(url), error);
    }
    // The loss of an idle connection shows at its next use.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if ((error as { code?: string }).code !== "57P03" || Date.now() > deadline) throw fromConnecting(error, placeOf(url));
      await pause(100);
    }
  }
}

export function openPool(url: string, name: string): pg.Pool {
  // In a pipeline a statement is sent while those before it are still running.
  const pool = new pg.Pool({ ...settings(url, name), pipeline: true, max: poolSize, idleTimeoutMillis: 10_000 });
  pool.on("error", () => undefined);
  return pool;
}

/** Refuses servers that are too old or not in UTF8; gives the version number (180004). */
export async function checkServer(client: pg.ClientBase, place: string): Promise<number> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    "SELECT current_setting('server_version_num') AS version, pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()",
  );
  const version = Number(rows[0]?.version);
  if (version < versionMin) throw new StoreFailure(StoreCode.databaseTooOld, place);
  if (rows[0]?.encoding !== "UTF8") throw new StoreFailure(StoreCode.databaseNotUtf8, place);
  return version;
}
