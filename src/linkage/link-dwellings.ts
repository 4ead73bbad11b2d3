/** Which mentions of dwellings are the same dwelling, and where an address that names no estate must be. */
import type { LinkMention, PairDecision } from "./contract.ts";
import { fingerprintOf } from "./dictionary.ts";
import type { DwellingAddresses } from "./dwelling-address.ts";
import { type Grouped, groupMentions, type Tie } from "./groups.ts";

/** Person clusters by record: every person that the record names, each once. */
export type PersonsOfRecord = ReadonlyMap<number, readonly number[]>;

/**
 * Completes open addresses (`1-2-101`, or a missing unit) by the persons of their row: where one of them lives by other records at the same
 * door, there the row must be. Returns the code of the whole address by mention index.
 */
export function completeAddresses(
  mentions: readonly LinkMention[],
  addresses: DwellingAddresses,
  persons: PersonsOfRecord,
): Map<number, number> {
  const candidatesOfPerson = homesOfPersons(mentions, addresses, persons);
  const byDoor = wholesByDoor(addresses);
  const completed = new Map<number, number>();
  for (let index = 0; index < mentions.length; index++) {
    if ((addresses.whole[index] as number) !== 0) continue;
    const door = (addresses.unitless[index] as number) || (addresses.door[index] as number);
    if (door === 0) continue;
    const possible = byDoor.get(door);
    if (!possible) continue;
    const votes = new Map<number, number>();
    for (const person of persons.get((mentions[index] as LinkMention).record) ?? []) {
      for (const home of candidatesOfPerson.get(person) ?? []) if (possible.has(home)) votes.set(home, (votes.get(home) ?? 0) + 1);
    }
    const ranked = [...votes].sort((a, b) => b[1] - a[1]);
    const [first, second] = ranked;
    // A tie between two homes at the same door says nothing.
    if (first && (!second || first[1] > second[1])) completed.set(index, first[0]);
  }
  return completed;
}

function homesOfPersons(
  mentions: readonly LinkMention[],
  addresses: DwellingAddresses,
  persons: PersonsOfRecord,
): Map<number, Set<number>> {
  const homes = new Map<number, Set<number>>();
  for (let index = 0; index < mentions.length; index++) {
    const whole = addresses.whole[index] as number;
    if (whole === 0) continue;
    for (const person of persons.get((mentions[index] as LinkMention).record) ?? []) {
      const held = homes.get(person);
      if (held) held.add(whole);
      else homes.set(person, new Set([whole]));
    }
  }
  return homes;
}

/** Whole addresses by the door (building, unit, room) or by the address without unit that they would show. */
function wholesByDoor(addresses: DwellingAddresses): Map<number, Set<number>> {
  const byDoor = new Map<number, Set<number>>();
  const add = (door: number, whole: number): void => {
    if (door !== 0) byDoor.set(door, (byDoor.get(door) ?? new Set()).add(whole));
  };
  for (const [whole, place] of addresses.parts) {
    if (place.room === "") continue;
    add(addresses.dictionary.find(`door|${place.building}|${place.unit}|${place.room}`), whole);
    add(addresses.dictionary.find(`unitless|${place.locality}|${place.estate}|${place.building}|${place.room}`), whole);
  }
  return byDoor;
}

/** Clusters dwelling mentions by whole address; open ones by door and the persons of their row. */
export function linkDwellings(
  mentions: readonly LinkMention[],
  mentionOf: readonly number[],
  addresses: DwellingAddresses,
  completed: ReadonlyMap<number, number>,
  persons: PersonsOfRecord,
  decisions: readonly PairDecision[],
): Grouped {
  const ties: Tie[] = [];
  const fingerprints = new Float64Array(mentionOf.length);
  const loneEstate = onlyEstate(addresses);
  mentionOf.forEach((index, position) => {
    const mention = mentions[index] as LinkMention;
    const whole = (addresses.whole[index] as number) || (completed.get(index) ?? 0);
    const door = (addresses.unitless[index] as number) || (addresses.door[index] as number);
    fingerprints[position] = fingerprintOf(addresses.dictionary.texts[whole || door] ?? "");
    if (whole !== 0) {
      ties.push({ position, key: `whole ${whole}`, method: completed.has(index) ? "address-completed" : "address", weight: 20 });
      return;
    }
    if (door === 0) return;
    if (loneEstate) ties.push({ position, key: `door ${door}`, method: "address", weight: 12 });
    else
      for (const person of persons.get(mention.record) ?? [])
        ties.push({ position, key: `door ${door} of ${person}`, method: "address-person", weight: 10 });
  });
  return groupMentions(mentionOf, ties, [], decisions, () => false, fingerprints);
}

/** True when the community never names more than one estate, so that a door alone is an address. */
function onlyEstate(addresses: DwellingAddresses): boolean {
  const estates = new Set<string>();
  for (const place of addresses.parts.values()) if (place.estate !== "" && place.locality === "") estates.add(place.estate);
  return estates.size === 0;
}
