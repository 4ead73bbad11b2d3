import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoOf } from "./calendar.ts";
import { checkIdNumber, documentKindOf, factsOfIdNumber, idCheckCharacter } from "./identity-number.ts";

const valid = (text: string) => checkIdNumber(text);

const seventeen = fc
  .tuple(
    fc.constantFrom("330782", "511324", "110101", "650102", "810000", "911124"),
    fc.integer({ min: 1900, max: 2024 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 1, max: 999 }),
  )
  .map(
    ([region, year, month, day, sequence]) => `${region}${isoOf(year, month, day).replaceAll("-", "")}${String(sequence).padStart(3, "0")}`,
  );
const resident = seventeen.map((digits) => digits + idCheckCharacter(digits));

describe("checkIdNumber", () => {
  test.each([
    ["33072519410103995X", "33072519410103995X"],
    ["33072519410103995x", "33072519410103995X"],
    [" 330725 19410103 995x ", "33072519410103995X"],
    ["330725-19410103-995X", "33072519410103995X"],
    ["３３０７２５１９４１０１０３９９５Ｘ", "33072519410103995X"],
    ["'33072519410103995X", "33072519410103995X"],
    ["33072519410103995×", "33072519410103995X"],
    ["身份证：33072519410103995X", "33072519410103995X"],
    ["33072519410103995X已过期", "33072519410103995X"],
    ["\u200b33072519410103995X\ufeff", "33072519410103995X"],
    ["110101490101123", checkIdNumber("110101490101123").canonical],
    ["E12345678", "E12345678"],
    ["C4J1K2L3M", "C4J1K2L3M"],
    ["ea1234567", "EA1234567"],
    ["护照 E 1234567", "E1234567"],
    ["H01234567", "H01234567"],
    ["M0123456701", "M0123456701"],
    ["01234567", "01234567"],
    ["123456789", "123456789"],
    ["CAN110189010123", "CAN110189010123".length === 15 ? "CAN110189010123" : ""],
    ["Passport No. R2264288", "R2264288"],
  ])("%s", (text, canonical) => {
    expect(checkIdNumber(text)).toEqual({ canonical, valid: true, problems: [] });
  });

  test("15 digits become 18 with their check character", () => {
    expect(valid("330725360901018").canonical).toBe(`33072519360901018${idCheckCharacter("33072519360901018")}`);
    expect(checkIdNumber("330725361301018")).toEqual({
      canonical: "330725361301018",
      valid: false,
      problems: ["id-birth-date-impossible"],
    });
  });

  test.each([
    ["330725194101039951", "330725194101039951", ["id-checksum"]],
    ["33072519410103995", "33072519410103995", ["id-length"]],
    ["3307251941010399512", "3307251941010399512", ["id-length"]],
    ["12345", "12345", ["id-length"]],
    ["33072519410103O95X", "33072519410103O95X", ["id-characters"]],
    ["330725********995X", "330725????????995X", ["id-characters"]],
    ["待补办", "待补办", ["id-characters"]],
    ["ZZZ110189010123", "ZZZ110189010123", ["id-characters"]],
    ["330782201101060000", "330782201101060???", ["id-precision-lost"]],
    ["3.30782E+17", "33078?????????????".slice(0, 18), ["id-precision-lost"]],
    ["3.30725194202267E+17", "330725194202267???", ["id-precision-lost"]],
    ["3.3078220110106e+17", "330782201101060???", ["id-precision-lost"]],
    ["3.30725194202267e+17", "330725194202267???", ["id-precision-lost"]],
  ])("%s is wrong and keeps its text", (text, canonical, problems) => {
    expect(checkIdNumber(text)).toEqual({ canonical, valid: false, problems });
  });

  test("an impossible birth date or province is named beside the checksum", () => {
    const impossible = "33078219900230001";
    expect(checkIdNumber(impossible + idCheckCharacter(impossible)).problems).toEqual(["id-birth-date-impossible"]);
    const nowhere = "99078219900220001".replace(/^99/, "77");
    expect(checkIdNumber(nowhere + idCheckCharacter(nowhere)).problems).toEqual(["id-region-unknown"]);
    const unborn = "33078220300220001";
    expect(checkIdNumber(unborn + idCheckCharacter(unborn), "2025-06-30").problems).toEqual(["id-birth-date-impossible"]);
  });

  test("every number with its check character is valid in any dress", () => {
    fc.assert(
      fc.property(resident, fc.constantFrom("", " ", "'", "\u3000"), fc.boolean(), (id, around, lower) => {
        expect(checkIdNumber(`${around}${lower ? id.toLowerCase() : id}${around}`)).toEqual({ canonical: id, valid: true, problems: [] });
      }),
    );
  });

  test("one wrong digit and two exchanged neighbours are always found", () => {
    fc.assert(
      fc.property(resident, fc.nat(16), fc.integer({ min: 1, max: 9 }), (id, at, by) => {
        const wrong = id.slice(0, at) + ((Number(id.charAt(at)) + by) % 10) + id.slice(at + 1);
        expect(checkIdNumber(wrong).valid).toBe(false);
        const swapped = id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2);
        if (swapped !== id && at < 16) expect(checkIdNumber(swapped).valid).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test("a canonical text stays as it is, whatever came in", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "grapheme", maxLength: 24 }), fc.stringMatching(/^[\dXxA-Z .'-]{0,22}$/), resident),
        (text) => {
          const once = checkIdNumber(text);
          const twice = checkIdNumber(once.canonical);
          expect(once.valid).toBe(once.problems.length === 0);
          if (once.valid) expect(twice).toEqual(once);
          else expect(twice.valid).toBe(false);
        },
      ),
      { numRuns: 4000 },
    );
  });
});

describe("factsOfIdNumber", () => {
  test("reads birth, sex and region", () => {
    expect(factsOfIdNumber("33072519410103995X")).toEqual({ birthDate: "1941-01-03", sex: "1", region: "330725" });
    expect(factsOfIdNumber("330782199108051282")).toMatchObject({ sex: "2" });
  });

  test.each(["E12345678", "330782196707292???", "330782199002300010", "", "330725410103995"])("%s carries none", (text) => {
    expect(factsOfIdNumber(text)).toBeNull();
  });
});

test("documentKindOf tells cards by their numbers", () => {
  expect(
    ["33072519410103995X", "810000199408230021", "911124198108030024", "H01234567", "E12345678", "01234567"].map(documentKindOf),
  ).toEqual(["111", "X01", "553", "516", "414", null]);
});
