import type { Register } from "#exchange/contract";
import type { MentionRole } from "#vocabulary/contract";
import type { GoldenRules } from "./golden-rules.ts";

/** Says how much a register's word counts. */
export interface AuthorityTable {
  /** 0–100 for `kind.attribute` said by a mention of that role in a table of that register (null: none in departments/). */
  of(register: string | null, attribute: string, role: MentionRole): number;
}

/** Reads the authority out of the registers and the golden rules; both are data that people edit. */
export function authorityTable(registers: readonly Register[], rules: GoldenRules): AuthorityTable {
  const byRegister = new Map(registers.map((register) => [register.id, register.authority]));
  return {
    of(register, attribute, role) {
      const stated = register === null ? undefined : byRegister.get(register);
      const authority = stated?.[attribute] ?? stated?.["*"] ?? rules.authority;
      return authority * (rules.roles[role] ?? 0.5);
    },
  };
}

/**
 * Authority in three steps: whose business the value is (80 and more), who has it at hand (55 and more), and the rest.
 * Within one standing a newer word about what changes in life beats an older one.
 */
export function standing(authority: number): number {
  return authority >= 80 ? 2 : authority >= 55 ? 1 : 0;
}
