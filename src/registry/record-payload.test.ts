import fc from "fast-check";
import { expect, it } from "vitest";
import type { Cell, Mention } from "#vocabulary/contract";
import { packPayload, unpackPayload } from "./record-payload.ts";

const text = fc.oneof(fc.constantFrom("王云", "1", ""), fc.string({ unit: "binary" }));
const cell: fc.Arbitrary<Cell> = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.constant({ date: "1950-03-12" }));
const stated = fc.record({ value: text, column: fc.integer({ min: -1, max: 4 }), valid: fc.boolean() });
const values = fc.dictionary(fc.constantFrom("name", "phone", "idNumber", "__proto__x"), fc.array(stated, { maxLength: 3 }), {
  noNullPrototype: true,
});
const mention: fc.Arbitrary<Mention> = fc.record({
  kind: fc.constantFrom("person", "dwelling"),
  role: fc.constantFrom("subject", "owner"),
  values,
});
const problem = fc.record({ column: fc.integer({ min: -1, max: 4 }), code: fc.constant("id-checksum" as const), value: text });

it("gives back what it was given, whether a value repeats its cell or not", () => {
  const record = fc.record({
    cells: fc.array(cell, { maxLength: 5 }),
    mentions: fc.array(mention, { maxLength: 3 }),
    problems: fc.array(problem, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(record, (given) => {
      expect(unpackPayload(packPayload(given))).toEqual(given);
    }),
  );
});

it("writes a value that its cell holds already as the cell's place", () => {
  const packed = packPayload({
    cells: ["王云", "330725197504289640"],
    mentions: [
      {
        kind: "person",
        role: "subject",
        values: {
          name: [{ value: "王云", column: 0, valid: true }],
          idNumber: [{ value: "330725197504289640", column: 1, valid: false }],
          nationality: [{ value: "CHN", column: -1, valid: true }],
        },
      },
    ],
    problems: [],
  });
  expect(JSON.parse(packed)[1]).toEqual([
    ["person", "subject", { name: 0, idNumber: [["330725197504289640", 1, 0]], nationality: [["CHN", -1]] }],
  ]);
});
