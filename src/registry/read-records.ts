import { type ManualMapping, RefusalError, understandFile } from "#exchange";
import type { ConfirmedMappings, RecordRead, Register, SourceFile, TableLayout } from "#exchange/contract";
import type { ParseContext } from "#vocabulary";
import type { ProblemCode } from "#vocabulary/contract";
import { type PageColumns, PageWriter } from "./mention-page.ts";
import { PARTS_MAX } from "./new-id.ts";
import { BLOCK_RECORDS, packBlock } from "./record-block.ts";
import { packPayload } from "./record-payload.ts";

/** What a file is read with. */
export interface ReadingOptions {
  readonly registers: readonly Register[];
  readonly confirmed: ConfirmedMappings;
  /** Mappings given with this import. */
  readonly mappings: readonly ManualMapping[];
  readonly context: ParseContext;
}

/** Encrypts what is kept of records. */
export type Seal = (bytes: Uint8Array) => Uint8Array;

/** Some rows of a file, understood and sealed: all that is kept of them, in a form that passes from thread to thread without a copy. */
export interface RecordBatch {
  /** Tables that begin with these records. */
  readonly tables: readonly TableLayout[];
  /** By record: row in the sheet, and how many mentions it has. */
  readonly rows: Int32Array;
  readonly mentionCounts: Int32Array;
  /** The records in blocks, in their order. */
  readonly blocks: readonly BatchBlock[];
  /** The mentions of all records, in their order. */
  readonly page: PageColumns;
  readonly problems: readonly BatchProblem[];
}

/** Records of one table, sealed together. */
export interface BatchBlock {
  /** Number of the table in its file. */
  readonly table: number;
  readonly records: number;
  readonly sealed: Uint8Array;
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
  const rows = new Int32Array(records.length);
  const mentionCounts = new Int32Array(records.length);
  const problems: BatchProblem[] = [];
  const blocks: BatchBlock[] = [];
  let payloads: string[] = [];
  for (const [at, record] of records.entries()) {
    if (record.mentions.length > PARTS_MAX || record.problems.length > PARTS_MAX)
      throw new RefusalError("file-unsafe", `row ${record.row} speaks of more than ${PARTS_MAX} people and things`);
    rows[at] = record.row;
    mentionCounts[at] = record.mentions.length;
    for (const mention of record.mentions) writer.add(mention);
    for (const { column, code } of record.problems) problems.push({ record: at, column, code });
    payloads.push(packPayload(record));
    if (payloads.length < BLOCK_RECORDS && records[at + 1]?.table === record.table) continue;
    blocks.push({ table: record.table, records: payloads.length, sealed: ownBytes(seal(packBlock(payloads))) });
    payloads = [];
  }
  return { tables, rows, mentionCounts, blocks, page: writer.take(), problems };
}

/** Bytes in a piece of memory of their own, so that they can be handed to another thread. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
}
