/** Why two mentions of dwellings, households or organisations are or are not the same. */
import type { ComparisonExplained, LinkMention, PairExplained } from "./contract.ts";
import { explained } from "./explain-sentences.ts";
import { linkCommunity } from "./link-community.ts";
import { explainOrganisations } from "./link-organisations.ts";

/** Explains a pair of the same kind other than persons: what both say, and what linkage makes of it. */
export function explainPlaces(mentions: readonly LinkMention[], left: number, right: number): PairExplained {
  const mine = mentions[left] as LinkMention;
  const theirs = mentions[right] as LinkMention;
  const links = linkCommunity(mentions, []);
  const same = links.clusters[left] === links.clusters[right];
  const asked = links.reviews.find((pair) => pair.left === Math.min(left, right) && pair.right === Math.max(left, right));
  const outcome = same ? "same" : asked ? "ask" : "different";
  if (mine.kind === "organisation") {
    const { comparisons, weight, probability } = explainOrganisations(mentions, left, right);
    return explained(comparisons, [], outcome, weight, probability);
  }
  const names = mine.kind === "dwelling" ? ["estate", "building", "unit", "room", "address"] : ["householdNumber", "headIdNumber"];
  const comparisons = names.flatMap((name) => compareTexts(name, mine, theirs));
  const weight = comparisons.reduce((sum, comparison) => sum + comparison.weight, 0);
  return explained(comparisons, [], outcome, weight, same ? 0.999 : asked ? asked.probability : 0.001);
}

/** Weight of agreeing or disagreeing on one part of an address or household. */
const PART_WEIGHT = 5;

function compareTexts(attribute: string, mine: LinkMention, theirs: LinkMention): ComparisonExplained[] {
  const left = mine.values[attribute]?.[0] ?? mine.invalid[attribute]?.[0];
  const right = theirs.values[attribute]?.[0] ?? theirs.invalid[attribute]?.[0];
  if (left === undefined || right === undefined) return [];
  return [{ attribute, left, right, level: left === right ? "same" : "different", weight: left === right ? PART_WEIGHT : -PART_WEIGHT }];
}
