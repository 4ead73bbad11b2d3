import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import { resolvePerson } from "#linkage";
import type { KnownMention, PersonResolved } from "#linkage/contract";
import type { Mention, Outcome } from "#vocabulary/contract";
import { type CandidateBlock, candidateRecords, countKnown, type SoughtKeys, seekRecord } from "./candidates.ts";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { maskExplained } from "./explain-records.ts";
import { linkMention } from "./in-hand.ts";
import { knowledgeOf } from "./linkage-knowledge.ts";
import { storedLocality } from "./locality.ts";
import { partNumber, recordNumber } from "./new-id.ts";
import { openRecords } from "./record-block.ts";
import { unpackPayload } from "./record-payload.ts";
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
    const candidates = openCandidates(keys, await candidateRecords(tx, community, sought));
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

/** Every mention of the candidates, with the dwellings of their records. */
function openCandidates(keys: CommunityKeys, blocks: readonly CandidateBlock[]): KnownMention[] {
  const tables = new Map<string, number>();
  let record: number = ASKED.record;
  return blocks.flatMap(({ sourceTableId, sealed, mentions, elements }) => {
    const table = tables.get(sourceTableId) ?? tables.size;
    tables.set(sourceTableId, table);
    const ofRecords = [...Map.groupBy(mentions.keys(), (at) => recordNumber(mentions[at] as string))];
    const payloads = openRecords(
      keys,
      sealed,
      ofRecords.map(([number]) => number),
    );
    return ofRecords.flatMap(([, places], at) => {
      record += 1;
      const said = unpackPayload(payloads[at] as string).mentions;
      const known = (element: string | null, mention: Mention): KnownMention => ({ element, mention: linkMention(mention, record, table) });
      return [
        ...places.map((place) => known(elements[place] as string, said[partNumber(mentions[place] as string) - 1] as Mention)),
        ...said.filter(({ kind }) => kind === "dwelling").map((mention) => known(null, mention)),
      ];
    });
  });
}
