/** How one comparison comes out in one class of pairs, told from weighted patterns. */
import type { ComparisonModel } from "./pair-classes.ts";
import type { Patterns } from "./pair-patterns.ts";

/** What is expected of a row of probabilities before any pair is seen: as strong as so many pairs, and as a share of those found. */
export interface Belief {
  readonly row: Float64Array;
  readonly pairs: number;
  readonly share: number;
}

/**
 * One comparison's rows in one class. `belief` holds the first row to what was expected; for strangers, of whom enough are seen, only cells that
 * none was seen in are filled. Rows under a parent are held to the row without it.
 */
export function fitComparison(
  comparison: ComparisonModel,
  at: number,
  patterns: Patterns,
  share: Float64Array,
  belief: Belief | null,
): Float64Array {
  const width = comparison.levels.length;
  const rows = comparison.probabilities[0].length / width;
  const counted = new Float64Array(rows * width);
  const drawn = new Float64Array(rows);
  const overall = new Float64Array(width);
  let heaviest = 0;
  for (let pattern = 0; pattern < patterns.count; pattern++) {
    const offset = pattern * patterns.width;
    const level = patterns.levels[offset + at] as number;
    if (level === 0) continue;
    const row = comparison.parent < 0 ? 0 : (patterns.levels[offset + comparison.parent] as number);
    const portion = share[pattern] as number;
    const weight = (patterns.weight[pattern] as number) * portion;
    counted[row * width + level] = (counted[row * width + level] as number) + weight;
    overall[level] = (overall[level] as number) + weight;
    drawn[row] = (drawn[row] as number) + (patterns.drawn[pattern] as number) * portion;
    heaviest = Math.max(heaviest, (patterns.weight[pattern] as number) / (patterns.drawn[pattern] as number));
  }
  const total = sumOf(overall);
  if (belief) {
    const strength = belief.pairs + belief.share * total;
    for (let level = 1; level < width; level++) overall[level] = (overall[level] as number) + strength * (belief.row[level] as number);
  } else for (let level = 1; level < width; level++) overall[level] = (overall[level] as number) + 0.1 * heaviest;
  normalise(overall, 0, width);
  if (comparison.parent < 0) return overall;
  for (let row = 0; row < rows; row++) {
    const seen = sumOf(counted.subarray(row * width, row * width + width));
    // So many drawn pairs the row without the parent counts as, in the weight that this row's pairs have.
    const strength = (drawn[row] as number) > 0 ? (8 * seen) / (drawn[row] as number) + 1e-9 : 1;
    for (let level = 1; level < width; level++)
      counted[row * width + level] = (counted[row * width + level] as number) + strength * (overall[level] as number);
    normalise(counted, row * width, width);
  }
  return counted;
}

/** The sum of numbers. */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Makes the probabilities of a row, which starts at `from`, sum to 1; level 0 has none. */
export function normalise(values: Float64Array, from: number, width: number): void {
  let total = 0;
  for (let level = 1; level < width; level++) total += values[from + level] as number;
  for (let level = 1; level < width; level++) values[from + level] = total > 0 ? (values[from + level] as number) / total : 1 / (width - 1);
}

/** Takes from the first level what exceeds a share, and gives it to the others. */
export function limitFirst(rows: Float64Array, width: number, most: number): void {
  for (let from = 0; from < rows.length; from += width) {
    const first = rows[from + 1] as number;
    if (first <= most || width < 3) continue;
    for (let level = 2; level < width; level++)
      rows[from + level] = ((rows[from + level] as number) * (1 - most)) / Math.max(1e-9, 1 - first);
    rows[from + 1] = most;
  }
}
