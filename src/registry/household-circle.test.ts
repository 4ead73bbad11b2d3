import { describe, expect, test } from "vitest";
import { householdCircle, relationTo } from "./household-circle.ts";
import type { StoredRelation } from "./people.ts";

function states(relation: string, from: string, to: string, detail = "subject", preferred = true): StoredRelation {
  return { relation, from, to, detail, preferred, validFrom: null };
}

const family = [
  states("memberOf", "grandmother", "H", "50"),
  states("memberOf", "father", "H", "01"),
  states("memberOf", "mother", "H", "12"),
  states("memberOf", "son", "H", "20"),
];
const sexes: Record<string, string> = { father: "1", mother: "2", son: "1", grandmother: "2" };
const circleOf = (...more: StoredRelation[]) =>
  householdCircle(
    [...family, ...more],
    () => undefined,
    (dwelling) => !dwelling.startsWith("open"),
  );

describe("householdCircle", () => {
  test("members stand in the order of their relation to the head", () => {
    expect(
      circleOf()
        .members("H")
        .map((member) => member.person),
    ).toEqual(["father", "mother", "son", "grandmother"]);
    expect(circleOf().headOf("H")).toBe("father");
    expect(circleOf().householdOf("son")).toBe("H");
  });

  test("parents and spouses follow from the household, and only where they do", () => {
    const circle = circleOf();
    const sexOf = (person: string) => sexes[person];
    expect(circle.relative("son", "father", sexOf)).toBe("father");
    expect(circle.relative("son", "mother", sexOf)).toBe("mother");
    expect(circle.relative("mother", "spouse", sexOf)).toBe("father");
    expect(circle.relative("son", "spouse", sexOf)).toBeUndefined();
    expect(circle.relative("grandmother", "father", sexOf)).toBeUndefined();
  });

  test("whom a row names wins over whom the household suggests", () => {
    expect(circleOf(states("guardianOf", "aunt", "son")).relative("son", "guardian", () => undefined)).toBe("aunt");
  });

  test("people live where a row says, else where they are registered", () => {
    const circle = circleOf(
      states("livesIn", "son", "flat"),
      states("registeredIn", "son", "old"),
      states("registeredIn", "father", "old"),
    );
    expect(circle.homeOf("son")).toBe("flat");
    expect(circle.homeOf("father")).toBe("old");
    expect(circle.homeOf("mother")).toBeUndefined();
  });

  test("a home that the family lets to others is not where they live, unless nothing else is known", () => {
    const lets = states("owns", "father", "let", "landlord");
    expect(circleOf(lets, states("livesIn", "mother", "let"), states("registeredIn", "mother", "home")).homeOf("mother")).toBe("home");
    expect(circleOf(lets, states("livesIn", "mother", "let")).homeOf("mother")).toBe("let");
    expect(circleOf(lets, states("livesIn", "tenant", "let")).homeOf("tenant")).toBe("let");
  });

  test("an address that nobody could complete gives way to a registered one", () => {
    expect(circleOf(states("livesIn", "son", "open 1-2-101"), states("registeredIn", "son", "home")).homeOf("son")).toBe("home");
    expect(circleOf(states("livesIn", "son", "open 1-2-101")).homeOf("son")).toBe("open 1-2-101");
  });
});

describe("relationTo", () => {
  test.each([
    ["01", "20", "20"],
    ["12", "01", "10"],
    ["12", "30", "30"],
    ["20", "01", undefined],
  ])("an applicant %s sees a member %s as %s", (applicant, member, expected) => {
    expect(relationTo(applicant, member)).toBe(expected);
  });
});
