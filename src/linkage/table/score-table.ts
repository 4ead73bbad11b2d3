/** Scores pairs of rows with a trained model. */
import type { CompiledComparison } from "./levels.ts";
import { addPattern, logOddsOf, logsOf, type PairModel } from "./pair-classes.ts";
import { rarityTable } from "./rarity.ts";

/** Base-2 log-odds that two rows are the same. */
export type RowScorer = (one: number, other: number) => number;

/** A scorer for the compiled comparisons and their trained model. Symmetric. */
export function createRowScorer(compiled: readonly CompiledComparison[], model: PairModel, rows: number): RowScorer {
  const width = compiled.length;
  const logs = logsOf(model);
  const rarities = compiled.map((comparison) => rarityTable(comparison, rows));
  const levels = new Uint8Array(width);
  const sums = new Float64Array(3);
  const exactLevels = Int32Array.from(compiled, ({ exactLevel }) => exactLevel);
  const codes = compiled.map(({ coded }) => coded.codes);
  return (one, other) => {
    sums[0] = 0;
    sums[1] = 0;
    sums[2] = 0;
    for (let at = 0; at < width; at++) levels[at] = (compiled[at] as CompiledComparison).level(one, other);
    addPattern(logs, levels, 0, sums);
    for (let at = 0; at < width; at++) {
      const rarity = rarities[at];
      if (!rarity || levels[at] !== exactLevels[at]) continue;
      const parent = logs.parents[at] as number;
      // What hangs on something that agrees agrees for that reason, however rare it is.
      if (parent >= 0 && levels[parent] === exactLevels[parent]) continue;
      sums[2] = (sums[2] as number) - (rarity[(codes[at] as Int32Array)[one] as number] as number);
    }
    return logOddsOf(logs, sums);
  };
}
