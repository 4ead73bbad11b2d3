/** Why two mentions are or are not the same: every comparison with its weight, and sentences that a worker understands. */

import { IdentityLevel } from "./compare-identity.ts";
import { isSameName } from "./compare-name.ts";
import { UNIQUE_ATTRIBUTES } from "./compared-attributes.ts";
import type { ComparisonExplained, LinkMention, PairExplained, Surroundings } from "./contract.ts";
import { explainPlaces } from "./explain-places.ts";
import { explained, type Text } from "./explain-sentences.ts";
import { RULE_TEXTS } from "./explain-texts.ts";
import { isNeverOne, outcomeOf } from "./link-persons.ts";
import { PERSON_COMPARISONS, PersonComparison } from "./person-model.ts";
import type { PersonNodes } from "./person-nodes.ts";
import type { PersonScore, PersonScorer } from "./person-score.ts";
import { readPersons } from "./read-persons.ts";

/**
 * Explains a pair of mentions (by index) in the light of all mentions, or of some and their surroundings, with the weights that
 * {@link linkCommunity} would use.
 */
export function explainPair(mentions: readonly LinkMention[], left: number, right: number, surroundings?: Surroundings): PairExplained {
  return createExplainer(mentions, new Set([left, right]), surroundings)(left, right);
}

/**
 * Prepares explaining pairs among `apart` (mention indices, kept from being taken together with their equals), so that all mentions
 * are read once for all of them.
 */
export function createExplainer(
  mentions: readonly LinkMention[],
  apart: ReadonlySet<number>,
  surroundings?: Surroundings,
): (left: number, right: number) => PairExplained {
  let persons: ((left: number, right: number) => PairExplained) | undefined;
  return (left, right) => {
    const mine = mentions[left];
    const theirs = mentions[right];
    if (!mine || !theirs) throw new RangeError("no such mention");
    if (mine.kind !== theirs.kind) return explained([], [RULE_TEXTS.kinds], "different", 0, 0);
    if (mine.kind !== "person") return explainPlaces(mentions, left, right);
    persons ??= createPersonExplainer(mentions, apart, surroundings);
    return persons(left, right);
  };
}

function createPersonExplainer(
  mentions: readonly LinkMention[],
  apart: ReadonlySet<number>,
  surroundings: Surroundings | undefined,
): (left: number, right: number) => PairExplained {
  return explainPersons({ mentions, ...readPersons(mentions, apart, surroundings) });
}

/** What explaining pairs of persons rests on. */
export interface PersonEvidence {
  readonly mentions: readonly LinkMention[];
  readonly nodes: PersonNodes;
  readonly scorer: PersonScorer;
}

/** Explains pairs of person mentions (by index); `settled` is the outcome where more than the pair decided it. */
export function explainPersons(
  evidence: PersonEvidence,
): (left: number, right: number, settled?: PairExplained["outcome"]) => PairExplained {
  const { mentions, nodes, scorer } = evidence;
  const nodeOf = (mention: number): number => nodes.nodeOf[nodes.mentionOf.indexOf(mention)] as number;
  return (left, right, settled) => {
    const mine = mentions[left] as LinkMention;
    const theirs = mentions[right] as LinkMention;
    const one = nodeOf(left);
    const other = nodeOf(right);
    const result = scorer.score(one, other);
    const comparisons = comparisonsOf(mentions, mine, theirs, result);
    const inTable = scorer.shareTable(one, other);
    const rule = ruleOf(mine, theirs, result, inTable);
    const probability = 1 / (1 + 2 ** -result.logOdds);
    const notes = [...(rule ? [rule] : []), ...(inTable ? [RULE_TEXTS.table] : [])];
    const outcome = settled ?? (rule && rule !== RULE_TEXTS.numbers ? "different" : outcomeOf(result));
    return explained(comparisons, notes, outcome, result.weight, probability);
  };
}

function ruleOf(mine: LinkMention, theirs: LinkMention, result: PersonScore, inTable: boolean): Text | null {
  const identity = result.levels[PersonComparison.identity] as number;
  const name = result.levels[PersonComparison.name] as number;
  if (identity === IdentityLevel.different) return RULE_TEXTS.numbers;
  if (identity === IdentityLevel.validSlips && (inTable || !isSameName(name))) return RULE_TEXTS.twins;
  if (mine.record === theirs.record && isNeverOne(mine.role, theirs.role)) return RULE_TEXTS.row;
  return null;
}

/** Which values of a mention a comparison looked at. */
const LOOKS_AT: Readonly<Record<string, readonly string[]>> = {
  name: ["name", "foreignName", "formerName"],
  home: ["address"],
  unique: UNIQUE_ATTRIBUTES,
  adulthood: ["birthDate"],
};

function comparisonsOf(
  mentions: readonly LinkMention[],
  mine: LinkMention,
  theirs: LinkMention,
  result: PersonScore,
): ComparisonExplained[] {
  // The comparisons weigh against whichever explanation of the agreement is likelier: relatives or strangers.
  const kinLikelier = PERSON_COMPARISONS.reduce((sum, comparison, at) => sum + kinGain(comparison, result, at), 0) > 0;
  const comparisons: ComparisonExplained[] = [];
  PERSON_COMPARISONS.forEach((comparison, at) => {
    const level = result.levels[at] as number;
    if (level === 0) return;
    const same = Math.log2(comparison.probabilities[0][level] as number);
    const against = kinLikelier ? Math.log2(comparison.probabilities[1][level] as number) : (result.strangerLogs[at] as number);
    const names = LOOKS_AT[comparison.attribute] ?? [comparison.attribute];
    const seen = (mention: LinkMention) =>
      valuesOf(mention, names) || (comparison.attribute === "home" ? addressOfRecord(mentions, mention.record) : "");
    comparisons.push({
      attribute: comparison.attribute,
      left: seen(mine),
      right: seen(theirs),
      level: comparison.levels[level] as string,
      weight: Math.round((same - against) * 100) / 100,
    });
  });
  return comparisons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

/** Of a person whose own mention tells no address: the home that stands in the same row. */
function addressOfRecord(mentions: readonly LinkMention[], record: number): string {
  const homes = mentions.filter((mention) => mention.kind === "dwelling" && mention.record === record);
  const home = homes.find(({ role }) => role !== "registered") ?? homes[0];
  return home === undefined ? "" : valuesOf(home, ["address"]);
}

function kinGain(comparison: (typeof PERSON_COMPARISONS)[number], result: PersonScore, at: number): number {
  const level = result.levels[at] as number;
  return level === 0 ? 0 : Math.log2(comparison.probabilities[1][level] as number) - (result.strangerLogs[at] as number);
}

function valuesOf(mention: LinkMention, names: readonly string[]): string {
  return names.flatMap((name) => [...(mention.values[name] ?? []), ...(mention.invalid[name] ?? [])]).join("、");
}
