/** Blocking rules for a table of which a model is known: those that find the probable matches with the fewest pairs. */
import type { BlockingSpec } from "../contract.ts";
import { integers } from "../flat-arrays.ts";
import { bitsInBoth, bitsWhere, countInBoth } from "./bits.ts";
import { joinHashes, keyHashes } from "./block-keys.ts";
import type { Candidates } from "./block-table.ts";
import { type CodedTable, mayBeSame } from "./columns.ts";
import type { ColumnKind } from "./kinds.ts";
import type { CompiledComparison } from "./levels.ts";
import type { RowOrder } from "./row-order.ts";
import { drawAgreeing, pairHash } from "./sample-pairs.ts";
import type { RowScorer } from "./score-table.ts";

/** Pairs that are looked at in each column for probable matches. */
const LOOKED_AT = 6_000;
const PILOT_LOOKED_AT = 60_000;
/** What finding a match a second time is worth beside the first: rules that lean on different columns find what the sample lacks. */
const SECOND_WORTH = 0.2;
/** A rule must find so large a share of the matches that are still missing; one of many pairs more. */
const GAIN_MIN = 0.0001;
const MANY_PAIRS = 1_000_000;

export interface Choosing {
  readonly table: CodedTable;
  readonly rows: RowOrder;
  readonly compiled: readonly CompiledComparison[];
  readonly kinds: readonly ColumnKind[];
  /** Candidate pairs that are known already, of long texts that share words. */
  readonly pilot: Candidates | null;
  readonly score: RowScorer;
}

/** Chooses rules of one or two keys, the most matches for the fewest pairs first. */
export function chooseBlocking(choosing: Choosing): BlockingSpec[] {
  const { table, compiled } = choosing;
  const matches = probableMatches(choosing);
  const offers = offersOf(choosing, matches);
  const budget = pairBudget(table.rows);
  const missing = bitsWhere(matches.count, () => true);
  const foundOnce = bitsWhere(matches.count, () => false);
  const chosen: BlockingSpec[] = [];
  let spent = 0;
  while (offers.length > 0) {
    let best = -1;
    let bestRate = 0;
    offers.forEach((offer, at) => {
      // What a rule adds only falls as others are chosen: one that was worse than the best is not looked at again.
      if (offer.rate <= bestRate || spent + offer.pairs > budget) return;
      const gain = countInBoth(offer.found, missing) + SECOND_WORTH * countInBoth(offer.found, foundOnce);
      const least = GAIN_MIN * Math.max(1, offer.pairs / MANY_PAIRS) ** 2;
      offer.rate = gain < least * matches.count ? 0 : gain / (offer.pairs + 0.2 * table.rows);
      if (offer.rate > bestRate) [best, bestRate] = [at, offer.rate];
    });
    if (best < 0) break;
    const [{ rule, pairs, found }] = offers.splice(best, 1) as [Offer];
    chosen.push(rule);
    spent += pairs;
    found.forEach((bits, at) => {
      const first = bits & (missing[at] as number);
      missing[at] = (missing[at] as number) & ~first;
      foundOnce[at] = ((foundOnce[at] as number) & ~bits) | first;
    });
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
  amount: [":4"],
  name: [":sound", ":3"],
  chineseName: [":1"],
  date: [":year", ":day"],
  identifier: [":4", ":-4"],
  email: [":4", ":word"],
  address: [":4", ":digits", ":rare"],
  text: [":4", ":word", ":rare"],
  longText: [":4", ":word", ":rare", ":closest"],
};

/** A key that gives so few pairs for each row is not worth narrowing by another. */
const CHEAP = 1.5;

/** Every key alone, and with every key of another column where neither is cheap alone; those that find something. */
function offersOf({ table, rows, compiled, kinds }: Choosing, matches: Matches): Offer[] {
  const keys = compiled.map(({ column }, at) => ["", ...PARTS[kinds[at] as ColumnKind]].map((part) => column + part));
  const counted = countedRows(table, rows.order);
  const countPairs = pairCounter(table);
  const offer = (rule: BlockingSpec, found: Int32Array): Offer => {
    const finds = found.some((bits) => bits !== 0);
    return { rule, found, pairs: finds ? countPairs(rule, counted(rule)) : 0, rate: finds ? Number.POSITIVE_INFINITY : 0 };
  };
  const single = keys.map((own) => own.map((key) => offer([key], matchesWithKey(table, key, matches))));
  const wide = single.map((own) => own.filter(({ pairs }) => pairs > CHEAP * table.rows));
  const double = wide.flatMap((own, at) =>
    own.flatMap((one) =>
      wide
        .slice(at + 1)
        .flatMap((others) => others.map((other) => offer([...one.rule, ...other.rule], bitsInBoth(one.found, other.found)))),
    ),
  );
  return [...single.flat(), ...double].filter(({ rate }) => rate > 0);
}

interface Matches {
  readonly count: number;
  readonly one: Int32Array;
  readonly other: Int32Array;
}

/** Pairs that agree on some column and are probably the same. */
function probableMatches({ table, rows, compiled, pilot, score }: Choosing): Matches {
  const one = integers(LOOKED_AT * (compiled.length + 1));
  const other = integers(one.length);
  let count = 0;
  for (const { coded, exactLevel } of compiled) {
    if (exactLevel < 0) continue;
    drawAgreeing(coded, rows.order, LOOKED_AT, (left, right) => {
      if (!mayBeSame(table, left, right) || score(left, right) <= 0) return;
      one[count] = left;
      other[count++] = right;
    });
  }
  const stride = Math.max(1, Math.ceil((pilot?.pairsMax ?? 0) / PILOT_LOOKED_AT));
  const most = count + LOOKED_AT;
  pilot?.visit((left, right) => {
    if (count === most || (stride > 1 && pairHash(rows, left, right) % stride !== 0)) return;
    if (score(left, right) <= 0) return;
    one[count] = left;
    other[count++] = right;
  });
  return { count, one, other };
}

interface Offer {
  readonly rule: BlockingSpec;
  /** About how many pairs the rule gives. */
  readonly pairs: number;
  /** The matches that it finds, as bits. */
  readonly found: Int32Array;
  /** At most so much is found by each pair that the rule gives. */
  rate: number;
}

/** The rows by which a rule is counted, and how many pairs each pair among them stands for. */
interface CountedRows {
  readonly rows: Int32Array;
  readonly scale: number;
}

/** The matches of which both rows have the same key, as bits. */
function matchesWithKey(table: CodedTable, key: string, { count, one, other }: Matches): Int32Array {
  const { codes, hashes } = keyHashes(table, key);
  return bitsWhere(count, (match) => {
    const hash = hashes[codes[one[match] as number] as number] as number;
    return hash !== 0 && hash === hashes[codes[other[match] as number] as number];
  });
}

/** Large tables are counted by so many rows. */
const COUNTED_ROWS = 40_000;
/** A sample of a key's values is fair only where there are many of them: else the commonest may be in it or not. */
const VALUES_MIN = 20_000;

/**
 * The rows to count by: all of a small table. Of a large one those with a fixed share of the values of the rule's finer key, which keeps whole
 * groups together; where both keys are coarse, and groups large, a fixed share of the rows.
 */
function countedRows(table: CodedTable, order: Int32Array): (rule: BlockingSpec) => CountedRows {
  const share = Math.ceil(table.rows / COUNTED_ROWS);
  if (share <= 1) return () => ({ rows: order, scale: 1 });
  const some = order.filter((_, rank) => rank % share === 0);
  const known = new Map<string, { readonly values: number; readonly rows: Int32Array }>();
  const sampleOf = (key: string): { readonly values: number; readonly rows: Int32Array } => {
    const found = known.get(key);
    if (found) return found;
    const { codes, hashes } = keyHashes(table, key);
    const values = new Set(hashes).size;
    const isTaken = (row: number): boolean => {
      const hash = hashes[codes[row] as number] as number;
      return hash !== 0 && (hash >>> 0) % share === 0;
    };
    const made = { values, rows: values < VALUES_MIN ? some : order.filter(isTaken) };
    known.set(key, made);
    return made;
  };
  return (rule) => {
    const [finest] = rule.map(sampleOf).sort((a, b) => b.values - a.values) as [ReturnType<typeof sampleOf>];
    return { rows: finest.rows, scale: finest.values < VALUES_MIN ? share ** 2 : share };
  };
}

/** Tells about how many pairs of rows share all keys of a rule, counted without making them. */
function pairCounter(table: CodedTable): (rule: BlockingSpec, counted: CountedRows) => number {
  // An open table of hashes and how often each was met: a Map of so many costs ten times as much.
  let slots = integers(1 << 12);
  let sizes = integers(1 << 12);
  return (rule, { rows, scale }) => {
    if (slots.length < rows.length * 2) {
      const capacity = 2 ** Math.ceil(Math.log2(rows.length * 2));
      slots = integers(capacity);
      sizes = integers(capacity);
    } else {
      slots.fill(0);
      sizes.fill(0);
    }
    const hashOf = rowHashes(table, rule);
    let pairs = 0;
    for (const row of rows) {
      const hash = hashOf(row);
      if (hash === 0) continue;
      let slot = (hash ^ (hash >>> 13)) & (slots.length - 1);
      while (slots[slot] !== hash && slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = hash;
      pairs += sizes[slot] as number;
      sizes[slot] = (sizes[slot] as number) + 1;
    }
    return pairs * scale;
  };
}

/** By row: a hash of all keys of a rule, 0 where a row lacks one of them. */
function rowHashes(table: CodedTable, rule: BlockingSpec): (row: number) => number {
  const keys = rule.map((key) => keyHashes(table, key));
  return (row) => {
    let joined = 0;
    for (const { codes, hashes } of keys) {
      const hash = hashes[codes[row] as number] as number;
      if (hash === 0) return 0;
      joined = joined === 0 ? hash : joinHashes(joined, hash);
    }
    return joined;
  };
}
