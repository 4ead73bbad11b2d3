/** Compares two person nodes attribute by attribute. Nodes may state several values; the most telling pair of values counts. */

import { compareDates, DateLevel } from "./compare-date.ts";
import { compareIdentities, IdentityLevel, type StandardIdentity } from "./compare-identity.ts";
import { compareNames, NameLevel, type StandardName } from "./compare-name.ts";
import { isOneSlip } from "./edit-distance.ts";
import { type FactSets, rarestShared, shares, sizeOf } from "./facts.ts";
import { bytes, doubles } from "./flat-arrays.ts";
import type { HowCommon } from "./how-common.ts";
import { cachePairs } from "./pair-cache.ts";
import { PersonComparison, PlainLevel } from "./person-model.ts";
import type { PersonNodes } from "./person-nodes.ts";

type NameLevels = (one: number, other: number) => NameLevel;

/** Everything that comparing needs, made once; `levels` and `strangerLogs` hold the outcome for the last pair. */
export interface PairContext {
  readonly nodes: PersonNodes;
  readonly levels: Uint8Array;
  /** Base-2 logarithm of how often chance agrees on the very value, NaN where nothing was counted. */
  readonly strangerLogs: Float64Array;
  readonly nameLevels: NameLevels;
  readonly doorCodeOfHome: (home: number) => number;
  readonly common: HowCommon;
  /** Base-2 logarithm of how often chance agrees on a registered address, by text code; NaN before it was asked for. */
  readonly registeredChances: Float64Array;
}
/** Prepares comparing the nodes; `common` says how common names and phones are in the whole community. */
export function createPairContext(
  nodes: PersonNodes,
  comparisonCount: number,
  doorCodeOfHome: (home: number) => number,
  common: HowCommon,
): PairContext {
  return {
    nodes,
    levels: bytes(comparisonCount),
    strangerLogs: doubles(comparisonCount),
    nameLevels: nameLevelsOf(nodes.words.standardNames),
    doorCodeOfHome,
    common,
    registeredChances: doubles(nodes.words.texts.texts.length).fill(Number.NaN),
  };
}

/** Fills the context's `levels` and `strangerLogs` for a pair. */
export function compareNodes(context: PairContext, one: number, other: number): void {
  const { nodes, levels } = context;
  levels.fill(0);
  context.strangerLogs.fill(Number.NaN);
  compareNameSets(context, one, other);
  levels[PersonComparison.identity] = compareIdentitySets(nodes, one, other);
  compareBirths(context, one, other);
  levels[PersonComparison.sex] = compareSexes(nodes, one, other);
  levels[PersonComparison.adulthood] = compareAdulthood(nodes, one, other);
  compareHomes(context, one, other);
  comparePhones(context, one, other);
  compareSet(context, PersonComparison.household, nodes.households, one, other, FAMILY);
  compareRegistered(context, one, other);
  compareSet(context, PersonComparison.employer, nodes.employers, one, other, null);
  // A small employer's people are often of one village or country.
  if (levels[PersonComparison.employer] === PlainLevel.same) context.strangerLogs[PersonComparison.employer] = CHANCE_COLLEAGUE;
  compareSet(context, PersonComparison.unique, nodes.uniques, one, other, OWN_NUMBER);
  compareSingle(context, PersonComparison.nationality, nodes.nationalities, HOME_NATIONALITY, one, other);
  compareSingle(context, PersonComparison.ethnicity, nodes.ethnicities, HAN, one, other);
}

/** By list of names, the levels of its pairs: persons are linked twice when addresses have become known. */
const nameCaches = new WeakMap<readonly StandardName[], { readonly count: number; readonly levels: NameLevels }>();

function nameLevelsOf(names: readonly StandardName[]): NameLevels {
  const known = nameCaches.get(names);
  if (known?.count === names.length) return known.levels;
  const levels = createNameCache(names);
  nameCaches.set(names, { count: names.length, levels });
  return levels;
}

/** Levels of name pairs, each distinct pair compared once. */
function createNameCache(names: readonly StandardName[]): NameLevels {
  const cached = cachePairs((one, other) => compareNames(names[one] as StandardName, names[other] as StandardName));
  const latin = Uint8Array.from(names, (name) => (name.tokens.length > 0 ? 1 : 0));
  return (one, other) => (one === other ? (latin[one] === 1 ? NameLevel.latinExact : NameLevel.exact) : (cached(one, other) as NameLevel));
}

/** Logarithm of chance agreement on a value that `others` other people are expected to state. */
function chanceOf(context: PairContext, others: number): number {
  return Math.log2(others / context.common.population);
}

/** How many other people are expected under one household number or in one home, at one registered address, and under a number of one's own. */
const FAMILY = 4;
const REGISTERED_TOGETHER = 16;
const OWN_NUMBER = 0.5;

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
      namesakes = context.common.names[former] as number;
    }
  }
  context.levels[PersonComparison.name] = best;
  if (namesakes > 0) context.strangerLogs[PersonComparison.name] = chanceOf(context, namesakes);
}

/** How many times as many people have a name that sounds the same as have the same name. */
const SOUNDALIKES = 4;

/** Expected other people whose names agree on this level, 0 where it was not counted. */
function expectedOf({ common }: PairContext, level: NameLevel, mine: number, theirs: number): number {
  if (level === NameLevel.exact || level === NameLevel.latinExact) return common.names[mine] as number;
  if (level !== NameLevel.homophone && level !== NameLevel.romanised) return 0;
  return SOUNDALIKES * Math.max(common.names[mine] as number, common.names[theirs] as number);
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
  context.strangerLogs[PersonComparison.birth] = exactDate.endsWith("-01-01") ? CHANCE_NEW_YEAR : CHANCE_BIRTH;
}

/** Countrymen keep company: a rare nationality says less of who it is than its share would have it. */
const CHANCE_COUNTRYMAN = Math.log2(0.15);
const CHANCE_MAJORITY = Math.log2(0.9);
const HOME_NATIONALITY = "CHN";
const HAN = "01";
const CHANCE_COLLEAGUE = Math.log2(0.01);
const CHANCE_BIRTH = Math.log2(4e-5);
/** The first of January is what an office writes when it knows the year only. */
const CHANCE_NEW_YEAR = Math.log2(6e-4);

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
  const { nodes, levels } = context;
  if (shares(nodes.homes, one, other)) {
    levels[PersonComparison.home] = PlainLevel.same;
    context.strangerLogs[PersonComparison.home] = chanceOf(context, FAMILY);
  } else if (
    nodes.doors.values.length > 0 &&
    (sharesDoor(context, one, other) || sharesDoor(context, other, one) || shares(nodes.doors, one, other))
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

/** Whether both state values, and one that is the same; `expected` other people state it too, null where the table of levels says how many. */
function compareSet(context: PairContext, at: number, sets: FactSets, one: number, other: number, expected: number | null): void {
  if (sizeOf(sets, one) === 0 || sizeOf(sets, other) === 0) return;
  const same = shares(sets, one, other);
  context.levels[at] = same ? PlainLevel.same : PlainLevel.different;
  if (same && expected !== null) context.strangerLogs[at] = chanceOf(context, expected);
}

function comparePhones(context: PairContext, one: number, other: number): void {
  const { nodes, levels, common } = context;
  if (sizeOf(nodes.phones, one) === 0 || sizeOf(nodes.phones, other) === 0) return;
  const shared = rarestShared(nodes.phones, one, other, common.phones);
  if (shared !== 0) {
    levels[PersonComparison.phone] = PlainLevel.same;
    context.strangerLogs[PersonComparison.phone] = chanceOf(context, common.phones[shared] as number);
  } else levels[PersonComparison.phone] = nearPhone(nodes, one, other) ? PlainLevel.near : PlainLevel.different;
}

function compareRegistered(context: PairContext, one: number, other: number): void {
  const { registered, words } = context.nodes;
  if (sizeOf(registered, one) === 0 || sizeOf(registered, other) === 0) return;
  let best = Number.NaN;
  for (let i = registered.starts[one] as number; i < (registered.starts[one + 1] as number); i++) {
    const address = registered.values[i] as number;
    for (let j = registered.starts[other] as number; j < (registered.starts[other + 1] as number); j++) {
      if (registered.values[j] !== address) continue;
      let chance = context.registeredChances[address] as number;
      if (Number.isNaN(chance)) {
        chance = chanceOfRegistered(context, words.texts.texts[address] as string);
        context.registeredChances[address] = chance;
      }
      if (!(chance >= best)) best = chance;
    }
  }
  context.levels[PersonComparison.registered] = Number.isNaN(best) ? PlainLevel.different : PlainLevel.same;
  context.strangerLogs[PersonComparison.registered] = best;
}

/** A house has a family or a few, a village or a collective household thousands, a township ten thousands. */
function chanceOfRegistered(context: PairContext, address: string): number {
  if (/\d/.test(address) && !address.includes("集体")) return chanceOf(context, REGISTERED_TOGETHER);
  return /村|社区|小区|集体/.test(address) ? CHANCE_VILLAGER : CHANCE_TOWNSMAN;
}

const CHANCE_VILLAGER = Math.log2(0.004);
const CHANCE_TOWNSMAN = Math.log2(0.05);

function compareSingle(context: PairContext, at: number, column: Int32Array, majority: string, one: number, other: number): void {
  const mine = column[one] as number;
  const theirs = column[other] as number;
  if (mine <= 0 || theirs <= 0) return;
  context.levels[at] = mine === theirs ? PlainLevel.same : PlainLevel.different;
  if (mine !== theirs) return;
  context.strangerLogs[at] = context.nodes.words.texts.texts[mine] === majority ? CHANCE_MAJORITY : CHANCE_COUNTRYMAN;
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
