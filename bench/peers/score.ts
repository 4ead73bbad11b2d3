/** How right pairs and clusters are, against the truth. */
import { existsSync, readFileSync } from "node:fs";

export interface Rightness {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

interface FoundPair {
  readonly probability: number;
  readonly same: boolean;
}

/** Pairs of a file `left,right,probability`, the surest first. */
export function readPairs(path: string, truth: readonly string[]): FoundPair[] {
  return linesOf(path)
    .map(([left, right, probability]) => ({ probability: Number(probability), same: truth[Number(left)] === truth[Number(right)] }))
    .sort((one, other) => other.probability - one.probability);
}

/** Of the pairs at or above a probability. */
export function pairsAt(pairs: readonly FoundPair[], truth: readonly string[], threshold: number): Rightness {
  const taken = pairs.filter(({ probability }) => probability >= threshold);
  return rightness(taken.filter(({ same }) => same).length, taken.length, pairsWithin(truth));
}

/** At the probability that, knowing the truth, gives the best F1. */
export function bestPairs(pairs: readonly FoundPair[], truth: readonly string[]): Rightness & { readonly threshold: number } {
  const all = pairsWithin(truth);
  let best = { ...rightness(0, 0, all), threshold: 1 };
  let right = 0;
  pairs.forEach(({ same, probability }, at) => {
    if (same) right++;
    if (pairs[at + 1]?.probability === probability) return;
    const found = rightness(right, at + 1, all);
    if (found.f1 > best.f1) best = { ...found, threshold: probability };
  });
  return best;
}

/** Of all pairs that share a cluster in a file `row,cluster`; null where there is no such file. */
export function clustersOf(path: string, truth: readonly string[]): Rightness | null {
  if (!existsSync(path)) return null;
  const clusters: string[] = [];
  for (const [row, cluster] of linesOf(path)) clusters[Number(row)] = cluster as string;
  const both = pairsWithin(truth.map((label, row) => `${label} ${clusters[row]}`));
  return rightness(both, pairsWithin(clusters), pairsWithin(truth));
}

function linesOf(path: string): string[][] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.trim().split(","));
}

function pairsWithin(labels: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  let pairs = 0;
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2;
  return pairs;
}

function rightness(right: number, taken: number, all: number): Rightness {
  const precision = taken === 0 ? 1 : right / taken;
  const recall = all === 0 ? 1 : right / all;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
