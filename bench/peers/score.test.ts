import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bestPairs, clustersOf, pairsAt, readPairs } from "./score.ts";

const folder = mkdtempSync(join(tmpdir(), "weinao-score-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Three rows of A are three pairs, two of B one.
const truth = ["A", "A", "A", "B", "B"];

test("pairs are judged at a threshold and at the best one, ties taken together", () => {
  const path = join(folder, "pairs.csv");
  writeFileSync(path, "0,3,0.6\n0,1,0.9\n3,4,0.7\n1,2,0.6\n2,4,0.2\n");
  const pairs = readPairs(path, truth);
  expect(pairsAt(pairs, truth, 0.65)).toMatchObject({ precision: 1, recall: 0.5 });
  expect(pairsAt(pairs, truth, 0.5)).toMatchObject({ precision: 0.75, recall: 0.75, f1: 0.75 });
  expect(bestPairs(pairs, truth)).toMatchObject({ threshold: 0.6, f1: 0.75 });
});

test("clusters are judged by the pairs that they hold", () => {
  const path = join(folder, "clusters.csv");
  writeFileSync(path, "0,x\n1,x\n3,x\n2,y\n4,z\n");
  expect(clustersOf(path, truth)).toMatchObject({ precision: 1 / 3, recall: 1 / 4 });
  expect(clustersOf(join(folder, "none.csv"), truth)).toBeNull();
});
