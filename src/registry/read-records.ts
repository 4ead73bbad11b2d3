import { type ManualMapping, RefusalError, understandFile } from "#exchange";
import type { ConfirmedMappings, RecordRead, Register, SourceFile, TableLayout } from "#exchange/contract";
import type { ParseContext } from "#vocabulary";
import type { ProblemCode } from "#vocabulary/contract";
import { type PageColumns, PageWriter } from "./mention-page.ts";
import { PARTS_MAX } from "./new-id.ts";
import { packPayload } from "./record-payload.ts";

/** What a file is read with. */
export interface ReadingOptions {
  readonly registers: readonly Register[];
  readonly confirmed: ConfirmedMappings;
  /** Mappings given with this import. */
  readonly mappings: readonly ManualMapping[];
  readonly context: ParseContext;
}

/** Encrypts what is kept of a record. */
export type Seal = (text: string) => Uint8Array;

/** Some rows of a file, understood and sealed: all that is kept of them, in a form that passes from thread to thread without a copy. */
export interface RecordBatch {
  /** Tables that begin with these records. */
  readonly tables: readonly TableLayout[];
  /** By record: number of its table, row in the sheet, how many mentions it has, and where its sealed payload ends. */
  readonly tableNumbers: Int32Array;
  readonly rows: Int32Array;
  readonly mentionCounts: Int32Array;
  readonly sealedEnds: Int32Array;
  /** Sealed payloads, one behind the other. */
  readonly sealed: Uint8Array;
  /** The mentions of all records, in their order. */
  readonly page: PageColumns;
  readonly problems: readonly BatchProblem[];
}

export interface BatchProblem {
  /** Place of its record in the batch. */
  readonly record: number;
  readonly column: number;
  readonly code: ProblemCode;
}

/** Reads a file batch by batch, a thousand rows at a time. Throws RefusalError when it turns out to be damaged in its middle. */
export async function* readRecords(source: SourceFile, options: ReadingOptions, seal: Seal): AsyncGenerator<RecordBatch> {
  const writer = new PageWriter();
  let tables: TableLayout[] = [];
  for await (const event of understandFile(source, options)) {
    if (event.type === "table") tables.push(event.table);
    else {
      yield batchOf(tables, event.records, writer, seal);
      tables = [];
    }
  }
  if (tables.length > 0) yield batchOf(tables, [], writer, seal);
}

/** Seals records and turns their mentions into numbers. */
export function batchOf(tables: readonly TableLayout[], records: readonly RecordRead[], writer: PageWriter, seal: Seal): RecordBatch {
  const count = records.length;
  const [tableNumbers, rows, mentionCounts, sealedEnds] = [0, 0, 0, 0].map(() => new Int32Array(count)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const sealed: Uint8Array[] = [];
  const problems: BatchProblem[] = [];
  let sealedBytes = 0;
  for (const [at, record] of records.entries()) {
    if (record.mentions.length > PARTS_MAX || record.problems.length > PARTS_MAX)
      throw new RefusalError("file-unsafe", `row ${record.row} speaks of more than ${PARTS_MAX} people and things`);
    tableNumbers[at] = record.table;
    rows[at] = record.row;
    mentionCounts[at] = record.mentions.length;
    for (const mention of record.mentions) writer.add(mention);
    for (const { column, code } of record.problems) problems.push({ record: at, column, code });
    const bytes = seal(packPayload(record));
    sealed.push(bytes);
    sealedBytes += bytes.length;
    sealedEnds[at] = sealedBytes;
  }
  return {
    tables,
    tableNumbers,
    rows,
    mentionCounts,
    sealedEnds,
    sealed: joined(sealed, sealedBytes),
    page: writer.take(),
    problems,
  };
}

/** The pieces in one piece of memory of its own, so that it can be handed to another thread. */
function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
