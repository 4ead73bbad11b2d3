import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import { explainPair } from "#linkage";
import type { PairExplained, Surroundings } from "#linkage/contract";
import type { Transaction } from "#store/contract";
import { attributeOf, maskValue } from "#vocabulary";
import type { ElementKind, Outcome } from "#vocabulary/contract";
import { countKnown } from "./candidates.ts";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { resolveElement } from "./find-elements.ts";
import { type MentionInHand, toLinkMentions } from "./in-hand.ts";
import { surroundingsOf } from "./link-community.ts";
import { knowledgeOf } from "./linkage-knowledge.ts";
import { loadElements, loadTables } from "./load-mentions.ts";
import { mentionsById, mentionsOfRow } from "./mentions-in-rows.ts";
import { reviewIdSql } from "./review-id.ts";

/** A row of a delivered file (its subject of the given kind, or its first element), one mention in a row, or an element by id. */
export type RecordReference =
  | { readonly mentionId: string }
  | { readonly file: string; readonly sheet?: string | undefined; readonly row: number; readonly kind?: ElementKind | undefined }
  | { readonly elementId: string };

/** Why two records are or are not the same, and what became of them. */
export interface ExplainedRecords extends PairExplained {
  /** `same` or `different` where a human decided so; `ask` while the pair waits for one; else what the comparisons come to. */
  readonly outcome: PairExplained["outcome"];
  /** The elements to which the two belong now: twice the same id when they are one. */
  readonly elements: readonly [string, string];
  /** What a human said of the two; null when nobody did. */
  readonly decision: { readonly same: boolean; readonly actor: string; readonly at: Date } | null;
  /** Why the two wait for a human, and the id by which `decidePair` takes them; null when they do not wait. */
  readonly review: { readonly id: string; readonly reason: string } | null;
}

/** Why two records are or are not taken for the same: every comparison with its weight. Identifiers are masked without a purpose. */
export async function explainRecords(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  left: RecordReference,
  right: RecordReference,
): Promise<Outcome<ExplainedRecords, "record-unknown" | "kinds-differ">> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const named = new Set([...(await elementsNamed(tx, community, left)), ...(await elementsNamed(tx, community, right))]);
    const mentions = await loadElements(tx, keys, community, await loadTables(tx, community), named);
    const leftMention = await mentionAt(tx, community, mentions, left);
    const rightMention = await mentionAt(tx, community, mentions, right, leftMention === null ? undefined : mentions[leftMention]?.kind);
    if (leftMention === null || rightMention === null)
      return { accepted: false, refusal: "record-unknown", detail: leftMention === null ? nameOf(left) : nameOf(right) };
    const kind = (mentions[leftMention] as MentionInHand).kind;
    if (mentions[rightMention]?.kind !== kind)
      return { accepted: false, refusal: "kinds-differ", detail: `${kind}, ${mentions[rightMention]?.kind}` };
    const decided = await decidedMentions(tx, community, mentions, leftMention, rightMention);
    // Two names of one element: the rows that a human put together tell more than a row compared with itself.
    const [one, other] = leftMention === rightMention && decided ? decided.pair : [leftMention, rightMention];
    const elements = [elementOf(mentions, one), elementOf(mentions, other)] as const;
    const review = decided ? null : await reviewBetween(tx, community, elements);
    const compared = explainPair(toLinkMentions(mentions), one, other, await surroundingsIn(tx, deps, keys, community, mentions));
    await recordAccess(tx, {
      action: "explain",
      community,
      elementIds: [...new Set(elements)],
      attributes: compared.comparisons.map((it) => it.attribute),
    });
    const outcome = decided ? (decided.same ? "same" : "different") : review === null ? compared.outcome : "ask";
    const explained = outcome === compared.outcome ? compared : withoutConclusion(compared);
    const decision = decided && { same: decided.same, actor: decided.actor, at: decided.at };
    return {
      accepted: true,
      value: { ...(actor.purpose.trim() === "" ? maskExplained(kind, explained) : explained), outcome, elements, decision, review },
    };
  });
}

/** The elements of which the reference could speak. */
async function elementsNamed(tx: Transaction, community: number, reference: RecordReference): Promise<string[]> {
  if ("elementId" in reference) return [await resolveElement(tx, community, reference.elementId)];
  const found =
    "mentionId" in reference
      ? [...(await mentionsById(tx, community, [reference.mentionId])).values()]
      : await mentionsOfRow(tx, community, reference);
  return found.map((mention) => mention.element_id);
}

async function surroundingsIn(
  tx: Transaction,
  deps: RegistryDeps,
  keys: CommunityKeys,
  community: number,
  mentions: readonly MentionInHand[],
): Promise<Surroundings | undefined> {
  const knowledge = await knowledgeOf(deps.store, tx, community);
  if (knowledge === null) return undefined;
  const counts = await countKnown(tx, keys, community, toLinkMentions(mentions));
  return surroundingsOf(mentions, { knowledge, counts, whole: new Set(mentions.map((mention) => mention.elementId as string)) });
}

/** The last sentence says what the comparisons come to: it must not contradict a human, nor sound sure where one is asked. */
function withoutConclusion(compared: PairExplained): PairExplained {
  return { ...compared, sentences: { zh: compared.sentences.zh.slice(0, -1), en: compared.sentences.en.slice(0, -1) } };
}

function elementOf(mentions: readonly MentionInHand[], index: number): string {
  return mentions[index]?.elementId ?? "";
}

/** The newest word of a human about two mentions; else, of two elements, about any two rows of theirs. */
async function decidedMentions(
  tx: Transaction,
  community: number,
  mentions: readonly MentionInHand[],
  left: number,
  right: number,
): Promise<{ same: boolean; actor: string; at: Date; pair: readonly [number, number] } | null> {
  const decisions = await tx.query<{ one: string; other: string; same: boolean; actor: string; at: Date }>(
    `SELECT left_mention_id AS one, right_mention_id AS other, same, actor, decided_at AS at FROM decision
     WHERE community_id = $1 AND taken_back_at IS NULL ORDER BY decided_at DESC, id`,
    [community],
  );
  if (decisions.length === 0) return null;
  const index = new Map(mentions.map((mention, at) => [mention.id, at]));
  const found = decisions.flatMap(({ one, other, ...word }) => {
    const pair = [index.get(one), index.get(other)] as const;
    return pair[0] === undefined || pair[1] === undefined ? [] : [{ ...word, pair: [pair[0], pair[1]] as const }];
  });
  const ofPair = found.find(({ pair }) => pair.includes(left) && pair.includes(right) && left !== right);
  if (ofPair) return ofPair;
  const sides = [elementOf(mentions, left), elementOf(mentions, right)];
  const together = sides[0] === sides[1];
  if (together && left !== right) return null;
  return (
    found.find(({ same, pair }) => {
      const elements = pair.map((at) => elementOf(mentions, at));
      return same === together && sides.every((side) => elements.includes(side)) && elements.every((element) => sides.includes(element));
    }) ?? null
  );
}

/** Why any two rows of two elements wait for a human. */
async function reviewBetween(
  tx: Transaction,
  community: number,
  elements: readonly [string, string],
): Promise<{ id: string; reason: string } | null> {
  const [row] = await tx.query<{ id: string; reason: string }>(
    `WITH side AS MATERIALIZED (
       SELECT e.id AS element_id, m.id FROM element e CROSS JOIN LATERAL unnest(e.mention_ids) AS m (id)
       WHERE e.community_id = $1 AND e.id = ANY($2::uuid[]))
     SELECT ${reviewIdSql("w")} AS id, w.reason FROM review w
     JOIN side l ON l.id = w.left_mention_id
     JOIN side r ON r.id = w.right_mention_id
     WHERE w.community_id = $1 AND l.element_id <> r.element_id
     ORDER BY w.probability DESC LIMIT 1`,
    [community, elements],
  );
  return row ?? null;
}

function nameOf(reference: RecordReference): string {
  if ("mentionId" in reference) return reference.mentionId;
  return "elementId" in reference ? reference.elementId : `${reference.file} ${reference.sheet ?? ""} ${reference.row}`;
}

/** Index of the mention that a reference means: the row's subject, or an element's best described mention. */
async function mentionAt(
  tx: Transaction,
  community: number,
  mentions: readonly MentionInHand[],
  reference: RecordReference,
  kind?: ElementKind,
): Promise<number | null> {
  const element = "elementId" in reference ? await resolveElement(tx, community, reference.elementId) : null;
  let best: number | null = null;
  for (const [index, mention] of mentions.entries()) {
    const meant =
      "mentionId" in reference
        ? mention.id === reference.mentionId
        : "elementId" in reference
          ? mention.elementId === element
          : mention.table.file === reference.file &&
            mention.row === reference.row &&
            (reference.sheet === undefined || mention.table.sheet === reference.sheet) &&
            mention.kind === (reference.kind ?? kind ?? mention.kind);
    if (meant && (best === null || rank(mention) > rank(mentions[best] as MentionInHand))) best = index;
  }
  return best;
}

/** Subjects before those named beside them, persons before their homes, and then who says more. */
function rank(mention: MentionInHand): number {
  return (
    (mention.table.current ? 1000 : 0) +
    (mention.role === "subject" ? 100 : 0) +
    (mention.kind === "person" ? 50 : 0) +
    Object.keys(mention.values).length
  );
}

/** The explanation with its identifiers masked. */
export function maskExplained<Explained extends Pick<PairExplained, "comparisons">>(kind: ElementKind, explained: Explained): Explained {
  const hide = (name: string, value: string) => {
    const attribute = attributeOf(kind, name);
    return attribute !== undefined && attribute.sensitivity !== "ordinary" ? maskValue(attribute, value) : value;
  };
  return {
    ...explained,
    comparisons: explained.comparisons.map((it) => ({ ...it, left: hide(it.attribute, it.left), right: hide(it.attribute, it.right) })),
  };
}
