import { type Account, Role } from "#access";
import type { ServerDeps } from "./server-deps.ts";

/** The communities in which an account may act, with their names. Which communities there are is no secret. */
export function communitiesOf({ registry: { store } }: ServerDeps, account: Account): Promise<{ code: string; name: string }[]> {
  const scope = { communities: [], actor: account.name, purpose: "", role: account.role };
  return store.transaction(scope, async (tx) => {
    const rows = await tx.query<{ id: number; name: string }>(
      "SELECT id, coalesce(nullif(name, ''), locality->>'community', '') AS name FROM community WHERE $1 OR id = ANY($2::bigint[]) ORDER BY id",
      [account.role === Role.administrator, account.communities],
    );
    return rows.map(({ id, name }) => ({ code: String(id), name }));
  });
}
