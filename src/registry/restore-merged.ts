import type { Transaction } from "#store/contract";
import { blocksOf, MENTIONS } from "./mention-sql.ts";
import { moveMentions } from "./write-mentions.ts";

/** The right sides of the decisions. */
const TAKEN_BACK = "ARRAY(SELECT right_mention_id FROM decision WHERE community_id = $1 AND same AND taken_back_at = $2)";

/**
 * Gives rows that a decision had brought into another element back to the element that was absorbed by it, so that the next run finds
 * its old id where it was: who was merged by mistake is, once the mistake is taken back, who they were.
 *
 * @param takenBackAt the moment at which the decisions were taken back
 * @returns the elements that gave or got rows
 */
export async function restoreMerged(tx: Transaction, community: number, takenBackAt: Date): Promise<Set<string>> {
  // A decision's right side belonged to the younger element, whose id gave way; what it absorbed bears the decision's own time.
  const absorbed = await tx.query<{ mention_id: string; decided_at: Date; absorbed: string; keeper: string }>(
    `WITH side AS MATERIALIZED (
       SELECT m.id, m.kind, m.element_id FROM ${MENTIONS} m
       WHERE m.community_id = $1 AND m.block_id = ANY(${blocksOf(TAKEN_BACK)}) AND m.id = ANY(${TAKEN_BACK}))
     SELECT m.id AS mention_id, d.decided_at, e.element_id AS absorbed, m.element_id AS keeper
     FROM decision d
     JOIN side m ON m.id = d.right_mention_id
     JOIN element_event e ON e.community_id = d.community_id AND e.event = 'merged' AND e.at = d.decided_at
     JOIN element a ON a.community_id = e.community_id AND a.id = e.element_id AND a.kind = m.kind AND a.merged_into IS NOT NULL
     WHERE d.community_id = $1 AND d.same AND d.taken_back_at = $2`,
    [community, takenBackAt],
  );
  const touched = new Set<string>();
  for (const rows of Map.groupBy(absorbed, (row) => row.decided_at.getTime()).values()) {
    const ids = new Set(rows.map((row) => row.absorbed));
    const [id] = ids;
    // Where one decision absorbed several of a kind, nothing tells which rows were whose.
    if (id === undefined || ids.size > 1) continue;
    await moveMentions(tx, community, new Map(rows.map((row) => [row.mention_id, { elementId: id }])));
    for (const row of rows) touched.add(row.keeper);
    touched.add(id);
  }
  return touched;
}
