/** What linking a community learned of its persons, as plain JSON; and back, as how common the values of a few of them are. */

import type { ClassComparison } from "./classes.ts";
import type { StandardName } from "./compare-name.ts";
import type { Frequencies } from "./compare-nodes.ts";
import type { PersonModel } from "./contract.ts";
import type { DwellingAddresses } from "./dwelling-address.ts";
import { countOwners, type FactSets } from "./facts.ts";
import { doubles, integers } from "./flat-arrays.ts";
import { markAges } from "./mark-nodes.ts";
import { forEachPart, NAMESAKES_MIN, type Namesakes } from "./namesakes.ts";
import { PERSON_COMPARISONS } from "./person-model.ts";
import type { PersonNodes } from "./person-nodes.ts";
import type { Population } from "./person-score.ts";

/** Values that fewer nodes state are counted among the candidates, who are all that state them. */
const COMMON_MIN = 8;
/** Sounds that fewer people are expected to share are taken for as rare as the name itself. */
const SOUNDALIKES_MIN = 1;
/** A birth date weighs by its frequency only where this share of the people has it; see the chance of a birth date in compare-nodes. */
const COMMON_BIRTH_SHARE = 3e-4;

/** What is counted of texts, by the name of its column of nodes and frequencies. */
const COUNTED_TEXTS = ["phones", "households", "registered", "employers", "uniques"] as const;
const COUNTED_SINGLES = ["nationalities", "ethnicities"] as const;

/** The model that the nodes' linking came to. */
export function personModel(
  nodes: PersonNodes,
  comparisons: readonly ClassComparison[],
  frequencies: Frequencies & Namesakes,
  addresses: DwellingAddresses,
): PersonModel {
  const { texts } = nodes.words.texts;
  const common: Record<string, Record<string, number>> = {};
  for (const column of COUNTED_TEXTS) common[column] = commonOf(texts, frequencies[column], COMMON_MIN);
  for (const column of COUNTED_SINGLES) common[column] = commonOf(texts, frequencies[column], 1);
  common.births = commonOf(texts, frequencies.births, Math.max(COMMON_MIN, COMMON_BIRTH_SHARE * nodes.count));
  for (const column of ["homes", "doors"] as const) common[column] = commonOf(addresses.dictionary.texts, frequencies[column], COMMON_MIN);
  return {
    version: 1,
    nodeCount: nodes.count,
    newestYear: markAges(nodes),
    probabilities: comparisons.map((comparison) => comparison.probabilities),
    nameParts: Object.fromEntries(frequencies.parts),
    nameCount: frequencies.total,
    namesakes: namesakesBeyondChance(nodes, frequencies),
    soundalikes: soundalikesOf(nodes, frequencies),
    common,
    homeLocality: addresses.spellings.home,
    estates: Object.fromEntries(addresses.spellings.estates),
  };
}

function commonOf(texts: readonly string[], counts: Int32Array, min: number): Record<string, number> {
  const common: Record<string, number> = {};
  for (let code = 1; code < counts.length; code++) {
    const count = counts[code] as number;
    if (count >= min) common[texts[code] as string] = count;
  }
  return common;
}

function namesakesBeyondChance(nodes: PersonNodes, { names, parts, total }: Namesakes): Record<string, number> {
  const beyond: Record<string, number> = {};
  const { standardNames, nameKeys } = nodes.words;
  for (let code = 1; code < names.length; code++) {
    const expected = names[code] as number;
    if (expected < 1) continue;
    const chance = chanceOfName(standardNames[code], parts, total) + NAMESAKES_MIN;
    if (expected > chance + 0.01) beyond[nameKeys.texts[code] as string] = rounded(expected);
  }
  return beyond;
}

function soundalikesOf({ words }: PersonNodes, { sounds }: Namesakes): Record<string, number> {
  const common: Record<string, number> = {};
  for (let code = 1; code < sounds.length; code++) {
    const expected = sounds[code] as number;
    if (expected >= SOUNDALIKES_MIN) common[words.sounds.texts[code] as string] = rounded(expected);
  }
  return common;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function chanceOfName(name: StandardName | undefined, parts: ReadonlyMap<string, number>, total: number): number {
  let expected = total;
  forEachPart(name, (part) => {
    expected *= Math.max(1, parts.get(part) ?? 0) / Math.max(1, total);
  });
  return expected;
}

/** A model read for use: tables instead of objects, made once for many records. */
export interface OpenModel {
  readonly model: PersonModel;
  readonly comparisons: readonly ClassComparison[];
  readonly nameParts: ReadonlyMap<string, number>;
  readonly namesakes: ReadonlyMap<string, number>;
  readonly soundalikes: ReadonlyMap<string, number>;
  readonly common: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly estates: ReadonlyMap<string, string>;
}

/** Prepares a model for judging records. */
export function openPersonModel(model: PersonModel): OpenModel {
  const table = <T>(object: Readonly<Record<string, T>>): ReadonlyMap<string, T> => new Map(Object.entries(object));
  return {
    model,
    comparisons: PERSON_COMPARISONS.map((comparison, at) => ({
      ...comparison,
      probabilities: model.probabilities[at] ?? comparison.probabilities,
    })),
    nameParts: table(model.nameParts),
    namesakes: table(model.namesakes),
    soundalikes: table(model.soundalikes),
    common: new Map(Object.entries(model.common).map(([column, counts]) => [column, table(counts)])),
    estates: table(model.estates),
  };
}

/** How common the values of a few nodes are in the community that the model was learned of. */
export function populationOf(open: OpenModel, nodes: PersonNodes, addresses: DwellingAddresses): Population {
  const { texts } = nodes.words.texts;
  const places = addresses.dictionary.texts;
  const count = (column: "phones" | "households" | "registered" | "employers" | "uniques" | "births"): Int32Array =>
    atLeast(countOwners(nodes[column], texts.length), texts, open.common.get(column));
  const countPlaces = (sets: FactSets, column: string): Int32Array =>
    atLeast(countOwners(sets, places.length), places, open.common.get(column));
  const single = (column: string): Int32Array => atLeast(integers(texts.length), texts, open.common.get(column));
  const { names, sounds } = namesakesOf(open, nodes);
  return {
    nodeCount: open.model.nodeCount + 1,
    frequencies: {
      names,
      sounds,
      phones: count("phones"),
      homes: countPlaces(nodes.homes, "homes"),
      doors: countPlaces(nodes.doors, "doors"),
      households: count("households"),
      registered: count("registered"),
      employers: count("employers"),
      uniques: count("uniques"),
      births: count("births"),
      nationalities: single("nationalities"),
      ethnicities: single("ethnicities"),
    },
  };
}

function atLeast(counts: Int32Array, texts: readonly string[], known: ReadonlyMap<string, number> | undefined): Int32Array {
  if (known)
    for (let code = 1; code < counts.length; code++) counts[code] = Math.max(counts[code] as number, known.get(texts[code] as string) ?? 0);
  return counts;
}

function namesakesOf(open: OpenModel, { words }: PersonNodes): { names: Float64Array; sounds: Float64Array } {
  const names = doubles(words.standardNames.length);
  const sounds = doubles(words.sounds.texts.length);
  for (let code = 1; code < names.length; code++) {
    const name = words.standardNames[code] as StandardName;
    const chance = chanceOfName(name, open.nameParts, open.model.nameCount) + NAMESAKES_MIN;
    names[code] = Math.max(chance, open.namesakes.get(name.key) ?? 0);
    const sound = words.soundOfName[code] as number;
    sounds[sound] = Math.max((sounds[sound] as number) + (names[code] as number), open.soundalikes.get(name.sound) ?? 0);
  }
  return { names, sounds };
}
