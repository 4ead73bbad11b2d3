import { describe, expect, it } from "vitest";
import { clusterByAverage } from "./average-clusters.ts";
import { collectScored } from "./scored-pairs.ts";

/** Clusters `rows` rows whose log-odds a function gives, by the pairs that stand above zero. */
function cluster(rows: number, score: (one: number, other: number) => number): string[] {
  const scored = collectScored();
  for (let one = 0; one < rows; one++)
    for (let other = one + 1; other < rows; other++) if (score(one, other) > 0) scored.add(one, other, score(one, other));
  const rankOf = Int32Array.from({ length: rows }, (_, row) => row);
  const roots = clusterByAverage(rows, scored.finish(), { score: (a, b) => score(Math.min(a, b), Math.max(a, b)), threshold: 0, rankOf });
  const groups = new Map<number, number[]>();
  for (const [row, root] of roots.entries()) groups.set(root, [...(groups.get(root) ?? []), row]);
  return [...groups.values()].map((members) => members.join(" ")).sort();
}

describe("clusterByAverage", () => {
  it("cuts two clusters that one strong link holds together", () => {
    const side = (row: number): number => (row < 4 ? 0 : 1);
    expect(cluster(8, (one, other) => (side(one) === side(other) ? 8 : one === 3 && other === 4 ? 9 : -9))).toEqual(["0 1 2 3", "4 5 6 7"]);
  });

  it("does not let a long chain of neighbours become one cluster, however long", () => {
    for (const rows of [12, 500]) {
      const clusters = cluster(rows, (one, other) => (other - one === 1 ? 6 : -6));
      expect(Math.max(...clusters.map((members) => members.split(" ").length))).toBeLessThanOrEqual(2);
    }
  });

  it("keeps together a cluster in which a few pairs disagree", () => {
    expect(cluster(6, (one, other) => (one === 0 && other === 5 ? -4 : 5))).toEqual(["0 1 2 3 4 5"]);
  });
});
