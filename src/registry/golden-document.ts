import type { CommunityKeys } from "#access";
import { attributeOf } from "#vocabulary";
import type { ElementKind } from "#vocabulary/contract";
import type { BuiltElement } from "./build-elements.ts";
import { ChoiceReason } from "./contract.ts";

/** A golden value and where it came from. */
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

/** The golden values of an element by attribute. */
export type GoldenDocument = Readonly<Record<string, GoldenEntry>>;

/**
 * A golden value as `element.golden` keeps it: bare places, and no word that most share, since a community has millions of them.
 * `mention` is a place in `element.mention_ids`; the value is null when it stands sealed; the reason is left out when there was one value.
 */
type PackedEntry = readonly [value: string | null, mention: number, column: number, reason?: ChoiceReason, flags?: number];
/** `element.golden`: packed entries by attribute. */
export type PackedGolden = Readonly<Record<string, PackedEntry>>;

const DISPUTED = 1;
const DERIVED = 2;

/** What is stored of an element: its choices, and apart from them the identifiers to be sealed. */
export interface StoredGolden {
  /** {@link PackedGolden} as JSON, written at once: half a million documents are not made into objects first. */
  readonly golden: string;
  readonly identifiers: Readonly<Record<string, string>>;
}

/** Splits an element's choices into what may stand in clear and the identifiers to be sealed. */
export function goldenDocument(element: BuiltElement): StoredGolden {
  let golden = "";
  const identifiers: Record<string, string> = {};
  for (const [attribute, choice] of element.choices) {
    const best = choice.golden;
    if (best === null) continue;
    const claim = best.claims[0];
    if (claim === undefined) throw new Error(`the value chosen for ${attribute} has no claim`);
    const secret = isIdentifier(element.kind, attribute);
    if (secret) identifiers[attribute] = best.value;
    const mention = element.mentionIds.indexOf(claim.mentionId);
    const flags = (choice.disputed ? DISPUTED : 0) + (claim.derived ? DERIVED : 0);
    const reason = flags > 0 || best.reason !== USUAL_REASON ? `,"${best.reason}"` : "";
    const value = secret ? "null" : JSON.stringify(best.value);
    golden += `${golden === "" ? "{" : ","}"${attribute}":[${value},${mention},${claim.column}${reason}${flags > 0 ? `,${flags}` : ""}]`;
  }
  return { golden: golden === "" ? "{}" : `${golden}}`, identifiers };
}

const USUAL_REASON = ChoiceReason.onlyValue;

/** SQL for the mentions of an element as one text, for {@link unpackGolden}: the driver reads lists character by character. */
export const MENTION_LIST = "array_to_string(mention_ids, ' ') AS mention_ids";
const ID_LENGTH = 36;

/** The reverse of {@link goldenDocument}, identifiers left aside. `mentions` are the element's, with a blank between each two. */
export function unpackGolden(packed: PackedGolden, mentions: string): GoldenDocument {
  const golden: Record<string, GoldenEntry> = {};
  for (const attribute in packed) {
    const [value, mention, column, reason = USUAL_REASON, flags = 0] = packed[attribute] as PackedEntry;
    golden[attribute] = {
      ...(value === null ? {} : { v: value }),
      r: reason,
      m: mentions.slice(mention * (ID_LENGTH + 1), mention * (ID_LENGTH + 1) + ID_LENGTH),
      c: column,
      ...(flags & DISPUTED ? { d: 1 as const } : {}),
      ...(flags & DERIVED ? { x: 1 as const } : {}),
    };
  }
  return golden;
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
