/**
 * The Fellegi–Sunter model with three classes of pairs instead of two: the *same* person, *kin* (another person of the same family or
 * home) and *strangers*. Kin share surname, phone, home and household number, so that those prove the family and never the person;
 * without that class, father and son on one phone, or twins, look like one person.
 */

/** The classes of pairs. The numbers are indices of a comparison's probability rows. */
export const PairClass = { same: 0, kin: 1, stranger: 2 } as const;

/** One comparison: what it looks at, its levels and how probable each level is in each class. */
export interface ClassComparison {
  readonly attribute: string;
  /** Level 0 is always "cannot be compared" and says nothing. */
  readonly levels: readonly string[];
  /** By class, by level; each row's levels 1… sum to about 1. */
  readonly probabilities: readonly [readonly number[], readonly number[], readonly number[]];
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
  const high = one > other ? one : other;
  const low = one > other ? other : one;
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
 * Expectation–maximisation over distinct patterns (Winkler 1988). Re-estimates the same and kin rows; the stranger row stays, since blocked
 * pairs are no sample of strangers. `strength` pseudo-pairs hold each row to where it started, so that a small or odd community cannot
 * turn the meaning of a class.
 */
export function maximiseExpectation(
  comparisons: readonly ClassComparison[],
  patterns: PatternCounts,
  priors: ClassPriors,
  options: { readonly rounds: number; readonly strength: number },
): ClassComparison[] {
  let current = comparisons.map((comparison) => ({ ...comparison }));
  for (let round = 0; round < options.rounds; round++) {
    const weights = weightsOf(current);
    const expected = current.map(
      (comparison) => [new Float64Array(comparison.levels.length), new Float64Array(comparison.levels.length)] as const,
    );
    patterns.levels.forEach((levels, index) => {
      const [same, kin] = responsibilities(levels, weights, priors, patterns.strangerShift[index] as number);
      const count = patterns.counts[index] as number;
      for (let at = 0; at < levels.length; at++) {
        const rows = expected[at] as (typeof expected)[number];
        const level = levels[at] as number;
        rows[0][level] = (rows[0][level] as number) + same * count;
        rows[1][level] = (rows[1][level] as number) + kin * count;
      }
    });
    current = current.map((comparison, at) => {
      const start = comparisons[at] as ClassComparison;
      const rows = expected[at] as (typeof expected)[number];
      return {
        ...comparison,
        probabilities: [
          blend(start.probabilities[0], rows[0], options.strength),
          blend(start.probabilities[1], rows[1], options.strength),
          start.probabilities[2],
        ],
      };
    });
  }
  return current;
}

function responsibilities(
  levels: Uint8Array,
  weights: readonly ClassWeights[],
  priors: ClassPriors,
  shift: number,
): readonly [number, number] {
  let same = Math.log2(priors.same);
  let kin = Math.log2(priors.kin);
  let stranger = Math.log2(priors.stranger) + shift;
  for (let at = 0; at < levels.length; at++) {
    const { logs, levelCount } = weights[at] as ClassWeights;
    const level = levels[at] as number;
    same += logs[level] as number;
    kin += logs[levelCount + level] as number;
    stranger += logs[2 * levelCount + level] as number;
  }
  const total = logSum2(logSum2(same, kin), stranger);
  return [2 ** (same - total), 2 ** (kin - total)];
}

function blend(start: readonly number[], expected: Float64Array, strength: number): number[] {
  let total = strength;
  for (let level = 1; level < expected.length; level++) total += expected[level] as number;
  return start.map((probability, level) => (level === 0 ? 0 : (probability * strength + (expected[level] as number)) / total));
}
