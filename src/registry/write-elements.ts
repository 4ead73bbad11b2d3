import type { CommunityKeys } from "#access";
import type { Transaction } from "#store/contract";
import type { Assignment } from "./assign-elements.ts";
import type { BuiltElement } from "./build-elements.ts";
import type { BuiltRelation } from "./build-relations.ts";
import { goldenDocument } from "./golden-document.ts";
import { newId } from "./new-id.ts";
import { orderByBeginning } from "./order-by-beginning.ts";
import { searchKeyIds, searchKeys } from "./search-keys.ts";

export interface ElementChanges {
  /** Ids of the elements that are written, in the order of `built`. */
  readonly ids: readonly string[];
  /** The elements; built one by one while the database takes in those before. */
  readonly built: Iterable<BuiltElement>;
  readonly assignment: Assignment;
  readonly at: Date;
}

/** Elements that are written by one COPY; their search keys, in the order of the index, by another. */
const ELEMENTS_AT_ONCE = 30_000;

/** Replaces what is stored of the given elements, and remembers merges and splits so that old ids keep resolving. */
export async function writeElements(tx: Transaction, keys: CommunityKeys, community: number, changes: ElementChanges): Promise<void> {
  const { ids, built, assignment } = changes;
  const createdAt = await removeStored(tx, community, ids, assignment);
  const left = built[Symbol.iterator]();
  for (let done = false; !done; ) {
    const hits: SearchHit[] = [];
    function* rows() {
      for (let count = 0; count < ELEMENTS_AT_ONCE; count += 1) {
        const next = left.next();
        done = next.done === true;
        if (next.done) return;
        yield elementRow(community, keys, next.value, createdAt.get(next.value.id) ?? changes.at, hits);
      }
    }
    await tx.copyIn(
      "element",
      [
        ...["community_id", "id", "kind", "golden", "mention_ids", "search_keys", "sealed_identifiers", "current"],
        ...["merged_into", "created_at"],
      ],
      rows(),
    );
    await tx.copyIn("search_key", ["community_id", "id", "element_id"], searchRows(community, hits));
  }
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
    await removeSearchKeys(tx, community, some);
    await tx.execute("DELETE FROM relation WHERE community_id = $1 AND from_element_id = ANY($2::uuid[])", [community, some]);
    const removed = await tx.query<{ id: string; created_at: Date }>(
      "DELETE FROM element WHERE community_id = $1 AND id = ANY($2::uuid[]) AND NOT id = ANY($3::uuid[]) RETURNING id, created_at",
      [community, some, absorbed],
    );
    for (const row of removed) createdAt.set(row.id, row.created_at);
  }
  return createdAt;
}

/** Removes the keys under which elements are found. They stand in the elements' rows, which must be there still. */
export async function removeSearchKeys(tx: Transaction, community: number, elements: readonly string[]): Promise<void> {
  await tx.execute(
    `DELETE FROM search_key WHERE community_id = $1 AND id = ANY(ARRAY(
       SELECT convert_to(key, 'UTF8') || '\\x00'::bytea || uuid_send(e.id) FROM element e CROSS JOIN LATERAL unnest(e.search_keys) AS key
       WHERE e.community_id = $1 AND e.id = ANY($2::uuid[])))`,
    [community, elements],
  );
}

/** A row of `search_key`. */
interface SearchHit {
  readonly id: Buffer;
  readonly element: string;
}

function elementRow(community: number, keys: CommunityKeys, element: BuiltElement, createdAt: Date, hits: SearchHit[]) {
  const { id, kind, current, mentionIds } = element;
  const { golden, identifiers } = goldenDocument(element);
  const sealed = Object.keys(identifiers).length === 0 ? null : keys.seal(JSON.stringify(identifiers));
  const found = [...searchKeys(element, keys)];
  for (const key of searchKeyIds(found, id)) hits.push({ id: key, element: id });
  return [community, id, kind, golden, mentionIds, found, sealed, current, null, createdAt];
}

/** Nearly in the order of the index, so that its pages are filled one after the other. */
function* searchRows(community: number, hits: readonly SearchHit[]) {
  for (const at of orderByBeginning(hits.map((hit) => hit.id))) {
    const { id, element } = hits[at] as SearchHit;
    yield [community, id, element];
  }
}

async function writeEvents(tx: Transaction, community: number, assignment: Assignment, at: Date): Promise<void> {
  for (const [absorbed, keeper] of assignment.merged) {
    await tx.execute("UPDATE element SET merged_into = $3, current = false, search_keys = '{}' WHERE community_id = $1 AND id = $2", [
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
