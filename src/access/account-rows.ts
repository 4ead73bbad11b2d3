import type { Transaction } from "#store/contract";
import type { Account, AccountRole } from "./contract.ts";

/** An account as it is stored, with what signing in needs. */
export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly role: AccountRole;
  readonly state: "active" | "disabled";
  readonly password_hash: string | null;
  readonly totp_wrapped: Buffer | null;
  readonly totp_confirmed: boolean;
  readonly totp_last_step: number;
  readonly person_community_id: number | null;
  readonly person_id: string | null;
  readonly sample: boolean;
  readonly version: number;
  readonly created_at: Date;
  readonly communities: readonly number[];
}

const columns = `a.id, a.name, a.label, a.role, a.state, a.password_hash, a.totp_wrapped, a.totp_confirmed, a.totp_last_step,
  a.person_community_id, a.person_id, a.sample, a.version, a.created_at,
  ARRAY(SELECT g.granted_community_id FROM account_community g WHERE g.account_id = a.id ORDER BY 1) AS communities`;

/** The accounts that a condition on `a` chooses. The condition is this room's own text, its values are parameters. */
export function accountRows(tx: Transaction, condition: string, parameters: readonly unknown[]): Promise<AccountRow[]> {
  return tx.query<AccountRow>(`SELECT ${columns} FROM account a WHERE ${condition}`, parameters);
}

/** An account without what opens it. */
export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    label: row.label,
    role: row.role,
    active: row.state === "active",
    communities: row.communities,
    person:
      row.person_id === null || row.person_community_id === null ? null : { community: row.person_community_id, person: row.person_id },
    hasPassword: row.password_hash !== null,
    secondFactor: row.totp_confirmed,
    sample: row.sample,
    version: row.version,
    createdAt: row.created_at,
  };
}

/** A name as it is kept: two spellings of one name are one account. */
export function accountName(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}
