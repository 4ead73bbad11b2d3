import fc from "fast-check";
import { expect, test } from "vitest";
import { attributeOf, childOf, decodeXml, editsOf, encodeXml, parseXml, textOf, XmlDamaged } from "./xml.ts";

test("places: every element knows where it stands in its source", () => {
  const source = '<?xml version="1.0"?><!-- a > b --><x:a xmlns:x="u"><x:b n="1 > 2"/><x:b>t&#x4e00;<![CDATA[<raw>]]></x:b></x:a>';
  const root = parseXml(source);
  expect(root).toMatchObject({ name: "a", prefix: "x:" });
  const [first, second] = root.children;
  expect(source.slice(first?.start, first?.end)).toBe('<x:b n="1 > 2"/>');
  expect(attributeOf(source, first as never, "n")).toBe("1 > 2");
  expect(textOf(source, second as never)).toBe("t一<raw>");
});

test("an attribute's name is not found inside another's name or value", () => {
  const source = '<c xr="9" t="r=1" r = \'B2\'/>';
  expect(attributeOf(source, parseXml(source), "r")).toBe("B2");
  expect(attributeOf(source, parseXml(source), "x")).toBeUndefined();
});

test.each(["<a>", "<a></b>", "<a", "<a/><b/>", "", "<!DOCTYPE a><a/>", "<a><!-- </a>"])("refuses %s", (source) => {
  expect(() => parseXml(source)).toThrow(XmlDamaged);
});

test("text survives encoding, except what XML cannot hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const holdable = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
      expect(decodeXml(encodeXml(text))).toBe(holdable);
      const source = `<a b="${encodeXml(text)}">${encodeXml(text)}</a>`;
      expect(textOf(source, parseXml(source))).toBe(holdable);
    }),
  );
  expect(encodeXml("a\u0000b\ud800c")).toBe("abc");
});

test("edits change their own places and nothing else", () => {
  const source = "<a><b>1</b><c/></a>";
  const root = parseXml(source);
  const edits = editsOf(source);
  const b = childOf(root, "b");
  const c = childOf(root, "c");
  if (b === undefined || c === undefined) throw new Error("absent");
  edits.insert(c.start, "<x/>");
  edits.insert(c.start, "<y/>");
  edits.replace(b.openEnd, b.closeStart, "22");
  expect(edits.apply()).toBe("<a><b>22</b><x/><y/><c/></a>");
  edits.replace(b.start, b.end, "");
  expect(() => edits.apply()).toThrow("overlapping");
});
