import { type AuthorityTable, standing } from "./authority.ts";
import { dayOfRecord } from "./day-of-record.ts";
import type { MentionInHand } from "./in-hand.ts";
import { Relation, relationRules } from "./relations.ts";

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
  const byKind = new Map<string, Statement[]>();
  const letOut = new Set<string>();
  for (const mentions of records) {
    if (!mentions[0]?.table.current) continue;
    for (const statement of statementsOf(mentions, elementOf, wanted, authority)) {
      if (statement.relation === Relation.owns && statement.detail === "landlord") letOut.add(`${statement.from} ${statement.to}`);
      const key = `${statement.relation} ${statement.from}`;
      const list = byKind.get(key);
      if (list) list.push(statement);
      else byKind.set(key, [statement]);
    }
  }
  return [...byKind.values()].flatMap((statements) => preferOne(statements, letOut));
}

function* statementsOf(
  mentions: readonly MentionInHand[],
  elementOf: (mention: MentionInHand) => string,
  wanted: ReadonlySet<string>,
  authority: AuthorityTable,
): Generator<Statement> {
  for (const rule of relationRules) {
    for (const from of mentions) {
      if (from.kind !== rule.from.kind || !rule.from.roles.includes(from.role) || !wanted.has(elementOf(from))) continue;
      for (const to of mentions) {
        if (to.kind !== rule.to.kind || !rule.to.roles.includes(to.role) || elementOf(to) === elementOf(from)) continue;
        yield {
          relation: rule.relation,
          from: elementOf(from),
          to: elementOf(to),
          detail: from.values.relationToHead?.[0]?.value ?? from.role,
          authority: authority.of(from.table.register, rule.authority, from.role),
          asOf: dayOfRecord(from),
          validFrom: from.values.arrivalDate?.[0]?.value.match(/^\d{4}-\d\d-\d\d$/)?.[0] ?? null,
          recordId: from.recordId,
        };
      }
    }
  }
}

function preferOne(statements: Statement[], letOut: ReadonlySet<string>): BuiltRelation[] {
  statements.sort(
    (left, right) =>
      standing(right.authority) - standing(left.authority) ||
      compareText(right.asOf, left.asOf) ||
      right.authority - left.authority ||
      compareText(left.to, right.to) ||
      compareText(left.recordId, right.recordId),
  );
  const strongest = new Map<string, Statement>();
  for (const statement of statements) if (!strongest.has(statement.to)) strongest.set(statement.to, statement);
  const lives = (it: Statement) => it.relation !== Relation.livesIn || !letOut.has(`${it.from} ${it.to}`);
  const preferred = [...strongest.values()].find(lives);
  return [...strongest.values()].map((it) => {
    const { relation, from, to, validFrom, recordId } = it;
    // The strongest row may only call them the owner: that they let it must not be lost.
    const detail = relation === Relation.owns && letOut.has(`${from} ${to}`) ? "landlord" : it.detail;
    return { relation, from, to, detail, preferred: it === preferred, validFrom, recordId };
  });
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
