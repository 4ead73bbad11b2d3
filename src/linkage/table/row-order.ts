/** An order of rows that depends on what they say and not on where they stand, so that the same pairs are drawn from a table in any order. */
import { hashKey } from "../blocking.ts";
import { countingUp, doubles, integers } from "../flat-arrays.ts";
import type { CodedTable } from "./columns.ts";
import { sortByKey } from "./sort-by-key.ts";

export interface RowOrder {
  /** By row: what it says, as a number below 2^53. Rows that say the same have the same. */
  readonly content: Float64Array;
  /** Rows by content. */
  readonly order: Int32Array;
  /** Place of each row in that order. */
  readonly rankOf: Int32Array;
}

/** Puts the rows of a table in order. */
export function orderRows(table: CodedTable): RowOrder {
  const low = integers(table.rows);
  const high = integers(table.rows);
  let salt = 1;
  for (const { codes, dictionary } of table.columns.values()) {
    const mixed = Int32Array.from(dictionary.texts, (_, code) => (code === 0 ? 0 : hashKey(dictionary.fingerprint(code) + salt)));
    for (let row = 0; row < table.rows; row++) {
      const hash = mixed[codes[row] as number] as number;
      low[row] = (Math.imul(low[row] as number, 31) + hash) | 0;
      high[row] = (Math.imul((high[row] as number) ^ hash, 0x85ebca6b) + salt) | 0;
    }
    salt++;
  }
  const content = doubles(table.rows);
  for (let row = 0; row < table.rows; row++) content[row] = ((high[row] as number) & 0x1fffff) * 4294967296 + ((low[row] as number) >>> 0);
  const order = sortByKey(sortByKey(countingUp(table.rows), low), high, 22);
  const rankOf = integers(table.rows);
  for (let rank = 0; rank < order.length; rank++) rankOf[order[rank] as number] = rank;
  return { content, order, rankOf };
}
