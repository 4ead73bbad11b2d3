import type { SourceFile, TableLayout } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import type { ProblemCode } from "#vocabulary/contract";
import { headersByColumn, type MentionInHand, placedRows, type TableInHand } from "./in-hand.ts";
import { KeptMention, NOT_LINKED } from "./kept-record.ts";
import { MentionPage, PageWords } from "./mention-page.ts";
import { newId, partId, recordId } from "./new-id.ts";
import type { RecordBatch } from "./read-records.ts";

/** What reading one file gave; its records are in the database already, its mentions wait for linking. */
export interface DeliveryRead {
  readonly id: string;
  readonly tables: readonly TableLayout[];
  readonly mentions: readonly MentionInHand[];
  readonly rows: number;
  readonly problems: Readonly<Partial<Record<ProblemCode, number>>>;
}

/** Blocks that are written by one COPY. */
const BLOCKS_AT_ONCE = 300;

interface TableBeingRead {
  readonly layout: TableLayout;
  readonly inHand: TableInHand;
  rows: number;
}

/** A block of records that has got its id. */
interface NamedBlock {
  readonly id: string;
  readonly table: TableInHand;
  readonly rows: Int32Array;
  readonly sealed: Uint8Array;
  readonly problems: readonly NamedProblem[];
}

interface NamedProblem {
  readonly id: string;
  readonly row: number;
  readonly column: number;
  readonly code: ProblemCode;
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
  let waiting: NamedBlock[] = [];
  let rows = 0;

  async function writeWaiting(): Promise<void> {
    await tx.copyIn(
      "record_block",
      ["community_id", "id", "source_table_id", "first_row", "row_numbers", "problem_count", "sealed"],
      blockRows(community, waiting),
    );
    await tx.copyIn(
      "problem",
      ["community_id", "id", "source_table_id", "row_number", "column_number", "code"],
      problemRows(community, waiting),
    );
    waiting = [];
  }

  for await (const batch of batches) {
    for (const layout of batch.tables) tables.set(layout.number, { layout, inHand: tableInHand(id, source, layout, today), rows: 0 });
    waiting.push(...nameBlocks(batch, tables, words, mentions));
    for (const { code } of batch.problems) problems[code] = (problems[code] ?? 0) + 1;
    rows += batch.rows.length;
    if (waiting.length >= BLOCKS_AT_ONCE) await writeWaiting();
    onRows(rows);
  }
  await writeWaiting();
  await writeTables(tx, community, id, [...tables.values()]);
  return { id, tables: [...tables.values()].map((table) => table.layout), mentions, rows, problems };
}

/** Gives the blocks of a batch and their records ids, and adds the mentions to those in hand. */
function nameBlocks(
  batch: RecordBatch,
  tables: ReadonlyMap<number, TableBeingRead>,
  words: PageWords,
  mentions: MentionInHand[],
): NamedBlock[] {
  words.add(batch.page);
  const page = new MentionPage(words, batch.page);
  let at = 0;
  let first = 0;
  let problem = 0;
  return batch.blocks.map(({ table: number, records, sealed }) => {
    const table = tables.get(number);
    if (table === undefined) throw new Error(`a record came before its table ${number}`);
    const id = newId();
    const rows = batch.rows.subarray(at, at + records);
    const problems: NamedProblem[] = [];
    for (const [place, row] of rows.entries()) {
      const count = batch.mentionCounts[at] as number;
      const record = { id: recordId(id, place + 1), table: table.inHand, row, page, first, count };
      for (let ordinal = 0; ordinal < count; ordinal += 1) mentions.push(new KeptMention(record, ordinal, NOT_LINKED));
      for (let part = 1; batch.problems[problem]?.record === at; part += 1, problem += 1) {
        const { column, code } = batch.problems[problem] as RecordBatch["problems"][number];
        problems.push({ id: partId(record.id, part), row, column, code });
      }
      first += count;
      at += 1;
    }
    table.rows += records;
    return { id, table: table.inHand, rows, sealed, problems };
  });
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
    rows: placedRows(layout.columns),
  };
}

function* blockRows(community: number, blocks: readonly NamedBlock[]) {
  for (const { id, table, rows, sealed, problems } of blocks) yield [community, id, table.id, rows[0], rows, problems.length, sealed];
}

function* problemRows(community: number, blocks: readonly NamedBlock[]) {
  for (const { table, problems } of blocks)
    for (const { id, row, column, code } of problems) yield [community, id, table.id, row, column, code];
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
