/** The keys of blocking rules: a column, or a part of it that survives the slips that the whole does not. */
import { hashKey } from "../blocking.ts";
import { fingerprintOf } from "../dictionary.ts";
import { integers } from "../flat-arrays.ts";
import { closestValues } from "./closest.ts";
import type { CodedColumn, CodedTable } from "./columns.ts";
import { dateDigits } from "./levels.ts";
import { wordTable } from "./words.ts";

const cache = new WeakMap<CodedColumn, Map<string, Int32Array>>();

/** By value code of a key's column: a hash of the key (`surname`, `surname:3`, `surname:-4`, `name:sound`, `born:year`, …), 0 for none. */
export function keyHashes(table: CodedTable, key: string): { readonly codes: Int32Array; readonly hashes: Int32Array } {
  const at = key.lastIndexOf(":");
  const name = at > 0 && !table.columns.has(key) ? key.slice(0, at) : key;
  const part = name === key ? "" : key.slice(at + 1);
  const column = table.columns.get(name);
  if (!column) throw new RangeError(`the table has no column ${name}`);
  const known = cache.get(column) ?? new Map<string, Int32Array>();
  cache.set(column, known);
  const hashes = known.get(part) ?? hashParts(table, column, part);
  known.set(part, hashes);
  return { codes: column.codes, hashes };
}

function hashParts(table: CodedTable, column: CodedColumn, part: string): Int32Array {
  const { texts, fingerprint } = column.dictionary;
  const hashes = integers(texts.length);
  if (part === "rare") return rareWordHashes(column, hashes);
  if (part === "closest") return closestValues(table, column).hashes;
  const cut = part === "" ? null : cutterOf(part);
  for (let code = 1; code < texts.length; code++) {
    if (cut === null) hashes[code] = hashKey(fingerprint(code)) || 1;
    else {
      const piece = cut(texts[code] as string);
      hashes[code] = piece === "" ? 0 : hashKey(fingerprintOf(piece)) || 1;
    }
  }
  return hashes;
}

function cutterOf(part: string): (text: string) => string {
  switch (part) {
    case "sound":
      return soundKey;
    case "year":
      return (text) => dateDigits(text).slice(0, 4);
    case "day":
      return (text) => dateDigits(text).slice(4, 8);
    case "digits":
      return (text) => text.match(/\d+/gu)?.join("-") ?? "";
    case "word":
      return (text) => /[\p{L}\p{N}]+/u.exec(text)?.[0] ?? "";
  }
  const length = Number(part);
  if (!Number.isInteger(length) || length === 0) throw new RangeError(`a blocking key has no part ${part}`);
  return (text) => (text.length < Math.abs(length) ? "" : length > 0 ? text.slice(0, length) : text.slice(length));
}

/** The rarest word of each value that other values have too. */
function rareWordHashes(column: CodedColumn, hashes: Int32Array): Int32Array {
  const { starts, words, rarity, texts } = wordTable(column);
  const values = integers(texts.length);
  for (const word of words) values[word] = (values[word] as number) + 1;
  const prints = texts.map(fingerprintOf);
  // Of words that are equally rare any will do, but the same one each time.
  const isRarer = (word: number, other: number): boolean =>
    rarity[word] === rarity[other]
      ? (prints[word] as number) > (prints[other] as number)
      : (rarity[word] as number) > (rarity[other] as number);
  for (let code = 1; code < hashes.length; code++) {
    let best = -1;
    for (let at = starts[code] as number; at < (starts[code + 1] as number); at++) {
      const word = words[at] as number;
      if ((values[word] as number) < 2) continue;
      if (best < 0 || isRarer(word, best)) best = word;
    }
    if (best >= 0) hashes[code] = hashKey(prints[best] as number) || 1;
  }
  return hashes;
}

/** What is left of a word when vowels, repeats and the finer differences of consonants are taken away (after Soundex, Russell 1918). */
export function soundKey(text: string): string {
  const letters = text.replace(/[^\p{L}]/gu, "");
  const coded = letters
    .slice(1)
    .replace(/[aeiouyhw]/gu, "")
    .replace(/[bfpv]/gu, "1")
    .replace(/[cgjkqsxz]/gu, "2")
    .replace(/[dt]/gu, "3")
    .replace(/l/gu, "4")
    .replace(/[mn]/gu, "5")
    .replace(/r/gu, "6")
    .replace(/(.)\1+/gu, "$1");
  return letters === "" ? "" : letters.slice(0, 1) + coded.slice(0, 3);
}

/** By row: a hash of all keys of a rule, 0 where a row lacks one of them. */
export function ruleHashes(table: CodedTable, rule: readonly string[]): Int32Array {
  const hashes = integers(table.rows);
  rule.forEach((key, at) => {
    const own = keyHashes(table, key);
    for (let row = 0; row < hashes.length; row++) {
      const hash = own.hashes[own.codes[row] as number] as number;
      if (at === 0) hashes[row] = hash;
      else if (hashes[row] !== 0) hashes[row] = hash === 0 ? 0 : joinHashes(hashes[row] as number, hash);
    }
  });
  return hashes;
}

/** One hash of two. */
export function joinHashes(one: number, other: number): number {
  const mixed = Math.imul(one, 0x85ebca6b) ^ Math.imul(other, 0xc2b2ae35);
  return mixed ^ (mixed >>> 15) || 1;
}
