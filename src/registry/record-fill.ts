import { v7 as uuid } from "uuid";
import { Action, type Actor, authorize } from "#access";
import type { FillResult, FormLayout } from "#exchange/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";

/** Keeps how much of a form the registry could answer: its once-only rate over time. Holds no person's data. */
export async function recordFill(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  layout: FormLayout,
  result: FillResult,
): Promise<void> {
  authorize(actor, Action.fill);
  const community = communityKey(communityCode);
  if (community === null) throw new Error("recordFill needs a community");
  const unanswered: Record<string, number> = {};
  for (const cell of result.missing) unanswered[cell.label] = (unanswered[cell.label] ?? 0) + 1;
  await deps.store.transaction(scopeOf(actor, community), (tx) =>
    tx.execute(
      `INSERT INTO form_fill (community_id, id, form, title, filled_at, actor, row_count, cells_asked, cells_filled, cells_disputed, unanswered)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        community,
        uuid(),
        layout.file,
        layout.title,
        new Date(),
        actor.name,
        result.rowsFilled,
        result.cellsAsked,
        result.cellsFilled,
        result.cellsDisputed,
        JSON.stringify(unanswered),
      ],
    ),
  );
}
