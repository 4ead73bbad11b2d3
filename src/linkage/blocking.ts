/** From keys to candidate pairs: records that share a key of a blocking rule are compared. No objects per record or pair. */
import { doubles, integers } from "./flat-arrays.ts";

/** Records by equal key: members of group g are `members[starts[g]] … members[starts[g + 1] - 1]`, ascending. */
export interface Groups {
  readonly count: number;
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** Group of each record, -1 for a record without key. */
  readonly groupOf: Int32Array;
}

/** Groups records by key. A key is a whole number below 2^53; NaN means that the record has none. */
export function groupByKey(keys: Float64Array): Groups {
  const groupOf = integers(keys.length).fill(-1);
  let capacity = 16;
  while (capacity < keys.length * 2) capacity *= 2;
  const mask = capacity - 1;
  const slots = doubles(capacity).fill(Number.NaN);
  const slotGroup = integers(capacity);
  const sizes = integers(keys.length + 1);
  let count = 0;
  for (let record = 0; record < keys.length; record++) {
    const key = keys[record] as number;
    if (Number.isNaN(key)) continue;
    let slot = hashKey(key) & mask;
    for (;;) {
      const held = slots[slot] as number;
      if (held === key) break;
      if (Number.isNaN(held)) {
        slots[slot] = key;
        slotGroup[slot] = count++;
        break;
      }
      slot = (slot + 1) & mask;
    }
    const group = slotGroup[slot] as number;
    groupOf[record] = group;
    sizes[group] = (sizes[group] as number) + 1;
  }
  return arrange(groupOf, sizes, count);
}

function arrange(groupOf: Int32Array, sizes: Int32Array, count: number): Groups {
  const starts = integers(count + 1);
  for (let group = 0; group < count; group++) starts[group + 1] = (starts[group] as number) + (sizes[group] as number);
  const members = integers(starts[count] as number);
  const next = starts.slice(0, count);
  for (let record = 0; record < groupOf.length; record++) {
    const group = groupOf[record] as number;
    if (group < 0) continue;
    members[next[group] as number] = record;
    next[group] = (next[group] as number) + 1;
  }
  return { count, starts, members, groupOf };
}

/** Mixes a whole number below 2^53 into 32 bits (the finaliser of MurmurHash3 over its two halves). */
export function hashKey(key: number): number {
  let hash = (key >>> 0) ^ Math.imul((key / 4294967296) >>> 0, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Collects candidate pairs of `size` records; the same pair found by many rules is kept once. */
export interface PairCollector {
  /** States that a record has a key (any whole number; only equality counts) under the rule being filled. */
  key(record: number, key: number): void;
  /** Ends a rule: adds the pairs of every group of at most `cap` records with one key; a larger group is too common to be evidence. */
  endRule(cap: number): void;
  add(one: number, other: number): void;
  /** Every pair once as `lower * size + higher`, ascending. */
  finish(): Float64Array;
}

/** Keys and pairs for which there is room at first. */
const ROOM_MIN = 64;

/**
 * An empty collector for pairs among records `0 … size - 1`. A rule's keys are hashed and packed with their record into one double, so that
 * sorting one array of numbers groups them; two keys may rarely share a hash, which costs a comparison and nothing else.
 */
export function collectPairs(size: number): PairCollector {
  let hashBits = 53;
  while (2 ** (53 - hashBits) <= size) hashBits--;
  const recordRange = 2 ** (53 - hashBits);
  const hashRange = 2 ** hashBits;
  let entries = doubles(Math.max(ROOM_MIN, size));
  let entryCount = 0;
  let packed = doubles(Math.max(ROOM_MIN, size));
  let length = 0;
  const add = (one: number, other: number): void => {
    if (one === other) return;
    if (length === packed.length) {
      length = sortUnique(packed, length);
      // Sorting out repeats is worth it only while it makes much room.
      if (length * 4 > packed.length * 3) packed = enlarge(packed);
    }
    packed[length++] = one < other ? one * size + other : other * size + one;
  };
  return {
    add,
    key(record, key) {
      if (entryCount === entries.length) entries = enlarge(entries);
      const hash = ((hashKey(key) >>> 0) + ((hashKey(key + 7) >>> 0) & 0x1fffff) * 4294967296) % hashRange;
      entries[entryCount++] = hash * recordRange + record;
    },
    endRule(cap) {
      const sorted = entries.subarray(0, entryCount).sort();
      let start = 0;
      while (start < entryCount) {
        const hash = Math.floor((sorted[start] as number) / recordRange);
        const limit = (hash + 1) * recordRange;
        let end = start + 1;
        while (end < entryCount && (sorted[end] as number) < limit) end++;
        if (end - start > 1 && end - start <= cap) {
          const base = hash * recordRange;
          for (let i = start; i < end; i++)
            for (let j = i + 1; j < end; j++) add((sorted[i] as number) - base, (sorted[j] as number) - base);
        }
        start = end;
      }
      entryCount = 0;
    },
    finish: () => packed.subarray(0, sortUnique(packed, length)),
  };
}

function enlarge(array: Float64Array): Float64Array {
  const grown = doubles(array.length * 2);
  grown.set(array);
  return grown;
}

/** Sorts the first `length` values and drops repeats; how many are left. */
function sortUnique(values: Float64Array, length: number): number {
  const sorted = values.subarray(0, length).sort();
  let kept = 0;
  for (let index = 0; index < length; index++) {
    if (kept === 0 || sorted[index] !== sorted[kept - 1]) sorted[kept++] = sorted[index] as number;
  }
  return kept;
}
