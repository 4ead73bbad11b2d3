import type { RegistryDeps } from "./deps.ts";

/** Division codes of the communities there are, in order. Which communities exist is no secret, so nobody has to say who asks. */
export async function listCommunities(deps: RegistryDeps): Promise<readonly string[]> {
  return deps.store.transaction({ communities: [], actor: "", purpose: "", role: "" }, async (tx) => {
    const rows = await tx.query<{ id: number }>("SELECT id FROM community ORDER BY id");
    return rows.map((row) => String(row.id));
  });
}
