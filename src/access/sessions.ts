import type { Transaction } from "#store/contract";
import { type AccountDeps, onAccounts, timeOf } from "./account-deps.ts";
import { type AccountRow, accountOf, accountRows } from "./account-rows.ts";
import type { Session } from "./contract.ts";
import { newToken, secretHash } from "./secrets.ts";

const minute = 60_000;
/** Without a request for this long a session ends: somebody may have left the desk. */
const idleMsMax = 120 * minute;
/** However busy, a session ends after a working day. */
const lifeMsMax = 12 * 60 * minute;
/** `seen_at` is written at most this often. */
const seenMsEvery = minute;

/** A session that has just begun. The token is told once, to the browser, and kept nowhere. */
export interface OpenedSession {
  readonly token: string;
  readonly session: Session;
}

/** Begins a session. */
export async function openSession(tx: Transaction, now: Date, account: AccountRow): Promise<OpenedSession> {
  const token = newToken();
  const id = secretHash(token);
  const expiresAt = new Date(now.getTime() + lifeMsMax);
  await tx.execute("DELETE FROM session WHERE account_id = $1 AND (expires_at < $2 OR seen_at < $3)", [
    account.id,
    now,
    new Date(now.getTime() - idleMsMax),
  ]);
  await tx.execute("INSERT INTO session (id, account_id, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)", [
    id,
    account.id,
    now,
    expiresAt,
  ]);
  return { token, session: { id: id.toString("hex"), account: accountOf(account), expiresAt } };
}

/** Whose session a token is; null when there is none, it has ended or its account is closed. Notes that it was seen. */
export function readSession(deps: AccountDeps, token: string): Promise<Session | null> {
  const id = secretHash(token);
  return onAccounts(deps, async (tx, now) => {
    const [row] = await tx.query<{ account_id: string; seen_at: Date; expires_at: Date }>(
      "SELECT account_id, seen_at, expires_at FROM session WHERE id = $1",
      [id],
    );
    if (row === undefined || row.expires_at <= now || row.seen_at.getTime() < now.getTime() - idleMsMax) return null;
    const [account] = await accountRows(tx, "a.id = $1 AND a.state = 'active'", [row.account_id]);
    if (account === undefined) return null;
    if (now.getTime() - row.seen_at.getTime() > seenMsEvery) await tx.execute("UPDATE session SET seen_at = $2 WHERE id = $1", [id, now]);
    return { id: id.toString("hex"), account: accountOf(account), expiresAt: row.expires_at };
  });
}

/** Ends a session; nothing happens when there is none. */
export function closeSession(deps: AccountDeps, token: string): Promise<void> {
  return onAccounts(deps, async (tx) => {
    await tx.execute("DELETE FROM session WHERE id = $1", [secretHash(token)]);
  });
}

/** Ends all sessions of an account but one: after a changed password, a lost telephone, a closed account. */
export async function closeSessionsOf(tx: Transaction, account: string, but = ""): Promise<void> {
  await tx.execute("DELETE FROM session WHERE account_id = $1 AND id <> $2", [account, Buffer.from(but, "hex")]);
}

/** Removes sessions, codes and counts whose time is over. */
export function sweepAccounts(deps: AccountDeps): Promise<void> {
  const now = timeOf(deps);
  return onAccounts(deps, async (tx) => {
    await tx.execute("DELETE FROM session WHERE expires_at < $1 OR seen_at < $2", [now, new Date(now.getTime() - idleMsMax)]);
    await tx.execute("DELETE FROM one_time_code WHERE expires_at < $1", [now]);
    await tx.execute("DELETE FROM sign_in_attempt WHERE blocked_until < $1 AND first_at < $1", [new Date(now.getTime() - lifeMsMax)]);
  });
}
