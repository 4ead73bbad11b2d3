import { v7 } from "uuid";
import type { Transaction } from "#store/contract";
import type { Outcome } from "#vocabulary/contract";
import { type AccountDeps, onAccounts } from "./account-deps.ts";
import { authorize } from "./authorize.ts";
import { Action, type Actor, type ApiToken, type TokenScope } from "./contract.ts";
import { newToken, secretHash } from "./secrets.ts";

/** Tokens begin with this, so that they are recognised where they should not be (in a repository, in a log). */
const prefix = "weinao_";
const minute = 60_000;

export interface TokenDraft {
  readonly label: string;
  readonly community: number;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Date;
}

interface TokenRow {
  id: string;
  label: string;
  community: number;
  scopes: TokenScope[];
  created_at: Date;
  created_by: string;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
}

function rowsOf(tx: Transaction, condition: string, parameters: readonly unknown[]): Promise<TokenRow[]> {
  return tx.query<TokenRow>(
    `SELECT id, label, granted_community_id AS community, scopes, created_at, created_by, expires_at, used_at, revoked_at
     FROM api_token WHERE ${condition}`,
    parameters,
  );
}

function tokenOf(row: TokenRow): ApiToken {
  return {
    id: row.id,
    label: row.label,
    community: row.community,
    scopes: row.scopes,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    revoked: row.revoked_at !== null,
  };
}

/** Makes a token for a department's system. It is told once and kept as a hash. */
export function createToken(
  deps: AccountDeps,
  actor: Actor,
  draft: TokenDraft,
): Promise<{ readonly token: string; readonly kept: ApiToken }> {
  authorize(actor, Action.accounts);
  const token = `${prefix}${newToken()}`;
  return onAccounts(deps, async (tx, now) => {
    const id = v7();
    await tx.execute(
      `INSERT INTO api_token (id, hash, label, granted_community_id, scopes, created_at, created_by, expires_at, used_at, revoked_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL)`,
      [id, secretHash(token), draft.label.trim(), draft.community, draft.scopes, now, actor.name, draft.expiresAt],
    );
    const [row] = await rowsOf(tx, "id = $1", [id]);
    if (row === undefined) throw new Error("the token just made is not there");
    return { token, kept: tokenOf(row) };
  });
}

/** The tokens there are, newest first, the ended ones too. */
export function listTokens(deps: AccountDeps, actor: Actor): Promise<ApiToken[]> {
  authorize(actor, Action.accounts);
  return onAccounts(deps, async (tx) => (await rowsOf(tx, "true ORDER BY id DESC", [])).map(tokenOf));
}

/** Ends a token. */
export function revokeToken(deps: AccountDeps, actor: Actor, id: string): Promise<Outcome<null, "token-unknown">> {
  authorize(actor, Action.accounts);
  return onAccounts(deps, async (tx, now) => {
    const ended = await tx.execute("UPDATE api_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", [id, now]);
    return ended === 1 ? { accepted: true, value: null } : { accepted: false, refusal: "token-unknown", detail: id };
  });
}

/** Whose token this is; null when there is none, or it has ended. */
export function readToken(deps: AccountDeps, token: string): Promise<ApiToken | null> {
  if (!token.startsWith(prefix)) return Promise.resolve(null);
  return onAccounts(deps, async (tx, now) => {
    const [row] = await rowsOf(tx, "hash = $1 AND revoked_at IS NULL AND expires_at > $2", [secretHash(token), now]);
    if (row === undefined) return null;
    if (row.used_at === null || now.getTime() - row.used_at.getTime() > minute)
      await tx.execute("UPDATE api_token SET used_at = $2 WHERE id = $1", [row.id, now]);
    return tokenOf(row);
  });
}
