/** Long texts that are each other's closest by their words: the strongest sign that two titles name one thing, however differently they do it. */
import { hashKey } from "../blocking.ts";
import { fingerprintOf } from "../dictionary.ts";
import { doubles, integers } from "../flat-arrays.ts";
import { type CodedColumn, type CodedTable, filesOfValues } from "./columns.ts";
import { type WordTable, wordSimilarity, wordTable } from "./words.ts";

/** Values that one is compared with, those of its rarest words first: so many in a small table, fewer in one of many values. */
const COMPARED_MAX = 1000;
const COMPARED_MIN = 30;
const COMPARED_ALL = 20_000_000;

/** Values less alike than this are closest to each other only for want of anything closer. */
const ALIKE_MIN = 0.2;
const UNIT = 1e6;

/** The values of a column that are each other's closest. */
export interface ClosestValues {
  /** By value code: a number that exactly two values have, which are each other's closest; 0 for a value without such a partner. */
  readonly hashes: Int32Array;
  /** By value code: how many times as close it is to its partner as either is to any other value. */
  readonly leads: Float64Array;
}

const known = new WeakMap<CodedColumn, ClosestValues>();

/** The values that are each other's closest (cosine of their words, rare ones weighing more) among those whose rows may be the same. */
export function closestValues(table: CodedTable, column: CodedColumn): ClosestValues {
  const found = known.get(column) ?? findClosest(table, column);
  known.set(column, found);
  return found;
}

function findClosest(table: CodedTable, column: CodedColumn): ClosestValues {
  const words = wordTable(column);
  const values = column.dictionary.texts.length;
  const holders = holdersOf(words, values);
  const files = filesOfValues(table, column);
  const print = (value: number): number => column.dictionary.fingerprint(value);
  const limit = Math.max(COMPARED_MIN, Math.min(COMPARED_MAX, Math.floor(COMPARED_ALL / values)));
  const seen = integers(values);
  const best = integers(values);
  const similarities = integers(values);
  const seconds = integers(values);
  for (let value = 1; value < values; value++) {
    let [most, tie, second] = [0, 0, 0];
    if (isRepeated(column, files, value)) {
      // What other rows state word for word is closest to itself, also before the same words in another order.
      [most, tie] = [UNIT, Number.POSITIVE_INFINITY];
      best[value] = value;
    }
    forHolders(words, holders, value, limit, (other) => {
      if (seen[other] === value || other === value || (files !== null && files[value] === files[other])) return;
      seen[other] = value;
      // Rounded, since sums of the same words in another order differ in their last digits.
      const similarity = Math.round(wordSimilarity(words, value, other) * UNIT);
      const order = hashKey((print(value) + print(other)) % Number.MAX_SAFE_INTEGER) >>> 0;
      if (similarity < most || (similarity === most && order < tie)) {
        second = Math.max(second, similarity);
        return;
      }
      second = most;
      [most, tie] = [similarity, order];
      best[value] = other;
    });
    similarities[value] = most;
    seconds[value] = second;
  }
  const hashes = integers(values);
  const leads = doubles(values);
  for (let value = 1; value < values; value++) {
    const other = best[value] as number;
    if (other < value || best[other] !== value || (similarities[value] as number) < ALIKE_MIN * UNIT) continue;
    if (other > value) hashes[value] = hashes[other] = hashKey(Math.min(print(value), print(other))) || 1;
    const next = Math.max(seconds[value] as number, seconds[other] as number, 1);
    leads[value] = leads[other] = (similarities[value] as number) / next;
  }
  return { hashes, leads };
}

/** Whether several rows state a value: of several files where there are such, of the one otherwise. */
function isRepeated({ counts }: CodedColumn, files: Int32Array | null, value: number): boolean {
  return files === null ? (counts[value] as number) > 1 : files[value] === -1;
}

/** The values that hold each word, and the place of each word when the rarest stand first. */
interface Holders {
  /** Word w is held by `values[starts[w]] … values[starts[w + 1] - 1]`. */
  readonly starts: Int32Array;
  readonly values: Int32Array;
  readonly rank: Int32Array;
}

function holdersOf({ starts, words, texts }: WordTable, values: number): Holders {
  const begin = integers(texts.length + 1);
  for (const word of words) begin[word + 1] = (begin[word + 1] as number) + 1;
  for (let word = 0; word < texts.length; word++) begin[word + 1] = (begin[word + 1] as number) + (begin[word] as number);
  const next = begin.slice();
  const held = integers(words.length);
  for (let value = 1; value < values; value++)
    for (let at = starts[value] as number; at < (starts[value + 1] as number); at++) {
      const word = words[at] as number;
      held[next[word] as number] = value;
      next[word] = (next[word] as number) + 1;
    }
  const prints = doubles(texts.length);
  texts.forEach((text, word) => {
    prints[word] = fingerprintOf(text);
  });
  const sizeOf = (word: number): number => (begin[word + 1] as number) - (begin[word] as number);
  const order = Int32Array.from(texts, (_, word) => word).sort(
    (a, b) => sizeOf(a) - sizeOf(b) || (prints[a] as number) - (prints[b] as number),
  );
  const rank = integers(texts.length);
  order.forEach((word, place) => {
    rank[word] = place;
  });
  return { starts: begin, values: held, rank };
}

/** Visits the values that share a word with one, by its rarest words first, until a word would bring up more than `limit` in all. */
function forHolders(words: WordTable, holders: Holders, value: number, limit: number, visit: (other: number) => void): void {
  const own = words.words.slice(words.starts[value], words.starts[value + 1]);
  own.sort((a, b) => (holders.rank[a] as number) - (holders.rank[b] as number));
  let visited = 0;
  for (const word of own) {
    const [from, to] = [holders.starts[word] as number, holders.starts[word + 1] as number];
    visited += to - from;
    if (visited > limit) return;
    for (let at = from; at < to; at++) visit(holders.values[at] as number);
  }
}
