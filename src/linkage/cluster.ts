/** From scored pairs to clusters that do not chain: agglomeration in the order of weight, never across a contradiction. */
import { countingUp, integers } from "./flat-arrays.ts";

/** Scored pairs as columns. */
export interface Edges {
  readonly count: number;
  readonly one: Int32Array;
  readonly other: Int32Array;
  readonly score: Float64Array;
}

export interface ClusterRules {
  /** Pairs of nodes that a human joined, and that a human kept apart. */
  readonly same: readonly (readonly [number, number])[];
  readonly different: readonly (readonly [number, number])[];
  /** Whether two nodes can never be one element, whatever else ties them together; null where nothing can. */
  readonly contradict: ((one: number, other: number) => boolean) | null;
  /** Order-independent content number of a node, to break ties. */
  readonly fingerprints: Float64Array;
}

export interface Clusters {
  /** Representative node by node. */
  readonly rootOf: Int32Array;
  /** Edges (indices) that would have joined, but for a contradiction. */
  readonly refused: readonly number[];
}

/** Most cross pairs that are checked before two large clusters join. */
const CHECKS_MAX = 2000;

/** Joins the nodes of all edges, strongest first, as long as no two members of a cluster contradict each other. */
export function clusterNodes(nodeCount: number, edges: Edges, rules: ClusterRules): Clusters {
  const forest = createForest(nodeCount);
  const apart = new Map<number, Set<number>>();
  for (const [one, other] of rules.different) {
    apart.set(one, (apart.get(one) ?? new Set()).add(other));
    apart.set(other, (apart.get(other) ?? new Set()).add(one));
  }
  const forbidden = (one: number, other: number): boolean => apart.size > 0 && crosses(forest, apart, one, other);
  for (const [one, other] of rules.same) if (!forbidden(forest.find(one), forest.find(other))) forest.join(one, other);
  const refused: number[] = [];
  const { contradict } = rules;
  // Without contradictions and decisions the order of joining changes nothing.
  const ordered = contradict !== null || apart.size > 0;
  const order = ordered ? inOrder(edges, rules.fingerprints) : null;
  for (let at = 0; at < edges.count; at++) {
    const edge = order ? (order[at] as number) : at;
    const one = forest.find(edges.one[edge] as number);
    const other = forest.find(edges.other[edge] as number);
    if (one === other) continue;
    if (forbidden(one, other)) continue;
    if (contradict && anyContradiction(forest, one, other, contradict)) refused.push(edge);
    else forest.join(one, other);
  }
  const rootOf = integers(nodeCount);
  for (let node = 0; node < nodeCount; node++) rootOf[node] = forest.find(node);
  return { rootOf, refused };
}

/** Edge indices by falling score; equal scores by content, so that the order of input does not matter. */
function inOrder(edges: Edges, fingerprints: Float64Array): Int32Array {
  const order = countingUp(edges.count);
  const low = (edge: number): number =>
    Math.min(fingerprints[edges.one[edge] as number] as number, fingerprints[edges.other[edge] as number] as number);
  const high = (edge: number): number =>
    Math.max(fingerprints[edges.one[edge] as number] as number, fingerprints[edges.other[edge] as number] as number);
  return order.sort((a, b) => (edges.score[b] as number) - (edges.score[a] as number) || low(a) - low(b) || high(a) - high(b));
}

interface Forest {
  find(node: number): number;
  join(one: number, other: number): void;
  /** Members of a root's cluster. */
  members(root: number, visit: (node: number) => boolean): boolean;
}

/** Union–find whose clusters can be walked: each cluster is a ring of `next`. */
function createForest(count: number): Forest {
  const parent = countingUp(count);
  const next = countingUp(count);
  const size = integers(count).fill(1);
  const find = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  return {
    find,
    join(one, other) {
      let a = find(one);
      let b = find(other);
      if (a === b) return;
      if ((size[a] as number) < (size[b] as number)) [a, b] = [b, a];
      parent[b] = a;
      size[a] = (size[a] as number) + (size[b] as number);
      const after = next[a] as number;
      next[a] = next[b] as number;
      next[b] = after;
    },
    members(root, visit) {
      let at = root;
      do {
        if (visit(at)) return true;
        at = next[at] as number;
      } while (at !== root);
      return false;
    },
  };
}

function anyContradiction(forest: Forest, one: number, other: number, contradict: (one: number, other: number) => boolean): boolean {
  let checks = 0;
  return forest.members(one, (mine) => forest.members(other, (theirs) => checks++ < CHECKS_MAX && contradict(mine, theirs)));
}

function crosses(forest: Forest, apart: ReadonlyMap<number, ReadonlySet<number>>, one: number, other: number): boolean {
  return forest.members(one, (mine) => {
    const others = apart.get(mine);
    return others !== undefined && forest.members(other, (theirs) => others.has(theirs));
  });
}
