import { describe, expect, it } from "vitest";
import type { ClassComparison } from "./classes.ts";
import { fitPersonModel } from "./fit-person-model.ts";
import { type ErrorRates, makeWorld, USUAL_ERRORS } from "./made-up-world.ts";

function fitted(errors: ErrorRates): ClassComparison[] {
  return fitPersonModel(makeWorld(5, 900, errors).mentions);
}

/** Probability of a level among pairs of one person. */
function same(model: readonly ClassComparison[], attribute: string, level: string): number {
  const comparison = model.find((it) => it.attribute === attribute) as ClassComparison;
  return comparison.probabilities[0][comparison.levels.indexOf(level)] as number;
}

describe("fitPersonModel", () => {
  const usual = fitted(USUAL_ERRORS);

  it("gives probabilities of one person's pairs that sum to one inside a group of levels", () => {
    for (const { attribute, probabilities, groups } of usual) {
      const sums = new Map<number, number>();
      probabilities[0].forEach((probability, level) => {
        if (level > 0) sums.set(groups?.[level] ?? 0, (sums.get(groups?.[level] ?? 0) ?? 0) + probability);
      });
      for (const [group, sum] of sums) expect(sum, `${attribute} ${group}`).toBeGreaterThan(0.9);
      for (const [group, sum] of sums) expect(sum, `${attribute} ${group}`).toBeLessThan(1.1);
    }
  });

  it("recovers that names are written with more slips", () => {
    const careless = fitted({ ...USUAL_ERRORS, nameTypo: 0.3 });
    expect(same(careless, "name", "exact")).toBeLessThan(same(usual, "name", "exact") - 0.1);
  });

  it("recovers that people changed their phones", () => {
    const moved = fitted({ ...USUAL_ERRORS, phoneOther: 0.6 });
    expect(same(moved, "phone", "same")).toBeLessThan(same(usual, "phone", "same") - 0.1);
  });

  it("does not depend on the order of mentions", () => {
    const { mentions } = makeWorld(6, 200);
    expect(fitPersonModel([...mentions].reverse())).toEqual(fitPersonModel(mentions));
  });
});
