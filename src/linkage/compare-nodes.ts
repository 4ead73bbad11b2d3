/** Compares two person nodes attribute by attribute. Nodes may state several values; the most telling pair of values counts. */

import { compareDates, DateLevel } from "./compare-date.ts";
import { compareIdentities, IdentityLevel, type StandardIdentity } from "./compare-identity.ts";
import { compareNames, NameLevel, type StandardName } from "./compare-name.ts";
import { isOneSlip } from "./edit-distance.ts";
import { countOwners, type FactSets, sharedValue, sizeOf } from "./facts.ts";
import { bytes, doubles, integers } from "./flat-arrays.ts";
import { expectNamesakes, type Namesakes } from "./namesakes.ts";
import { cachePairs } from "./pair-cache.ts";
import { PersonComparison, PlainLevel } from "./person-model.ts";
import type { PersonNodes } from "./person-nodes.ts";

/** Everything that comparing needs, made once; `levels` and `strangerLogs` hold the outcome for the last pair. */
export interface PairContext {
  readonly nodes: PersonNodes;
  readonly levels: Uint8Array;
  /** Base-2 logarithm of how often chance agrees on the very value, NaN where nothing was counted. */
  readonly strangerLogs: Float64Array;
  readonly nameLevels: (one: number, other: number) => NameLevel;
  readonly doorCodeOfHome: (home: number) => number;
  readonly population: number;
  readonly frequencies: Frequencies;
}

/** How common values are, by code. */
export interface Frequencies {
  /** Expected other persons of the same name, or of names that sound the same. */
  readonly names: Float64Array;
  readonly sounds: Float64Array;
  readonly phones: Int32Array;
  readonly homes: Int32Array;
  readonly doors: Int32Array;
  readonly households: Int32Array;
  readonly registered: Int32Array;
  readonly employers: Int32Array;
  readonly uniques: Int32Array;
  readonly births: Int32Array;
  readonly nationalities: Int32Array;
  readonly ethnicities: Int32Array;
}

/** Prepares comparing the nodes; `frequencies` says how common every value is (see {@link countFrequencies}). */
export function createPairContext(
  nodes: PersonNodes,
  comparisonCount: number,
  population: number,
  doorCodeOfHome: (home: number) => number,
  frequencies: Frequencies,
): PairContext {
  return {
    nodes,
    levels: bytes(comparisonCount),
    strangerLogs: doubles(comparisonCount),
    nameLevels: createNameCache(nodes.words.standardNames),
    doorCodeOfHome,
    population,
    frequencies,
  };
}

/** Fills the context's `levels` and `strangerLogs` for a pair. */
export function compareNodes(context: PairContext, one: number, other: number): void {
  const { nodes, levels, frequencies } = context;
  levels.fill(0);
  context.strangerLogs.fill(Number.NaN);
  compareNameSets(context, one, other);
  levels[PersonComparison.identity] = compareIdentitySets(nodes, one, other);
  compareBirths(context, one, other);
  levels[PersonComparison.sex] = compareSexes(nodes, one, other);
  levels[PersonComparison.adulthood] = compareAdulthood(nodes, one, other);
  compareHomes(context, one, other);
  compareSet(context, PersonComparison.phone, nodes.phones, frequencies.phones, one, other);
  if (levels[PersonComparison.phone] === PlainLevel.different && nearPhone(nodes, one, other))
    levels[PersonComparison.phone] = PlainLevel.near;
  compareSet(context, PersonComparison.household, nodes.households, frequencies.households, one, other);
  compareSet(context, PersonComparison.registered, nodes.registered, frequencies.registered, one, other);
  compareSet(context, PersonComparison.employer, nodes.employers, frequencies.employers, one, other);
  // A small employer's people are often of one village or country.
  context.strangerLogs[PersonComparison.employer] = Math.max(CHANCE_COLLEAGUE, context.strangerLogs[PersonComparison.employer] as number);
  compareSet(context, PersonComparison.unique, nodes.uniques, frequencies.uniques, one, other);
  compareSingle(context, PersonComparison.nationality, nodes.nationalities, frequencies.nationalities, one, other);
  compareSingle(context, PersonComparison.ethnicity, nodes.ethnicities, frequencies.ethnicities, one, other);
}

/** Counts how many nodes state each value. */
export function countFrequencies(nodes: PersonNodes): Frequencies & Namesakes {
  const texts = nodes.words.texts.texts.length;
  const places = (sets: FactSets): number => {
    let most = 0;
    for (const value of sets.values) if (value > most) most = value;
    return most + 1;
  };
  const single = (column: Int32Array): Int32Array => {
    const counts = integers(texts);
    for (const value of column) if (value > 0) counts[value] = (counts[value] as number) + 1;
    return counts;
  };
  return {
    ...expectNamesakes(nodes),
    phones: countOwners(nodes.phones, texts),
    homes: countOwners(nodes.homes, places(nodes.homes)),
    doors: countOwners(nodes.doors, places(nodes.doors)),
    households: countOwners(nodes.households, texts),
    registered: countOwners(nodes.registered, texts),
    employers: countOwners(nodes.employers, texts),
    uniques: countOwners(nodes.uniques, texts),
    births: countOwners(nodes.births, texts),
    nationalities: single(nodes.nationalities),
    ethnicities: single(nodes.ethnicities),
  };
}

/** Levels of name pairs, each distinct pair compared once. */
function createNameCache(names: readonly StandardName[]): (one: number, other: number) => NameLevel {
  const cached = cachePairs((one, other) => compareNames(names[one] as StandardName, names[other] as StandardName));
  const latin = Uint8Array.from(names, (name) => (name.tokens.length > 0 ? 1 : 0));
  return (one, other) => (one === other ? (latin[one] === 1 ? NameLevel.latinExact : NameLevel.exact) : (cached(one, other) as NameLevel));
}

/** Logarithm of chance agreement on a value that `others` other nodes state. */
function chanceOf(context: PairContext, others: number): number {
  return Math.log2(Math.max(0.1, others) / context.population);
}

/** A value's owners without the pair's own share. */
const OWN_SHARE = 0.7;

function compareNameSets(context: PairContext, one: number, other: number): void {
  const { names, formerNames, words } = context.nodes;
  const firstOne = names.starts[one] as number;
  const firstOther = names.starts[other] as number;
  const endOne = names.starts[one + 1] as number;
  const endOther = names.starts[other + 1] as number;
  let best: number = NameLevel.missing;
  let namesakes = 0;
  // Foreigners' Chinese names are shared by many (艾迪 for every Eddie): where both state their own, only that counts.
  const single = endOne - firstOne === 1 && endOther - firstOther === 1;
  const latin = !single && statesLatin(words, names, one) && statesLatin(words, names, other);
  for (let i = firstOne; i < endOne; i++) {
    const mine = names.values[i] as number;
    if (latin && !isLatin(words, mine)) continue;
    for (let j = firstOther; j < endOther; j++) {
      const theirs = names.values[j] as number;
      if (latin && !isLatin(words, theirs)) continue;
      const level = context.nameLevels(mine, theirs);
      if (level === NameLevel.missing || (best !== NameLevel.missing && level > best)) continue;
      const expected = expectedOf(context, level, mine, theirs);
      if (level !== best || expected < namesakes) namesakes = expected;
      best = level;
    }
  }
  if (best > NameLevel.latinExact && formerNames.values.length > 0) {
    const former = formerMatch(formerNames, names, one, other) || formerMatch(formerNames, names, other, one);
    if (former !== 0) {
      best = NameLevel.former;
      namesakes = context.frequencies.names[former] as number;
    }
  }
  context.levels[PersonComparison.name] = best;
  if (namesakes > 0) context.strangerLogs[PersonComparison.name] = chanceOf(context, namesakes);
}

/** Expected other people whose names agree on this level, 0 where it was not counted. */
function expectedOf(context: PairContext, level: NameLevel, mine: number, theirs: number): number {
  const { names, sounds } = context.frequencies;
  if (level === NameLevel.exact || level === NameLevel.latinExact) return names[mine] as number;
  if (level !== NameLevel.homophone && level !== NameLevel.romanised) return 0;
  const { soundOfName } = context.nodes.words;
  return Math.max(sounds[soundOfName[mine] as number] as number, sounds[soundOfName[theirs] as number] as number);
}

function isLatin(words: PersonNodes["words"], name: number): boolean {
  return (words.standardNames[name] as StandardName).tokens.length > 0;
}

function statesLatin(words: PersonNodes["words"], names: FactSets, node: number): boolean {
  for (let index = names.starts[node] as number; index < (names.starts[node + 1] as number); index++) {
    if (isLatin(words, names.values[index] as number)) return true;
  }
  return false;
}

function formerMatch(formerNames: FactSets, names: FactSets, one: number, other: number): number {
  for (let i = formerNames.starts[one] as number; i < (formerNames.starts[one + 1] as number); i++) {
    const former = formerNames.values[i] as number;
    for (let j = names.starts[other] as number; j < (names.starts[other + 1] as number); j++) if (names.values[j] === former) return former;
    for (let j = formerNames.starts[other] as number; j < (formerNames.starts[other + 1] as number); j++)
      if (formerNames.values[j] === former) return former;
  }
  return 0;
}

/** How telling an identity level is: the most telling pair of numbers stands for two nodes that state several. */
const IDENTITY_RANK = [0, 12, 11, 8, 9, 7, 6, 2, 3, 10, 5, 1, 4] as const;

function compareIdentitySets(nodes: PersonNodes, one: number, other: number): IdentityLevel {
  const { identities, words } = nodes;
  let best: IdentityLevel = IdentityLevel.missing;
  for (let i = identities.starts[one] as number; i < (identities.starts[one + 1] as number); i++) {
    const mine = words.standardIdentities[identities.values[i] as number] as StandardIdentity;
    for (let j = identities.starts[other] as number; j < (identities.starts[other + 1] as number); j++) {
      const level = compareIdentities(mine, words.standardIdentities[identities.values[j] as number] as StandardIdentity);
      if (IDENTITY_RANK[level] > IDENTITY_RANK[best]) best = level;
    }
  }
  return best;
}

/** The birth date inside a node's first resident number, empty without one. */
function birthInNumber(nodes: PersonNodes, node: number): string {
  const { identities, words } = nodes;
  for (let i = identities.starts[node] as number; i < (identities.starts[node + 1] as number); i++) {
    const { birthDate } = words.standardIdentities[identities.values[i] as number] as StandardIdentity;
    if (birthDate !== "") return birthDate;
  }
  return "";
}

function compareBirths(context: PairContext, one: number, other: number): void {
  const { nodes, levels } = context;
  const { births, words } = nodes;
  const identity = levels[PersonComparison.identity] as number;
  const oneCount = sizeOf(births, one);
  const otherCount = sizeOf(births, other);
  let best: number = DateLevel.missing;
  let exactDate = "";
  // What is stated comes first; the number's own date joins in, since either may be the mistyped one.
  for (let i = -1; i < oneCount; i++) {
    const mine =
      i < 0 ? birthInNumber(nodes, one) : (words.texts.texts[births.values[(births.starts[one] as number) + i] as number] as string);
    for (let j = -1; j < otherCount; j++) {
      const theirs =
        j < 0 ? birthInNumber(nodes, other) : (words.texts.texts[births.values[(births.starts[other] as number) + j] as number] as string);
      const level = compareDates(mine, theirs);
      if (level === DateLevel.missing || (best !== DateLevel.missing && level >= best)) continue;
      best = level;
      if (level === DateLevel.exact) exactDate = mine;
    }
  }
  // A document number that agrees has said the birth date already.
  const said = (identity >= IdentityLevel.exact && identity <= IdentityLevel.sameBirth) || identity === IdentityLevel.validSlips;
  if (said && best <= DateLevel.oneSlip) {
    if (best === DateLevel.exact && oneCount > 0 && otherCount > 0) levels[PersonComparison.birth] = DateLevel.implied;
    return;
  }
  levels[PersonComparison.birth] = best;
  if (best !== DateLevel.exact) return;
  // Dates that many people share, such as the first of January, are an office's guess.
  const shared = context.frequencies.births[words.texts.find(exactDate)] ?? 1;
  context.strangerLogs[PersonComparison.birth] = Math.max(CHANCE_BIRTH, chanceOf(context, shared - OWN_SHARE) - 3);
}

const CHANCE_COUNTRYMAN = Math.log2(0.15);
const CHANCE_COLLEAGUE = Math.log2(0.01);
const CHANCE_BIRTH = Math.log2(4e-5);

function compareSexes(nodes: PersonNodes, one: number, other: number): number {
  const mine = sexOf(nodes, one);
  const theirs = sexOf(nodes, other);
  if (mine === 0 || theirs === 0) return PlainLevel.missing;
  return (mine & theirs) !== 0 ? PlainLevel.same : PlainLevel.different;
}

function sexOf(nodes: PersonNodes, node: number): number {
  const stated = nodes.sexes[node] as number;
  if (stated !== 0) return stated;
  const { identities, words } = nodes;
  for (let i = identities.starts[node] as number; i < (identities.starts[node + 1] as number); i++) {
    const number = words.standardIdentities[identities.values[i] as number] as StandardIdentity;
    if (number.sex !== "" && number.valid) return number.sex === "1" ? 1 : 2;
  }
  return 0;
}

function compareAdulthood(nodes: PersonNodes, one: number, other: number): number {
  const sum = (nodes.adults[one] as number) + (nodes.adults[other] as number);
  // Only a role against a birth date says something; two birth dates are compared elsewhere.
  if (sum === 5) return PlainLevel.different;
  return sum === 3 ? PlainLevel.same : PlainLevel.missing;
}

function compareHomes(context: PairContext, one: number, other: number): void {
  const { nodes, levels, frequencies } = context;
  const home = sharedValue(nodes.homes, one, other, frequencies.homes);
  if (home !== 0) {
    levels[PersonComparison.home] = PlainLevel.same;
    context.strangerLogs[PersonComparison.home] = chanceOf(context, (frequencies.homes[home] as number) - OWN_SHARE);
  } else if (
    nodes.doors.values.length > 0 &&
    (sharesDoor(context, one, other) || sharesDoor(context, other, one) || sharedValue(nodes.doors, one, other, frequencies.doors) !== 0)
  ) {
    levels[PersonComparison.home] = PlainLevel.near;
  } else if (sizeOf(nodes.lives, one) > 0 && sizeOf(nodes.lives, other) > 0) {
    levels[PersonComparison.home] = PlainLevel.different;
  }
}

function sharesDoor({ nodes, doorCodeOfHome }: PairContext, one: number, other: number): boolean {
  const { doors, homes } = nodes;
  for (let i = doors.starts[one] as number; i < (doors.starts[one + 1] as number); i++) {
    for (let j = homes.starts[other] as number; j < (homes.starts[other + 1] as number); j++) {
      if (doorCodeOfHome(homes.values[j] as number) === doors.values[i]) return true;
    }
  }
  return false;
}

function compareSet(context: PairContext, at: number, sets: FactSets, counts: Int32Array, one: number, other: number): void {
  if (sets.starts[one] === sets.starts[one + 1] || sets.starts[other] === sets.starts[other + 1]) return;
  const shared = sharedValue(sets, one, other, counts);
  context.levels[at] = shared === 0 ? PlainLevel.different : PlainLevel.same;
  if (shared !== 0) context.strangerLogs[at] = chanceOf(context, (counts[shared] as number) - OWN_SHARE);
}

function compareSingle(context: PairContext, at: number, column: Int32Array, counts: Int32Array, one: number, other: number): void {
  const mine = column[one] as number;
  const theirs = column[other] as number;
  if (mine <= 0 || theirs <= 0) return;
  context.levels[at] = mine === theirs ? PlainLevel.same : PlainLevel.different;
  // Countrymen keep company: a rare nationality says less of who it is than its share would have it.
  if (mine === theirs) context.strangerLogs[at] = Math.max(CHANCE_COUNTRYMAN, chanceOf(context, (counts[mine] as number) - OWN_SHARE));
}

function nearPhone({ phones, words }: PersonNodes, one: number, other: number): boolean {
  for (let i = phones.starts[one] as number; i < (phones.starts[one + 1] as number); i++) {
    const mine = words.texts.texts[phones.values[i] as number] as string;
    for (let j = phones.starts[other] as number; j < (phones.starts[other + 1] as number); j++) {
      const theirs = words.texts.texts[phones.values[j] as number] as string;
      if (mine.length > 8 && theirs.length > 8 && isOneSlip(mine, theirs)) return true;
    }
  }
  return false;
}

/** Whether two nodes are subjects of rows of one table. */
export function sharesTable(tables: FactSets, one: number, other: number): boolean {
  let i = tables.starts[one] as number;
  let j = tables.starts[other] as number;
  while (i < (tables.starts[one + 1] as number) && j < (tables.starts[other + 1] as number)) {
    const difference = (tables.values[i] as number) - (tables.values[j] as number);
    if (difference === 0) return true;
    if (difference < 0) i++;
    else j++;
  }
  return false;
}
