/** Scores pairs of person nodes: levels of agreement, and the odds that the two are one person. */
import { hashKey } from "./blocking.ts";
import { type ClassComparison, type ClassPriors, logSum2, weightsOf } from "./classes.ts";
import { compareDates, DateLevel } from "./compare-date.ts";
import { compareIdentities, IdentityLevel, type StandardIdentity } from "./compare-identity.ts";
import { compareNames, NameLevel, type StandardName } from "./compare-name.ts";
import { slips } from "./edit-distance.ts";
import { countOwners, type FactSets, sharedValue, sizeOf } from "./facts.ts";
import { expectNamesakes } from "./namesakes.ts";
import { KIN_PER_PERSON, PersonComparison, PlainLevel, REPEAT_IN_TABLE } from "./person-model.ts";
import type { PersonNodes } from "./person-nodes.ts";

const COMPARISON_COUNT = 13;

/** The outcome of scoring a pair; one object is reused for every pair, so copy what must last. */
export interface PersonScore {
  readonly levels: Uint8Array;
  /** Base-2 logarithm of the stranger class's probability by comparison, term frequency included. */
  readonly strangerLogs: Float64Array;
  /** Base-2 log-odds that the two are one person. */
  logOdds: number;
  /** Base-2 logarithm of the Bayes factor: the log-odds without the prior. */
  weight: number;
  /** Sum of what speaks against (document number, birth date, sex, name), 0 or negative. */
  contradiction: number;
  /** Sum over comparisons of the stranger correction by term frequency. */
  strangerShift: number;
}

export interface PersonScorer {
  score(one: number, other: number): PersonScore;
  /** Takes over re-estimated probabilities. */
  use(comparisons: readonly ClassComparison[]): void;
  readonly priors: ClassPriors;
  /** Whether one table holds both as the subjects of rows. */
  shareTable(one: number, other: number): boolean;
}

interface Frequencies {
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

/** A scorer over the nodes, with the probabilities given. */
export function createPersonScorer(
  nodes: PersonNodes,
  comparisons: readonly ClassComparison[],
  doorCodeOfHome: (home: number) => number,
): PersonScorer {
  const frequencies = countFrequencies(nodes);
  const population = Math.max(50, nodes.count);
  const priors = { same: 1, kin: KIN_PER_PERSON, stranger: population };
  let weights = weightsOf(comparisons);
  const result: PersonScore = {
    levels: new Uint8Array(COMPARISON_COUNT),
    strangerLogs: new Float64Array(COMPARISON_COUNT),
    logOdds: 0,
    weight: 0,
    contradiction: 0,
    strangerShift: 0,
  };
  const nameLevels = createNameCache(nodes.words.standardNames);
  const frequencyOf = (count: number): number => Math.log2(Math.max(0.1, count - 0.7) / population);
  const { levels, strangerLogs } = result;

  const compare = (one: number, other: number): void => {
    levels.fill(0);
    compareNameSets(nodes, nameLevels, frequencies, one, other, levels, strangerLogs, frequencyOf);
    compareIdentitySets(nodes, one, other, levels);
    compareBirths(nodes, frequencies, one, other, levels, strangerLogs, frequencyOf);
    levels[PersonComparison.sex] = compareSexes(nodes, one, other);
    comparePlaces(nodes, frequencies, doorCodeOfHome, one, other, levels, strangerLogs, frequencyOf);
    levels[PersonComparison.adulthood] = compareAdulthood(nodes, one, other);
    comparePlain(nodes, frequencies, one, other, levels, strangerLogs, frequencyOf);
  };

  return {
    priors,
    shareTable: (one, other) => sharesTable(nodes.tables, one, other),
    use(estimated) {
      weights = weightsOf(estimated);
    },
    score(one, other) {
      strangerLogs.fill(Number.NaN);
      compare(one, other);
      let same = 0;
      let kin = Math.log2(KIN_PER_PERSON);
      let stranger = Math.log2(population);
      let contradiction = 0;
      let shift = 0;
      for (let at = 0; at < COMPARISON_COUNT; at++) {
        const level = levels[at] as number;
        if (level === 0) continue;
        const { logs, levelCount } = weights[at] as (typeof weights)[number];
        const table = logs[2 * levelCount + level] as number;
        const counted = strangerLogs[at] as number;
        const strangerLog = Number.isNaN(counted) ? table : counted;
        strangerLogs[at] = strangerLog;
        shift += strangerLog - table;
        const sameLog = logs[level] as number;
        same += sameLog;
        kin += logs[levelCount + level] as number;
        stranger += strangerLog;
        if (at <= PersonComparison.sex && sameLog < strangerLog) contradiction += sameLog - strangerLog;
      }
      const repeat = sharesTable(nodes.tables, one, other) ? Math.log2(REPEAT_IN_TABLE) : 0;
      const others = logSum2(kin, stranger);
      result.logOdds = same + repeat - others;
      result.weight = result.logOdds + Math.log2(population + KIN_PER_PERSON);
      result.contradiction = contradiction;
      result.strangerShift = shift;
      return result;
    },
  };
}

function countFrequencies(nodes: PersonNodes): Frequencies {
  const { words } = nodes;
  const texts = words.texts.texts.length;
  const places = (sets: FactSets): number => sets.values.reduce((most, value) => Math.max(most, value), 0) + 1;
  const { names, sounds } = expectNamesakes(nodes);
  const countSingle = (column: Int32Array): Int32Array => {
    const counts = new Int32Array(texts);
    for (const value of column) if (value > 0) counts[value] = (counts[value] as number) + 1;
    return counts;
  };
  return {
    names,
    sounds,
    phones: countOwners(nodes.phones, texts),
    homes: countOwners(nodes.homes, places(nodes.homes)),
    doors: countOwners(nodes.doors, places(nodes.doors)),
    households: countOwners(nodes.households, texts),
    registered: countOwners(nodes.registered, texts),
    employers: countOwners(nodes.employers, texts),
    uniques: countOwners(nodes.uniques, texts),
    births: countOwners(nodes.births, texts),
    nationalities: countSingle(nodes.nationalities),
    ethnicities: countSingle(nodes.ethnicities),
  };
}

type NameLevels = (one: number, other: number) => NameLevel;

/** Levels of name pairs, each distinct pair compared once. The cache is bounded: a full one starts again. */
function createNameCache(names: readonly StandardName[]): NameLevels {
  let capacity = 1 << 16;
  let keys = new Float64Array(capacity).fill(-1);
  let levels = new Uint8Array(capacity);
  let held = 0;
  return (one, other) => {
    if (one === other) return NameLevel.exact;
    const key = one < other ? one * 33554432 + other : other * 33554432 + one;
    let slot = hashKey(key) & (capacity - 1);
    while ((keys[slot] as number) !== -1) {
      if (keys[slot] === key) return levels[slot] as NameLevel;
      slot = (slot + 1) & (capacity - 1);
    }
    const level = compareNames(names[one] as StandardName, names[other] as StandardName);
    if (held * 2 > capacity) {
      capacity = Math.min(1 << 23, capacity * 4);
      keys = new Float64Array(capacity).fill(-1);
      levels = new Uint8Array(capacity);
      held = 0;
      slot = hashKey(key) & (capacity - 1);
    }
    keys[slot] = key;
    levels[slot] = level;
    held++;
    return level;
  };
}

function compareNameSets(
  nodes: PersonNodes,
  nameLevels: NameLevels,
  frequencies: Frequencies,
  one: number,
  other: number,
  levels: Uint8Array,
  strangerLogs: Float64Array,
  frequencyOf: (count: number) => number,
): void {
  const { names, formerNames, words } = nodes;
  let best: number = NameLevel.missing;
  let count = 0;
  const take = (level: number, name: number): void => {
    if (level === NameLevel.missing) return;
    const occurrences =
      level === NameLevel.exact || level === NameLevel.former
        ? (frequencies.names[name] as number)
        : level === NameLevel.homophone || level === NameLevel.romanised
          ? (frequencies.sounds[words.soundOfName[name] as number] as number)
          : 0;
    if (best === NameLevel.missing || level < best || (level === best && occurrences < count)) {
      best = level;
      count = occurrences;
    }
  };
  // Foreigners' Chinese names are shared by many (艾迪 for every Eddie): where both state their own, only that counts.
  const latin = statesLatin(words, names, one) && statesLatin(words, names, other);
  for (let i = names.starts[one] as number; i < (names.starts[one + 1] as number); i++) {
    const mine = names.values[i] as number;
    if (latin && !isLatin(words, mine)) continue;
    for (let j = names.starts[other] as number; j < (names.starts[other + 1] as number); j++) {
      const theirs = names.values[j] as number;
      if (!latin || isLatin(words, theirs)) take(nameLevels(mine, theirs), mine);
    }
  }
  if (best !== NameLevel.exact) {
    const former = formerMatch(formerNames, names, one, other) || formerMatch(formerNames, names, other, one);
    if (former !== 0) take(NameLevel.former, former);
  }
  levels[PersonComparison.name] = best;
  // `frequencyOf` takes occurrences and leaves out the pair's own; namesakes are others already.
  if (count > 0) strangerLogs[PersonComparison.name] = frequencyOf(count + 0.7);
}

function isLatin(words: PersonNodes["words"], name: number): boolean {
  return (words.standardNames[name] as StandardName).tokens.length > 0;
}

function statesLatin(words: PersonNodes["words"], names: FactSets, node: number): boolean {
  for (let index = names.starts[node] as number; index < (names.starts[node + 1] as number); index++)
    if (isLatin(words, names.values[index] as number)) return true;
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

function compareIdentitySets(nodes: PersonNodes, one: number, other: number, levels: Uint8Array): void {
  const { identities, words } = nodes;
  let best: number = IdentityLevel.missing;
  for (let i = identities.starts[one] as number; i < (identities.starts[one + 1] as number); i++) {
    const mine = identities.values[i] as number;
    for (let j = identities.starts[other] as number; j < (identities.starts[other + 1] as number); j++) {
      const level = compareIdentities(
        words.standardIdentities[mine] as StandardIdentity,
        words.standardIdentities[identities.values[j] as number] as StandardIdentity,
      );
      if ((IDENTITY_RANK[level] as number) > (IDENTITY_RANK[best] as number)) best = level;
    }
  }
  levels[PersonComparison.identity] = best;
}

/** The birth date inside a node's first resident number, empty without one. */
function birthInNumber(nodes: PersonNodes, node: number): string {
  const { identities, words } = nodes;
  for (let i = identities.starts[node] as number; i < (identities.starts[node + 1] as number); i++) {
    const number = words.standardIdentities[identities.values[i] as number] as StandardIdentity;
    if (number.birthDate !== "") return number.birthDate;
  }
  return "";
}

function compareBirths(
  nodes: PersonNodes,
  frequencies: Frequencies,
  one: number,
  other: number,
  levels: Uint8Array,
  strangerLogs: Float64Array,
  frequencyOf: (count: number) => number,
): void {
  const { births, words } = nodes;
  const identity = levels[PersonComparison.identity] as number;
  let best: number = DateLevel.missing;
  let exactCode = 0;
  const oneCount = sizeOf(births, one);
  const otherCount = sizeOf(births, other);
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
      if (level === DateLevel.exact) exactCode = words.texts.find(mine);
    }
  }
  // A document number that agrees has said the birth date already.
  const said = (identity >= IdentityLevel.exact && identity <= IdentityLevel.sameBirth) || identity === IdentityLevel.validSlips;
  if (said && best <= DateLevel.oneSlip) {
    if (best === DateLevel.exact && oneCount > 0 && otherCount > 0) levels[PersonComparison.birth] = DateLevel.implied;
    return;
  }
  levels[PersonComparison.birth] = best;
  if (best === DateLevel.exact)
    strangerLogs[PersonComparison.birth] = Math.max(Math.log2(4e-5), frequencyOf(frequencies.births[exactCode] ?? 1) - 3);
}

function compareAdulthood(nodes: PersonNodes, one: number, other: number): number {
  const mine = nodes.adults[one] as number;
  const theirs = nodes.adults[other] as number;
  // Only a role against a birth date says something; two birth dates are compared elsewhere.
  if (mine + theirs === 5) return PlainLevel.different;
  return mine + theirs === 3 ? PlainLevel.same : PlainLevel.missing;
}

function compareSexes(nodes: PersonNodes, one: number, other: number): number {
  const identity = sexOf(nodes, one);
  const facing = sexOf(nodes, other);
  if (identity === 0 || facing === 0) return PlainLevel.missing;
  return (identity & facing) !== 0 ? PlainLevel.same : PlainLevel.different;
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

function comparePlaces(
  nodes: PersonNodes,
  frequencies: Frequencies,
  doorCodeOfHome: (home: number) => number,
  one: number,
  other: number,
  levels: Uint8Array,
  strangerLogs: Float64Array,
  frequencyOf: (count: number) => number,
): void {
  const home = sharedValue(nodes.homes, one, other, frequencies.homes);
  if (home !== 0) {
    levels[PersonComparison.home] = PlainLevel.same;
    strangerLogs[PersonComparison.home] = frequencyOf(frequencies.homes[home] as number);
  } else if (
    sharesDoor(nodes, doorCodeOfHome, one, other) ||
    sharesDoor(nodes, doorCodeOfHome, other, one) ||
    sharedValue(nodes.doors, one, other, frequencies.doors) !== 0
  ) {
    levels[PersonComparison.home] = PlainLevel.near;
  } else if (sizeOf(nodes.lives, one) > 0 && sizeOf(nodes.lives, other) > 0) {
    levels[PersonComparison.home] = PlainLevel.different;
  }
}

function sharesDoor(nodes: PersonNodes, doorCodeOfHome: (home: number) => number, one: number, other: number): boolean {
  const { doors, homes } = nodes;
  for (let i = doors.starts[one] as number; i < (doors.starts[one + 1] as number); i++) {
    for (let j = homes.starts[other] as number; j < (homes.starts[other + 1] as number); j++) {
      if (doorCodeOfHome(homes.values[j] as number) === doors.values[i]) return true;
    }
  }
  return false;
}

function comparePlain(
  nodes: PersonNodes,
  frequencies: Frequencies,
  one: number,
  other: number,
  levels: Uint8Array,
  strangerLogs: Float64Array,
  frequencyOf: (count: number) => number,
): void {
  const set = (at: number, sets: FactSets, counts: Int32Array): void => {
    if (sizeOf(sets, one) === 0 || sizeOf(sets, other) === 0) return;
    const shared = sharedValue(sets, one, other, counts);
    levels[at] = shared === 0 ? PlainLevel.different : PlainLevel.same;
    if (shared !== 0) strangerLogs[at] = frequencyOf(counts[shared] as number);
  };
  set(PersonComparison.phone, nodes.phones, frequencies.phones);
  if (levels[PersonComparison.phone] === PlainLevel.different && nearPhone(nodes, one, other))
    levels[PersonComparison.phone] = PlainLevel.near;
  set(PersonComparison.household, nodes.households, frequencies.households);
  set(PersonComparison.registered, nodes.registered, frequencies.registered);
  set(PersonComparison.employer, nodes.employers, frequencies.employers);
  set(PersonComparison.unique, nodes.uniques, frequencies.uniques);
  const single = (at: number, column: Int32Array, counts: Int32Array): void => {
    const mine = column[one] as number;
    const theirs = column[other] as number;
    if (mine <= 0 || theirs <= 0) return;
    levels[at] = mine === theirs ? PlainLevel.same : PlainLevel.different;
    if (mine === theirs) strangerLogs[at] = frequencyOf(counts[mine] as number);
  };
  single(PersonComparison.nationality, nodes.nationalities, frequencies.nationalities);
  single(PersonComparison.ethnicity, nodes.ethnicities, frequencies.ethnicities);
}

function nearPhone(nodes: PersonNodes, one: number, other: number): boolean {
  const { phones, words } = nodes;
  for (let i = phones.starts[one] as number; i < (phones.starts[one + 1] as number); i++) {
    const mine = words.texts.texts[phones.values[i] as number] as string;
    for (let j = phones.starts[other] as number; j < (phones.starts[other + 1] as number); j++) {
      const theirs = words.texts.texts[phones.values[j] as number] as string;
      if (mine.length > 8 && theirs.length > 8 && slips(mine, theirs) === 1) return true;
    }
  }
  return false;
}

function sharesTable(tables: FactSets, one: number, other: number): boolean {
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
