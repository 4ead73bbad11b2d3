import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attributesOf, decodeEntities, decodeXml, escapeEntities, XmlScanner } from "./xml-scanner.ts";

function events(pieces: readonly string[], max = 1000): string[] {
  const seen: string[] = [];
  const scanner = new XmlScanner(
    {
      open: (name, attributes, empty) => void seen.push(`<${name} ${JSON.stringify([...attributesOf(attributes)])}${empty ? "/" : ""}>`),
      close: (name) => void seen.push(`</${name}>`),
      text: (raw) => void seen.push(decodeEntities(raw)),
    },
    max,
  );
  for (const piece of pieces) scanner.push(piece);
  scanner.end();
  return seen;
}

const DOCUMENT = `<?xml version="1.0"?><!-- <no> --><x:a xmlns:x="u" x:k='1>"2' k2 = "&lt;&#24352;&#x4e09;"><b/>张&amp;三<![CDATA[<&>]]><c
 d="e"></c></x:a>`;

describe("XmlScanner", () => {
  test("tells names without prefix, attributes with odd quotes, texts, CDATA; skips comments and instructions", () => {
    expect(events([DOCUMENT])).toEqual([
      '<a [["k","1>\\"2"],["k2","<张三"]]>',
      "<b []/>",
      "张&三",
      "<&>",
      '<c [["d","e"]]>',
      "</c>",
      "</a>",
    ]);
  });

  test("tells the same however the document is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(DOCUMENT.length), { maxLength: 8 }), (places) => {
        const sorted = places.sort((left, right) => left - right);
        const pieces = [0, ...sorted].map((from, index) => DOCUMENT.slice(from, sorted[index] ?? DOCUMENT.length));
        expect(events(pieces)).toEqual(events([DOCUMENT]));
      }),
    );
    expect(events([...DOCUMENT])).toEqual(events([DOCUMENT]));
  });

  test.each([
    ['<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>', "file-unsafe"],
    ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "file-unsafe"],
    ["<a><b></a>", "file-damaged"],
    ["<a></a></a>", "file-damaged"],
    ["<a", "file-damaged"],
    ["<a><<b/></a>", "file-damaged"],
    [`<a>${"x".repeat(5000)}`, "file-unsafe"],
    [`<a b="${"x".repeat(5000)}`, "file-unsafe"],
  ])("refuses %s", (document, refusal) => {
    expect(() => events([document])).toThrow(expect.objectContaining({ refusal }));
  });

  test("leaves unknown entities as they are written", () => {
    expect(decodeEntities("&nbsp;&lt;&#0;&#x110000;&#55357;x")).toBe("&nbsp;<\ud83dx");
  });

  test("escaping is undone by decoding, for any text that XML can hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(decodeEntities(escapeEntities(text))).toBe(text);
      }),
    );
  });

  test("decodes UTF-8 and UTF-16, and refuses what is neither", async () => {
    const decoded = async (bytes: Buffer): Promise<string> => {
      let text = "";
      const single = async function* (): AsyncGenerator<Buffer> {
        for (const byte of bytes) yield Buffer.from([byte]);
      };
      for await (const piece of decodeXml(bytes[0] === 0xff ? ([bytes].values() as never) : single())) text += piece;
      return text;
    };
    expect(await decoded(Buffer.from("\ufeff<张/>"))).toBe("<张/>");
    expect(await decoded(Buffer.from("\ufeff<张/>", "utf16le"))).toBe("<张/>");
    await expect(decoded(Buffer.from([0x3c, 0xd5, 0xc5, 0x3e]))).rejects.toMatchObject({ refusal: "file-damaged" });
  });
});
