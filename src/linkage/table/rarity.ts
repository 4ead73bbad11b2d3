/** How much more agreement on a rare value says than on a common one (Winkler 1989; Splink's term-frequency adjustment). */
import type { CompiledComparison } from "./levels.ts";

/** Common values may take away at most this much from an agreement's weight, and rare ones add at most as much, in bits. */
const RARITY_MAX = 6;

/** By value code: the bits by which agreement on the value is rarer among strangers than agreement in the column is on the whole. */
export function rarityTable({ coded, termFrequency }: CompiledComparison, rows: number): Float64Array | null {
  if (!termFrequency) return null;
  const stated = rows - (coded.counts[0] as number);
  let pairs = 0;
  for (let code = 1; code < coded.counts.length; code++) pairs += (coded.counts[code] as number) * ((coded.counts[code] as number) - 1);
  const chance = pairs / Math.max(1, stated * (stated - 1));
  return Float64Array.from(coded.counts, (count) => {
    const bits = Math.log2(Math.max(chance, 1e-15) / (Math.max(1, count - 1) / stated));
    return Math.max(-RARITY_MAX, Math.min(RARITY_MAX, bits));
  });
}
