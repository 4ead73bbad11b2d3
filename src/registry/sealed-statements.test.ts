import fc from "fast-check";
import { expect, it } from "vitest";
import { COMPARED_ATTRIBUTES } from "#linkage";
import type { Mention } from "#vocabulary/contract";
import { linkMention, type TableInHand } from "./in-hand.ts";
import { KeptMention, NOT_LINKED } from "./kept-record.ts";
import { MentionPage, PageWords, PageWriter } from "./mention-page.ts";
import { packStatements, unpackStatements } from "./sealed-statements.ts";

const tables = ["01a20ab2-0000-7000-8000-0001a3f10000", "01a20ab2-0000-7000-8000-0002a3f10000"];
const text = fc.oneof(fc.constantFrom("王云", "1", ""), fc.string({ unit: "binary" }));
const stated = fc.record({ value: text, column: fc.integer({ min: -1, max: 4 }), valid: fc.boolean() });
const values = fc.dictionary(fc.constantFrom(...COMPARED_ATTRIBUTES, "education"), fc.array(stated, { minLength: 1, maxLength: 3 }), {
  noNullPrototype: true,
});
const mention = (kind: Mention["kind"]): fc.Arbitrary<Mention> =>
  fc.record({ kind: fc.constant(kind), role: fc.constantFrom("subject", "registered", "owner"), values });
const record = fc.record({
  table: fc.constantFrom(...tables),
  mentions: fc
    .tuple(mention("person"), fc.array(fc.oneof(mention("dwelling"), mention("household")), { maxLength: 3 }), fc.boolean())
    .map(([person, others, last]) => (last ? [...others, person] : [person, ...others])),
});

it("keeps all that linkage compares of each mention and of the dwellings beside it, and nothing else", () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), (records) => {
      const writer = new PageWriter();
      const places = records.map(({ mentions }) => {
        const first = writer.count;
        for (const it of mentions) writer.add(it);
        return first;
      });
      const [words, columns] = [new PageWords(), writer.take()];
      words.add(columns);
      const page = new MentionPage(words, columns);
      const persons = records.map(({ table, mentions }, at) => {
        const ordinal = mentions.findIndex(({ kind }) => kind === "person");
        const kept = { id: "", table: { id: table } as TableInHand, row: 1, page, first: places[at] as number, count: mentions.length };
        return new KeptMention(kept, ordinal, NOT_LINKED);
      });
      const seen = new Map<string, number>();
      const unpacked = unpackStatements(packStatements(persons), {
        record: (place) => 100 + place,
        table: (name) => {
          seen.set(name, seen.get(name) ?? seen.size);
          return seen.get(name) as number;
        },
      });
      const tableNumbers = [...new Set(records.map(({ table }) => table))];
      expect(unpacked).toEqual(
        records.map(({ table, mentions }, at) => {
          const compared = mentions.map((it) => linkMention(onlyCompared(it), 100 + at, tableNumbers.indexOf(table)));
          return {
            person: compared.find(({ kind }) => kind === "person"),
            dwellings: compared.filter(({ kind }) => kind === "dwelling"),
          };
        }),
      );
    }),
  );
});

function onlyCompared(given: Mention): Mention {
  return { ...given, values: Object.fromEntries(Object.entries(given.values).filter(([name]) => COMPARED_ATTRIBUTES.includes(name))) };
}
