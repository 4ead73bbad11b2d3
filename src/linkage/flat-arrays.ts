/**
 * Flat arrays of numbers for columns of millions. Large ones stand in shared memory: the collector counts ordinary array memory as a reason to
 * walk the whole heap, and every 64 MB of columns would have it walk millions of mentions again; shared memory is not counted.
 */
const LARGE = 16_384;

/** Zeros as 32-bit whole numbers. */
export function integers(length: number): Int32Array {
  return length < LARGE ? new Int32Array(length) : new Int32Array(new SharedArrayBuffer(length * 4));
}

/** Zeros as 32-bit whole numbers without a sign. */
export function naturals(length: number): Uint32Array {
  return length < LARGE ? new Uint32Array(length) : new Uint32Array(new SharedArrayBuffer(length * 4));
}

/** Zeros as doubles. */
export function doubles(length: number): Float64Array {
  return length < LARGE ? new Float64Array(length) : new Float64Array(new SharedArrayBuffer(length * 8));
}

/** Zeros as bytes. */
export function bytes(length: number): Uint8Array {
  return length < LARGE ? new Uint8Array(length) : new Uint8Array(new SharedArrayBuffer(length));
}

/** 0, 1, 2, … */
export function countingUp(length: number): Int32Array {
  const numbers = integers(length);
  for (let index = 0; index < length; index++) numbers[index] = index;
  return numbers;
}
