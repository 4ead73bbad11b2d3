import type { CommunityKeys } from "#access";
import { isSameScale, linkCommunity } from "#linkage";
import type { CommunityKnowledge, CommunityLinks, KnownCounts, PairDecision, Surroundings } from "#linkage/contract";
import type { Transaction } from "#store/contract";
import { type Assignment, assignElements } from "./assign-elements.ts";
import type { AuthorityTable } from "./authority.ts";
import { type BuiltElement, buildElement } from "./build-elements.ts";
import { type BuiltRelation, relationsFrom } from "./build-relations.ts";
import { carryDecisions, loadReplacements } from "./carry-decisions.ts";
import type { GoldenRules } from "./golden-rules.ts";
import { type MentionInHand, toLinkMentions } from "./in-hand.ts";
import { storeKnowledge } from "./linkage-knowledge.ts";
import { storedLocality } from "./locality.ts";
import { newId } from "./new-id.ts";
import { ElementWriter, writeRelations } from "./write-elements.ts";
import { type MentionLink, MentionWriter, moveMentions } from "./write-mentions.ts";

/** Everything that speaks of a community, in hand. */
export interface CommunityInHand {
  readonly community: number;
  readonly mentions: readonly MentionInHand[];
  /** Deliveries whose standing changed (replaced, undone): their elements are chosen anew. */
  readonly changedDeliveries: ReadonlySet<string>;
  /** Elements that lost mentions which are no longer in hand. */
  readonly changedElements?: ReadonlySet<string>;
  readonly at: Date;
  /** When the mentions are a part of the community only: what is known of the rest, and the elements of which all mentions are in hand. */
  readonly part?: { readonly knowledge: CommunityKnowledge; readonly counts: KnownCounts; readonly whole: ReadonlySet<string> };
}

/** Linking a part was not enough, and nothing was written: elements were touched of which not all mentions were in hand, or everything is. */
export interface PartTooSmall {
  readonly missing: ReadonlySet<string> | "all";
}

export interface LinkingDone {
  readonly assignment: Assignment;
  /** The elements that were chosen anew. */
  readonly elements: readonly Pick<BuiltElement, "id" | "kind">[];
  readonly reviews: number;
  /** Whether it was done to a part of the community only. */
  readonly inPart: boolean;
}

/** Is told of each stage as it begins and, of a long one, what share of it is done, 0…1. */
export type OnStage = (stage: "linking" | "choosing" | "writing", done?: number) => void;

/** Finds out who is who among the mentions, chooses the golden values anew where something changed, and writes both. */
export function linkAndChoose(
  tx: Transaction,
  keys: CommunityKeys,
  inHand: CommunityInHand & { readonly part?: undefined },
  authority: AuthorityTable,
  rules: GoldenRules,
  onStage: OnStage,
): Promise<LinkingDone>;
export function linkAndChoose(
  tx: Transaction,
  keys: CommunityKeys,
  inHand: CommunityInHand,
  authority: AuthorityTable,
  rules: GoldenRules,
  onStage: OnStage,
): Promise<LinkingDone | PartTooSmall>;
export async function linkAndChoose(
  tx: Transaction,
  keys: CommunityKeys,
  inHand: CommunityInHand,
  authority: AuthorityTable,
  rules: GoldenRules,
  onStage: OnStage,
): Promise<LinkingDone | PartTooSmall> {
  const { mentions, community, part } = inHand;
  onStage("linking");
  const links = linkCommunity(
    toLinkMentions(mentions),
    await loadDecisions(tx, community, mentions),
    part && surroundingsOf(mentions, part),
  );
  if (part && !isSameScale(part.knowledge, links.knowledge)) return { missing: "all" };
  const assignment = assignElements(
    links.clusters,
    mentions.map((mention) => mention.elementId),
    mentions.map((mention) => mention.id),
    newId,
  );
  mentions.forEach((mention, index) => {
    mention.nowElementId = assignment.elementOfCluster.get(links.clusters[index] as number) as string;
  });
  const touched = touchedElements(inHand);
  if (part) {
    const missing = new Set([...touched].filter((element) => !part.whole.has(element) && !assignment.created.has(element)));
    if (missing.size > 0) return { missing };
  }
  onStage("choosing");
  const groups = groupTouched(mentions, touched);
  const locality = await storedLocality(tx, community);
  const choose = (id: string, group: readonly MentionInHand[]) => buildElement(id, group, authority, rules, locality);
  await writeTouched(tx, keys, inHand, { groups, assignment, links, choose, authority }, (done) => onStage("choosing", done));
  onStage("writing");
  const open = (mention: MentionInHand): boolean => !part || isOpen(mention, part.whole);
  await moveLinks(tx, community, mentions, links, open);
  await writeReviews(tx, community, mentions, links, part && open);
  await storeKnowledge(tx, community, links.knowledge, inHand.at);
  const elements = Array.from(groups, ([id, [first]]) => ({ id, kind: (mentions[first as number] as MentionInHand).kind }));
  return { assignment, elements, reviews: links.reviews.length, inPart: part !== undefined };
}

/** Elements that are built, and written with their relations, at a time. */
const ELEMENTS_AT_ONCE = 5_000;

interface Touched {
  /** By touched element, the places of its mentions among all, ascending. */
  readonly groups: ReadonlyMap<string, readonly number[]>;
  readonly assignment: Assignment;
  readonly links: CommunityLinks;
  readonly choose: (id: string, mentions: readonly MentionInHand[]) => BuiltElement;
  readonly authority: AuthorityTable;
}

/**
 * Writes elements, their relations and the links of new mentions, by turns: an element takes this process longer than the database, the others
 * the database longer than this process, so that neither waits for the other.
 */
async function writeTouched(
  tx: Transaction,
  keys: CommunityKeys,
  inHand: CommunityInHand,
  touched: Touched,
  onDone: (share: number) => void,
): Promise<void> {
  const { mentions, community, at } = inHand;
  const { groups, assignment, links, choose, authority } = touched;
  const ids = [...groups.keys()];
  const elements = await ElementWriter.begin(tx, keys, community, { ids, assignment, at });
  const fresh = new MentionWriter(tx, community, freshLinks(mentions, links));
  const records = new RecordSpans(mentions);
  function* build(some: readonly string[], relations: BuiltRelation[]): Generator<BuiltElement> {
    for (const id of some) {
      const places = groups.get(id) as readonly number[];
      const own = places.map((place) => mentions[place] as MentionInHand);
      yield choose(id, own);
      // Now, while what was read of its mentions is at hand.
      relations.push(...relationsFrom(id, records.naming(places), authority));
    }
  }
  for (let start = 0; start < ids.length; start += ELEMENTS_AT_ONCE) {
    onDone(start / ids.length);
    const some = ids.slice(start, start + ELEMENTS_AT_ONCE);
    const relations: BuiltRelation[] = [];
    await elements.write(build(some, relations));
    await writeRelations(tx, community, some, assignment, relations);
    await fresh.write((mentions.length * some.length) / ids.length);
  }
  await fresh.write();
  await elements.end();
}

/** Finds the records of mentions: those of one record stand together, as they were read. */
class RecordSpans {
  readonly #mentions: readonly MentionInHand[];
  /** By mention, the place of the first of its record. */
  readonly #starts: Int32Array;

  constructor(mentions: readonly MentionInHand[]) {
    this.#mentions = mentions;
    this.#starts = new Int32Array(mentions.length);
    let start = 0;
    let id = "";
    for (let place = 0; place < mentions.length; place += 1) {
      const { recordId } = mentions[place] as MentionInHand;
      if (recordId !== id) {
        start = place;
        id = recordId;
      }
      this.#starts[place] = start;
    }
  }

  /** The records of several mentions, each once. */
  *naming(places: readonly number[]): Generator<readonly MentionInHand[]> {
    let end = 0;
    for (const place of places) {
      if (place < end) continue;
      const start = this.#starts[place] as number;
      for (end = place + 1; this.#starts[end] === start; ) end += 1;
      yield this.#mentions.slice(start, end);
    }
  }
}

/** Whether a mention may change its element: all that its element holds is in hand, or it has none yet. */
export function isOpen(mention: MentionInHand, whole: ReadonlySet<string>): boolean {
  return mention.elementId === null || whole.has(mention.elementId);
}

/** What linking must know beside the mentions of a part. */
export function surroundingsOf(mentions: readonly MentionInHand[], part: NonNullable<CommunityInHand["part"]>): Surroundings {
  const numbers = new Map<string, number>();
  const numberOf = (element: string): number => {
    const number = numbers.get(element) ?? numbers.size;
    numbers.set(element, number);
    return number;
  };
  return {
    knowledge: part.knowledge,
    counts: part.counts,
    settled: Int32Array.from(mentions, (mention) => (isOpen(mention, part.whole) ? -1 : numberOf(mention.elementId as string))),
    counted: Uint8Array.from(mentions, (mention) => (mention.elementId === null ? 0 : 1)),
  };
}

/** The mentions record by record: those of one record stand together, as they were read. */
export function* byRecord(mentions: readonly MentionInHand[]): Generator<readonly MentionInHand[]> {
  for (let start = 0; start < mentions.length; ) {
    const { recordId } = mentions[start] as MentionInHand;
    let end = start + 1;
    while (mentions[end]?.recordId === recordId) end += 1;
    yield mentions.slice(start, end);
    start = end;
  }
}

async function loadDecisions(tx: Transaction, community: number, mentions: readonly MentionInHand[]): Promise<PairDecision[]> {
  const rows = await tx.query<{ left_mention_id: string; right_mention_id: string; same: boolean }>(
    "SELECT left_mention_id, right_mention_id, same FROM decision WHERE community_id = $1 AND taken_back_at IS NULL ORDER BY decided_at, id",
    [community],
  );
  if (rows.length === 0) return [];
  const indexOf = new Map(mentions.map((mention, index) => [mention.id, index]));
  const decisions = rows.flatMap((row) => {
    const left = indexOf.get(row.left_mention_id);
    const right = indexOf.get(row.right_mention_id);
    return left === undefined || right === undefined ? [] : [{ left, right, same: row.same }];
  });
  return carryDecisions(mentions, decisions, await loadReplacements(tx, community));
}

/**
 * Elements whose values or relations may be different from what is stored: those that gained or lost a mention, those of a delivery
 * whose standing changed, and every neighbour that a row of theirs names.
 */
function touchedElements(inHand: CommunityInHand): ReadonlySet<string> {
  const touched = new Set<string>();
  const changed = (mention: MentionInHand): boolean =>
    mention.elementId !== mention.nowElementId ||
    (inHand.changedElements?.has(mention.nowElementId) ?? false) ||
    inHand.changedDeliveries.has(mention.table.deliveryId);
  for (const record of byRecord(inHand.mentions)) {
    if (!record.some(changed)) continue;
    for (const mention of record) {
      touched.add(mention.nowElementId);
      if (mention.elementId !== null && changed(mention)) touched.add(mention.elementId);
    }
  }
  return touched;
}

/** The places of the mentions of each touched element. */
function groupTouched(mentions: readonly MentionInHand[], touched: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (let place = 0; place < mentions.length; place += 1) {
    const { nowElementId } = mentions[place] as MentionInHand;
    const group = groups.get(nowElementId);
    if (group) group.push(place);
    else if (touched.has(nowElementId)) groups.set(nowElementId, [place]);
  }
  return groups;
}

/** The mentions that are not stored yet, and how they were linked. */
function* freshLinks(mentions: readonly MentionInHand[], links: CommunityLinks): Generator<readonly [MentionInHand, MentionLink]> {
  for (const [index, mention] of mentions.entries()) if (mention.elementId === null) yield [mention, linkOf(mention, index, links)];
}

function linkOf(mention: MentionInHand, index: number, links: CommunityLinks): MentionLink {
  const { method, weight } = links.reasons[index] ?? ALONE;
  return { elementId: mention.nowElementId, method, weight };
}

/** Changes the links of stored mentions that are linked otherwise now. */
async function moveLinks(
  tx: Transaction,
  community: number,
  mentions: readonly MentionInHand[],
  links: CommunityLinks,
  open: (mention: MentionInHand) => boolean,
): Promise<void> {
  const moved = new Map<string, MentionLink>();
  for (const [index, mention] of mentions.entries()) {
    if (mention.elementId === null || !open(mention)) continue;
    const link = linkOf(mention, index, links);
    const same =
      mention.elementId === link.elementId && mention.method === link.method && Math.abs(mention.weight - link.weight) < WEIGHT_STEP;
    if (!same) moved.set(mention.id, link);
  }
  await moveMentions(tx, community, moved);
}

const ALONE = { method: "alone", weight: 0 };
/** Weights nearer than this are the same. */
const WEIGHT_STEP = 0.01;

/** Replaces the pairs that wait for a human: all, or, of a part, those of its open mentions. */
async function writeReviews(
  tx: Transaction,
  community: number,
  mentions: readonly MentionInHand[],
  links: CommunityLinks,
  open: ((mention: MentionInHand) => boolean) | undefined,
): Promise<void> {
  const within = open === undefined ? "" : "AND (left_mention_id = ANY($2::uuid[]) OR right_mention_id = ANY($2::uuid[]))";
  const ids = open === undefined ? [] : [mentions.filter(open).map((mention) => mention.id)];
  await tx.execute(`DELETE FROM review WHERE community_id = $1 ${within}`, [community, ...ids]);
  await tx.copyIn(
    "review",
    ["community_id", "id", "left_mention_id", "right_mention_id", "weight", "probability", "reason"],
    links.reviews.map((pair) => [
      community,
      newId(),
      mentions[pair.left]?.id,
      mentions[pair.right]?.id,
      pair.weight,
      pair.probability,
      pair.reason,
    ]),
  );
}
