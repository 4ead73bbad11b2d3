import { Action, type Actor, authorize } from "#access";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";

/** Which of the named files were taken in since a time: whether an import that nobody saw the end of came through. Ids of deliveries, oldest first. */
export async function deliveredSince(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  since: Date,
  files: readonly string[],
): Promise<readonly string[]> {
  authorize(actor, Action.import);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const rows = await tx.query<{ id: string }>(
      "SELECT id FROM delivery WHERE community_id = $1 AND received_at >= $2 AND file_name = ANY($3::text[]) AND actor = $4 ORDER BY received_at, id",
      [community, since, files, actor.name],
    );
    return rows.map((row) => row.id);
  });
}
