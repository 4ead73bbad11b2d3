import { isOwnWord, standing } from "./authority.ts";
import { ChoiceReason } from "./contract.ts";
import type { Rule } from "./golden-rules.ts";

/** One cell that claims a value for an attribute of an element. */
export interface Claim {
  readonly value: string;
  readonly valid: boolean;
  /** Read out of an identity number rather than stated. */
  readonly derived: boolean;
  /** False for a name that does not begin with a surname. */
  readonly plausible: boolean;
  /** The department (or, unknown, the file) that speaks: two tables of one department are one source. */
  readonly source: string;
  /** 0–100: whose business the value is. */
  readonly authority: number;
  /** ISO day of which the source speaks. */
  readonly asOf: string;
  /** Id of the mention and index of the cell that the claim was read from. */
  readonly mentionId: string;
  readonly column: number;
  /** Place among several values of the same cell: people write their own phone first, then the family's. */
  readonly position: number;
}

/** A value with everybody who claims it. */
export interface RankedValue {
  readonly value: string;
  readonly valid: boolean;
  /** Strongest first. */
  readonly claims: readonly Claim[];
  /** Why it won, or by which rule it lost against the winner. */
  readonly reason: ChoiceReason;
}

export interface Choice {
  /** Null when no value holds by its own standard: what is wrong is shown, and asked again, but never passed on. */
  readonly golden: RankedValue | null;
  readonly others: readonly RankedValue[];
  /** True when nothing but the number of voices, or nothing at all, tells the winner from the next valid value. */
  readonly disputed: boolean;
}

/** Every value of a choice, the golden one first. */
export function valuesOf(choice: Choice): readonly RankedValue[] {
  const { golden, others } = choice;
  if (golden === null) return others;
  return others.length === 0 ? [golden] : [golden, ...others];
}

interface Candidate {
  readonly value: string;
  readonly claims: Claim[];
  readonly valid: boolean;
  readonly derived: boolean;
  readonly plausible: boolean;
  readonly sources: number;
  readonly authority: number;
  readonly asOf: string;
  readonly position: number;
}

/**
 * Chooses one value among the claims, by the attribute's rules in their order. A value that does not hold by its own standard is never chosen.
 * The result depends on the set of claims only, never on their order.
 *
 * @param claims not empty
 */
export function chooseGolden(claims: readonly Claim[], rules: readonly Rule[]): Choice {
  const agreed = agreedValue(claims);
  if (agreed !== null) return { golden: agreed.valid ? agreed : null, others: agreed.valid ? [] : [agreed], disputed: false };
  const ranked = candidatesOf(claims).sort((left, right) => decide(left, right, rules).order);
  const [best, runnerUp] = ranked;
  if (best === undefined) throw new Error("chooseGolden needs at least one claim");
  const winner = best.valid ? best : null;
  const losers = winner === null ? ranked : ranked.slice(1);
  const decisive = runnerUp === undefined ? ChoiceReason.onlyValue : decide(best, runnerUp, rules).reason;
  return {
    golden: winner && { value: winner.value, valid: true, claims: winner.claims, reason: decisive },
    others: losers.map((loser) => ({
      value: loser.value,
      valid: loser.valid,
      claims: loser.claims,
      reason: loser.valid ? decide(best, loser, rules).reason : ChoiceReason.valid,
    })),
    disputed:
      runnerUp?.valid === true &&
      (decisive === ChoiceReason.agreement || decisive === ChoiceReason.tie) &&
      best.position === runnerUp.position,
  };
}

/** The value when all claims state the same one, as most do; null when they differ. No rule has to be asked then. */
function agreedValue(claims: readonly Claim[]): RankedValue | null {
  const [first] = claims;
  if (first === undefined) return null;
  let { valid } = first;
  for (const claim of claims) {
    if (claim.value !== first.value) return null;
    valid ||= claim.valid;
  }
  return { value: first.value, valid, claims: strongestFirst(claims), reason: valid ? ChoiceReason.onlyValue : ChoiceReason.valid };
}

/** Most values are claimed once or by few: they are put into their places one by one. */
function strongestFirst(claims: readonly Claim[]): readonly Claim[] {
  if (claims.length === 1) return claims;
  if (claims.length > FEW) return claims.toSorted(compareClaims);
  const sorted: Claim[] = [];
  for (const claim of claims) {
    let at = sorted.length;
    for (; at > 0 && compareClaims(sorted[at - 1] as Claim, claim) > 0; at -= 1) sorted[at] = sorted[at - 1] as Claim;
    sorted[at] = claim;
  }
  return sorted;
}

const FEW = 10;

function candidatesOf(claims: readonly Claim[]): Candidate[] {
  const byValue = new Map<string, Claim[]>();
  for (const claim of claims) {
    const same = byValue.get(claim.value);
    if (same) same.push(claim);
    else byValue.set(claim.value, [claim]);
  }
  return [...byValue].map(([value, same]) => ({
    value,
    claims: same.sort(compareClaims),
    valid: same.some((claim) => claim.valid),
    derived: same.some((claim) => claim.derived),
    plausible: same.some((claim) => claim.plausible),
    sources: new Set(same.map((claim) => claim.source)).size,
    authority: Math.max(...same.map((claim) => claim.authority)),
    asOf: same.reduce(latest, ""),
    position: Math.min(...same.map((claim) => claim.position)),
  }));
}

function latest(day: string, claim: Claim): string {
  return compareText(claim.asOf, day) > 0 ? claim.asOf : day;
}

/** Strongest claim first; the last keys only make the order total. */
function compareClaims(left: Claim, right: Claim): number {
  return (
    Number(left.derived) - Number(right.derived) ||
    right.authority - left.authority ||
    compareText(right.asOf, left.asOf) ||
    compareText(left.mentionId, right.mentionId) ||
    left.column - right.column
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Negative order: left wins. */
function decide(left: Candidate, right: Candidate, rules: readonly Rule[]): { order: number; reason: ChoiceReason } {
  // Whatever an attribute's rules are, the community's own word comes first, the newest of several.
  if (isOwnWord(left.authority) || isOwnWord(right.authority)) {
    const own = Number(isOwnWord(right.authority)) - Number(isOwnWord(left.authority));
    return { order: own || compareText(newestClaim(right), newestClaim(left)), reason: ChoiceReason.decided };
  }
  for (const rule of rules) {
    const order = compareBy[rule](left, right);
    if (order !== 0) return { order, reason: reasonOf[rule] };
  }
  return { order: left.position - right.position || compareText(left.value, right.value), reason: ChoiceReason.tie };
}

/** Ids of mentions tell when they were made. */
function newestClaim({ claims }: Candidate): string {
  return (
    claims
      .map(({ mentionId }) => mentionId)
      .sort()
      .at(-1) ?? ""
  );
}

const compareBy: Readonly<Record<Rule, (left: Candidate, right: Candidate) => number>> = {
  valid: (left, right) => Number(right.valid) - Number(left.valid),
  derived: (left, right) => Number(right.derived) - Number(left.derived),
  precise: (left, right) => precision(right.value) - precision(left.value),
  longest: (left, right) => right.value.length - left.value.length,
  plausible: (left, right) => Number(right.plausible) - Number(left.plausible),
  corroborated: (left, right) => Number(right.sources > 1) - Number(left.sources > 1),
  standing: (left, right) => standing(right.authority) - standing(left.authority),
  authority: (left, right) => right.authority - left.authority,
  recency: (left, right) => compareText(right.asOf, left.asOf),
  agreement: (left, right) => right.sources - left.sources || right.claims.length - left.claims.length,
};

/** Days are more precise than months, months than years; everything that is no reduced date is precise. */
function precision(value: string): number {
  if (/^\d{4}$/.test(value)) return 0;
  return /^\d{4}-\d{2}$/.test(value) ? 1 : 2;
}

const reasonOf: Readonly<Record<Rule, ChoiceReason>> = {
  valid: ChoiceReason.valid,
  derived: ChoiceReason.derived,
  precise: ChoiceReason.precise,
  longest: ChoiceReason.precise,
  plausible: ChoiceReason.plausible,
  corroborated: ChoiceReason.corroborated,
  standing: ChoiceReason.authority,
  authority: ChoiceReason.authority,
  recency: ChoiceReason.recency,
  agreement: ChoiceReason.agreement,
};
