import { v7 as uuid } from "uuid";
import type { ColumnMeaning, ConfirmedMappings, TableLayout } from "#exchange/contract";
import type { Transaction } from "#store/contract";

type Mapping = Readonly<Record<string, ColumnMeaning | null>>;

/** What humans confirmed of this community's layouts, with the mappings given now on top. */
export async function knownMappings(
  tx: Transaction,
  community: number,
  given: ReadonlyMap<string, Mapping> | undefined,
): Promise<ConfirmedMappings> {
  const rows = await tx.query<{ fingerprint: string; columns: Mapping }>(
    "SELECT fingerprint, columns FROM confirmed_mapping WHERE community_id = $1",
    [community],
  );
  const known = new Map(rows.map((row) => [row.fingerprint, row.columns]));
  for (const [fingerprint, mapping] of given ?? []) known.set(fingerprint, { ...known.get(fingerprint), ...mapping });
  return known;
}

/** Remembers the mappings given now for the layouts that they were used on. */
export async function rememberMappings(
  tx: Transaction,
  community: number,
  given: ReadonlyMap<string, Mapping> | undefined,
  tables: readonly TableLayout[],
  at: Date,
): Promise<void> {
  const anyLayout = given?.get("*");
  for (const table of tables) {
    const mapping: Record<string, ColumnMeaning | null> = {};
    for (const column of table.columns) {
      const said = given?.get(table.fingerprint)?.[column.header] ?? anyLayout?.[column.header];
      if (said !== undefined) mapping[column.header] = said;
    }
    if (Object.keys(mapping).length === 0) continue;
    await tx.execute(
      `INSERT INTO confirmed_mapping (community_id, id, fingerprint, columns, actor, confirmed_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (community_id, fingerprint) DO UPDATE SET columns = confirmed_mapping.columns || excluded.columns, actor = excluded.actor, confirmed_at = excluded.confirmed_at`,
      [community, uuid(), table.fingerprint, JSON.stringify(mapping), tx.scope.actor, at],
    );
  }
}
