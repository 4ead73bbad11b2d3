/** Trains a table's model without truth: chance from random pairs, error rates from blocked pairs, by expectation–maximisation over patterns. */
import { hashKey } from "../blocking.ts";
import { type ClassComparison, type ClassPriors, logSum2, maximiseExpectation, type PatternCounts, weightsOf } from "../classes.ts";
import type { CompiledComparison } from "./levels.ts";

/** Distinct patterns of levels among pairs. */
export interface Patterns extends PatternCounts {
  readonly total: number;
}

const RANDOM_PAIRS = 400_000;

/** Patterns of pairs drawn at random with a fixed seed. */
export function randomPatterns(rows: number, comparisons: readonly CompiledComparison[], order: Int32Array): Patterns {
  let state = 20_240_229;
  const draw = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return order[Math.floor((state / 4294967296) * rows)] as number;
  };
  const counter = createPatternCounter(comparisons);
  if (rows > 1) for (let pair = 0; pair < RANDOM_PAIRS; pair++) counter.add(draw(), draw());
  return counter.finish();
}

/** Patterns of packed pairs (`lower * rows + higher`), about `limit` of them, drawn by what the rows say. */
export function patternsOf(
  pairs: Float64Array,
  content: Float64Array,
  comparisons: readonly CompiledComparison[],
  limit: number,
): Patterns {
  const counter = createPatternCounter(comparisons);
  const rows = content.length;
  const stride = Math.max(1, Math.floor(pairs.length / limit));
  for (const pair of pairs) {
    const one = Math.floor(pair / rows);
    const other = pair - one * rows;
    const drawn =
      stride === 1 || (hashKey(((content[one] as number) + (content[other] as number)) % 9007199254740991) >>> 0) % stride === 0;
    if (drawn) counter.add(one, other);
  }
  return counter.finish();
}

function createPatternCounter(comparisons: readonly CompiledComparison[]): { add(one: number, other: number): void; finish(): Patterns } {
  const seen = new Map<number, { levels: Uint8Array; count: number }>();
  const levels = new Uint8Array(comparisons.length);
  let total = 0;
  return {
    add(one, other) {
      if (one === other) return;
      let key = 0;
      for (let at = 0; at < comparisons.length; at++) {
        const comparison = comparisons[at] as CompiledComparison;
        const level = comparison.level(one, other);
        levels[at] = level;
        key = key * comparison.names.length + level;
      }
      total++;
      const held = seen.get(key);
      if (held) held.count++;
      else seen.set(key, { levels: levels.slice(), count: 1 });
    },
    finish() {
      const sorted = [...seen].sort((a, b) => a[0] - b[0]).map(([, pattern]) => pattern);
      return {
        total,
        levels: sorted.map((pattern) => pattern.levels),
        counts: Float64Array.from(sorted, (pattern) => pattern.count),
        strangerShift: new Float64Array(sorted.length),
      };
    },
  };
}

export interface TrainedTable {
  readonly comparisons: readonly ClassComparison[];
  /** Probability that two records drawn at random are the same. */
  readonly prior: number;
}

const ROUNDS = 12;
const STRENGTH = 20;

/** Fits `m`, `u` and the prior. `fixedPrior` is used as given when the spec has one. */
export function trainTable(
  compiled: readonly CompiledComparison[],
  random: Patterns,
  blocked: Patterns,
  blockedPairs: number,
  allPairs: number,
  fixedPrior: number | undefined,
): TrainedTable {
  let comparisons = compiled.map(startOf);
  let prior = fixedPrior ?? Math.min(0.1, 1 / Math.sqrt(2 * allPairs + 1));
  const scale = blocked.total === 0 ? 0 : blockedPairs / blocked.total;
  for (let round = 0; round < ROUNDS; round++) {
    comparisons = learnChance(comparisons, random, prior);
    const priors: ClassPriors = { same: prior, kin: 0, stranger: 1 - prior };
    comparisons = maximiseExpectation(comparisons, blocked, priors, { rounds: 1, strength: STRENGTH });
    if (fixedPrior === undefined && allPairs > 0) {
      const expected = expectedMatches(comparisons, blocked, priors) * scale;
      prior = Math.min(0.5, Math.max(1e-9, expected / allPairs));
    }
  }
  return { comparisons, prior };
}

/** Where training starts: errors are few, and chance agrees rarely on the finer levels. */
function startOf(comparison: CompiledComparison): ClassComparison {
  const count = comparison.names.length - 1;
  const row = (first: number, last: number): number[] => {
    const rest = (1 - first - last) / Math.max(1, count - 2);
    return comparison.names.map((_, level) => (level === 0 ? 0 : level === 1 ? first : level === count ? last : rest));
  };
  const same = row(0.8, count > 1 ? 0.05 : 0.2);
  const stranger = row(0.01, 0.95);
  return { attribute: comparison.column, levels: comparison.names, probabilities: [same, stranger, stranger], learnsKin: false };
}

/** Chance agreement from random pairs, leaving out the share of each pattern that is probably a true match. */
function learnChance(comparisons: readonly ClassComparison[], random: Patterns, prior: number): ClassComparison[] {
  const weights = weightsOf(comparisons);
  const counted = comparisons.map((comparison) => new Float64Array(comparison.levels.length));
  random.levels.forEach((levels, index) => {
    const count = (random.counts[index] as number) * (1 - posterior(levels, weights, prior));
    for (let at = 0; at < levels.length; at++) {
      const column = counted[at] as Float64Array;
      column[levels[at] as number] = (column[levels[at] as number] as number) + count;
    }
  });
  return comparisons.map((comparison, at) => {
    const column = counted[at] as Float64Array;
    let total = 0;
    for (let level = 1; level < column.length; level++) total += (column[level] as number) + 0.1;
    const stranger = comparison.levels.map((_, level) => (level === 0 ? 0 : ((column[level] as number) + 0.1) / total));
    return { ...comparison, probabilities: [comparison.probabilities[0], stranger, stranger] as const };
  });
}

function posterior(levels: Uint8Array, weights: ReturnType<typeof weightsOf>, prior: number): number {
  let same = Math.log2(prior);
  let stranger = Math.log2(1 - prior);
  for (let at = 0; at < levels.length; at++) {
    const { logs, levelCount } = weights[at] as (typeof weights)[number];
    const level = levels[at] as number;
    same += logs[level] as number;
    stranger += logs[2 * levelCount + level] as number;
  }
  return 2 ** (same - logSum2(same, stranger));
}

function expectedMatches(comparisons: readonly ClassComparison[], patterns: Patterns, priors: ClassPriors): number {
  const weights = weightsOf(comparisons);
  let expected = 0;
  patterns.levels.forEach((levels, index) => {
    expected += (patterns.counts[index] as number) * posterior(levels, weights, priors.same);
  });
  return expected;
}
