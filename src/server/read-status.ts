import type { Scope, Store } from "#store/contract";
import type { ElementKind } from "#vocabulary/contract";
import type { CommunityStatus } from "./contract.ts";

const noElements: Readonly<Record<ElementKind, number>> = { person: 0, household: 0, dwelling: 0, organisation: 0 };

/** Reads how much each community holds. Counts only; one transaction a community, as everywhere. */
export async function readCommunities(store: Store): Promise<CommunityStatus[]> {
  const scope: Omit<Scope, "communities"> = { actor: "server", purpose: "statistics", role: "worker", statementMsMax: 20_000 };
  const communities = await store.transaction({ ...scope, communities: [] }, (tx) =>
    tx.query<{ id: number; name: string }>(
      "SELECT id, coalesce(nullif(name, ''), locality->>'community', '') AS name FROM community ORDER BY id",
    ),
  );
  const result: CommunityStatus[] = [];
  for (const { id, name } of communities) {
    const { kinds, records } = await store.transaction({ ...scope, communities: [id] }, async (tx) => ({
      kinds: await tx.query<{ kind: ElementKind; count: number }>(
        "SELECT kind, count(*) AS count FROM element WHERE community_id = $1 AND current GROUP BY kind",
        [id],
      ),
      records: await tx.query<{ count: number }>(
        "SELECT coalesce(sum(row_count), 0)::bigint AS count FROM delivery WHERE community_id = $1 AND state = 'current'",
        [id],
      ),
    }));
    const elements = { ...noElements, ...Object.fromEntries(kinds.map(({ kind, count }) => [kind, count])) };
    result.push({ code: String(id), name, elements, records: records[0]?.count ?? 0 });
  }
  return result;
}
