/** Remembers the outcome of comparing two coded values, so that each distinct pair of values is compared once. */

import { hashKey } from "./blocking.ts";
import { bytes, doubles } from "./flat-arrays.ts";

const CODE_RANGE = 33554432;
const CAPACITY_MAX = 1 << 22;

/**
 * Wraps a symmetric comparison of codes (below 2^25) whose outcome is 0…255. The memory is bounded, at nine bytes for each of `capacityMax` (a
 * power of two): a full one starts again.
 */
export function cachePairs(
  compare: (one: number, other: number) => number,
  capacityMax = CAPACITY_MAX,
): (one: number, other: number) => number {
  let capacity = Math.min(capacityMax, 1 << 6);
  let keys = doubles(capacity).fill(-1);
  let outcomes = bytes(capacity);
  let held = 0;
  return (one, other) => {
    const key = one < other ? one * CODE_RANGE + other : other * CODE_RANGE + one;
    let slot = hashKey(key) & (capacity - 1);
    while ((keys[slot] as number) !== -1) {
      if (keys[slot] === key) return outcomes[slot] as number;
      slot = (slot + 1) & (capacity - 1);
    }
    const outcome = one < other ? compare(one, other) : compare(other, one);
    if (held * 2 > capacity) {
      capacity = Math.min(capacityMax, capacity * 4);
      keys = doubles(capacity).fill(-1);
      outcomes = bytes(capacity);
      held = 0;
      slot = hashKey(key) & (capacity - 1);
    }
    keys[slot] = key;
    outcomes[slot] = outcome;
    held++;
    return outcome;
  };
}

/** The same for codes below `count`, few enough that every pair of them has its place: a byte for each, nothing to look for. */
export function tabulatePairs(compare: (one: number, other: number) => number, count: number): (one: number, other: number) => number {
  // One more than the outcome, 0 where it is not known yet.
  const outcomes = bytes(count * count);
  return (one, other) => {
    const place = one < other ? one * count + other : other * count + one;
    const known = outcomes[place] as number;
    if (known !== 0) return known - 1;
    const outcome = one < other ? compare(one, other) : compare(other, one);
    outcomes[place] = outcome + 1;
    return outcome;
  };
}
