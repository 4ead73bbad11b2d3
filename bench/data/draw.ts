/** Chance that needs no memory: everything about the n-th person follows from the seed and n, in any order. */
import { type Random, randomFrom } from "../../samples/generator/index.ts";

/** Mixes two numbers into 32 well-stirred bits (the finaliser of MurmurHash3). */
export function mix(left: number, right: number): number {
  let bits = Math.imul(left ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(right + 0x7f4a7c15, 0xc2b2ae35);
  bits ^= bits >>> 16;
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A generator that is set anew for each person or row and then drawn from: mulberry32. */
export class Draw {
  #state = 0;
  /** The same source with all the ways of drawing; slower, for what happens rarely. */
  readonly random: Random;

  constructor() {
    this.random = randomFrom(() => this.bits(), "draw");
  }

  /** Begins the sequence of a thing. */
  begin(seed: number, index: number): this {
    this.#state = mix(seed, index);
    return this;
  }

  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = this.#state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  }

  /** A whole number below `limit`, which must be far below 2³². */
  below(limit: number): number {
    return Math.floor((this.bits() / 0x1_0000_0000) * limit);
  }

  chance(probability: number): boolean {
    return this.bits() < probability * 0x1_0000_0000;
  }
}

/** A weighted table as equal slots: one look-up a draw. */
export function slotsOf<T>(table: readonly (readonly [T, number])[], size = 4096): T[] {
  const total = table.reduce((sum, [, weight]) => sum + weight, 0);
  const slots: T[] = [];
  let reached = 0;
  for (const [value, weight] of table) {
    reached += weight;
    while (slots.length < Math.round((reached / total) * size)) slots.push(value);
  }
  return slots;
}

/** Visits 0 … size−1 once each in an order that looks random, without holding it: a step that shares no factor with the size. */
export function scrambled(size: number, seed: number): (index: number) => number {
  const start = size > 0 ? mix(seed, 1) % size : 0;
  let step = Math.max(1, Math.floor(size * 0.6180339887) + (mix(seed, 2) % 1000));
  while (commonFactor(step, size) !== 1) step++;
  // Products stay below 2⁵³ for sizes up to 90 million.
  return (index) => (start + index * (step % size)) % size;
}

function commonFactor(left: number, right: number): number {
  return right === 0 ? left : commonFactor(right, left % right);
}
