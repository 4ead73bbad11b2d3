import type { CommunityKeys } from "#access";
import { isSameScale, linkCommunity } from "#linkage";
import type { CommunityKnowledge, CommunityLinks, KnownCounts, PairDecision, Surroundings } from "#linkage/contract";
import type { Transaction } from "#store/contract";
import { type Assignment, assignElements } from "./assign-elements.ts";
import type { AuthorityTable } from "./authority.ts";
import { type BuiltElement, buildElement } from "./build-elements.ts";
import { buildRelations } from "./build-relations.ts";
import { carryDecisions, loadReplacements } from "./carry-decisions.ts";
import type { GoldenRules } from "./golden-rules.ts";
import { type MentionInHand, toLinkMentions } from "./in-hand.ts";
import { storeKnowledge } from "./linkage-knowledge.ts";
import { storedLocality } from "./locality.ts";
import { newId } from "./new-id.ts";
import { writeElements, writeRelations } from "./write-elements.ts";
import { type MentionLink, moveMentions, writeMentions } from "./write-mentions.ts";

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

type OnStage = (stage: "linking" | "choosing" | "writing") => void;

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
  function* built(): Generator<BuiltElement> {
    for (const [id, group] of groups) yield buildElement(id, group, authority, rules, locality);
  }
  const ids = [...groups.keys()];
  await writeElements(tx, keys, community, { ids, built: built(), assignment, at: inHand.at });
  onStage("writing");
  await writeRelations(tx, community, ids, assignment, buildRelations(recordsNaming(mentions, touched), elementOf, touched, authority));
  const open = (mention: MentionInHand): boolean => !part || isOpen(mention, part.whole);
  await writeLinks(tx, community, mentions, links, open);
  await writeReviews(tx, community, mentions, links, part && open);
  await storeKnowledge(tx, community, links.knowledge, inHand.at);
  const elements = Array.from(groups, ([id, [first]]) => ({ id, kind: (first as MentionInHand).kind }));
  return { assignment, elements, reviews: links.reviews.length, inPart: part !== undefined };
}

/** Whether a mention may change its element: all that its element holds is in hand, or it has none yet. */
function isOpen(mention: MentionInHand, whole: ReadonlySet<string>): boolean {
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

const elementOf = (mention: MentionInHand): string => mention.nowElementId;

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

/** The mentions of each touched element. */
function groupTouched(mentions: readonly MentionInHand[], touched: ReadonlySet<string>): ReadonlyMap<string, readonly MentionInHand[]> {
  const groups = new Map<string, MentionInHand[]>();
  for (const mention of mentions) {
    const group = groups.get(mention.nowElementId);
    if (group) group.push(mention);
    else if (touched.has(mention.nowElementId)) groups.set(mention.nowElementId, [mention]);
  }
  return groups;
}

function* recordsNaming(mentions: readonly MentionInHand[], touched: ReadonlySet<string>): Generator<readonly MentionInHand[]> {
  for (const record of byRecord(mentions)) if (record.some((mention) => touched.has(mention.nowElementId))) yield record;
}

async function writeLinks(
  tx: Transaction,
  community: number,
  mentions: readonly MentionInHand[],
  links: CommunityLinks,
  open: (mention: MentionInHand) => boolean,
): Promise<void> {
  const linkOf = (mention: MentionInHand, index: number): MentionLink => {
    const { method, weight } = links.reasons[index] ?? ALONE;
    return { elementId: mention.nowElementId, method, weight };
  };
  function* fresh(): Generator<readonly [MentionInHand, MentionLink]> {
    for (const [index, mention] of mentions.entries()) if (mention.elementId === null) yield [mention, linkOf(mention, index)];
  }
  await writeMentions(tx, community, fresh());
  const moved = new Map<string, MentionLink>();
  for (const [index, mention] of mentions.entries()) {
    if (mention.elementId === null || !open(mention)) continue;
    const link = linkOf(mention, index);
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
