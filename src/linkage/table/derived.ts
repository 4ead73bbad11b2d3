/** Columns that are made of others: an email of a name, a web address of a firm, a birth date of an ID number. */
import { integers } from "../flat-arrays.ts";
import type { CodedColumn, CodedTable } from "./columns.ts";

const ROWS_LOOKED_AT = 3000;
const SHARE_MIN = 0.35;
/** Characters in a row that two unrelated values seldom share. */
const PIECE = 4;

/**
 * By column: the one that it hangs on, -1 for none. Two columns hang together when the values of one row share pieces of text far more often
 * than the values of different rows do. `order` are rows in an order that does not depend on where they stand.
 */
export function derivedParents(table: CodedTable, names: readonly string[], order: Int32Array): number[] {
  const columns = names.map((name) => table.columns.get(name) as CodedColumn);
  const stride = Math.max(1, Math.floor(order.length / ROWS_LOOKED_AT));
  const rows = order.filter((_, rank) => rank % stride === 0);
  const pieces = columns.map((column) => piecesOf(column, rows));
  const ties: { one: number; other: number; excess: number }[] = [];
  for (let one = 0; one < columns.length; one++)
    for (let other = one + 1; other < columns.length; other++) {
      const excess = sharedExcess(pieces[one] as Pieces, pieces[other] as Pieces);
      if (excess >= SHARE_MIN) ties.push({ one, other, excess });
    }
  ties.sort((a, b) => b.excess - a.excess || a.one - b.one || a.other - b.other);
  return forest(columns.length, ties);
}

/** Hashes of the pieces of some rows' values: those of the row at place p are `hashes[starts[p]] … hashes[starts[p + 1] - 1]`, ascending. */
interface Pieces {
  readonly starts: Int32Array;
  readonly hashes: Int32Array;
}

function piecesOf({ codes, dictionary: { texts } }: CodedColumn, rows: Int32Array): Pieces {
  const plain = Array.from(rows, (row) => (texts[codes[row] as number] as string).replace(/[^\p{L}\p{N}]/gu, ""));
  const starts = new Int32Array(rows.length + 1);
  plain.forEach((text, place) => {
    starts[place + 1] = (starts[place] as number) + Math.max(0, text.length - PIECE + 1);
  });
  const hashes = integers(starts[rows.length] as number);
  plain.forEach((text, place) => {
    const own = hashes.subarray(starts[place], starts[place + 1]);
    for (let at = 0; at < own.length; at++) {
      let hash = 0;
      for (let index = at; index < at + PIECE; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x9e3779b1);
      own[at] = hash;
    }
    own.sort();
  });
  return { starts, hashes };
}

/** Share of rows whose two values share a piece, less the share among values of different rows. */
function sharedExcess(one: Pieces, other: Pieces): number {
  const count = one.starts.length - 1;
  let [stated, same, chance] = [0, 0, 0];
  for (let place = 0; place < count; place++) {
    if (one.starts[place] === one.starts[place + 1] || other.starts[place] === other.starts[place + 1]) continue;
    stated++;
    if (shares(one, place, other, place)) same++;
    if (shares(one, place, other, (place + (count >> 1)) % count)) chance++;
  }
  return stated < 20 ? 0 : (same - chance) / stated;
}

/** Whether two values, by their places, share a piece. */
function shares(one: Pieces, place: number, other: Pieces, facing: number): boolean {
  let i = one.starts[place] as number;
  let j = other.starts[facing] as number;
  const endOne = one.starts[place + 1] as number;
  const endOther = other.starts[facing + 1] as number;
  while (i < endOne && j < endOther) {
    const difference = (one.hashes[i] as number) - (other.hashes[j] as number);
    if (difference === 0) return true;
    if (difference < 0) i++;
    else j++;
  }
  return false;
}

/** Hangs columns on one another along the strongest ties, each on one at most and none in a circle. */
export function forest(
  count: number,
  ties: readonly { readonly one: number; readonly other: number }[],
  known?: readonly number[],
): number[] {
  const parents = known ? [...known] : new Array<number>(count).fill(-1);
  const rootOf = (at: number): number => ((parents[at] as number) < 0 ? at : rootOf(parents[at] as number));
  for (const { one, other } of ties) {
    if (rootOf(one) === rootOf(other)) continue;
    if (rootOf(other) === other) parents[other] = one;
    else if (rootOf(one) === one) parents[one] = other;
    else reroot(parents, other, one);
  }
  return parents;
}

/** Turns the tree of `child` around so that `child` becomes its root, and hangs it on `parent`. */
function reroot(parents: number[], child: number, parent: number): void {
  let at = child;
  let above = parent;
  while (at >= 0) {
    const next = parents[at] as number;
    parents[at] = above;
    above = at;
    at = next;
  }
}
