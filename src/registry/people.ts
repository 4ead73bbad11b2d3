import type { CommunityKeys } from "#access";
import type { Transaction } from "#store/contract";
import { formatAddress } from "#vocabulary";
import type { Address, ElementKind } from "#vocabulary/contract";
import { type GoldenDocument, MENTION_LIST, openGolden, type PackedGolden, unpackGolden } from "./golden-document.ts";

/** An element with its golden values opened. */
export interface OpenElement {
  readonly id: string;
  readonly golden: GoldenDocument;
  /** By attribute, identifiers in clear: mask before showing without a purpose. */
  readonly values: Readonly<Record<string, string>>;
}

/** A relation as it is stored. */
export interface StoredRelation {
  readonly relation: string;
  readonly from: string;
  readonly to: string;
  readonly detail: string;
  readonly preferred: boolean;
  readonly validFrom: string | null;
}

interface ElementRow {
  id: string;
  golden: PackedGolden;
  mention_ids: string;
  sealed_identifiers: Buffer | null;
}

/** Streams the current elements of one kind, oldest id first. */
export async function* openElements(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  kind: ElementKind,
): AsyncGenerator<OpenElement> {
  const sql = `SELECT id, golden, ${MENTION_LIST}, sealed_identifiers FROM element WHERE community_id = $1 AND kind = $2 AND current AND merged_into IS NULL ORDER BY id`;
  for await (const rows of tx.stream<ElementRow>(sql, [community, kind])) for (const row of rows) yield openRow(row, keys);
}

/** The elements with the given ids, in no order; unknown ids are left out. */
export async function openElementsById(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  ids: readonly string[],
): Promise<Map<string, OpenElement & { kind: ElementKind }>> {
  const rows = await tx.query<ElementRow & { kind: ElementKind }>(
    `SELECT id, kind, golden, ${MENTION_LIST}, sealed_identifiers FROM element WHERE community_id = $1 AND id = ANY($2::uuid[])`,
    [community, ids],
  );
  return new Map(rows.map((row) => [row.id, { ...openRow(row, keys), kind: row.kind }]));
}

function openRow(row: ElementRow, keys: CommunityKeys): OpenElement {
  const golden = unpackGolden(row.golden, row.mention_ids);
  return { id: row.id, golden, values: openGolden(golden, row.sealed_identifiers, keys) };
}

/** Relations of one name, or all that touch the given elements. */
export async function loadRelations(
  tx: Transaction,
  community: number,
  which: { readonly relation: string } | { readonly elements: readonly string[] },
): Promise<StoredRelation[]> {
  const columns = `relation, from_element_id AS "from", to_element_id AS "to", detail, preferred, valid_from AS "validFrom"`;
  if ("relation" in which) {
    return tx.query<StoredRelation>(
      `SELECT ${columns} FROM relation WHERE community_id = $1 AND relation = $2 ORDER BY from_element_id, to_element_id`,
      [community, which.relation],
    );
  }
  return tx.query<StoredRelation>(
    `SELECT ${columns} FROM relation WHERE community_id = $1 AND (from_element_id = ANY($2::uuid[]) OR to_element_id = ANY($2::uuid[])) ORDER BY relation, id`,
    [community, which.elements],
  );
}

/** The parts of a dwelling's address out of its golden values. */
export function dwellingAddress(values: Readonly<Record<string, string>>): Address {
  const parts: Record<string, string> = {};
  for (const part of ["estate", "building", "unit", "floor", "room"]) {
    const value = values[part];
    if (value !== undefined && value !== "") parts[part] = value;
  }
  return parts;
}

/** How a dwelling is written, short (`永胜花园4幢2单元402室`) or with the community's place in front. */
export function dwellingText(values: Readonly<Record<string, string>>, locality: Address, form: "short" | "full"): string {
  const parts = dwellingAddress(values);
  if (parts.room === undefined && parts.building === undefined) return values.address ?? "";
  return formatAddress(form === "full" ? { ...locality, ...parts } : parts, form);
}

/** False for `1-2-101` of which nobody knows the estate. */
export function isWholeAddress(values: Readonly<Record<string, string>>): boolean {
  return values.estate !== undefined || values.building === undefined;
}
