import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import type { ElementKind } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementTitle } from "./element-title.ts";
import { mentionsById } from "./mentions-in-rows.ts";
import { openElementsById } from "./people.ts";

/** One row of which a human spoke, and the element that it belongs to now. */
export interface DecidedRow {
  readonly elementId: string;
  readonly title: string;
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
}

/** What a human said in one act: the rows of one side are, or are not, the same as those of the other. */
export interface ListedDecision {
  /** Twelve digits by which `takeBack` takes it. */
  readonly id: string;
  readonly kind: ElementKind;
  readonly same: boolean;
  readonly actor: string;
  readonly at: Date;
  /** Null while it holds. */
  readonly takenBackAt: Date | null;
  readonly left: readonly DecidedRow[];
  readonly right: readonly DecidedRow[];
}

interface DecisionRow {
  readonly id: string;
  readonly left_mention_id: string;
  readonly right_mention_id: string;
  readonly same: boolean;
  readonly actor: string;
  readonly decided_at: Date;
  readonly taken_back_at: Date | null;
}

/** What humans decided, newest first; with `all` also what was taken back or overruled by a newer word. The look is recorded. */
export async function listDecisions(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  options: { readonly all: boolean },
): Promise<readonly ListedDecision[]> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const decisions = await tx.query<DecisionRow>(
      `SELECT id, left_mention_id, right_mention_id, same, actor, decided_at, taken_back_at FROM decision
       WHERE community_id = $1 AND ($2 OR taken_back_at IS NULL) ORDER BY decided_at DESC, taken_back_at NULLS FIRST, id`,
      [community, options.all],
    );
    const keys = await communityKeys(tx, deps.keyring, community);
    const rows = await mentionsById(
      tx,
      community,
      decisions.flatMap((decision) => [decision.left_mention_id, decision.right_mention_id]),
    );
    const elements = await openElementsById(tx, keys, community, [...new Set([...rows.values()].map((row) => row.element_id))]);
    await recordAccess(tx, { action: "decisions", community, elementIds: [...elements.keys()], attributes: ["name"] });
    const titled = (mention: string): DecidedRow[] => {
      const row = rows.get(mention);
      if (row === undefined) return [];
      const title = elementTitle(row.kind, elements.get(row.element_id)?.values ?? {});
      return [{ elementId: row.element_id, title, file: row.file_name, sheet: row.sheet, row: row.row_number }];
    };
    return [...byAct(decisions).values()].map((act): ListedDecision => {
      const first = act[0] as DecisionRow;
      return {
        id: first.id.slice(-12),
        kind: rows.get(first.left_mention_id)?.kind ?? "person",
        same: first.same,
        actor: first.actor,
        at: first.decided_at,
        takenBackAt: first.taken_back_at,
        left: [...new Set(act.map((it) => it.left_mention_id))].flatMap(titled),
        right: [...new Set(act.map((it) => it.right_mention_id))].flatMap(titled),
      };
    });
  });
}

/** A merge or a split writes many pairs at one moment; those of them that a newer word overruled are an entry of their own. */
function byAct(decisions: readonly DecisionRow[]): Map<string, DecisionRow[]> {
  const acts = new Map<string, DecisionRow[]>();
  for (const decision of decisions) {
    const key = `${decision.decided_at.toISOString()} ${decision.actor} ${decision.taken_back_at?.toISOString() ?? ""}`;
    const act = acts.get(key);
    if (act) act.push(decision);
    else acts.set(key, [decision]);
  }
  return acts;
}
