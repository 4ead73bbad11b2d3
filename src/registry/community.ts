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

/** Makes other imports into the same community wait until this transaction ends. */
export async function lockCommunity(tx: Transaction, community: number): Promise<void> {
  await tx.query("SELECT id FROM community WHERE id = $1 FOR UPDATE", [community]);
}
