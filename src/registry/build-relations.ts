import type { ElementKind, MentionRole } from "#vocabulary/contract";
import { type AuthorityTable, standing } from "./authority.ts";
import { dayOfRecord } from "./day-of-record.ts";
import type { MentionInHand } from "./in-hand.ts";
import { Relation, type RelationRule, relationRules } from "./relations.ts";

/** A relation between two elements with the best row that states it. */
export interface BuiltRelation {
  readonly relation: Relation;
  readonly from: string;
  readonly to: string;
  /** Code of the relation to the head, or the role by which the row names the element. */
  readonly detail: string;
  /** The best of several of its kind from the same element: the home where somebody is taken to live now. */
  readonly preferred: boolean;
  readonly validFrom: string | null;
  readonly recordId: string;
}

interface Statement extends Omit<BuiltRelation, "preferred"> {
  readonly authority: number;
  readonly asOf: string;
}

/**
 * The relations that start from the given elements, each with the strongest row that states it. Among several of one kind the one of highest
 * standing is preferred, then the latest. A home that somebody lets to others is never taken for where they live.
 *
 * @param records mentions by record, for every record that names one of the elements
 * @param elementOf element id of a mention
 * @param wanted ids of the elements from which relations are asked
 */
export function buildRelations(
  records: Iterable<readonly MentionInHand[]>,
  elementOf: (mention: MentionInHand) => string,
  wanted: ReadonlySet<string>,
  authority: AuthorityTable,
): BuiltRelation[] {
  const stated = new Map<Relation, Map<string, Statement[]>>();
  const letOut = new Set<string>();
  for (const mentions of records) {
    // Whoever stands alone in a row is related to nobody by it.
    if (mentions.length < 2 || !mentions[0]?.table.current) continue;
    for (const statement of statementsOf(mentions, elementOf, wanted, authority)) {
      const { relation, from, to, detail } = statement;
      if (relation === Relation.owns && detail === LANDLORD) letOut.add(`${from} ${to}`);
      const byElement = stated.get(relation) ?? new Map<string, Statement[]>();
      stated.set(relation, byElement);
      const list = byElement.get(from);
      if (list) list.push(statement);
      else byElement.set(from, [statement]);
    }
  }
  const isLet = (from: string, to: string) => letOut.size > 0 && letOut.has(`${from} ${to}`);
  return [...stated.values()].flatMap((byElement) => [...byElement.values()].flatMap((statements) => preferOne(statements, isLet)));
}

const LANDLORD = "landlord";

/** A mention in a record, as the rules ask for it. */
interface Named {
  readonly mention: MentionInHand;
  readonly kind: ElementKind;
  readonly role: MentionRole;
  readonly element: string;
}

function statementsOf(
  mentions: readonly MentionInHand[],
  elementOf: (mention: MentionInHand) => string,
  wanted: ReadonlySet<string>,
  authority: AuthorityTable,
): Statement[] {
  const named = mentions.map((mention): Named => ({ mention, kind: mention.kind, role: mention.role, element: elementOf(mention) }));
  const statements: Statement[] = [];
  for (const rule of relationRules) {
    for (const from of named) {
      if (!isSide(rule.from, from) || !wanted.has(from.element)) continue;
      for (const to of named)
        if (isSide(rule.to, to) && to.element !== from.element) statements.push(statementOf(rule, from, to.element, authority));
    }
  }
  return statements;
}

function isSide(side: RelationRule["from"], { kind, role }: Named): boolean {
  return kind === side.kind && side.roles.includes(role);
}

function statementOf({ relation, authority: attribute }: RelationRule, from: Named, to: string, authority: AuthorityTable): Statement {
  const { mention, role, element } = from;
  const { table, values } = mention;
  const arrival = values.arrivalDate?.[0];
  return {
    relation,
    from: element,
    to,
    detail: values.relationToHead?.[0]?.value ?? role,
    authority: authority.of(table.register, attribute, role),
    asOf: dayOfRecord(mention),
    validFrom: arrival?.valid && /^\d{4}-\d\d-\d\d$/.test(arrival.value) ? arrival.value : null,
    recordId: mention.recordId,
  };
}

function preferOne(statements: Statement[], isLet: (from: string, to: string) => boolean): BuiltRelation[] {
  if (statements.length > 1) statements.sort(compareStatements);
  const strongest = new Map<string, Statement>();
  for (const statement of statements) if (!strongest.has(statement.to)) strongest.set(statement.to, statement);
  const lives = (it: Statement) => it.relation !== Relation.livesIn || !isLet(it.from, it.to);
  const preferred = [...strongest.values()].find(lives);
  return [...strongest.values()].map((it) => {
    const { relation, from, to, validFrom, recordId } = it;
    // The strongest row may only call them the owner: that they let it must not be lost.
    const detail = relation === Relation.owns && isLet(from, to) ? LANDLORD : it.detail;
    return { relation, from, to, detail, preferred: it === preferred, validFrom, recordId };
  });
}

/** The strongest first; the last keys only make the order total. */
function compareStatements(left: Statement, right: Statement): number {
  return (
    standing(right.authority) - standing(left.authority) ||
    compareText(right.asOf, left.asOf) ||
    right.authority - left.authority ||
    compareText(left.to, right.to) ||
    compareText(left.recordId, right.recordId)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
