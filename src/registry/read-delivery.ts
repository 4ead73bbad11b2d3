import type { CommunityKeys } from "#access";
import { type ManualMapping, understandFile } from "#exchange";
import type { ConfirmedMappings, RecordRead, Register, SourceFile, TableLayout } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import type { ParseContext } from "#vocabulary";
import type { ProblemCode } from "#vocabulary/contract";
import { headersByColumn, type MentionInHand, type TableInHand } from "./in-hand.ts";
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
  let waiting: { record: RecordRead; id: string; table: TableInHand }[] = [];
  let rows = 0;

  async function writeBatch(): Promise<void> {
    await tx.copyIn(
      "record",
      ["community_id", "id", "source_table_id", "row_number", "sealed"],
      waiting.map(({ record, id: recordId, table }) => [community, recordId, table.id, record.row, keys.seal(packPayload(record))]),
    );
    await tx.copyIn(
      "problem",
      ["community_id", "id", "record_id", "source_table_id", "column_number", "code"],
      waiting.flatMap(({ record, id: recordId, table }) =>
        record.problems.map((problem) => [community, newId(), recordId, table.id, problem.column, problem.code]),
      ),
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
      waiting.push({ record, id: recordId, table: table.inHand });
      keepMentions(mentions, record, recordId, table.inHand);
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

function keepMentions(mentions: MentionInHand[], record: RecordRead, recordId: string, table: TableInHand): void {
  for (const [ordinal, mention] of record.mentions.entries()) {
    const { kind, role, values } = mention;
    mentions.push({
      id: newId(),
      recordId,
      ordinal,
      kind,
      role,
      table,
      row: record.row,
      values,
      elementId: null,
      nowElementId: "",
      method: "",
      weight: 0,
    });
  }
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
