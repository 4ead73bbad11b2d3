import { factsOfIdNumber, startsWithSurname } from "#vocabulary";
import type { ElementKind } from "#vocabulary/contract";
import type { AuthorityTable } from "./authority.ts";
import type { Claim, RankedValue } from "./choose-golden.ts";
import { dayOfRecord } from "./day-of-record.ts";
import type { MentionInHand } from "./in-hand.ts";

/**
 * Everything that the mentions of one element claim, by attribute.
 *
 * @param mentions of one element
 * @param current with true, only mentions that departments still stand by; with false, only what is history
 */
export function claimsOf(
  kind: ElementKind,
  mentions: readonly MentionInHand[],
  authority: AuthorityTable,
  current: boolean,
): Map<string, Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const mention of mentions) {
    const { table, role, id: mentionId } = mention;
    const { source } = table;
    if (table.current !== current) continue;
    const asOf = dayOfRecord(mention);
    const authorityOf = authority.within(table.register, kind, role);
    mention.eachValue((attribute, value, valid, column, position) => {
      const plausible = !isName(kind, attribute) || startsWithSurname(value);
      const weight = authorityOf(attribute);
      const claim = { value, valid, derived: false, plausible, source, authority: weight, asOf, mentionId, column, position };
      const list = claims.get(attribute);
      if (list === undefined) claims.set(attribute, [claim]);
      else list.push(claim);
    });
  }
  return claims;
}

function isName(kind: ElementKind, attribute: string): boolean {
  return (kind === "person" && attribute === "name") || attribute === "legalRepresentative";
}

/** The authority of what an identity number itself says: nobody who types a date beside it knows better. */
const AUTHORITY_OF_NUMBER = 100;

/** Adds what the chosen identity number says: birth date and sex, each with the cell of the number as its origin. */
export function addDerivedClaims(claims: Map<string, Claim[]>, idNumber: RankedValue | null): void {
  if (idNumber === null) return;
  const facts = factsOfIdNumber(idNumber.value);
  const origin = idNumber.claims[0];
  if (facts === null || origin === undefined) return;
  for (const [attribute, value] of [
    ["birthDate", facts.birthDate],
    ["sex", facts.sex],
  ] as const) {
    const list = claims.get(attribute) ?? [];
    claims.set(attribute, list);
    list.push({ ...origin, value, valid: true, derived: true, plausible: true, authority: AUTHORITY_OF_NUMBER });
  }
}
