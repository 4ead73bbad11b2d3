/** Which pairs of persons a human is asked about. */

import type { Edges } from "./cluster.ts";
import { doubles } from "./flat-arrays.ts";
import type { PersonNodes } from "./person-nodes.ts";

/** A question about two nodes. */
export interface NodeReview {
  readonly one: number;
  readonly other: number;
  /** Base-2 log-odds that they are one person; `weight` is without the prior. */
  readonly logOdds: number;
  readonly weight: number;
  readonly reason: string;
}

/** Pairs of nodes that may be one person: `score` holds the log-odds. */
export interface ScoredEdges extends Edges {
  readonly weight: Float64Array;
  readonly methods: readonly string[];
}

/** A pair as one number, whichever node comes first. */
export function pairKey(nodes: PersonNodes, one: number, other: number): number {
  return one < other ? one * nodes.count + other : other * nodes.count + one;
}

/** Margin (log2) by which one of two contradicting partners must be better before a node is given to it. */
export const MARGIN = 1.5;

/** One question, the strongest, for each two clusters between which one is open; `refused` and `torn` edges are told by index. */
export function reviewsOf(
  nodes: PersonNodes,
  edges: ScoredEdges,
  rootOf: Int32Array,
  refused: ReadonlySet<number>,
  torn: ReadonlySet<number>,
  different: readonly (readonly [number, number])[],
): NodeReview[] {
  // What a human parted is not asked again, whichever of the two clusters' mentions would ask.
  const settled = new Set(different.map(([one, other]) => pairKey(nodes, rootOf[one] as number, rootOf[other] as number)));
  const byClusters = new Map<number, NodeReview>();
  const bestInside = doubles(nodes.count).fill(Number.NEGATIVE_INFINITY);
  for (let edge = 0; edge < edges.count; edge++) {
    if (rootOf[edges.one[edge] as number] !== rootOf[edges.other[edge] as number]) continue;
    for (const node of [edges.one[edge] as number, edges.other[edge] as number])
      bestInside[node] = Math.max(bestInside[node] as number, edges.score[edge] as number);
  }
  const numberOf = numbersByCluster(nodes, rootOf);
  // A node that sits clearly better where it is leaves no question open.
  const isSettled = (node: number, logOdds: number): boolean => (bestInside[node] as number) > logOdds + MARGIN;
  for (let edge = 0; edge < edges.count; edge++) {
    const one = edges.one[edge] as number;
    const other = edges.other[edge] as number;
    const rootOne = rootOf[one] as number;
    const rootOther = rootOf[other] as number;
    const key = pairKey(nodes, rootOne, rootOther);
    if (rootOne === rootOther || settled.has(key)) continue;
    const held = byClusters.get(key);
    const logOdds = edges.score[edge] as number;
    if (held && held.logOdds >= logOdds) continue;
    if (refused.has(edge) && (isSettled(one, logOdds) || isSettled(other, logOdds))) continue;
    if (!refused.has(edge) && holdTwoNumbers(numberOf.get(rootOne), numberOf.get(rootOther))) continue;
    const reason = refused.has(edge) ? "contradiction" : torn.has(edge) ? "torn" : "middle-score";
    byClusters.set(key, { one, other, logOdds, weight: edges.weight[edge] as number, reason });
  }
  return [...byClusters.values()];
}

/** The valid resident number of each cluster that has one, by root; -1 where a human put two together. */
function numbersByCluster(nodes: PersonNodes, rootOf: Int32Array): Map<number, number> {
  const numberOf = new Map<number, number>();
  for (let node = 0; node < nodes.count; node++) {
    const number = nodes.onlyNumber[node] as number;
    const root = rootOf[node] as number;
    const held = numberOf.get(root);
    if (number > 0) numberOf.set(root, held === undefined || held === number ? number : -1);
  }
  return numberOf;
}

/** Whether two clusters have a number each: what is not sure of two of their rows is no question, since nobody holds two. */
function holdTwoNumbers(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && one > 0 && other > 0 && one !== other;
}
