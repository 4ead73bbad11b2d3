import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { BinaryPage, type ValueWriter, valueWriter } from "./binary-values.ts";
import type { CopyValue } from "./contract.ts";

const identifier = /^[a-z_][a-z0-9_]*$/;

/** Refuses what is not a plain lower-case name, so that names can stand in statements. */
export function plainIdentifier(name: string): string {
  if (!identifier.test(name)) throw new TypeError(`Not a plain table or column name: ${JSON.stringify(name)}`);
  return name;
}

/** How rows are encoded for a table: plain data, so that another thread can encode them with {@link encodeRows}. */
export interface CopyPlan {
  readonly table: string;
  /** Each with its type as PostgreSQL names it. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The communities that the first column may name; null when the table has none. */
  readonly communities: readonly string[] | null;
}

type Rows = Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>;

/**
 * Sends rows by COPY in the binary format, which costs the server half of what text costs it. Throws before anything is committed when a row
 * names a community that the plan does not.
 */
export function copyRows(client: pg.ClientBase, plan: CopyPlan, rows: Rows): Promise<number> {
  return copyPages(client, plan, Symbol.iterator in rows ? encodeRows(plan, rows) : encodeArriving(plan, rows));
}

/** Sends rows that {@link encodeRows} has encoded. */
export async function copyPages(
  client: pg.ClientBase,
  { table, columns }: CopyPlan,
  pages: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<number> {
  const list = columns.map(({ name }) => plainIdentifier(name)).join(", ");
  const target = client.query(copyFrom(`COPY ${plainIdentifier(table)} (${list}) FROM STDIN (FORMAT binary)`));
  await pipeline(Readable.from(pages, { objectMode: true, highWaterMark: 2 }), target);
  return target.rowCount;
}

/** What every binary copy begins with: a mark that survives no other format, no flags, no extension. */
const head = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const end = -1;
const noValue = -1;

/** Encodes rows into pages: a write per row would cost more than the row. */
export function* encodeRows(plan: CopyPlan, rows: Iterable<readonly CopyValue[]>): Generator<Buffer> {
  const encoder = new RowEncoder(plan);
  for (const row of rows) {
    encoder.append(row);
    if (encoder.page.full) yield encoder.page.take();
  }
  yield encoder.end();
}

async function* encodeArriving(plan: CopyPlan, rows: AsyncIterable<readonly CopyValue[]>): AsyncGenerator<Buffer> {
  const encoder = new RowEncoder(plan);
  for await (const row of rows) {
    encoder.append(row);
    if (encoder.page.full) yield encoder.page.take();
  }
  yield encoder.end();
}

class RowEncoder {
  readonly page = new BinaryPage();
  readonly #writers: readonly ValueWriter[];
  readonly #allowed: ReadonlySet<string> | null;
  /** Neighbouring rows are mostly of one community: it is looked up when it changes. */
  #community: unknown = this;

  constructor({ columns, communities }: CopyPlan) {
    this.#writers = columns.map(({ type }) => valueWriter(type));
    this.#allowed = communities === null ? null : new Set(communities);
    head.copy(this.page.bytes, 0);
    this.page.used = head.length;
  }

  append(row: readonly CopyValue[]): void {
    const { page } = this;
    const writers = this.#writers;
    const width = writers.length;
    if (row.length !== width) throw new RangeError(`A row of ${row.length} values for ${width} columns.`);
    if (this.#allowed !== null && row[0] !== this.#community) {
      this.#community = row[0];
      if (!this.#allowed.has(String(row[0]))) throw new RangeError("A row of a community outside the transaction's scope.");
    }
    page.int16(width);
    for (let column = 0; column < width; column += 1) {
      const value = row[column];
      page.reserve(0);
      if (value === null || value === undefined) page.int32(noValue);
      else (writers[column] as ValueWriter)(page, value);
    }
  }

  end(): Buffer {
    this.page.reserve(0);
    this.page.int16(end);
    return this.page.take();
  }
}
