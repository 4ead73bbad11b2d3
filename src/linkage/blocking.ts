/** From keys to candidate pairs: records that share a key of a blocking rule are compared. No objects per record or pair. */

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
  const groupOf = new Int32Array(keys.length).fill(-1);
  let capacity = 16;
  while (capacity < keys.length * 2) capacity *= 2;
  const mask = capacity - 1;
  const slots = new Float64Array(capacity).fill(Number.NaN);
  const slotGroup = new Int32Array(capacity);
  const sizes = new Int32Array(keys.length + 1);
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
  const starts = new Int32Array(count + 1);
  for (let group = 0; group < count; group++) starts[group + 1] = (starts[group] as number) + (sizes[group] as number);
  const members = new Int32Array(starts[count] as number);
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
  /**
   * Adds the pairs of every group of at most `cap` keys; a larger group is too common to be evidence and is left out.
   * `owners` names the record of each key when a record may have several keys; otherwise key i is record i's.
   */
  addGroups(keys: Float64Array, cap: number, owners?: Int32Array): void;
  add(one: number, other: number): void;
  /** Every pair once as `lower * size + higher`, ascending. */
  finish(): Float64Array;
}

/** An empty collector for pairs among records `0 … size - 1`. */
export function collectPairs(size: number): PairCollector {
  let packed = new Float64Array(1024);
  let length = 0;
  const push = (one: number, other: number): void => {
    if (one === other) return;
    if (length === packed.length) {
      const unique = uniqueSorted(packed);
      const grown = new Float64Array(unique.length * 2 > packed.length ? packed.length * 2 : packed.length);
      grown.set(unique);
      packed = grown;
      length = unique.length;
    }
    packed[length++] = one < other ? one * size + other : other * size + one;
  };
  return {
    add: push,
    addGroups(keys, cap, owners) {
      const groups = groupByKey(keys);
      const { members } = groups;
      if (owners) for (let index = 0; index < members.length; index++) members[index] = owners[members[index] as number] as number;
      for (let group = 0; group < groups.count; group++) {
        const start = groups.starts[group] as number;
        const end = groups.starts[group + 1] as number;
        if (end - start < 2 || end - start > cap) continue;
        for (let i = start; i < end; i++) {
          for (let j = i + 1; j < end; j++) push(members[i] as number, members[j] as number);
        }
      }
    },
    finish: () => uniqueSorted(packed.subarray(0, length)),
  };
}

function uniqueSorted(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let kept = 0;
  for (let index = 0; index < sorted.length; index++) {
    if (kept === 0 || sorted[index] !== sorted[kept - 1]) sorted[kept++] = sorted[index] as number;
  }
  return sorted.subarray(0, kept);
}
