import fc from "fast-check";
import { expect, it } from "vitest";
import { orderByBeginning } from "./order-by-beginning.ts";

const beginning = (text: Uint8Array) => Buffer.from(text.subarray(0, 5)).toString("hex").padEnd(10, "0");

it("names every place once, in the order of the first five bytes", () => {
  const text = fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc.string().map((word) => Buffer.from(word)),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 50 }), (texts) => {
      const order = [...orderByBeginning(texts)];
      expect(order.toSorted((left, right) => left - right)).toEqual([...texts.keys()]);
      const ordered = order.map((place) => beginning(texts[place] as Uint8Array));
      expect(ordered.toSorted()).toEqual(ordered);
    }),
  );
});
