import type { CommunityKeys } from "#access";
import type { TableColumn } from "#exchange/contract";
import { integerAt, realAt, smallintsOf, uuidAt, uuidMark, uuidMarkAt } from "#store";
import type { Transaction } from "#store/contract";
import type { Mention } from "#vocabulary/contract";
import { headersByColumn, type MentionInHand, placedRows, type TableInHand } from "./in-hand.ts";
import { KeptMention, type KeptRecord, type LinkedBefore } from "./kept-record.ts";
import { MentionPage, PageWords, PageWriter } from "./mention-page.ts";
import { blocksOfElements } from "./mention-sql.ts";
import { recordId } from "./new-id.ts";
import { openRecords } from "./record-block.ts";
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

/** Lists in the server's binary form, but for the methods: texts with a blank between each two. */
interface BlockRow {
  id: string;
  source_table_id: string;
  row_numbers: Buffer;
  sealed: Buffer;
  records: Buffer;
  ordinals: Buffer;
  elements: Buffer;
  methods: string;
  weights: Buffer;
}

const BLOCKS = `SELECT b.id, b.source_table_id, array_send(b.row_numbers) AS row_numbers, b.sealed, array_send(m.records) AS records,
    array_send(m.ordinals) AS ordinals, array_send(m.element_ids) AS elements,
    array_to_string(m.methods, ' ') AS methods, array_send(m.weights) AS weights
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
  const wanted = wantedOf(elements);
  const sql = `${BLOCKS} AND b.id = ANY(${blocksOfElements("$2::uuid[]")}) ORDER BY b.id`;
  for await (const rows of tx.stream<BlockRow>(sql, [community, [...elements]], BLOCKS_AT_ONCE))
    for (const mention of mentionsOf(rows, keys, tables, words, writer, wanted)) mentions.push(mention);
  return mentions;
}

/** Elements whose records are asked for, and their marks: nearly all others are left aside by these, unread. */
interface Wanted {
  readonly elements: ReadonlySet<string>;
  readonly marks: ReadonlySet<number>;
}

function wantedOf(elements: Iterable<string>): Wanted {
  const set = new Set(elements);
  return { elements: set, marks: new Set(Array.from(set, uuidMark)) };
}

/** The mentions of the records in some blocks: of all, or of those that speak of one of the elements. */
function mentionsOf(
  rows: readonly BlockRow[],
  keys: CommunityKeys,
  tables: ReadonlyMap<string, TableInHand>,
  words: PageWords,
  writer: PageWriter,
  wanted: Wanted | null,
): MentionInHand[] {
  const kept = rows.flatMap((block) => {
    const table = tables.get(block.source_table_id);
    if (table === undefined) return [];
    return Array.from(recordsOf(block, keys, wanted), ({ number, linked, mentions }) => {
      const first = writer.count;
      for (const mention of mentions) writer.add(mention);
      return {
        id: recordId(block.id, number),
        table,
        row: integerAt(block.row_numbers, number - 1),
        first,
        count: mentions.length,
        linked,
      };
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

/** The records of a block, opened: all, or those that speak of one of the elements. */
function* recordsOf(
  block: BlockRow,
  keys: CommunityKeys,
  wanted: Wanted | null,
): Generator<{ number: number; linked: readonly LinkOfMention[]; mentions: readonly Mention[] }> {
  const links = linksByRecord(block, wanted);
  const payloads = openRecords(keys, block.sealed, [...links.keys()]);
  let at = 0;
  for (const [number, linked] of links) {
    yield { number, linked, mentions: unpackPayload(payloads[at] as string).mentions };
    at += 1;
  }
}

/** How a mention of a record is linked. */
export interface LinkOfMention extends LinkedBefore {
  readonly ordinal: number;
}

/** How the mentions of a block are linked, by the number of their record: of all, or of those records that speak of one of the elements. */
function linksByRecord(row: BlockRow, wanted: Wanted | null): Map<number, readonly LinkOfMention[]> {
  const records = smallintsOf(row.records);
  const ordinals = smallintsOf(row.ordinals);
  const methods = row.methods.split(" ");
  const links = new Map<number, readonly LinkOfMention[]>();
  for (let start = 0, end = 0; start < records.length; start = end) {
    const number = records[start] as number;
    while (records[end] === number) end += 1;
    if (wanted !== null && !speaksOf(row.elements, start, end, wanted)) continue;
    const linked = Array.from({ length: end - start }, (_, at) => ({
      ordinal: ordinals[start + at] as number,
      elementId: uuidAt(row.elements, start + at),
      method: methods[start + at] as string,
      weight: realAt(row.weights, start + at),
    }));
    links.set(number, linked);
  }
  return links;
}

/** Whether some mention from one place up to another is of an element that is asked for. */
function speaksOf(list: Buffer, start: number, end: number, { elements, marks }: Wanted): boolean {
  for (let at = start; at < end; at += 1) if (marks.has(uuidMarkAt(list, at)) && elements.has(uuidAt(list, at))) return true;
  return false;
}
