import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { ManualMapping } from "#exchange";
import { type ColumnMeaning, type ConfirmedMappings, MappingBasis, type TableLayout } from "#exchange/contract";
import type { Transaction } from "#store/contract";

type Mapping = Readonly<Record<string, ColumnMeaning | null>>;

/** What humans confirmed of this community's layouts, by fingerprint. */
export async function knownMappings(tx: Transaction, community: number): Promise<ConfirmedMappings> {
  const rows = await tx.query<{ fingerprint: string; columns: Mapping }>(
    "SELECT fingerprint, columns FROM confirmed_mapping WHERE community_id = $1",
    [community],
  );
  return new Map(rows.map((row) => [row.fingerprint, row.columns]));
}

/** Says which mappings a delivery was read with: the same bytes under other mappings are another reading. Empty without any. */
export function mappingKey(given: readonly ManualMapping[] | undefined): string {
  return given === undefined || given.length === 0 ? "" : createHash("sha256").update(JSON.stringify(given)).digest("hex").slice(0, 16);
}

/** Remembers, for each layout, the columns that a human mapped. */
export async function rememberMappings(tx: Transaction, community: number, tables: readonly TableLayout[], at: Date): Promise<void> {
  for (const table of tables) {
    const confirmed = table.columns.filter((column) => column.basis === MappingBasis.confirmed);
    if (confirmed.length === 0) continue;
    const mapping = Object.fromEntries(confirmed.map((column) => [column.header, column.meaning]));
    await tx.execute(
      `INSERT INTO confirmed_mapping (community_id, id, fingerprint, columns, actor, confirmed_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (community_id, fingerprint) DO UPDATE
       SET columns = confirmed_mapping.columns || excluded.columns, actor = excluded.actor, confirmed_at = excluded.confirmed_at`,
      [community, uuid(), table.fingerprint, JSON.stringify(mapping), tx.scope.actor, at],
    );
  }
}
