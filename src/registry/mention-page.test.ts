import fc from "fast-check";
import { expect, it } from "vitest";
import { ElementKind, type Mention, MentionRole } from "#vocabulary/contract";
import { MentionPage, PageWords, PageWriter } from "./mention-page.ts";

const text = fc.oneof(fc.constantFrom("王云", "1", ""), fc.string({ unit: "binary" }));
const stated = fc.record({ value: text, column: fc.integer({ min: -1, max: 16_383 }), valid: fc.boolean() });
const mention: fc.Arbitrary<Mention> = fc.record({
  kind: fc.constantFrom(...Object.values(ElementKind)),
  role: fc.constantFrom(...Object.values(MentionRole)),
  values: fc.dictionary(fc.constantFrom("name", "phone", "idNumber", "address"), fc.array(stated, { minLength: 1, maxLength: 3 }), {
    noNullPrototype: true,
  }),
});

const textsOf = ({ values }: Mention, valid: boolean) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([attribute, list]) => {
      const texts = list.filter((it) => it.valid === valid).map(({ value }) => value);
      return texts.length === 0 ? [] : [[attribute, texts]];
    }),
  );

const valuesInOrder = (values: Mention["values"]) =>
  Object.entries(values).flatMap(([attribute, list]) =>
    list.map(({ value, valid, column }, position) => [attribute, value, valid, column, position]),
  );

it("says of every mention what was said, page after page", () => {
  fc.assert(
    fc.property(fc.array(fc.array(mention, { maxLength: 6 }), { maxLength: 4 }), (batches) => {
      const writer = new PageWriter();
      const words = new PageWords();
      for (const batch of batches) {
        for (const each of batch) writer.add(each);
        expect(writer.count).toBe(batch.length);
        // What passes between threads is a copy.
        const columns = structuredClone(writer.take());
        words.add(columns);
        const page = new MentionPage(words, columns);
        const read = batch.map((_, at) => ({ kind: page.kind(at), role: page.role(at), values: page.values(at) }));
        expect(read).toEqual(batch);
        const told = batch.map((_, at) => {
          const list: unknown[] = [];
          page.eachValue(at, (...value) => list.push(value));
          return list;
        });
        expect(told).toEqual(batch.map(({ values }) => valuesInOrder(values)));
        for (const valid of [true, false])
          expect(batch.map((_, at) => page.texts(at, valid))).toEqual(batch.map((each) => textsOf(each, valid)));
      }
    }),
  );
});

it("keeps a word that often repeats once, and does not look for identifiers", () => {
  const writer = new PageWriter();
  const said = (value: string) => [{ value, column: 0, valid: true }];
  const person: Mention = { kind: "person", role: "subject", values: { sex: said("1"), phone: said("13700000001") } };
  for (let count = 0; count < 3; count += 1) writer.add(person);
  expect(writer.take().texts.toSorted()).toEqual(["1", "13700000001", "13700000001", "13700000001"]);
});
