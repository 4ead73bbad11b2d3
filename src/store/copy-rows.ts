import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { BinaryPage, type ValueWriter } from "./binary-values.ts";
import type { CopyValue } from "./contract.ts";

const identifier = /^[a-z_][a-z0-9_]*$/;

/** Refuses what is not a plain lower-case name, so that names can stand in statements. */
export function plainIdentifier(name: string): string {
  if (!identifier.test(name)) throw new TypeError(`Not a plain table or column name: ${JSON.stringify(name)}`);
  return name;
}

/** A column to be copied into. */
export interface CopyColumn {
  readonly name: string;
  readonly write: ValueWriter;
}

/**
 * Encodes rows in the binary format, which costs the server half of what text costs it. `allowed` holds the communities that the first column
 * may name; null when the table has none. Throws at a row that names another one.
 */
export class RowEncoder {
  readonly #columns: readonly CopyColumn[];
  readonly #allowed: ReadonlySet<string> | null;
  readonly #page = new BinaryPage();
  #community: unknown = RowEncoder;

  constructor(columns: readonly CopyColumn[], allowed: ReadonlySet<string> | null) {
    this.#columns = columns;
    this.#allowed = allowed;
    head.copy(this.#page.bytes, 0);
    this.#page.used = head.length;
  }

  /** Gives the pages of all rows: a write per row would cost more than the row. */
  *pages(rows: Iterable<readonly CopyValue[]>): Generator<Buffer> {
    for (const row of rows) if (this.#append(row)) yield this.#page.take();
    yield this.#end();
  }

  /** The same of rows that come later. */
  async *pagesOf(rows: AsyncIterable<readonly CopyValue[]>): AsyncGenerator<Buffer> {
    for await (const row of rows) if (this.#append(row)) yield this.#page.take();
    yield this.#end();
  }

  /** Whether the page is full now. */
  #append(row: readonly CopyValue[]): boolean {
    const columns = this.#columns;
    const page = this.#page;
    const width = columns.length;
    if (row.length !== width) throw new RangeError(`A row of ${row.length} values for ${width} columns.`);
    // Neighbouring rows are mostly of one community: look it up when it changes.
    if (this.#allowed !== null && row[0] !== this.#community) {
      this.#community = row[0];
      if (!this.#allowed.has(String(row[0]))) throw new RangeError("A row of a community outside the transaction's scope.");
    }
    page.int16(width);
    for (let column = 0; column < width; column += 1) {
      const value = row[column];
      page.reserve(0);
      if (value === null || value === undefined) page.int32(noValue);
      else (columns[column] as CopyColumn).write(page, value);
    }
    return page.full;
  }

  #end(): Buffer {
    this.#page.reserve(0);
    this.#page.int16(end);
    return this.#page.take();
  }
}

/** Sends pages of encoded rows by COPY, and gives the number of rows. */
export async function copyPages(
  client: pg.ClientBase,
  table: string,
  columns: readonly CopyColumn[],
  pages: Iterable<Buffer> | AsyncIterable<Buffer>,
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
