import { expect } from "vitest";

/** Expects two partitions of the same rows to be one; row `at` of the second is row `order[at]` of the first. */
export function expectSameClusters(first: ArrayLike<number>, second: Iterable<number>, order: ArrayLike<number>): void {
  const root = new Map<number, number>();
  let at = 0;
  for (const cluster of second) {
    const mine = first[order[at] as number] as number;
    expect(root.get(cluster) ?? mine).toBe(mine);
    root.set(cluster, mine);
    at += 1;
  }
  expect(root.size).toBe(new Set(Array.from(first)).size);
}
