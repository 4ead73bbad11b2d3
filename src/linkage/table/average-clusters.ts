/** Clusters by average linkage: a chain of single links does not hold records together whose others disagree. */

import { bytes, countingUp } from "../flat-arrays.ts";
import type { LinkedPairs } from "./scored-pairs.ts";

/** Components up to this size are clustered by all of their pairs; larger ones are first cut at stronger links. */
const DENSE_MAX = 120;
/** A pair says at most so much for or against. */
const CLIP = 12;

/** How the rows are clustered. */
export interface AverageRules {
  /** Log-odds of a pair, also of one that blocking did not bring up; minus infinity for rows that cannot be the same. */
  readonly score: (one: number, other: number) => number;
  /** Log-odds from which clusters join. */
  readonly threshold: number;
  /** Place of each row in an order that does not depend on the order of input. */
  readonly rankOf: Int32Array;
}

/** Representative row by row. */
export function clusterByAverage(rows: number, pairs: LinkedPairs, rules: AverageRules): Int32Array {
  const result = countingUp(rows);
  const strong: number[] = [];
  for (let pair = 0; pair < pairs.count; pair++) if ((pairs.logOdds[pair] as number) >= rules.threshold) strong.push(pair);
  const scratch: Scratch = { parents: countingUp(rows), marked: bytes(rows) };
  const connected = components(pairs, strong, scratch);
  const inner = innerPairs(connected, pairs, strong);
  for (const members of connected) {
    for (const group of clusterComponent(members, pairs, inner.get(members) ?? [], rules, scratch, rules.threshold))
      for (const row of group) result[row] = group[0] as number;
  }
  return result;
}

/** Room to work in, by row: each row its own parent and none marked, before and after each use. */
interface Scratch {
  readonly parents: Int32Array;
  readonly marked: Uint8Array;
}

/** Rows that the given pairs connect, in groups of two and more. */
function components(pairs: LinkedPairs, among: readonly number[], { parents, marked }: Scratch): number[][] {
  const find = (row: number): number => {
    let at = row;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number;
      at = parents[at] as number;
    }
    return at;
  };
  for (const pair of among) {
    const one = find(pairs.one[pair] as number);
    const other = find(pairs.other[pair] as number);
    parents[Math.max(one, other)] = Math.min(one, other);
  }
  const groups = new Map<number, number[]>();
  const join = (row: number): void => {
    if (marked[row] === 1) return;
    marked[row] = 1;
    const root = find(row);
    const held = groups.get(root);
    if (held === undefined) groups.set(root, [row]);
    else held.push(row);
  };
  for (const pair of among) {
    join(pairs.one[pair] as number);
    join(pairs.other[pair] as number);
  }
  for (const members of groups.values())
    for (const row of members) {
      parents[row] = row;
      marked[row] = 0;
    }
  return [...groups.values()];
}

/** The pairs inside each component that is too large for all of its pairs. */
function innerPairs(connected: readonly number[][], pairs: LinkedPairs, among: readonly number[]): Map<readonly number[], number[]> {
  const inner = new Map<readonly number[], number[]>();
  const pairsOf = new Map<number, number[]>();
  for (const members of connected) {
    if (members.length <= DENSE_MAX) continue;
    const own: number[] = [];
    inner.set(members, own);
    for (const row of members) pairsOf.set(row, own);
  }
  if (inner.size > 0) for (const pair of among) pairsOf.get(pairs.one[pair] as number)?.push(pair);
  return inner;
}

/** How much stronger (log2) links must be at each cut of a component that is too large for all of its pairs. */
const CUT_STEP = 4;

function clusterComponent(
  members: readonly number[],
  pairs: LinkedPairs,
  among: readonly number[],
  rules: AverageRules,
  scratch: Scratch,
  cut: number,
): number[][] {
  if (members.length === 2) return [[...members]];
  if (members.length <= DENSE_MAX)
    return agglomerate(
      [...members].sort((a, b) => (rules.rankOf[a] as number) - (rules.rankOf[b] as number)),
      rules.score,
      rules.threshold,
    );
  const stronger = among.filter((pair) => (pairs.logOdds[pair] as number) >= cut + CUT_STEP);
  const pieces = components(pairs, stronger, scratch);
  const inner = innerPairs(pieces, pairs, stronger);
  return pieces.flatMap((piece) => clusterComponent(piece, pairs, inner.get(piece) ?? [], rules, scratch, cut + CUT_STEP));
}

/** Joins the two groups that agree best on average, as long as any do, and then lets rows change to the group that they fit better. */
function agglomerate(members: readonly number[], score: (one: number, other: number) => number, threshold: number): number[][] {
  const size = members.length;
  const scores = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      // What counts is how far a pair stands above or below the threshold.
      const above = score(members[i] as number, members[j] as number) - threshold;
      const value = above === Number.NEGATIVE_INFINITY ? above : Math.max(-CLIP, Math.min(CLIP, above));
      scores[i * size + j] = value;
      scores[j * size + i] = value;
    }
  }
  const groupOf = joinByAverage(size, scores);
  moveToBetter(size, scores, groupOf);
  const groups = new Map<number, number[]>();
  for (let at = 0; at < size; at++) {
    const group = groupOf[at] as number;
    groups.set(group, [...(groups.get(group) ?? []), members[at] as number]);
  }
  return [...groups.values()];
}

/** By member: its group (the first of its members). */
function joinByAverage(size: number, scores: Float64Array): Int32Array {
  const groupOf = countingUp(size);
  const counts = new Int32Array(size).fill(1);
  const sums = scores.slice();
  for (;;) {
    let best = 0;
    let bestPair = -1;
    for (let i = 0; i < size; i++) {
      if (counts[i] === 0) continue;
      for (let j = i + 1; j < size; j++) {
        if (counts[j] === 0) continue;
        const average = (sums[i * size + j] as number) / ((counts[i] as number) * (counts[j] as number));
        if (average > best) {
          best = average;
          bestPair = i * size + j;
        }
      }
    }
    if (bestPair < 0) return groupOf;
    const i = Math.floor(bestPair / size);
    const j = bestPair - i * size;
    for (let at = 0; at < size; at++) if (groupOf[at] === j) groupOf[at] = i;
    counts[i] = (counts[i] as number) + (counts[j] as number);
    counts[j] = 0;
    for (let k = 0; k < size; k++) {
      sums[i * size + k] = (sums[i * size + k] as number) + (sums[j * size + k] as number);
      sums[k * size + i] = sums[i * size + k] as number;
    }
  }
}

const MOVING_ROUNDS = 6;

/** Moves single members to the group with which they agree best in sum (correlation clustering, Bansal, Blum and Chawla 2004). */
function moveToBetter(size: number, scores: Float64Array, groupOf: Int32Array): void {
  const sums = new Float64Array(size);
  for (let round = 0; round < MOVING_ROUNDS; round++) {
    let moved = false;
    for (let at = 0; at < size; at++) {
      sums.fill(0);
      for (let other = 0; other < size; other++) {
        const group = groupOf[other] as number;
        if (other !== at) sums[group] = (sums[group] as number) + (scores[at * size + other] as number);
      }
      const own = groupOf[at] as number;
      let best = own;
      for (let group = 0; group < size; group++) if ((sums[group] as number) > (sums[best] as number) + 1e-9) best = group;
      if (best === own) continue;
      groupOf[at] = best;
      moved = true;
    }
    if (!moved) return;
  }
}
