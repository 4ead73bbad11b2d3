import type { Register } from "#exchange/contract";
import type { ElementKind, MentionRole } from "#vocabulary/contract";
import type { GoldenRules } from "./golden-rules.ts";

/** The register of what the community's own people state by hand; no file can be taken for it. */
export const OWN_STATEMENTS = "community/own-statements";
/** Above every department's: what somebody of the community says of one person by hand, knowing what the departments say, holds. */
const OWN_AUTHORITY = 101;

/** Says how much a register's word counts. */
export interface AuthorityTable {
  /** 0–100, or 101 for the community's own word, for `kind.attribute` said by a mention of that role in a table of that register (null: none in departments/). */
  of(register: string | null, attribute: string, role: MentionRole): number;
  /** The same for every attribute of one kind: asked once a mention, where `of` would be asked once a value. */
  within(register: string | null, kind: ElementKind, role: MentionRole): (attribute: string) => number;
}

/** Reads the authority out of the registers and the golden rules; both are data that people edit. */
export function authorityTable(registers: readonly Register[], rules: GoldenRules): AuthorityTable {
  const byRegister = new Map(registers.map((register) => [register.id, register.authority]));
  const of: AuthorityTable["of"] = (register, attribute, role) => {
    if (register === OWN_STATEMENTS) return OWN_AUTHORITY;
    const stated = register === null ? undefined : byRegister.get(register);
    const authority = stated?.[attribute] ?? stated?.["*"] ?? rules.authority;
    return authority * (rules.roles[role] ?? 0.5);
  };
  const known = new Map<string | null, Map<ElementKind, Map<MentionRole, (attribute: string) => number>>>();
  return {
    of,
    within(register, kind, role) {
      const ofRegister = inside(known, register, () => new Map<ElementKind, Map<MentionRole, (attribute: string) => number>>());
      const ofKind = inside(ofRegister, kind, () => new Map<MentionRole, (attribute: string) => number>());
      return inside(ofKind, role, () => {
        const byAttribute = new Map<string, number>();
        return (attribute) => inside(byAttribute, attribute, () => of(register, `${kind}.${attribute}`, role));
      });
    },
  };
}

/** What a map holds under a key, made when it holds nothing yet. */
function inside<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Whether it is the community's own word, which no department's overrules. */
export function isOwnWord(authority: number): boolean {
  return authority >= OWN_AUTHORITY;
}

/**
 * Authority in steps: the community's own word, whose business the value is (80 and more), who has it at hand (55 and more), and the rest.
 * Within one standing a newer word about what changes in life beats an older one.
 */
export function standing(authority: number): number {
  return isOwnWord(authority) ? 3 : authority >= 80 ? 2 : authority >= 55 ? 1 : 0;
}
