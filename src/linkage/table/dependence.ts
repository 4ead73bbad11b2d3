/** Which comparisons agree together among strangers: a town and its postcode. */
import { forest } from "./derived.ts";
import type { CompiledComparison } from "./levels.ts";
import type { Patterns } from "./pair-patterns.ts";

/** Strangers that agree on both of two comparisons must be so many times as many as chance makes them. */
const LIFT_MIN = 3;
const SUPPORT_MIN = 15;

/** By comparison: the one that it hangs on among strangers, those known beforehand first (a spanning forest of the strongest ties). */
export function dependence(
  compiled: readonly CompiledComparison[],
  patterns: Patterns,
  strangers: Float64Array,
  known: readonly number[],
): number[] {
  const ties: { one: number; other: number; lift: number }[] = [];
  for (let one = 0; one < compiled.length; one++) {
    for (let other = one + 1; other < compiled.length; other++) {
      const lift = liftOf(compiled, patterns, strangers, one, other);
      if (lift >= LIFT_MIN) ties.push({ one, other, lift });
    }
  }
  ties.sort((a, b) => b.lift - a.lift || a.one - b.one || a.other - b.other);
  return forest(compiled.length, ties, known);
}

/** How many times as often as by chance strangers agree on both; 0 when too few are seen. */
function liftOf(compiled: readonly CompiledComparison[], patterns: Patterns, strangers: Float64Array, one: number, other: number): number {
  const exactOne = (compiled[one] as CompiledComparison).exactLevel;
  const exactOther = (compiled[other] as CompiledComparison).exactLevel;
  let [all, first, second, both, support] = [0, 0, 0, 0, 0];
  for (let pattern = 0; pattern < patterns.count; pattern++) {
    const a = patterns.levels[pattern * patterns.width + one] as number;
    const b = patterns.levels[pattern * patterns.width + other] as number;
    if (a === 0 || b === 0) continue;
    const weight = (patterns.weight[pattern] as number) * (strangers[pattern] as number);
    all += weight;
    if (a === exactOne) first += weight;
    if (b === exactOther) second += weight;
    if (a !== exactOne || b !== exactOther) continue;
    both += weight;
    support += (patterns.drawn[pattern] as number) * (strangers[pattern] as number);
  }
  return support < SUPPORT_MIN || first === 0 || second === 0 ? 0 : (both * all) / (first * second);
}
