import pg from "pg";
import { expect } from "vitest";

/** Expects the counts that are kept of the elements of every community to be what counting them gives. */
export async function expectTrueCounts(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const kept = await client.query("SELECT community_id, id AS kind, count FROM element_count WHERE count <> 0 ORDER BY 1, 2");
  const counted = await client.query(
    "SELECT community_id, kind, count(*)::int AS count FROM element WHERE current GROUP BY 1, 2 ORDER BY 1, 2",
  );
  await client.end();
  expect(counted.rows.length).toBeGreaterThan(0);
  expect(kept.rows).toEqual(counted.rows);
}
