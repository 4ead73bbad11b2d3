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
 * The relations that start from an element, each with the strongest row that states it. Among several of one kind the one of highest
 * standing is preferred, then the latest. A home that somebody lets to others is never taken for where they live.
 *
 * @param element its id
 * @param records mentions by record, for every record that names it
 */
export function relationsFrom(element: string, records: Iterable<readonly MentionInHand[]>, authority: AuthorityTable): BuiltRelation[] {
  const stated = new Map<Relation, Statement[]>();
  const letOut = new Set<string>();
  for (const mentions of records) {
    // Whoever stands alone in a row is related to nobody by it.
    if (mentions.length < 2 || !mentions[0]?.table.current) continue;
    for (const from of mentions) {
      if (from.nowElementId !== element) continue;
      for (const statement of statementsFrom(from, mentions, authority)) {
        const { relation, to, detail } = statement;
        if (relation === Relation.owns && detail === LANDLORD) letOut.add(to);
        const list = stated.get(relation);
        if (list) list.push(statement);
        else stated.set(relation, [statement]);
      }
    }
  }
  return [...stated.values()].flatMap((statements) => preferOne(statements, letOut));
}

const LANDLORD = "landlord";

/** What a row states of one of its mentions and the others. */
function statementsFrom(from: MentionInHand, mentions: readonly MentionInHand[], authority: AuthorityTable): Statement[] {
  const statements: Statement[] = [];
  const { kind, role, table, recordId, nowElementId } = from;
  let said: Said | undefined;
  for (const { relation, authority: attribute, to: side } of rulesFrom(kind, role)) {
    for (const other of mentions) {
      if (other.nowElementId === nowElementId || !isSide(side, other.kind, other.role)) continue;
      said ??= saidBy(from);
      statements.push({
        relation,
        from: nowElementId,
        to: other.nowElementId,
        detail: said.detail,
        authority: authority.of(table.register, attribute, role),
        asOf: said.asOf,
        validFrom: said.validFrom,
        recordId,
      });
    }
  }
  return statements;
}

/** What every relation that a row states of a mention has in common. */
type Said = Pick<Statement, "detail" | "asOf" | "validFrom">;

function saidBy(mention: MentionInHand): Said {
  let detail: string = mention.role;
  let validFrom: string | null = null;
  mention.eachValue((attribute, value, valid, _column, position) => {
    if (position > 0) return;
    if (attribute === "relationToHead") detail = value;
    else if (attribute === "arrivalDate" && valid && /^\d{4}-\d\d-\d\d$/.test(value)) validFrom = value;
  });
  return { detail, asOf: dayOfRecord(mention), validFrom };
}

/** By kind and role, the rules of which a mention is the first side: a city's records ask for them a million times. */
const rulesOfSide = new Map<ElementKind, Map<MentionRole, readonly RelationRule[]>>();

function rulesFrom(kind: ElementKind, role: MentionRole): readonly RelationRule[] {
  const ofKind = rulesOfSide.get(kind) ?? new Map<MentionRole, readonly RelationRule[]>();
  rulesOfSide.set(kind, ofKind);
  let rules = ofKind.get(role);
  if (rules === undefined) {
    rules = relationRules.filter(({ from }) => isSide(from, kind, role));
    ofKind.set(role, rules);
  }
  return rules;
}

function isSide(side: RelationRule["from"], kind: ElementKind, role: MentionRole): boolean {
  return kind === side.kind && side.roles.includes(role);
}

function preferOne(statements: Statement[], letOut: ReadonlySet<string>): BuiltRelation[] {
  if (statements.length > 1) statements.sort(compareStatements);
  const strongest = new Map<string, Statement>();
  for (const statement of statements) if (!strongest.has(statement.to)) strongest.set(statement.to, statement);
  const lives = (it: Statement) => it.relation !== Relation.livesIn || !letOut.has(it.to);
  const preferred = [...strongest.values()].find(lives);
  return [...strongest.values()].map((it) => {
    const { relation, from, to, validFrom, recordId } = it;
    // The strongest row may only call them the owner: that they let it must not be lost.
    const detail = relation === Relation.owns && letOut.has(to) ? LANDLORD : it.detail;
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
