/** How many elements of each kind are current. Kept with every change of them, in the same transaction. */
import type { Transaction } from "#store/contract";
import type { ElementKind } from "#vocabulary/contract";

/** The current elements of a community by kind; kinds of which there was never one are left out. */
export async function countElements(tx: Transaction, community: number): Promise<Map<ElementKind, number>> {
  const rows = await tx.query<{ kind: ElementKind; count: number }>("SELECT id AS kind, count FROM element_count WHERE community_id = $1", [
    community,
  ]);
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

const ADDED = "ON CONFLICT (community_id, id) DO UPDATE SET count = element_count.count + excluded.count";

/** What of an element counts. */
export interface Counted {
  readonly kind: ElementKind;
  readonly current: boolean;
}

/** Notes, element by element, how the counts change. */
export class ElementCounter {
  /** How many more elements are current, by kind; fewer where it is below zero. */
  readonly changes = new Map<ElementKind, number>();

  /** Notes an element that is written (1) or removed (-1). */
  note({ kind, current }: Counted, by: 1 | -1): void {
    if (current) this.changes.set(kind, (this.changes.get(kind) ?? 0) + by);
  }
}

/** Adds to the counts, by kind, how many more elements are current from now on. */
export async function addToCounts(tx: Transaction, community: number, added: ReadonlyMap<ElementKind, number>): Promise<void> {
  await tx.execute(
    `INSERT INTO element_count (community_id, id, count) SELECT $1, kind, count FROM unnest($2::text[], $3::int[]) AS a (kind, count) ${ADDED}`,
    [community, [...added.keys()], [...added.values()]],
  );
}

/** Takes elements that are about to be removed, or not to be current any more, out of the counts. */
export async function takeFromCounts(tx: Transaction, community: number, elements: readonly string[]): Promise<void> {
  await tx.execute(
    `INSERT INTO element_count (community_id, id, count)
     SELECT community_id, kind, -count(*) FROM element WHERE community_id = $1 AND id = ANY($2::uuid[]) AND current GROUP BY community_id, kind
     ${ADDED}`,
    [community, elements],
  );
}
