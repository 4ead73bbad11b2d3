import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignElements } from "./assign-elements.ts";

function counter(): () => string {
  let next = 0;
  return () => `new-${String(next++).padStart(4, "0")}`;
}

describe("assignElements", () => {
  test("a cluster without a past gets a new id, one with a past keeps it", () => {
    const result = assignElements([0, 0, 1], ["a", null, null], ["m1", "m2", "m3"], counter());
    expect(result.elementOfCluster.get(0)).toBe("a");
    expect(result.elementOfCluster.get(1)).toBe("new-0000");
    expect([...result.created]).toEqual(["new-0000"]);
    expect(result.merged).toEqual([]);
    expect(result.split).toEqual([]);
  });

  test("two elements that meet become the older one", () => {
    const result = assignElements([0, 0, 0], ["b", "a", "b"], ["m1", "m2", "m3"], counter());
    expect(result.elementOfCluster.get(0)).toBe("a");
    expect(result.merged).toEqual([["b", "a"]]);
  });

  test("an element that falls apart goes on where most of it is", () => {
    const result = assignElements([0, 1, 1], ["a", "a", "a"], ["m1", "m2", "m3"], counter());
    expect(result.elementOfCluster.get(1)).toBe("a");
    expect(result.split).toEqual([["a", result.elementOfCluster.get(0)]]);
  });

  test("in even halves the earliest mention decides", () => {
    const result = assignElements([5, 7], ["a", "a"], ["m9", "m1"], counter());
    expect(result.elementOfCluster.get(7)).toBe("a");
  });

  test("running twice over the same clusters changes nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(6), fc.option(fc.nat(6)))), (pairs) => {
        const clusters = pairs.map(([cluster]) => cluster);
        const ids = pairs.map((_, index) => `m${String(index).padStart(4, "0")}`);
        const first = assignElements(
          clusters,
          pairs.map(([, prior]) => (prior === null ? null : `e${prior}`)),
          ids,
          counter(),
        );
        const assigned = clusters.map((cluster) => first.elementOfCluster.get(cluster) as string);
        expect(new Set(first.elementOfCluster.values()).size).toBe(first.elementOfCluster.size);
        const second = assignElements(clusters, assigned, ids, counter());
        expect(second.created.size).toBe(0);
        expect(second.merged).toEqual([]);
        expect(second.split).toEqual([]);
        expect(clusters.map((cluster) => second.elementOfCluster.get(cluster))).toEqual(assigned);
      }),
    );
  });
});
