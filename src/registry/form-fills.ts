import { Action, type Actor, authorize } from "#access";
import type { Transaction } from "#store/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";

/** One filling of a form, as it is kept: counts only. */
export interface FormFill {
  /** Name of the blank workbook's file. */
  readonly form: string;
  readonly title: string;
  readonly at: Date;
  /** Rows of a roster, or applications. */
  readonly rows: number;
  /** Of the cells that asked for a fact, the share (0–1) that the registry could fill. */
  readonly rate: number;
}

/** Every filling of every form, oldest first. Counts only. */
export function listFills(deps: RegistryDeps, actor: Actor, communityCode: string): Promise<readonly FormFill[]> {
  authorize(actor, Action.fill);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), (tx) => fillsOf(tx, community));
}

/** {@link listFills} inside a transaction that does more. */
export async function fillsOf(tx: Transaction, community: number): Promise<readonly FormFill[]> {
  const rows = await tx.query<Omit<FormFill, "rate"> & { asked: number; filled: number }>(
    `SELECT form, title, filled_at AS at, row_count AS rows, cells_asked AS asked, cells_filled AS filled
     FROM form_fill WHERE community_id = $1 ORDER BY filled_at, id`,
    [community],
  );
  return rows.map(({ asked, filled, ...fill }) => ({ ...fill, rate: asked === 0 ? 1 : filled / asked }));
}
