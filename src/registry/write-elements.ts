import type { CommunityKeys } from "#access";
import type { Transaction } from "#store/contract";
import type { Assignment } from "./assign-elements.ts";
import type { BuiltRelation } from "./build-relations.ts";
import type { ChosenElements } from "./choosing-messages.ts";
import { type ChoosingThreads, startChoosing } from "./choosing-threads.ts";
import {
  type Choosing,
  ELEMENT_COLUMNS,
  type ElementInHand,
  elementRows,
  SEARCH_KEY_COLUMNS,
  SearchKeyChanges,
  type StoredElement,
} from "./element-rows.ts";
import type { MentionInHand } from "./in-hand.ts";
import { newId } from "./new-id.ts";

/** How the work is divided; tests divide it smaller. */
export interface ChoosingParts {
  /** Elements that are written by one COPY; their search keys, in the order of the index, by another. */
  readonly elementsAtOnce: number;
  /** How many mentions are so many that other threads help. */
  readonly threadedMentionsMin: number;
}

/** Below so many mentions, starting a thread takes longer than choosing. */
const USUAL_PARTS: ChoosingParts = { elementsAtOnce: 30_000, threadedMentionsMin: 150_000 };

/**
 * Chooses the golden values of the given elements anew and replaces what is stored of them; remembers merges and splits so that old ids keep
 * resolving. Search keys that an element keeps stay where they are: each stands on another page of a large index, and most changes leave
 * nearly all of them.
 *
 * @param groups all mentions of each element
 */
export async function writeElements(
  tx: Transaction,
  keys: CommunityKeys,
  choosing: Choosing,
  groups: ReadonlyMap<string, readonly MentionInHand[]>,
  assignment: Assignment,
  parts: ChoosingParts = USUAL_PARTS,
): Promise<void> {
  const { community, at } = choosing;
  const stored = await removeStored(tx, community, [...groups.keys()], assignment);
  const threads = await startChoosing(tx, keys, choosing, groups, parts.threadedMentionsMin);
  try {
    await writeAll(tx, choosing, chunksOf(groups, stored, parts.elementsAtOnce), threads);
  } finally {
    await threads?.close();
  }
  await writeEvents(tx, community, assignment, at);
}

function* chunksOf(
  groups: ReadonlyMap<string, readonly MentionInHand[]>,
  stored: ReadonlyMap<string, StoredElement>,
  elementsAtOnce: number,
): Generator<ElementInHand[]> {
  let chunk: ElementInHand[] = [];
  for (const [id, mentions] of groups) {
    chunk.push({ id, mentions, before: stored.get(id) });
    if (chunk.length < elementsAtOnce) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Keeps the threads busy, and chooses here while they have nothing ready. */
async function writeAll(
  tx: Transaction,
  choosing: Choosing,
  chunks: Generator<ElementInHand[], undefined>,
  threads: ChoosingThreads | null,
): Promise<void> {
  let next = chunks.next().value;
  while (next !== undefined || (threads !== null && threads.given > 0)) {
    for (; next !== undefined && threads?.idle; next = chunks.next().value) threads.give(next);
    if (threads !== null && (threads.ready || next === undefined)) await writeChosen(tx, choosing.community, await threads.take());
    else if (next !== undefined) {
      await chooseHere(tx, choosing, next);
      next = chunks.next().value;
    }
  }
}

async function chooseHere(tx: Transaction, choosing: Choosing, elements: readonly ElementInHand[]): Promise<void> {
  const changes = new SearchKeyChanges();
  await tx.copyIn("element", ELEMENT_COLUMNS, elementRows(choosing, elements, changes));
  await removeKeys(tx, choosing.community, changes.gone);
  await tx.copyIn("search_key", SEARCH_KEY_COLUMNS, changes.rows(choosing.community));
}

async function writeChosen(tx: Transaction, community: number, chosen: ChosenElements): Promise<void> {
  await tx.copyPages(await tx.copyPlan("element", ELEMENT_COLUMNS), chosen.elements);
  await removeKeys(tx, community, chosen.gone);
  await tx.copyPages(await tx.copyPlan("search_key", SEARCH_KEY_COLUMNS), chosen.searchKeys);
}

async function removeKeys(tx: Transaction, community: number, ids: readonly Uint8Array[]): Promise<void> {
  if (ids.length === 0) return;
  const gone = ids.map((id) => Buffer.from(id.buffer, id.byteOffset, id.byteLength));
  await tx.execute("DELETE FROM search_key WHERE community_id = $1 AND id = ANY($2::bytea[])", [community, gone]);
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
