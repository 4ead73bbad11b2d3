import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import type { Transaction } from "#store/contract";
import type { Outcome } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import type { FoundElement } from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementTitle } from "./element-title.ts";
import { elementsOfKey, foundElements } from "./find-as-typed.ts";
import { resolveElement } from "./find-elements.ts";
import { mentionsById, mentionsOfElement } from "./mentions-in-rows.ts";
import { loadRelations, openElementsById } from "./people.ts";
import { plainKey } from "./search-keys.ts";

/** Why somebody may be the same: a pair of theirs waits for a human, they bear one name, or they share a home, a household or a person. */
export const likelyReasons = ["review", "name", "home"] as const;
export type LikelyReason = (typeof likelyReasons)[number];

/** An element of the same kind that may be the same, with all reasons for it. */
export interface LikelySame extends FoundElement {
  readonly reasons: readonly LikelyReason[];
}

/** What ties two entries of one person, household, home or organisation to the same other element. */
const SHARED: readonly string[] = ["livesIn", "registeredIn", "occupies", "memberOf", "owns", "represents", "contactOf"];
/** Whoever shares a place with hundreds shares nothing. */
const SHARERS_MAX = 40;
const NAMESAKES_MAX = 40;
const LIKELY_MAX = 12;

/**
 * Who may be the same as an element, for whoever wants to merge it: what waits in the review first, then the same name, then the same home.
 * What a human has said to be different is not offered. Recorded as finding, since it shows names.
 */
export function likelySame(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  elementId: string,
): Promise<Outcome<readonly LikelySame[], "element-unknown">> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const id = await resolveElement(tx, community, elementId);
    const own = (await openElementsById(tx, keys, community, [id])).get(id);
    if (own === undefined) return { accepted: false, refusal: "element-unknown", detail: elementId };
    const { waiting, different } = await judged(tx, community, id);
    const reasons = new Map<string, Set<LikelyReason>>();
    const add = (reason: LikelyReason, ids: Iterable<string>) => {
      for (const each of ids) if (each !== id && !different.has(each)) reasons.set(each, (reasons.get(each) ?? new Set()).add(reason));
    };
    add("review", waiting);
    add("name", await namesakes(tx, keys, community, elementTitle(own.kind, own.values)));
    add("home", await sharers(tx, community, id));
    const opened = await openElementsById(tx, keys, community, [...reasons.keys()]);
    const likely = [...reasons.keys()].flatMap((each) => {
      const element = opened.get(each);
      return element?.kind === own.kind ? [element] : [];
    });
    const found = await foundElements(tx, keys, community, likely.slice(0, LIKELY_MAX));
    await recordAccess(tx, { action: "find", community, elementIds: found.map((each) => each.id), attributes: ["name"] });
    return { accepted: true, value: found.map((each) => ({ ...each, reasons: [...(reasons.get(each.id) ?? [])] })) };
  });
}

/** The elements with which a pair waits, and those of which a human has said that they are others. */
async function judged(tx: Transaction, community: number, id: string): Promise<{ waiting: Set<string>; different: Set<string> }> {
  const own = (await mentionsOfElement(tx, community, id)).map((mention) => mention.id);
  const pairs = await tx.query<{ other: string; waits: boolean }>(
    `SELECT CASE WHEN left_mention_id = ANY($2::uuid[]) THEN right_mention_id ELSE left_mention_id END AS other, waits
     FROM (SELECT left_mention_id, right_mention_id, true AS waits FROM review
           WHERE community_id = $1 AND (left_mention_id = ANY($2::uuid[]) OR right_mention_id = ANY($2::uuid[]))
           UNION ALL
           SELECT left_mention_id, right_mention_id, false FROM decision
           WHERE community_id = $1 AND NOT same AND taken_back_at IS NULL
             AND (left_mention_id = ANY($2::uuid[]) OR right_mention_id = ANY($2::uuid[]))) p`,
    [community, own],
  );
  const mentions = await mentionsById(
    tx,
    community,
    pairs.map(({ other }) => other),
  );
  const elementsOf = (waits: boolean) =>
    new Set(pairs.flatMap((pair) => (pair.waits === waits ? [mentions.get(pair.other)?.element_id ?? id] : [])));
  return { waiting: elementsOf(true), different: elementsOf(false) };
}

async function namesakes(tx: Transaction, keys: CommunityKeys, community: number, title: string): Promise<string[]> {
  const key = plainKey(title);
  return key === "" ? [] : (await elementsOfKey(tx, keys, community, key, NAMESAKES_MAX)).map((each) => each.id);
}

/** Those that are tied to the same home, household or person. */
async function sharers(tx: Transaction, community: number, id: string): Promise<Set<string>> {
  const otherOf = (relation: { readonly from: string; readonly to: string }, one: string) =>
    relation.from === one ? relation.to : relation.from;
  const own = (await loadRelations(tx, community, { elements: [id] })).filter(({ relation }) => SHARED.includes(relation));
  const between = new Set(own.map((relation) => otherOf(relation, id)));
  const theirs = between.size === 0 ? [] : await loadRelations(tx, community, { elements: [...between] });
  const sharing = Map.groupBy(
    theirs.filter(({ relation, from, to }) => SHARED.includes(relation) && from !== id && to !== id),
    ({ from, to }) => (between.has(from) ? from : to),
  );
  return new Set(
    [...sharing].flatMap(([place, relations]) => (relations.length > SHARERS_MAX ? [] : relations.map((each) => otherOf(each, place)))),
  );
}
