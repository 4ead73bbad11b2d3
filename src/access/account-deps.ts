import { v7 } from "uuid";
import type { Scope, Store, Transaction } from "#store/contract";
import type { Keyring } from "./keyring.ts";

/** What accounts and signing in need. */
export interface AccountDeps {
  readonly store: Store;
  readonly keyring: Keyring;
  /** The clock; the machine's when absent. */
  readonly now?: () => Date;
}

/** The scope whose transactions see the tables of accounts. Its role is one that no account can have. */
const scope: Scope = { communities: [], actor: "authentication", purpose: "sign-in", role: "authentication" };

/** Runs work on the tables of accounts. */
export function onAccounts<T>(deps: AccountDeps, work: (tx: Transaction, now: Date) => Promise<T>): Promise<T> {
  return deps.store.transaction(scope, (tx) => work(tx, timeOf(deps)));
}

export function timeOf(deps: AccountDeps): Date {
  return deps.now?.() ?? new Date();
}

/** Writes what was done to an account, by whom. */
export async function noteEvent(tx: Transaction, now: Date, account: string, actor: string, event: string, detail = ""): Promise<void> {
  await tx.execute("INSERT INTO account_event (id, account_id, at, actor, event, detail) VALUES ($1, $2, $3, $4, $5, $6)", [
    v7(),
    account,
    now,
    actor,
    event,
    detail,
  ]);
}
