/** The words of a column's values, and how much of their meaning two values share. */
import { doubles, integers } from "../flat-arrays.ts";
import type { CodedColumn } from "./columns.ts";

/** Words by value code: word numbers of value v are `words[starts[v]] … words[starts[v + 1] - 1]`, ascending, each once. */
export interface WordTable {
  readonly starts: Int32Array;
  readonly words: Int32Array;
  /** By word: how rare it is among the rows, as the square of its inverse document frequency in bits. */
  readonly rarity: Float64Array;
  /** By value: the sum of its words' rarities. */
  readonly total: Float64Array;
  readonly texts: readonly string[];
}

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{N}])+/gu;
const CUT_CODE = /[a-z0-9]+(?:[-/.][a-z0-9]+)+/gu;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** The words of a standard text: runs of letters and digits, and codes with the marks inside them left out; of scripts written without spaces, every two neighbouring characters. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [run] of text.matchAll(WORD)) {
    for (const piece of UNSPACED.test(run) ? pairsOf([...run]) : [run]) if (!words.includes(piece)) words.push(piece);
  }
  // A model number is one word however it is cut: psl-x350h and pslx350h.
  for (const [code] of text.matchAll(CUT_CODE)) {
    const whole = code.replace(/[^\p{L}\p{N}]/gu, "");
    if (/\d/u.test(whole) && /[a-z]/u.test(whole) && !words.includes(whole)) words.push(whole);
  }
  return words;
}

function pairsOf(characters: readonly string[]): string[] {
  if (characters.length < 2) return [...characters];
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}

const tables = new WeakMap<CodedColumn, WordTable>();

/** The words of a column, taken apart once. */
export function wordTable(column: CodedColumn): WordTable {
  const known = tables.get(column);
  if (known) return known;
  const made = makeTable(column);
  tables.set(column, made);
  return made;
}

function makeTable({ dictionary: { texts }, counts }: CodedColumn): WordTable {
  const numbers = new Map<string, number>();
  const starts = integers(texts.length + 1);
  const flat: number[] = [];
  const frequency: number[] = [];
  let rows = 0;
  for (let code = 1; code < texts.length; code++) {
    const count = counts[code] as number;
    rows += count;
    const own = wordsOf(texts[code] as string).map((word) => {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      frequency[number] = (frequency[number] ?? 0) + count;
      return number;
    });
    own.sort((a, b) => a - b);
    for (const number of own) flat.push(number);
    starts[code + 1] = flat.length;
  }
  const rarity = Float64Array.from(frequency, (count) => Math.log2(1 + rows / count) ** 2);
  const total = doubles(texts.length);
  for (let code = 1; code < texts.length; code++) {
    // Summed in order of size, so that the sum does not depend on how words were numbered.
    const own = flat.slice(starts[code], starts[code + 1]).map((word) => rarity[word] as number);
    total[code] = own.sort((a, b) => a - b).reduce((sum, value) => sum + value, 0);
  }
  return { starts, words: Int32Array.from(flat), rarity, total, texts: [...numbers.keys()] };
}

/** Cosine similarity of two values' words in 0…1, rare words weighing more (TF–IDF). Symmetric. */
export function wordSimilarity({ starts, words, rarity, total }: WordTable, one: number, other: number): number {
  let i = starts[one] as number;
  let j = starts[other] as number;
  const endOne = starts[one + 1] as number;
  const endOther = starts[other + 1] as number;
  let shared = 0;
  while (i < endOne && j < endOther) {
    const a = words[i] as number;
    const b = words[j] as number;
    if (a === b) {
      shared += rarity[a] as number;
      i++;
      j++;
    } else if (a < b) i++;
    else j++;
  }
  return shared === 0 ? 0 : shared / Math.sqrt((total[one] as number) * (total[other] as number));
}
