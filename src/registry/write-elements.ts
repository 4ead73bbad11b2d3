import type { CommunityKeys } from "#access";
import type { Transaction } from "#store/contract";
import type { Assignment } from "./assign-elements.ts";
import type { BuiltElement } from "./build-elements.ts";
import type { BuiltRelation } from "./build-relations.ts";
import { addToCounts, type Counted, ElementCounter, takeFromCounts } from "./element-counts.ts";
import { goldenDocument } from "./golden-document.ts";
import { newId } from "./new-id.ts";
import { ID_BYTES, KEYS_MAX, SearchKeyRows } from "./search-key-rows.ts";
import { searchKeys } from "./search-keys.ts";

export interface ElementChanges {
  /** Ids of the elements that will be written. */
  readonly ids: readonly string[];
  readonly assignment: Assignment;
  readonly at: Date;
  /** Search keys that are written by one COPY, in the order of the index. Tests write fewer. */
  readonly keysAtOnce?: number;
}

/** The more keys are written in the order of their index at once, the less of it is touched again, and the longer the last of them is waited for. */
const KEYS_AT_ONCE = KEYS_MAX / 8;

/**
 * Replaces what is stored of elements, part by part. Search keys that an element keeps stay where they are: each stands on another page of a
 * large index, and most changes leave nearly all of them.
 */
export class ElementWriter {
  readonly #tx: Transaction;
  readonly #keys: CommunityKeys;
  readonly #community: number;
  readonly #changes: ElementChanges;
  readonly #stored: ReadonlyMap<string, StoredElement>;
  #gained = new SearchKeyRows();
  #lost = new SearchKeyRows();
  /** How many more elements of each kind are current than were before. */
  readonly #counts: ElementCounter;

  private constructor(
    tx: Transaction,
    keys: CommunityKeys,
    community: number,
    changes: ElementChanges,
    stored: ReadonlyMap<string, StoredElement>,
    counts: ElementCounter,
  ) {
    this.#tx = tx;
    this.#keys = keys;
    this.#community = community;
    this.#changes = changes;
    this.#stored = stored;
    this.#counts = counts;
  }

  /** Removes what is stored of the elements, which must all be written then. */
  static async begin(tx: Transaction, keys: CommunityKeys, community: number, changes: ElementChanges): Promise<ElementWriter> {
    const counts = new ElementCounter();
    const stored = await removeStored(tx, community, changes.ids, changes.assignment, counts);
    return new ElementWriter(tx, keys, community, changes, stored, counts);
  }

  /** Writes some of the elements; those are built one by one while the database takes in others. */
  async write(built: Iterable<BuiltElement>): Promise<void> {
    await this.#tx.copyAhead(
      "element",
      [
        ...["community_id", "id", "kind", "golden", "mention_ids", "search_keys", "sealed_identifiers", "sealed_statements", "current"],
        ...["merged_into", "created_at"],
      ],
      this.#rows(built),
    );
    if (this.#gained.count >= (this.#changes.keysAtOnce ?? KEYS_AT_ONCE)) await this.#writeKeys();
  }

  /** Writes what is left, and remembers merges and splits so that old ids keep resolving. */
  async end(): Promise<void> {
    await this.#writeKeys();
    await addToCounts(this.#tx, this.#community, this.#counts.changes);
    await writeEvents(this.#tx, this.#community, this.#changes.assignment, this.#changes.at);
  }

  *#rows(built: Iterable<BuiltElement>) {
    for (const element of built) {
      const before = this.#stored.get(element.id);
      const found = [...searchKeys(element, this.#keys)];
      noteKeys(element.id, found, before === undefined ? [] : (JSON.parse(before.keys) as string[]), this.#gained, this.#lost);
      this.#counts.note(element, 1);
      yield elementRow(this.#community, this.#keys, element, before?.createdAt ?? this.#changes.at, found);
    }
  }

  async #writeKeys(): Promise<void> {
    const [gained, lost] = [this.#gained, this.#lost];
    this.#gained = new SearchKeyRows();
    this.#lost = new SearchKeyRows();
    if (lost.count > 0)
      await this.#tx.execute("DELETE FROM search_key WHERE community_id = $1 AND id = ANY($2::bytea[])", [
        this.#community,
        [...lost.ids()],
      ]);
    await this.#tx.copyAhead("search_key", ["community_id", "id", "element_id"], searchRows(this.#community, gained));
  }
}

/** Makes `relations` all that start from the given elements, some thousands. Those that stand already stay where they are. */
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
  await tx.copyAhead(
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
  const rows = await tx.query<BuiltRelation & { id: string }>(
    `SELECT id, relation, from_element_id AS "from", to_element_id AS "to", detail, preferred, valid_from::text AS "validFrom",
       record_id AS "recordId" FROM relation WHERE community_id = $1 AND from_element_id = ANY($2::uuid[])`,
    [community, elements],
  );
  const gone: string[] = [];
  for (const row of rows) {
    const same = byElement.get(row.from)?.find((it) => isSameRelation(it, row) && !kept.has(it));
    if (same === undefined) gone.push(row.id);
    else kept.add(same);
  }
  if (gone.length > 0) await tx.execute("DELETE FROM relation WHERE community_id = $1 AND id = ANY($2::uuid[])", [community, gone]);
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
  counts: ElementCounter,
): Promise<Map<string, StoredElement>> {
  const absorbed = assignment.merged.map(([element]) => element);
  await removeSearchKeys(tx, community, absorbed);
  await tx.execute("DELETE FROM relation WHERE community_id = $1 AND from_element_id = ANY($2::uuid[])", [community, absorbed]);
  await takeFromCounts(tx, community, absorbed);
  const isAbsorbed = new Set(absorbed);
  const written = ids.filter((id) => !assignment.created.has(id) && !isAbsorbed.has(id));
  const stored = new Map<string, StoredElement>();
  for (let start = 0; start < written.length; start += 10_000) {
    const removed = await tx.query<StoredElement & Counted & { id: string }>(
      `DELETE FROM element WHERE community_id = $1 AND id = ANY($2::uuid[])
       RETURNING id, kind, current, created_at AS "createdAt", to_json(search_keys)::text AS keys`,
      [community, written.slice(start, start + 10_000)],
    );
    for (const { id, createdAt, keys, ...counted } of removed) {
      stored.set(id, { createdAt, keys });
      counts.note(counted, -1);
    }
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
  const { id, kind, current, mentionIds, statements } = element;
  const { golden, identifiers } = goldenDocument(element);
  const sealed = Object.keys(identifiers).length === 0 ? null : keys.seal(JSON.stringify(identifiers));
  return [community, id, kind, golden, mentionIds, found, sealed, statements && keys.seal(statements), current, null, createdAt];
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
