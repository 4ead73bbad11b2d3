/** How far deliveries reach in a community. */
import type { Transaction } from "#store/contract";
import type { RegistryDeps } from "./deps.ts";

/** Rows up to which a community is linked whole, whatever comes. */
const WHOLE_ROWS_MAX = 20_000;
/** How many times larger the community must be than what is linked as a part of it. */
const PART_RATIO = 20;

/** Whether the deliveries are so small a part of a community that linking all of it anew would be waste. */
export async function isSmallPart(tx: Transaction, deps: RegistryDeps, community: number, deliveries: readonly string[]): Promise<boolean> {
  const [rows] = await tx.query<{ all: number; part: number }>(
    `SELECT coalesce(sum(row_count), 0) AS all, coalesce(sum(row_count) FILTER (WHERE id = ANY($2::uuid[])), 0) AS part
     FROM delivery WHERE community_id = $1 AND state <> 'undone'`,
    [community, deliveries],
  );
  if (rows === undefined) return false;
  const most = deps.linkWholeRowsMax;
  if (most !== undefined) return rows.all - rows.part > most;
  return rows.all > WHOLE_ROWS_MAX && rows.part * PART_RATIO <= rows.all;
}

/** The elements of which the deliveries speak. */
export async function elementsOfDeliveries(tx: Transaction, community: number, deliveries: readonly string[]): Promise<Set<string>> {
  if (deliveries.length === 0) return new Set();
  const rows = await tx.query<{ element_id: string }>(
    `SELECT DISTINCT unnest(b.element_ids) AS element_id FROM mention_block b
     JOIN source_table t ON t.community_id = b.community_id AND t.id = b.source_table_id
     WHERE b.community_id = $1 AND t.delivery_id = ANY($2::uuid[])`,
    [community, deliveries],
  );
  return new Set(rows.map((row) => row.element_id));
}
