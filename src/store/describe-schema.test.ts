import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { expect, inject, test } from "vitest";
import "../../tests/postgres.ts";
import { describeSchema } from "./describe-schema.ts";
import { sqlFolder } from "./migrate.ts";
import { splitStatements } from "./statements.ts";
import { cloneTemplate } from "./testing.ts";

async function withDatabase<T>(template: "migrated" | "empty", work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(await cloneTemplate(inject("postgresHome"), template));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test("sql/schema.sql is what the schema's history makes (npm run schema writes it)", async () => {
  const written = await readFile(join(sqlFolder, "schema.sql"), "utf8");
  expect(written.slice(written.indexOf("\n\n") + 2)).toBe(await withDatabase("migrated", describeSchema));
});

test("sql/schema.sql makes that schema from nothing", async () => {
  const written = await readFile(join(sqlFolder, "schema.sql"), "utf8");
  await withDatabase("empty", async (client) => {
    for (const statement of splitStatements(written)) await client.query(statement);
    expect(await describeSchema(client)).toBe(written.slice(written.indexOf("\n\n") + 2));
  });
});
