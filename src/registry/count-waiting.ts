import { Action, type Actor, authorize } from "#access";
import { communityKey } from "./community.ts";
import type { WaitingCounts } from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";

/** How much waits for a human. Counts only, nothing about anybody; cheap enough to be asked on every page. */
export async function countWaiting(deps: RegistryDeps, actor: Actor, communityCode: string): Promise<WaitingCounts> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const [counts] = await tx.query<{ reviews: number; corrections: number }>(
      `SELECT (SELECT count(*) FROM review WHERE community_id = $1) AS reviews,
         (SELECT count(*) FROM correction WHERE community_id = $1 AND state = 'open') AS corrections`,
      [community],
    );
    return counts ?? { reviews: 0, corrections: 0 };
  });
}
