/**
 * The pairs that a model is trained on: a weighted sample of all pairs of a table. Pairs drawn at random show how strangers agree; pairs that
 * agree on one column, and candidate pairs, hold the few that are the same. Each drawn pair stands for as many as its chance of being drawn says
 * (the balance heuristic of multiple importance sampling, Veach and Guibas 1995), so that what is counted holds for all pairs of the table.
 */
import { hashKey } from "../blocking.ts";
import { integers } from "../flat-arrays.ts";
import type { Candidates } from "./block-table.ts";
import { type CodedColumn, type CodedTable, mayBeSame } from "./columns.ts";
import type { CompiledComparison } from "./levels.ts";
import { collectPatterns, type Patterns } from "./pair-patterns.ts";
import type { RowOrder } from "./row-order.ts";

const RANDOM_PAIRS = 200_000;
const AGREEING_PAIRS = 40_000;
const CANDIDATE_PAIRS = 60_000;
/** So many random pairs that agree on a column show enough of them. */
const SEEN_ENOUGH = 3000;
/** Tables with fewer pairs are looked at whole. */
const ALL_PAIRS = 600_000;

export interface Sampled {
  readonly table: CodedTable;
  readonly rows: RowOrder;
  readonly comparisons: readonly CompiledComparison[];
  /** Candidate pairs, where they are known already. */
  readonly candidates: Candidates | null;
  /** Bits by which agreement on a row's value is rarer than agreement in that column usually is. */
  readonly rarityOf: (comparison: number, row: number) => number;
}

/** Draws the sample and gives the patterns of its pairs. */
export function samplePairs({ table, rows, comparisons, candidates, rarityOf }: Sampled): Patterns {
  const { order } = rows;
  const size = order.length;
  const all = (size * (size - 1)) / 2;
  const collector = collectPatterns(comparisons, rarityOf);
  const add = (one: number, other: number, group: 0 | 1): void => {
    if (mayBeSame(table, one, other)) collector.add(one, other, group);
  };
  if (all <= ALL_PAIRS) {
    for (let one = 0; one < size; one++)
      for (let other = one + 1; other < size; other++) add(order[one] as number, order[other] as number, 0);
    return collector.finish(() => 1);
  }
  const isCandidate = (one: number, other: number): 0 | 1 => (candidates?.has(one, other) ? 1 : 0);
  const draw = createDraw();
  for (let pair = 0; pair < RANDOM_PAIRS; pair++) {
    const one = order[Math.floor(draw() * size)] as number;
    const other = order[Math.floor(draw() * size)] as number;
    if (one !== other) add(one, other, isCandidate(one, other));
  }
  const randomShare = RANDOM_PAIRS / all;
  const shares = comparisons.map((comparison) =>
    addAgreeing(comparison, order, randomShare, (one, other) => add(one, other, isCandidate(one, other))),
  );
  const stride = Math.max(1, Math.ceil((candidates?.pairsMax ?? 0) / CANDIDATE_PAIRS));
  candidates?.visit((one, other) => {
    if (stride > 1 && pairHash(rows, one, other) % stride !== 0) return;
    add(one, other, 1);
  });
  return collector.finish((levels, group) => {
    let share = randomShare + (group === 1 ? 1 / stride : 0);
    comparisons.forEach((comparison, at) => {
      if (levels[at] === comparison.exactLevel) share += shares[at] as number;
    });
    return 1 / share;
  });
}

/** A number of a pair of rows by what they say, below 2^32. */
export function pairHash({ content }: RowOrder, one: number, other: number): number {
  return hashKey(((content[one] as number) + (content[other] as number)) % Number.MAX_SAFE_INTEGER) >>> 0;
}

/** A sequence of numbers in 0…1, the same each time. */
function createDraw(): () => number {
  let state = 20_240_229;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
}

/** Adds pairs that agree on a comparison's column: all of them, or a uniform draw. The chance of each such pair to be drawn. */
function addAgreeing(
  comparison: CompiledComparison,
  order: Int32Array,
  randomShare: number,
  add: (one: number, other: number) => void,
): number {
  const total = comparison.exactLevel < 0 ? 0 : agreeingPairs(comparison.coded.counts);
  if (total === 0 || total * randomShare > SEEN_ENOUGH) return 0;
  return drawAgreeing(comparison.coded, order, AGREEING_PAIRS, add);
}

/** Pairs of rows that state the same. */
function agreeingPairs(counts: Int32Array): number {
  let pairs = 0;
  for (let code = 1; code < counts.length; code++) pairs += ((counts[code] as number) * ((counts[code] as number) - 1)) / 2;
  return pairs;
}

/** Visits pairs of rows that state the same in a column: all of them, or about `limit` drawn evenly. The chance of each to be drawn. */
export function drawAgreeing(
  { codes, counts }: CodedColumn,
  order: Int32Array,
  limit: number,
  visit: (one: number, other: number) => void,
): number {
  const { starts, members, upTo } = groupRows(codes, counts, order);
  const total = upTo[upTo.length - 1] ?? 0;
  if (total <= limit) {
    for (let group = 0; group + 1 < starts.length; group++)
      for (let i = starts[group] as number; i < (starts[group + 1] as number); i++)
        for (let j = i + 1; j < (starts[group + 1] as number); j++) visit(members[i] as number, members[j] as number);
    return 1;
  }
  const draw = createDraw();
  for (let pair = 0; pair < limit; pair++) {
    const group = firstAbove(upTo, draw() * total);
    const start = starts[group] as number;
    const count = (starts[group + 1] as number) - start;
    const one = Math.floor(draw() * count);
    const other = (one + 1 + Math.floor(draw() * (count - 1))) % count;
    visit(members[start + one] as number, members[start + other] as number);
  }
  return limit / total;
}

interface RowGroups {
  /** Group g holds `members[starts[g]] … members[starts[g + 1] - 1]`. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** Pairs within the groups up to and including each. */
  readonly upTo: Float64Array;
}

/** Rows by equal value, values and rows in the order of content; values of one row are left out. */
function groupRows(codes: Int32Array, counts: Int32Array, order: Int32Array): RowGroups {
  const groupOf = integers(counts.length).fill(-1);
  const starts: number[] = [];
  const upTo: number[] = [];
  let held = 0;
  let pairs = 0;
  for (const row of order) {
    const code = codes[row] as number;
    const count = counts[code] as number;
    if (code === 0 || count < 2 || (groupOf[code] as number) >= 0) continue;
    groupOf[code] = starts.length;
    starts.push(held);
    held += count;
    pairs += (count * (count - 1)) / 2;
    upTo.push(pairs);
  }
  const next = Int32Array.from(starts);
  const members = integers(held);
  for (const row of order) {
    const group = groupOf[codes[row] as number] as number;
    if (group < 0) continue;
    members[next[group] as number] = row;
    next[group] = (next[group] as number) + 1;
  }
  return { starts: Int32Array.from([...starts, held]), members, upTo: Float64Array.from(upTo) };
}

function firstAbove(sums: Float64Array, value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
