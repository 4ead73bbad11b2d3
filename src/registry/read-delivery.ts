import type { CommunityKeys } from "#access";
import { type ManualMapping, understandFile } from "#exchange";
import type { CellProblem, ConfirmedMappings, Register, SourceFile, TableLayout } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import type { ParseContext } from "#vocabulary";
import type { ProblemCode } from "#vocabulary/contract";
import { headersByColumn, type MentionInHand, type TableInHand } from "./in-hand.ts";
import { KeptMention, type KeptRecord, PayloadShelf } from "./kept-record.ts";
import { newId } from "./new-id.ts";
import { packPayload } from "./record-payload.ts";

/** What reading one file gave; its records are in the database already, its mentions wait for linking. */
export interface DeliveryRead {
  readonly id: string;
  readonly tables: readonly TableLayout[];
  readonly mentions: readonly MentionInHand[];
  readonly rows: number;
  readonly problems: Readonly<Partial<Record<ProblemCode, number>>>;
}

export interface ReadingOptions {
  readonly registers: readonly Register[];
  readonly confirmed: ConfirmedMappings;
  /** Mappings given with this import. */
  readonly mappings: readonly ManualMapping[];
  readonly context: ParseContext;
  /** Called after each batch with the rows read so far. */
  readonly onRows: (rows: number) => void;
}

/** Rows that are written by one COPY. */
const BATCH_ROWS = 10_000;

/** Reads a file into records, batch by batch, and keeps its mentions in hand. */
export async function readDelivery(
  tx: Transaction,
  community: number,
  keys: CommunityKeys,
  source: SourceFile,
  options: ReadingOptions,
): Promise<DeliveryRead> {
  const id = newId();
  const tables = new Map<number, { layout: TableLayout; inHand: TableInHand; rows: number }>();
  const mentions: MentionInHand[] = [];
  const problems: Partial<Record<ProblemCode, number>> = {};
  const shelf = new PayloadShelf();
  let waiting: WaitingRecord[] = [];
  let rows = 0;

  async function writeBatch(): Promise<void> {
    await tx.copyIn("record", ["community_id", "id", "source_table_id", "row_number", "sealed"], recordRows(community, keys, waiting));
    await tx.copyIn(
      "problem",
      ["community_id", "id", "record_id", "source_table_id", "column_number", "code"],
      problemRows(community, waiting),
    );
    waiting = [];
  }

  for await (const event of understandFile(source, options)) {
    if (event.type === "table") {
      tables.set(event.table.number, { layout: event.table, inHand: tableInHand(id, source, event.table, options.context.today), rows: 0 });
      continue;
    }
    for (const record of event.records) {
      const table = tables.get(record.table);
      if (table === undefined) throw new Error(`a record came before its table ${record.table}`);
      const recordId = newId();
      const payload = packPayload(record);
      const kept = shelf.keep(recordId, table.inHand, record.row, payload);
      waiting.push({ kept, payload, problems: record.problems });
      record.mentions.forEach(({ kind, role }, ordinal) => {
        mentions.push(new KeptMention(kept, { id: newId(), ordinal, kind, role }, NOT_LINKED));
      });
      for (const problem of record.problems) problems[problem.code] = (problems[problem.code] ?? 0) + 1;
      table.rows += 1;
    }
    rows += event.records.length;
    if (waiting.length >= BATCH_ROWS) await writeBatch();
    options.onRows(rows);
  }
  await writeBatch();
  await writeTables(tx, community, id, [...tables.values()]);
  return { id, tables: [...tables.values()].map((table) => table.layout), mentions, rows, problems };
}

function tableInHand(deliveryId: string, source: SourceFile, layout: TableLayout, today: string): TableInHand {
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

const NOT_LINKED = { elementId: null, method: "", weight: 0 };

/** A record on its way into the database. */
interface WaitingRecord {
  readonly kept: KeptRecord;
  readonly payload: string;
  readonly problems: readonly CellProblem[];
}

function* recordRows(community: number, keys: CommunityKeys, waiting: readonly WaitingRecord[]) {
  for (const { kept, payload } of waiting) yield [community, kept.id, kept.table.id, kept.row, keys.seal(payload)];
}

function* problemRows(community: number, waiting: readonly WaitingRecord[]) {
  for (const { kept, problems } of waiting)
    for (const { column, code } of problems) yield [community, newId(), kept.id, kept.table.id, column, code];
}

async function writeTables(
  tx: Transaction,
  community: number,
  deliveryId: string,
  tables: readonly { layout: TableLayout; inHand: TableInHand; rows: number }[],
): Promise<void> {
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
