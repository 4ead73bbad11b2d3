import type { Actor, Keyring } from "#access";
import type { Scope, Store } from "#store/contract";

/** What the registry needs to work. */
export interface RegistryDeps {
  readonly store: Store;
  readonly keyring: Keyring;
  /** Folder of the departments' registers, forms and golden rules. */
  readonly departmentsFolder: string;
}

/** The scope of a transaction in one community. */
export function scopeOf(actor: Actor, community: number): Scope {
  return { communities: [community], actor: actor.name, role: actor.role, purpose: actor.purpose };
}
