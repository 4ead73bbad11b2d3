import { describe, expect, test } from "vitest";
import type { RankedValue } from "./choose-golden.ts";
import { deriveResidency } from "./derive-residency.ts";

const locality = { province: "浙江省", county: "义乌市", township: "柳溪街道" };

function stated(value: string, valid = true): RankedValue {
  const claim = { value, valid, derived: false, plausible: true, source: "s", authority: 50, asOf: "2025", mentionId: "m", column: 3 };
  return { value, valid, claims: [claim], reason: "only-value" };
}

function residency(evidence: { nationality?: string; idType?: string; registeredAddress?: string }): string | undefined {
  const of = (value: string | undefined) => (value === undefined ? undefined : stated(value));
  return deriveResidency(
    { nationality: of(evidence.nationality), idType: of(evidence.idType), registeredAddress: of(evidence.registeredAddress) },
    locality,
  )?.value;
}

describe("deriveResidency", () => {
  test.each([
    [{ nationality: "YEM" }, "foreign"],
    [{ nationality: "CHN", idType: "511" }, "foreign"],
    [{ idType: "414" }, "foreign"],
    [{ idType: "111", registeredAddress: "四川省南充市仪陇县王店镇胜利村1组21号" }, "migrant"],
    [{ registeredAddress: "浙江省义乌市柳溪街道青枫花园3幢2单元501室" }, "permanent"],
    [{ idType: "111" }, undefined],
    [{}, undefined],
  ])("%o is %s", (evidence, expected) => {
    expect(residency(evidence)).toBe(expected);
  });

  test("the cell that tells is the origin", () => {
    expect(deriveResidency({ nationality: stated("YEM"), idType: undefined, registeredAddress: undefined }, locality)).toMatchObject({
      mentionId: "m",
      column: 3,
      derived: true,
    });
  });
});
