/** The condition language against another implementation of it: what CEL means is not ours to decide. */
import { celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ageOn } from "#vocabulary";
import { type ConditionFacts, compileCondition } from "./condition.ts";

const asOf = "2025-06-30";

const comparison = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
const atom = fc.oneof(
  fc.tuple(comparison, fc.integer({ min: -1, max: 120 })).map(([operator, years]) => `age ${operator} ${years}`),
  fc.tuple(comparison, fc.constantFrom("1936-03-14", "2018-09-01", "")).map(([operator, day]) => `birthDate ${operator} "${day}"`),
  fc.constantFrom("==", "!=").map((operator) => `residencyType ${operator} "permanent"`),
  fc.constantFrom(
    'name.startsWith("王")',
    'name.contains("香")',
    "size(name) > 2",
    '"a/b" in registers',
    "householdSize > 1",
    "livingAlone",
    "true",
    "false",
  ),
);
const expression = fc.letrec<{ whole: string }>((tie) => ({
  whole: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    atom,
    fc.tuple(tie("whole"), fc.constantFrom("&&", "||"), tie("whole")).map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    tie("whole").map((inner) => `!(${inner})`),
    fc.tuple(tie("whole"), tie("whole"), tie("whole")).map(([test_, yes, no]) => `(${test_} ? ${yes} : ${no})`),
  ),
})).whole;

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const facts = fc.record({
  birthDate: optional(fc.constantFrom("1936-03-14", "1990-01-02", "2020-02-29")),
  residencyType: optional(fc.constantFrom("permanent", "migrant")),
  name: optional(fc.constantFrom("王菊香", "李", "KIM MIN")),
  livingAlone: optional(fc.constantFrom("true", "false")),
  registers: fc.subarray(["a/b", "c/d"]),
  householdSize: fc.constantFrom(0, 1, 3),
});

test("every expression means what another CEL engine says, unknown values included", () => {
  fc.assert(
    fc.property(expression, facts, (source, { registers, householdSize, ...given }) => {
      const person = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Record<string, string>;
      const compiled = compileCondition(source, asOf);
      if (!compiled.accepted) throw new Error(`${source}: ${compiled.detail}`);
      const ours: ConditionFacts = { person, dwelling: {}, household: {}, householdSize, registers };
      const age = person.birthDate === undefined ? null : ageOn(person.birthDate, asOf);
      const { livingAlone, ...texts } = person;
      const theirs = {
        ...texts,
        registers,
        ...(livingAlone === undefined ? {} : { livingAlone: livingAlone === "true" }),
        ...(age === null ? {} : { age: BigInt(age) }),
        ...(householdSize > 0 ? { householdSize: BigInt(householdSize) } : {}),
      };
      const expected = plan(celEnv(), parse(source))(theirs);
      expect(compiled.value(ours)).toBe(!isCelError(expected) && expected === true);
    }),
    { numRuns: 1500 },
  );
});
