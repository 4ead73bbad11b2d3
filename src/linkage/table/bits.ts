/** Sets of small whole numbers as bits, 32 a number. */

/** How many bits of a number are set. */
export function bitCount(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The set of those below `count` that a test holds for. */
export function bitsWhere(count: number, test: (at: number) => boolean): Int32Array {
  const bits = new Int32Array((count + 31) >>> 5);
  for (let at = 0; at < count; at++) if (test(at)) bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31));
  return bits;
}

/** What is in both sets. */
export function bitsInBoth(one: Int32Array, other: Int32Array): Int32Array {
  return one.map((bits, at) => bits & (other[at] as number));
}

/** How many are in both sets. */
export function countInBoth(one: Int32Array, other: Int32Array): number {
  let count = 0;
  for (let at = 0; at < one.length; at++) count += bitCount((one[at] as number) & (other[at] as number));
  return count;
}
