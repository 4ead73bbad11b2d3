import type { CommunityKeys } from "#access";
import type { Transaction } from "#store/contract";
import type { Assignment } from "./assign-elements.ts";
import type { BuiltElement } from "./build-elements.ts";
import type { BuiltRelation } from "./build-relations.ts";
import { goldenDocument } from "./golden-document.ts";
import { newId } from "./new-id.ts";
import { ID_BYTES, KEYS_MAX, SearchKeyRows } from "./search-key-rows.ts";
import { searchKeys } from "./search-keys.ts";

export interface ElementChanges {
  /** Ids of the elements that are written, in the order of `built`. */
  readonly ids: readonly string[];
  /** The elements; built one by one while the database takes in those before. */
  readonly built: Iterable<BuiltElement>;
  readonly assignment: Assignment;
  readonly at: Date;
  /** Search keys from which elements are written by one COPY, and their keys, in the order of the index, by another. Tests write fewer. */
  readonly keysAtOnce?: number;
}

/** Elements have some ten keys each, and none has as many as are left. */
const KEYS_AT_ONCE = KEYS_MAX / 2;

/**
 * Replaces what is stored of the given elements, and remembers merges and splits so that old ids keep resolving. Search keys that an element
 * keeps stay where they are: each stands on another page of a large index, and most changes leave nearly all of them.
 */
export async function writeElements(tx: Transaction, keys: CommunityKeys, community: number, changes: ElementChanges): Promise<void> {
  const { ids, built, assignment, keysAtOnce = KEYS_AT_ONCE } = changes;
  const stored = await removeStored(tx, community, ids, assignment);
  const left = built[Symbol.iterator]();
  for (let done = false; !done; ) {
    const gained = new SearchKeyRows();
    const lost = new SearchKeyRows();
    function* rows() {
      while (gained.count < keysAtOnce) {
        const next = left.next();
        done = next.done === true;
        if (next.done) return;
        const before = stored.get(next.value.id);
        const found = [...searchKeys(next.value, keys)];
        noteKeys(next.value.id, found, before === undefined ? [] : (JSON.parse(before.keys) as string[]), gained, lost);
        yield elementRow(community, keys, next.value, before?.createdAt ?? changes.at, found);
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
    if (lost.count > 0)
      await tx.execute("DELETE FROM search_key WHERE community_id = $1 AND id = ANY($2::bytea[])", [community, [...lost.ids()]]);
    await tx.copyIn("search_key", ["community_id", "id", "element_id"], searchRows(community, gained));
  }
  await writeEvents(tx, community, assignment, changes.at);
}

/** Elements whose relations are compared at once. */
const COMPARED_AT_ONCE = 10_000;

/** Makes `relations` all that start from the given elements. Those that stand already stay where they are. */
export async function writeRelations(
  tx: Transaction,
  community: number,
  ids: readonly string[],
  assignment: Assignment,
  relations: readonly BuiltRelation[],
): Promise<void> {
  const stored = ids.filter((id) => !assignment.created.has(id));
  const kept = stored.length === 0 ? new Set<BuiltRelation>() : await keepRelations(tx, community, stored, relations);
  function* rows() {
    for (const it of relations)
      if (!kept.has(it)) yield [community, newId(), it.relation, it.from, it.to, it.detail, it.preferred, it.validFrom, it.recordId];
  }
  await tx.copyIn(
    "relation",
    ["community_id", "id", "relation", "from_element_id", "to_element_id", "detail", "preferred", "valid_from", "record_id"],
    rows(),
  );
}

/** Removes the relations of elements that hold no more; gives those that stand already. */
async function keepRelations(
  tx: Transaction,
  community: number,
  elements: readonly string[],
  relations: readonly BuiltRelation[],
): Promise<Set<BuiltRelation>> {
  const kept = new Set<BuiltRelation>();
  const byElement = Map.groupBy(relations, (it) => it.from);
  for (let start = 0; start < elements.length; start += COMPARED_AT_ONCE) {
    const rows = await tx.query<BuiltRelation & { id: string }>(
      `SELECT id, relation, from_element_id AS "from", to_element_id AS "to", detail, preferred, valid_from::text AS "validFrom",
         record_id AS "recordId" FROM relation WHERE community_id = $1 AND from_element_id = ANY($2::uuid[])`,
      [community, elements.slice(start, start + COMPARED_AT_ONCE)],
    );
    const gone: string[] = [];
    for (const row of rows) {
      const same = byElement.get(row.from)?.find((it) => isSameRelation(it, row) && !kept.has(it));
      if (same === undefined) gone.push(row.id);
      else kept.add(same);
    }
    if (gone.length > 0) await tx.execute("DELETE FROM relation WHERE community_id = $1 AND id = ANY($2::uuid[])", [community, gone]);
  }
  return kept;
}

function isSameRelation(left: BuiltRelation, right: BuiltRelation): boolean {
  return (
    left.relation === right.relation &&
    left.to === right.to &&
    left.detail === right.detail &&
    left.preferred === right.preferred &&
    left.validFrom === right.validFrom &&
    left.recordId === right.recordId
  );
}

/** What is kept of an element that is about to be written again. */
interface StoredElement {
  readonly createdAt: Date;
  /** Its search keys, as JSON: of a whole community at once they would be millions of objects. */
  readonly keys: string;
}

/** Removes the stored state of elements that are about to be written again, and what leads to those that were absorbed. */
async function removeStored(
  tx: Transaction,
  community: number,
  ids: readonly string[],
  assignment: Assignment,
): Promise<Map<string, StoredElement>> {
  const absorbed = assignment.merged.map(([element]) => element);
  await removeSearchKeys(tx, community, absorbed);
  await tx.execute("DELETE FROM relation WHERE community_id = $1 AND from_element_id = ANY($2::uuid[])", [community, absorbed]);
  const written = ids.filter((id) => !assignment.created.has(id));
  const stored = new Map<string, StoredElement>();
  for (let start = 0; start < written.length; start += 10_000) {
    const removed = await tx.query<StoredElement & { id: string }>(
      `DELETE FROM element WHERE community_id = $1 AND id = ANY($2::uuid[]) AND NOT id = ANY($3::uuid[])
       RETURNING id, created_at AS "createdAt", to_json(search_keys)::text AS keys`,
      [community, written.slice(start, start + 10_000), absorbed],
    );
    for (const { id, createdAt, keys } of removed) stored.set(id, { createdAt, keys });
  }
  return stored;
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

function elementRow(community: number, keys: CommunityKeys, element: BuiltElement, createdAt: Date, found: readonly string[]) {
  const { id, kind, current, mentionIds } = element;
  const { golden, identifiers } = goldenDocument(element);
  const sealed = Object.keys(identifiers).length === 0 ? null : keys.seal(JSON.stringify(identifiers));
  return [community, id, kind, golden, mentionIds, found, sealed, current, null, createdAt];
}

/** Notes the search keys that an element gains and loses. */
function noteKeys(element: string, found: readonly string[], before: readonly string[], gained: SearchKeyRows, lost: SearchKeyRows): void {
  if (before.length === 0) {
    gained.add(found, element);
    return;
  }
  const added = found.filter((key) => !before.includes(key));
  gained.add(added, element);
  const removed = before.filter((key) => !found.includes(key));
  lost.add(removed, element);
}

function* searchRows(community: number, gained: SearchKeyRows) {
  for (const id of gained.ids()) yield [community, id, id.subarray(id.length - ID_BYTES)];
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
