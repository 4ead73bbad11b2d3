import fc from "fast-check";
import { expect, test } from "vitest";
import { formulaCopied, formulaReads, formulaWithRows } from "./formula.ts";
import { blockName, columnOfLetters, lettersOfColumn, movedReference, movedReferences, movedRow, parseBlock } from "./reference.ts";

const insertion = { after: 23, count: 10 };

test("columns and their letters are the same thing", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 16_383 }), (column) => columnOfLetters(lettersOfColumn(column)) === column));
  expect([0, 25, 26, 701, 702, 16_383].map(lettersOfColumn)).toEqual(["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
});

test("blocks keep their names", () => {
  for (const name of ["B7", "B7:D9", "A1:XFD1048576"]) expect(blockName(parseBlock(name) as never)).toBe(name);
  expect(parseBlock("B:B")).toMatchObject({ firstRow: 1, firstColumn: 1, lastColumn: 1 });
  expect(parseBlock("3:4")).toMatchObject({ firstRow: 3, lastRow: 4, firstColumn: 0 });
  for (const name of ["", "B", "7", "B7C", "Sheet1!A1"]) expect(parseBlock(name)).toBeNull();
});

test.each([
  ["C4:C23", "C4:C33"],
  ["A24:B24", "A34:B34"],
  ["A6:A30", "A6:A40"],
  ["A1:I1", "A1:I1"],
  ["$A$1:$I$24", "$A$1:$I$34"],
  ["3:3", "3:3"],
  ["$3:$24", "$3:$34"],
  ["B:B", "B:B"],
  ["H23", "H23"],
  ["H24", "H34"],
])("%s becomes %s", (before, after) => expect(movedReference(before, insertion)).toBe(after));

test("a rule on the last row alone grows with the table", () => {
  expect(movedReferences("C23 E4:E10 F24", insertion)).toBe("C23:C33 E4:E10 F34");
});

test.each([
  ['COUNTA(B4:B23)&"B24"', 'COUNTA(B4:B33)&"B24"'],
  ["SUM($H$4:$H$23)+H24", "SUM($H$4:$H$33)+H34"],
  ["LOG10(A30)+rate2024+A24B", "LOG10(A40)+rate2024+A24B"],
  ["其他!B30+花名册!B30+'花名册'!B30", "其他!B30+花名册!B40+'花名册'!B40"],
  ["SUM(24:30)", "SUM(34:40)"],
  ["SUM(B:B)", "SUM(B:B)"],
  ['IF(F23="","",F23)', 'IF(F23="","",F23)'],
])("formula %s becomes %s", (before, after) => expect(formulaWithRows(before, "花名册", "花名册", insertion)).toBe(after));

test("a formula of another sheet moves only where it names this one", () => {
  expect(formulaWithRows("B30+花名册!B30", "汇总", "花名册", insertion)).toBe("B30+花名册!B40");
  expect(formulaReads("B30", "汇总", "花名册")).toBe(false);
  expect(formulaReads("COUNTA(花名册!B:B)", "汇总", "花名册")).toBe(true);
  expect(formulaReads("SUM('花 名'!A1)", "汇总", "花 名")).toBe(true);
});

test("a copied formula moves its relative rows", () => {
  expect(formulaCopied('DATEDIF(D23,$B$2,"Y")+E$3+$F23+LOG10(2)', 5)).toBe('DATEDIF(D28,$B$2,"Y")+E$3+$F28+LOG10(2)');
});

test("inserting rows keeps the order of rows and the cells that a range held", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 }), (one, other, count) => {
      const [first, last] = [Math.min(one, other), Math.max(one, other)];
      const grown = parseBlock(movedReference(`A${first}:A${last}`, { after: 23, count }));
      for (let row = first; row <= last; row += 1) {
        const moved = movedRow(row, { after: 23, count });
        expect(moved >= (grown?.firstRow ?? 0) && moved <= (grown?.lastRow ?? 0)).toBe(true);
      }
    }),
  );
});
