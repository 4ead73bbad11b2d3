import type { CommunityKeys } from "#access";
import { type OpenModel, openPersonModel } from "#linkage";
import type { PersonModel } from "#linkage/contract";
import type { Store, Transaction } from "#store/contract";
import { newId } from "./new-id.ts";

/** Keeps what the newest linking learned in place of what the one before did. */
export async function storePersonModel(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  model: PersonModel,
  at: Date,
): Promise<void> {
  await tx.execute("DELETE FROM linkage_model WHERE community_id = $1", [community]);
  await tx.execute("INSERT INTO linkage_model (community_id, id, sealed, learned_at) VALUES ($1, $2, $3, $4)", [
    community,
    newId(),
    keys.seal(JSON.stringify(model)),
    at,
  ]);
}

/** Models opened in this process, the newest of each community: opening one takes longer than all the rest of a question. */
const opened = new WeakMap<Store, Map<number, { readonly id: string; readonly model: OpenModel }>>();

/** What the community's newest linking learned; null before the first. */
export async function personModelOf(store: Store, tx: Transaction, keys: CommunityKeys, community: number): Promise<OpenModel | null> {
  const ofStore = opened.get(store) ?? new Map<number, { readonly id: string; readonly model: OpenModel }>();
  opened.set(store, ofStore);
  const known = ofStore.get(community);
  // The bytes come along only when they are not those already open here.
  const [row] = await tx.query<{ id: string; sealed: Buffer | null }>(
    "SELECT id, CASE WHEN id = $2 THEN NULL ELSE sealed END AS sealed FROM linkage_model WHERE community_id = $1",
    [community, known?.id ?? null],
  );
  if (row === undefined) return null;
  if (row.sealed === null && known) return known.model;
  const model = openPersonModel(JSON.parse(keys.unseal(row.sealed as Buffer)) as PersonModel);
  ofStore.set(community, { id: row.id, model });
  return model;
}
