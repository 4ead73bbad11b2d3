import { createHash } from "node:crypto";
import type { CommunityKeys } from "#access";
import type { Transaction } from "#store/contract";
import { MENTION_LIST, openGolden, type PackedGolden, unpackGolden } from "./golden-document.ts";

/** What of an element's row its version is made of. */
export interface VersionedRow {
  readonly id: string;
  readonly golden: PackedGolden;
  /** As {@link MENTION_LIST} gives it. */
  readonly mention_ids: string;
  readonly sealed_identifiers: Buffer | null;
}

/** An If-Match carries nine digits. */
const VERSIONS = 1_000_000_000;

/**
 * A number that is another one as soon as anything chosen of the element, or any row that speaks of it, is another. It is computed from what is
 * stored: a count of changes would rise with every import that leaves the element as it was, and refuse edits for nothing.
 */
export function elementVersion(row: VersionedRow, values: Readonly<Record<string, string>>): number {
  const stored = JSON.stringify([row.id, row.golden, row.mention_ids, Object.entries(values).sort()]);
  return createHash("sha256").update(stored).digest().readUInt32BE(0) % VERSIONS;
}

/** The version of an element as it stands now; null where nothing speaks of it. */
export async function versionNow(tx: Transaction, keys: CommunityKeys, community: number, elementId: string): Promise<number | null> {
  const [row] = await tx.query<VersionedRow>(
    `SELECT id, golden, ${MENTION_LIST}, sealed_identifiers FROM element WHERE community_id = $1 AND id = $2 AND current`,
    [community, elementId],
  );
  if (row === undefined) return null;
  return elementVersion(row, openGolden(unpackGolden(row.golden, row.mention_ids), row.sealed_identifiers, keys));
}
