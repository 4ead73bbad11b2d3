/** Which of many known persons could a few new records be the same as? */

import type { CommunityKnowledge, KnownMention, LinkMention } from "./contract.ts";
import type { DwellingAddresses } from "./dwelling-address.ts";
import { bytes } from "./flat-arrays.ts";
import { doorsOf, openDoor } from "./link-dwellings.ts";
import { outcomeOf } from "./link-persons.ts";
import { blockPersons } from "./person-blocking.ts";
import { PERSON_THRESHOLDS } from "./person-model.ts";
import type { RecordContext } from "./person-statements.ts";
import { type PersonsRead, readPersons } from "./read-persons.ts";

/** Everybody is taken to be alone with name and phone: then a pair never scores lower than it does once all who share them are counted. */
const RARE = { bearers: () => 0, owners: () => 0 };

/**
 * The known persons whom new records can touch when all are linked together: those whom a comparison may find to be the same, or to be asked
 * about, and those behind a door that a record names without saying where. Never fewer than {@link linkCommunity} would touch, and hardly more:
 * of those who merely share a sound and a birth date, next to nobody.
 *
 * @param fresh mentions of the new records
 * @param known all mentions of each known person who shares a key with them, and the dwellings of their records; `record` and `table` numbers
 *   of the two must differ
 * @returns elements of `known`
 */
export function reachPersons(knowledge: CommunityKnowledge, fresh: readonly LinkMention[], known: readonly KnownMention[]): Set<string> {
  const mentions = [...fresh, ...known.map(({ mention }) => mention)];
  const read = readPersons(mentions, new Set(), { knowledge, counts: RARE });
  const { nodes, context } = read;
  const reached = reachedNodes(read, fresh.length);
  const behindOpenDoor = openDoorsOf(context.addresses, fresh.length);
  const elements = new Set<string>();
  nodes.mentionOf.forEach((mention, position) => {
    const element = known[mention - fresh.length]?.element;
    if (element === undefined || element === null) return;
    if (reached[nodes.nodeOf[position] as number] === 1 || behindOpenDoor(homeOf(context, mention))) elements.add(element);
  });
  return elements;
}

/** By node, 1 for those that are one with a fresh mention, or could be. */
function reachedNodes({ nodes, doors, scorer }: PersonsRead, freshCount: number): Uint8Array {
  const isFresh = bytes(nodes.count);
  nodes.mentionOf.forEach((mention, position) => {
    if (mention < freshCount) isFresh[nodes.nodeOf[position] as number] = 1;
  });
  const reached = isFresh.slice();
  for (const pair of blockPersons(nodes, doors)) {
    const low = Math.floor(pair / nodes.count);
    const high = pair - low * nodes.count;
    if (isFresh[low] === isFresh[high] || (reached[low] === 1 && reached[high] === 1) || scorer.hopeless(low, high)) continue;
    const result = scorer.score(low, high);
    if (result.logOdds < PERSON_THRESHOLDS.ask || outcomeOf(result) === "different") continue;
    reached[low] = 1;
    reached[high] = 1;
  }
  return reached;
}

function homeOf({ records, dwellingOf, addresses }: RecordContext, mention: number): number {
  const dwelling = dwellingOf[records.of[mention] as number] as number;
  return dwelling < 0 ? 0 : (addresses.whole[dwelling] as number);
}

/** Tells whether a home is behind one of the doors that fresh mentions name without an estate, or without a unit. */
function openDoorsOf(addresses: DwellingAddresses, freshCount: number): (home: number) => boolean {
  const open = new Set<number>();
  for (let mention = 0; mention < freshCount; mention += 1) open.add(openDoor(addresses, mention));
  open.delete(0);
  if (open.size === 0) return () => false;
  return (home) => {
    const place = addresses.parts.get(home);
    return place !== undefined && doorsOf(addresses, place).some((door) => open.has(door));
  };
}
