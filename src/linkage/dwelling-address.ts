/** Where a mention of a dwelling is: its address as keys that can be compared. */

import type { LinkMention } from "./contract.ts";
import { createDictionary, type Dictionary } from "./dictionary.ts";
import { integers } from "./flat-arrays.ts";
import { simplify, soundLikeness } from "./hanzi.ts";
import { looksAlike } from "./look-alikes.ts";

/** Addresses of all dwelling mentions as codes; index is the mention's index, 0 for none and for other kinds. */
export interface DwellingAddresses {
  /** Code of the whole address; 0 while the address is open (names no estate or road). */
  readonly whole: Int32Array;
  /** Code of building, unit and room alone, for mentions that have a room. */
  readonly door: Int32Array;
  /** Code of the address without its unit, for mentions whose unit is missing. */
  readonly unitless: Int32Array;
  readonly dictionary: Dictionary;
  /** Parts of a whole address by its code. */
  readonly parts: ReadonlyMap<number, DwellingParts>;
  readonly spellings: PlaceSpellings;
}

/** What a whole community's addresses tell of how places are written. */
export interface PlaceSpellings {
  /** The locality that most addresses begin with. */
  readonly home: string;
  /** The estate meant, by `locality|estate` as rarely written. */
  readonly estates: ReadonlyMap<string, string>;
  /** How many mentions write an estate so, by `locality|estate`; rare ones are left out. */
  readonly counts: ReadonlyMap<string, number>;
}

export interface DwellingParts {
  readonly locality: string;
  readonly estate: string;
  readonly building: string;
  readonly unit: string;
  readonly room: string;
  /** The text of an address that has no rooms: a shop, a house on a road. */
  readonly text: string;
}

/**
 * Codes the addresses of all mentions of dwellings. Rare misspellings of an estate's name count as the estate. A few mentions of a community
 * do not tell how it spells its places: `known` says what all of it told.
 */
export function readDwellingAddresses(mentions: readonly LinkMention[], known?: PlaceSpellings): DwellingAddresses {
  const dictionary = createDictionary();
  const parts = new Map<number, DwellingParts>();
  const whole = integers(mentions.length);
  const door = integers(mentions.length);
  const unitless = integers(mentions.length);
  const { places, placeOf } = readPlaces(mentions);
  const home = known?.home ?? commonestLocality(places);
  const seen = countEstates(places, home);
  const counts = countsOf(seen);
  const estates = canonicalEstates(seen, known);
  const codes = places.map(({ parts: raw }) => encodePlace(raw, home, estates, dictionary, parts));
  for (let index = 0; index < placeOf.length; index++) {
    const place = codes[placeOf[index] as number];
    if (!place) continue;
    whole[index] = place.whole;
    door[index] = place.door;
    unitless[index] = place.unitless;
  }
  settleUnits(whole, unitless, dictionary, parts);
  return { whole, door, unitless, dictionary, parts, spellings: { home, estates, counts: known?.counts ?? counts } };
}

interface PlaceCodes {
  readonly whole: number;
  readonly door: number;
  readonly unitless: number;
}

function encodePlace(
  raw: DwellingParts,
  home: string,
  estates: ReadonlyMap<string, string>,
  dictionary: Dictionary,
  parts: Map<number, DwellingParts>,
): PlaceCodes {
  const locality = isHome(raw.locality, home) ? "" : raw.locality;
  const estate = estates.get(`${locality}|${raw.estate}`) ?? raw.estate;
  const settled = { ...raw, locality, estate };
  const { building, unit, room } = settled;
  const whole = dictionary.encode(wholeKey(settled));
  if (whole !== 0 && !parts.has(whole)) parts.set(whole, settled);
  return {
    whole,
    door: room === "" ? 0 : dictionary.encode(`door|${building}|${unit}|${room}`),
    unitless: room !== "" && unit === "" ? dictionary.encode(`unitless|${locality}|${estate}|${building}|${room}`) : 0,
  };
}

/** A place as mentions write it, and how many do. */
interface WrittenPlace {
  readonly values: readonly [string, string, string, string, string];
  readonly parts: DwellingParts;
  count: number;
}

/** Takes every distinct way of writing a place apart once; -1 for mentions that are no dwellings or say no place. */
function readPlaces(mentions: readonly LinkMention[]): { places: readonly WrittenPlace[]; placeOf: Int32Array } {
  const places: WrittenPlace[] = [];
  const placeOf = integers(mentions.length).fill(-1);
  const byAddress = new Map<string, number[]>();
  for (let index = 0; index < mentions.length; index++) {
    const mention = mentions[index] as LinkMention;
    if (mention.kind !== "dwelling") continue;
    const [address, estate, building, unit, room] = [
      writtenValue(mention, "address"),
      writtenValue(mention, "estate"),
      writtenValue(mention, "building"),
      writtenValue(mention, "unit"),
      writtenValue(mention, "room"),
    ];
    if (address === "" && estate === "" && building === "" && room === "") continue;
    let candidates = byAddress.get(address);
    if (!candidates) {
      candidates = [];
      byAddress.set(address, candidates);
    }
    let place = -1;
    for (const candidate of candidates) {
      const { values } = places[candidate] as WrittenPlace;
      if (values[1] === estate && values[4] === room && values[2] === building && values[3] === unit) place = candidate;
    }
    if (place < 0) {
      place = places.length;
      candidates.push(place);
      places.push({
        values: [address, estate, building, unit, room],
        parts: takeApart(simplify(address), simplify(estate), building, unit, room),
        count: 0,
      });
    }
    (places[place] as WrittenPlace).count++;
    placeOf[index] = place;
  }
  return { places, placeOf };
}

function writtenValue(mention: LinkMention, name: string): string {
  return mention.values[name]?.[0] ?? mention.invalid[name]?.[0] ?? "";
}

function wholeKey(place: DwellingParts): string {
  if (place.estate !== "" && place.room !== "")
    return `home|${place.locality}|${place.estate}|${place.building}|${place.unit}|${place.room}`;
  if (place.estate === "" && place.room !== "" && place.text === "") return "";
  return place.text === "" ? "" : `text|${place.locality}|${place.text}`;
}

function takeApart(address: string, estate: string, building: string, unit: string, room: string): DwellingParts {
  const at = estate === "" ? -1 : address.indexOf(estate);
  const locality = at > 0 ? address.slice(0, at) : "";
  // An address that is only building, unit and room is open: many estates have such a door.
  const onlyDoor = estate === "" && room !== "" && /^[\d\-A-Za-z幢栋号楼单元室座#]*$/.test(splitLocality(address).rest);
  const text = room !== "" && (estate !== "" || onlyDoor) ? "" : address;
  const { locality: before, rest } = splitLocality(onlyDoor ? address : text);
  return { locality: locality || before, estate, building, unit, room, text: onlyDoor ? "" : rest };
}

/** Cuts province, city, county and township off an address text. */
function splitLocality(text: string): { locality: string; rest: string } {
  const found =
    /^((?:[^省]{2,8}(?:省|自治区))?(?:[^市]{2,6}(?:市|自治州|地区))?(?:[^县区市]{1,6}(?:县|区|市))?(?:[^街镇乡]{1,6}(?:街道|镇|乡))?)(.+)$/u.exec(
      text,
    );
  return found ? { locality: found[1] as string, rest: found[2] as string } : { locality: "", rest: text };
}

function commonestLocality(places: readonly WrittenPlace[]): string {
  const counts = new Map<string, number>();
  for (const { parts, count } of places) if (parts.locality !== "") counts.set(parts.locality, (counts.get(parts.locality) ?? 0) + count);
  let best = "";
  for (const [locality, count] of counts) {
    const bestCount = counts.get(best) ?? 0;
    if (count > bestCount || (count === bestCount && locality < best)) best = locality;
  }
  return best;
}

/** A locality is the community's own when it is the commonest one or the end of it (`江东街道` of `浙江省义乌市江东街道`). */
function isHome(locality: string, home: string): boolean {
  return locality === "" || locality === home || home.endsWith(locality) || locality.endsWith(home);
}

interface EstateSeen {
  count: number;
  /** Building, unit and room of its dwellings. */
  readonly doors: Set<string>;
}

/** Estates as they are written, by locality and name. */
type EstatesSeen = Map<string, Map<string, EstateSeen>>;

function countEstates(places: readonly WrittenPlace[], home: string): EstatesSeen {
  const seen: EstatesSeen = new Map();
  for (const { parts: place, count } of places) {
    if (place.estate === "") continue;
    const estate = estateIn(seen, isHome(place.locality, home) ? "" : place.locality, place.estate);
    estate.count += count;
    estate.doors.add(`${place.building}|${place.unit}|${place.room}`);
  }
  return seen;
}

function estateIn(seen: EstatesSeen, locality: string, name: string): EstateSeen {
  const inside = seen.get(locality) ?? new Map<string, EstateSeen>();
  seen.set(locality, inside);
  const estate = inside.get(name) ?? { count: 0, doors: new Set<string>() };
  inside.set(name, estate);
  return estate;
}

/** Estates written less often are no common spelling of anything. */
const COUNTED_MIN = 3;

function countsOf(seen: EstatesSeen): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [locality, inside] of seen)
    for (const [name, { count }] of inside) if (count >= COUNTED_MIN) counts.set(`${locality}|${name}`, count);
  return counts;
}

/**
 * Maps rare spellings of an estate (`永胜花圆`, `金村` for 金村小区) to the well-attested one that they must mean. What is known already of a
 * spelling stays; what is known of how common an estate is counts beside what is seen here.
 */
function canonicalEstates(seen: EstatesSeen, known: PlaceSpellings | undefined): ReadonlyMap<string, string> {
  const settled = (key: string): boolean => known !== undefined && (known.estates.has(key) || known.counts.has(key));
  const fresh = [...seen].flatMap(([locality, inside]) => [...inside.keys()].filter((name) => !settled(`${locality}|${name}`)));
  if (known && fresh.length === 0) return known.estates;
  for (const [key, count] of known?.counts ?? []) {
    const cut = key.indexOf("|");
    estateIn(seen, key.slice(0, cut), key.slice(cut + 1)).count += count;
  }
  const canonical = new Map(known?.estates);
  for (const [locality, inside] of seen) {
    const byCount = [...inside].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1)).slice(0, 400);
    for (const [rare, estate] of inside) {
      if (settled(`${locality}|${rare}`)) continue;
      const meant = byCount.find(([common, other]) => isSpellingOf(rare, estate, common, other));
      if (meant) canonical.set(`${locality}|${rare}`, meant[0]);
    }
  }
  return canonical;
}

function isSpellingOf(rare: string, estate: EstateSeen, common: string, other: EstateSeen): boolean {
  if (other.count < 3 * estate.count) return false;
  if (isStemOf(rare, common)) {
    let shared = 0;
    for (const door of estate.doors) if (other.doors.has(door)) shared++;
    return shared * 2 >= estate.doors.size;
  }
  return other.count >= 20 * estate.count && estatesAlike(rare, common);
}

/** Whether the one name is the other without its generic end: 金村 and 金村小区, 五爱小区 and 五爱新村. */
function isStemOf(rare: string, common: string): boolean {
  const stem = common.replace(ESTATE_SUFFIX, "");
  return rare !== common && stem.length >= 2 && (rare === stem || common === rare.replace(ESTATE_SUFFIX, ""));
}

const ESTATE_SUFFIX = /(?:小区|社区|新村|花园|公寓|花苑|家园|苑|村|园|里|区)$/u;

function estatesAlike(rare: string, common: string): boolean {
  if (rare === common) return false;
  const mine = [...rare];
  const theirs = [...common];
  if (mine.length === theirs.length) {
    const differing = mine.filter((character, index) => character !== theirs[index]);
    const index = mine.findIndex((character, at) => character !== theirs[at]);
    if (differing.length === 1 && /\d|[一二三四五六七八九十东南西北上下前后新老]/u.test(`${mine[index]}${theirs[index]}`)) return false;
    return (
      differing.length === 1 &&
      (mine.length > 3 ||
        soundLikeness(mine[index] as string, theirs[index] as string) > 0 ||
        looksAlike(mine[index] as string, theirs[index] as string))
    );
  }
  const stem = rare.replace(ESTATE_SUFFIX, "");
  return stem.length >= 2 && (stem === common.replace(ESTATE_SUFFIX, "") || stem === common || rare === common.replace(ESTATE_SUFFIX, ""));
}

/** An address without unit is the one dwelling of that building with that room, when there is only one. */
function settleUnits(whole: Int32Array, unitless: Int32Array, dictionary: Dictionary, parts: Map<number, DwellingParts>): void {
  const byRoom = new Map<number, Set<number>>();
  for (const [code, place] of parts) {
    if (place.unit === "" || place.room === "") continue;
    const room = dictionary.find(`unitless|${place.locality}|${place.estate}|${place.building}|${place.room}`);
    if (room !== 0) byRoom.set(room, (byRoom.get(room) ?? new Set()).add(code));
  }
  for (let index = 0; index < whole.length; index++) {
    const candidates = byRoom.get(unitless[index] as number);
    if (!candidates || whole[index] === 0) continue;
    // With several units the row does not say which: it waits for the people of the row.
    whole[index] = candidates.size === 1 ? (candidates.values().next().value as number) : 0;
  }
}
