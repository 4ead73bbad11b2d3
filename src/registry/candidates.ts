import type { CommunityKeys } from "#access";
import { bearersPrefix, nameKey, organisationKeys, personKeys } from "#linkage";
import type { KnownCounts, KnownMention, LinkMention } from "#linkage/contract";
import { uuidAt } from "#store";
import type { Prepared, Transaction } from "#store/contract";
import { factsOfIdNumber, formatAddress } from "#vocabulary";
import type { ElementKind, Mention } from "#vocabulary/contract";
import { recordOf } from "./new-id.ts";
import { unpackStatements } from "./sealed-statements.ts";
import { doorKey, identifierKey, isBetweenKeys, isUnderKey, plainKey, wordKey } from "./search-keys.ts";
import { addressParts } from "./typed-record.ts";

/** Keys under which known elements could stand, each with the most elements that are still evidence; like the caps of linkage's blocking rules. */
export type SoughtKeys = Map<string, number>;

const NAMED_MAX = 12;
const SLIPPED_MAX = 40;
const SHARED_MAX = 60;

/** Adds every key under which the elements that a record speaks of could stand. */
export function seekRecord(sought: SoughtKeys, keys: CommunityKeys, mentions: readonly Mention[]): void {
  for (const mention of mentions) {
    const stated = (attribute: string) => (mention.values[attribute] ?? []).map(({ value }) => value);
    const seek = (attribute: string, most: number) => {
      for (const value of stated(attribute)) sought.set(wordKey(keys, mention.kind, attribute, value), most);
    };
    if (mention.kind === "person") seekPerson(sought, keys, stated);
    else if (mention.kind === "dwelling") seekDwelling(sought, mention);
    else if (mention.kind === "household") {
      for (const number of stated("householdNumber")) if (number.length >= 6) sought.set(plainKey(number), SHARED_MAX);
      seek("headIdNumber", SHARED_MAX);
    } else {
      for (const attribute of ["name", "creditCode", "phone", "legalRepresentative"]) seek(attribute, SHARED_MAX);
      for (const key of organisationKeys(stated("name"), stated("address"))) sought.set(key, SHARED_MAX);
    }
  }
  sought.delete("");
}

function seekPerson(sought: SoughtKeys, keys: CommunityKeys, stated: (attribute: string) => string[]): void {
  const names = ["name", "formerName", "foreignName"].flatMap(stated);
  const numbers = stated("idNumber");
  const births = [...stated("birthDate"), ...numbers.flatMap((number) => factsOfIdNumber(number)?.birthDate ?? [])];
  for (const number of numbers) sought.set(identifierKey(keys, number), SHARED_MAX);
  for (const phone of stated("phone")) sought.set(wordKey(keys, "person", "phone", phone), SHARED_MAX);
  for (const name of names) sought.set(plainKey(name), NAMED_MAX);
  for (const key of personKeys(names, births)) sought.set(key, SLIPPED_MAX);
  for (const household of stated("householdNumber")) if (household.length >= 6) sought.set(plainKey(household), SHARED_MAX);
}

function seekDwelling(sought: SoughtKeys, mention: Mention): void {
  for (const { value } of mention.values.address ?? []) sought.set(plainKey(value), SHARED_MAX);
  const parts = addressParts(mention);
  sought.set(plainKey(formatAddress(parts, "short")), SHARED_MAX);
  const { unit, ...door } = parts;
  // Whoever leaves the unit out means one of the homes with that door, and another home at the door makes an earlier row ambiguous.
  if (unit === undefined) sought.set(doorKey(door), SHARED_MAX);
  else sought.set(plainKey(formatAddress(door, "short")), SHARED_MAX);
}

/** Elements under the keys of parameter 2 (each with the most of parameter 3), and the people of the homes and households among them: `id`. */
const CANDIDATES = `WITH hit AS MATERIALIZED (
    SELECT DISTINCT unnest(s.ids) AS id FROM unnest($2::text[], $3::int[]) AS w (key, most)
    CROSS JOIN LATERAL (
      SELECT array_agg(element_id) AS ids FROM (
        SELECT element_id FROM search_key h WHERE community_id = $1 AND ${isUnderKey("h", "w.key")} LIMIT w.most + 1) k) s
    WHERE cardinality(s.ids) <= w.most),
  candidate AS MATERIALIZED (
    SELECT id FROM hit
    UNION SELECT r.from_element_id FROM hit CROSS JOIN LATERAL (
      SELECT from_element_id FROM relation WHERE community_id = $1 AND to_element_id = hit.id
      AND relation IN ('livesIn', 'registeredIn', 'memberOf') LIMIT ${SHARED_MAX}) r)`;

/** An element that could be meant, as the database gives it. */
export interface Candidate {
  readonly id: string;
  readonly kind: ElementKind;
  /** Of a person: what linkage compares of the mentions, sealed; null where it was written before such was kept. */
  readonly statements: Buffer | null;
  /** Ids of the mentions, in the server's binary form, where there are statements. */
  readonly mentions: Buffer | null;
}

const FOUND: Prepared = {
  name: "candidates",
  text: `${CANDIDATES} SELECT e.id, e.kind, e.sealed_statements AS statements,
      CASE WHEN e.sealed_statements IS NOT NULL THEN array_send(e.mention_ids) END AS mentions
    FROM candidate c JOIN element e ON e.community_id = $1 AND e.id = c.id ORDER BY e.id`,
};

/** Keys that are looked for at once: one person has some ten. */
const KEYS_AT_ONCE = 1_500;

/**
 * Elements under the keys, and the people of the homes and households among them. Many keys are looked for part by part: the server goes on with
 * the next part while the caller thinks about this one. An element that several parts find comes several times.
 */
export async function* findCandidates(tx: Transaction, community: number, sought: SoughtKeys): AsyncGenerator<Candidate[]> {
  const keys = [...sought.keys()];
  const most = [...sought.values()];
  const parts: Promise<Candidate[]>[] = [];
  for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
    const end = start + KEYS_AT_ONCE;
    const part = tx.query<Candidate>(FOUND, [community, keys.slice(start, end), most.slice(start, end)]);
    // Whoever stops listening early, because another part failed, is not told of this one.
    part.catch(() => undefined);
    parts.push(part);
  }
  for (const part of parts) yield await part;
}

/** Opens what the mentions of candidates say. Each record, and each table, has one number whichever candidates speak of it. */
export class CandidateReader {
  readonly #keys: CommunityKeys;
  readonly #from: { readonly record: number; readonly table: number };
  readonly #records = new Map<string, number>();
  readonly #tables = new Map<string, number>();

  /** @param from the first numbers that no other record and table has */
  constructor(keys: CommunityKeys, from: { readonly record: number; readonly table: number }) {
    this.#keys = keys;
    this.#from = from;
  }

  /** The mentions of a candidate, with the dwellings of their records; none where there are no statements. */
  *open({ id, statements, mentions }: Candidate): Generator<KnownMention> {
    if (statements === null || mentions === null) return;
    const unpacked = unpackStatements(this.#keys.unseal(statements), {
      record: (place) => numberIn(this.#records, this.#from.record, recordOf(uuidAt(mentions, place))),
      table: (text) => numberIn(this.#tables, this.#from.table, text),
    });
    for (const { person, dwellings } of unpacked) {
      yield { element: id, mention: person };
      for (const mention of dwellings) yield { element: null, mention };
    }
  }
}

function numberIn(numbers: Map<string, number>, first: number, text: string): number {
  const number = numbers.get(text) ?? first + numbers.size;
  numbers.set(text, number);
  return number;
}

const NAMES = ["name", "formerName", "foreignName"] as const;
/** More people under one name or phone make no difference any more. */
const COUNTED_MAX = 4096;

const COUNTS: Prepared = {
  name: "namesakes-and-phone-mates",
  text: `SELECT
    ARRAY(SELECT (SELECT count(*)::int FROM (
        SELECT FROM search_key h WHERE community_id = $1 AND ${isBetweenKeys("h", "w.key", "w.key || '~'")} LIMIT ${COUNTED_MAX}) s)
      FROM unnest($2::text[]) WITH ORDINALITY AS w (key, at) ORDER BY at) AS bearers,
    ARRAY(SELECT (SELECT count(*)::int FROM (
        SELECT FROM search_key h WHERE community_id = $1 AND ${isUnderKey("h", "w.key")} LIMIT ${COUNTED_MAX}) s)
      FROM unnest($3::text[]) WITH ORDINALITY AS w (key, at) ORDER BY at) AS owners`,
};

/** How many known people bear the names, and are on the phones, that the mentions state. */
export async function countKnown(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  mentions: Iterable<LinkMention>,
): Promise<KnownCounts> {
  const names = new Set<string>();
  const phones = new Map<string, string>();
  for (const { kind, values, invalid } of mentions) {
    if (kind !== "person") continue;
    for (const attribute of NAMES) for (const name of values[attribute] ?? []) names.add(nameKey(name));
    for (const phone of [...(values.phone ?? []), ...(invalid.phone ?? [])]) phones.set(phone, wordKey(keys, "person", "phone", phone));
  }
  const prefixes = [...names].map(bearersPrefix);
  const rows = await tx.query<{ bearers: number[]; owners: number[] }>(COUNTS, [community, prefixes, [...phones.values()]]);
  const bearers = new Map([...names].map((name, at) => [name, rows[0]?.bearers[at] ?? 0]));
  const owners = new Map([...phones.keys()].map((phone, at) => [phone, rows[0]?.owners[at] ?? 0]));
  return { bearers: (name) => bearers.get(name) ?? 0, owners: (phone) => owners.get(phone) ?? 0 };
}
