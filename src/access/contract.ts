/** Who may do what, and for which purpose: the shapes that pass the access room's door. */
import type { Label } from "#vocabulary/contract";

/** What an actor is. */
export const Role = {
  /** 社工, 网格员: does the work of one community. */
  worker: "worker",
  /** 街道、区、市 staff: reads what communities give them. */
  office: "office",
  /** Keeps the installation: imports, decides, rotates keys. */
  administrator: "administrator",
  /** Reads the access record and nothing of people. */
  auditor: "auditor",
  /** 居民: sees what is known of themselves, and who looked. */
  resident: "resident",
  /** Property firm, shop, social organisation, volunteer team: sees no register. */
  provider: "provider",
  /** A department's own system, by an API token: what its token's scopes allow. */
  system: "system",
} as const;
export type Role = (typeof Role)[keyof typeof Role];

/** Who acts, as what, and what for. */
export interface Actor {
  /** Account name. */
  readonly name: string;
  readonly role: Role;
  /** A purpose's code or free text; empty when none was stated: then identifiers stay masked. */
  readonly purpose: string;
}

/** What can be done, by room and verb. */
export const Action = {
  import: "registry:import",
  /** Look at elements: search, show, explain. */
  read: "registry:read",
  export: "registry:export",
  fill: "registry:fill",
  check: "registry:check",
  decide: "registry:decide",
  audit: "access:audit",
  rotate: "access:rotate",
  /** Make, change and close accounts and API tokens. */
  accounts: "access:accounts",
  /** Print a code by which a resident signs in. */
  invite: "access:invite",
  /** What everybody does with their own account: password, second factor. */
  account: "access:own-account",
  /** A resident looking at what is known of themselves. */
  self: "registry:self",
} as const;
export type Action = (typeof Action)[keyof typeof Action];

/** A common reason for looking at people's data. */
export interface Purpose {
  readonly code: string;
  readonly label: Label;
}

/** Why an action is refused. Documented in docs/errors.md. */
export const AccessCode = {
  roleForbids: "role-forbids",
  purposeMissing: "purpose-missing",
  actorMissing: "actor-missing",
  keyMissing: "key-missing",
  keyUnreadable: "key-unreadable",
  keyWrong: "key-wrong",
  sealBroken: "seal-broken",
} as const;
export type AccessCode = (typeof AccessCode)[keyof typeof AccessCode];

/** Why a sign-in, a code, a password or a change of an account is refused. Documented in docs/errors.md. */
export const AccountRefusal = {
  /** Name, password or state: deliberately not which. */
  signInRefused: "sign-in-refused",
  signInThrottled: "sign-in-throttled",
  secondFactorNeeded: "second-factor-needed",
  secondFactorWrong: "second-factor-wrong",
  oneTimeCodeRefused: "one-time-code-refused",
  /** The code is good, and a password must be chosen with it. */
  passwordNeeded: "password-needed",
  passwordTooShort: "password-too-short",
  passwordTooSimple: "password-too-simple",
  passwordWrong: "password-wrong",
  accountNameTaken: "account-name-taken",
  accountNameInvalid: "account-name-invalid",
  accountUnknown: "account-unknown",
  accountChanged: "account-changed",
  accountLast: "account-last-administrator",
  tokenUnknown: "token-unknown",
} as const;
export type AccountRefusal = (typeof AccountRefusal)[keyof typeof AccountRefusal];

/** The roles that an account can have; `system` is for API tokens only. */
export const accountRoles = [Role.administrator, Role.worker, Role.office, Role.auditor, Role.resident, Role.provider] as const;
export type AccountRole = (typeof accountRoles)[number];

/** Who a resident's account belongs to. */
export interface PersonReference {
  readonly community: number;
  readonly person: string;
}

/** An account as it is shown to administrators; nothing by which anybody could sign in. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly role: AccountRole;
  readonly active: boolean;
  /** Where it may act; an administrator acts everywhere, whatever stands here. */
  readonly communities: readonly number[];
  readonly person: PersonReference | null;
  readonly hasPassword: boolean;
  readonly secondFactor: boolean;
  readonly sample: boolean;
  /** Counts the changes; a change names the version that it was made on. */
  readonly version: number;
  readonly createdAt: Date;
}

/** Who is signed in. */
export interface Session {
  /** Hex of the token's hash: names the session without opening it. */
  readonly id: string;
  readonly account: Account;
  readonly expiresAt: Date;
}

/** What an API token allows; each is one of the actions. */
export const tokenScopes = [Action.import, Action.read, Action.fill, Action.export] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** A token of a department's system, without the token. */
export interface ApiToken {
  readonly id: string;
  readonly label: string;
  readonly community: number;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly revoked: boolean;
}

/** One access to be recorded. Who, as what and what for are the transaction's scope. */
export interface AccessDraft {
  /** `show`, `export persons`, `fill …`: what was done. */
  readonly action: string;
  readonly community: number;
  /** The elements read, by id. Empty with a count: all that the action speaks of. */
  readonly elementIds: readonly string[];
  /** How many elements; the number of ids when absent. */
  readonly count?: number;
  /** Attributes given out in clear. */
  readonly attributes: readonly string[];
  /** Condition, form, file name: never a person's data. */
  readonly detail?: string;
  /** Now, when absent. */
  readonly at?: Date;
}

/** One entry of a community's access record. */
export interface AccessEntry {
  /** Its place in the community's chain, from 1 on without gaps. */
  readonly number: number;
  readonly at: Date;
  readonly actor: string;
  readonly role: string;
  readonly purpose: string;
  readonly action: string;
  readonly elementIds: readonly string[];
  readonly count: number;
  readonly attributes: readonly string[];
  readonly detail: string;
}

/** What re-reading a community's access record found. */
export interface AccessVerdict {
  readonly entries: number;
  readonly intact: boolean;
  /** The first entry that is not what it was, or is missing; null when intact. */
  readonly firstBroken: number | null;
}
