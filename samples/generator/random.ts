/**
 * The one source of chance. Everything made here follows from a seed, on every machine, to the byte: so no `Math.random`, no clock,
 * no locale. The generator is sfc32 (Chris Doty-Humphrey, public domain), seeded by FNV-1a over a text.
 */

export interface Random {
  /** A number in [0, 1) with 32 bits of chance. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** One of the items; the list must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** One of the values, by weight. */
  weighted<T>(table: readonly (readonly [T, number])[]): T;
  /** A new list in another order. */
  shuffle<T>(items: readonly T[]): T[];
  /** `length` decimal digits. */
  digits(length: number): string;
  /**
   * A generator of its own that depends on the seed and the label only, not on how much was drawn before:
   * so that a new column in one register changes no other register.
   */
  fork(label: string): Random;
}

/** Makes a generator; equal seeds give equal sequences. */
export function randomOf(seed: string): Random {
  return randomFrom(sfc32(seed), seed);
}

/** The same over any source of unsigned 32-bit numbers; `seed` names what its forks follow from. */
export function randomFrom(step: () => number, seed: string): Random {
  const next = () => step() / 0x1_0000_0000;
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error("nothing to pick from");
    return items[between(0, items.length - 1)] as T;
  };
  return {
    next,
    between,
    pick,
    chance: (probability) => next() < probability,
    weighted: (table) => pickWeighted(table, next()),
    shuffle: (items) => {
      const out = [...items];
      for (let i = out.length - 1; i > 0; i--) {
        const j = between(0, i);
        [out[i], out[j]] = [out[j] as (typeof out)[number], out[i] as (typeof out)[number]];
      }
      return out;
    },
    digits: (length) => Array.from({ length }, () => between(0, 9)).join(""),
    fork: (label) => randomOf(`${seed}/${label}`),
  };
}

/** FNV-1a, 32 bits, over the text's UTF-16 units. */
export function hashText(text: string, basis = 0x811c9dc5): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The raw generator: unsigned 32-bit numbers. */
export function sfc32(seed: string): () => number {
  let a = hashText(seed);
  let b = hashText(seed, a);
  let c = hashText(seed, b);
  let counter = 1;
  const step = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  // Twelve rounds mix short seeds (the author's advice).
  for (let i = 0; i < 12; i++) step();
  return step;
}

function pickWeighted<T>(table: readonly (readonly [T, number])[], point: number): T {
  let total = 0;
  for (const [, weight] of table) total += weight;
  let left = point * total;
  for (const [value, weight] of table) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = table.at(-1);
  if (!last) throw new Error("nothing to pick from");
  return last[0];
}
