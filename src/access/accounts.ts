import { v7 } from "uuid";
import type { Transaction } from "#store/contract";
import type { Outcome } from "#vocabulary/contract";
import { type AccountDeps, noteEvent, onAccounts } from "./account-deps.ts";
import { type AccountRow, accountName, accountOf, accountRows } from "./account-rows.ts";
import { authorize } from "./authorize.ts";
import { type Account, type AccountRole, Action, type Actor, type PersonReference, Role } from "./contract.ts";
import { type IssuedCode, issueCode } from "./one-time-codes.ts";
import { hashPassword } from "./passwords.ts";
import { forgetSecondFactor } from "./second-factor.ts";
import { newCode } from "./secrets.ts";
import { closeSessionsOf } from "./sessions.ts";

/** What an administrator says of a new account. */
export interface AccountDraft {
  readonly name: string;
  readonly label: string;
  readonly role: Exclude<AccountRole, "resident">;
  readonly communities: readonly number[];
}

/** A new account, and the code by which its owner chooses a password. */
export interface CreatedAccount {
  readonly account: Account;
  readonly code: IssuedCode;
}

const namePattern = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,62}$/u;

/** Makes an account. Its owner sets the password with the code. */
export function createAccount(
  deps: AccountDeps,
  actor: Actor,
  draft: AccountDraft,
): Promise<Outcome<CreatedAccount, "account-name-taken" | "account-name-invalid">> {
  authorize(actor, Action.accounts);
  return onAccounts(deps, async (tx, now) => {
    const name = accountName(draft.name);
    if (!namePattern.test(name)) return { accepted: false, refusal: "account-name-invalid", detail: name };
    const id = await insertAccount(tx, now, { ...draft, name, person: null, sample: false, passwordHash: null }, actor.name);
    if (id === null) return { accepted: false, refusal: "account-name-taken", detail: name };
    const code = await issueCode(tx, now, id, "set-password", actor.name);
    return { accepted: true, value: { account: accountOf(await existing(tx, id)), code } };
  });
}

interface NewAccount {
  readonly name: string;
  readonly label: string;
  readonly role: AccountRole;
  readonly communities: readonly number[];
  readonly person: PersonReference | null;
  readonly sample: boolean;
  readonly passwordHash: string | null;
}

async function insertAccount(tx: Transaction, now: Date, account: NewAccount, actor: string): Promise<string | null> {
  const id = v7();
  // The unique name and person decide, so two who make the same account at once make one.
  const inserted = await tx.execute(
    `INSERT INTO account (id, name, label, role, state, password_hash, totp_wrapped, totp_confirmed, totp_last_step, oidc_subject,
       person_community_id, person_id, sample, version, created_at, created_by)
     VALUES ($1, $2, $3, $4, 'active', $5, NULL, false, 0, NULL, $6, $7, $8, 1, $9, $10) ON CONFLICT DO NOTHING`,
    [
      ...[id, account.name, account.label.trim(), account.role, account.passwordHash],
      ...[account.person?.community ?? null, account.person?.person ?? null, account.sample, now, actor],
    ],
  );
  if (inserted === 0) return null;
  await grant(tx, id, account.communities);
  await noteEvent(tx, now, id, actor, "created", account.role);
  return id;
}

async function grant(tx: Transaction, id: string, communities: readonly number[]): Promise<void> {
  await tx.execute("DELETE FROM account_community WHERE account_id = $1", [id]);
  await tx.execute("INSERT INTO account_community (account_id, granted_community_id) SELECT $1, unnest($2::bigint[])", [
    id,
    [...new Set(communities)],
  ]);
}

async function existing(tx: Transaction, id: string): Promise<AccountRow> {
  const [row] = await accountRows(tx, "a.id = $1", [id]);
  if (row === undefined) throw new Error(`account ${id} is gone inside its own transaction`);
  return row;
}

/** All accounts but residents', by name; `after` is the last name of the page before. */
export function listAccounts(deps: AccountDeps, actor: Actor, after: string, limit: number): Promise<Account[]> {
  authorize(actor, Action.accounts);
  return onAccounts(deps, async (tx) =>
    (await accountRows(tx, "a.person_id IS NULL AND a.name > $1 ORDER BY a.name LIMIT $2", [after, limit])).map(accountOf),
  );
}

/** One account by its id; null when there is none. */
export function readAccount(deps: AccountDeps, actor: Actor, id: string): Promise<Account | null> {
  authorize(actor, Action.accounts);
  return onAccounts(deps, async (tx) => (await accountRows(tx, "a.id = $1", [id])).map(accountOf)[0] ?? null);
}

/** What can be changed of an account. */
export interface AccountChange {
  readonly label?: string;
  readonly role?: Exclude<AccountRole, "resident">;
  readonly communities?: readonly number[];
  readonly active?: boolean;
  /** Takes away a second factor whose telephone was lost. */
  readonly secondFactor?: false;
}

/** Changes an account, on the version that was read. Whoever loses rights is signed out everywhere. */
export function changeAccount(
  deps: AccountDeps,
  actor: Actor,
  id: string,
  version: number,
  change: AccountChange,
): Promise<Outcome<Account, "account-unknown" | "account-changed" | "account-last-administrator">> {
  authorize(actor, Action.accounts);
  return onAccounts(deps, async (tx, now) => {
    await tx.query("SELECT id FROM account WHERE id = $1 OR role = 'administrator' ORDER BY id FOR UPDATE", [id]);
    const [row] = await accountRows(tx, "a.id = $1 AND a.person_id IS NULL", [id]);
    if (row === undefined) return { accepted: false, refusal: "account-unknown", detail: id };
    if (row.version !== version) return { accepted: false, refusal: "account-changed", detail: String(row.version) };
    const role = change.role ?? row.role;
    const active = change.active ?? row.state === "active";
    if (row.role === Role.administrator && (role !== Role.administrator || !active) && !(await hasOtherAdministrator(tx, id)))
      return { accepted: false, refusal: "account-last-administrator", detail: row.name };
    await tx.execute("UPDATE account SET label = $2, role = $3, state = $4, version = version + 1 WHERE id = $1", [
      id,
      (change.label ?? row.label).trim(),
      role,
      active ? "active" : "disabled",
    ]);
    if (change.communities !== undefined) await grant(tx, id, change.communities);
    if (change.secondFactor === false && row.totp_confirmed) await forgetSecondFactor(tx, now, id, actor.name);
    await closeSessionsOf(tx, id);
    await noteEvent(tx, now, id, actor.name, "changed", Object.keys(change).sort().join(", "));
    return { accepted: true, value: accountOf(await existing(tx, id)) };
  });
}

async function hasOtherAdministrator(tx: Transaction, but: string): Promise<boolean> {
  const others = await accountRows(tx, "a.role = 'administrator' AND a.state = 'active' AND a.password_hash IS NOT NULL AND a.id <> $1", [
    but,
  ]);
  return others.length > 0;
}

/** A new code for an account whose password was lost. */
export function resetPassword(deps: AccountDeps, actor: Actor, id: string): Promise<Outcome<IssuedCode, "account-unknown">> {
  authorize(actor, Action.accounts);
  return onAccounts(deps, async (tx, now) => {
    const [row] = await accountRows(tx, "a.id = $1 AND a.person_id IS NULL AND a.state = 'active'", [id]);
    if (row === undefined) return { accepted: false, refusal: "account-unknown", detail: id };
    return { accepted: true, value: await issueCode(tx, now, id, "set-password", actor.name) };
  });
}

/** What a worker prints for a resident. */
export interface ResidentInvitation extends IssuedCode {
  /** The name by which the resident signs in later, once they chose a password. */
  readonly name: string;
}

/** A code for a resident, whose account is made when there is none. That the person exists is the caller's to know. */
export function inviteResident(deps: AccountDeps, actor: Actor, person: PersonReference): Promise<ResidentInvitation> {
  authorize(actor, Action.invite);
  return onAccounts(deps, async (tx, now) => {
    const find = () => accountRows(tx, "a.person_community_id = $1 AND a.person_id = $2", [person.community, person.person]);
    if ((await find()).length === 0) {
      const name = `r-${newCode(8).toLowerCase()}`;
      await insertAccount(
        tx,
        now,
        { name, label: "", role: Role.resident, communities: [person.community], person, sample: false, passwordHash: null },
        actor.name,
      );
    }
    const [row] = await find();
    if (row === undefined) throw new Error("the account just made is not there");
    return { ...(await issueCode(tx, now, row.id, "sign-in", actor.name)), name: row.name };
  });
}

/** The name under which the first administrator signs in. */
export const firstAdministrator = "admin";

/**
 * Makes sure that somebody can come in: makes the first administrator, and gives a code to set the password with for as long as
 * no administrator ever set one; null afterwards.
 */
export function ensureAdministrator(deps: AccountDeps): Promise<IssuedCode | null> {
  return onAccounts(deps, async (tx, now) => {
    const administrators = await accountRows(tx, "a.role = 'administrator' AND NOT a.sample ORDER BY a.created_at", []);
    if (administrators.some((row) => row.password_hash !== null)) return null;
    const id =
      administrators[0]?.id ??
      (await insertAccount(
        tx,
        now,
        { name: firstAdministrator, label: "", role: Role.administrator, communities: [], person: null, sample: false, passwordHash: null },
        "first start",
      ));
    return id === null ? null : issueCode(tx, now, id, "set-password", "first start");
  });
}

/** Whether there are sample accounts at all. */
export function hasSampleAccounts(deps: AccountDeps): Promise<boolean> {
  return onAccounts(deps, async (tx) => (await accountRows(tx, "a.sample LIMIT 1", [])).length > 0);
}

/** An account of the sample community, with a password that the README tells. */
export interface SampleAccount {
  readonly name: string;
  readonly label: string;
  readonly role: AccountRole;
  readonly communities: readonly number[];
  readonly person: PersonReference | null;
  readonly password: string;
}

/** Makes the sample accounts that are not there yet. They are let in on this machine only. */
export async function createSampleAccounts(deps: AccountDeps, drafts: readonly SampleAccount[]): Promise<void> {
  for (const { password, ...draft } of drafts) {
    const passwordHash = await hashPassword(password);
    await onAccounts(deps, (tx, now) => insertAccount(tx, now, { ...draft, passwordHash, sample: true }, "samples"));
  }
}
