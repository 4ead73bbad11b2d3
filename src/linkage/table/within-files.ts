/** How much less readily two rows of one file are the same than two of different files: a list seldom names a thing twice. */
import type { CodedTable } from "./columns.ts";
import type { RowScorer } from "./score-table.ts";
import { collectScored, type LinkedPairs } from "./scored-pairs.ts";

const ROUNDS = 8;
/** Fewer pairs that are the same tell nothing of how they spread over the files. */
const PAIRS_MIN = 20;
const BITS_MAX = 8;
/** Bits are told in quarters, so that they do not hang on the order in which probabilities are added. */
const UNIT = 4;

/**
 * The bits to take from the log-odds of two rows of one file, 0…8, told from scored pairs: how much rarer the same are among all pairs of one file
 * than among those of different files. 0 where there is one file, where they are no rarer, or where too few are the same.
 */
export function withinFileBits({ rows, files, sources }: CodedTable, pairs: LinkedPairs): number {
  if (files === null || files === sources) return 0;
  const sizes = new Map<number, number>();
  for (const file of files) sizes.set(file, (sizes.get(file) ?? 0) + 1);
  let inFiles = 0;
  for (const size of sizes.values()) inFiles += (size * (size - 1)) / 2;
  const between = (rows * (rows - 1)) / 2 - inFiles;
  if (inFiles === 0 || between === 0) return 0;
  // From the most: what is the same within a file must say so by itself.
  let bits = BITS_MAX;
  for (let round = 0; round < ROUNDS; round++) {
    let [within, across] = [0, 0];
    for (let pair = 0; pair < pairs.count; pair++) {
      const odds = pairs.logOdds[pair] as number;
      if (files[pairs.one[pair] as number] === files[pairs.other[pair] as number]) within += 1 / (1 + 2 ** (bits - odds));
      else across += 1 / (1 + 2 ** -odds);
    }
    if (across < PAIRS_MIN) return 0;
    const rarer = Math.log2(across / between) - Math.log2(within / inFiles);
    bits = Math.round(Math.max(0, Math.min(BITS_MAX, rarer)) * UNIT) / UNIT;
  }
  return bits;
}

/** A scorer that takes so many bits from two rows of one file. */
export function lessWithinFiles({ files }: CodedTable, score: RowScorer, bits: number): RowScorer {
  return (one, other) => score(one, other) - (files !== null && files[one] === files[other] ? bits : 0);
}

/** Scored pairs with so many bits taken from those of one file; what falls below the least is left out. */
export function lowerWithinFiles({ files }: CodedTable, pairs: LinkedPairs, bits: number, least: number): LinkedPairs {
  const kept = collectScored();
  for (let pair = 0; pair < pairs.count; pair++) {
    const [one, other] = [pairs.one[pair] as number, pairs.other[pair] as number];
    const odds = (pairs.logOdds[pair] as number) - (files !== null && files[one] === files[other] ? bits : 0);
    if (odds >= least) kept.add(one, other, odds);
  }
  return kept.finish();
}
