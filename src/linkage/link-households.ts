/** Which mentions of households are the same household. */

import type { LinkMention, PairDecision } from "./contract.ts";
import { createDictionary, fingerprintOf } from "./dictionary.ts";
import { slips } from "./edit-distance.ts";
import { doubles } from "./flat-arrays.ts";
import { createTies, type Grouped, groupMentions, type Ties } from "./groups.ts";
import { householdKey } from "./person-statements.ts";

/** The persons of a record as households need them: cluster numbers. */
export interface HouseholdPeople {
  /** Cluster of the person who heads the household of the mention's record, -1 when nobody is named so. */
  readonly headOf: (mention: number) => number;
  /** Cluster of the person that the mention's record is about, -1 for none. */
  readonly subjectOf: (mention: number) => number;
  /** Cluster of the person with this document number, -1 when nobody has it. */
  readonly personWithNumber: (idNumber: string) => number;
}

const BY_NUMBER = { method: "household-number", weight: 25 } as const;
const BY_HEAD = { method: "household-head", weight: 18 } as const;
const BY_MEMBER = { method: "household-member", weight: 10 } as const;
const BY_OWN_ROW = { method: "household-member", weight: 8 } as const;

/** Clusters household mentions by number, then by head, then by member. */
export function linkHouseholds(
  mentions: readonly LinkMention[],
  mentionOf: readonly number[],
  people: HouseholdPeople,
  decisions: readonly PairDecision[],
): Grouped {
  const ties = createTies();
  const codes = createDictionary();
  const numbers: string[] = [];
  const fingerprints = doubles(mentionOf.length);
  mentionOf.forEach((index, position) => {
    const mention = mentions[index] as LinkMention;
    const number = mention.values.householdNumber?.[0] ?? "";
    numbers[position] = number === "" ? "" : householdKey(number, mention.table);
    fingerprints[position] = fingerprintOf(`${numbers[position]} ${mention.values.headIdNumber?.[0] ?? ""}`);
    if (number !== "") ties.add(position, BY_NUMBER, 0, codes.encode(numbers[position] as string));
    const head = headOf(mention, index, people);
    if (head >= 0) ties.add(position, BY_HEAD, 1, head);
  });
  const clusterable = groupMentions(mentionOf, ties, [], decisions, contradictIn(numbers), fingerprints);
  return joinByMember(mentions, mentionOf, people, decisions, { ties, numbers, fingerprints, first: clusterable });
}

function headOf(mention: LinkMention, index: number, people: HouseholdPeople): number {
  for (const number of [...(mention.values.headIdNumber ?? []), ...(mention.invalid.headIdNumber ?? [])]) {
    const person = people.personWithNumber(number);
    if (person >= 0) return person;
  }
  return people.headOf(index);
}

/** Two numbers of the police station are two households, unless one is a slip of the other. Table-scoped numbers never speak across tables. */
function contradictIn(numbers: readonly string[]): (one: number, other: number) => boolean {
  return (one, other) => {
    const mine = numbers[one] as string;
    const theirs = numbers[other] as string;
    if (mine === "" || theirs === "" || mine === theirs || mine.length !== theirs.length) return false;
    const scope = (number: string): string => number.split(" in ")[1] ?? "";
    if (scope(mine) !== scope(theirs)) return false;
    return scope(mine) !== "" || slips(mine, theirs) > 1;
  };
}

interface FirstPass {
  readonly ties: Ties;
  readonly numbers: readonly string[];
  readonly fingerprints: Float64Array;
  readonly first: Grouped;
}

/**
 * A household without number joins the numbered household of its head; when the head is in none (his row may be missing), that of most of the
 * members that are named. What is left goes by the person that the row is about.
 */
function joinByMember(
  mentions: readonly LinkMention[],
  mentionOf: readonly number[],
  people: HouseholdPeople,
  decisions: readonly PairDecision[],
  pass: FirstPass,
): Grouped {
  const householdsOf = new Map<number, Set<number>>();
  const unnumbered = new Map<number, number[]>();
  mentionOf.forEach((index, position) => {
    const root = pass.first.rootOf[position] as number;
    if (pass.numbers[position] === "") {
      unnumbered.set(root, [...(unnumbered.get(root) ?? []), position]);
      return;
    }
    const subject = people.subjectOf(index);
    if (subject >= 0) householdsOf.set(subject, (householdsOf.get(subject) ?? new Set()).add(root));
  });
  const ties = createTies(pass.ties);
  for (const positions of unnumbered.values()) {
    const mentionAt = (position: number): LinkMention => mentions[mentionOf[position] as number] as LinkMention;
    const heads = new Set(
      positions.map((position) => headOf(mentionAt(position), mentionOf[position] as number, people)).filter((head) => head >= 0),
    );
    const members = new Set(positions.map((position) => people.subjectOf(mentionOf[position] as number)).filter((member) => member >= 0));
    const root = onlyHousehold(heads, householdsOf) ?? commonHousehold(members, householdsOf);
    for (const position of positions) {
      const own = people.subjectOf(mentionOf[position] as number);
      if (root !== undefined) ties.add(position, BY_MEMBER, 2, root);
      else if (heads.size === 0 && own >= 0) ties.add(position, BY_OWN_ROW, 3, own);
    }
    if (root !== undefined) ties.add(root, BY_MEMBER, 2, root);
  }
  return groupMentions(mentionOf, ties, [], decisions, contradictIn(pass.numbers), pass.fingerprints);
}

/** The one numbered household of these people, undefined when they are in none or in several. */
function onlyHousehold(people: ReadonlySet<number>, householdsOf: ReadonlyMap<number, ReadonlySet<number>>): number | undefined {
  const households = new Set([...people].flatMap((person) => [...(householdsOf.get(person) ?? [])]));
  return households.size === 1 ? households.values().next().value : undefined;
}

/** The numbered household that more than half of these people are in. */
function commonHousehold(people: ReadonlySet<number>, householdsOf: ReadonlyMap<number, ReadonlySet<number>>): number | undefined {
  const votes = new Map<number, number>();
  for (const person of people)
    for (const household of householdsOf.get(person) ?? []) votes.set(household, (votes.get(household) ?? 0) + 1);
  for (const [household, count] of votes) if (count * 2 > people.size) return household;
  return undefined;
}
