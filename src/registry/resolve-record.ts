import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import { resolvePerson } from "#linkage";
import type { KnownMention, PersonResolved } from "#linkage/contract";
import type { Transaction } from "#store/contract";
import type { Mention, Outcome } from "#vocabulary/contract";
import { candidateElements, countKnown, type SoughtKeys, seekRecord } from "./candidates.ts";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { maskExplained } from "./explain-records.ts";
import { linkMention } from "./in-hand.ts";
import { knowledgeOf } from "./linkage-knowledge.ts";
import { recordsOfElements } from "./load-mentions.ts";
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
    const keys = await communityKeys(tx, deps.keyring, community);
    const knowledge = await knowledgeOf(deps.store, tx, community);
    if (knowledge === null) return { accepted: false, refusal: "community-unknown", detail: communityCode };
    const mentions = "today" in record ? typedMentions(record, await storedLocality(tx, community)) : record;
    if (!mentions.some((mention) => mention.kind === "person")) return { accepted: false, refusal: "record-empty", detail: "" };
    const sought: SoughtKeys = new Map();
    seekRecord(sought, keys, mentions);
    const elements = await candidateElements(tx, community, sought);
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

/** Every mention of the persons among the elements, with the dwellings of their records. */
async function loadCandidates(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  elements: readonly string[],
): Promise<KnownMention[]> {
  const records = await recordsOfElements(tx, keys, community, elements);
  const asked = new Set(elements);
  const tables = new Map<string, number>();
  let number: number = ASKED.record;
  return records.flatMap(({ sourceTableId, linked, mentions }) => {
    const persons = linked.filter(({ ordinal, elementId }) => asked.has(elementId ?? "") && mentions[ordinal]?.kind === "person");
    if (persons.length === 0) return [];
    number += 1;
    const record = number;
    const table = tables.get(sourceTableId) ?? tables.size;
    tables.set(sourceTableId, table);
    const known = (element: string | null, mention: Mention): KnownMention => ({ element, mention: linkMention(mention, record, table) });
    return [
      ...persons.map(({ ordinal, elementId }) => known(elementId, mentions[ordinal] as Mention)),
      ...mentions.filter(({ kind }) => kind === "dwelling").map((mention) => known(null, mention)),
    ];
  });
}
