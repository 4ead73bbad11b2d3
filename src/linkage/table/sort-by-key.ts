/** Sorts row or pair numbers by a key of 32 bits in linear time. */
import { integers } from "../flat-arrays.ts";

const DIGIT_BITS = 11;

/** The numbers of `order` by their key, read as an unsigned number; those of one key keep their order. `bits`: how many of the key count. */
export function sortByKey(order: Int32Array, keys: Int32Array, bits = 32): Int32Array {
  let sorted = order;
  let next = integers(order.length);
  const counts = new Int32Array(1 << DIGIT_BITS);
  for (let shift = 0; shift < bits; shift += DIGIT_BITS) {
    counts.fill(0);
    for (const at of sorted) {
      const digit = ((keys[at] as number) >>> shift) & (counts.length - 1);
      counts[digit] = (counts[digit] as number) + 1;
    }
    let place = 0;
    for (let digit = 0; digit < counts.length; digit++) {
      const count = counts[digit] as number;
      counts[digit] = place;
      place += count;
    }
    for (const at of sorted) {
      const digit = ((keys[at] as number) >>> shift) & (counts.length - 1);
      next[counts[digit] as number] = at;
      counts[digit] = (counts[digit] as number) + 1;
    }
    const done = next;
    next = sorted === order ? integers(order.length) : sorted;
    sorted = done;
  }
  return sorted;
}
