/** Dictionary encoding: every distinct text once, records hold whole numbers. */
import { doubles, integers } from "./flat-arrays.ts";

export interface Dictionary {
  /** Texts by code; code 0 is "nothing said". */
  readonly texts: string[];
  /** Code of a text, a new one when it was not seen before. */
  encode(text: string): number;
  /** Code of a text, 0 when it was never encoded. */
  find(text: string): number;
  /** A 53-bit number of the text with this code that is the same in every run and order. */
  fingerprint(code: number): number;
}

/**
 * An empty dictionary. An open table of hashes and codes instead of a Map: with a million texts it is smaller and quicker, and the
 * collector has nothing to walk.
 */
export function createDictionary(): Dictionary {
  const texts = [""];
  // A single record is judged with a dozen dictionaries: what begins large costs it more than all comparing.
  let capacity = 1 << 6;
  let slots = integers(capacity);
  // The table is never more than half full, so there are at most half as many codes as slots.
  let fingerprints = doubles(capacity / 2 + 2);
  const slotOf = (text: string, hash: number): number => {
    let slot = mixed(hash) & (capacity - 1);
    for (;;) {
      const code = slots[slot] as number;
      if (code === 0 || (fingerprints[code] === hash && texts[code] === text)) return slot;
      slot = (slot + 1) & (capacity - 1);
    }
  };
  const grow = (): void => {
    capacity *= capacity < 1 << 20 ? 4 : 2;
    const grown = doubles(capacity / 2 + 2);
    grown.set(fingerprints);
    fingerprints = grown;
    slots = integers(capacity);
    for (let code = 1; code < texts.length; code++) {
      let slot = mixed(fingerprints[code] as number) & (capacity - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (capacity - 1);
      slots[slot] = code;
    }
  };
  return {
    texts,
    encode(text) {
      if (text === "") return 0;
      const hash = fingerprintOf(text);
      const slot = slotOf(text, hash);
      const known = slots[slot] as number;
      if (known !== 0) return known;
      const code = texts.length;
      texts.push(text);
      slots[slot] = code;
      fingerprints[code] = hash;
      if (code * 2 > capacity) grow();
      return code;
    },
    find: (text) => (text === "" ? 0 : (slots[slotOf(text, fingerprintOf(text))] as number)),
    fingerprint: (code) => fingerprints[code] as number,
  };
}

function mixed(hash: number): number {
  return Math.imul((hash >>> 0) ^ ((hash / 4294967296) >>> 0), 0x9e3779b1) >>> 7;
}

/** A 53-bit hash of a text (two 32-bit FNV-style mixes) that is the same in every run. */
export function fingerprintOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = (Math.imul(high ^ unit, 0x85ebca6b) + index) | 0;
  }
  return ((high ^ (high >>> 15)) & 0x1fffff) * 4294967296 + (low >>> 0);
}
