import type { Transaction } from "#store/contract";
import type { ElementKind } from "#vocabulary/contract";

/** A mention and the row in which it stands. */
export interface MentionInRow {
  readonly id: string;
  readonly kind: ElementKind;
  readonly element_id: string;
  readonly file_name: string;
  readonly sheet: string;
  readonly row_number: number;
  /** True when the import of its file was taken back. */
  readonly undone: boolean;
}

// Each query first picks the few rows that it is about. Left to itself, a planner that has no statistics yet (right after an import)
// may start from the other end and go through the whole community for each of them.
const PLACES = `SELECT m.id, m.kind, m.element_id, d.file_name, t.sheet, r.row_number, d.state = 'undone' AS undone
  FROM picked m
  JOIN record r ON r.community_id = $1 AND r.id = m.record_id
  JOIN source_table t ON t.community_id = $1 AND t.id = r.source_table_id
  JOIN delivery d ON d.community_id = $1 AND d.id = t.delivery_id
  ORDER BY (m.role = 'subject') DESC, m.id`;

const FIELDS = "id, kind, role, ordinal, element_id, record_id";

/** Every mention of an element, of files taken back too; its subjects first, then the oldest. */
export function mentionsOfElement(tx: Transaction, community: number, elementId: string): Promise<MentionInRow[]> {
  const sql = `WITH picked AS MATERIALIZED (SELECT ${FIELDS} FROM mention WHERE community_id = $1 AND element_id = $2) ${PLACES}`;
  return tx.query<MentionInRow>(sql, [community, elementId]);
}

/** The mentions with the given ids, by id. */
export async function mentionsById(tx: Transaction, community: number, ids: readonly string[]): Promise<Map<string, MentionInRow>> {
  const sql = `WITH picked AS MATERIALIZED (SELECT ${FIELDS} FROM mention WHERE community_id = $1 AND id = ANY($2::uuid[])) ${PLACES}`;
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
       SELECT r.id AS record_id, d.file_name, t.sheet, r.row_number, d.state, d.received_at
       FROM (SELECT id, file_name, state, received_at FROM delivery WHERE community_id = $1 AND file_name = $2 AND state <> 'undone') d
       JOIN source_table t ON t.community_id = $1 AND t.delivery_id = d.id AND ($4::text IS NULL OR t.sheet = $4)
       JOIN record r ON r.community_id = $1 AND r.source_table_id = t.id AND r.row_number = $3)
     SELECT m.id, m.kind, m.element_id, p.file_name, p.sheet, p.row_number, false AS undone
     FROM place p JOIN mention m ON m.community_id = $1 AND m.record_id = p.record_id
     ORDER BY (p.state = 'current') DESC, p.received_at DESC, (m.role = 'subject') DESC, (m.kind = 'person') DESC, m.ordinal`,
    [community, row.file, row.row, row.sheet ?? null],
  );
}
