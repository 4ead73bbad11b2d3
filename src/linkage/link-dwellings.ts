/** Which mentions of dwellings are the same dwelling, and where an address that names no estate must be. */

import type { PairDecision } from "./contract.ts";
import type { DwellingAddresses, DwellingParts } from "./dwelling-address.ts";
import { doubles } from "./flat-arrays.ts";
import { createTies, type Grouped, groupMentions } from "./groups.ts";
import type { RecordTable } from "./records.ts";

/** Which persons each record names. */
export interface PersonsOfRecords {
  readonly records: RecordTable;
  /** Person cluster by mention index, -1 for mentions that are no persons. */
  readonly clusterOf: Int32Array;
}

/** Visits the persons that the record of a mention names. */
function forEachPerson({ records, clusterOf }: PersonsOfRecords, mention: number, visit: (cluster: number) => void): void {
  const record = records.of[mention] as number;
  for (let at = records.starts[record] as number; at < (records.starts[record + 1] as number); at++) {
    const cluster = clusterOf[records.members[at] as number] as number;
    if (cluster >= 0) visit(cluster);
  }
}

/** Code of the door of a mention whose address is open, 0 for others. */
export function openDoor(addresses: DwellingAddresses, index: number): number {
  return (addresses.whole[index] as number) !== 0 ? 0 : (addresses.unitless[index] as number) || (addresses.door[index] as number);
}

/**
 * Completes open addresses (`1-2-101`, or a missing unit) by the persons of their row: where one of them lives by other records at the same
 * door, there the row must be. Returns the code of the whole address by mention index.
 */
export function completeAddresses(addresses: DwellingAddresses, persons: PersonsOfRecords): Map<number, number> {
  const completed = new Map<number, number>();
  const open: number[] = [];
  const wanted = new Set<number>();
  for (let index = 0; index < addresses.whole.length; index++) {
    if (openDoor(addresses, index) === 0) continue;
    open.push(index);
    forEachPerson(persons, index, (cluster) => wanted.add(cluster));
  }
  if (open.length === 0) return completed;
  const homes = homesOfPersons(addresses, persons, wanted);
  const byDoor = wholesByDoor(addresses);
  for (const index of open) {
    const possible = byDoor.get(openDoor(addresses, index));
    if (!possible) continue;
    const votes = new Map<number, number>();
    const seen = new Set<number>();
    forEachPerson(persons, index, (person) => {
      if (seen.has(person)) return;
      seen.add(person);
      for (const home of homes.get(person) ?? []) if (possible.has(home)) votes.set(home, (votes.get(home) ?? 0) + 1);
    });
    const ranked = [...votes].sort((a, b) => b[1] - a[1]);
    const [first, second] = ranked;
    // A tie between two homes at the same door says nothing.
    if (first && (!second || first[1] > second[1])) completed.set(index, first[0]);
  }
  return completed;
}

function homesOfPersons(addresses: DwellingAddresses, persons: PersonsOfRecords, wanted: ReadonlySet<number>): Map<number, Set<number>> {
  const homes = new Map<number, Set<number>>();
  for (let index = 0; index < addresses.whole.length; index++) {
    const whole = addresses.whole[index] as number;
    if (whole === 0) continue;
    forEachPerson(persons, index, (person) => {
      if (!wanted.has(person)) return;
      const held = homes.get(person);
      if (held) held.add(whole);
      else homes.set(person, new Set([whole]));
    });
  }
  return homes;
}

/** Whole addresses by the door (building, unit, room) or by the address without unit that they would show. */
function wholesByDoor(addresses: DwellingAddresses): Map<number, Set<number>> {
  const byDoor = new Map<number, Set<number>>();
  const add = (door: number, whole: number): void => {
    if (door !== 0) byDoor.set(door, (byDoor.get(door) ?? new Set()).add(whole));
  };
  for (const [whole, place] of addresses.parts) for (const door of doorsOf(addresses, place)) add(door, whole);
  return byDoor;
}

/** Codes by which open addresses name a place: its door, and its address without the unit; 0 where none does. */
export function doorsOf({ dictionary }: DwellingAddresses, { locality, estate, building, unit, room }: DwellingParts): number[] {
  if (room === "") return [];
  return [dictionary.find(`door|${building}|${unit}|${room}`), dictionary.find(`unitless|${locality}|${estate}|${building}|${room}`)];
}

const BY_ADDRESS = { method: "address", weight: 20 } as const;
const BY_COMPLETED_ADDRESS = { method: "address-completed", weight: 20 } as const;
const BY_DOOR = { method: "address", weight: 12 } as const;
const BY_DOOR_AND_PERSON = { method: "address-person", weight: 10 } as const;
/** More persons than any community numbers; keeps door and person apart in one key. */
const PERSON_RANGE = 8388608;

/** Clusters dwelling mentions by whole address; open ones by door and the persons of their row. */
export function linkDwellings(
  mentionOf: readonly number[],
  addresses: DwellingAddresses,
  completed: ReadonlyMap<number, number>,
  persons: PersonsOfRecords,
  decisions: readonly PairDecision[],
): Grouped {
  const ties = createTies();
  const fingerprints = doubles(mentionOf.length);
  const loneEstate = onlyEstate(addresses);
  mentionOf.forEach((index, position) => {
    const whole = addresses.whole[index] as number;
    const door = openDoor(addresses, index);
    fingerprints[position] = addresses.dictionary.fingerprint(whole || door);
    if (whole !== 0) ties.add(position, completed.has(index) ? BY_COMPLETED_ADDRESS : BY_ADDRESS, 0, whole);
    else if (door !== 0 && loneEstate) ties.add(position, BY_DOOR, 1, door);
    else if (door !== 0) forEachPerson(persons, index, (person) => ties.add(position, BY_DOOR_AND_PERSON, 2, door * PERSON_RANGE + person));
  });
  return groupMentions(mentionOf, ties, [], decisions, null, fingerprints);
}

/** True when the community never names more than one estate, so that a door alone is an address. */
function onlyEstate(addresses: DwellingAddresses): boolean {
  if (addresses.spellings.counts.size > 0) return false;
  const estates = new Set<string>();
  for (const place of addresses.parts.values()) if (place.estate !== "" && place.locality === "") estates.add(place.estate);
  return estates.size === 0;
}
