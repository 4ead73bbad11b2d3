/** From comparisons and an outcome to sentences. */
import { attributeOf } from "#vocabulary";
import type { Label } from "#vocabulary/contract";
import type { ComparisonExplained, PairExplained } from "./contract.ts";
import { COMPARISON_LABELS, LEVEL_TEXTS, OUTCOME_TEXTS, PLAIN_TEXTS, SHARED_BY_FAMILY } from "./explain-texts.ts";

export type Text = Label;

/** An explanation with its sentences. Weights are rounded to two places, probabilities to four. */
export function explained(
  comparisons: readonly ComparisonExplained[],
  notes: readonly Text[],
  outcome: PairExplained["outcome"],
  weight: number,
  probability: number,
): PairExplained {
  const sentences = { zh: [] as string[], en: [] as string[] };
  for (const comparison of comparisons) {
    const text = comparisonText(comparison);
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
  return {
    comparisons,
    notes,
    weight: Math.round(weight * 100) / 100,
    probability: Math.round(probability * 1e4) / 1e4,
    outcome,
    sentences,
  };
}

/** What a comparison looked at: an attribute, or several of one meaning. */
export function comparisonLabel(name: string): Label {
  const kinds = ["person", "organisation", "household", "dwelling"] as const;
  const attribute = kinds.map((kind) => attributeOf(kind, name)).find((it) => it !== undefined);
  return COMPARISON_LABELS[name] ?? attribute?.label ?? { zh: name, en: name };
}

/** What a comparison found, in words without a stop; English begins small. It holds no value. */
export function comparisonText({ attribute, level, weight }: Pick<ComparisonExplained, "attribute" | "level" | "weight">): Text {
  const own = LEVEL_TEXTS[attribute]?.[level];
  if (own) return own;
  const label = comparisonLabel(attribute);
  const plain = PLAIN_TEXTS[level] ?? { zh: level, en: level };
  // What a family shares tells the family from strangers, and says little of which member it is.
  const family = level === "same" && weight < 2 && SHARED_BY_FAMILY.has(attribute);
  return {
    zh: `${label.zh}${plain.zh}${family ? "，不过一家人也会相同" : ""}`,
    en: `${label.en.toLowerCase()}: ${plain.en}${family ? ", as a family's would be" : ""}`,
  };
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
