import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { CopyValue } from "./contract.ts";

const bufferCharactersMin = 64 * 1024;
const identifier = /^[a-z_][a-z0-9_]*$/;

/** Refuses what is not a plain lower-case name, so that names can stand in statements. */
export function plainIdentifier(name: string): string {
  if (!identifier.test(name)) throw new TypeError(`Not a plain table or column name: ${JSON.stringify(name)}`);
  return name;
}

/**
 * Sends rows by COPY in the text format. `allowed` holds the communities that the first column may name; null when the table has none.
 * Throws before anything is committed when a row names another one.
 */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
  allowed: ReadonlySet<string> | null,
): Promise<number> {
  const list = columns.map(plainIdentifier).join(", ");
  const target = client.query(copyFrom(`COPY ${plainIdentifier(table)} (${list}) FROM STDIN`));
  await pipeline(Readable.from(encode(rows, columns.length, allowed), { objectMode: true, highWaterMark: 2 }), target);
  return target.rowCount;
}

/** Encodes rows into buffers of about 64 KiB: a write per row would cost more than the row. */
async function* encode(
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
  width: number,
  allowed: ReadonlySet<string> | null,
): AsyncGenerator<Buffer> {
  let text = "";
  let community: unknown = encode;
  const append = (row: readonly CopyValue[]): void => {
    if (row.length !== width) throw new RangeError(`A row of ${row.length} values for ${width} columns.`);
    // Neighbouring rows are mostly of one community: look it up when it changes.
    if (allowed !== null && row[0] !== community) {
      community = row[0];
      if (!allowed.has(String(community))) throw new RangeError("A row of a community outside the transaction's scope.");
    }
    text += copyValue(row[0]);
    for (let column = 1; column < width; column += 1) text += `\t${copyValue(row[column])}`;
    text += "\n";
  };
  if (Symbol.iterator in rows) {
    for (const row of rows) {
      append(row);
      if (text.length >= bufferCharactersMin) {
        yield Buffer.from(text, "utf8");
        text = "";
      }
    }
  } else {
    for await (const row of rows) {
      append(row);
      if (text.length >= bufferCharactersMin) {
        yield Buffer.from(text, "utf8");
        text = "";
      }
    }
  }
  if (text.length > 0) yield Buffer.from(text, "utf8");
}

const special = /[\\\t\n\r\0]/;
const specials = /[\\\t\n\r\0]/g;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "" };
const escaped = (character: string): string => escapes[character] as string;

/** One value in COPY's text format. PostgreSQL has no character 0: it is left out. */
export function copyValue(value: CopyValue): string {
  switch (typeof value) {
    case "string":
      return special.test(value) ? value.replace(specials, escaped) : value;
    case "number":
    case "bigint":
      return String(value);
    case "boolean":
      return value ? "t" : "f";
    case "undefined":
      return "\\N";
    default:
      return value === null ? "\\N" : copyObject(value as object);
  }
}

// jsonb refuses character 0 and halves of surrogate pairs, which JSON writes as escapes; an escaped backslash before "u0000" is neither.
const refusedByJsonb = /\\\\|\\u0000|\\ud[89a-f][0-9a-f]{2}/g;
const storable = (found: string): string => (found === "\\\\" ? found : found === "\\u0000" ? "" : "\ufffd");

function copyObject(value: object): string {
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString("hex")}`;
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value).replace(refusedByJsonb, storable).replace(specials, escaped);
}
