/**
 * Trains a model for things that are told by long texts alone, of which no two rows agree on nearly everything. What texts that are each other's
 * closest say of a pair is then not learned but known beforehand; what agreement on the other columns says is learned from such pairs.
 */
import { normalise } from "./fit-comparison.ts";
import type { CompiledComparison } from "./levels.ts";
import type { ComparisonModel, PairModel } from "./pair-classes.ts";
import type { Patterns } from "./pair-patterns.ts";
import { expect, maximise, type Shares, startOf, type TrainingRules, withoutParts } from "./train-classes.ts";

/** How often two rows are the same whose texts are each other's closest, by how many times as close they are as anything else. */
const SAME_BY_LEAD = [
  { lead: 2, same: 0.85 },
  { lead: 1.3, same: 0.75 },
  { lead: 1, same: 0.55 },
] as const;
/** How often they are whose texts are equal, where no third row has that text; and whose texts are alike, but closer to others. */
const SAME_WHEN_EQUAL = 0.9;
const SAME_WHEN_ALIKE = 0.003;
/** So many of the same have texts with hardly a word in common, for each whose texts have. */
const DIFFERS = 0.1;
const ROUNDS = 2;

/** A model that leans on the long text by which most rows are told; null where no comparison is of long texts that are each other's closest. */
export function trainTexts(
  compiled: readonly CompiledComparison[],
  patterns: Patterns,
  pairs: number,
  rules: TrainingRules,
): PairModel | null {
  const texts = compiled.map((comparison, at) => textModel(comparison, at, patterns, pairs));
  const most = Math.max(...texts.map((text) => text?.closest ?? 0));
  const lead = texts.findIndex((text) => text !== null && text.closest === most);
  const text = texts[lead];
  if (!text || most === 0) return null;
  const fixed = (comparisons: readonly ComparisonModel[]): ComparisonModel[] =>
    comparisons.map((comparison, at) => (at === lead ? text.comparison : comparison));
  const start = fixed(startOf(compiled, { ...rules, parents: compiled.map(() => -1) }));
  let shares = sharesByText(text, patterns, lead);
  let model: PairModel | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    model = { comparisons: fixed(maximise(start, start, patterns, shares, rules)), same: text.same, part: 0, partIsSame: false };
    shares = withoutParts(expect(model, patterns));
  }
  return model;
}

interface TextModel {
  readonly comparison: ComparisonModel;
  /** Pairs of rows whose texts are each other's closest that are expected to be the same. */
  readonly closest: number;
  /** Probability that two rows are the same. */
  readonly same: number;
}

/** What is expected of a comparison of long texts, from how many pairs stand on each of its levels; null for another comparison. */
function textModel(comparison: CompiledComparison, at: number, patterns: Patterns, pairs: number): TextModel | null {
  const { column, names, leads } = comparison;
  if (leads.every((lead) => lead === 0)) return null;
  const last = names.length - 1;
  const found = new Float64Array(last + 1);
  for (let pattern = 0; pattern < patterns.count; pattern++) {
    const level = patterns.levels[pattern * patterns.width + at] as number;
    if (level > 0) found[level] = (found[level] as number) + (patterns.weight[pattern] as number);
  }
  const m = new Float64Array(last + 1);
  let [closest, same] = [0, 0];
  for (let level = 1; level < last; level++) {
    m[level] = sameOnLevel(comparison, level) * (found[level] as number);
    same += m[level] as number;
    if ((leads[level] as number) > 0) closest += m[level] as number;
  }
  m[last] = DIFFERS * same;
  same += m[last] as number;
  const u = found.map((count, level) => Math.max(0.5, count - (m[level] as number)));
  u[0] = 0;
  normalise(m, 0, last + 1);
  normalise(u, 0, last + 1);
  const probabilities = [m, u, u] as const;
  return { comparison: { column, levels: names, parent: -1, probabilities }, closest, same: Math.min(0.3, same / pairs) };
}

function sameOnLevel({ coded, leads, exactLevel }: CompiledComparison, level: number): number {
  const lead = leads[level] as number;
  if (lead > 0) return SAME_BY_LEAD.find((known) => known.lead <= lead)?.same ?? 0;
  if (level !== exactLevel) return SAME_WHEN_ALIKE;
  // Of a hundred rows with one text, few pairs are the same.
  let [repeats, pairs] = [0, 0];
  for (let code = 1; code < coded.counts.length; code++) {
    const count = coded.counts[code] as number;
    repeats += count - 1;
    pairs += (count * (count - 1)) / 2;
  }
  return pairs === 0 ? SAME_WHEN_EQUAL : (SAME_WHEN_EQUAL * repeats) / pairs;
}

/** The classes of pairs as one comparison of texts tells them. */
function sharesByText({ comparison, same }: TextModel, patterns: Patterns, at: number): Shares {
  const alone = {
    ...patterns,
    width: 1,
    levels: Uint8Array.from({ length: patterns.count }, (_, pattern) => patterns.levels[pattern * patterns.width + at] as number),
    rarity: new Float64Array(patterns.count),
  };
  return withoutParts(expect({ comparisons: [comparison], same, part: 0, partIsSame: false }, alone));
}
