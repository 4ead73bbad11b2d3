/** Distinct patterns of levels among pairs: a million pairs of ten comparisons are a few thousand patterns. */
import type { CompiledComparison } from "./levels.ts";

/** Patterns as flat columns, in an order that depends on the patterns alone. */
export interface Patterns {
  readonly count: number;
  /** Levels of pattern p: `levels[p * width] … levels[p * width + width - 1]`. */
  readonly levels: Uint8Array;
  readonly width: number;
  /** Pairs that were drawn. */
  readonly drawn: Float64Array;
  /** Pairs of the whole table that the drawn ones stand for. */
  readonly weight: Float64Array;
  /** Mean base-2 logarithm of how much rarer than usual by chance the agreeing values are. */
  readonly rarity: Float64Array;
}

/** Collects the patterns of pairs of rows. */
export interface PatternCollector {
  /** Adds a pair; `group` (0 or 1) keeps apart pairs that will be weighted differently. */
  add(one: number, other: number, group: 0 | 1): void;
  finish(weightOf: (levels: Uint8Array, group: 0 | 1) => number): Patterns;
}

/** Rarities are summed as whole numbers of this fraction of a bit, so that the sum does not depend on the order of pairs. */
const RARITY_UNIT = 1024;

/** An empty collector; `rarityOf` gives the bits by which agreement on this pair's value in a comparison is rarer than usual. */
export function collectPatterns(
  comparisons: readonly CompiledComparison[],
  rarityOf: (comparison: number, row: number) => number,
): PatternCollector {
  const width = comparisons.length;
  let capacity = 1 << 12;
  let slots = new Int32Array(capacity).fill(-1);
  let levels = new Uint8Array(capacity * (width + 1));
  let drawn = new Float64Array(capacity);
  let rarity = new Float64Array(capacity);
  let count = 0;
  const current = new Uint8Array(width + 1);
  const hashOf = (pool: Uint8Array, at: number): number => {
    let hash = 0x811c9dc5;
    for (let index = 0; index <= width; index++) hash = Math.imul(hash ^ (pool[at + index] as number), 0x01000193);
    return hash ^ (hash >>> 15);
  };
  const grow = (): void => {
    capacity *= 2;
    const wide = new Uint8Array(capacity * (width + 1));
    wide.set(levels);
    levels = wide;
    drawn = enlarged(drawn, capacity);
    rarity = enlarged(rarity, capacity);
    slots = new Int32Array(capacity).fill(-1);
    for (let pattern = 0; pattern < count; pattern++) slots[freeSlot(hashOf(levels, pattern * (width + 1)))] = pattern;
  };
  const freeSlot = (hash: number): number => {
    let slot = hash & (capacity - 1);
    while (slots[slot] !== -1) slot = (slot + 1) & (capacity - 1);
    return slot;
  };
  const isCurrent = (pattern: number): boolean => {
    const at = pattern * (width + 1);
    for (let index = 0; index <= width; index++) if (levels[at + index] !== current[index]) return false;
    return true;
  };
  const patternOfCurrent = (): number => {
    let slot = hashOf(current, 0) & (capacity - 1);
    for (;;) {
      const pattern = slots[slot] as number;
      if (pattern === -1) break;
      if (isCurrent(pattern)) return pattern;
      slot = (slot + 1) & (capacity - 1);
    }
    slots[slot] = count;
    levels.set(current, count * (width + 1));
    count++;
    if (count * 2 > capacity) grow();
    return count - 1;
  };
  return {
    add(one, other, group) {
      let bits = 0;
      for (let at = 0; at < width; at++) {
        const comparison = comparisons[at] as CompiledComparison;
        const level = comparison.level(one, other);
        current[at] = level;
        if (level === comparison.exactLevel) bits += rarityOf(at, one);
      }
      current[width] = group;
      const pattern = patternOfCurrent();
      drawn[pattern] = (drawn[pattern] as number) + 1;
      rarity[pattern] = (rarity[pattern] as number) + Math.round(bits * RARITY_UNIT);
    },
    finish: (weightOf) => inOrder({ count, width, levels, drawn, rarity }, weightOf),
  };
}

function enlarged(array: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length);
  grown.set(array);
  return grown;
}

type Collected = Pick<Patterns, "count" | "width" | "levels" | "drawn" | "rarity">;

/** The collected patterns sorted by their levels; the two groups of one pattern are put together. */
function inOrder(collected: Collected, weightOf: (levels: Uint8Array, group: 0 | 1) => number): Patterns {
  const { count, width, levels } = collected;
  const stride = width + 1;
  const order = Int32Array.from({ length: count }, (_, pattern) => pattern).sort((a, b) => {
    for (let index = 0; index < stride; index++) {
      const difference = (levels[a * stride + index] as number) - (levels[b * stride + index] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  const sorted = {
    levels: new Uint8Array(count * width),
    drawn: new Float64Array(count),
    weight: new Float64Array(count),
    rarity: new Float64Array(count),
  };
  order.forEach((pattern, at) => {
    const own = levels.subarray(pattern * stride, pattern * stride + width);
    const pairs = collected.drawn[pattern] as number;
    sorted.levels.set(own, at * width);
    sorted.drawn[at] = pairs;
    sorted.weight[at] = pairs * weightOf(own, levels[pattern * stride + width] as 0 | 1);
    sorted.rarity[at] = (collected.rarity[pattern] as number) / RARITY_UNIT / pairs;
  });
  return { count, width, ...sorted };
}
