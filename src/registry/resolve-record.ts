import { Action, type Actor, authorize, type CommunityKeys, communityKeys, endWithAccess } from "#access";
import { resolvePerson } from "#linkage";
import type { KnownMention, PersonResolved } from "#linkage/contract";
import type { Transaction } from "#store/contract";
import type { Mention, Outcome } from "#vocabulary/contract";
import { type Candidate, CandidateReader, countKnown, findCandidates, type SoughtKeys, seekRecord } from "./candidates.ts";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { maskExplained } from "./explain-records.ts";
import { linkMention, type MentionInHand, toLinkMentions } from "./in-hand.ts";
import { knowledgeOf } from "./linkage-knowledge.ts";
import { loadElements, loadTables } from "./load-mentions.ts";
import { storedLocality } from "./locality.ts";
import { type TypedRecord, typedMentions } from "./typed-record.ts";

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
    const [keys, knowledge, locality] = await Promise.all([
      communityKeys(tx, deps.keyring, community),
      knowledgeOf(deps.store, tx, community),
      storedLocality(tx, community),
    ]);
    if (knowledge === null) return { accepted: false, refusal: "community-unknown", detail: communityCode };
    const mentions = "today" in record ? typedMentions(record, locality) : record;
    if (!mentions.some((mention) => mention.kind === "person")) return { accepted: false, refusal: "record-empty", detail: "" };
    const sought: SoughtKeys = new Map();
    seekRecord(sought, keys, mentions);
    const found: Candidate[] = [];
    for await (const part of findCandidates(tx, community, sought)) found.push(...part);
    const candidates = await knownPersons(tx, keys, community, found);
    const asked = mentions.map((mention) => linkMention(mention, ASKED.record, ASKED.table));
    const counts = await countKnown(tx, keys, community, [...asked, ...candidates.map(({ mention }) => mention)]);
    const resolved = resolvePerson(knowledge, counts, asked, candidates);
    const others = resolved.findIndex((person) => person.outcome === "different");
    const shown = others < 0 ? resolved : resolved.slice(0, others + OTHERS_MAX);
    await endWithAccess(deps.store, tx, {
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

/** Every mention of the persons among the candidates, with the dwellings of their records. */
async function knownPersons(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  candidates: readonly Candidate[],
): Promise<KnownMention[]> {
  const persons = candidates.filter(({ kind }) => kind === "person");
  const from = { record: ASKED.record + 1, table: ASKED.table + 1 };
  const reader = new CandidateReader(keys, from);
  const known = persons.flatMap((person) => [...reader.open(person)]);
  const older = new Set(persons.filter(({ statements }) => statements === null).map(({ id }) => id));
  if (older.size === 0) return known;
  // Written before statements were kept: their records are opened instead. There are no more records, or tables, than mentions.
  const [record, table] = [from.record + known.length, from.table + known.length];
  const mentions = await loadElements(tx, keys, community, await loadTables(tx, community), older);
  const opened = toLinkMentions(mentions).map((mention, at): KnownMention => {
    const { elementId } = mentions[at] as MentionInHand;
    const isTheirs = elementId !== null && older.has(elementId);
    return { element: isTheirs ? elementId : null, mention: { ...mention, record: mention.record + record, table: mention.table + table } };
  });
  return [...known, ...opened.filter(({ element, mention }) => element !== null || mention.kind === "dwelling")];
}
