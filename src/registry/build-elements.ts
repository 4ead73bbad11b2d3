import { type Address, ElementKind } from "#vocabulary/contract";
import type { AuthorityTable } from "./authority.ts";
import { type Choice, type Claim, chooseGolden } from "./choose-golden.ts";
import { addDerivedClaims, claimsOf } from "./claims.ts";
import { deriveNationality, deriveResidency } from "./derive-residency.ts";
import { type GoldenRules, rulesFor } from "./golden-rules.ts";
import type { MentionInHand } from "./in-hand.ts";
import { packStatements } from "./sealed-statements.ts";

/** What is chosen for one element, before it is written. */
export interface BuiltElement {
  readonly id: string;
  readonly kind: ElementKind;
  readonly current: boolean;
  /** Ids of all its mentions, oldest first. */
  readonly mentionIds: readonly string[];
  /** By attribute. */
  readonly choices: ReadonlyMap<string, Choice>;
  /** Of a person: what linkage compares of the mentions, in their order; null for other kinds. */
  readonly statements: string | null;
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
  for (const attribute of [...claims.keys()].sort()) {
    if (!VOLATILE.has(attribute)) choices.set(attribute, chooseGolden(claims.get(attribute) ?? [], rulesFor(rules, kind, attribute)));
  }
  if (kind === ElementKind.person) {
    const golden = (attribute: string) => choices.get(attribute)?.golden ?? null;
    const add = (attribute: string, derive: () => Claim | null) => {
      const claim = golden(attribute) === null ? derive() : null;
      if (claim !== null) choices.set(attribute, chooseGolden([claim, ...(claims.get(attribute) ?? [])], rulesFor(rules, kind, attribute)));
    };
    add("residencyType", () => deriveResidency(golden, locality));
    add("nationality", () => deriveNationality(golden));
  }
  const ordered = oldestFirst(mentions);
  const statements = kind === ElementKind.person ? packStatements(ordered) : null;
  return { id, kind, current, mentionIds: ordered.map((mention) => mention.id), choices, statements };
}

/** By id. Nearly always they are so already. */
function oldestFirst(mentions: readonly MentionInHand[]): readonly MentionInHand[] {
  for (let at = 1; at < mentions.length; at += 1)
    if ((mentions[at - 1] as MentionInHand).id > (mentions[at] as MentionInHand).id)
      return mentions.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  return mentions;
}
