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
