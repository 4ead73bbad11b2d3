/** Candidate pairs of a table by its blocking rules, made when they are visited and never held: memory grows with rows, not with pairs. */
import type { BlockingSpec } from "../contract.ts";
import { integers } from "../flat-arrays.ts";
import { joinHashes, keyHashes, ruleHashes } from "./block-keys.ts";
import { type CodedTable, mayBeSame } from "./columns.ts";
import { sortByKey } from "./sort-by-key.ts";

/** Largest group of rows with one key; in a larger one, which is too common to be evidence, rows are compared that agree on a column more. */
const GROUP_MAX = 400;

export interface Candidates {
  /** At least the number of candidate pairs: those of several rules counted for each. */
  readonly pairsMax: number;
  has(one: number, other: number): boolean;
  /** Visits every candidate pair once. */
  visit(visitor: (one: number, other: number) => void): void;
}

/** The candidate pairs of a table. `columns` are those that are compared, `order` its rows in an order that depends on what they say. */
export function blockTable(table: CodedTable, rules: readonly BlockingSpec[], columns: readonly string[], order: Int32Array): Candidates {
  const groupings: Grouping[] = [];
  for (const rule of rules) {
    const hashes = ruleHashes(table, rule);
    const { grouping, crowded } = groupRows(hashes, order);
    groupings.push(grouping);
    if (crowded.length === 0) continue;
    for (const column of columns) if (!rule.includes(column)) groupings.push(groupRows(narrowed(table, column, crowded), order).grouping);
  }
  return candidatesOf(table, groupings);
}

interface Grouping {
  /** By row: what rows of one group share, 0 for a row that is in none. */
  readonly hashes: Int32Array;
  /** Rows of groups, one group after the other. */
  readonly members: Int32Array;
  /** Group g holds `members[starts[g]] … members[starts[g + 1] - 1]`. */
  readonly starts: Int32Array;
}

/** Groups of two to GROUP_MAX rows with one hash; rows of larger ones with their hashes. Rows that are in no group lose their hash. */
function groupRows(hashes: Int32Array, order: Int32Array): { grouping: Grouping; crowded: readonly (readonly [Int32Array, number])[] } {
  const sorted = sortByKey(
    order.filter((row) => hashes[row] !== 0),
    hashes,
  );
  const starts: number[] = [];
  const crowded: (readonly [Int32Array, number])[] = [];
  let kept = 0;
  for (let start = 0; start < sorted.length; ) {
    const hash = hashes[sorted[start] as number] as number;
    let end = start + 1;
    while (end < sorted.length && hashes[sorted[end] as number] === hash) end++;
    if (end - start > GROUP_MAX) crowded.push([sorted.slice(start, end), hash]);
    if (end - start < 2 || end - start > GROUP_MAX) for (let at = start; at < end; at++) hashes[sorted[at] as number] = 0;
    else {
      starts.push(kept);
      sorted.copyWithin(kept, start, end);
      kept += end - start;
    }
    start = end;
  }
  starts.push(kept);
  return { grouping: { hashes, members: sorted.slice(0, kept), starts: Int32Array.from(starts) }, crowded };
}

/** By row: the hash of a crowded group together with that of the row's value in a column; 0 for rows of no crowded group. */
function narrowed(table: CodedTable, column: string, crowded: readonly (readonly [Int32Array, number])[]): Int32Array {
  const { codes, hashes } = keyHashes(table, column);
  const joined = integers(table.rows);
  for (const [rows, hash] of crowded)
    for (const row of rows) {
      const own = hashes[codes[row] as number] as number;
      if (own !== 0) joined[row] = joinHashes(hash, own);
    }
  return joined;
}

function candidatesOf(coded: CodedTable, groupings: readonly Grouping[]): Candidates {
  const { rows } = coded;
  const width = groupings.length;
  // The hashes of a row side by side, since every pair is looked up under all earlier rules.
  const table = integers(rows * width);
  let pairsMax = 0;
  groupings.forEach(({ hashes, starts }, rule) => {
    for (let row = 0; row < rows; row++) table[row * width + rule] = hashes[row] as number;
    for (let group = 0; group + 1 < starts.length; group++) {
      const size = (starts[group + 1] as number) - (starts[group] as number);
      pairsMax += (size * (size - 1)) / 2;
    }
  });
  const foundBefore = (one: number, other: number, rule: number): boolean => {
    const [a, b] = [one * width, other * width];
    for (let earlier = 0; earlier < rule; earlier++) {
      const hash = table[a + earlier];
      if (hash !== 0 && hash === table[b + earlier]) return true;
    }
    return false;
  };
  return {
    pairsMax,
    has: (one, other) => mayBeSame(coded, one, other) && foundBefore(one, other, width),
    visit(visitor) {
      groupings.forEach(({ members, starts }, rule) => {
        for (let group = 0; group + 1 < starts.length; group++) {
          const end = starts[group + 1] as number;
          for (let i = starts[group] as number; i < end; i++)
            for (let j = i + 1; j < end; j++) {
              const one = members[i] as number;
              const other = members[j] as number;
              if (mayBeSame(coded, one, other) && !foundBefore(one, other, rule)) visitor(one, other);
            }
        }
      });
    },
  };
}
