/** Which mentions of persons are the same person. */

import { collectPairs } from "./blocking.ts";
import { clusterNodes, type Edges } from "./cluster.ts";
import { DateLevel } from "./compare-date.ts";
import { IdentityLevel } from "./compare-identity.ts";
import { isSameName, NameLevel } from "./compare-name.ts";
import type { LinkMention, LinkReason, PairDecision, Surroundings } from "./contract.ts";
import { bytes, integers } from "./flat-arrays.ts";
import { ALONE, BY_HAND } from "./groups.ts";
import { knownCommon } from "./how-common.ts";
import { blockPersons } from "./person-blocking.ts";
import { PERSON_COMPARISONS, PERSON_THRESHOLDS, PersonComparison, PlainLevel } from "./person-model.ts";
import { type PersonNodes, personNodes } from "./person-nodes.ts";
import { MARGIN, type NodeReview, pairKey, reviewsOf, type ScoredEdges } from "./person-reviews.ts";
import { createPersonScorer, type PersonScore, type PersonScorer } from "./person-score.ts";
import type { PersonStatements, RecordContext } from "./person-statements.ts";
import type { RecordTable } from "./records.ts";

/** Persons of a community, clustered. */
export interface PersonLinks {
  readonly nodes: PersonNodes;
  /** Cluster root (a node) by position in `nodes.mentionOf`. */
  readonly clusterOf: Int32Array;
  /** By node. */
  readonly reasons: readonly LinkReason[];
  /** Pairs of nodes for a human, with the log-odds, the Bayes factor's logarithm and the reason. */
  readonly reviews: readonly NodeReview[];
}

/** Links all person mentions, or, within their surroundings, a part of them. Decisions are by mention index. */
export function linkPersons(
  mentions: readonly LinkMention[],
  said: PersonStatements,
  decisions: readonly PairDecision[],
  context: RecordContext,
  doorCodeOfHome: (home: number) => number,
  surroundings?: Surroundings,
): PersonLinks {
  const decided = new Set(decisions.flatMap((decision) => [decision.left, decision.right]));
  const nodes = personNodes(
    said,
    mentions,
    context,
    decided,
    surroundings && { newestYear: surroundings.knowledge.newestBirthYear, settled: surroundings.settled },
  );
  const pairs = blockPersons(nodes, doorCodeOfHome);
  const common = surroundings && knownCommon(nodes, statementsWith(nodes, surroundings), surroundings.counts);
  const scorer = createPersonScorer(nodes, PERSON_COMPARISONS, doorCodeOfHome, common);
  return judgePersons({ mentions, records: context.records, nodes, scorer, pairs }, decisions);
}

/** How many distinct statements about persons there are with those of the nodes: nodes of which no mention was counted before are new. */
export function statementsWith(nodes: PersonNodes, surroundings: Surroundings): number {
  const counted = bytes(nodes.count);
  nodes.mentionOf.forEach((mention, position) => {
    if (surroundings.counted[mention] === 1) counted[nodes.nodeOf[position] as number] = 1;
  });
  return surroundings.knowledge.statements + counted.reduce((sum, before) => sum + 1 - before, 0);
}

/** Person mentions as nodes, and the pairs of nodes that are to be judged. */
export interface PersonPairs {
  readonly mentions: readonly LinkMention[];
  readonly records: RecordTable;
  readonly nodes: PersonNodes;
  readonly scorer: PersonScorer;
  /** `lower * count + higher`, ascending. */
  readonly pairs: Float64Array;
}

/** Clusters the nodes by their scored pairs, the rules of the row, and decisions (by mention index). */
export function judgePersons(judging: PersonPairs, decisions: readonly PairDecision[]): PersonLinks {
  const { mentions, records, nodes, scorer, pairs } = judging;
  const decided = new Set(decisions.flatMap((decision) => [decision.left, decision.right]));
  const mates = recordMates(mentions, nodes, records);
  const edges = scoreEdges(nodes, scorer, pairs, mates);
  const nodeOfMention = new Map<number, number>();
  for (let position = 0; position < nodes.mentionOf.length; position++) {
    const mention = nodes.mentionOf[position] as number;
    if (decided.has(mention)) nodeOfMention.set(mention, nodes.nodeOf[position] as number);
  }
  const decidedPairs = (same: boolean): [number, number][] =>
    decisions
      .filter((decision) => decision.same === same && nodeOfMention.has(decision.left) && nodeOfMention.has(decision.right))
      .map((decision) => [nodeOfMention.get(decision.left) as number, nodeOfMention.get(decision.right) as number]);
  const strong = withoutTornNodes(nodes, edges, scorer, mates);
  const clusters = clusterNodes(nodes.count, strong.kept, {
    same: decidedPairs(true),
    different: decidedPairs(false),
    contradict: (one, other) => contradicts(nodes, scorer, mates, one, other),
    fingerprints: nodes.fingerprints,
  });
  const clusterOf = nodes.nodeOf.map((node) => clusters.rootOf[node] as number);
  return {
    nodes,
    clusterOf,
    reasons: reasonsOf(nodes, edges, clusters.rootOf, new Set(decidedPairs(true).flat())),
    reviews: reviewsOf(
      nodes,
      edges,
      clusters.rootOf,
      new Set(clusters.refused.map((index) => strong.indices[index] as number)),
      strong.torn,
      decidedPairs(false),
    ),
  };
}

/** Pairs of nodes that one row names in different roles: such people are two, unless a head is his own row's subject. */
interface RecordMates {
  readonly never: Float64Array;
  readonly unlessEqual: Float64Array;
}

function recordMates(mentions: readonly LinkMention[], nodes: PersonNodes, records: RecordTable): RecordMates {
  const nodeOfMention = integers(mentions.length).fill(-1);
  for (let position = 0; position < nodes.mentionOf.length; position++)
    nodeOfMention[nodes.mentionOf[position] as number] = nodes.nodeOf[position] as number;
  const never = collectPairs(nodes.count);
  const unlessEqual = collectPairs(nodes.count);
  for (let record = 0; record < records.count; record++) {
    const end = records.starts[record + 1] as number;
    for (let i = records.starts[record] as number; i < end; i++) {
      const mine = records.members[i] as number;
      if ((nodeOfMention[mine] as number) < 0) continue;
      for (let j = i + 1; j < end; j++) {
        const theirs = records.members[j] as number;
        if ((nodeOfMention[theirs] as number) < 0) continue;
        const apart = isNeverOne((mentions[mine] as LinkMention).role, (mentions[theirs] as LinkMention).role) ? never : unlessEqual;
        apart.add(nodeOfMention[mine] as number, nodeOfMention[theirs] as number);
      }
    }
  }
  return { never: never.finish(), unlessEqual: unlessEqual.finish() };
}

/** Whether two roles of one row are never played by one person. */
export function isNeverOne(one: string, other: string): boolean {
  return NEVER_ONE.has(`${one} ${other}`) || NEVER_ONE.has(`${other} ${one}`);
}

/** Roles that no one plays towards oneself. */
const NEVER_ONE = new Set([
  "subject spouse",
  "subject father",
  "subject mother",
  "subject guardian",
  "subject landlord",
  "landlord tenant",
  "father mother",
  "applicant counterparty",
]);

function scoreEdges(nodes: PersonNodes, scorer: PersonScorer, pairs: Float64Array, mates: RecordMates): ScoredEdges {
  const one: number[] = [];
  const other: number[] = [];
  const score: number[] = [];
  const weight: number[] = [];
  const methods: string[] = [];
  for (const pair of pairs) {
    const low = Math.floor(pair / nodes.count);
    const high = pair - low * nodes.count;
    if (scorer.hopeless(low, high)) continue;
    const result = scorer.score(low, high);
    if (result.logOdds < PERSON_THRESHOLDS.ask) continue;
    if (isTwoMates(mates, pair, result)) continue;
    if (outcomeOf(result) === "different") continue;
    if (result.levels[PersonComparison.identity] === IdentityLevel.validSlips && scorer.shareTable(low, high)) continue;
    one.push(low);
    other.push(high);
    score.push(Math.round(result.logOdds * 1024) / 1024);
    weight.push(result.weight);
    methods.push(methodOf(result));
  }
  return {
    count: one.length,
    one: Int32Array.from(one),
    other: Int32Array.from(other),
    score: Float64Array.from(score),
    weight: Float64Array.from(weight),
    methods,
  };
}

function isTwoMates(mates: RecordMates, pair: number, result: PersonScore): boolean {
  if (contains(mates.never, pair)) return true;
  const name = result.levels[PersonComparison.name] as number;
  const equal = isSameName(name) || result.levels[PersonComparison.identity] === IdentityLevel.exact;
  return !equal && contains(mates.unlessEqual, pair);
}

/** Whether an ascending array holds a value. */
function contains(sorted: Float64Array, value: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}

/** What a pair's score alone makes of it; clusters and rules of the row may forbid more. */
export function outcomeOf(result: PersonScore): "same" | "ask" | "different" {
  const { logOdds, levels } = result;
  if (isNameless(levels)) return "different";
  // Nobody holds two numbers: when all else agrees, one of them must be wrong, and that is for a human.
  const twoNumbers = levels[PersonComparison.identity] === IdentityLevel.different;
  if (logOdds >= PERSON_THRESHOLDS.same)
    return !twoNumbers ? "same" : levels[PersonComparison.sex] === PlainLevel.different ? "different" : "ask";
  const asked = logOdds >= PERSON_THRESHOLDS.ask && !twoNumbers && !onlyNamesAgree(result);
  return asked ? "ask" : "different";
}

/** Whether one side is nobody in particular: a phone or an address alone is anyone's of the family, and no question for a human. */
function isNameless(levels: Uint8Array): boolean {
  return (
    levels[PersonComparison.name] === NameLevel.missing &&
    levels[PersonComparison.identity] === IdentityLevel.missing &&
    levels[PersonComparison.unique] !== PlainLevel.same
  );
}

/** Whether nothing but the name speaks for a pair: too little to bother a human with. */
function onlyNamesAgree({ levels }: PersonScore): boolean {
  const identity = levels[PersonComparison.identity] as number;
  const nearId =
    identity !== IdentityLevel.missing &&
    identity !== IdentityLevel.different &&
    identity !== IdentityLevel.differentInvalid &&
    identity !== IdentityLevel.documentDifferent;
  if (nearId || levels[PersonComparison.birth] === DateLevel.exact || levels[PersonComparison.birth] === DateLevel.oneSlip) return false;
  for (let at = PersonComparison.phone; at <= PersonComparison.employer; at++)
    if (levels[at] === PlainLevel.same || levels[at] === PlainLevel.near) return false;
  return levels[PersonComparison.unique] !== PlainLevel.same;
}

/** Names the evidence that carries a pair; documented in the room's README. */
function methodOf({ levels }: PersonScore): string {
  const identity = levels[PersonComparison.identity] as number;
  const name = levels[PersonComparison.name] as number;
  if (identity === IdentityLevel.exact || identity === IdentityLevel.exactInvalid) return "exact-id";
  if (identity === IdentityLevel.documentExact) return "exact-document";
  if (identity === IdentityLevel.lostDigits || identity === IdentityLevel.oneSlip || identity === IdentityLevel.twoSlips) return "near-id";
  if (!isSameName(name)) return "probabilistic";
  if (levels[PersonComparison.birth] === DateLevel.exact) return "name-birth";
  if (levels[PersonComparison.phone] === PlainLevel.same) return "name-phone";
  if (levels[PersonComparison.household] === PlainLevel.same || levels[PersonComparison.home] === PlainLevel.same) return "name-home";
  return "probabilistic";
}

/** Contradiction (log2) from which two nodes are never put into one cluster by way of a third. */
const CONTRADICTION_MAX = -9;

function contradicts(nodes: PersonNodes, scorer: PersonScorer, mates: RecordMates, one: number, other: number): boolean {
  const result = scorer.score(one, other);
  const identity = result.levels[PersonComparison.identity] as number;
  const name = result.levels[PersonComparison.name] as number;
  if (identity === IdentityLevel.different) return true;
  // Twins have neighbouring numbers, both valid: only the very same name in another register makes one of them a misreading.
  if (identity === IdentityLevel.validSlips && (scorer.shareTable(one, other) || !isSameName(name))) return true;
  if (identity === IdentityLevel.exact || identity === IdentityLevel.documentExact) return result.logOdds < PERSON_THRESHOLDS.ask;
  if (isTwoMates(mates, pairKey(nodes, one, other), result)) return true;
  return result.contradiction < CONTRADICTION_MAX && result.logOdds < PERSON_THRESHOLDS.same;
}

interface StrongEdges {
  readonly kept: Edges;
  /** Index among all edges by index among the kept. */
  readonly indices: readonly number[];
  /** Edges of nodes that fit two contradicting partners about equally well. */
  readonly torn: ReadonlySet<number>;
}

/** The edges strong enough to join, without those of nodes that two contradicting partners pull at with about equal strength. */
function withoutTornNodes(nodes: PersonNodes, edges: ScoredEdges, scorer: PersonScorer, mates: RecordMates): StrongEdges {
  const best = new Map<number, number[]>();
  for (let edge = 0; edge < edges.count; edge++) {
    if ((edges.score[edge] as number) < PERSON_THRESHOLDS.same) continue;
    for (const node of [edges.one[edge] as number, edges.other[edge] as number]) {
      const held = best.get(node);
      if (held) held.push(edge);
      else best.set(node, [edge]);
    }
  }
  const torn = new Set<number>();
  for (const [node, incident] of best) {
    if (incident.length < 2) continue;
    const top = Math.max(...incident.map((edge) => edges.score[edge] as number));
    const close = incident.filter((edge) => (edges.score[edge] as number) > top - MARGIN);
    if (close.length < 2 || close.length > 12) continue;
    const partners = close.map((edge) =>
      (edges.one[edge] as number) === node ? (edges.other[edge] as number) : (edges.one[edge] as number),
    );
    const clash = partners.some((mine, i) => partners.slice(i + 1).some((theirs) => contradicts(nodes, scorer, mates, mine, theirs)));
    if (clash) for (const edge of incident) torn.add(edge);
  }
  const indices: number[] = [];
  for (let edge = 0; edge < edges.count; edge++)
    if ((edges.score[edge] as number) >= PERSON_THRESHOLDS.same && !torn.has(edge)) indices.push(edge);
  return {
    kept: {
      count: indices.length,
      one: Int32Array.from(indices, (edge) => edges.one[edge] as number),
      other: Int32Array.from(indices, (edge) => edges.other[edge] as number),
      score: Float64Array.from(indices, (edge) => edges.score[edge] as number),
    },
    indices,
    torn,
  };
}

function reasonsOf(nodes: PersonNodes, edges: ScoredEdges, rootOf: Int32Array, decided: ReadonlySet<number>): LinkReason[] {
  const best = integers(nodes.count).fill(-1);
  for (let edge = 0; edge < edges.count; edge++) {
    const one = edges.one[edge] as number;
    const other = edges.other[edge] as number;
    if (rootOf[one] !== rootOf[other]) continue;
    for (const node of [one, other]) {
      const held = best[node] as number;
      const better = held < 0 || (edges.weight[edge] as number) > (edges.weight[held] as number);
      if (better) best[node] = edge;
    }
  }
  return Array.from(best, (edge, node) => {
    if (decided.has(node)) return BY_HAND;
    if (edge >= 0) return { method: edges.methods[edge] as string, weight: Math.round((edges.weight[edge] as number) * 100) / 100 };
    return (nodes.sizes[node] as number) > 1 ? { method: "identical", weight: IDENTICAL_WEIGHT } : ALONE;
  });
}

/** Weight of mentions that state the very same: the most that a pair can reach, rounded. */
const IDENTICAL_WEIGHT = 30;
