import { validate as isUuid } from "uuid";
import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import type { Outcome } from "#vocabulary/contract";
import { communityKey, lockCommunity } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { takeFromCounts } from "./element-counts.ts";
import { elementsOfDeliveries, isSmallPart } from "./extent.ts";
import { relink } from "./relink.ts";
import { removeSearchKeys } from "./write-elements.ts";

/**
 * Takes an import back: its rows count for nothing any more, and a version that it replaced holds again.
 * The records stay, so that what was shown or exported in between can still be explained.
 */
export async function undoImport(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  deliveryId: string,
): Promise<Outcome<{ readonly file: string }, "delivery-unknown">> {
  authorize(actor, Action.import);
  const community = communityKey(communityCode) ?? 0;
  if (!isUuid(deliveryId)) return { accepted: false, refusal: "delivery-unknown", detail: deliveryId };
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    await lockCommunity(tx, community);
    const [delivery] = await tx.query<{ file_name: string; superseded_by: string | null }>(
      "SELECT file_name, superseded_by FROM delivery WHERE community_id = $1 AND id = $2 AND state <> 'undone'",
      [community, deliveryId],
    );
    if (delivery === undefined) return { accepted: false, refusal: "delivery-unknown", detail: deliveryId };
    const part = await isSmallPart(tx, deps, community, [deliveryId]);
    await tx.execute("UPDATE delivery SET state = 'undone' WHERE community_id = $1 AND id = $2", [community, deliveryId]);
    // What it replaced holds again, or passes to whatever replaced it in turn.
    const restored = await tx.query<{ id: string }>(
      `UPDATE delivery SET superseded_by = $3, state = $4 WHERE community_id = $1 AND superseded_by = $2 AND state = 'superseded' RETURNING id`,
      [community, deliveryId, delivery.superseded_by, delivery.superseded_by === null ? "current" : "superseded"],
    );
    const keys = await communityKeys(tx, deps.keyring, community);
    const deliveries = new Set(restored.map((row) => row.id));
    const neighbours = await elementsOfDeliveries(tx, community, [deliveryId, ...deliveries]);
    const { mentions } = await relink(tx, deps, keys, community, { deliveries, elements: neighbours, part });
    await retire(neighbours, new Set(mentions.map((mention) => mention.elementId)));
    await recordAccess(tx, {
      action: "undo import",
      community,
      elementIds: [],
      count: neighbours.size,
      attributes: [],
      detail: delivery.file_name,
    });
    return { accepted: true, value: { file: delivery.file_name } };

    /** Elements of which nothing speaks any more. */
    async function retire(candidates: ReadonlySet<string>, spokenOf: ReadonlySet<string | null>): Promise<void> {
      const gone = [...candidates].filter((element) => !spokenOf.has(element));
      await removeSearchKeys(tx, community, gone);
      await takeFromCounts(tx, community, gone);
      await tx.execute("UPDATE element SET current = false, search_keys = '{}' WHERE community_id = $1 AND id = ANY($2::uuid[])", [
        community,
        gone,
      ]);
      await tx.execute(
        "DELETE FROM relation WHERE community_id = $1 AND (from_element_id = ANY($2::uuid[]) OR to_element_id = ANY($2::uuid[]))",
        [community, gone],
      );
    }
  });
}
