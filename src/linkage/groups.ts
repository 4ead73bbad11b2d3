/** Clusters of mentions that are not persons: nodes are mentions, edges come from shared keys, decisions win. */

import { groupByKey } from "./blocking.ts";
import { clusterNodes, type Edges } from "./cluster.ts";
import type { LinkReason, PairDecision } from "./contract.ts";
import { integers } from "./flat-arrays.ts";

/** Why mentions that share a key belong together. */
export interface TieKind {
  readonly method: string;
  /** Base-2 logarithm of the Bayes factor of sharing such a key. */
  readonly weight: number;
}

/** Keys that tie mentions (by position among the mentions of the kind) together. */
export interface Ties {
  /** `space` keeps keys of different meaning apart (0…7); `key` is a whole number below 2^50. */
  add(position: number, kind: TieKind, space: number, key: number): void;
  readonly positions: readonly number[];
  readonly kinds: readonly TieKind[];
  readonly keys: readonly number[];
}

/** No ties yet; or a copy of those given, to add to. */
export function createTies(from?: Ties): Ties {
  const positions = from ? [...from.positions] : [];
  const kinds = from ? [...from.kinds] : [];
  const keys = from ? [...from.keys] : [];
  return {
    positions,
    kinds,
    keys,
    add(position, kind, space, key) {
      positions.push(position);
      kinds.push(kind);
      keys.push(key * 8 + space);
    },
  };
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

/**
 * Clusters `mentionOf.length` mentions. `contradict` is asked by position, and is null where nothing contradicts; `decisions` are by mention
 * index.
 */
export function groupMentions(
  mentionOf: readonly number[],
  ties: Ties,
  direct: readonly DirectEdge[],
  decisions: readonly PairDecision[],
  contradict: ((one: number, other: number) => boolean) | null,
  fingerprints: Float64Array,
): Grouped {
  const edges = edgesOf(ties, direct);
  const decided = decidedPairs(mentionOf, decisions);
  const { rootOf, refused } = clusterNodes(mentionOf.length, edges, {
    same: decided.same,
    different: decided.different,
    contradict,
    fingerprints,
  });
  const best = integers(mentionOf.length).fill(-1);
  for (let edge = 0; edge < edges.count; edge++) {
    const one = edges.one[edge] as number;
    const other = edges.other[edge] as number;
    if (rootOf[one] !== rootOf[other]) continue;
    const score = edges.score[edge] as number;
    if ((best[one] as number) < 0 || score > (edges.score[best[one] as number] as number)) best[one] = edge;
    if ((best[other] as number) < 0 || score > (edges.score[best[other] as number] as number)) best[other] = edge;
  }
  const byHand = new Set(decided.same.flat());
  const reasons = Array.from(
    best,
    (edge, position): LinkReason => (byHand.has(position) ? BY_HAND : edge < 0 ? ALONE : (edges.kinds[edge] as TieKind)),
  );
  return {
    rootOf,
    reasons,
    refused: refused.map((edge) => ({
      one: edges.one[edge] as number,
      other: edges.other[edge] as number,
      ...(edges.kinds[edge] as TieKind),
    })),
  };
}

/** The reason of a mention that a human placed: its weight is above every score. */
export const BY_HAND: LinkReason = { method: "decision", weight: 100 };
/** The reason of a mention that nothing ties to another. */
export const ALONE: LinkReason = { method: "alone", weight: 0 };

interface DecidedPairs {
  readonly same: readonly (readonly [number, number])[];
  readonly different: readonly (readonly [number, number])[];
}

function decidedPairs(mentionOf: readonly number[], decisions: readonly PairDecision[]): DecidedPairs {
  if (decisions.length === 0) return { same: [], different: [] };
  const position = new Map(mentionOf.map((mention, index) => [mention, index]));
  const of = (same: boolean): [number, number][] =>
    decisions
      .filter((decision) => decision.same === same && position.has(decision.left) && position.has(decision.right))
      .map((decision) => [position.get(decision.left) as number, position.get(decision.right) as number]);
  return { same: of(true), different: of(false) };
}

/** Mentions that share a key form a chain of edges; a chain clusters what a full mesh would. */
function edgesOf(ties: Ties, direct: readonly DirectEdge[]): Edges & { readonly kinds: readonly TieKind[] } {
  const groups = groupByKey(Float64Array.from(ties.keys));
  const one: number[] = [];
  const other: number[] = [];
  const kinds: TieKind[] = [];
  for (let group = 0; group < groups.count; group++) {
    for (let at = (groups.starts[group] as number) + 1; at < (groups.starts[group + 1] as number); at++) {
      const tie = groups.members[at] as number;
      const before = ties.positions[groups.members[at - 1] as number] as number;
      if (before === ties.positions[tie]) continue;
      one.push(before);
      other.push(ties.positions[tie] as number);
      kinds.push(ties.kinds[tie] as TieKind);
    }
  }
  for (const edge of direct) {
    one.push(edge.one);
    other.push(edge.other);
    kinds.push({ method: edge.method, weight: edge.weight });
  }
  return {
    count: one.length,
    one: Int32Array.from(one),
    other: Int32Array.from(other),
    score: Float64Array.from(kinds, (kind) => kind.weight),
    kinds,
  };
}
