import type { CommunityKeys } from "#access";
import { attributeOf } from "#vocabulary";
import type { ElementKind } from "#vocabulary/contract";
import type { BuiltElement } from "./build-elements.ts";
import type { ChoiceReason } from "./contract.ts";

/** A golden value as the element's document keeps it: short keys, since a community has millions of them. */
export interface GoldenEntry {
  /** The value; absent when it is an identifier and stands sealed. */
  readonly v?: string;
  /** Why it was chosen. */
  readonly r: ChoiceReason;
  /** Mention and column that it came from. */
  readonly m: string;
  readonly c: number;
  /** 1 when sources of equal standing disagree. */
  readonly d?: 1;
  /** 1 when it was read out of the identity number. */
  readonly x?: 1;
}

/** `element.golden` by attribute. */
export type GoldenDocument = Readonly<Record<string, GoldenEntry>>;

/** Splits an element's choices into what may stand in clear and the identifiers to be sealed. */
export function goldenDocument(element: BuiltElement): { golden: GoldenDocument; identifiers: Readonly<Record<string, string>> } {
  const golden: Record<string, GoldenEntry> = {};
  const identifiers: Record<string, string> = {};
  for (const [attribute, choice] of element.choices) {
    const best = choice.golden;
    if (best === null) continue;
    const claim = best.claims[0];
    if (claim === undefined) throw new Error(`the value chosen for ${attribute} has no claim`);
    const secret = isIdentifier(element.kind, attribute);
    if (secret) identifiers[attribute] = best.value;
    golden[attribute] = {
      ...(secret ? {} : { v: best.value }),
      r: best.reason,
      m: claim.mentionId,
      c: claim.column,
      ...(choice.disputed ? { d: 1 as const } : {}),
      ...(claim.derived ? { x: 1 as const } : {}),
    };
  }
  return { golden, identifiers };
}

/** True when the attribute's values are encrypted and found by keyed hash only. */
export function isIdentifier(kind: ElementKind, attribute: string): boolean {
  return attributeOf(kind, attribute)?.sensitivity === "identifier";
}

/** The golden values by attribute, identifiers unsealed. */
export function openGolden(golden: GoldenDocument, sealed: Buffer | null, keys: CommunityKeys): Record<string, string> {
  const values: Record<string, string> = {};
  for (const attribute in golden) {
    const value = golden[attribute]?.v;
    if (value !== undefined) values[attribute] = value;
  }
  if (sealed !== null) Object.assign(values, JSON.parse(keys.unseal(sealed)) as Record<string, string>);
  return values;
}
