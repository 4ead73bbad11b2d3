/** Which mentions of households are the same household. */
import type { LinkMention, LinkReason, PairDecision } from "./contract.ts";
import { fingerprintOf } from "./dictionary.ts";
import { slips } from "./edit-distance.ts";
import { type Grouped, groupMentions, type Tie } from "./groups.ts";
import { householdKey } from "./person-nodes.ts";

/** The persons of a record as households need them: cluster numbers. */
export interface HouseholdPeople {
  /** Cluster of the person who heads the household of the record, -1 when nobody is named so. */
  readonly headOf: (record: number) => number;
  /** Cluster of the person that the record is about, -1 for none. */
  readonly subjectOf: (record: number) => number;
  /** Cluster of the person with this document number, -1 when nobody has it. */
  readonly personWithNumber: (idNumber: string) => number;
}

export type { LinkReason };

/** Clusters household mentions by number, then by head, then by member. */
export function linkHouseholds(
  mentions: readonly LinkMention[],
  mentionOf: readonly number[],
  people: HouseholdPeople,
  decisions: readonly PairDecision[],
): Grouped {
  const ties: Tie[] = [];
  const numbers: string[] = [];
  const fingerprints = new Float64Array(mentionOf.length);
  mentionOf.forEach((index, position) => {
    const mention = mentions[index] as LinkMention;
    const number = mention.values.householdNumber?.[0] ?? "";
    numbers[position] = number === "" ? "" : householdKey(number, mention.table);
    fingerprints[position] = fingerprintOf(`${numbers[position]} ${mention.values.headIdNumber?.[0] ?? ""}`);
    if (number !== "") ties.push({ position, key: `number ${numbers[position]}`, method: "household-number", weight: 25 });
    const head = headOf(mention, people);
    if (head >= 0) ties.push({ position, key: `head ${head}`, method: "household-head", weight: 18 });
  });
  const clusterable = groupMentions(mentionOf, ties, [], decisions, contradictIn(numbers), fingerprints);
  return joinByMember(mentions, mentionOf, people, decisions, { ties, numbers, fingerprints, first: clusterable });
}

function headOf(mention: LinkMention, people: HouseholdPeople): number {
  for (const number of [...(mention.values.headIdNumber ?? []), ...(mention.invalid.headIdNumber ?? [])]) {
    const person = people.personWithNumber(number);
    if (person >= 0) return person;
  }
  return people.headOf(mention.record);
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
  readonly ties: Tie[];
  readonly numbers: readonly string[];
  readonly fingerprints: Float64Array;
  readonly first: Grouped;
}

/** A household mention without number joins the numbered household of which its head (or subject) is a member, when there is just one. */
function joinByMember(
  mentions: readonly LinkMention[],
  mentionOf: readonly number[],
  people: HouseholdPeople,
  decisions: readonly PairDecision[],
  pass: FirstPass,
): Grouped {
  const householdsOf = new Map<number, Set<number>>();
  mentionOf.forEach((index, position) => {
    const subject = people.subjectOf((mentions[index] as LinkMention).record);
    if (subject < 0 || pass.numbers[position] === "") return;
    const root = pass.first.rootOf[position] as number;
    householdsOf.set(subject, (householdsOf.get(subject) ?? new Set()).add(root));
  });
  const ties = [...pass.ties];
  mentionOf.forEach((index, position) => {
    if (pass.numbers[position] !== "") return;
    const mention = mentions[index] as LinkMention;
    const head = headOf(mention, people);
    const person = head >= 0 ? head : people.subjectOf(mention.record);
    const households = householdsOf.get(person);
    if (households?.size !== 1) {
      if (head < 0 && person >= 0) ties.push({ position, key: `member ${person}`, method: "household-member", weight: 8 });
      return;
    }
    const [root] = households;
    ties.push({ position: root as number, key: `root ${root}`, method: "household-member", weight: 10 });
    ties.push({ position, key: `root ${root}`, method: "household-member", weight: 10 });
  });
  return groupMentions(mentionOf, ties, [], decisions, contradictIn(pass.numbers), pass.fingerprints);
}
