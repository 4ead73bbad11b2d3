import type { Transaction } from "#store/contract";
import type { StatedBy } from "./contract.ts";

/** Who stated what stands in some deliveries of the community's own word, by delivery. */
export async function statedBy(tx: Transaction, community: number, deliveries: readonly string[]): Promise<ReadonlyMap<string, StatedBy>> {
  if (deliveries.length === 0) return new Map();
  const rows = await tx.query<{ id: string; actor: string; received_at: Date; asked_at: Date | null }>(
    `SELECT d.id, d.actor, d.received_at, c.asked_at
     FROM delivery d LEFT JOIN correction c ON c.community_id = $1 AND c.delivery_id = d.id
     WHERE d.community_id = $1 AND d.id = ANY($2::uuid[])`,
    [community, [...new Set(deliveries)]],
  );
  return new Map(
    rows.map(({ id, actor, received_at, asked_at }) => [
      id,
      { actor, at: received_at, ...(asked_at === null ? {} : { residentAskedAt: asked_at }) },
    ]),
  );
}
