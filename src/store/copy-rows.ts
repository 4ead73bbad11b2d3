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

type Rows = Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>;

/**
 * Sends rows by COPY in the binary format, which costs the server half of what text costs it. `allowed` holds the communities that the
 * first column may name; null when the table has none. Throws before anything is committed when a row names another one.
 */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly CopyColumn[],
  rows: Rows,
  allowed: ReadonlySet<string> | null,
): Promise<number> {
  const list = columns.map(({ name }) => plainIdentifier(name)).join(", ");
  const target = client.query(copyFrom(`COPY ${plainIdentifier(table)} (${list}) FROM STDIN (FORMAT binary)`));
  await pipeline(Readable.from(encode(rows, columns, allowed), { objectMode: true, highWaterMark: 2 }), target);
  return target.rowCount;
}

/** What every binary copy begins with: a mark that survives no other format, no flags, no extension. */
const head = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const end = -1;
const noValue = -1;

/** Encodes rows into pages: a write per row would cost more than the row. */
async function* encode(rows: Rows, columns: readonly CopyColumn[], allowed: ReadonlySet<string> | null): AsyncGenerator<Buffer> {
  const page = new BinaryPage();
  head.copy(page.bytes, 0);
  page.used = head.length;
  const width = columns.length;
  let community: unknown = encode;
  const append = (row: readonly CopyValue[]): void => {
    if (row.length !== width) throw new RangeError(`A row of ${row.length} values for ${width} columns.`);
    // Neighbouring rows are mostly of one community: look it up when it changes.
    if (allowed !== null && row[0] !== community) {
      community = row[0];
      if (!allowed.has(String(community))) throw new RangeError("A row of a community outside the transaction's scope.");
    }
    page.int16(width);
    for (let column = 0; column < width; column += 1) {
      const value = row[column];
      page.reserve(0);
      if (value === null || value === undefined) page.int32(noValue);
      else (columns[column] as CopyColumn).write(page, value);
    }
  };
  if (Symbol.iterator in rows) {
    for (const row of rows) {
      append(row);
      if (page.full) yield page.take();
    }
  } else {
    for await (const row of rows) {
      append(row);
      if (page.full) yield page.take();
    }
  }
  page.reserve(0);
  page.int16(end);
  yield page.take();
}
