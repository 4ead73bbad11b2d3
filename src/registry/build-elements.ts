import { type Address, ElementKind } from "#vocabulary/contract";
import type { AuthorityTable } from "./authority.ts";
import { type Choice, type Claim, chooseGolden } from "./choose-golden.ts";
import { addDerivedClaims, claimsOf } from "./claims.ts";
import { deriveNationality, deriveResidency } from "./derive-residency.ts";
import { type GoldenRules, rulesFor } from "./golden-rules.ts";
import type { MentionInHand } from "./in-hand.ts";
import { type Relation, relationRules } from "./relations.ts";

/** What is chosen for one element, before it is written. */
export interface BuiltElement {
  readonly id: string;
  readonly kind: ElementKind;
  readonly current: boolean;
  /** By attribute. */
  readonly choices: ReadonlyMap<string, Choice>;
}

/** A relation between two elements with the best row that states it. */
export interface BuiltRelation {
  readonly relation: Relation;
  readonly from: string;
  readonly to: string;
  /** Code of the relation to the head, or the role by which the row names the element. */
  readonly detail: string;
  readonly preferred: boolean;
  readonly validFrom: string | null;
  readonly recordId: string;
}

/** Attributes that hold on the day of a record only and are never golden. */
const VOLATILE: ReadonlySet<string> = new Set(["age"]);

/** Chooses the golden values of one element. */
export function buildElement(
  id: string,
  mentions: readonly MentionInHand[],
  authority: AuthorityTable,
  rules: GoldenRules,
  locality: Address,
): BuiltElement {
  const kind = (mentions[0] as MentionInHand).kind;
  const current = mentions.some((mention) => mention.table.current);
  const claims = claimsOf(kind, mentions, authority, true);
  const choices = new Map<string, Choice>();
  if (kind === ElementKind.person) {
    const idClaims = claims.get("idNumber");
    addDerivedClaims(claims, idClaims ? chooseGolden(idClaims, rulesFor(rules, kind, "idNumber")).golden : null);
  }
  for (const [attribute, list] of [...claims].sort(([left], [right]) => (left < right ? -1 : 1))) {
    if (!VOLATILE.has(attribute)) choices.set(attribute, chooseGolden(list, rulesFor(rules, kind, attribute)));
  }
  if (kind === ElementKind.person) {
    const golden = (attribute: string) => choices.get(attribute)?.golden ?? null;
    const add = (attribute: string, claim: Claim | null) => {
      if (claim && golden(attribute) === null)
        choices.set(attribute, chooseGolden([claim, ...(claims.get(attribute) ?? [])], rulesFor(rules, kind, attribute)));
    };
    add("residencyType", deriveResidency(golden, locality));
    add("nationality", deriveNationality(golden));
  }
  return { id, kind, current, choices };
}

interface Statement {
  readonly to: string;
  readonly detail: string;
  readonly authority: number;
  readonly asOf: string;
  readonly validFrom: string | null;
  readonly recordId: string;
}

/**
 * The relations that start from the given elements, each with the strongest row that states it; among several of one kind
 * the preferred one has the highest authority, then the latest day.
 *
 * @param records mentions by record id, for every record that names one of the elements
 * @param elementOf element id of a mention
 * @param wanted ids of the elements from which relations are asked
 */
export function buildRelations(
  records: Iterable<readonly MentionInHand[]>,
  elementOf: (mention: MentionInHand) => string,
  wanted: ReadonlySet<string>,
  authority: AuthorityTable,
): BuiltRelation[] {
  const statements = new Map<string, Statement[]>();
  for (const mentions of records) {
    if (!mentions[0]?.table.current) continue;
    for (const rule of relationRules) {
      for (const from of mentions) {
        if (from.kind !== rule.from.kind || !rule.from.roles.includes(from.role) || !wanted.has(elementOf(from))) continue;
        for (const to of mentions) {
          if (to === from || to.kind !== rule.to.kind || !rule.to.roles.includes(to.role)) continue;
          const key = `${rule.relation} ${elementOf(from)}`;
          const list = statements.get(key) ?? [];
          statements.set(key, list);
          list.push({
            to: elementOf(to),
            detail: from.values.relationToHead?.[0]?.value ?? from.role,
            authority: authority.of(from.table.register, rule.authority, from.role),
            asOf: from.table.asOf,
            validFrom: from.values.arrivalDate?.[0]?.value.match(/^\d{4}-\d\d-\d\d$/)?.[0] ?? null,
            recordId: from.recordId,
          });
        }
      }
    }
  }
  return [...statements].flatMap(([key, list]) => preferOne(key, list));
}

function preferOne(key: string, statements: Statement[]): BuiltRelation[] {
  const [relation, from] = key.split(" ") as [Relation, string];
  statements.sort(
    (left, right) =>
      right.authority - left.authority ||
      (left.asOf < right.asOf ? 1 : left.asOf > right.asOf ? -1 : 0) ||
      (left.recordId < right.recordId ? -1 : 1),
  );
  const seen = new Set<string>();
  const built: BuiltRelation[] = [];
  for (const statement of statements) {
    if (seen.has(statement.to) || statement.to === from) continue;
    seen.add(statement.to);
    const { to, detail, validFrom, recordId } = statement;
    built.push({ relation, from, to, detail, preferred: built.length === 0, validFrom, recordId });
  }
  return built;
}
