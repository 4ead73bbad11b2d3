/** Trains a model of pairs without truth: expectation–maximisation over distinct patterns (Winkler 1988). */
import { dependence } from "./dependence.ts";
import { fitComparison, limitFirst } from "./fit-comparison.ts";
import type { CompiledComparison } from "./levels.ts";
import { addPattern, type ComparisonModel, logsOf, type PairClass, type PairModel } from "./pair-classes.ts";
import type { Patterns } from "./pair-patterns.ts";

export interface TrainingRules {
  /** By comparison: at most so large a share of pairs that agree in part agrees on it, so that what tells relatives apart is not learned to be common among them. */
  readonly partMax: readonly number[];
  /** By comparison: how much disagreement on it shows another thing (positive), or the same in another place (negative). */
  readonly tellsApart: readonly number[];
  /** By comparison: the one that it is known to hang on, -1 for none. */
  readonly parents: readonly number[];
  /** Probability that two rows are the same, where it is given. */
  readonly prior: number | undefined;
}

export interface TrainingSize {
  readonly rows: number;
  /** Pairs of rows that may be the same. */
  readonly pairs: number;
}

/** By class and pattern: the probability of the class. */
export type Shares = readonly [Float64Array, Float64Array, Float64Array];

const ROUNDS = 24;
/** After so many rounds strangers are known well enough to see which comparisons hang together. */
const ROUNDS_BEFORE_DEPENDENCE = 6;
/** Pairs that what is expected of the same counts as, and as a share of those found. */
const SAME_STRENGTH = 20;
const SAME_STRENGTH_SHARE = 0.15;

/** Fits a model to weighted patterns. */
export function trainClasses(
  compiled: readonly CompiledComparison[],
  patterns: Patterns,
  { rows, pairs: all }: TrainingSize,
  rules: TrainingRules,
): PairModel {
  const start = startOf(compiled, rules);
  let shares: Shares = firstShares(compiled, start, patterns, rows);
  let shape = start;
  let model: PairModel | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    if (round === ROUNDS_BEFORE_DEPENDENCE) {
      shape = withParents(shape, dependence(compiled, patterns, shares[2], rules.parents));
    }
    if (round > 0 && round % ROUNDS_BEFORE_DEPENDENCE === 0 && !partsAreSeen(patterns, shares, shape, rules.tellsApart))
      shares = withoutParts(shares);
    const [same, part] = shares.map((share) => dot(share, patterns.weight)) as [number, number, number];
    const comparisons = maximise(shape, start, patterns, shares, rules);
    model = {
      comparisons,
      same: rules.prior ?? clamp(same / all, 1e-12, 0.3),
      part: part === 0 ? 0 : clamp(part / all, 1e-15, 0.3),
      partIsSame: partIsSame(comparisons, rules.tellsApart),
    };
    shares = expect(model, patterns);
  }
  return model as PairModel;
}

/**
 * Pairs that agree in part must be so many, drawn and as a share of the same, to be a kind of their own and not the same with many errors; fewer
 * are enough where they hardly ever agree on something that tells things apart.
 */
const PARTS_DRAWN_MIN = 40;
const PARTS_SHARE_MIN = 0.2;
const DISTINCT_SHARE_MIN = 0.02;
const DISTINCT_BELOW = 0.1;

function partsAreSeen(patterns: Patterns, shares: Shares, comparisons: readonly ComparisonModel[], tellsApart: readonly number[]): boolean {
  const [same, part] = shares;
  if (dot(part, patterns.drawn) < PARTS_DRAWN_MIN) return false;
  const ratio = dot(part, patterns.weight) / dot(same, patterns.weight);
  const isDistinct = comparisons.some((comparison, at) => {
    if ((tellsApart[at] as number) <= 0) return false;
    const rows = shares.map((share) => fitComparison(comparison, at, patterns, share, null)) as [Float64Array, Float64Array, Float64Array];
    return yieldShare(rows, comparison.levels.length) < DISTINCT_BELOW;
  });
  return ratio >= (isDistinct ? DISTINCT_SHARE_MIN : PARTS_SHARE_MIN);
}

/** The classes without those that agree in part, which are taken for the same. */
export function withoutParts([same, part, stranger]: Shares): Shares {
  return [same.map((own, at) => own + (part[at] as number)), new Float64Array(part.length), stranger];
}

/** Below this share of what comparing the same usually yields, a comparison is one that pairs differ in. */
const DIFFERS_BELOW = 0.35;

/** Whether those that agree in part differ only in what does not tell things apart. */
function partIsSame(comparisons: readonly ComparisonModel[], tellsApart: readonly number[]): boolean {
  let told = 0;
  comparisons.forEach(({ levels, probabilities }, at) => {
    if (yieldShare(probabilities, levels.length) < DIFFERS_BELOW) told += tellsApart[at] as number;
  });
  return told <= 0;
}

/** What comparing pairs that agree in part yields of what comparing the same does, in bits; 1 where that is next to nothing. */
function yieldShare([same, part, stranger]: readonly [Float64Array, Float64Array, Float64Array], width: number): number {
  let [usual, found] = [0, 0];
  for (let level = 1; level < width; level++) {
    const bits = Math.max(0, Math.log2((same[level] as number) / (stranger[level] as number)));
    usual += (same[level] as number) * bits;
    found += (part[level] as number) * bits;
  }
  return usual > 0.5 ? found / usual : 1;
}

/** Of what two rows could agree on (in bits), so large a share is agreed on by those that start as the same. */
const AGREED_SHARE = 0.72;

/**
 * The classes from which training starts: pairs that agree more than strangers do, split by how much of all that could agree does. The same
 * agree on nearly everything; the others on a part, whichever it is.
 */
function firstShares(
  compiled: readonly CompiledComparison[],
  start: readonly ComparisonModel[],
  patterns: Patterns,
  rows: number,
): [Float64Array, Float64Array, Float64Array] {
  const shares = [0, 1, 2].map(() => new Float64Array(patterns.count)) as [Float64Array, Float64Array, Float64Array];
  const strangers = new Float64Array(patterns.count).fill(1);
  const bits = start.map((comparison, at) => {
    const chance = fitComparison(comparison, at, patterns, strangers, null);
    const width = comparison.levels.length;
    return Float64Array.from({ length: chance.length }, (_, cell) =>
      cell % width === 0 ? 0 : Math.log2((comparison.probabilities[0][cell] as number) / (chance[cell] as number)),
    );
  });
  const needed = Math.log2(rows) + 1;
  for (let pattern = 0; pattern < patterns.count; pattern++) {
    let [sum, reached, possible] = [patterns.rarity[pattern] as number, 0, 0];
    for (let at = 0; at < compiled.length; at++) {
      const level = patterns.levels[pattern * patterns.width + at] as number;
      if (level === 0) continue;
      const { parent, levels } = start[at] as ComparisonModel;
      const row = parent < 0 ? 0 : (patterns.levels[pattern * patterns.width + parent] as number) * levels.length;
      const own = bits[at] as Float64Array;
      sum += own[row + level] as number;
      reached += Math.max(0, own[row + level] as number);
      possible += Math.max(0, own[row + 1] as number);
    }
    const near = 1 / (1 + 2 ** (needed - sum));
    const whole = 1 / (1 + 2 ** (-40 * (reached / Math.max(1, possible) - AGREED_SHARE)));
    shares[0][pattern] = near * whole;
    shares[1][pattern] = near * (1 - whole);
    shares[2][pattern] = 1 - near;
  }
  return shares;
}

function clamp(value: number, low: number, high: number): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : low;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}

/** Where training starts: the same agree mostly, the part as expected, and strangers as all pairs do. */
export function startOf(compiled: readonly CompiledComparison[], rules: TrainingRules): ComparisonModel[] {
  const model = compiled.map((comparison): ComparisonModel => {
    const last = comparison.names.length - 1;
    const row = (first: number, different: number): Float64Array => {
      const probabilities = new Float64Array(last + 1);
      const between = Math.max(0, last - 2);
      for (let level = 1; level <= last; level++) {
        // Finer levels take more of what is left than coarser ones.
        const share = between === 0 ? 0 : (2 * (last - level)) / (between * (between + 1));
        probabilities[level] = level === 1 ? first : level === last ? different : (1 - first - different) * share;
      }
      if (last === 2 || last === 1) probabilities[last] = 1 - (last === 2 ? first : 0);
      return probabilities;
    };
    return {
      column: comparison.column,
      levels: comparison.names,
      parent: -1,
      probabilities: [row(0.78, 0.07), row(0.3, 0.6), row(0.01, 0.95)],
    };
  });
  return withParents(model, rules.parents);
}

/** The same model with comparisons hung on others: each row of the child starts as it was. */
function withParents(comparisons: readonly ComparisonModel[], parents: readonly number[]): ComparisonModel[] {
  return comparisons.map((comparison, at) => {
    const parent = parents[at] as number;
    if (parent === comparison.parent) return comparison;
    const rows = parent < 0 ? 1 : (comparisons[parent] as ComparisonModel).levels.length;
    const repeat = (row: Float64Array): Float64Array => {
      const width = comparison.levels.length;
      return Float64Array.from({ length: rows * width }, (_, cell) => row[cell % width] as number);
    };
    const [same, part, stranger] = comparison.probabilities;
    return { ...comparison, parent, probabilities: [repeat(same), repeat(part), repeat(stranger)] };
  });
}

/** By class and pattern: the probability of the class. */
export function expect(model: PairModel, patterns: Patterns): [Float64Array, Float64Array, Float64Array] {
  const logs = logsOf(model);
  const shares = [0, 1, 2].map(() => new Float64Array(patterns.count)) as [Float64Array, Float64Array, Float64Array];
  const sums = new Float64Array(3);
  for (let pattern = 0; pattern < patterns.count; pattern++) {
    sums.set(logs.priors);
    sums[2] = (sums[2] as number) - (patterns.rarity[pattern] as number);
    addPattern(logs, patterns.levels, pattern * patterns.width, sums);
    const highest = Math.max(sums[0] as number, sums[1] as number, sums[2] as number);
    let total = 0;
    for (let kind = 0; kind < 3; kind++) total += 2 ** ((sums[kind] as number) - highest);
    for (let kind = 0; kind < 3; kind++) (shares[kind] as Float64Array)[pattern] = 2 ** ((sums[kind] as number) - highest) / total;
  }
  return shares;
}

/** The probabilities that fit the expected classes best. */
export function maximise(
  shape: readonly ComparisonModel[],
  start: readonly ComparisonModel[],
  patterns: Patterns,
  shares: readonly [Float64Array, Float64Array, Float64Array],
  rules: TrainingRules,
): ComparisonModel[] {
  return shape.map((comparison, at) => {
    const expectedRow = (kind: PairClass): Float64Array => {
      const row = (start[at] as ComparisonModel).probabilities[kind];
      return row.subarray(0, comparison.levels.length);
    };
    const same = fitComparison(comparison, at, patterns, shares[0], {
      row: expectedRow(0),
      pairs: SAME_STRENGTH,
      share: SAME_STRENGTH_SHARE,
    });
    const part = fitComparison(comparison, at, patterns, shares[1], { row: expectedRow(1), pairs: 5, share: 0.02 });
    limitFirst(part, comparison.levels.length, rules.partMax[at] as number);
    const stranger = fitComparison(comparison, at, patterns, shares[2], null);
    return { ...comparison, probabilities: [same, part, stranger] };
  });
}
