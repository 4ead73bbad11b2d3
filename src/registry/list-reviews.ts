import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import type { ElementKind } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementTitle } from "./element-title.ts";
import { type MentionInRow, mentionsById } from "./mentions-in-rows.ts";
import { openElementsById } from "./people.ts";
import { reviewIdSql } from "./review-id.ts";

/** One side of a pair that waits: which row, and which element it belongs to now. */
export interface ReviewSide {
  /** What `explainRecords` takes to look at exactly this. */
  readonly mentionId: string;
  readonly elementId: string;
  readonly title: string;
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
}

/** Two rows that may or may not speak of the same; nothing waits for the answer. */
export interface WaitingReview {
  /** Ten digits by which `decidePair` takes it; the same for as long as the pair waits. */
  readonly id: string;
  readonly kind: ElementKind;
  readonly left: ReviewSide;
  readonly right: ReviewSide;
  readonly weight: number;
  readonly probability: number;
  readonly reason: string;
}

/** The pairs that wait for a human, the most likely first. */
export async function listReviews(deps: RegistryDeps, actor: Actor, communityCode: string): Promise<readonly WaitingReview[]> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const reviews = await tx.query<{
      id: string;
      left_mention_id: string;
      right_mention_id: string;
      weight: number;
      probability: number;
      reason: string;
    }>(
      `SELECT ${reviewIdSql("w")} AS id, left_mention_id, right_mention_id, weight, probability, reason
       FROM review w WHERE community_id = $1 ORDER BY probability DESC, id`,
      [community],
    );
    const byMention = await mentionsById(
      tx,
      community,
      reviews.flatMap((review) => [review.left_mention_id, review.right_mention_id]),
    );
    const keys = await communityKeys(tx, deps.keyring, community);
    const elements = await openElementsById(tx, keys, community, [...new Set([...byMention.values()].map((side) => side.element_id))]);
    await recordAccess(tx, { action: "reviews", community, elementIds: [...elements.keys()], attributes: ["name"] });
    const sideOf = (row: MentionInRow): ReviewSide => ({
      mentionId: row.id,
      elementId: row.element_id,
      title: elementTitle(row.kind, elements.get(row.element_id)?.values ?? {}),
      file: row.file_name,
      sheet: row.sheet,
      row: row.row_number,
    });
    return reviews.flatMap(({ id, weight, probability, reason, ...review }) => {
      const left = byMention.get(review.left_mention_id);
      const right = byMention.get(review.right_mention_id);
      return left && right ? [{ id, kind: left.kind, left: sideOf(left), right: sideOf(right), weight, probability, reason }] : [];
    });
  });
}
