import { v7 as uuid } from "uuid";
import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import type { Transaction } from "#store/contract";
import type { Outcome } from "#vocabulary/contract";
import { communityKey, lockCommunity } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { resolveElement } from "./find-elements.ts";
import { relink } from "./relink.ts";

/** One row of a delivered file. */
export interface RowReference {
  readonly file: string;
  readonly sheet?: string | undefined;
  readonly row: number;
}

/** What a human decided, and what came of it. */
export interface Decided {
  /** Ids of the decisions, by which they can be taken back. */
  readonly decisions: readonly string[];
  /** The elements of both sides afterwards: one id when they are the same now. */
  readonly elements: readonly string[];
}

export type DecisionRefusal = "element-unknown" | "kinds-differ" | "row-unknown" | "nothing-to-split" | "decision-unknown";

interface MentionOfElement {
  readonly id: string;
  readonly kind: string;
  readonly role: string;
  readonly file_name: string;
  readonly sheet: string;
  readonly row_number: number;
}

/** Says that two elements are the same: they become one, and stay so whatever is imported later. */
export function mergeElements(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  left: string,
  right: string,
): Promise<Outcome<Decided, DecisionRefusal>> {
  return deciding(deps, actor, communityCode, async (tx, community) => {
    const sides = await Promise.all([left, right].map((id) => mentionsOfElement(tx, community, id)));
    const [first, second] = sides.map((side) => side.mentions[0]);
    if (first === undefined || second === undefined)
      return { accepted: false, refusal: "element-unknown", detail: first === undefined ? left : right };
    if (first.kind !== second.kind) return { accepted: false, refusal: "kinds-differ", detail: `${first.kind}, ${second.kind}` };
    return { accepted: true, value: { pairs: [[first.id, second.id]], same: true, elements: sides.map((side) => side.id) } };
  });
}

/** Says that some rows of an element speak of somebody else: they become an element of their own, and stay so. */
export function splitElement(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  element: string,
  rows: readonly RowReference[],
): Promise<Outcome<Decided, DecisionRefusal>> {
  return deciding(deps, actor, communityCode, async (tx, community) => {
    const { id, mentions } = await mentionsOfElement(tx, community, element);
    if (mentions.length === 0) return { accepted: false, refusal: "element-unknown", detail: element };
    const isNamed = (mention: MentionOfElement) =>
      rows.some(
        (row) =>
          row.file === mention.file_name && row.row === mention.row_number && (row.sheet === undefined || row.sheet === mention.sheet),
      );
    const leaving = mentions.filter(isNamed);
    const staying = mentions.filter((mention) => !isNamed(mention));
    if (leaving.length === 0)
      return { accepted: false, refusal: "row-unknown", detail: rows.map((row) => `${row.file} ${row.sheet ?? ""} ${row.row}`).join("; ") };
    if (staying.length === 0) return { accepted: false, refusal: "nothing-to-split", detail: element };
    // Every pair, so that no later run can bring the two sides together by another way round.
    const pairs = leaving.flatMap((left) => staying.map((right): readonly [string, string] => [left.id, right.id]));
    return { accepted: true, value: { pairs, same: false, elements: [id] } };
  });
}

/** Says of two rows that they are the same, or different, person, home, household or organisation. */
export function decidePair(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  leftMention: string,
  rightMention: string,
  same: boolean,
): Promise<Outcome<Decided, DecisionRefusal>> {
  return deciding(deps, actor, communityCode, async (tx, community) => {
    const rows = await tx.query<{ id: string; kind: string; element_id: string }>(
      "SELECT id, kind, element_id FROM mention WHERE community_id = $1 AND id = ANY($2::uuid[])",
      [community, [leftMention, rightMention]],
    );
    const [left, right] = rows;
    if (left === undefined || right === undefined)
      return { accepted: false, refusal: "row-unknown", detail: `${leftMention} ${rightMention}` };
    if (left.kind !== right.kind) return { accepted: false, refusal: "kinds-differ", detail: `${left.kind}, ${right.kind}` };
    return { accepted: true, value: { pairs: [[left.id, right.id]], same, elements: rows.map((row) => row.element_id) } };
  });
}

/** Takes decisions back; the evidence alone decides again. */
export function takeBack(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  decisions: readonly string[],
): Promise<Outcome<Decided, DecisionRefusal>> {
  return deciding(deps, actor, communityCode, async (tx, community, at) => {
    const rows = await tx.query<{ left_mention_id: string; right_mention_id: string }>(
      "UPDATE decision SET taken_back_at = $3 WHERE community_id = $1 AND id = ANY($2::uuid[]) AND taken_back_at IS NULL RETURNING left_mention_id, right_mention_id",
      [community, decisions, at],
    );
    if (rows.length === 0) return { accepted: false, refusal: "decision-unknown", detail: decisions.join(" ") };
    const elements = await elementsOfMentions(
      tx,
      community,
      rows.flatMap((row) => [row.left_mention_id, row.right_mention_id]),
    );
    return { accepted: true, value: { pairs: [], same: false, elements } };
  });
}

interface Verdict {
  readonly pairs: readonly (readonly [string, string])[];
  readonly same: boolean;
  /** Elements concerned before the decision. */
  readonly elements: readonly string[];
}

/** The frame of every decision: written, linked anew, recorded, in one transaction. */
function deciding(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  judge: (tx: Transaction, community: number, at: Date) => Promise<Outcome<Verdict, DecisionRefusal>>,
): Promise<Outcome<Decided, DecisionRefusal>> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    await lockCommunity(tx, community);
    const at = new Date();
    const verdict = await judge(tx, community, at);
    if (!verdict.accepted) return verdict;
    const { pairs, same, elements } = verdict.value;
    const decisions = pairs.map(() => uuid());
    // A pair has one verdict: the newest.
    for (const [left, right] of pairs) {
      await tx.execute(
        `UPDATE decision SET taken_back_at = $4 WHERE community_id = $1 AND taken_back_at IS NULL
         AND ((left_mention_id = $2 AND right_mention_id = $3) OR (left_mention_id = $3 AND right_mention_id = $2))`,
        [community, left, right, at],
      );
    }
    await tx.copyIn(
      "decision",
      ["community_id", "id", "left_mention_id", "right_mention_id", "same", "actor", "decided_at", "taken_back_at"],
      pairs.map(([left, right], index) => [community, decisions[index], left, right, same, actor.name, at, null]),
    );
    const keys = await communityKeys(tx, deps.keyring, community);
    await relink(tx, deps, keys, community, { deliveries: new Set(), elements: new Set() });
    const after =
      pairs.length > 0
        ? await elementsOfMentions(tx, community, pairs.flat())
        : await Promise.all(elements.map((id) => resolveElement(tx, community, id)));
    await recordAccess(tx, { action: "decide", community, elementIds: [...new Set([...elements, ...after])], attributes: [] });
    return { accepted: true, value: { decisions, elements: [...new Set(after)] } };
  });
}

async function mentionsOfElement(
  tx: Transaction,
  community: number,
  elementId: string,
): Promise<{ id: string; mentions: MentionOfElement[] }> {
  const id = await resolveElement(tx, community, elementId);
  const mentions = await tx.query<MentionOfElement>(
    `SELECT m.id, m.kind, m.role, d.file_name, t.sheet, r.row_number
     FROM mention m
     JOIN record r ON r.community_id = m.community_id AND r.id = m.record_id
     JOIN source_table t ON t.community_id = r.community_id AND t.id = r.source_table_id
     JOIN delivery d ON d.community_id = t.community_id AND d.id = t.delivery_id AND d.state <> 'undone'
     WHERE m.community_id = $1 AND m.element_id = $2
     ORDER BY (m.role = 'subject') DESC, m.id`,
    [community, id],
  );
  return { id, mentions };
}

async function elementsOfMentions(tx: Transaction, community: number, mentions: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ element_id: string }>(
    "SELECT DISTINCT element_id FROM mention WHERE community_id = $1 AND id = ANY($2::uuid[]) ORDER BY element_id",
    [community, mentions],
  );
  return rows.map((row) => row.element_id);
}
