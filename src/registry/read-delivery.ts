import type { SourceFile, TableLayout } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import type { ProblemCode } from "#vocabulary/contract";
import { headersByColumn, type MentionInHand, type TableInHand } from "./in-hand.ts";
import { KeptMention, NOT_LINKED } from "./kept-record.ts";
import { MentionPage, PageWords } from "./mention-page.ts";
import { newId } from "./new-id.ts";
import type { RecordBatch } from "./read-records.ts";

/** What reading one file gave; its records are in the database already, its mentions wait for linking. */
export interface DeliveryRead {
  readonly id: string;
  readonly tables: readonly TableLayout[];
  readonly mentions: readonly MentionInHand[];
  readonly rows: number;
  readonly problems: Readonly<Partial<Record<ProblemCode, number>>>;
}

/** Batches that are written by one COPY. */
const BATCHES_AT_ONCE = 10;

interface TableBeingRead {
  readonly layout: TableLayout;
  readonly inHand: TableInHand;
  rows: number;
}

/** A batch of records that have got their ids. */
interface NamedBatch {
  readonly batch: RecordBatch;
  readonly ids: readonly string[];
  readonly tables: readonly TableInHand[];
}

/**
 * Writes the records of a file into the database, batch by batch, and keeps its mentions in hand.
 *
 * @param today the day on which it was received
 * @param onRows called after each batch with the rows read so far
 */
export async function readDelivery(
  tx: Transaction,
  community: number,
  source: Pick<SourceFile, "name">,
  batches: AsyncIterable<RecordBatch>,
  today: string,
  onRows: (rows: number) => void,
): Promise<DeliveryRead> {
  const id = newId();
  const tables = new Map<number, TableBeingRead>();
  const words = new PageWords();
  const mentions: MentionInHand[] = [];
  const problems: Partial<Record<ProblemCode, number>> = {};
  let waiting: NamedBatch[] = [];
  let rows = 0;

  async function writeWaiting(): Promise<void> {
    await tx.copyIn("record", ["community_id", "id", "source_table_id", "row_number", "sealed"], recordRows(community, waiting));
    await tx.copyIn(
      "problem",
      ["community_id", "id", "record_id", "source_table_id", "column_number", "code"],
      problemRows(community, waiting),
    );
    waiting = [];
  }

  for await (const batch of batches) {
    for (const layout of batch.tables) tables.set(layout.number, { layout, inHand: tableInHand(id, source, layout, today), rows: 0 });
    waiting.push(nameBatch(batch, tables, words, mentions));
    for (const { code } of batch.problems) problems[code] = (problems[code] ?? 0) + 1;
    rows += batch.rows.length;
    if (waiting.length >= BATCHES_AT_ONCE) await writeWaiting();
    onRows(rows);
  }
  await writeWaiting();
  await writeTables(tx, community, id, [...tables.values()]);
  return { id, tables: [...tables.values()].map((table) => table.layout), mentions, rows, problems };
}

/** Gives the records of a batch their ids and adds their mentions to those in hand. */
function nameBatch(
  batch: RecordBatch,
  tables: ReadonlyMap<number, TableBeingRead>,
  words: PageWords,
  mentions: MentionInHand[],
): NamedBatch {
  words.add(batch.page);
  const page = new MentionPage(words, batch.page);
  const ids: string[] = [];
  const tableOf: TableInHand[] = [];
  let first = 0;
  for (const [at, row] of batch.rows.entries()) {
    const number = batch.tableNumbers[at] as number;
    const table = tables.get(number);
    if (table === undefined) throw new Error(`a record came before its table ${number}`);
    const record = { id: newId(), table: table.inHand, row, page, first };
    const count = batch.mentionCounts[at] as number;
    for (let ordinal = 0; ordinal < count; ordinal += 1) mentions.push(new KeptMention(record, ordinal, NOT_LINKED));
    first += count;
    table.rows += 1;
    ids.push(record.id);
    tableOf.push(table.inHand);
  }
  return { batch, ids, tables: tableOf };
}

function tableInHand(deliveryId: string, source: Pick<SourceFile, "name">, layout: TableLayout, today: string): TableInHand {
  return {
    id: newId(),
    deliveryId,
    file: source.name,
    sheet: layout.sheet,
    register: layout.register,
    source: layout.department ?? source.name,
    asOf: layout.asOf,
    receivedOn: today,
    current: true,
    headers: headersByColumn(layout.columns),
  };
}

function* recordRows(community: number, waiting: readonly NamedBatch[]) {
  for (const { batch, ids, tables } of waiting) {
    let start = 0;
    for (const [at, end] of batch.sealedEnds.entries()) {
      yield [community, ids[at], tables[at]?.id, batch.rows[at], batch.sealed.subarray(start, end)];
      start = end;
    }
  }
}

function* problemRows(community: number, waiting: readonly NamedBatch[]) {
  for (const { batch, ids, tables } of waiting)
    for (const { record, column, code } of batch.problems) yield [community, newId(), ids[record], tables[record]?.id, column, code];
}

async function writeTables(tx: Transaction, community: number, deliveryId: string, tables: readonly TableBeingRead[]): Promise<void> {
  await tx.copyIn(
    "source_table",
    [
      "community_id",
      "id",
      "delivery_id",
      "number",
      "sheet",
      "title",
      "register",
      "department",
      "as_of",
      "fingerprint",
      "header_first_row",
      "header_last_row",
      "columns",
      "row_count",
    ],
    tables.map(({ layout, inHand, rows }) => [
      community,
      inHand.id,
      deliveryId,
      layout.number,
      layout.sheet,
      layout.title,
      layout.register,
      layout.department,
      layout.asOf,
      layout.fingerprint,
      layout.headerRows[0],
      layout.headerRows[1],
      layout.columns,
      rows,
    ]),
  );
}
