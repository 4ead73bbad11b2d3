/** How alike two groupings of the same mentions are. */
import type { Alignment } from "./align.ts";
import { Tally, tallyOf } from "./tally.ts";

export interface Rates {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface LinkScore {
  /** Mentions that must be found. */
  readonly mentions: number;
  readonly truthClusters: number;
  readonly predictedClusters: number;
  readonly pairs: Rates;
  readonly clustersExact: Rates;
  readonly bcubed: Rates;
  readonly unlinkedMentions: number;
  /** Links on rows that hold no data. */
  readonly linksOnNonDataRows: number;
}

function rates(hits: number, predicted: number, truth: number): Rates {
  const precision = predicted ? hits / predicted : 1;
  const recall = truth ? hits / truth : 1;
  return { precision, recall, f1: f1Of(precision, recall) };
}

function f1Of(precision: number, recall: number): number {
  return precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
}

/** The figures of an alignment; mentions without a link are clusters of their own. */
export function linkScore({ aligned, spurious }: Alignment): LinkScore {
  const truth = [...aligned.map(({ truthId }) => truthId), ...spurious.map((_, i) => `~s${i}`)];
  const predicted = [...aligned.map(({ elementId }, i) => elementId ?? `~m${i}`), ...spurious];
  return {
    ...clusterScore(truth, predicted),
    unlinkedMentions: aligned.filter(({ elementId }) => elementId === null).length,
    linksOnNonDataRows: spurious.length,
  };
}

/** Compares two labellings of the same mentions. */
export function clusterScore(
  truth: readonly string[],
  predicted: readonly string[],
): Omit<LinkScore, "unlinkedMentions" | "linksOnNonDataRows"> {
  const truthSizes = new Tally();
  const predictedSizes = new Tally();
  const both = new Map<string, Tally>();
  truth.forEach((label, i) => {
    truthSizes.add(label);
    predictedSizes.add(predicted[i] as string);
    tallyOf(both, label).add(predicted[i] as string);
  });
  const pairs = (counts: Iterable<number>) => {
    let sum = 0;
    for (const n of counts) sum += (n * (n - 1)) / 2;
    return sum;
  };
  let shared = 0;
  let exact = 0;
  let precision = 0;
  let recall = 0;
  for (const [label, tally] of both) {
    const size = truthSizes.counts.get(label) as number;
    shared += pairs(tally.counts.values());
    for (const [other, n] of tally.counts) {
      const otherSize = predictedSizes.counts.get(other) as number;
      if (n === size && n === otherSize) exact++;
      precision += (n * n) / otherSize;
      recall += (n * n) / size;
    }
  }
  const mentions = Math.max(1, truth.length);
  return {
    mentions: truth.length,
    truthClusters: truthSizes.counts.size,
    predictedClusters: predictedSizes.counts.size,
    pairs: rates(shared, pairs(predictedSizes.counts.values()), pairs(truthSizes.counts.values())),
    clustersExact: rates(exact, predictedSizes.counts.size, truthSizes.counts.size),
    bcubed: {
      precision: precision / mentions,
      recall: recall / mentions,
      f1: f1Of(precision, recall) / (precision + recall ? mentions : 1),
    },
  };
}
