import { Secret, TOTP } from "otpauth";
import type { Transaction } from "#store/contract";
import type { Outcome } from "#vocabulary/contract";
import { type AccountDeps, noteEvent, onAccounts, timeOf } from "./account-deps.ts";
import { type AccountRow, accountRows } from "./account-rows.ts";
import type { Session } from "./contract.ts";
import type { Keyring } from "./keyring.ts";
import { newCode, secretHash, typedCode } from "./secrets.ts";
import { closeSessionsOf } from "./sessions.ts";

const secretBytes = 20;
const recoveryCodes = 10;
const recoveryCharacters = 12;
/** One time step of 30 s to either side: clocks of telephones differ. */
const window = 1;

const contextOf = (account: string) => `second factor ${account}`;

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, thirty seconds. */
function totpOf(name: string, secret: Buffer): TOTP {
  return new TOTP({ issuer: "Weinao", label: name, secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) });
}

/** What an authenticator app is set up with. */
export interface SecondFactorDraft {
  /** `otpauth://totp/…`, for a QR code. Holds the secret. */
  readonly uri: string;
  /** The secret in base 32, for typing. */
  readonly secret: string;
}

/** Begins a second factor; it counts only once a password of the app has confirmed it. */
export function startSecondFactor(deps: AccountDeps, session: Session): Promise<SecondFactorDraft> {
  const secret = Buffer.from(new Secret({ size: secretBytes }).bytes);
  return onAccounts(deps, async (tx) => {
    await tx.execute(
      "UPDATE account SET totp_wrapped = $2, totp_confirmed = false, totp_last_step = 0 WHERE id = $1 AND NOT totp_confirmed",
      [session.account.id, deps.keyring.wrap(secret, contextOf(session.account.id))],
    );
    const totp = totpOf(session.account.name, secret);
    return { uri: totp.toString(), secret: totp.secret.base32 };
  });
}

/** Confirms a second factor by a first password of the app; gives the recovery codes, told once. Ends the account's other sessions. */
export function confirmSecondFactor(
  deps: AccountDeps,
  session: Session,
  code: string,
): Promise<Outcome<readonly string[], "second-factor-wrong">> {
  return onAccounts(deps, async (tx, now) => {
    const [row] = await accountRows(tx, "a.id = $1", [session.account.id]);
    if (row === undefined || row.totp_confirmed || !(await takeTotp(tx, deps.keyring, row, code, now))) return wrong;
    await tx.execute("UPDATE account SET totp_confirmed = true, version = version + 1 WHERE id = $1", [row.id]);
    await tx.execute("DELETE FROM recovery_code WHERE account_id = $1", [row.id]);
    const codes = Array.from({ length: recoveryCodes }, () => newCode(recoveryCharacters));
    for (const each of codes) await tx.execute("INSERT INTO recovery_code (account_id, hash) VALUES ($1, $2)", [row.id, secretHash(each)]);
    await closeSessionsOf(tx, row.id, session.id);
    await noteEvent(tx, now, row.id, session.account.name, "second-factor-on");
    return { accepted: true, value: codes };
  });
}

/** Ends the second factor, against one of its passwords or a recovery code. */
export function stopSecondFactor(deps: AccountDeps, session: Session, code: string): Promise<Outcome<null, "second-factor-wrong">> {
  return onAccounts(deps, async (tx) => {
    const [row] = await accountRows(tx, "a.id = $1", [session.account.id]);
    if (row === undefined || !(await takeSecondFactor(tx, deps, row, code))) return wrong;
    await forgetSecondFactor(tx, timeOf(deps), row.id, session.account.name);
    return { accepted: true, value: null };
  });
}

const wrong = { accepted: false, refusal: "second-factor-wrong", detail: "" } as const;

/** Takes the second factor away. */
export async function forgetSecondFactor(tx: Transaction, now: Date, account: string, actor: string): Promise<void> {
  await tx.execute("UPDATE account SET totp_wrapped = NULL, totp_confirmed = false, version = version + 1 WHERE id = $1", [account]);
  await tx.execute("DELETE FROM recovery_code WHERE account_id = $1", [account]);
  await noteEvent(tx, now, account, actor, "second-factor-off");
}

/** Whether the code is the account's: a password of the app not taken before, or a recovery code not used before. Uses it up. */
export async function takeSecondFactor(tx: Transaction, deps: AccountDeps, account: AccountRow, code: string): Promise<boolean> {
  const now = timeOf(deps);
  if (/^\s*\d{3}\s*\d{3}\s*$/.test(code)) return takeTotp(tx, deps.keyring, account, code, now);
  const used = await tx.execute("UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND hash = $2 AND used_at IS NULL", [
    account.id,
    secretHash(typedCode(code)),
    now,
  ]);
  return used === 1;
}

async function takeTotp(tx: Transaction, keyring: Keyring, account: AccountRow, code: string, now: Date): Promise<boolean> {
  if (account.totp_wrapped === null) return false;
  const totp = totpOf(account.name, keyring.unwrap(account.totp_wrapped, contextOf(account.id)));
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code.replace(/\s/g, ""), timestamp, window });
  if (delta === null) return false;
  const step = totp.counter({ timestamp }) + delta;
  // The condition decides, so that one password typed in two windows at once comes in once.
  return (await tx.execute("UPDATE account SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2", [account.id, step])) === 1;
}
