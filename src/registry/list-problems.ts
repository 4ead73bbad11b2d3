import { Action, type Actor, authorize, recordAccess } from "#access";
import type { ProblemCode } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";

/** A problem and its exact place in the file as it was delivered; the value stays where it is. */
export interface PlacedProblem {
  readonly file: string;
  /** Hex SHA-256 of the file's bytes: two files may bear one name. */
  readonly sha256: string;
  /** Empty for a text file. */
  readonly sheet: string;
  /** 1-based, as a person sees it. */
  readonly row: number;
  /** 0-based column of the sheet; -1 for a problem of the whole row. */
  readonly column: number;
  readonly code: ProblemCode;
}

/** The problems in the current versions of the named files (base names), in reading order: what is needed to mark their cells. Recorded as an export. */
export async function listProblems(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  files: readonly string[],
): Promise<readonly PlacedProblem[]> {
  authorize(actor, Action.export);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const problems = await tx.query<PlacedProblem>(
      // On the page of a filled form each value has a place of its own.
      `SELECT d.file_name AS file, encode(d.sha256, 'hex') AS sha256, t.sheet, p.code,
              coalesce((page.place->>'row')::integer, p.row_number) AS row,
              coalesce((page.place->>'column')::integer, p.column_number) AS "column"
       FROM problem p
       JOIN source_table t ON t.community_id = p.community_id AND t.id = p.source_table_id
       JOIN delivery d ON d.community_id = t.community_id AND d.id = t.delivery_id AND d.state = 'current'
       CROSS JOIN LATERAL (
         SELECT jsonb_path_query_first(t.columns, '$[*] ? (@.column == $at).place', jsonb_build_object('at', p.column_number)) AS place
       ) AS page
       WHERE p.community_id = $1 AND d.file_name = ANY($2::text[])
       ORDER BY d.file_name, d.id, t.number, 4, 5, p.code`,
      [community, files],
    );
    await recordAccess(tx, { action: "export", community, elementIds: [], attributes: [], detail: "problems" });
    return problems;
  });
}
