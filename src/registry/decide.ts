import { v7 as uuid } from "uuid";
import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import type { Transaction } from "#store/contract";
import type { ElementKind, Outcome } from "#vocabulary/contract";
import { loadReplacements, rowVersions } from "./carry-decisions.ts";
import { communityKey, lockCommunity } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { resolveElement } from "./find-elements.ts";
import type { MentionInHand } from "./in-hand.ts";
import { blocksOf, MENTIONS } from "./mention-sql.ts";
import { type MentionInRow, mentionsById, mentionsOfElement, mentionsOfRow } from "./mentions-in-rows.ts";
import { relink } from "./relink.ts";
import { restoreMerged } from "./restore-merged.ts";
import { reviewIdSql } from "./review-id.ts";
import { mentionsOf } from "./show-element.ts";

/** One row of a delivered file. */
export interface RowReference {
  /** Base name. */
  readonly file: string;
  /** May be left out where the file has the row in one sheet only. */
  readonly sheet?: string | undefined;
  readonly row: number;
}

/** Two rows of which a human judges: a pair that waits for review, or any two. */
export type PairReference =
  | { readonly review: string }
  /** Of each row the subject of that kind; of the left row's foremost kind (a person before a home) when absent. */
  | { readonly left: RowReference; readonly right: RowReference; readonly kind?: ElementKind | undefined };

/** What a human decided, and what came of it. */
export interface Decided {
  /** Ids of the decisions, by any of which all of them can be taken back. */
  readonly decisions: readonly string[];
  /** The elements of both sides afterwards: one id when they are the same now. */
  readonly elements: readonly string[];
}

export type DecisionRefusal =
  | "element-unknown"
  | "elements-same"
  | "kinds-differ"
  | "row-unknown"
  | "row-ambiguous"
  | "row-same"
  | "review-unknown"
  | "nothing-to-split"
  | "decision-unknown"
  | "decision-contradicts";

type Refused = { readonly accepted: false; readonly refusal: DecisionRefusal; readonly detail: string };

/** Says that two elements are the same: they become one, and stay so whatever is imported later. */
export function mergeElements(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  left: string,
  right: string,
): Promise<Outcome<Decided, DecisionRefusal>> {
  return deciding(deps, actor, communityCode, "merge", async ({ tx, community, at }) => {
    // The older first: its id is kept, and the decision's right side shows what the other one was.
    const [ours, theirs] = inOrder(await elementNow(tx, community, left), await elementNow(tx, community, right), (side) => side.id);
    const [first, second] = [ours.mentions[0], theirs.mentions[0]];
    if (first === undefined || second === undefined) return refused("element-unknown", first === undefined ? ours.id : theirs.id);
    if (ours.id === theirs.id) return refused("elements-same", ours.id);
    if (first.kind !== second.kind) return refused("kinds-differ", `${first.kind}, ${second.kind}`);
    const [mine, others] = [ours.mentions.map((mention) => mention.id), theirs.mentions.map((mention) => mention.id)];
    // The newest word counts: what was kept apart between the two is no longer.
    await takeBackBetween(tx, community, at, mine, others);
    // Each row is tied to the other side's first: rows that contradict each other are one only when a chain of the human's word ties
    // them all, and whichever file is taken back, the chain holds by the rest.
    const [mineFirst, othersFirst] = [mine[0] as string, others[0] as string];
    const pairs: (readonly [string, string])[] = [
      ...others.map((other) => [mineFirst, other] as const),
      ...mine.slice(1).map((own) => [own, othersFirst] as const),
    ];
    return { accepted: true, value: { pairs, same: true, elements: [ours.id, theirs.id] } };
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
  return deciding(deps, actor, communityCode, "split", async ({ tx, community, keys }) => {
    if (!UUID.test(element)) return refused("element-unknown", element);
    const id = await resolveElement(tx, community, element);
    const mentions = await mentionsOf(tx, keys, community, id);
    if (mentions.length === 0) return refused("element-unknown", element);
    const versionsOf = rowVersions(mentions, await loadReplacements(tx, community));
    const leaving = new Set<number>();
    for (const row of rows) {
      const named = namedBy(mentions, row);
      if (named.length === 0) return refused("row-unknown", rowText(row));
      const sheets = new Set(named.map((index) => mentions[index]?.table.sheet ?? ""));
      if (sheets.size > 1) return refused("row-ambiguous", [...sheets].map((sheet) => rowText({ ...row, sheet })).join(", "));
      // The row leaves with its earlier versions, or the history would hold both together.
      for (const index of named.flatMap(versionsOf)) leaving.add(index);
    }
    if (leaving.size === mentions.length) return refused("nothing-to-split", id);
    // Every pair, so that no later run can bring the two sides together by another way round.
    const pairs = [...leaving].flatMap((index) =>
      mentions.flatMap((mention, other) => (leaving.has(other) ? [] : [[(mentions[index] as MentionInHand).id, mention.id] as const])),
    );
    return { accepted: true, value: { pairs, same: false, elements: [id] } };
  });
}

/** Indices of the mentions in a row: of the file's current version, else of an earlier one. */
function namedBy(mentions: readonly MentionInHand[], { file, sheet, row }: RowReference): number[] {
  const named = [...mentions.keys()].filter((index) => {
    const mention = mentions[index] as MentionInHand;
    return mention.table.file === file && mention.row === row && (sheet === undefined || sheet === mention.table.sheet);
  });
  const current = named.filter((index) => mentions[index]?.table.current);
  return current.length > 0 ? current : named;
}

/** Says of two rows that they are the same, or different, person, home, household or organisation. */
export function decidePair(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  pair: PairReference,
  same: boolean,
): Promise<Outcome<Decided, DecisionRefusal>> {
  return deciding(deps, actor, communityCode, same ? "decide same" : "decide different", async ({ tx, community, at }) => {
    const found = "review" in pair ? await mentionsOfReview(tx, community, pair.review) : await mentionsOfRows(tx, community, pair);
    if (!found.accepted) return found;
    const [left, right] = inOrder(...found.value, (mention) => mention.element_id);
    if (left.id === right.id) return refused("row-same", "");
    if (left.kind !== right.kind) return refused("kinds-differ", `${left.kind}, ${right.kind}`);
    const [one, other] = [left.id, right.id];
    const [ours, theirs] = [await saidToBeWith(tx, community, one), await saidToBeWith(tx, community, other)];
    if (same) await takeBackBetween(tx, community, at, [...ours], [...theirs]);
    // Said to be different, and yet each said to be the same as a third: which of the two words is wrong only a human knows.
    else if (ours.has(other) && !(await isSaidDirectly(tx, community, one, other))) return refused("decision-contradicts", "");
    return { accepted: true, value: { pairs: [[one, other]], same, elements: [left.element_id, right.element_id] } };
  });
}

/** Takes decisions back, each with all that was decided in the same act (or named by the end of its id); the evidence alone decides again. */
export function takeBack(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  decisions: readonly string[],
): Promise<Outcome<Decided, DecisionRefusal>> {
  return deciding(deps, actor, communityCode, "take back", async ({ tx, community, at }) => {
    const acts = new Map<string, Date>();
    for (const id of decisions) {
      const [act] = await tx.query<{ decided_at: Date }>(
        "SELECT decided_at FROM decision WHERE community_id = $1 AND (id::text = $2 OR right(id::text, 12) = $2) AND taken_back_at IS NULL",
        [community, id.toLowerCase()],
      );
      if (act === undefined) return refused("decision-unknown", id);
      acts.set(id, act.decided_at);
    }
    const rows = await tx.query<{ left_mention_id: string; right_mention_id: string }>(
      `UPDATE decision SET taken_back_at = $3 WHERE community_id = $1 AND decided_at = ANY($2::timestamptz[]) AND taken_back_at IS NULL
       RETURNING left_mention_id, right_mention_id`,
      [community, [...acts.values()], at],
    );
    const mentions = rows.flatMap((row) => [row.left_mention_id, row.right_mention_id]);
    return { accepted: true, value: { pairs: [], same: false, elements: await elementsOfMentions(tx, community, mentions), mentions } };
  });
}

interface Verdict {
  readonly pairs: readonly (readonly [string, string])[];
  readonly same: boolean;
  /** Elements concerned before the decision. */
  readonly elements: readonly string[];
  /** Mentions concerned; those of the pairs when absent. */
  readonly mentions?: readonly string[];
}

/** What a verdict is found in. */
interface Judging {
  readonly tx: Transaction;
  readonly community: number;
  readonly keys: CommunityKeys;
  readonly at: Date;
}

/** The frame of every decision: written, linked anew, recorded, in one transaction. */
function deciding(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  action: string,
  judge: (at: Judging) => Promise<Outcome<Verdict, DecisionRefusal>>,
): Promise<Outcome<Decided, DecisionRefusal>> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    await lockCommunity(tx, community);
    const at = new Date();
    const keys = await communityKeys(tx, deps.keyring, community);
    const verdict = await judge({ tx, community, keys, at });
    if (!verdict.accepted) return verdict;
    const { pairs, same, elements } = verdict.value;
    const decisions = pairs.map(() => uuid());
    // A pair has one verdict: the newest.
    await tx.execute(
      `UPDATE decision d SET taken_back_at = $4 FROM unnest($2::uuid[], $3::uuid[]) AS pair (one, other)
       WHERE d.community_id = $1 AND d.taken_back_at IS NULL
       AND ((d.left_mention_id = pair.one AND d.right_mention_id = pair.other) OR (d.left_mention_id = pair.other AND d.right_mention_id = pair.one))`,
      [community, pairs.map(([left]) => left), pairs.map(([, right]) => right), at],
    );
    await tx.copyIn(
      "decision",
      ["community_id", "id", "left_mention_id", "right_mention_id", "same", "actor", "decided_at", "taken_back_at"],
      pairs.map(([left, right], index) => [community, decisions[index], left, right, same, actor.name, at, null]),
    );
    const concerned = new Set([...elements, ...(await restoreMerged(tx, community, at))]);
    await relink(tx, deps, keys, community, { deliveries: new Set(), elements: concerned, part: true, at });
    const after = await elementsOfMentions(tx, community, verdict.value.mentions ?? pairs.flat());
    await recordAccess(tx, { action, community, elementIds: [...new Set([...elements, ...after])], attributes: [] });
    return { accepted: true, value: { decisions, elements: after } };
  });
}

function refused(refusal: DecisionRefusal, detail: string): Refused {
  return { accepted: false, refusal, detail };
}

/** Two things, the one whose id is older first. */
function inOrder<T>(one: T, other: T, idOf: (each: T) => string): readonly [T, T] {
  return idOf(one) <= idOf(other) ? [one, other] : [other, one];
}

function rowText(row: RowReference): string {
  return [row.file, row.sheet, row.row].filter((part) => part !== undefined && part !== "").join(":");
}

function sheetsOf(mentions: readonly MentionInRow[]): string {
  return [...new Set(mentions.map((mention) => rowText({ file: mention.file_name, sheet: mention.sheet, row: mention.row_number })))].join(
    ", ",
  );
}

/** The element under which an id lives, and its mentions; none for what is no id. */
async function elementNow(tx: Transaction, community: number, elementId: string): Promise<{ id: string; mentions: MentionInRow[] }> {
  if (!UUID.test(elementId)) return { id: elementId, mentions: [] };
  const id = await resolveElement(tx, community, elementId);
  return { id, mentions: (await mentionsOfElement(tx, community, id)).filter((mention) => !mention.undone) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function mentionsOfReview(tx: Transaction, community: number, review: string): Promise<Outcome<Two, DecisionRefusal>> {
  const [pair] = await tx.query<{ left: string; right: string }>(
    `SELECT w.left_mention_id AS left, w.right_mention_id AS right FROM review w
     WHERE w.community_id = $1 AND (w.id::text = $2 OR ${reviewIdSql("w")} = $2)`,
    [community, review.toLowerCase()],
  );
  const mentions = await mentionsById(tx, community, pair ? [pair.left, pair.right] : []);
  const [left, right] = [mentions.get(pair?.left ?? ""), mentions.get(pair?.right ?? "")];
  return left === undefined || right === undefined ? refused("review-unknown", review) : { accepted: true, value: [left, right] };
}

type Two = readonly [MentionInRow, MentionInRow];

async function mentionsOfRows(
  tx: Transaction,
  community: number,
  pair: Extract<PairReference, { left: RowReference }>,
): Promise<Outcome<Two, DecisionRefusal>> {
  const left = await mentionOfRow(tx, community, pair.left, pair.kind);
  if (!left.accepted) return left;
  const right = await mentionOfRow(tx, community, pair.right, pair.kind ?? left.value.kind);
  return right.accepted ? { accepted: true, value: [left.value, right.value] } : right;
}

/** What a row speaks of first: its subject in the file's newest version, a person before a home. */
async function mentionOfRow(
  tx: Transaction,
  community: number,
  row: RowReference,
  kind: ElementKind | undefined,
): Promise<Outcome<MentionInRow, DecisionRefusal>> {
  const found = (await mentionsOfRow(tx, community, row)).filter((mention) => kind === undefined || mention.kind === kind);
  const [first] = found;
  if (first === undefined) return refused("row-unknown", rowText(row));
  if (new Set(found.map((mention) => mention.sheet)).size > 1) return refused("row-ambiguous", sheetsOf(found));
  return { accepted: true, value: first };
}

/** The mentions that humans said to be the same as this one, directly or by way of others; itself included. */
async function saidToBeWith(tx: Transaction, community: number, mention: string): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `WITH RECURSIVE said (id) AS (
       SELECT $2::uuid
       UNION
       SELECT CASE WHEN d.left_mention_id = said.id THEN d.right_mention_id ELSE d.left_mention_id END
       FROM said JOIN decision d ON d.community_id = $1 AND d.same AND d.taken_back_at IS NULL AND said.id IN (d.left_mention_id, d.right_mention_id))
     SELECT id FROM said`,
    [community, mention],
  );
  return new Set(rows.map((row) => row.id));
}

async function isSaidDirectly(tx: Transaction, community: number, left: string, right: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM decision WHERE community_id = $1 AND same AND taken_back_at IS NULL
     AND left_mention_id = ANY($2::uuid[]) AND right_mention_id = ANY($2::uuid[])`,
    [community, [left, right]],
  );
  return rows.length > 0;
}

/** Takes back what kept two groups of mentions apart. */
async function takeBackBetween(
  tx: Transaction,
  community: number,
  at: Date,
  ours: readonly string[],
  theirs: readonly string[],
): Promise<void> {
  await tx.execute(
    `UPDATE decision SET taken_back_at = $4 WHERE community_id = $1 AND NOT same AND taken_back_at IS NULL
     AND ((left_mention_id = ANY($2::uuid[]) AND right_mention_id = ANY($3::uuid[])) OR (left_mention_id = ANY($3::uuid[]) AND right_mention_id = ANY($2::uuid[])))`,
    [community, ours, theirs, at],
  );
}

async function elementsOfMentions(tx: Transaction, community: number, mentions: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ element_id: string }>(
    `SELECT DISTINCT m.element_id FROM ${MENTIONS} m
     WHERE m.community_id = $1 AND m.block_id = ANY(${blocksOf("$2::uuid[]")}) AND m.id = ANY($2::uuid[]) ORDER BY m.element_id`,
    [community, mentions],
  );
  return rows.map((row) => row.element_id);
}
