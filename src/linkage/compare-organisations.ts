/** How much two mentions of organisations speak for being one: code, name, place, owner. */
import { parseAddress } from "#vocabulary";
import { compareNames, NameLevel, type StandardName, standardiseName } from "./compare-name.ts";
import type { ComparisonExplained, LinkMention } from "./contract.ts";
import { slips } from "./edit-distance.ts";
import { simplify } from "./hanzi.ts";
import { compareOrganisationNames, type OrganisationName, OrganisationNameLevel, readOrganisationName } from "./organisation-name.ts";

/** A mention of an organisation in the form in which it is compared. */
export interface Organisation {
  readonly name: OrganisationName;
  readonly code: string;
  readonly codeValid: boolean;
  /** Simplified; empty when unknown. */
  readonly address: string;
  /** Who represents it by law or runs it. */
  readonly owner: StandardName | null;
  /** Whom else the row names for it. */
  readonly contact: StandardName | null;
  readonly phones: readonly string[];
}

/**
 * Log-odds (base 2) that two mentions which share a name, place, owner, telephone or code are one organisation, before what they share is
 * weighed. It does not grow with their number: where there are more organisations there are more doors and telephones as well.
 */
export const ORGANISATION_PRIOR = -7;

/** Weights (log2) of agreeing and disagreeing. */
const CODE = { same: 25, sameInvalid: 18, oneSlip: 14, twoSlips: 8, differentInvalid: -10, different: -12 } as const;
const NAME: Readonly<Record<OrganisationNameLevel, number>> = {
  exact: 11,
  same: 9,
  near: 6,
  contained: 4,
  sameTrade: 3,
  otherBranch: -5,
  // One owner with one telephone often has two shops: only the same place outweighs another name.
  different: -10,
};
/** A shop moves more rarely than a brand or an owner has a second one, and no telephone tells these apart. */
const PLACE = { same: 8, near: 4, beside: -9, unlike: -12, different: -14.5, missing: 0 } as const;
const OWNER = { same: 7, near: 4, different: -3, otherRole: -1 } as const;
/** A telephone is the owner's, so that it tells little beside the owner's name. */
const PHONE = { same: 10, sameOwner: 5, different: -1 } as const;

export interface OrganisationScore {
  /** Base-2 logarithm of the Bayes factor. */
  readonly weight: number;
  readonly method: string;
  readonly comparisons: readonly ComparisonExplained[];
  /** Whether the name is all that agrees. */
  readonly byNameOnly: boolean;
}

/** Reads a mention, and the owner or contact whom its row names as a person beside it. `places` as for `readOrganisationName`. */
export function readOrganisation(mention: LinkMention, beside: readonly LinkMention[], places: ReadonlySet<string>): Organisation {
  const value = (name: string): string => mention.values[name]?.[0] ?? "";
  const named = (role: LinkMention["role"]): string => beside.find((person) => person.role === role)?.values.name?.[0] ?? "";
  const nameOf = (text: string): StandardName | null => (text === "" ? null : standardiseName(text));
  return {
    name: readOrganisationName(value("name"), places),
    code: value("creditCode") || (mention.invalid.creditCode?.[0] ?? ""),
    codeValid: value("creditCode") !== "",
    address: simplify(value("address")),
    owner: nameOf(value("legalRepresentative") || named("legalRepresentative")),
    contact: nameOf(named("contact")),
    phones: [...new Set([...(mention.values.phone ?? []), ...beside.flatMap((person) => person.values.phone ?? [])])],
  };
}

/** Whether two are registered under codes of one scheme that both hold: then they are two organisations, whatever else agrees. */
export function areRegisteredApart(one: Organisation, other: Organisation): boolean {
  return one.codeValid && other.codeValid && one.code.length === other.code.length && one.code !== other.code;
}

/** Compares two mentions. Symmetric. */
export function scoreOrganisations(one: Organisation, other: Organisation): OrganisationScore {
  const comparisons: ComparisonExplained[] = [];
  const note = (attribute: string, left: string, right: string, weight: number, full: number): void => {
    if (left !== "" && right !== "" && weight !== 0)
      comparisons.push({ attribute, left, right, level: weight >= full ? "same" : weight > 0 ? "near" : "different", weight });
  };
  const code = codeWeight(one, other);
  note("creditCode", one.code, other.code, code, CODE.sameInvalid);
  const level = compareOrganisationNames(one.name, other.name);
  const isNamed = one.name.text !== "" && other.name.text !== "";
  note("name", one.name.text, other.name.text, isNamed ? NAME[level] : 0, NAME.same);
  const place = PLACE[comparePlaces(one.address, other.address)];
  note("address", one.address, other.address, place, PLACE.same);
  const owner = ownerWeight(one, other);
  note("legalRepresentative", (one.owner ?? one.contact)?.key ?? "", (other.owner ?? other.contact)?.key ?? "", owner, OWNER.same);
  const phone = phoneWeight(one, other, owner > 0);
  note("phone", one.phones.join("、"), other.phones.join("、"), phone, PHONE.sameOwner);
  return {
    weight: code + (isNamed ? NAME[level] : 0) + place + owner + phone,
    method:
      code >= CODE.sameInvalid
        ? "credit-code"
        : code > 0
          ? "near-credit-code"
          : isSameName(level)
            ? "organisation-name"
            : "organisation-evidence",
    comparisons,
    byNameOnly: code <= 0 && place <= 0 && owner <= 0 && phone <= 0,
  };
}

function isSameName(level: OrganisationNameLevel): boolean {
  return level === OrganisationNameLevel.exact || level === OrganisationNameLevel.sameCore;
}

/** Length of the code of an organisation before 2015 (GB 11714), which the credit code (GB 32100) holds in its places 9 to 17. */
const OLD_CODE_LENGTH = 9;

function codeWeight(one: Organisation, other: Organisation): number {
  if (one.code === "" || other.code === "") return 0;
  if (one.code === other.code) return one.codeValid ? CODE.same : CODE.sameInvalid;
  const [shorter, longer] = one.code.length <= other.code.length ? [one.code, other.code] : [other.code, one.code];
  if (shorter.length === OLD_CODE_LENGTH && longer.length === 18) return longer.startsWith(shorter, 8) ? CODE.sameInvalid : CODE.different;
  // Two codes that both pass their check digit are two organisations, however near; of two schemes, nothing can be said.
  if (one.codeValid && other.codeValid) return areRegisteredApart(one, other) ? CODE.different : 0;
  return [0, CODE.oneSlip, CODE.twoSlips, CODE.differentInvalid][slips(one.code, other.code)] as number;
}

function ownerWeight(one: Organisation, other: Organisation): number {
  const level = one.owner && other.owner ? compareNames(one.owner, other.owner) : NameLevel.missing;
  if (level >= NameLevel.exact && level <= NameLevel.romanised) return OWNER.same;
  if (level > NameLevel.romanised && level <= NameLevel.surnameSlip) return OWNER.near;
  const mine = [one.owner?.key, one.contact?.key];
  const theirs = [other.owner?.key, other.contact?.key];
  if (mine.some((key) => key !== undefined && theirs.includes(key))) return OWNER.same;
  if (level !== NameLevel.missing) return OWNER.different;
  return mine.some((key) => key !== undefined) && theirs.some((key) => key !== undefined) ? OWNER.otherRole : 0;
}

function phoneWeight(one: Organisation, other: Organisation, sameOwner: boolean): number {
  if (one.phones.length === 0 || other.phones.length === 0) return 0;
  if (!one.phones.some((phone) => other.phones.includes(phone))) return PHONE.different;
  return sameOwner ? PHONE.sameOwner : PHONE.same;
}

export type PlaceLevel = keyof typeof PLACE;

/** Where a place is: on which road or in which estate, at which number, behind which door; empty where not stated. */
interface Place {
  readonly isRoad: boolean;
  readonly street: string;
  readonly number: string;
  readonly door: string;
}

function readPlace(address: string): Place {
  const {
    community = "",
    road = "",
    roadNumber = "",
    estate = "",
    building = "",
    unit = "",
    room = "",
    detail = "",
  } = parseAddress(address);
  const isRoad = road !== "";
  const beyond = isRoad ? [estate, building] : [roadNumber];
  return {
    isRoad,
    street: isRoad ? road : estate || community,
    number: isRoad ? roadNumber : building,
    door: [...beyond, unit, room, detail].filter((part) => part !== "").join("|"),
  };
}

/**
 * How two addresses of organisations stand to one another: the same door; one more exact than the other (`near`); two doors of one house
 * (`beside`); written in ways that cannot be compared (`unlike`), as a road's number and an estate's building; two houses.
 */
export function comparePlaces(one: string, other: string): PlaceLevel {
  if (one === "" || other === "") return "missing";
  if (one === other) return "same";
  const mine = readPlace(one);
  const theirs = readPlace(other);
  if (mine.isRoad !== theirs.isRoad) return "unlike";
  if (mine.street !== theirs.street) return mine.street !== "" && theirs.street !== "" ? "different" : "unlike";
  if (mine.number !== "" && theirs.number !== "" && !overlap(mine.number, theirs.number)) return "different";
  if (mine.door === theirs.door) return mine.number === theirs.number ? "same" : "near";
  // 1号 and 1号店面 are one door, whatever 1 is taken for.
  if (mine.door.replace(/\D+/gu, " ").trim() === theirs.door.replace(/\D+/gu, " ").trim() && /\d/u.test(mine.door)) return "near";
  if (mine.door === "" || theirs.door === "" || mine.number === "" || theirs.number === "") return "near";
  return "beside";
}

/** Whether two house numbers, or ranges of them (`83-85`), have one in common. */
function overlap(one: string, other: string): boolean {
  const [from = one, to = from] = one.match(/\d+/gu) ?? [];
  const [start = other, end = start] = other.match(/\d+/gu) ?? [];
  return one === other || (/[-—~、]/u.test(one + other) && Number(from) <= Number(end) && Number(start) <= Number(to));
}
