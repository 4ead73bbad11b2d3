import type { CommunityKeys } from "#access";
import type { TableColumn } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import { headersByColumn, type MentionInHand, placedRows, type TableInHand } from "./in-hand.ts";
import { KeptMention, type KeptRecord, type LinkedBefore } from "./kept-record.ts";
import { MentionPage, PageWords, PageWriter } from "./mention-page.ts";
import { blocksOfElements } from "./mention-sql.ts";
import { recordId } from "./new-id.ts";
import { openBlock } from "./record-block.ts";
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
        rows: placedRows(row.columns),
      },
    ]),
  );
}

interface BlockRow {
  id: string;
  source_table_id: string;
  row_numbers: number[];
  sealed: Buffer;
  /** Lists as texts: the driver reads lists character by character. */
  records: string;
  ordinals: string;
  elements: string;
  methods: string;
  weights: string;
}

const BLOCKS = `SELECT b.id, b.source_table_id, b.row_numbers, b.sealed, array_to_string(m.records, ' ') AS records,
    array_to_string(m.ordinals, ' ') AS ordinals, array_to_string(m.element_ids, ' ') AS elements,
    array_to_string(m.methods, ' ') AS methods, array_to_string(m.weights, ' ') AS weights
  FROM record_block b JOIN mention_block m ON m.community_id = b.community_id AND m.id = b.id
  WHERE b.community_id = $1`;
const BLOCKS_AT_ONCE = 160;

/** Reads all mentions of a community back out of the database, record by record. */
export async function* loadMentions(
  tx: Transaction,
  community: number,
  keys: CommunityKeys,
  tables: ReadonlyMap<string, TableInHand>,
): AsyncGenerator<MentionInHand[]> {
  const words = new PageWords();
  const writer = new PageWriter();
  for await (const rows of tx.stream<BlockRow>(`${BLOCKS} ORDER BY b.id`, [community], BLOCKS_AT_ONCE))
    yield mentionsOf(rows, keys, tables, words, writer, null);
}

/** All mentions of the given elements, and everything else that their rows speak of; record by record. */
export async function loadElements(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  tables: ReadonlyMap<string, TableInHand>,
  elements: ReadonlySet<string>,
): Promise<MentionInHand[]> {
  const words = new PageWords();
  const writer = new PageWriter();
  const mentions: MentionInHand[] = [];
  const sql = `${BLOCKS} AND b.id = ANY(${blocksOfElements("$2::uuid[]")}) ORDER BY b.id`;
  for await (const rows of tx.stream<BlockRow>(sql, [community, [...elements]], BLOCKS_AT_ONCE))
    for (const mention of mentionsOf(rows, keys, tables, words, writer, elements)) mentions.push(mention);
  return mentions;
}

/** The mentions of the records in some blocks: of all, or of those that speak of one of the elements. */
function mentionsOf(
  rows: readonly BlockRow[],
  keys: CommunityKeys,
  tables: ReadonlyMap<string, TableInHand>,
  words: PageWords,
  writer: PageWriter,
  elements: ReadonlySet<string> | null,
): MentionInHand[] {
  const kept = rows.flatMap((row) => {
    const table = tables.get(row.source_table_id);
    if (table === undefined) return [];
    const links = linksByRecord(row);
    const payloads = openBlock(keys, row.sealed);
    return [...links].flatMap(([number, linked]) => {
      if (elements !== null && !linked.some(({ elementId }) => elementId !== null && elements.has(elementId))) return [];
      const first = writer.count;
      for (const mention of unpackPayload(payloads[number - 1] as string).mentions) writer.add(mention);
      return [{ id: recordId(row.id, number), table, row: row.row_numbers[number - 1] as number, first, linked }];
    });
  });
  const columns = writer.take();
  words.add(columns);
  const page = new MentionPage(words, columns);
  return kept.flatMap(({ linked, ...at }) => {
    const record: KeptRecord = { ...at, page };
    return linked.map(({ ordinal, ...before }) => new KeptMention(record, ordinal, before));
  });
}

/** How the mentions of a block are linked, by the number of their record. */
function linksByRecord(row: BlockRow): Map<number, (LinkedBefore & { readonly ordinal: number })[]> {
  const elements = row.elements.split(" ");
  const [ordinals, methods, weights] = [row.ordinals.split(" "), row.methods.split(" "), row.weights.split(" ")];
  const links = new Map<number, (LinkedBefore & { readonly ordinal: number })[]>();
  for (const [at, text] of row.records.split(" ").entries()) {
    const number = Number(text);
    const link = {
      ordinal: Number(ordinals[at]),
      elementId: elements[at] as string,
      method: methods[at] as string,
      weight: Number(weights[at]),
    };
    const list = links.get(number);
    if (list) list.push(link);
    else links.set(number, [link]);
  }
  return links;
}
