import type { CommunityKeys } from "#access";
import { bearersPrefix, nameKey, organisationKeys, personKeys } from "#linkage";
import type { KnownCounts, LinkMention } from "#linkage/contract";
import type { Prepared, Transaction } from "#store/contract";
import { factsOfIdNumber, formatAddress } from "#vocabulary";
import type { Mention } from "#vocabulary/contract";
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

/** Elements under the keys, and the people of the homes and households among them. */
export async function candidateElements(tx: Transaction, community: number, sought: SoughtKeys): Promise<string[]> {
  if (sought.size === 0) return [];
  const rows = await tx.query<{ id: string }>(`${CANDIDATES} SELECT id FROM candidate`, [
    community,
    [...sought.keys()],
    [...sought.values()],
  ]);
  return rows.map((row) => row.id);
}

/** Some records of a block, sealed still, and what of them is said of candidates. */
export interface CandidateBlock {
  readonly sourceTableId: string;
  readonly sealed: Buffer;
  /** Ids of mentions, ascending, and, by mention, the person it speaks of. */
  readonly mentions: readonly string[];
  readonly elements: readonly string[];
}

const PERSONS_RECORDS: Prepared = {
  name: "candidate-records",
  text: `${CANDIDATES}, said AS MATERIALIZED (
      SELECT (left(x::text, 28) || '00000000')::uuid AS block, array_agg(x::text ORDER BY x) AS mentions, array_agg(e.id::text ORDER BY x) AS elements
      FROM candidate c JOIN element e ON e.community_id = $1 AND e.id = c.id AND e.kind = 'person' CROSS JOIN LATERAL unnest(e.mention_ids) AS x
      GROUP BY 1)
    SELECT b.source_table_id AS "sourceTableId", b.sealed, s.mentions, s.elements
    FROM said s JOIN record_block b ON b.community_id = $1 AND b.id = s.block
    WHERE EXISTS (
      SELECT FROM source_table t JOIN delivery d ON d.community_id = t.community_id AND d.id = t.delivery_id
      WHERE t.community_id = b.community_id AND t.id = b.source_table_id AND d.state <> 'undone')
    ORDER BY b.id`,
};

/** The records that speak of the persons among {@link candidateElements}, but for those of deliveries that were undone; in their order. */
export async function candidateRecords(tx: Transaction, community: number, sought: SoughtKeys): Promise<CandidateBlock[]> {
  if (sought.size === 0) return [];
  return tx.query<CandidateBlock>(PERSONS_RECORDS, [community, [...sought.keys()], [...sought.values()]]);
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
