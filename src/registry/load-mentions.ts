import type { CommunityKeys } from "#access";
import type { TableColumn } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import { headersByColumn, type MentionInHand, type TableInHand } from "./in-hand.ts";
import { KeptMention, type KeptRecord } from "./kept-record.ts";
import { MentionPage, PageWords, PageWriter } from "./mention-page.ts";
import { unpackPayload } from "./record-payload.ts";

interface TableRow {
  id: string;
  delivery_id: string;
  file_name: string;
  state: string;
  sheet: string;
  register: string | null;
  department: string | null;
  as_of: string | null;
  columns: TableColumn[];
  received_at: Date;
}

interface MentionRow {
  ordinal: number;
  element_id: string;
  method: string;
  weight: number;
}

/** The tables of every delivery that was not undone, by id. */
export async function loadTables(tx: Transaction, community: number): Promise<Map<string, TableInHand>> {
  const rows = await tx.query<TableRow>(
    `SELECT t.id, t.delivery_id, d.file_name, d.state, t.sheet, t.register, t.department, t.as_of, t.columns, d.received_at
     FROM source_table t JOIN delivery d ON d.community_id = t.community_id AND d.id = t.delivery_id
     WHERE t.community_id = $1 AND d.state <> 'undone'`,
    [community],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        deliveryId: row.delivery_id,
        file: row.file_name,
        sheet: row.sheet,
        register: row.register,
        source: row.department ?? row.file_name,
        asOf: row.as_of,
        receivedOn: row.received_at.toISOString().slice(0, 10),
        current: row.state === "current",
        headers: headersByColumn(row.columns),
      },
    ]),
  );
}

/**
 * Reads mentions back out of the database; their records are unsealed and kept packed.
 *
 * @param where which: all of the community, or those of the given records
 */
export async function* loadMentions(
  tx: Transaction,
  community: number,
  keys: CommunityKeys,
  tables: ReadonlyMap<string, TableInHand>,
  where: { readonly records: readonly string[] } | "all",
): AsyncGenerator<MentionInHand[]> {
  const condition = where === "all" ? "" : "AND r.id = ANY($2::uuid[])";
  const sql = `SELECT r.id, r.source_table_id, r.row_number, r.sealed,
      (SELECT json_agg(json_build_object('ordinal', m.ordinal, 'element_id', m.element_id, 'method', m.method, 'weight', m.weight) ORDER BY m.ordinal)
       FROM mention m WHERE m.community_id = r.community_id AND m.record_id = r.id) AS mentions
    FROM record r WHERE r.community_id = $1 ${condition} ORDER BY r.id`;
  interface RecordRow {
    id: string;
    source_table_id: string;
    row_number: number;
    sealed: Buffer;
    mentions: MentionRow[] | null;
  }
  const words = new PageWords();
  const writer = new PageWriter();
  for await (const rows of tx.stream<RecordRow>(sql, where === "all" ? [community] : [community, where.records], 5_000)) {
    const kept = rows.flatMap((row) => {
      const table = tables.get(row.source_table_id);
      if (table === undefined || row.mentions === null) return [];
      const first = writer.count;
      for (const mention of unpackPayload(keys.unseal(row.sealed)).mentions) writer.add(mention);
      return [{ id: row.id, table, row: row.row_number, first, mentions: row.mentions }];
    });
    const columns = writer.take();
    words.add(columns);
    const page = new MentionPage(words, columns);
    yield kept.flatMap(({ mentions, ...at }) => {
      const record: KeptRecord = { ...at, page };
      return mentions.map(
        ({ ordinal, element_id: elementId, method, weight }) => new KeptMention(record, ordinal, { elementId, method, weight }),
      );
    });
  }
}

/** All mentions of the given elements, and everything else that their rows speak of; record by record. */
export async function loadElements(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  tables: ReadonlyMap<string, TableInHand>,
  elements: ReadonlySet<string>,
): Promise<MentionInHand[]> {
  const rows = await tx.query<{ record_id: string }>(
    "SELECT DISTINCT record_id FROM mention WHERE community_id = $1 AND element_id = ANY($2::uuid[])",
    [community, [...elements]],
  );
  const mentions: MentionInHand[] = [];
  const records = rows.map((row) => row.record_id);
  for await (const batch of loadMentions(tx, community, keys, tables, { records })) mentions.push(...batch);
  return mentions;
}
