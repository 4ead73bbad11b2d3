/** Columns that are made of others: an email of a name, a web address of a firm, a birth date of an ID number. */
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
  const pieces = columns.map((column) =>
    Array.from(rows, (row) => piecesOf(column.dictionary.texts[column.codes[row] as number] as string)),
  );
  const ties: { one: number; other: number; excess: number }[] = [];
  for (let one = 0; one < columns.length; one++)
    for (let other = one + 1; other < columns.length; other++) {
      const excess = sharedExcess(pieces[one] as Pieces[], pieces[other] as Pieces[]);
      if (excess >= SHARE_MIN) ties.push({ one, other, excess });
    }
  ties.sort((a, b) => b.excess - a.excess || a.one - b.one || a.other - b.other);
  return forest(columns.length, ties);
}

type Pieces = ReadonlySet<string>;

function piecesOf(text: string): Pieces {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, "");
  const pieces = new Set<string>();
  for (let at = 0; at + PIECE <= plain.length; at++) pieces.add(plain.slice(at, at + PIECE));
  return pieces;
}

/** Share of rows whose two values share a piece, less the share among values of different rows. */
function sharedExcess(one: readonly Pieces[], other: readonly Pieces[]): number {
  let [stated, same, chance] = [0, 0, 0];
  for (let row = 0; row < one.length; row++) {
    const mine = one[row] as Pieces;
    const theirs = other[row] as Pieces;
    if (mine.size === 0 || theirs.size === 0) continue;
    stated++;
    if (share(mine, theirs)) same++;
    const facing = other[(row + (one.length >> 1)) % one.length] as Pieces;
    if (share(mine, facing)) chance++;
  }
  return stated < 20 ? 0 : (same - chance) / stated;
}

function share(one: Pieces, other: Pieces): boolean {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  for (const piece of few) if (many.has(piece)) return true;
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
