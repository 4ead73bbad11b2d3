import type { Transaction } from "#store/contract";
import type { Outcome } from "#vocabulary/contract";
import { type AccountDeps, noteEvent, onAccounts } from "./account-deps.ts";
import { type AccountRow, accountName, accountRows } from "./account-rows.ts";
import type { Session } from "./contract.ts";
import { useCode } from "./one-time-codes.ts";
import { checkPassword, hashPassword, verifyPassword } from "./passwords.ts";
import { takeSecondFactor } from "./second-factor.ts";
import { typedCode } from "./secrets.ts";
import { closeSessionsOf, type OpenedSession, openSession } from "./sessions.ts";
import { forgetAttempts, takeAttempt } from "./sign-in-attempts.ts";

/** From where somebody signs in. */
export interface SignInPlace {
  /** Network address, for the limit of attempts. */
  readonly address: string;
  /** False when other machines can reach the server: the sample accounts, whose passwords everybody knows, stay outside then. */
  readonly samplesAllowed: boolean;
}

export interface PasswordSignIn {
  readonly name: string;
  readonly password: string;
  /** A password of the authenticator app, or a recovery code; absent at first. */
  readonly secondFactor?: string;
}

type SecondFactorRefusal = "second-factor-needed" | "second-factor-wrong";

/** Signs in by name and password. A wrong name and a wrong password are told alike and take equally long. */
export async function signIn(
  deps: AccountDeps,
  place: SignInPlace,
  given: PasswordSignIn,
): Promise<Outcome<OpenedSession, "sign-in-refused" | "sign-in-throttled" | SecondFactorRefusal>> {
  const name = accountName(given.name);
  const source = { name, address: place.address };
  const wait = await takeAttempt(deps, source);
  if (wait > 0) return throttled(wait);
  const found = await onAccounts(deps, async (tx) => (await accountRows(tx, "a.name = $1", [name]))[0]);
  // Hashing takes long: no connection is held meanwhile.
  const right = await verifyPassword(found?.password_hash ?? null, given.password);
  return onAccounts(deps, async (tx, now) => {
    const [account] = found ? await accountRows(tx, "a.id = $1 AND a.state = 'active'", [found.id]) : [];
    if (account === undefined || !right || account.password_hash !== found?.password_hash || (account.sample && !place.samplesAllowed))
      return { accepted: false, refusal: "sign-in-refused", detail: "" };
    return come(tx, deps, now, account, given.secondFactor, async () => {
      await forgetAttempts(tx, source);
      await noteEvent(tx, now, account.id, account.name, "signed-in", "password");
    });
  });
}

export interface CodeSignIn {
  readonly code: string;
  /** The password to be set, where the code is for that. */
  readonly password?: string;
  readonly secondFactor?: string;
}

/** Signs in by a one-time code; where the code is for setting a password, sets it. Nothing uses the code up but success. */
export async function signInByCode(
  deps: AccountDeps,
  place: SignInPlace,
  given: CodeSignIn,
): Promise<
  Outcome<
    OpenedSession,
    "one-time-code-refused" | "sign-in-throttled" | "password-needed" | "password-too-short" | "password-too-simple" | SecondFactorRefusal
  >
> {
  const wait = await takeAttempt(deps, { name: "", address: place.address });
  if (wait > 0) return throttled(wait);
  const hashed = given.password === undefined ? null : await hashPassword(given.password);
  return onAccounts(deps, async (tx, now) => {
    const code = await useCode(tx, now, typedCode(given.code));
    const [account] = code ? await accountRows(tx, "a.id = $1 AND a.state = 'active'", [code.account]) : [];
    if (code === null || account === undefined) return { accepted: false, refusal: "one-time-code-refused", detail: "" };
    if (code.use === "set-password") {
      // The name goes with the refusal, so that the page can say whose password is being chosen: the code has proved who asks.
      if (given.password === undefined || hashed === null) return { accepted: false, refusal: "password-needed", detail: account.name };
      const checked = checkPassword(given.password, account.name);
      if (!checked.accepted) return checked;
    }
    return come(tx, deps, now, account, given.secondFactor, async () => {
      if (code.use === "set-password" && hashed !== null) await setPassword(tx, now, account, hashed, account.name);
      await code.finish();
      await noteEvent(tx, now, account.id, account.name, "signed-in", "one-time code");
    });
  });
}

/** Signs in somebody whom the organisation's own sign-in (OpenID Connect) vouches for; remembers its subject at the first time. */
export function signInBySubject(
  deps: AccountDeps,
  vouched: { readonly subject: string; readonly name: string },
): Promise<Outcome<OpenedSession, "sign-in-refused">> {
  return onAccounts(deps, async (tx, now) => {
    const known = await accountRows(tx, "a.oidc_subject = $1 AND a.state = 'active'", [vouched.subject]);
    const named = await accountRows(tx, "a.name = $1 AND a.oidc_subject IS NULL AND a.state = 'active'", [accountName(vouched.name)]);
    const account = known[0] ?? named[0];
    // Residents come with a code, and samples are nobody: whoever has an account at the organisation shall not become either.
    if (account === undefined || account.person_id !== null || account.sample)
      return { accepted: false, refusal: "sign-in-refused", detail: "" };
    await tx.execute("UPDATE account SET oidc_subject = $2 WHERE id = $1", [account.id, vouched.subject]);
    await noteEvent(tx, now, account.id, account.name, "signed-in", "organisation");
    return { accepted: true, value: await openSession(tx, now, account) };
  });
}

/** Changes one's own password; ends all other sessions. Whoever has none yet (a resident with a code) sets the first. */
export async function changePassword(
  deps: AccountDeps,
  session: Session,
  current: string,
  next: string,
): Promise<Outcome<null, "password-wrong" | "password-too-short" | "password-too-simple" | "sign-in-throttled">> {
  const { account } = session;
  const wait = await takeAttempt(deps, { name: account.name, address: `session ${session.id}` });
  if (wait > 0) return throttled(wait);
  const row = await onAccounts(deps, async (tx) => (await accountRows(tx, "a.id = $1", [account.id]))[0]);
  if (row !== undefined && row.password_hash !== null && !(await verifyPassword(row.password_hash, current)))
    return { accepted: false, refusal: "password-wrong", detail: "" };
  const checked = checkPassword(next, account.name);
  if (!checked.accepted) return checked;
  const hashed = await hashPassword(next);
  return onAccounts(deps, async (tx, now) => {
    if (row !== undefined) await setPassword(tx, now, row, hashed, account.name, session.id);
    await forgetAttempts(tx, { name: account.name, address: "" });
    return { accepted: true, value: null };
  });
}

const throttled = (wait: number) => ({ accepted: false, refusal: "sign-in-throttled", detail: String(wait) }) as const;

async function setPassword(tx: Transaction, now: Date, account: AccountRow, hashed: string, actor: string, keep = ""): Promise<void> {
  await tx.execute("UPDATE account SET password_hash = $2, version = version + 1 WHERE id = $1", [account.id, hashed]);
  await closeSessionsOf(tx, account.id, keep);
  await noteEvent(tx, now, account.id, actor, "password-set");
}

/** Lets an account in whose first proof is given: asks for the second factor where there is one, then opens a session. */
async function come(
  tx: Transaction,
  deps: AccountDeps,
  now: Date,
  account: AccountRow,
  secondFactor: string | undefined,
  welcome: () => Promise<void>,
): Promise<Outcome<OpenedSession, SecondFactorRefusal>> {
  if (account.totp_confirmed) {
    if (secondFactor === undefined || secondFactor.trim() === "") return { accepted: false, refusal: "second-factor-needed", detail: "" };
    if (!(await takeSecondFactor(tx, deps, account, secondFactor))) return { accepted: false, refusal: "second-factor-wrong", detail: "" };
  }
  await welcome();
  const [fresh] = await accountRows(tx, "a.id = $1", [account.id]);
  return { accepted: true, value: await openSession(tx, now, fresh ?? account) };
}
