import type { Transaction } from "#store/contract";
import { noteEvent } from "./account-deps.ts";
import { newCode, secretHash } from "./secrets.ts";

/** 60 bits: far beyond guessing within a week at thirty attempts a quarter of an hour, and still typed on a telephone. */
const characters = 12;
const day = 24 * 3_600_000;
const lifeMs = { "set-password": 3 * day, "sign-in": 7 * day } as const;

/** What a code is for. */
export type CodeUse = keyof typeof lifeMs;

/** A code that was just made; told once and kept as a hash. */
export interface IssuedCode {
  readonly code: string;
  readonly expiresAt: Date;
}

/** Makes a code for an account; earlier ones of the account work no more. */
export async function issueCode(tx: Transaction, now: Date, account: string, use: CodeUse, actor: string): Promise<IssuedCode> {
  const code = newCode(characters);
  const expiresAt = new Date(now.getTime() + lifeMs[use]);
  await tx.execute("DELETE FROM one_time_code WHERE account_id = $1 AND used_at IS NULL", [account]);
  await tx.execute("INSERT INTO one_time_code (id, account_id, use, created_at, created_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6)", [
    secretHash(code),
    account,
    use,
    now,
    actor,
    expiresAt,
  ]);
  await noteEvent(tx, now, account, actor, "code-issued", use);
  return { code, expiresAt };
}

/** A code being used: `finish` uses it up. */
export interface UsedCode {
  readonly account: string;
  readonly use: CodeUse;
  finish(): Promise<void>;
}

/** Finds a code that still works, and keeps others from using it until the transaction ends. */
export async function useCode(tx: Transaction, now: Date, code: string): Promise<UsedCode | null> {
  const id = secretHash(code);
  const [row] = await tx.query<{ account_id: string; use: CodeUse }>(
    "SELECT account_id, use FROM one_time_code WHERE id = $1 AND used_at IS NULL AND expires_at > $2 FOR UPDATE",
    [id, now],
  );
  if (row === undefined) return null;
  return {
    account: row.account_id,
    use: row.use,
    finish: async () => {
      await tx.execute("UPDATE one_time_code SET used_at = $2 WHERE id = $1", [id, now]);
    },
  };
}
