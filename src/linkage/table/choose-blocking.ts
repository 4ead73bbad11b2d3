/** Blocking rules for a table of which a model is known: those that find the probable matches with the fewest pairs. */
import type { BlockingSpec } from "../contract.ts";
import { joinHashes, keyHashes } from "./block-keys.ts";
import type { CodedTable } from "./columns.ts";
import type { ColumnKind } from "./kinds.ts";
import type { CompiledComparison } from "./levels.ts";
import type { RowOrder } from "./row-order.ts";
import { drawAgreeing } from "./sample-pairs.ts";
import type { RowScorer } from "./score-table.ts";

/** Pairs that are looked at in each column for probable matches. */
const LOOKED_AT = 6_000;
/** What finding a match a second time is worth beside the first: rules that lean on different columns find what the sample lacks. */
const SECOND_WORTH = 0.2;
/** A rule must find so large a share of what is still missing. */
const GAIN_MIN = 0.0001;

export interface Choosing {
  readonly table: CodedTable;
  readonly rows: RowOrder;
  readonly compiled: readonly CompiledComparison[];
  readonly kinds: readonly ColumnKind[];
  readonly score: RowScorer;
}

/** Chooses rules of one or two keys, the most matches for the fewest pairs first. */
export function chooseBlocking(choosing: Choosing): BlockingSpec[] {
  const { table, compiled, kinds } = choosing;
  const matches = probableMatches(choosing);
  const keys = compiled.map(({ column }, at) => ["", ...PARTS[kinds[at] as ColumnKind]].map((part) => column + part));
  const offers = rulesOf(keys)
    .map((rule) => offerOf(table, rule, matches))
    .filter(({ found }) => found.length > 0);
  const budget = pairBudget(table.rows);
  const worth = new Float64Array(matches.count).fill(1);
  const chosen: BlockingSpec[] = [];
  let spent = 0;
  while (offers.length > 0) {
    let best = -1;
    let bestRate = 0;
    offers.forEach((offer, at) => {
      // What a rule adds only falls as others are chosen: one that was worse than the best is not looked at again.
      if (offer.rate <= bestRate || spent + offer.pairs > budget) return;
      let gain = 0;
      for (const match of offer.found) gain += worth[match] as number;
      offer.rate = gain < GAIN_MIN * matches.count ? 0 : gain / (offer.pairs + 0.2 * table.rows);
      if (offer.rate > bestRate) [best, bestRate] = [at, offer.rate];
    });
    if (best < 0) break;
    const [{ rule, pairs, found }] = offers.splice(best, 1) as [Offer];
    chosen.push(rule);
    spent += pairs;
    for (const match of found) worth[match] = worth[match] === 1 ? SECOND_WORTH : 0;
  }
  // Without a single probable match whatever is cheap is tried, so that the spec is complete.
  return chosen.length > 0 ? chosen : compiled.map(({ column }) => [column]);
}

/** Pairs that blocking may bring up: many for a small table, a few per row for a large one. */
function pairBudget(rows: number): number {
  return Math.max(6 * rows, Math.min(150 * rows, 2_000_000));
}

const PARTS: Readonly<Record<ColumnKind, readonly string[]>> = {
  key: [],
  empty: [],
  category: [],
  number: [],
  name: [":sound", ":3"],
  chineseName: [":1"],
  date: [":year", ":day"],
  identifier: [":4", ":-4"],
  email: [":4", ":word"],
  address: [":4", ":digits", ":rare"],
  text: [":4", ":word", ":rare"],
};

/** Every key alone, and with every key of another column. `keys` by column. */
function rulesOf(keys: readonly (readonly string[])[]): BlockingSpec[] {
  return keys.flatMap((own, at) =>
    own.flatMap((one) => [[one], ...keys.slice(at + 1).flatMap((others) => others.map((other) => [one, other]))]),
  );
}

interface Matches {
  readonly count: number;
  readonly one: readonly number[];
  readonly other: readonly number[];
}

/** Pairs that agree on some column and are probably the same. */
function probableMatches({ rows, compiled, score }: Choosing): Matches {
  const one: number[] = [];
  const other: number[] = [];
  for (const { coded, exactLevel } of compiled) {
    if (exactLevel < 0) continue;
    drawAgreeing(coded, rows.order, LOOKED_AT, (left, right) => {
      if (score(left, right) <= 0) return;
      one.push(left);
      other.push(right);
    });
  }
  return { count: one.length, one, other };
}

interface Offer {
  readonly rule: BlockingSpec;
  /** About how many pairs the rule gives. */
  readonly pairs: number;
  /** The matches that it finds. */
  readonly found: readonly number[];
  /** At most so much is found by each pair that the rule gives. */
  rate: number;
}

function offerOf(table: CodedTable, rule: BlockingSpec, matches: Matches): Offer {
  const keys = rule.map((key) => keyHashes(table, key));
  const hashOf = (row: number): number => {
    let joined = 0;
    for (const { codes, hashes } of keys) {
      const hash = hashes[codes[row] as number] as number;
      if (hash === 0) return 0;
      joined = joined === 0 ? hash : joinHashes(joined, hash);
    }
    return joined;
  };
  const found: number[] = [];
  for (let match = 0; match < matches.count; match++) {
    const hash = hashOf(matches.one[match] as number);
    if (hash !== 0 && hash === hashOf(matches.other[match] as number)) found.push(match);
  }
  return { rule, pairs: found.length === 0 ? 0 : countPairs(table.rows, hashOf), found, rate: Number.POSITIVE_INFINITY };
}

/** Large tables are counted by one key in so many. */
const COUNTED_ROWS = 100_000;

/** About how many pairs share a hash, counted without making them: every hash of a small table, a fixed share of the hashes of a large one. */
function countPairs(rows: number, hashOf: (row: number) => number): number {
  const share = Math.max(1, Math.ceil(rows / COUNTED_ROWS));
  const sizes = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const hash = hashOf(row);
    if (hash !== 0 && (hash >>> 0) % share === 0) sizes.set(hash, (sizes.get(hash) ?? 0) + 1);
  }
  let pairs = 0;
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2;
  return pairs * share;
}
