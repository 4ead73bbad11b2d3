import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Claim, chooseGolden, valuesOf } from "./choose-golden.ts";
import { loadGoldenRules, type Rule, rulesFor } from "./golden-rules.ts";

const standard: Rule[] = ["valid", "derived", "precise", "corroborated", "authority", "recency", "agreement"];

let next = 0;
function claim(value: string, more: Partial<Claim> = {}): Claim {
  next += 1;
  return {
    value,
    valid: true,
    derived: false,
    plausible: true,
    source: `department ${next}`,
    authority: 50,
    asOf: "2025-01-01",
    mentionId: `mention ${next}`,
    column: 0,
    position: 0,
    ...more,
  };
}

describe("chooseGolden", () => {
  test("an invalid value never wins over a valid one, however high its authority and however many state it", () => {
    const choice = chooseGolden(
      [
        claim("wrong", { valid: false, authority: 100, asOf: "2030-01-01" }),
        claim("wrong", { valid: false }),
        claim("right", { authority: 1 }),
      ],
      standard,
    );
    expect(choice.golden?.value).toBe("right");
    expect(choice.golden?.reason).toBe("valid");
    expect(choice.others[0]?.reason).toBe("valid");
  });

  test("two departments that agree beat one of higher authority, which then is told as outvoted", () => {
    const choice = chooseGolden(
      [claim("斯琪", { authority: 95 }), claim("诗琪", { authority: 40 }), claim("诗琪", { authority: 60 })],
      standard,
    );
    expect(choice.golden?.value).toBe("诗琪");
    expect(choice.others).toMatchObject([{ value: "斯琪", reason: "corroborated" }]);
  });

  test("two rows of one department are one voice", () => {
    const choice = chooseGolden(
      [claim("a", { authority: 95 }), claim("b", { authority: 40, source: "clinic" }), claim("b", { authority: 40, source: "clinic" })],
      standard,
    );
    expect(choice.golden?.value).toBe("a");
    expect(choice.golden?.reason).toBe("authority");
  });

  test("at equal authority the later source wins, and that is no dispute", () => {
    const choice = chooseGolden([claim("old", { asOf: "2021-05-27" }), claim("new", { asOf: "2025-03" })], standard);
    expect(choice.golden?.value).toBe("new");
    expect(choice.golden?.reason).toBe("recency");
    expect(choice.disputed).toBe(false);
  });

  test("a full date beats the same date without its day", () => {
    expect(chooseGolden([claim("1991-04", { authority: 90 }), claim("1991-04-14")], standard).golden?.value).toBe("1991-04-14");
  });

  test("what only the alphabet can decide is disputed", () => {
    const choice = chooseGolden([claim("a"), claim("b")], standard);
    expect(choice).toMatchObject({ disputed: true, golden: { value: "a", reason: "tie" } });
  });

  test("a value that does not hold is never golden, even alone", () => {
    expect(chooseGolden([claim("1390590969", { valid: false })], standard)).toMatchObject({
      golden: null,
      others: [{ value: "1390590969", reason: "valid" }],
    });
  });

  test("of two values in one cell the first is meant, and that is no dispute", () => {
    const choice = chooseGolden(
      [claim("13133089049", { position: 1, source: "s" }), claim("13695102349", { position: 0, source: "s" })],
      standard,
    );
    expect(choice).toMatchObject({ disputed: false, golden: { value: "13695102349" } });
  });

  test("the only value says so", () => {
    expect(chooseGolden([claim("a")], standard)).toMatchObject({ disputed: false, golden: { reason: "only-value" }, others: [] });
  });

  const arbitraryClaim = fc.record({
    value: fc.constantFrom("a", "b", "1991", "1991-04", "1991-04-14"),
    valid: fc.boolean(),
    derived: fc.boolean(),
    plausible: fc.boolean(),
    source: fc.constantFrom("police", "clinic", "civil"),
    authority: fc.constantFrom(10, 50, 90),
    asOf: fc.constantFrom("2021", "2024-12-31", "2025-06"),
    mentionId: fc.uuid(),
    column: fc.nat(5),
    position: fc.nat(2),
  });

  test("the order of the claims changes nothing, and none is lost", () => {
    fc.assert(
      fc.property(fc.array(arbitraryClaim, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), (claims, random) => {
        const shuffled = claims
          .map((it) => ({ it, key: random.next().value as number }))
          .sort((left, right) => left.key - right.key)
          .map(({ it }) => it);
        const choice = chooseGolden(claims, standard);
        expect(chooseGolden(shuffled, standard)).toEqual(choice);
        expect(valuesOf(choice).flatMap((ranked) => ranked.claims).length).toBe(claims.length);
        expect(choice.golden === null).toBe(claims.every((it) => !it.valid));
      }),
    );
  });
});

test("the project's own rules can be read, and say in what order a phone is chosen", async () => {
  const rules = await loadGoldenRules("departments");
  expect(rulesFor(rules, "person", "phone")[0]).toBe("valid");
  expect(rulesFor(rules, "person", "ethnicity")).toBe(rules.default);
});
