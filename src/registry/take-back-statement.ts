import { Action, type Actor, authorize } from "#access";
import type { Outcome } from "#vocabulary/contract";
import { OWN_STATEMENTS } from "./authority.ts";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { undoImport } from "./undo-import.ts";

/** Takes back what the community stated by hand: the departments' word holds again. A department's file cannot be taken back so. */
export async function takeBackStatement(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  deliveryId: string,
): Promise<Outcome<null, "statement-unknown">> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  const [statement] = await deps.store.transaction(scopeOf(actor, community), (tx) =>
    tx.query<{ id: string }>("SELECT id FROM source_table WHERE community_id = $1 AND delivery_id = $2 AND register = $3", [
      community,
      deliveryId,
      OWN_STATEMENTS,
    ]),
  );
  const undone = statement === undefined ? null : await undoImport(deps, actor, communityCode, deliveryId);
  return undone?.accepted ? { accepted: true, value: null } : { accepted: false, refusal: "statement-unknown", detail: deliveryId };
}
