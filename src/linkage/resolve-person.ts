/** Is the person of one record known? Judged as the batch would, among the known persons that could be meant. */

import type { CommunityKnowledge, KnownCounts, KnownMention, LinkMention, PairDecision, PersonResolved } from "./contract.ts";
import { explainPersons } from "./explain.ts";
import { judgePersons } from "./link-persons.ts";
import type { PersonNodes } from "./person-nodes.ts";
import { readPersons } from "./read-persons.ts";

/**
 * Compares the person of a record with candidates, by the comparisons, thresholds and contradictions of {@link linkCommunity} and what is
 * known of the community. `same` are the persons whose element the record would join, `ask` those about whom a human would be asked.
 *
 * @param record mentions of one record; its first person is the one asked about, its dwellings say where
 * @param candidates all mentions of each person who could be meant, and the dwellings of their records; the record's `record` and `table` numbers
 *   must not be among theirs
 * @returns every candidate person once: those who are the same first, then by falling probability
 */
export function resolvePerson(
  knowledge: CommunityKnowledge,
  counts: KnownCounts,
  record: readonly LinkMention[],
  candidates: readonly KnownMention[],
): PersonResolved[] {
  const subject = record.findIndex((mention) => mention.kind === "person");
  if (subject < 0 || candidates.length === 0) return [];
  const mentions = [...record, ...candidates.map(({ mention }) => mention)];
  const { context, nodes, scorer } = readPersons(mentions, new Set([subject]), { knowledge, counts });
  const nodeOf = nodesByMention(nodes, mentions.length);
  const asked = nodeOf[subject] as number;
  const sides = elementNodes(nodeOf, record.length, candidates, asked);
  const judged = judgePersons(
    { mentions, records: context.records, nodes, scorer, pairs: pairsWith(nodes, asked, sides) },
    alreadyOne(record.length, candidates),
  );
  const rootOf = (node: number): number => judged.clusterOf[nodes.nodeOf.indexOf(node)] as number;
  const home = rootOf(asked);
  const waiting = new Set(judged.reviews.flatMap(({ one, other }) => [rootOf(one), rootOf(other)]));
  const explain = explainPersons({ mentions, nodes, scorer });
  const resolved: PersonResolved[] = [];
  for (const [element, side] of sides) {
    let best = -1;
    let bestOdds = Number.NEGATIVE_INFINITY;
    for (const [node, candidate] of side) {
      const { logOdds } = scorer.score(asked, node);
      if (logOdds > bestOdds) [best, bestOdds] = [candidate, logOdds];
    }
    const root = rootOf(nodeOf[record.length + best] as number);
    const outcome = root === home ? "same" : waiting.has(root) && waiting.has(home) ? "ask" : "different";
    resolved.push({ ...explain(subject, record.length + best, outcome), element, candidate: best });
  }
  const rank = { same: 0, ask: 1, different: 2 };
  return resolved.sort(
    (a, b) => rank[a.outcome] - rank[b.outcome] || b.probability - a.probability || b.weight - a.weight || (a.element < b.element ? -1 : 1),
  );
}

function nodesByMention(nodes: PersonNodes, count: number): Int32Array {
  const nodeOf = new Int32Array(count).fill(-1);
  nodes.mentionOf.forEach((mention, position) => {
    nodeOf[mention] = nodes.nodeOf[position] as number;
  });
  return nodeOf;
}

/** By element: its nodes, each with the index of a candidate in it. */
function elementNodes(
  nodeOf: Int32Array,
  offset: number,
  candidates: readonly KnownMention[],
  asked: number,
): Map<string, Map<number, number>> {
  const sides = new Map<string, Map<number, number>>();
  candidates.forEach(({ element }, index) => {
    const node = nodeOf[offset + index] as number;
    if (element === null || node < 0 || node === asked) return;
    const side = sides.get(element) ?? new Map<number, number>();
    sides.set(element, side);
    if (!side.has(node)) side.set(node, index);
  });
  return sides;
}

function pairsWith(nodes: PersonNodes, asked: number, sides: ReadonlyMap<string, ReadonlyMap<number, number>>): Float64Array {
  const others = new Set([...sides.values()].flatMap((side) => [...side.keys()]));
  return Float64Array.from(others, (node) => Math.min(asked, node) * nodes.count + Math.max(asked, node)).sort();
}

/** What the batch has joined stays joined. */
function alreadyOne(offset: number, candidates: readonly KnownMention[]): PairDecision[] {
  const first = new Map<string, number>();
  const decisions: PairDecision[] = [];
  candidates.forEach(({ element }, index) => {
    if (element === null) return;
    const left = first.get(element);
    if (left === undefined) first.set(element, offset + index);
    else decisions.push({ left, right: offset + index, same: true });
  });
  return decisions;
}
