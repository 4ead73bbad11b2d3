/** Scores pairs of rows with a trained model. */
import type { ClassComparison } from "../classes.ts";
import { weightsOf } from "../classes.ts";
import type { CompiledComparison } from "./levels.ts";

/** Base-2 logarithm of the Bayes factor of a pair of rows. */
export type RowScorer = (one: number, other: number) => number;

/** Common values may take away at most this much from an agreement's weight, and rare ones add at most as much. */
const FREQUENCY_SHIFT_MAX = 4;

/** A scorer for the compiled comparisons and their trained probabilities. */
export function createRowScorer(compiled: readonly CompiledComparison[], trained: readonly ClassComparison[], rows: number): RowScorer {
  const weights = weightsOf(trained);
  const tables = weights.map(({ logs, levelCount }) => {
    const table = Float64Array.from(
      { length: levelCount },
      (_, level) => (logs[level] as number) - (logs[2 * levelCount + level] as number),
    );
    // A level that training never saw must not speak louder against a pair than plain difference does.
    const floor = (table[levelCount - 1] as number) - 1;
    return table.map((weight, level) => (level === 0 ? 0 : Math.max(weight, Math.min(0, floor))));
  });
  const shifts = compiled.map((comparison, at) =>
    comparison.termFrequency ? frequencyShifts(comparison, trained[at] as ClassComparison, rows) : null,
  );
  const exactLevels = compiled.map((comparison) => comparison.names.indexOf("exact"));
  return (one, other) => {
    let weight = 0;
    for (let at = 0; at < compiled.length; at++) {
      const comparison = compiled[at] as CompiledComparison;
      const level = comparison.level(one, other);
      if (level === 0) continue;
      weight += (tables[at] as Float64Array)[level] as number;
      const shift = shifts[at];
      if (shift && level === exactLevels[at]) weight += shift[comparison.coded.codes[one] as number] as number;
    }
    return weight;
  };
}

/** By value code: what its own frequency adds to the weight of agreeing on it (Winkler 1989; Splink's term-frequency adjustment). */
function frequencyShifts(comparison: CompiledComparison, trained: ClassComparison, rows: number): Float64Array {
  const chance = trained.probabilities[2][comparison.names.indexOf("exact")] as number;
  return Float64Array.from(comparison.coded.counts, (count) => {
    const shift = Math.log2(chance / (Math.max(1, count - 1) / rows));
    return Math.max(-FREQUENCY_SHIFT_MAX, Math.min(FREQUENCY_SHIFT_MAX, shift));
  });
}
