/** Pairs with their log-odds, as flat columns that grow. */
import type { ScoredPairs } from "../contract.ts";
import { countingUp, doubles, integers } from "../flat-arrays.ts";
import { sortByKey } from "./sort-by-key.ts";

/** Pairs of rows; `one` is the lower row. */
export interface LinkedPairs {
  readonly count: number;
  readonly one: Int32Array;
  readonly other: Int32Array;
  readonly logOdds: Float64Array;
}

/** Collects pairs. */
export function collectScored(): { add(one: number, other: number, logOdds: number): void; finish(): LinkedPairs } {
  let lower = integers(1 << 14);
  let higher = integers(1 << 14);
  let odds = doubles(1 << 14);
  let count = 0;
  return {
    add(one, other, logOdds) {
      if (count === lower.length) {
        lower = copied(integers(count * 2), lower);
        higher = copied(integers(count * 2), higher);
        odds = copied(doubles(count * 2), odds);
      }
      lower[count] = Math.min(one, other);
      higher[count] = Math.max(one, other);
      odds[count++] = logOdds;
    },
    finish: () => ({ count, one: lower.subarray(0, count), other: higher.subarray(0, count), logOdds: odds.subarray(0, count) }),
  };
}

function copied<T extends Int32Array | Float64Array>(into: T, from: T): T {
  into.set(from);
  return into;
}

/** Weights are told in thousandths of a bit. */
const UNIT = 1000;
const WEIGHT_MAX = 1_000_000;

/** The pairs as they are reported: the surest first, of equal ones those of the first rows. `prior`: log-odds of any two rows. */
export function reportPairs({ count, one, other, logOdds }: LinkedPairs, prior: number): ScoredPairs {
  const keys = integers(count);
  for (let pair = 0; pair < count; pair++) keys[pair] = Math.round((WEIGHT_MAX - ((logOdds[pair] as number) - prior)) * UNIT);
  const order = sortByKey(sortByKey(sortByKey(countingUp(count), other), one), keys);
  const weight = doubles(count);
  const probability = doubles(count);
  order.forEach((pair, at) => {
    const odds = logOdds[pair] as number;
    weight[at] = Math.round((odds - prior) * UNIT) / UNIT;
    probability[at] = Math.round(1e6 / (1 + 2 ** -odds)) / 1e6;
  });
  return { count, left: order.map((pair) => one[pair] as number), right: order.map((pair) => other[pair] as number), weight, probability };
}
