/** Clusters of mentions that are not persons: nodes are mentions, edges come from shared keys, decisions win. */
import { clusterNodes, type Edges } from "./cluster.ts";
import type { LinkReason, PairDecision } from "./contract.ts";

/** A key that ties mentions together. */
export interface Tie {
  /** Position among the mentions of the kind. */
  readonly position: number;
  readonly key: string;
  readonly method: string;
  /** Base-2 logarithm of the Bayes factor of sharing this key. */
  readonly weight: number;
}

/** An edge between two mentions (by position) that was scored directly. */
export interface DirectEdge {
  readonly one: number;
  readonly other: number;
  readonly method: string;
  readonly weight: number;
}

export interface Grouped {
  /** Representative position by position. */
  readonly rootOf: Int32Array;
  readonly reasons: readonly LinkReason[];
  readonly refused: readonly DirectEdge[];
}

/** Clusters `mentionOf.length` mentions. `contradict` is asked by position; `decisions` are by mention index. */
export function groupMentions(
  mentionOf: readonly number[],
  ties: readonly Tie[],
  direct: readonly DirectEdge[],
  decisions: readonly PairDecision[],
  contradict: (one: number, other: number) => boolean,
  fingerprints: Float64Array,
): Grouped {
  const edges = [...edgesOfTies(ties), ...direct];
  const position = new Map(mentionOf.map((mention, index) => [mention, index]));
  const decided = (same: boolean): [number, number][] =>
    decisions
      .filter((decision) => decision.same === same && position.has(decision.left) && position.has(decision.right))
      .map((decision) => [position.get(decision.left) as number, position.get(decision.right) as number]);
  const columns: Edges = {
    count: edges.length,
    one: Int32Array.from(edges, (edge) => edge.one),
    other: Int32Array.from(edges, (edge) => edge.other),
    score: Float64Array.from(edges, (edge) => edge.weight),
  };
  const same = decided(true);
  const { rootOf, refused } = clusterNodes(mentionOf.length, columns, { same, different: decided(false), contradict, fingerprints });
  const best: (DirectEdge | undefined)[] = [];
  for (const edge of edges) {
    if (rootOf[edge.one] !== rootOf[edge.other]) continue;
    for (const end of [edge.one, edge.other]) if ((best[end]?.weight ?? 0) < edge.weight) best[end] = edge;
  }
  const byHand = new Set(same.flat());
  const reasons = Array.from({ length: mentionOf.length }, (_, index): LinkReason => {
    if (byHand.has(index)) return { method: "decision", weight: Number.MAX_SAFE_INTEGER };
    const edge = best[index];
    return edge ? { method: edge.method, weight: edge.weight } : { method: "alone", weight: 0 };
  });
  return { rootOf, reasons, refused: refused.map((index) => edges[index] as DirectEdge) };
}

/** Mentions that share a key form a chain of edges; a chain clusters what a full mesh would. */
function edgesOfTies(ties: readonly Tie[]): DirectEdge[] {
  const last = new Map<string, number>();
  const edges: DirectEdge[] = [];
  for (const tie of ties) {
    const before = last.get(tie.key);
    if (before !== undefined && before !== tie.position)
      edges.push({ one: before, other: tie.position, method: tie.method, weight: tie.weight });
    last.set(tie.key, tie.position);
  }
  return edges;
}
