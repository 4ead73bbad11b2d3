import { v7 as uuid } from "uuid";
import { Action, type Actor, authorize } from "#access";
import type { Transaction } from "#store/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { reviewIdSql } from "./review-id.ts";

/** How long a pair stays with whoever took it; looking at it again, or deciding, begins anew. */
const HELD_MS = 10 * 60_000;

/** A pair that one worker has taken, and how many wait in all. */
export interface TakenReview {
  /** Null when every pair that waits is with somebody else, or was put off by this worker. */
  readonly review: string | null;
  /** Pairs that wait, this one included. */
  readonly waiting: number;
  /** Pairs that other workers look at just now. */
  readonly withOthers: number;
}

/**
 * Takes the likeliest waiting pair that nobody else looks at: two workers at once never get the same. It is theirs for ten minutes.
 *
 * @param later ids of pairs that this worker put off; they are not given
 * @param wanted id of a pair that is given before all others if it is free: the one whose decision was just taken back
 */
export function takeReview(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  later: readonly string[],
  wanted?: string,
): Promise<TakenReview> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  const now = new Date();
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    await tx.execute("DELETE FROM review_hold WHERE community_id = $1 AND held_until < $2", [community, now]);
    const waiting = await tx.query<{ id: string; holder: string | null }>(
      `SELECT ${reviewIdSql("w")} AS id, h.actor AS holder FROM review w
       LEFT JOIN review_hold h ON h.community_id = w.community_id AND h.review = ${reviewIdSql("w")}
       WHERE w.community_id = $1 ORDER BY (${reviewIdSql("w")} = $2) DESC, w.probability DESC, 1`,
      [community, wanted ?? ""],
    );
    const free = waiting.filter(({ id, holder }) => (holder === null || holder === actor.name) && !later.includes(id));
    let taken: string | null = null;
    for (const { id } of free) {
      if (!(await hold(tx, community, id, actor.name, now))) continue;
      taken = id;
      break;
    }
    const withOthers = waiting.filter(({ holder }) => holder !== null && holder !== actor.name).length;
    return { review: taken, waiting: waiting.length, withOthers };
  });
}

/** Lets others have a pair again. */
export function releaseReview(deps: RegistryDeps, actor: Actor, communityCode: string, review: string): Promise<void> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    await tx.execute("DELETE FROM review_hold WHERE community_id = $1 AND review = $2 AND actor = $3", [community, review, actor.name]);
  });
}

/** The unique index decides, so that two workers at once cannot both win. */
async function hold(tx: Transaction, community: number, review: string, actor: string, now: Date): Promise<boolean> {
  const until = new Date(now.getTime() + HELD_MS);
  const changed = await tx.execute(
    `INSERT INTO review_hold (community_id, id, review, actor, held_until) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (community_id, review) DO UPDATE SET actor = EXCLUDED.actor, held_until = EXCLUDED.held_until
     WHERE review_hold.actor = EXCLUDED.actor OR review_hold.held_until < $6`,
    [community, uuid(), review, actor, until, now],
  );
  return changed === 1;
}
