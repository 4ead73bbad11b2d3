/** Columns of facts: which coded values each record (or each group of records) states, as flat arrays. */
import { integers } from "./flat-arrays.ts";

/** Values by owner: owner i states `values[starts[i]] … values[starts[i + 1] - 1]`, ascending, each once. */
export interface FactSets {
  readonly starts: Int32Array;
  readonly values: Int32Array;
}

export interface FactColumn {
  add(owner: number, value: number): void;
  /** The values by group of owners; `groupOf` gives each owner's group, -1 leaves the owner out. */
  gather(groupOf: Int32Array, groupCount: number): FactSets;
}

/** An empty column of facts; `sizeHint` facts are room enough for most columns, and room is taken only when the first fact comes. */
export function createFactColumn(sizeHint: number): FactColumn {
  let owners = integers(0);
  let values = integers(0);
  let length = 0;
  return {
    add(owner, value) {
      if (value === 0) return;
      if (length === owners.length) {
        owners = grow(owners, sizeHint);
        values = grow(values, sizeHint);
      }
      owners[length] = owner;
      values[length++] = value;
    },
    gather: (groupOf, groupCount) => gatherFacts(owners.subarray(0, length), values.subarray(0, length), groupOf, groupCount),
  };
}

function grow(array: Int32Array, sizeHint: number): Int32Array {
  const grown = integers(Math.max(16, sizeHint, array.length * 2));
  grown.set(array);
  return grown;
}

function gatherFacts(owners: Int32Array, values: Int32Array, groupOf: Int32Array, groupCount: number): FactSets {
  const offsets = integers(groupCount + 1);
  for (const owner of owners) {
    const group = groupOf[owner] as number;
    if (group >= 0) offsets[group + 1] = (offsets[group + 1] as number) + 1;
  }
  for (let group = 0; group < groupCount; group++) offsets[group + 1] = (offsets[group + 1] as number) + (offsets[group] as number);
  const filled = offsets.slice(0, groupCount);
  const gathered = integers(offsets[groupCount] as number);
  for (let index = 0; index < owners.length; index++) {
    const group = groupOf[owners[index] as number] as number;
    if (group < 0) continue;
    gathered[filled[group] as number] = values[index] as number;
    filled[group] = (filled[group] as number) + 1;
  }
  return withoutRepeats(offsets, gathered, groupCount);
}

function withoutRepeats(offsets: Int32Array, gathered: Int32Array, groupCount: number): FactSets {
  const starts = integers(groupCount + 1);
  let kept = 0;
  for (let group = 0; group < groupCount; group++) {
    const start = offsets[group] as number;
    const end = offsets[group + 1] as number;
    if (end - start > 1) sortRange(gathered, start, end);
    starts[group] = kept;
    for (let index = start; index < end; index++) {
      const value = gathered[index] as number;
      if (index > start && value === gathered[index - 1]) continue;
      // `kept` never overtakes `index`, and the comparison above looks back at an unmoved or equal value.
      gathered[kept++] = value;
    }
  }
  starts[groupCount] = kept;
  return { starts, values: gathered.subarray(0, kept) };
}

/** Sorts a short range in place; almost all have two or three values. */
function sortRange(values: Int32Array, start: number, end: number): void {
  if (end - start > 24) {
    values.subarray(start, end).sort();
    return;
  }
  for (let index = start + 1; index < end; index++) {
    const value = values[index] as number;
    let at = index - 1;
    while (at >= start && (values[at] as number) > value) {
      values[at + 1] = values[at] as number;
      at--;
    }
    values[at + 1] = value;
  }
}

/** Number of values of an owner. */
export function sizeOf(sets: FactSets, owner: number): number {
  return (sets.starts[owner + 1] as number) - (sets.starts[owner] as number);
}

/** Whether two owners share a value. */
export function shares(sets: FactSets, one: number, other: number): boolean {
  return rarestShared(sets, one, other, null) !== 0;
}

/** Of the values that two owners share the one that fewest others state, the first where nobody counted; 0 when they share none. */
export function rarestShared(sets: FactSets, one: number, other: number, others: Float64Array | null): number {
  let i = sets.starts[one] as number;
  let j = sets.starts[other] as number;
  const iEnd = sets.starts[one + 1] as number;
  const jEnd = sets.starts[other + 1] as number;
  let best = 0;
  while (i < iEnd && j < jEnd) {
    const a = sets.values[i] as number;
    const b = sets.values[j] as number;
    if (a === b) {
      if (others === null) return a;
      if (best === 0 || (others[a] as number) < (others[best] as number)) best = a;
      i++;
      j++;
    } else if (a < b) i++;
    else j++;
  }
  return best;
}
