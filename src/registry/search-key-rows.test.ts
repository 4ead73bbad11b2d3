import fc from "fast-check";
import { expect, it } from "vitest";
import { SearchKeyRows } from "./search-key-rows.ts";

const idsOf = (keys: readonly string[], element: string): Buffer[] =>
  keys.map((key) => Buffer.concat([Buffer.from(`${key}\0`, "utf8"), Buffer.from(element.replaceAll("-", ""), "hex")]));

const element = fc.uuid({ version: 7 });
// Many that begin alike, some of them longer than a page of bytes.
const key = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc
    .constantFrom("~s", "~szhang", "~szhang1", "王", "王玉", "王玉兰", "")
    .chain((stem) => fc.stringMatching(/^[a-c]{0,4}$/).map((end) => stem + end)),
);

it("gives every key of every element once, in the order of bytes", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(element, fc.uniqueArray(key, { maxLength: 40 })), { maxLength: 12 }), (elements) => {
      const rows = new SearchKeyRows();
      for (const [id, keys] of elements) rows.add(keys, id);
      const expected = elements.flatMap(([id, keys]) => idsOf(keys, id)).sort(Buffer.compare);
      expect([...rows.ids()].map((id) => id.toString("hex"))).toEqual(expected.map((id) => id.toString("hex")));
      expect(rows.count).toBe(expected.length);
    }),
  );
});

it("keeps a key that is longer than a page beside short ones, and many keys", () => {
  const rows = new SearchKeyRows();
  const id = "0198a000-0000-7000-8000-000000000000";
  const keys = ["甲", "乙".repeat(600_000), ...Array.from({ length: 60_000 }, (_, number) => `~y${(number * 7919) % 60_000}`)];
  rows.add(keys, id);
  const expected = idsOf(keys, id).sort(Buffer.compare);
  expect([...rows.ids()].every((bytes, at) => bytes.equals(expected[at] as Buffer))).toBe(true);
  expect(rows.count).toBe(keys.length);
});
