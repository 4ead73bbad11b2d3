/** Whether the values chosen for an element are the true ones. */
import type { Aligned } from "./align.ts";
import { type AddressFront, agrees, type Line, squash } from "./tables.ts";
import { type Tally, tallyOf } from "./tally.ts";

export interface GoldenScore {
  readonly truthValues: number;
  /** Right ones among the true values. */
  readonly accuracy: number;
  /** The same among values that at least one row states; null where nothing is observable or that is not kept. */
  readonly accuracyObservable: number | null;
  readonly stated: number;
  readonly wrongRate: number;
  readonly missing: number;
}

/** What a person is asked for. */
export const PERSON_ATTRIBUTES =
  "name formerName foreignName sex birthDate ethnicity nationality idType idNumber maritalStatus education politicalStatus phone registeredAddress relationToHead employer householdNumber residencyType".split(
    " ",
  );
/** Scores each attribute and, as `_all`, all of them. */
export function goldenScore(
  aligned: readonly Aligned[],
  truth: ReadonlyMap<string, Line>,
  elements: ReadonlyMap<string, Line>,
  attributes: readonly string[],
  observable: ReadonlySet<string> | null,
  front: AddressFront,
): Record<string, GoldenScore> {
  const best = bestElements(aligned);
  const seen = new Set(aligned.map(({ truthId }) => truthId));
  const scores: Record<string, GoldenScore> = {};
  const all = { truth: 0, right: 0, seen: 0, seenRight: 0, stated: 0, wrong: 0, missing: 0 };
  for (const attribute of attributes) {
    const n = { truth: 0, right: 0, seen: 0, seenRight: 0, stated: 0, wrong: 0, missing: 0 };
    for (const truthId of seen) {
      const line = truth.get(truthId) as Line;
      const said = elements.get(best.get(truthId) ?? "")?.[attribute] ?? "";
      const right = agrees(attribute, line, said, front);
      const stated = squash(said) !== "";
      if (line[attribute]) {
        n.truth++;
        if (right) n.right++;
        if (!stated) n.missing++;
        if (observable === null || observable.has(`${truthId}\t${attribute}`)) {
          n.seen++;
          if (right) n.seenRight++;
        }
      }
      if (stated) {
        n.stated++;
        if (!right) n.wrong++;
      }
    }
    if (n.truth === 0 && n.stated === 0) continue;
    scores[attribute] = goldenOf(n);
    for (const name of Object.keys(all) as (keyof typeof all)[]) all[name] += n[name];
  }
  scores._all = goldenOf(all);
  return scores;
}

function goldenOf(n: {
  truth: number;
  right: number;
  seen: number;
  seenRight: number;
  stated: number;
  wrong: number;
  missing: number;
}): GoldenScore {
  return {
    truthValues: n.truth,
    accuracy: n.right / Math.max(1, n.truth),
    accuracyObservable: n.seen ? n.seenRight / n.seen : null,
    stated: n.stated,
    wrongRate: n.wrong / Math.max(1, n.stated),
    missing: n.missing,
  };
}

/** The element that holds most of a truth's mentions, among the elements that are mostly of this truth. */
function bestElements(aligned: readonly Aligned[]): Map<string, string> {
  const ofElement = new Map<string, Tally>();
  for (const { truthId, elementId } of aligned) if (elementId !== null) tallyOf(ofElement, elementId).add(truthId);
  const back = new Map<string, Tally>();
  for (const [element, tally] of ofElement) {
    const truthId = tally.largest();
    tallyOf(back, truthId).add(element, tally.counts.get(truthId) as number);
  }
  return new Map([...back].map(([truthId, tally]) => [truthId, tally.largest()]));
}

/** `truth id\tattribute` where at least one row states the true value, or it follows from what is stated. */
export function observables(values: readonly Line[], truth: ReadonlyMap<string, Line>, front: AddressFront): Set<string> {
  const seen = new Set<string>();
  for (const line of values) {
    const truthId = line.truth_id ?? "";
    const person = truth.get(truthId) as Line;
    for (const attribute of PERSON_ATTRIBUTES)
      if (line[attribute] && agrees(attribute, person, line[attribute], front)) seen.add(`${truthId}\t${attribute}`);
    if (line.idNumber) {
      seen.add(`${truthId}\tidType`);
      if (line.idNumber === person.idNumber && person.idType === "111")
        for (const attribute of ["birthDate", "sex", "nationality"]) seen.add(`${truthId}\t${attribute}`);
    }
    seen.add(`${truthId}\tresidencyType`);
  }
  return seen;
}
