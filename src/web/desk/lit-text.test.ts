import fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf } from "./lit-text.tsx";

const lit = (text: string, other: string) =>
  piecesOf(text, other)
    .map((piece) => (piece.own ? `[${piece.text}]` : piece.text))
    .join("");

test.each([
  ["王晓明", "王小明", "王[晓]明"],
  ["13700000001", "13700000008", "1370000000[1]"],
  ["青枫苑1幢2单元301室", "青枫苑1幢301室", "青枫苑1幢[2单元]301室"],
  ["𠮷田", "吉田", "[𠮷]田"],
  ["同", "同", "同"],
  ["刘华菊、刘兰琴", "刘兰琴", "[刘华菊、]刘兰琴"],
  ["甲", "", "甲"],
  ["", "甲", ""],
])("%s beside %s", (text, other, expected) => {
  expect(lit(text, other)).toBe(expected);
});

test("the pieces are the text, and what is not lit stands in the other text in the same order", () => {
  const text = fc.string({ unit: fc.constantFrom(..."王李明1幢𠮷"), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const pieces = piecesOf(one, other);
      expect(pieces.map((piece) => piece.text).join("")).toBe(one);
      fc.pre(one !== "" && other !== "");
      const shared = pieces.filter((piece) => !piece.own).map((piece) => piece.text);
      const back = piecesOf(other, one).filter((piece) => !piece.own);
      expect([...shared.join("")].length).toBe([...back.map((piece) => piece.text).join("")].length);
      let from = 0;
      for (const character of shared.join("")) {
        const at = other.indexOf(character, from);
        expect(at).toBeGreaterThanOrEqual(from);
        from = at + character.length;
      }
    }),
  );
});
