/** SQL that shows the lists of `mention_block` as rows. */

/**
 * Mentions as rows: `block_id`, `source_table_id`, `record_id`, `row_number`, `id`, `ordinal`, `kind`, `role`, `element_id`, `method`,
 * `weight`. Give it an alias, and name the blocks (or tables) that are meant, or all of a community is unfolded.
 */
export const MENTIONS = `(SELECT b.community_id, b.id AS block_id, b.source_table_id, u.row_number, u.ordinal, u.kind, u.role, u.element_id, u.method, u.weight,
    (left(b.id::text, 28) || lpad(to_hex(u.record::int), 4, '0') || '0000')::uuid AS record_id,
    (left(b.id::text, 28) || lpad(to_hex(u.record::int), 4, '0') || lpad(to_hex(u.ordinal::int + 1), 4, '0'))::uuid AS id
  FROM mention_block b CROSS JOIN LATERAL unnest(b.records, b.ordinals, b.row_numbers, b.kinds, b.roles, b.element_ids, b.methods, b.weights)
    AS u (record, ordinal, row_number, kind, role, element_id, method, weight))`;

/** The blocks of the mentions (or records) in an SQL array of ids. */
export function blocksOf(ids: string): string {
  return `ARRAY(SELECT DISTINCT (left(x::text, 28) || '00000000')::uuid FROM unnest(${ids}) AS x)`;
}

/** The blocks that speak of the elements in an SQL array of ids, in the community of parameter 1. */
export function blocksOfElements(ids: string): string {
  return `ARRAY(SELECT DISTINCT (left(x::text, 28) || '00000000')::uuid
    FROM element e CROSS JOIN LATERAL unnest(e.mention_ids) AS x WHERE e.community_id = $1 AND e.id = ANY(${ids}))`;
}
