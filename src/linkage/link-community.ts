/** Links all mentions of a community: dwellings, persons, households and organisations, each kind helped by the others. */

import { ORGANISATION_PRIOR } from "./compare-organisations.ts";
import type { CommunityKnowledge, CommunityLinks, LinkMention, LinkReason, PairDecision, ReviewPair, Surroundings } from "./contract.ts";
import { type DwellingAddresses, type PlaceSpellings, readDwellingAddresses } from "./dwelling-address.ts";
import { countingUp, integers } from "./flat-arrays.ts";
import { ALONE, type Grouped } from "./groups.ts";
import { isHouseholdHead } from "./household-head.ts";
import { populationOf } from "./how-common.ts";
import { completeAddresses, linkDwellings, type PersonsOfRecords } from "./link-dwellings.ts";
import { type HouseholdPeople, linkHouseholds } from "./link-households.ts";
import { linkOrganisations } from "./link-organisations.ts";
import { linkPersons, type PersonLinks, statementsWith } from "./link-persons.ts";
import type { PersonNodes } from "./person-nodes.ts";
import { createPersonWords, type RecordContext, readPersonStatements } from "./person-statements.ts";
import { type RecordTable, tabulateRecords } from "./records.ts";

/**
 * Finds out which mentions speak of the same element. Pure; the result does not depend on the order of the mentions but for the numbers
 * of clusters, which follow first appearance. Decisions (by mention index) win over every score. No refusals.
 *
 * @param surroundings of mentions that are a part of a community only; absent when they are all there are
 */
export function linkCommunity(
  mentions: readonly LinkMention[],
  decisions: readonly PairDecision[],
  surroundings?: Surroundings,
): CommunityLinks {
  const addresses = readDwellingAddresses(mentions, surroundings && spellingsOf(surroundings.knowledge));
  const doors = doorCodes(addresses);
  const records = tabulateRecords(mentions);
  const said = readPersonStatements(mentions, createPersonWords());
  const personsNow = (): PersonLinks =>
    linkPersons(mentions, said, decisions, contextOf(mentions, records, addresses), doors, surroundings);
  let persons = personsNow();
  let ofRecord = { records, clusterOf: clusterByMention(mentions, persons) };
  const completedCodes = completeAddresses(addresses, ofRecord);
  if (completedCodes.size > 0) {
    for (const [index, code] of completedCodes) addresses.whole[index] = code;
    persons = personsNow();
    ofRecord = { records, clusterOf: clusterByMention(mentions, persons) };
  }
  const kept = surroundings ? [...decisions, ...keptTogether(surroundings.settled)] : decisions;
  const result = createResult(mentions.length);
  placePersons(result, persons);
  const dwellings = mentionsOf(mentions, "dwelling");
  place(result, dwellings, linkDwellings(dwellings, addresses, completedCodes, ofRecord, kept));
  const households = mentionsOf(mentions, "household");
  place(result, households, linkHouseholds(mentions, households, householdPeople(mentions, households, ofRecord), kept));
  placeOrganisations(result, mentions, kept);
  return {
    clusters: numberClusters(result.roots),
    reasons: result.reasons,
    reviews: sortReviews(result.reviews),
    completed: completedParts(completedCodes, addresses),
    knowledge: knowledgeAfter(persons.nodes, addresses, surroundings),
  };
}

/**
 * Whether a community is of the same scale as before: then only what changed, and its neighbours, can be linked otherwise than before. When its
 * size as a power of two or its newest birth year is another, every pair is judged a little differently.
 */
export function isSameScale(before: CommunityKnowledge, after: CommunityKnowledge): boolean {
  return (
    populationOf(before.statements) === populationOf(after.statements) &&
    before.newestBirthYear === after.newestBirthYear &&
    before.homeLocality === after.homeLocality
  );
}

function placeOrganisations(result: Result, mentions: readonly LinkMention[], decisions: readonly PairDecision[]): void {
  const organisations = mentionsOf(mentions, "organisation");
  const linked = linkOrganisations(mentions, organisations, decisions);
  place(result, organisations, linked);
  for (const { one, other, weight, reason } of linked.asked) {
    const [left, right] = [organisations[one] as number, organisations[other] as number];
    result.reviews.push(review(left, right, weight + ORGANISATION_PRIOR, weight, reason));
  }
}

/** Settled mentions of one element as decisions that they are the same. */
function keptTogether(settled: Int32Array): PairDecision[] {
  const first = new Map<number, number>();
  const kept: PairDecision[] = [];
  settled.forEach((element, mention) => {
    if (element < 0) return;
    const left = first.get(element);
    if (left === undefined) first.set(element, mention);
    else kept.push({ left, right: mention, same: true });
  });
  return kept;
}

/** By knowledge, its spellings: a city has thousands, and they are asked for with every question. */
const spellings = new WeakMap<CommunityKnowledge, PlaceSpellings>();

export function spellingsOf(knowledge: CommunityKnowledge): PlaceSpellings {
  let known = spellings.get(knowledge);
  if (known === undefined) {
    known = {
      home: knowledge.homeLocality,
      estates: new Map(Object.entries(knowledge.estates)),
      counts: new Map(Object.entries(knowledge.estateCounts)),
    };
    spellings.set(knowledge, known);
  }
  return known;
}

/** What is known of the community with these mentions, which are all or come to what their surroundings knew. */
function knowledgeAfter(nodes: PersonNodes, { spellings }: DwellingAddresses, surroundings: Surroundings | undefined): CommunityKnowledge {
  return {
    statements: surroundings ? statementsWith(nodes, surroundings) : nodes.count,
    newestBirthYear: nodes.newestYear,
    homeLocality: spellings.home,
    estates: Object.fromEntries(spellings.estates),
    estateCounts: surroundings?.knowledge.estateCounts ?? Object.fromEntries(spellings.counts),
  };
}

interface Result {
  /** Root mention by mention index. */
  readonly roots: Int32Array;
  readonly reasons: LinkReason[];
  readonly reviews: ReviewPair[];
}

function createResult(count: number): Result {
  return {
    roots: countingUp(count),
    reasons: Array.from({ length: count }, () => ALONE),
    reviews: [],
  };
}

function mentionsOf(mentions: readonly LinkMention[], kind: LinkMention["kind"]): number[] {
  const found: number[] = [];
  mentions.forEach((mention, index) => {
    if (mention.kind === kind) found.push(index);
  });
  return found;
}

function place(result: Result, mentionOf: readonly number[], grouped: Grouped): void {
  mentionOf.forEach((mention, position) => {
    result.roots[mention] = mentionOf[grouped.rootOf[position] as number] as number;
    result.reasons[mention] = grouped.reasons[position] as LinkReason;
  });
}

function placePersons(result: Result, persons: PersonLinks): void {
  const { nodes, clusterOf } = persons;
  const firstOfCluster = new Map<number, number>();
  const firstOfNode = new Map<number, number>();
  for (let position = 0; position < nodes.mentionOf.length; position++) {
    const mention = nodes.mentionOf[position] as number;
    const cluster = clusterOf[position] as number;
    const node = nodes.nodeOf[position] as number;
    if (!firstOfCluster.has(cluster)) firstOfCluster.set(cluster, mention);
    if (!firstOfNode.has(node)) firstOfNode.set(node, mention);
    result.roots[mention] = firstOfCluster.get(cluster) as number;
    result.reasons[mention] = persons.reasons[node] as LinkReason;
  }
  for (const { one, other, logOdds, weight, reason } of persons.reviews) {
    result.reviews.push(review(firstOfNode.get(one) as number, firstOfNode.get(other) as number, logOdds, weight, reason));
  }
}

function review(one: number, other: number, logOdds: number, weight: number, reason: string): ReviewPair {
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    left: Math.min(one, other),
    right: Math.max(one, other),
    weight: round(weight),
    probability: Math.round((1e4 * 2 ** logOdds) / (1 + 2 ** logOdds)) / 1e4,
    reason,
  };
}

function sortReviews(reviews: ReviewPair[]): ReviewPair[] {
  return reviews.sort((a, b) => b.probability - a.probability || a.left - b.left || a.right - b.right);
}

function numberClusters(roots: Int32Array): Int32Array {
  const clusters = integers(roots.length).fill(-1);
  const numbers = integers(roots.length).fill(-1);
  let count = 0;
  for (let index = 0; index < roots.length; index++) {
    const root = roots[index] as number;
    if (numbers[root] === -1) numbers[root] = count++;
    clusters[index] = numbers[root] as number;
  }
  return clusters;
}

/** Code of the door of a whole address (its building, unit and room without the estate), 0 when nobody speaks of that door alone. */
export function doorCodes(addresses: DwellingAddresses): (home: number) => number {
  const cache = new Map<number, number>();
  return (home) => {
    let code = cache.get(home);
    if (code === undefined) {
      const place = addresses.parts.get(home);
      code = place && place.room !== "" ? addresses.dictionary.find(`door|${place.building}|${place.unit}|${place.room}`) : 0;
      cache.set(home, code);
    }
    return code;
  };
}

/** Where the people of each record live or are registered. */
export function contextOf(mentions: readonly LinkMention[], records: RecordTable, addresses: DwellingAddresses): RecordContext {
  const dwellingOf = integers(records.count).fill(-1);
  const registeredOf = integers(records.count).fill(-1);
  for (let index = 0; index < mentions.length; index++) {
    const mention = mentions[index] as LinkMention;
    if (mention.kind !== "dwelling") continue;
    const target = mention.role === "registered" ? registeredOf : dwellingOf;
    const record = records.of[index] as number;
    if ((target[record] as number) < 0) target[record] = index;
  }
  return { records, dwellingOf, registeredOf, addresses };
}

function clusterByMention(mentions: readonly LinkMention[], persons: PersonLinks): Int32Array {
  const clusterOf = integers(mentions.length).fill(-1);
  const { mentionOf } = persons.nodes;
  for (let position = 0; position < mentionOf.length; position++)
    clusterOf[mentionOf[position] as number] = persons.clusterOf[position] as number;
  return clusterOf;
}

function householdPeople(
  mentions: readonly LinkMention[],
  households: readonly number[],
  { records, clusterOf }: PersonsOfRecords,
): HouseholdPeople {
  const heads = integers(records.count).fill(-1);
  const subjects = integers(records.count).fill(-1);
  const byNumber = new Map<string, number>();
  for (const index of households) for (const number of mentions[index]?.values.headIdNumber ?? []) byNumber.set(number, -1);
  for (let index = 0; index < mentions.length; index++) {
    const cluster = clusterOf[index] as number;
    if (cluster < 0) continue;
    const mention = mentions[index] as LinkMention;
    const record = records.of[index] as number;
    if (byNumber.size > 0) for (const number of mention.values.idNumber ?? []) if (byNumber.has(number)) byNumber.set(number, cluster);
    if (mention.role === "householdHead") heads[record] = cluster;
    if (mention.role !== "subject") continue;
    if ((subjects[record] as number) < 0) subjects[record] = cluster;
    if ((heads[record] as number) < 0 && isHouseholdHead(mention)) heads[record] = cluster;
  }
  return {
    headOf: (mention) => heads[records.of[mention] as number] as number,
    subjectOf: (mention) => subjects[records.of[mention] as number] as number,
    personWithNumber: (idNumber) => byNumber.get(idNumber) ?? -1,
  };
}

function completedParts(
  completed: ReadonlyMap<number, number>,
  addresses: DwellingAddresses,
): Map<number, Readonly<Record<string, string>>> {
  const result = new Map<number, Readonly<Record<string, string>>>();
  for (const [mention, code] of completed) {
    const place = addresses.parts.get(code);
    if (!place) continue;
    const { estate, building, unit, room } = place;
    result.set(mention, Object.fromEntries(Object.entries({ estate, building, unit, room }).filter(([, value]) => value !== "")));
  }
  return result;
}
