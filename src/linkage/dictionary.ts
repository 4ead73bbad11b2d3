/** Dictionary encoding: every distinct text once, records hold whole numbers. */
import { doubles } from "./flat-arrays.ts";

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

/** An empty dictionary. */
export function createDictionary(): Dictionary {
  const texts = [""];
  const codes = new Map<string, number>();
  let fingerprints = doubles(1024).fill(-1);
  return {
    texts,
    encode(text) {
      if (text === "") return 0;
      const known = codes.get(text);
      if (known !== undefined) return known;
      const code = texts.length;
      texts.push(text);
      codes.set(text, code);
      return code;
    },
    find: (text) => codes.get(text) ?? 0,
    fingerprint(code) {
      if (code >= fingerprints.length) {
        const grown = doubles(Math.max(code + 1, fingerprints.length * 2)).fill(-1);
        grown.set(fingerprints);
        fingerprints = grown;
      }
      let value = fingerprints[code] as number;
      if (value < 0) {
        value = fingerprintOf(texts[code] as string);
        fingerprints[code] = value;
      }
      return value;
    },
  };
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
