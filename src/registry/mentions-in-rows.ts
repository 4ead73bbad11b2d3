import type { Transaction } from "#store/contract";
import type { ElementKind } from "#vocabulary/contract";
import { blocksOf, blocksOfElements, MENTIONS } from "./mention-sql.ts";

/** A mention and the row in which it stands. */
export interface MentionInRow {
  readonly id: string;
  readonly kind: ElementKind;
  readonly element_id: string;
  readonly record_id: string;
  readonly file_name: string;
  readonly sheet: string;
  readonly row_number: number;
  /** True when the import of its file was taken back. */
  readonly undone: boolean;
}

// Each query first picks the few rows that it is about. Left to itself, a planner that has no statistics yet (right after an import)
// may start from the other end and go through the whole community for each of them.
const PLACES = `SELECT m.id, m.kind, m.element_id, m.record_id, d.file_name, t.sheet, m.row_number, d.state = 'undone' AS undone
  FROM picked m
  JOIN source_table t ON t.community_id = $1 AND t.id = m.source_table_id
  JOIN delivery d ON d.community_id = $1 AND d.id = t.delivery_id
  ORDER BY (m.role = 'subject') DESC, m.id`;

/** Every mention of an element, of files taken back too; its subjects first, then the oldest. */
export function mentionsOfElement(tx: Transaction, community: number, elementId: string): Promise<MentionInRow[]> {
  const sql = `WITH picked AS MATERIALIZED (
      SELECT m.* FROM ${MENTIONS} m WHERE m.community_id = $1 AND m.block_id = ANY(${blocksOfElements("ARRAY[$2::uuid]")}) AND m.element_id = $2)
    ${PLACES}`;
  return tx.query<MentionInRow>(sql, [community, elementId]);
}

/** The mentions with the given ids, by id. */
export async function mentionsById(tx: Transaction, community: number, ids: readonly string[]): Promise<Map<string, MentionInRow>> {
  const sql = `WITH picked AS MATERIALIZED (
      SELECT m.* FROM ${MENTIONS} m WHERE m.community_id = $1 AND m.block_id = ANY(${blocksOf("$2::uuid[]")}) AND m.id = ANY($2::uuid[]))
    ${PLACES}`;
  const rows = await tx.query<MentionInRow>(sql, [community, [...new Set(ids)]]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What one row of a file speaks of, in the file's newest version first: its subjects, persons before homes. */
export function mentionsOfRow(
  tx: Transaction,
  community: number,
  row: { readonly file: string; readonly sheet?: string | undefined; readonly row: number },
): Promise<MentionInRow[]> {
  return tx.query<MentionInRow>(
    `WITH place AS MATERIALIZED (
       SELECT b.id AS block_id, d.file_name, t.sheet, d.state, d.received_at
       FROM (SELECT id, file_name, state, received_at FROM delivery WHERE community_id = $1 AND file_name = $2 AND state <> 'undone') d
       JOIN source_table t ON t.community_id = $1 AND t.delivery_id = d.id AND ($4::text IS NULL OR t.sheet = $4)
       CROSS JOIN LATERAL (
         SELECT id FROM record_block WHERE community_id = $1 AND source_table_id = t.id AND first_row <= $3 ORDER BY first_row DESC LIMIT 1) b)
     SELECT m.id, m.kind, m.element_id, m.record_id, p.file_name, p.sheet, m.row_number, false AS undone
     FROM place p JOIN ${MENTIONS} m ON m.community_id = $1 AND m.block_id = p.block_id AND m.row_number = $3
     ORDER BY (p.state = 'current') DESC, p.received_at DESC, (m.role = 'subject') DESC, (m.kind = 'person') DESC, m.ordinal`,
    [community, row.file, row.row, row.sheet ?? null],
  );
}
