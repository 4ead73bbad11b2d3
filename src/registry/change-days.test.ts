import fc from "fast-check";
import { expect, test } from "vitest";
import { changeDays, dayAfter } from "./change-days.ts";
import { type ConditionFacts, compileCondition } from "./condition.ts";

const day = fc
  .tuple(fc.integer({ min: 0, max: 800 }), fc.constantFrom("1935-12-01", "1944-02-20", "2023-11-15", "2024-02-15"))
  .map(([offset, from]) => dayAfter(from, offset));
const comparison = fc.constantFrom("<", "<=", ">", ">=", "==", "!=");
const atom = fc.oneof(
  fc.tuple(comparison, fc.integer({ min: 78, max: 90 })).map(([operator, years]) => `age ${operator} ${years}`),
  fc
    .tuple(comparison, fc.constantFrom("visaExpiryDate", "residencePermitExpiryDate"))
    .map(([operator, name]) => `${name} ${operator} asOf`),
  fc.tuple(comparison, day).map(([operator, written]) => `asOf ${operator} "${written}"`),
);
const condition = fc.letrec<{ whole: string }>((tie) => ({
  whole: fc.oneof(
    { depthSize: "small" },
    atom,
    fc.tuple(tie("whole"), fc.constantFrom("&&", "||"), tie("whole")).map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    tie("whole").map((inner) => `!(${inner})`),
  ),
})).whole;
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

test("between the days named, no condition changes its answer", () => {
  fc.assert(
    fc.property(
      condition,
      optional(
        fc.oneof(
          day,
          day.map((whole) => whole.slice(0, 7)),
          fc.constant("1940-02-29"),
        ),
      ),
      optional(day),
      optional(day),
      day,
      fc.integer({ min: 1, max: 120 }),
      (source, birthDate, visaExpiryDate, residencePermitExpiryDate, asOf, ahead) => {
        const given = Object.entries({ birthDate, visaExpiryDate, residencePermitExpiryDate }).filter(([, value]) => value !== undefined);
        const facts: ConditionFacts = {
          person: Object.fromEntries(given) as Record<string, string>,
          dwelling: {},
          household: {},
          householdSize: 0,
          registers: [],
        };
        const holds = (on: string) => {
          const compiled = compileCondition(source, on);
          if (!compiled.accepted) throw new Error(compiled.detail);
          return compiled.value(facts);
        };
        const named = new Set(changeDays(source, facts, asOf, dayAfter(asOf, ahead)));
        let before = holds(asOf);
        for (let count = 1; count <= ahead; count += 1) {
          const today = dayAfter(asOf, count);
          const now = holds(today);
          if (now !== before) expect([source, today, named.has(today)]).toEqual([source, today, true]);
          before = now;
        }
      },
    ),
    { numRuns: 150 },
  );
});

test("somebody born on a leap day turns a year older on the first of March of a common year", () => {
  const facts = { person: { birthDate: "1944-02-29" }, dwelling: {}, household: {}, householdSize: 0, registers: [] };
  expect(changeDays("age >= 80", facts, "2023-02-01", "2024-03-31")).toEqual(["2023-03-01", "2024-02-29"]);
});
