import { describe, expect, test } from "vitest";
import { type ConditionFacts, compileCondition } from "./condition.ts";

const facts: ConditionFacts = {
  person: { name: "王菊", birthDate: "1936-03-14", residencyType: "permanent", annualIncome: "1200.5", livingAlone: "true" },
  dwelling: { estate: "五爱新村" },
  household: {},
  householdSize: 2,
  registers: ["civil-affairs/old-age-allowance"],
};

function holds(source: string, asOf = "2025-06-30"): boolean {
  const compiled = compileCondition(source, asOf);
  if (!compiled.accepted) throw new Error(compiled.detail);
  return compiled.value(facts);
}

describe("compileCondition", () => {
  test.each([
    ['age >= 80 && residencyType == "permanent"', true],
    ["age == 89", true],
    ['birthDate >= "2018-09-01"', false],
    ["annualIncome < 2000.0", true],
    ["livingAlone && householdSize > 1", true],
    ['dwelling.estate == "五爱新村"', true],
    ['"civil-affairs/old-age-allowance" in registers', true],
    ['"phone" in known', false],
    ['!("phone" in known)', true],
    ['name.startsWith("王")', true],
  ])("%s is %s", (source, expected) => {
    expect(holds(source)).toBe(expected);
  });

  test("age is counted on the as-of day", () => {
    expect(holds("age >= 80", "2016-03-13")).toBe(false);
    expect(holds("age >= 80", "2016-03-14")).toBe(true);
  });

  test("what nobody knows matches neither a condition nor its opposite", () => {
    expect(holds('religion == "01"')).toBe(false);
    expect(holds('religion != "01"')).toBe(false);
    expect(holds('religion == "01" || age > 80')).toBe(true);
  });

  test.each(["age >=", "agee >= 80", 'age >= "80"', "age + 1", "[1,2].map(x, x)"])("%s is refused", (source) => {
    expect(compileCondition(source, "2025-06-30")).toMatchObject({ accepted: false, refusal: "condition-invalid" });
  });

  test("a condition too deep to be meant is refused", () => {
    expect(compileCondition(`${"(".repeat(60)}true${")".repeat(60)} ${"&& true ".repeat(400)}`, "2025-06-30").accepted).toBe(false);
  });
});
