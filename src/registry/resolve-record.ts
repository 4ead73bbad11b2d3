import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import { nameKey, personKeys, resolvePerson } from "#linkage";
import type { KnownCounts, KnownMention, LinkMention, PersonResolved } from "#linkage/contract";
import type { Transaction } from "#store/contract";
import { factsOfIdNumber } from "#vocabulary";
import type { Mention, Outcome } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { maskExplained } from "./explain-records.ts";
import { linkMention } from "./in-hand.ts";
import { knowledgeOf } from "./linkage-knowledge.ts";
import { storedLocality } from "./locality.ts";
import { unpackPayload } from "./record-payload.ts";
import { identifierKey, plainKey, wordKey } from "./search-keys.ts";
import { addressOf, type TypedRecord, typedMentions } from "./typed-record.ts";

/** What one record's person is to one known person. */
export type ResolvedRecord = Omit<PersonResolved, "element" | "candidate"> & { readonly elementId: string };

/** Whether a record's person is known. */
export interface Resolution {
  /** `known`: one is the same; `ask`: a human should look at one; `unknown`: nobody known is the person. */
  readonly outcome: "known" | "ask" | "unknown";
  /** Who could be meant, the likeliest first; those who are surely others are left out but for the likeliest three. */
  readonly persons: readonly ResolvedRecord[];
}

export type ResolveRefusal = "community-unknown" | "record-empty";

/** Others shown beside those who could be meant, so that a worker sees why it is none of them. */
const OTHERS_MAX = 3;

/**
 * Is this person known? Judges one typed or scanned record against the registry as importing it would: the same comparisons, thresholds and
 * contradictions, with what is known of the community. Nothing is stored but that it was asked. Identifiers are masked
 * without a purpose.
 *
 * @param record texts as typed, or the mentions of a record as the exchange reads them
 */
export async function resolveRecord(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  record: TypedRecord | readonly Mention[],
): Promise<Outcome<Resolution, ResolveRefusal>> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode);
  if (community === null) return { accepted: false, refusal: "community-unknown", detail: communityCode };
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const knowledge = await knowledgeOf(deps.store, tx, community);
    if (knowledge === null) return { accepted: false, refusal: "community-unknown", detail: communityCode };
    const mentions = "today" in record ? typedMentions(record, await storedLocality(tx, community)) : record;
    if (!mentions.some((mention) => mention.kind === "person")) return { accepted: false, refusal: "record-empty", detail: "" };
    const elements = await candidateElements(tx, community, soughtKeys(keys, mentions));
    const candidates = elements.length === 0 ? [] : await loadCandidates(tx, keys, community, elements);
    const asked = mentions.map((mention) => linkMention(mention, ASKED.record, ASKED.table));
    const counts = await countKnown(tx, keys, community, [...asked, ...candidates.map(({ mention }) => mention)]);
    const resolved = resolvePerson(knowledge, counts, asked, candidates);
    const others = resolved.findIndex((person) => person.outcome === "different");
    const shown = others < 0 ? resolved : resolved.slice(0, others + OTHERS_MAX);
    await recordAccess(tx, {
      action: "resolve",
      community,
      elementIds: shown.map((person) => person.element),
      attributes: [...new Set(shown.flatMap((person) => person.comparisons.map((it) => it.attribute)))],
    });
    const clear = actor.purpose.trim() !== "";
    const best = resolved[0]?.outcome;
    return {
      accepted: true,
      value: {
        outcome: best === "same" ? "known" : best === "ask" ? "ask" : "unknown",
        persons: shown.map(({ element, candidate: _, ...explained }) => ({
          elementId: element,
          ...(clear ? explained : maskExplained("person", explained)),
        })),
      },
    };
  });
}

/** Numbers that no stored record or table has. */
const ASKED = { record: 0, table: -1 } as const;

/** A key to look up, and the most elements that are still evidence under it; like the caps of the batch's blocking rules. */
type SoughtKey = readonly [key: string, most: number];

const NAMED_MAX = 24;
const SLIPPED_MAX = 40;
const SHARED_MAX = 60;

/** Every key under which the record's person could stand. */
function soughtKeys(keys: CommunityKeys, mentions: readonly Mention[]): SoughtKey[] {
  const sought = new Map<string, number>();
  const person = mentions.find((mention) => mention.kind === "person") as Mention;
  const stated = (attribute: string) => (person.values[attribute] ?? []).map(({ value }) => value);
  const names = ["name", "formerName", "foreignName"].flatMap(stated);
  const numbers = stated("idNumber");
  const births = [...stated("birthDate"), ...numbers.flatMap((number) => factsOfIdNumber(number)?.birthDate ?? [])];
  for (const number of numbers) sought.set(identifierKey(keys, number), SHARED_MAX);
  for (const phone of stated("phone")) sought.set(wordKey(keys, "person", "phone", phone), SHARED_MAX);
  for (const name of names) sought.set(plainKey(name), NAMED_MAX);
  for (const key of personKeys(names, births)) sought.set(key, SLIPPED_MAX);
  for (const household of stated("householdNumber"))
    if (household.length >= 6) sought.set(wordKey(keys, "household", "householdNumber", household), SHARED_MAX);
  for (const mention of mentions) {
    const address = mention.kind === "dwelling" ? addressOf(mention) : "";
    if (address !== "") sought.set(plainKey(address), SHARED_MAX);
  }
  sought.delete("");
  return [...sought];
}

/** Elements under the keys, and the people of the homes and households among them. */
async function candidateElements(tx: Transaction, community: number, sought: readonly SoughtKey[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `WITH hit AS MATERIALIZED (
       SELECT DISTINCT s.element_id AS id FROM unnest($2::text[], $3::int[]) AS w (key, most)
       CROSS JOIN LATERAL (SELECT element_id FROM search_key WHERE community_id = $1 AND key = w.key LIMIT w.most) s)
     SELECT id FROM hit
     UNION SELECT r.from_element_id FROM hit CROSS JOIN LATERAL (
       SELECT from_element_id FROM relation WHERE community_id = $1 AND to_element_id = hit.id
       AND relation IN ('livesIn', 'registeredIn', 'memberOf') LIMIT ${SHARED_MAX}) r`,
    [community, sought.map(([key]) => key), sought.map(([, most]) => most)],
  );
  return rows.map((row) => row.id);
}

const NAMES = ["name", "formerName", "foreignName"] as const;
/** More people under one name or phone make no difference any more. */
const COUNTED_MAX = 4096;

/** How many known people bear the names, and are on the phones, that the mentions state. */
async function countKnown(tx: Transaction, keys: CommunityKeys, community: number, mentions: readonly LinkMention[]): Promise<KnownCounts> {
  const named = new Map<string, string>();
  const phones = new Map<string, string>();
  for (const { kind, values, invalid } of mentions) {
    if (kind !== "person") continue;
    for (const attribute of NAMES) for (const name of values[attribute] ?? []) named.set(plainKey(name), nameKey(name));
    for (const phone of [...(values.phone ?? []), ...(invalid.phone ?? [])]) phones.set(wordKey(keys, "person", "phone", phone), phone);
  }
  const rows = await tx.query<{ key: string; count: number }>(
    `SELECT w.key, (SELECT count(*) FROM (SELECT FROM search_key WHERE community_id = $1 AND key = w.key LIMIT ${COUNTED_MAX}) s) AS count
     FROM unnest($2::text[]) AS w (key)`,
    [community, [...named.keys(), ...phones.keys()]],
  );
  const bearers = new Map<string, number>();
  const owners = new Map<string, number>();
  for (const { key, count } of rows) {
    const name = named.get(key);
    if (name !== undefined) bearers.set(name, Math.max(count, bearers.get(name) ?? 0));
    else owners.set(phones.get(key) as string, count);
  }
  return { bearers: (name) => bearers.get(name) ?? 0, owners: (phone) => owners.get(phone) ?? 0 };
}

interface CandidateRow {
  record_id: string;
  source_table_id: string;
  sealed: Buffer;
  persons: { ordinal: number; element: string }[];
}

/** Every mention of the persons among the elements, with the dwellings of their records. */
async function loadCandidates(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  elements: readonly string[],
): Promise<KnownMention[]> {
  const rows = await tx.query<CandidateRow>(
    `WITH named AS MATERIALIZED (
       SELECT record_id, json_agg(json_build_object('ordinal', ordinal, 'element', element_id) ORDER BY ordinal) AS persons
       FROM mention WHERE community_id = $1 AND element_id = ANY($2::uuid[]) AND kind = 'person' GROUP BY record_id)
     SELECT r.id AS record_id, r.source_table_id, r.sealed, named.persons
     FROM named JOIN record r ON r.community_id = $1 AND r.id = named.record_id
     JOIN source_table t ON t.community_id = $1 AND t.id = r.source_table_id
     JOIN delivery d ON d.community_id = $1 AND d.id = t.delivery_id AND d.state <> 'undone'
     ORDER BY r.id`,
    [community, elements],
  );
  const tables = new Map<string, number>();
  return rows.flatMap((row, index) => {
    const table = tables.get(row.source_table_id) ?? tables.size;
    tables.set(row.source_table_id, table);
    const stated = unpackPayload(keys.unseal(row.sealed)).mentions;
    const known = (mention: Mention | undefined): LinkMention | null => (mention ? linkMention(mention, index + 1, table) : null);
    const persons = row.persons.flatMap(({ ordinal, element }) => {
      const mention = known(stated[ordinal]);
      return mention ? [{ element, mention }] : [];
    });
    const homes = stated.flatMap((mention) =>
      mention.kind === "dwelling" ? [{ element: null, mention: known(mention) as LinkMention }] : [],
    );
    return [...persons, ...homes];
  });
}
