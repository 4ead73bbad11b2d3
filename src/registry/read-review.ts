import { Action, type Actor, authorize, communityKeys } from "#access";
import type { Transaction } from "#store/contract";
import type { ElementKind, Outcome } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementTitle } from "./element-title.ts";
import { type ExplainedRecords, explainRecords } from "./explain-records.ts";
import { type MentionInRow, mentionsById, mentionsOfElement } from "./mentions-in-rows.ts";
import { openElementsById } from "./people.ts";
import { reviewIdSql } from "./review-id.ts";

/** One side of a pair: the row that is compared, and what it belongs to now. */
export interface PairSide {
  readonly elementId: string;
  readonly title: string;
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  /** Id of the row as it was delivered. */
  readonly record: string;
  /** Rows that speak of the element, this one included. */
  readonly rows: number;
}

/** A pair that waits for a human, and all that tells whether the two are the same. */
export interface ReviewedPair {
  readonly id: string;
  readonly kind: ElementKind;
  /** `middle-score`, `contradiction` or `torn`. */
  readonly reason: string;
  readonly left: PairSide;
  readonly right: PairSide;
  readonly explained: ExplainedRecords;
}

/** One pair that waits, with every comparison. Identifiers are masked without a purpose; the access is recorded by {@link explainRecords}. */
export async function readReview(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  review: string,
): Promise<Outcome<ReviewedPair, "review-unknown">> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  const refused = { accepted: false, refusal: "review-unknown", detail: review } as const;
  const pair = await deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const [row] = await tx.query<{ left: string; right: string; reason: string }>(
      `SELECT w.left_mention_id AS left, w.right_mention_id AS right, w.reason FROM review w
       WHERE w.community_id = $1 AND ${reviewIdSql("w")} = $2`,
      [community, review],
    );
    const mentions = await mentionsById(tx, community, row ? [row.left, row.right] : []);
    const [left, right] = [mentions.get(row?.left ?? ""), mentions.get(row?.right ?? "")];
    if (row === undefined || left === undefined || right === undefined) return null;
    const keys = await communityKeys(tx, deps.keyring, community);
    const elements = await openElementsById(tx, keys, community, [left.element_id, right.element_id]);
    const sideOf = async (mention: MentionInRow) =>
      pairSide(tx, community, mention, elementTitle(mention.kind, elements.get(mention.element_id)?.values ?? {}));
    const mentionIds = [left.id, right.id] as const;
    return { id: review, kind: left.kind, reason: row.reason, left: await sideOf(left), right: await sideOf(right), mentionIds };
  });
  if (pair === null) return refused;
  const { mentionIds, ...shown } = pair;
  const [left, right] = mentionIds;
  const explained = await explainRecords(deps, actor, communityCode, { mentionId: left }, { mentionId: right });
  // Between the two looks an import may have settled it.
  return explained.accepted ? { accepted: true, value: { ...shown, explained: explained.value } } : refused;
}

async function pairSide(tx: Transaction, community: number, mention: MentionInRow, title: string): Promise<PairSide> {
  const held = await mentionsOfElement(tx, community, mention.element_id);
  return {
    elementId: mention.element_id,
    title,
    file: mention.file_name,
    sheet: mention.sheet,
    row: mention.row_number,
    record: mention.record_id,
    rows: new Set(held.filter(({ undone }) => !undone).map((each) => each.record_id)).size,
  };
}
