import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import { Action, type Actor, allows, authorize, communityKeys, recordAccess } from "#access";
import type { FormLayout } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import type { Outcome } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { compileCondition, compilePlaceCondition } from "./condition.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";

/** A blank form that a community keeps besides those of departments/. */
export interface KeptForm {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly kind: FormLayout["kind"];
  /** Folder of the department; empty when nobody knows. */
  readonly department: string;
  readonly condition: string | null;
  readonly addedAt: Date;
  readonly addedBy: string;
  /** Since when residents are offered it, and who opened it to them; null where they are not. */
  readonly openedAt: Date | null;
  readonly openedBy: string | null;
  /** Counts how often it was said for whom it is. */
  readonly version: number;
  /** Who said so last; null when nobody did. */
  readonly changedBy: string | null;
}

/** What is kept of a form besides its workbook. */
export interface KeptFormDraft {
  readonly title: string;
  readonly file: string;
  readonly kind: FormLayout["kind"];
  readonly department: string;
}

export type KeptFormRefusal = "form-unknown" | "condition-invalid" | "version-outdated";

const COLUMNS = `id, title, file_name AS file, kind, department, condition, added_at AS "addedAt", added_by AS "addedBy", opened_at AS "openedAt",
  opened_by AS "openedBy", version, changed_by AS "changedBy"`;

function inCommunity<T>(
  deps: RegistryDeps,
  actor: Actor,
  code: string,
  work: (tx: Transaction, community: number) => Promise<T>,
): Promise<T> {
  const community = communityKey(code) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), (tx) => work(tx, community));
}

/** Keeps a blank form; the same workbook again is the form that is there already. */
export function keepForm(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  draft: KeptFormDraft,
  workbook: Uint8Array,
): Promise<KeptForm> {
  authorize(actor, Action.fill);
  const digest = createHash("sha256").update(workbook).digest();
  return inCommunity(deps, actor, communityCode, async (tx, community) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    await tx.execute(
      `INSERT INTO kept_form (community_id, id, title, file_name, kind, department, condition, sha256, sealed, added_at, added_by)
       VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $8, $9, $10) ON CONFLICT (community_id, sha256) DO NOTHING`,
      [
        ...[community, uuid(), draft.title, draft.file, draft.kind, draft.department],
        ...[digest, keys.seal(workbook, "kept form"), new Date(), actor.name],
      ],
    );
    const [form] = await tx.query<KeptForm>(`SELECT ${COLUMNS} FROM kept_form WHERE community_id = $1 AND sha256 = $2`, [
      community,
      digest,
    ]);
    if (form === undefined) throw new Error("the form just kept is not there");
    return form;
  });
}

/** Blank forms say nothing of anybody: who fills them may see them, who looks after what is asked, and residents those that were opened to them. */
function authorizeReading(actor: Actor): { readonly openedOnly: boolean } {
  const all = [Action.check, Action.fill].find((action) => allows(actor.role, action));
  authorize(actor, all ?? Action.self);
  return { openedOnly: all === undefined };
}

/** The forms that a community keeps, newest first; for a resident those that were opened to residents. */
export function keptForms(deps: RegistryDeps, actor: Actor, communityCode: string): Promise<readonly KeptForm[]> {
  const { openedOnly } = authorizeReading(actor);
  return inCommunity(deps, actor, communityCode, (tx, community) =>
    tx.query<KeptForm>(`SELECT ${COLUMNS} FROM kept_form WHERE community_id = $1 AND (opened_at IS NOT NULL OR NOT $2) ORDER BY id DESC`, [
      community,
      openedOnly,
    ]),
  );
}

/** A kept form with its blank workbook. */
export function readKeptForm(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  id: string,
): Promise<Outcome<{ readonly form: KeptForm; readonly workbook: Buffer }, "form-unknown">> {
  const { openedOnly } = authorizeReading(actor);
  return inCommunity(deps, actor, communityCode, async (tx, community) => {
    const [row] = await tx.query<KeptForm & { sealed: Buffer }>(
      `SELECT ${COLUMNS}, sealed FROM kept_form WHERE community_id = $1 AND id = $2 AND (opened_at IS NOT NULL OR NOT $3)`,
      [community, id, openedOnly],
    );
    if (row === undefined) return { accepted: false, refusal: "form-unknown", detail: id };
    const keys = await communityKeys(tx, deps.keyring, community);
    const { sealed, ...form } = row;
    return { accepted: true, value: { form, workbook: keys.unsealBytes(sealed, "kept form") } };
  });
}

/** For whom a kept form is: a condition, or null when people are named; said of the version that was read. */
export interface SaidForWhom {
  readonly condition: string | null;
  readonly version: number;
}

/** Says for whom a kept form is. Had somebody else said it since, nothing is changed. */
export function sayForWhom(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  id: string,
  { condition, version }: SaidForWhom,
  subject: FormLayout["subject"],
): Promise<Outcome<null, KeptFormRefusal>> {
  authorize(actor, Action.fill);
  const compiled =
    condition === null
      ? null
      : subject === "dwelling" || subject === "organisation"
        ? compilePlaceCondition(condition, subject)
        : compileCondition(condition, "2000-01-01");
  if (compiled !== null && !compiled.accepted) return Promise.resolve(compiled);
  return inCommunity(deps, actor, communityCode, async (tx, community) => {
    const changed = await tx.execute(
      "UPDATE kept_form SET condition = $3, version = version + 1, changed_by = $5 WHERE community_id = $1 AND id = $2 AND version = $4",
      [community, id, condition, version, actor.name],
    );
    if (changed === 1) return { accepted: true, value: null };
    const [other] = await tx.query("SELECT 1 FROM kept_form WHERE community_id = $1 AND id = $2", [community, id]);
    return { accepted: false, refusal: other === undefined ? "form-unknown" : "version-outdated", detail: "" };
  });
}

/** Opens a kept form to residents, who then can fill it for themselves, or closes it again. Recorded, with who did it. */
export function openForm(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  id: string,
  open: boolean,
): Promise<Outcome<null, "form-unknown">> {
  authorize(actor, Action.fill);
  return inCommunity(deps, actor, communityCode, async (tx, community) => {
    const [form] = await tx.query<{ title: string }>(
      "UPDATE kept_form SET opened_at = $3, opened_by = $4 WHERE community_id = $1 AND id = $2 RETURNING title",
      [community, id, open ? new Date() : null, open ? actor.name : null],
    );
    if (form === undefined) return { accepted: false, refusal: "form-unknown", detail: id };
    await recordAccess(tx, { action: open ? "open form" : "close form", community, elementIds: [], attributes: [], detail: form.title });
    return { accepted: true, value: null };
  });
}

/** Keeps a form no longer; what it was filled with before stays recorded. */
export function dropForm(deps: RegistryDeps, actor: Actor, communityCode: string, id: string): Promise<Outcome<null, "form-unknown">> {
  authorize(actor, Action.fill);
  return inCommunity(deps, actor, communityCode, async (tx, community) => {
    const dropped = await tx.execute("DELETE FROM kept_form WHERE community_id = $1 AND id = $2", [community, id]);
    return dropped === 1 ? { accepted: true, value: null } : { accepted: false, refusal: "form-unknown", detail: id };
  });
}
