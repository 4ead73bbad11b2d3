import type { Transaction } from "#store/contract";

/** The key of a community from its division code (12 digits, or 15 by GA/T 2000.33-2020); null when it is none. */
export function communityKey(code: string): number | null {
  return /^[1-9]\d{11}(\d{3})?$/.test(code.trim()) ? Number(code.trim()) : null;
}

/** Creates the community unless it is there; tells whether it is new. */
export async function createCommunity(tx: Transaction, community: number): Promise<boolean> {
  const created = await tx.execute(
    "INSERT INTO community (id, name, locality, created_at) VALUES ($1, '', '{}', $2) ON CONFLICT (id) DO NOTHING",
    [community, new Date()],
  );
  return created > 0;
}

/**
 * Creates the community unless it is there, and makes other work in it wait until this transaction ends. An import of a province's files
 * takes long: the next one waits its turn for hours, where a clerk at a desk would be told after a minute.
 */
export async function claimCommunity(tx: Transaction, community: number): Promise<boolean> {
  await tx.execute("SET LOCAL lock_timeout = '6h'");
  const created = await createCommunity(tx, community);
  await lockCommunity(tx, community);
  await tx.execute("SET LOCAL lock_timeout TO DEFAULT");
  return created;
}

/** Makes other imports into the same community wait until this transaction ends. */
export async function lockCommunity(tx: Transaction, community: number): Promise<void> {
  await tx.query("SELECT id FROM community WHERE id = $1 FOR UPDATE", [community]);
}
