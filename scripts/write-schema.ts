// Writes sql/schema.sql, the whole schema of today, from the history in sql/NNNN-*.sql: `npm run schema`.
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describeSchema } from "../src/store/describe-schema.ts";
import { sqlFolder } from "../src/store/migrate.ts";
import { cloneTemplate, stopTestServer } from "../src/store/testing.ts";

const head =
  "-- The whole schema of today. Written by `npm run schema` from the history in sql/NNNN-*.sql; a test shows that they agree.\n\n";
const home = await mkdtemp(join(tmpdir(), "weinao-schema-"));
try {
  const client = new pg.Client(await cloneTemplate(home));
  await client.connect();
  await writeFile(join(sqlFolder, "schema.sql"), head + (await describeSchema(client)));
  await client.end();
} finally {
  await stopTestServer(home);
}
