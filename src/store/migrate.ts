import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { StoreCode } from "./contract.ts";
import { StoreFailure } from "./failure.ts";
import { splitStatements } from "./statements.ts";
import { applicationRole } from "./transaction.ts";

/** The folder of the schema's history. */
export const sqlFolder = fileURLToPath(new URL("../../sql/", import.meta.url));

/** One step of the schema's history. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
  /** Hex SHA-256 of the statements: a step once applied never changes. */
  readonly digest: string;
}

/** Reads `NNNN-name.sql` files in their order. Throws when two have one number or one is missing. */
export async function readMigrations(folder: string = sqlFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name, index) => {
      if (Number(name.slice(0, 4)) !== index + 1) throw new Error(`The migrations are not numbered one by one: ${name}`);
      const statements = splitStatements(await readFile(join(folder, name), "utf8"));
      return { version: index + 1, name: name.slice(0, -".sql".length), statements, digest: sha256(statements.join(";\n")) };
    }),
  );
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

// Any number, the same in every version of the program: two processes must not migrate at once.
const migrationLock = 7_330_782;

/**
 * Applies the steps that the database does not have yet; gives their names. Refuses data of a newer version before touching them.
 * Each step is one transaction, sent one statement a call.
 */
export async function applyMigrations(
  client: pg.ClientBase,
  migrations: readonly Migration[],
  onPending: () => void = () => undefined,
): Promise<string[]> {
  if (await isCurrent(client, migrations)) return [];
  await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
  try {
    await client.query(
      "CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, name text NOT NULL, digest text NOT NULL, applied_at timestamptz NOT NULL)",
    );
    const applied = await appliedSteps(client);
    guard(applied, migrations);
    const pending = migrations.slice(applied.length);
    if (pending.length > 0) onPending();
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [migrationLock]);
  }
}

interface AppliedStep {
  readonly version: number;
  readonly name: string;
  readonly digest: string;
}

async function isCurrent(client: pg.ClientBase, migrations: readonly Migration[]): Promise<boolean> {
  const { rows } = await client.query<{ present: boolean }>("SELECT to_regclass('schema_version') IS NOT NULL AS present");
  if (!rows[0]?.present) return false;
  const applied = await appliedSteps(client);
  guard(applied, migrations);
  return applied.length === migrations.length;
}

async function appliedSteps(client: pg.ClientBase): Promise<AppliedStep[]> {
  return (await client.query<AppliedStep>("SELECT version, name, digest FROM schema_version ORDER BY version")).rows;
}

function guard(applied: readonly AppliedStep[], migrations: readonly Migration[]): void {
  const last = applied.at(-1);
  if (last && last.version > migrations.length) throw new StoreFailure(StoreCode.dataNewer, String(last.version));
  const changed = applied.find((step, index) => step.digest !== migrations[index]?.digest);
  if (changed) throw new StoreFailure(StoreCode.dataMigrationChanged, changed.name);
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    for (const statement of migration.statements) await client.query(statement);
    await client.query("INSERT INTO schema_version (version, name, digest, applied_at) VALUES ($1, $2, $3, $4)", [
      migration.version,
      migration.name,
      migration.digest,
      new Date(),
    ]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/**
 * Makes sure that the application's role exists, is harmless, and that this login may become it. Roles belong to the server, not to one
 * database, so this is no migration.
 */
export async function ensureApplicationRole(client: pg.ClientBase, serverVersion: number, place: string): Promise<void> {
  // Since PostgreSQL 16 a member may be one without the right to SET ROLE.
  const right = serverVersion >= 160_000 ? "SET" : "MEMBER";
  const { rows } = await client.query<{ member: boolean; unsafe: boolean }>(
    "SELECT pg_has_role(oid, $2) AS member, rolsuper OR rolbypassrls AS unsafe FROM pg_roles WHERE rolname = $1",
    [applicationRole, right],
  );
  if (rows[0]?.unsafe) throw new StoreFailure(StoreCode.databaseRoleUnsafe, place);
  try {
    if (!rows[0]) {
      // Two processes may find it missing at once: the second one's error says that it is there now.
      await client
        .query(`CREATE ROLE ${applicationRole} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`)
        .catch((error: { code?: string }) => {
          if (error.code !== "42710" && error.code !== "23505") throw error;
        });
    }
    if (!rows[0]?.member) await client.query(`GRANT ${applicationRole} TO CURRENT_USER`);
  } catch (error) {
    throw (error as { code?: string }).code === "42501" ? new StoreFailure(StoreCode.databaseRoleMissing, place, error) : error;
  }
}
