import { Action, type Actor, authorize } from "#access";
import type { Outcome } from "#vocabulary/contract";
import { communityKey, createCommunity } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";

/** Says what a community is called; makes it when it is not there yet, so that its people can be given accounts before the first import. */
export async function nameCommunity(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  name: string,
): Promise<Outcome<null, "community-code-invalid">> {
  authorize(actor, Action.accounts);
  const community = communityKey(communityCode);
  if (community === null) return { accepted: false, refusal: "community-code-invalid", detail: communityCode };
  await deps.store.transaction(scopeOf(actor, community), async (tx) => {
    await createCommunity(tx, community);
    await tx.execute("UPDATE community SET name = $2 WHERE id = $1", [community, name.trim()]);
  });
  return { accepted: true, value: null };
}
