import type { Actor, Keyring } from "#access";
import type { Scope, Store } from "#store/contract";

/** What the registry needs to work. */
export interface RegistryDeps {
  readonly store: Store;
  readonly keyring: Keyring;
  /** Folder of the departments' registers, forms and golden rules. */
  readonly departmentsFolder: string;
  /**
   * Communities up to so many rows are linked whole at each import, larger ones only where an import touches them; 20,000 when absent.
   * Both give the same; linking whole is simpler, and quick enough for a few thousand people.
   */
  readonly linkWholeRowsMax?: number;
}

/** The scope of a transaction in one community. */
export function scopeOf(actor: Actor, community: number): Scope {
  return { communities: [community], actor: actor.name, role: actor.role, purpose: actor.purpose };
}
