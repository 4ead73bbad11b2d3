import { v7 as uuid } from "uuid";
import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import type { Transaction } from "#store/contract";
import { attributeOf } from "#vocabulary";
import type { Outcome } from "#vocabulary/contract";
import { communityKey, lockCommunity } from "./community.ts";
import type { Correction, CorrectionState } from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementTitle } from "./element-title.ts";
import { resolveElement } from "./find-elements.ts";
import { openElementsById } from "./people.ts";
import { type StatementRefusal, stateInto } from "./state-facts.ts";

/** What a correction is about, besides the attributes of a person. */
export const CorrectionSubject = {
  /** Where the person lives. */
  address: "address",
  /** Something that is no value: who belongs to the household, a row about somebody else. Nothing is stated when it is confirmed. */
  other: "other",
} as const;
export type CorrectionSubject = (typeof CorrectionSubject)[keyof typeof CorrectionSubject];

/** What a resident says should stand about them. */
export interface CorrectionDraft {
  /** Attribute of a person, `address` (where they live), or `other`. */
  readonly attribute: string;
  /** As they write it; may be empty when they only say that something is wrong. */
  readonly value: string;
  readonly note: string;
}

/** Longest text that a resident or a worker may write. */
const TEXT_MAX = 2000;

export type CorrectionRefusal =
  | "element-unknown"
  | "attribute-unknown"
  | "statement-empty"
  | "text-too-long"
  | "correction-unknown"
  | "correction-answered"
  | "corrections-too-many";

/** So many of one person may wait at a time: whoever holds the code cannot bury the worker's list. */
const OPEN_MAX = 40;

/** A resident says of their own data that something is wrong or missing. It changes nothing until a worker confirms it. */
export function askCorrection(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  elementId: string,
  draft: CorrectionDraft,
): Promise<Outcome<{ readonly id: string }, CorrectionRefusal>> {
  authorize(actor, Action.self);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const wrong = wrongDraft(draft);
    if (wrong !== null) return { accepted: false, refusal: wrong, detail: draft.attribute };
    const person = await resolveElement(tx, community, elementId);
    const [open] = await tx.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM correction WHERE community_id = $1 AND element_id = $2 AND state = 'open'",
      [community, person],
    );
    if ((open?.count ?? 0) >= OPEN_MAX) return { accepted: false, refusal: "corrections-too-many", detail: String(OPEN_MAX) };
    const keys = await communityKeys(tx, deps.keyring, community);
    const id = uuid();
    await tx.execute(
      "INSERT INTO correction (community_id, id, element_id, attribute, sealed, state, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, 'open', $6, $7)",
      [community, id, person, draft.attribute, keys.seal(JSON.stringify([draft.value.trim(), draft.note.trim()])), actor.name, new Date()],
    );
    await recordAccess(tx, { action: "ask correction", community, elementIds: [person], attributes: [draft.attribute] });
    return { accepted: true, value: { id } };
  });
}

function wrongDraft({ attribute, value, note }: CorrectionDraft): CorrectionRefusal | null {
  const known = Object.values<string>(CorrectionSubject).includes(attribute) || attributeOf("person", attribute) !== undefined;
  if (!known) return "attribute-unknown";
  if (value.trim() === "" && note.trim() === "") return "statement-empty";
  return value.length > TEXT_MAX || note.length > TEXT_MAX ? "text-too-long" : null;
}

/** The corrections that residents asked for, the oldest open one first. Recorded, since they hold what people write of themselves. */
export function listCorrections(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  filter: { readonly state?: CorrectionState },
): Promise<readonly Correction[]> {
  authorize(actor, Action.decide);
  return readCorrections(deps, actor, communityCode, "AND ($2::text IS NULL OR c.state = $2)", filter.state ?? null);
}

/** What one person asked to be corrected, and what became of it: for the person themselves, also after their entry was merged into another. */
export function correctionsOf(deps: RegistryDeps, actor: Actor, communityCode: string, elementId: string): Promise<readonly Correction[]> {
  authorize(actor, Action.self);
  return readCorrections(deps, actor, communityCode, `AND c.element_id IN (${OWN_IDS})`, elementId);
}

/** The ids under which one person's corrections lie: theirs, what it was merged into, and what was merged into that. */
const OWN_IDS = `WITH RECURSIVE own AS (
  SELECT e.id, e.merged_into FROM element e WHERE e.community_id = $1 AND e.id = $2::uuid
  UNION SELECT e.id, e.merged_into FROM own JOIN element e ON e.community_id = $1 AND (e.id = own.merged_into OR e.merged_into = own.id))
  SELECT id FROM own`;

/** The person takes back what they asked for, while nobody has answered it. */
export function withdrawCorrection(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  elementId: string,
  id: string,
): Promise<Outcome<null, CorrectionRefusal>> {
  authorize(actor, Action.self);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const [row] = await tx.query<{ state: CorrectionState; attribute: string; element_id: string }>(
      `SELECT c.state, c.attribute, c.element_id FROM correction c
       WHERE c.community_id = $1 AND c.id = $3::uuid AND c.element_id IN (${OWN_IDS}) FOR UPDATE OF c`,
      [community, elementId, id],
    );
    if (row === undefined) return { accepted: false, refusal: "correction-unknown", detail: id };
    if (row.state !== "open") return { accepted: false, refusal: "correction-answered", detail: row.state };
    await tx.execute("UPDATE correction SET state = 'withdrawn', answered_at = $3 WHERE community_id = $1 AND id = $2", [
      community,
      id,
      new Date(),
    ]);
    await recordAccess(tx, { action: "withdraw correction", community, elementIds: [row.element_id], attributes: [row.attribute] });
    return { accepted: true, value: null };
  });
}

interface CorrectionRow {
  id: string;
  element_id: string;
  attribute: string;
  sealed: Buffer;
  state: CorrectionState;
  asked_at: Date;
  answered_by: string | null;
  answered_at: Date | null;
  sealed_answer: Buffer | null;
  delivery_id: string | null;
}

const COLUMNS =
  "c.id, c.element_id, c.attribute, c.sealed, c.state, c.asked_at, c.answered_by, c.answered_at, c.sealed_answer, c.delivery_id";

function readCorrections(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  condition: string,
  parameter: string | null,
): Promise<readonly Correction[]> {
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const rows = await tx.query<CorrectionRow>(
      `SELECT ${COLUMNS} FROM correction c WHERE c.community_id = $1 ${condition} ORDER BY (c.state = 'open') DESC, c.asked_at, c.id LIMIT 500`,
      [community, parameter],
    );
    const people = await openElementsById(tx, keys, community, [...new Set(rows.map((row) => row.element_id))]);
    await recordAccess(tx, {
      action: "corrections",
      community,
      elementIds: [...people.keys()],
      attributes: rows.map((row) => row.attribute),
    });
    return rows.map((row) => correctionOf(row, keys, elementTitle("person", people.get(row.element_id)?.values ?? {})));
  });
}

function correctionOf(row: CorrectionRow, keys: CommunityKeys, name: string): Correction {
  const [value, note] = JSON.parse(keys.unseal(row.sealed)) as [string, string];
  return {
    id: row.id,
    elementId: row.element_id,
    name,
    attribute: row.attribute,
    value,
    note,
    state: row.state,
    askedAt: row.asked_at,
    answer: row.sealed_answer === null ? "" : keys.unseal(row.sealed_answer),
    answeredBy: row.answered_by ?? "",
    answeredAt: row.answered_at,
  };
}

/**
 * A worker answers: confirmed, the value (the resident's, or what the worker makes of it) becomes a statement of the community, save for what is
 * no value (`other`): that the worker has set right by other means. Declined, the reason is told. Each is answered once.
 */
export async function answerCorrection(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  id: string,
  answer: { readonly confirmed: boolean; readonly value?: string | undefined; readonly words: string; readonly today: string },
): Promise<Outcome<Correction, CorrectionRefusal | StatementRefusal>> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  if (answer.words.length > TEXT_MAX) return { accepted: false, refusal: "text-too-long", detail: "" };
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    // Two workers who answer at once come here one after the other.
    await lockCommunity(tx, community);
    const keys = await communityKeys(tx, deps.keyring, community);
    const found = await rowOf(tx, keys, community, id);
    if (found === null) return { accepted: false, refusal: "correction-unknown", detail: id };
    if (found.state !== "open") return { accepted: false, refusal: "correction-answered", detail: found.state };
    let delivery: string | null = null;
    if (answer.confirmed && found.attribute !== CorrectionSubject.other) {
      const facts = { [found.attribute]: answer.value ?? found.value };
      const stated = await stateInto(tx, deps, actor, community, { elementId: found.elementId, facts, today: answer.today });
      if (!stated.accepted) return stated;
      delivery = stated.value.deliveryId;
    }
    await tx.execute(
      `UPDATE correction SET state = $3, answered_by = $4, answered_at = $5, sealed_answer = $6, delivery_id = $7
       WHERE community_id = $1 AND id = $2 AND state = 'open'`,
      [community, id, answer.confirmed ? "confirmed" : "declined", actor.name, new Date(), keys.seal(answer.words), delivery],
    );
    await recordAccess(tx, { action: "answer correction", community, elementIds: [found.elementId], attributes: [found.attribute] });
    return { accepted: true, value: (await rowOf(tx, keys, community, id)) as Correction };
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function rowOf(tx: Transaction, keys: CommunityKeys, community: number, id: string): Promise<Correction | null> {
  if (!UUID.test(id)) return null;
  const [row] = await tx.query<CorrectionRow>(`SELECT ${COLUMNS} FROM correction c WHERE c.community_id = $1 AND c.id = $2`, [
    community,
    id,
  ]);
  if (row === undefined) return null;
  const people = await openElementsById(tx, keys, community, [row.element_id]);
  return correctionOf(row, keys, elementTitle("person", people.get(row.element_id)?.values ?? {}));
}
