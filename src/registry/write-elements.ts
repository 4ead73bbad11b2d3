import type { CommunityKeys } from "#access";
import type { Transaction } from "#store/contract";
import type { Assignment } from "./assign-elements.ts";
import type { BuiltElement } from "./build-elements.ts";
import type { BuiltRelation } from "./build-relations.ts";
import { goldenDocument } from "./golden-document.ts";
import { newId } from "./new-id.ts";
import { searchKeys } from "./search-keys.ts";

export interface ElementChanges {
  /** Ids of the elements that are written, in the order of `built`. */
  readonly ids: readonly string[];
  /** The elements; built one by one while the database takes in those before. */
  readonly built: Iterable<BuiltElement>;
  readonly assignment: Assignment;
  readonly at: Date;
}

/** Replaces what is stored of the given elements, and remembers merges and splits so that old ids keep resolving. */
export async function writeElements(tx: Transaction, keys: CommunityKeys, community: number, changes: ElementChanges): Promise<void> {
  const { ids, built, assignment } = changes;
  const createdAt = await removeStored(tx, community, ids, assignment);
  const words: string[] = [];
  await tx.copyIn(
    "element",
    ["community_id", "id", "kind", "golden", "golden_mentions", "sealed_identifiers", "current", "merged_into", "created_at"],
    elementRows(community, keys, built, createdAt, changes.at, words),
  );
  await tx.copyIn("search_key", ["community_id", "id", "element_id", "key"], searchRows(community, words));
  await writeEvents(tx, community, assignment, changes.at);
}

/** Writes relations; those that stood in their place went with `writeElements`. */
export async function writeRelations(tx: Transaction, community: number, relations: readonly BuiltRelation[]): Promise<void> {
  function* rows() {
    for (const it of relations) yield [community, newId(), it.relation, it.from, it.to, it.detail, it.preferred, it.validFrom, it.recordId];
  }
  await tx.copyIn(
    "relation",
    ["community_id", "id", "relation", "from_element_id", "to_element_id", "detail", "preferred", "valid_from", "record_id"],
    rows(),
  );
}

/** Removes the stored state of elements that are about to be written again; gives when each was created. */
async function removeStored(
  tx: Transaction,
  community: number,
  ids: readonly string[],
  assignment: Assignment,
): Promise<Map<string, Date>> {
  const absorbed = assignment.merged.map(([element]) => element);
  const stored = [...ids.filter((id) => !assignment.created.has(id)), ...absorbed];
  const createdAt = new Map<string, Date>();
  for (let start = 0; start < stored.length; start += 10_000) {
    const some = stored.slice(start, start + 10_000);
    await tx.execute("DELETE FROM search_key WHERE community_id = $1 AND element_id = ANY($2::uuid[])", [community, some]);
    await tx.execute("DELETE FROM relation WHERE community_id = $1 AND from_element_id = ANY($2::uuid[])", [community, some]);
    const removed = await tx.query<{ id: string; created_at: Date }>(
      "DELETE FROM element WHERE community_id = $1 AND id = ANY($2::uuid[]) AND NOT id = ANY($3::uuid[]) RETURNING id, created_at",
      [community, some, absorbed],
    );
    for (const row of removed) createdAt.set(row.id, row.created_at);
  }
  return createdAt;
}

function* elementRows(
  community: number,
  keys: CommunityKeys,
  built: Iterable<BuiltElement>,
  createdAt: ReadonlyMap<string, Date>,
  at: Date,
  words: string[],
) {
  const now = at.toISOString();
  for (const element of built) {
    const { golden, mentions, identifiers } = goldenDocument(element);
    const sealed = Object.keys(identifiers).length === 0 ? null : keys.seal(JSON.stringify(identifiers));
    for (const key of searchKeys(element, keys)) words.push(element.id, key);
    const { id, kind, current } = element;
    yield [community, id, kind, golden, mentions, sealed, current, null, createdAt.get(id) ?? now];
  }
}

/** @param words element and key in turn */
function* searchRows(community: number, words: readonly string[]) {
  for (let at = 0; at < words.length; at += 2) yield [community, newId(), words[at], words[at + 1]];
}

async function writeEvents(tx: Transaction, community: number, assignment: Assignment, at: Date): Promise<void> {
  for (const [absorbed, keeper] of assignment.merged) {
    await tx.execute("UPDATE element SET merged_into = $3, current = false WHERE community_id = $1 AND id = $2", [
      community,
      absorbed,
      keeper,
    ]);
  }
  await tx.copyIn(
    "element_event",
    ["community_id", "id", "element_id", "event", "other_element_id", "cause", "at"],
    [
      ...assignment.merged.map(([absorbed, keeper]) => [community, newId(), absorbed, "merged", keeper, "import", at]),
      ...assignment.split.map(([origin, other]) => [community, newId(), origin, "split", other, "import", at]),
    ],
  );
}
