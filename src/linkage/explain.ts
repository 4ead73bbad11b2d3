/** Why two mentions are or are not the same: every comparison with its weight, and sentences that a worker understands. */
import { attributeOf } from "#vocabulary";
import type { ClassComparison } from "./classes.ts";
import { IdentityLevel } from "./compare-identity.ts";
import type { ComparisonExplained, LinkMention, PairExplained } from "./contract.ts";
import { readDwellingAddresses } from "./dwelling-address.ts";
import { explainPlaces } from "./explain-places.ts";
import { COMPARISON_LABELS, LEVEL_TEXTS, OUTCOME_TEXTS, PLAIN_TEXTS, RULE_TEXTS } from "./explain-texts.ts";
import { contextOf, doorCodes } from "./link-community.ts";
import { isNeverOne } from "./link-persons.ts";
import { blockPersons } from "./person-blocking.ts";
import { PERSON_COMPARISONS, PERSON_THRESHOLDS, PersonComparison } from "./person-model.ts";
import { createPersonWords, readPersonNodes } from "./person-nodes.ts";
import { createPersonScorer, type PersonScorer } from "./person-score.ts";
import { trainPersons } from "./train-persons.ts";

type Outcome = PairExplained["outcome"];
type Text = { readonly zh: string; readonly en: string };

/** Explains a pair of mentions (by index) in the light of all mentions, with the weights that {@link linkCommunity} would use. */
export function explainPair(mentions: readonly LinkMention[], left: number, right: number): PairExplained {
  const mine = mentions[left];
  const theirs = mentions[right];
  if (!mine || !theirs) throw new RangeError("no such mention");
  if (mine.kind !== theirs.kind) return decided([], RULE_TEXTS.kinds, "different", 0, 0);
  return mine.kind === "person" ? explainPersons(mentions, left, right) : explainPlaces(mentions, left, right);
}

function explainPersons(mentions: readonly LinkMention[], left: number, right: number): PairExplained {
  const addresses = readDwellingAddresses(mentions);
  const doors = doorCodes(addresses);
  const nodes = readPersonNodes(mentions, createPersonWords(), contextOf(mentions, addresses), new Set([left, right]));
  const scorer = createPersonScorer(nodes, PERSON_COMPARISONS, doors);
  const trained = trainPersons(nodes, scorer, blockPersons(nodes, doors), PERSON_COMPARISONS);
  scorer.use(trained);
  const nodeOf = (mention: number): number => nodes.nodeOf[nodes.mentionOf.indexOf(mention)] as number;
  const one = nodeOf(left);
  const other = nodeOf(right);
  const result = scorer.score(one, other);
  const comparisons = comparisonsOf(mentions[left] as LinkMention, mentions[right] as LinkMention, trained, result);
  const identity = result.levels[PersonComparison.identity] as number;
  const probability = 1 / (1 + 2 ** -result.logOdds);
  const inTable = scorer.shareTable(one, other);
  const rule = ruleOf(
    mentions[left] as LinkMention,
    mentions[right] as LinkMention,
    identity,
    inTable,
    result.levels[PersonComparison.name] as number,
  );
  if (rule) {
    const open = rule === RULE_TEXTS.numbers && result.logOdds >= PERSON_THRESHOLDS.same;
    return decided(comparisons, rule, open ? "ask" : "different", result.weight, probability);
  }
  const outcome: Outcome =
    result.logOdds >= PERSON_THRESHOLDS.same ? "same" : result.logOdds >= PERSON_THRESHOLDS.ask ? "ask" : "different";
  const notes = inTable ? [RULE_TEXTS.table] : [];
  return explained(comparisons, notes, outcome, result.weight, probability);
}

function ruleOf(mine: LinkMention, theirs: LinkMention, identity: number, inTable: boolean, name: number): Text | null {
  if (identity === IdentityLevel.different) return RULE_TEXTS.numbers;
  if (identity === IdentityLevel.validSlips && (inTable || name > 2)) return RULE_TEXTS.twins;
  if (mine.record === theirs.record && isNeverOne(mine.role, theirs.role)) return RULE_TEXTS.row;
  return null;
}

/** Which values of a mention a comparison looked at. */
const LOOKS_AT: Readonly<Record<string, readonly string[]>> = {
  name: ["name", "foreignName", "formerName"],
  home: ["address"],
  unique: ["bankAccount", "disabilityCertificateNumber", "residencePermitNumber", "volunteerNumber", "email"],
  adulthood: ["birthDate"],
};

function comparisonsOf(
  mine: LinkMention,
  theirs: LinkMention,
  trained: readonly ClassComparison[],
  result: ReturnType<PersonScorer["score"]>,
): ComparisonExplained[] {
  // The comparisons weigh against whichever explanation of the agreement is likelier: relatives or strangers.
  const kinLikelier = trained.reduce((sum, comparison, at) => sum + kinGain(comparison, result, at), 0) > 0;
  const comparisons: ComparisonExplained[] = [];
  trained.forEach((comparison, at) => {
    const level = result.levels[at] as number;
    if (level === 0) return;
    const same = Math.log2(comparison.probabilities[0][level] as number);
    const against = kinLikelier ? Math.log2(comparison.probabilities[1][level] as number) : (result.strangerLogs[at] as number);
    const names = LOOKS_AT[comparison.attribute] ?? [comparison.attribute];
    comparisons.push({
      attribute: comparison.attribute,
      left: valuesOf(mine, names),
      right: valuesOf(theirs, names),
      level: comparison.levels[level] as string,
      weight: Math.round((same - against) * 100) / 100,
    });
  });
  return comparisons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

function kinGain(comparison: ClassComparison, result: ReturnType<PersonScorer["score"]>, at: number): number {
  const level = result.levels[at] as number;
  return level === 0 ? 0 : Math.log2(comparison.probabilities[1][level] as number) - (result.strangerLogs[at] as number);
}

function valuesOf(mention: LinkMention, names: readonly string[]): string {
  return names.flatMap((name) => [...(mention.values[name] ?? []), ...(mention.invalid[name] ?? [])]).join("、");
}

/** Puts comparisons, a rule and an outcome together. */
function decided(
  comparisons: readonly ComparisonExplained[],
  rule: Text,
  outcome: Outcome,
  weight: number,
  probability: number,
): PairExplained {
  return explained(comparisons, [rule], outcome, weight, probability);
}

/** An explanation with its sentences. Weights are rounded to two places, probabilities to four. */
export function explained(
  comparisons: readonly ComparisonExplained[],
  notes: readonly Text[],
  outcome: Outcome,
  weight: number,
  probability: number,
): PairExplained {
  const sentences = { zh: [] as string[], en: [] as string[] };
  for (const comparison of comparisons) {
    const text = textOf(comparison);
    const sign = `${comparison.weight > 0 ? "+" : ""}${comparison.weight}`;
    sentences.zh.push(`${text.zh}（${sign}）。`);
    sentences.en.push(`${capitalise(text.en)} (${sign}).`);
  }
  for (const note of notes) {
    sentences.zh.push(`${note.zh}。`);
    sentences.en.push(`${note.en}.`);
  }
  const percent = Math.round(probability * 1000) / 10;
  sentences.zh.push(`${OUTCOME_TEXTS[outcome].zh}（概率 ${percent}%）。`);
  sentences.en.push(`${OUTCOME_TEXTS[outcome].en} (probability ${percent}%).`);
  return { comparisons, weight: Math.round(weight * 100) / 100, probability: Math.round(probability * 1e4) / 1e4, outcome, sentences };
}

function textOf({ attribute, level }: ComparisonExplained): Text {
  const own = LEVEL_TEXTS[attribute]?.[level];
  if (own) return own;
  const label =
    COMPARISON_LABELS[attribute] ??
    attributeOf("person", attribute)?.label ??
    attributeOf("organisation", attribute)?.label ??
    attributeOf("household", attribute)?.label;
  const plain = PLAIN_TEXTS[level] ?? { zh: level, en: level };
  return { zh: `${label?.zh ?? attribute}${plain.zh}`, en: `${(label?.en ?? attribute).toLowerCase()}: ${plain.en}` };
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
