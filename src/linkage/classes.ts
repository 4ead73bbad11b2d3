/**
 * The Fellegi–Sunter model with three classes of pairs instead of two: the *same* person, *kin* (another person of the same family or
 * home) and *strangers*. Kin share surname, phone, home and household number, so that those prove the family and never the person;
 * without that class, father and son on one phone, or twins, look like one person.
 */

/** One comparison: what it looks at, its levels and how probable each level is in each class. */
export interface ClassComparison {
  readonly attribute: string;
  /** Level 0 is always "cannot be compared" and says nothing. */
  readonly levels: readonly string[];
  /** By class, by level; each row's levels 1… sum to about 1. */
  readonly probabilities: readonly [readonly number[], readonly number[], readonly number[]];
  /**
   * Levels that exclude each other by what the pair states rather than by how it agrees (two passports, a number that lost its digits):
   * group by level. Probabilities sum to 1 inside a group, since which group a pair is in says nothing about its class.
   */
  readonly groups?: readonly number[];
  /** Whether the kin row is learned too; what tells relatives from one another is not. */
  readonly learnsKin: boolean;
}

/** Logarithms (base 2) of a comparison's probabilities, in one array: `[class * levelCount + level]`. */
export interface ClassWeights {
  readonly logs: Float64Array;
  readonly levelCount: number;
}

/** Base-2 logarithms of all probabilities; level 0 weighs nothing. */
export function weightsOf(comparisons: readonly ClassComparison[]): ClassWeights[] {
  return comparisons.map((comparison) => {
    const levelCount = comparison.levels.length;
    const logs = new Float64Array(levelCount * 3);
    comparison.probabilities.forEach((row, kind) => {
      for (let level = 1; level < levelCount; level++) logs[kind * levelCount + level] = Math.log2(Math.max(row[level] ?? 0, 1e-12));
    });
    return { logs, levelCount };
  });
}

/** Base-2 logarithm of the sum of two numbers given by theirs. */
export function logSum2(one: number, other: number): number {
  const high = Math.max(one, other);
  const low = Math.min(one, other);
  return low - high < -40 ? high : high + Math.log2(1 + 2 ** (low - high));
}

/** Distinct comparison patterns: the levels of each, how often it occurs, and what term frequencies add to the stranger class (summed). */
export interface PatternCounts {
  readonly levels: readonly Uint8Array[];
  readonly counts: Float64Array;
  /** Mean correction of the stranger class's logarithm by term frequency. */
  readonly strangerShift: Float64Array;
}

/** Prior masses of the classes for one record against all others: 1 same, about 3 kin, and all other people. */
export interface ClassPriors {
  readonly same: number;
  readonly kin: number;
  readonly stranger: number;
}

/**
 * Expectation–maximisation over distinct patterns (Winkler 1988). Re-estimates the same rows, and the kin rows of what families share; the
 * stranger row stays, since blocked pairs are no sample of strangers. A comparison's rows are counted with the odds that all *other*
 * comparisons give, so that a blocking rule does not prove its own column. `strength` pseudo-pairs hold each row to where it started, so
 * that a small or odd community cannot turn the meaning of a class.
 */
export function maximiseExpectation(
  comparisons: readonly ClassComparison[],
  patterns: PatternCounts,
  priors: ClassPriors,
  options: { readonly rounds: number; readonly strength: number },
): ClassComparison[] {
  let current: readonly ClassComparison[] = comparisons;
  for (let round = 0; round < options.rounds; round++) {
    const expected = expectLevels(current, patterns, priors);
    current = comparisons.map((start, at) => {
      const [same, kin] = expected[at] as readonly [Float64Array, Float64Array];
      return {
        ...start,
        probabilities: [
          withoutExcuses(start, blend(start, start.probabilities[0], same, options.strength)),
          start.learnsKin ? blend(start, start.probabilities[1], kin, options.strength) : start.probabilities[1],
          start.probabilities[2],
        ],
      };
    });
  }
  return [...current];
}

/**
 * Namesakes and strangers of one birth date look like matches that disagree on the rest: levels that are commoner among others than among the
 * same may not be learned to be more than twice as usual.
 */
function withoutExcuses(start: ClassComparison, learned: readonly number[]): number[] {
  const [same, kin, stranger] = start.probabilities;
  return learned.map((probability, level) => {
    const usual = same[level] as number;
    return level > 0 && usual < Math.max(kin[level] as number, stranger[level] as number) ? Math.min(probability, 2 * usual) : probability;
  });
}

/** Expected number of same and of kin pairs by comparison and level. */
function expectLevels(
  comparisons: readonly ClassComparison[],
  patterns: PatternCounts,
  priors: ClassPriors,
): (readonly [Float64Array, Float64Array])[] {
  const weights = weightsOf(comparisons);
  const expected = comparisons.map(({ levels }) => [new Float64Array(levels.length), new Float64Array(levels.length)] as const);
  const logs = new Float64Array(3);
  patterns.levels.forEach((levels, index) => {
    logs[0] = Math.log2(priors.same);
    logs[1] = Math.log2(priors.kin);
    logs[2] = Math.log2(priors.stranger) + (patterns.strangerShift[index] as number);
    addLevels(logs, levels, weights);
    const count = patterns.counts[index] as number;
    for (let at = 0; at < levels.length; at++) {
      const level = levels[at] as number;
      if (level === 0) continue;
      const { logs: own, levelCount } = weights[at] as ClassWeights;
      const same = (logs[0] as number) - (own[level] as number);
      const kin = (logs[1] as number) - (own[levelCount + level] as number);
      const total = logSum2(logSum2(same, kin), (logs[2] as number) - (own[2 * levelCount + level] as number));
      const [sameRow, kinRow] = expected[at] as readonly [Float64Array, Float64Array];
      sameRow[level] = (sameRow[level] as number) + count * 2 ** (same - total);
      kinRow[level] = (kinRow[level] as number) + count * 2 ** (kin - total);
    }
  });
  return expected;
}

function addLevels(logs: Float64Array, levels: Uint8Array, weights: readonly ClassWeights[]): void {
  for (let at = 0; at < levels.length; at++) {
    const { logs: own, levelCount } = weights[at] as ClassWeights;
    const level = levels[at] as number;
    for (let kind = 0; kind < 3; kind++) logs[kind] = (logs[kind] as number) + (own[kind * levelCount + level] as number);
  }
}

/** A row between where it started (`strength` pseudo-pairs) and what was counted, normalised inside each group of levels. */
export function blend(comparison: ClassComparison, start: readonly number[], counted: Float64Array, strength: number): number[] {
  const group = (level: number): number => comparison.groups?.[level] ?? 0;
  const totals = new Map<number, number>();
  for (let level = 1; level < start.length; level++) totals.set(group(level), (totals.get(group(level)) ?? 0) + (counted[level] as number));
  return start.map((probability, level) =>
    level === 0 ? 0 : (probability * strength + (counted[level] as number)) / (strength + (totals.get(group(level)) ?? 0)),
  );
}
