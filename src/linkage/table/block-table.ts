/** Candidate pairs of a table by its blocking rules. */
import { collectPairs, hashKey } from "../blocking.ts";
import type { BlockingSpec } from "../contract.ts";
import type { CodedColumn, CodedTable } from "./columns.ts";
import { dateDigits } from "./levels.ts";

/** Largest group of rows with one key; a larger one is too common to be evidence. */
const GROUP_MAX = 400;

/** Every pair of rows that some rule finds, as `lower * rows + higher`, ascending. */
export function blockTable(table: CodedTable, rules: readonly BlockingSpec[]): Float64Array {
  const collector = collectPairs(table.rows);
  for (const rule of rules) {
    const keys = rule.map((key) => keyCodes(table, key));
    for (let row = 0; row < table.rows; row++) {
      const key = combine(keys, row);
      if (key >= 0) collector.key(row, key);
    }
    collector.endRule(GROUP_MAX);
  }
  return collector.finish();
}

/** Large tables are counted by one key in so many. */
const COUNTED_ROWS = 100_000;

/** About how many pairs a rule would give, counted without making them; every key of a small table, a fixed share of the keys of a large one. */
export function countPairs(table: CodedTable, rule: BlockingSpec): number {
  const keys = rule.map((key) => keyCodes(table, key));
  const share = Math.max(1, Math.ceil(table.rows / COUNTED_ROWS));
  const sizes = new Map<number, number>();
  const [first] = keys as [Int32Array];
  for (let row = 0; row < table.rows; row++) {
    // Whole groups are taken or left by their first key, before the dearer work of combining.
    if (share > 1 && (hashKey(first[row] as number) >>> 0) % share !== 0) continue;
    const key = combine(keys, row);
    if (key >= 0) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  let pairs = 0;
  for (const size of sizes.values()) if (size <= GROUP_MAX) pairs += (size * (size - 1)) / 2;
  return pairs * share;
}

function combine(keys: readonly Int32Array[], row: number): number {
  let combined = 0;
  for (const codes of keys) {
    const code = codes[row] as number;
    if (code === 0) return -1;
    combined = (hashKey(combined * 31 + code) >>> 0) * 2097152 + ((hashKey(combined + code * 17) >>> 0) & 0x1fffff);
  }
  return combined;
}

const cache = new WeakMap<CodedColumn, Map<string, Int32Array>>();

/** Codes of a key (`surname`, `surname:3`, `surname:-4`, `surname:sound`, `born:year`, `born:day`) by row; 0 for none. */
function keyCodes(table: CodedTable, key: string): Int32Array {
  const at = key.lastIndexOf(":");
  const name = at > 0 && !table.columns.has(key) ? key.slice(0, at) : key;
  const part = name === key ? "" : key.slice(at + 1);
  const column = table.columns.get(name);
  if (!column) throw new RangeError(`the table has no column ${name}`);
  const known = cache.get(column) ?? new Map<string, Int32Array>();
  cache.set(column, known);
  const made = known.get(part) ?? makeCodes(column, part);
  known.set(part, made);
  return made;
}

function makeCodes(column: CodedColumn, part: string): Int32Array {
  if (part === "") return column.codes;
  const parts = new Map<string, number>([["", 0]]);
  const byCode = Int32Array.from(column.dictionary.texts, (text) => {
    const cut = cutPart(text, part);
    const known = parts.get(cut);
    if (known !== undefined) return known;
    parts.set(cut, parts.size);
    return parts.size - 1;
  });
  return column.codes.map((code) => byCode[code] as number);
}

function cutPart(text: string, part: string): string {
  if (part === "sound") return soundKey(text);
  if (part === "year") return dateDigits(text).slice(0, 4);
  if (part === "day") return dateDigits(text).slice(4, 8);
  const length = Number(part);
  if (!Number.isInteger(length) || length === 0) throw new RangeError(`a blocking key has no part ${part}`);
  if (text.length < Math.abs(length)) return "";
  return length > 0 ? text.slice(0, length) : text.slice(length);
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
