import { describe, expect, test } from "vitest";
import type { RankedValue } from "./choose-golden.ts";
import { deriveNationality, deriveResidency } from "./derive-residency.ts";

const locality = { province: "浙江省", county: "义乌市", township: "柳溪街道" };

function stated(value: string): RankedValue {
  const claim = {
    value,
    valid: true,
    derived: false,
    plausible: true,
    source: "s",
    authority: 50,
    asOf: "2025",
    mentionId: "m",
    column: 3,
    position: 0,
  };
  return { value, valid: true, claims: [claim], reason: "only-value" };
}

function goldenOf(values: Readonly<Record<string, string>>) {
  return (attribute: string) => (values[attribute] === undefined ? null : stated(values[attribute]));
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
    expect(deriveResidency(goldenOf(evidence as Record<string, string>), locality)?.value).toBe(expected);
  });

  test("the cell that tells is the origin", () => {
    expect(deriveResidency(goldenOf({ nationality: "YEM" }), locality)).toMatchObject({ mentionId: "m", column: 3, derived: true });
  });
});

describe("deriveNationality", () => {
  test.each([
    ["permanent", "CHN"],
    ["migrant", "CHN"],
    ["foreign", undefined],
  ])("%s residents: %s", (residencyType, expected) => {
    expect(deriveNationality(goldenOf({ residencyType }))?.value).toBe(expected);
  });
});
