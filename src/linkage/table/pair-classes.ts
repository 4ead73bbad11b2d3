/**
 * What three classes of pairs look like: rows that are the *same* and agree on nearly everything, rows that agree in *part*, and *strangers*
 * (Fellegi and Sunter 1969, with a third class). Those that agree in part are mostly related (two people of one home, two branches of one firm);
 * where what they differ in does not tell things apart (only an address), they are the same, moved. Inside a class comparisons are independent, except
 * that one may hang on another (an email on the name it is made of, a town on its postcode): a tree (Chow and Liu 1968) in each class.
 */

export const PairClass = { same: 0, part: 1, stranger: 2 } as const;
export type PairClass = (typeof PairClass)[keyof typeof PairClass];

/** How one comparison comes out in each class. */
export interface ComparisonModel {
  readonly column: string;
  /** Names of the levels; level 0 is "nothing to compare" and says nothing. */
  readonly levels: readonly string[];
  /** The comparison that this one hangs on, -1 for none. */
  readonly parent: number;
  /** By class: probability of each level, one row for each level of the parent (a single row without parent); `[row * levels.length + level]`. */
  readonly probabilities: readonly [Float64Array, Float64Array, Float64Array];
}

/** A model of pairs. */
export interface PairModel {
  readonly comparisons: readonly ComparisonModel[];
  /** Probability that two rows drawn at random are the same and agree on nearly everything, and that they agree in part. */
  readonly same: number;
  readonly part: number;
  /** Whether pairs that agree in part are taken for the same. */
  readonly partIsSame: boolean;
}

/** Base-2 logarithms of a model's probabilities, in the shape of the model; level 0 weighs nothing. */
export interface PairLogs {
  readonly width: number;
  readonly levelCounts: Int32Array;
  readonly parents: Int32Array;
  /** By class and comparison. */
  readonly logs: readonly (readonly Float64Array[])[];
  readonly priors: readonly [number, number, number];
  readonly partIsSame: boolean;
}

/** The logarithms of a model. */
export function logsOf({ comparisons, same, part, partIsSame }: PairModel): PairLogs {
  const logs = [0, 1, 2].map((kind) =>
    comparisons.map(({ levels, probabilities }) =>
      (probabilities[kind] as Float64Array).map((probability, at) =>
        at % levels.length === 0 ? 0 : Math.log2(Math.max(probability, 1e-12)),
      ),
    ),
  );
  return {
    width: comparisons.length,
    levelCounts: Int32Array.from(comparisons, ({ levels }) => levels.length),
    parents: Int32Array.from(comparisons, ({ parent }) => parent),
    logs,
    priors: [Math.log2(same), Math.log2(Math.max(part, 1e-30)), Math.log2(1 - same - part)],
    partIsSame,
  };
}

/** Adds what a pattern of levels (at `offset`) says in each class to `sums`. */
export function addPattern(model: PairLogs, levels: Uint8Array, offset: number, sums: Float64Array): void {
  const { width, levelCounts, parents, logs } = model;
  const [same, part, stranger] = logs as [Float64Array[], Float64Array[], Float64Array[]];
  for (let at = 0; at < width; at++) {
    const level = levels[offset + at] as number;
    if (level === 0) continue;
    const parent = parents[at] as number;
    const cell = parent < 0 ? level : (levels[offset + parent] as number) * (levelCounts[at] as number) + level;
    sums[0] = (sums[0] as number) + ((same[at] as Float64Array)[cell] as number);
    sums[1] = (sums[1] as number) + ((part[at] as Float64Array)[cell] as number);
    sums[2] = (sums[2] as number) + ((stranger[at] as Float64Array)[cell] as number);
  }
}

/** Base-2 log-odds that a pair is the same, from what it says in each class. */
export function logOddsOf({ priors, partIsSame }: PairLogs, sums: Float64Array): number {
  const same = (sums[0] as number) + priors[0];
  const part = (sums[1] as number) + priors[1];
  const stranger = (sums[2] as number) + priors[2];
  return partIsSame ? logSum2(same, part) - stranger : same - logSum2(part, stranger);
}

/** Base-2 logarithm of the sum of two numbers given by theirs. */
export function logSum2(one: number, other: number): number {
  const high = Math.max(one, other);
  const low = Math.min(one, other);
  return low - high < -40 ? high : high + Math.log2(1 + 2 ** (low - high));
}
