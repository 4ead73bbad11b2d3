import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attributeOf, attributes } from "./attributes.ts";
import type { Address, Attribute, Cell, ElementKind } from "./contract.ts";
import { contradictions } from "./contradictions.ts";
import { creditCodeCheckCharacter, parseCreditCode } from "./credit-codes.ts";
import { idCheckCharacter } from "./identity-number.ts";
import { maskValue } from "./mask.ts";
import { parserFor, parseValue } from "./parse-value.ts";

const locality: Address = { province: "浙江省", city: "金华市", county: "义乌市", township: "江东街道", community: "鸡鸣山社区" };
const context = { today: "2025-06-30", locality };

function attribute(name: string, kind: ElementKind = "person"): Attribute {
  const found = attributeOf(kind, name);
  if (!found) throw new Error(name);
  return found;
}

const read = (name: string, cell: Cell, kind: ElementKind = "person") => parseValue(attribute(name, kind), cell, context);
const one = (value: string, valid = true) => [{ value, valid }];

describe("identity numbers", () => {
  test("a number cell has lost its last digits", () => {
    expect(read("idNumber", 330725194202267000)).toEqual({ values: one("330725194202267???", false), problems: ["id-precision-lost"] });
    expect(read("idNumber", 330782201101060000).values).toEqual(one("330782201101060???", false));
    expect(read("idNumber", Number("330782196707292929"))).toEqual({
      values: one("330782196707292???", false),
      problems: ["id-precision-lost"],
    });
  });

  test("15 digits fit a number cell", () => {
    expect(read("idNumber", 330725360901018).values[0]?.valid).toBe(true);
    expect(read("idNumber", 123456789).values).toEqual(one("123456789"));
  });

  test("notes are cut, several numbers are several values", () => {
    expect(read("idNumber", "33072519410103995x（已注销）")).toEqual({ values: one("33072519410103995X"), problems: [], note: "已注销" });
    expect(read("idNumber", "R2264288/E4350634").values).toEqual([...one("R2264288"), ...one("E4350634")]);
    expect(read("idNumber", "无证").values).toEqual([]);
  });

  test("nobody was born after today", () => {
    const future = "33078220250701001";
    expect(read("idNumber", future + idCheckCharacter(future)).problems).toEqual(["id-birth-date-impossible"]);
  });
});

describe("dates", () => {
  test("what may lie ahead does not surprise", () => {
    expect(read("birthDate", "2026-01-01").problems).toEqual(["date-in-future"]);
    expect(read("leaseEndDate", "2024.1.1-2026.12.31", "dwelling")).toMatchObject({ values: [{ value: "2026-12-31", valid: true }] });
    expect(read("leaseStartDate", "2024.1.1-2026.12.31", "dwelling")).toMatchObject({ values: [{ value: "2024-01-01", valid: true }] });
    expect(read("visaExpiryDate", { date: "2027-05-05" })).toEqual({ values: one("2027-05-05"), problems: [] });
    expect(read("idExpiryDate", "2015.03.01-2035.03.01")).toEqual({ values: one("2035-03-01"), problems: [] });
    expect(read("birthDate", "2015.03.01-2035.03.01")).toMatchObject({
      values: one("2015.03.01-2035.03.01", false),
      problems: ["date-unreadable"],
    });
    expect(read("firstDoseDate", "2021/5/27(补录)")).toEqual({ values: one("2021-05-27"), problems: [], note: "补录" });
    expect(read("birthDate", "1977.02.30")).toEqual({ values: one("1977-02-30", false), problems: ["date-impossible"] });
  });
});

describe("numbers", () => {
  test.each<[string, ElementKind, Cell, string]>([
    ["allowanceAmount", "person", "1,200元", "1200"],
    ["allowanceAmount", "person", "￥300.50", "300.5"],
    ["allowanceAmount", "person", "300元/月", "300"],
    ["allowanceAmount", "person", 100, "100"],
    ["annualIncome", "person", "1.2万元", "12000"],
    ["annualIncome", "person", "约３０００元", "3000"],
    ["area", "dwelling", "88.6㎡", "88.6"],
    ["area", "dwelling", "88.60 平方米", "88.6"],
    ["area", "dwelling", 88.6, "88.6"],
    ["occupantCount", "dwelling", "3人", "3"],
    ["occupantCount", "dwelling", "三人", "3"],
    ["occupantCount", "dwelling", 3, "3"],
    ["rent", "dwelling", "2100", "2100"],
    ["age", "person", "84岁", "84"],
    ["age", "person", "84周岁", "84"],
    ["age", "person", "8个月", "0"],
    ["serviceHours", "person", "12.5小时", "12.5"],
  ])("%s of a %s %j", (name, kind, cell, value) => {
    expect(read(name, cell, kind)).toEqual({ values: one(value), problems: [] });
  });

  test.each<[string, ElementKind, Cell]>([
    ["annualIncome", "person", "300元/月"],
    ["area", "dwelling", "80-100"],
    ["occupantCount", "dwelling", "3.5"],
    ["age", "person", "老年"],
    ["rent", "dwelling", "-100"],
  ])("%s of a %s %j cannot be read", (name, kind, cell) => {
    expect(read(name, cell, kind)).toMatchObject({ values: [{ valid: false }], problems: ["number-unreadable"] });
  });
});

test.each<[Cell, string]>([
  ["是", "true"],
  ["√", "true"],
  ["Y", "true"],
  [true, "true"],
  [1, "true"],
  ["否", "false"],
  ["无", "false"],
  ["×", "false"],
  ["N", "false"],
  [false, "false"],
])("%j is %s", (cell, value) => {
  expect(read("livingAlone", cell)).toEqual({ values: one(value), problems: [] });
});

describe("credit codes", () => {
  test("are checked by GB 32100", () => {
    expect(read("creditCode", "92330782ma2rbfu19m", "organisation")).toEqual({ values: one("92330782MA2RBFU19M"), problems: [] });
    expect(read("creditCode", " 92330782 MA2RBFU19M ", "organisation").values).toEqual(one("92330782MA2RBFU19M"));
    expect(read("creditCode", "92330782MA2RB0U19M", "organisation").problems).toEqual(["credit-code-checksum"]);
    expect(read("creditCode", "92330782MA2RBFU1", "organisation").problems).toEqual(["credit-code-length"]);
    expect(read("creditCode", "92330782MA2RBFO19M", "organisation").problems).toEqual(["credit-code-characters"]);
    expect(read("creditCode", "110108000000016", "organisation")).toEqual({ values: one("110108000000016"), problems: [] });
    expect(read("creditCode", "无照", "organisation").problems).toEqual(["credit-code-characters"]);
  });

  test("any one wrong character is found", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^9[0-9]33078[0-9][0-9A-HJ-NPQRTUWXY]{9}$/),
        fc.nat(16),
        fc.integer({ min: 1, max: 30 }),
        (body, at, by) => {
          const code = body + (creditCodeCheckCharacter(body) ?? "");
          expect(parseCreditCode(code)).toEqual({ values: one(code), problems: [] });
          const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
          const wrong = code.slice(0, at) + alphabet.charAt((alphabet.indexOf(code.charAt(at)) + by) % 31) + code.slice(at + 1);
          expect(parseCreditCode(wrong).problems).toEqual(["credit-code-checksum"]);
        },
      ),
    );
  });
});

describe("bank accounts", () => {
  test("cards pass the Luhn check, passbooks need not", () => {
    expect(read("bankAccount", "6222 0212 3456 7890 128").values[0]?.value).toBe("6222021234567890128");
    expect(read("bankAccount", "4111111111111111")).toEqual({ values: one("4111111111111111"), problems: [] });
    expect(read("bankAccount", "4111111111111112").problems).toEqual(["bank-account-checksum"]);
    expect(read("bankAccount", "19630101040012345").problems).toEqual([]);
    expect(read("bankAccount", "12345").problems).toEqual(["bank-account-length"]);
    expect(read("bankAccount", Number("6228093426044771014"))).toEqual({
      values: one("622809342604477????", false),
      problems: ["number-precision-lost"],
    });
    expect(read("bankAccount", "农业银行 4111111111111111")).toMatchObject({ values: one("4111111111111111"), note: "农业银行" });
  });
});

test("a check that most of a column's cards fail is not the column's", () => {
  const bank = attribute("bankAccount");
  const failing = ["1112", "1113", "1114", "1115", "1116"].map((end) => `411111111111${end}`);
  expect(parserFor(bank, failing)("4111111111111112", context).problems).toEqual([]);
  expect(parserFor(bank, failing.slice(1))("4111111111111112", context).problems).toEqual(["bank-account-checksum"]);
});

describe("addresses", () => {
  test("are written in full", () => {
    expect(read("address", "永胜花园4-2-402", "dwelling")).toEqual({
      values: one("浙江省义乌市江东街道永胜花园4幢2单元402室"),
      problems: [],
    });
    expect(read("address", "永胜花园4-2-402（租住）", "dwelling")).toMatchObject({
      values: one("浙江省义乌市江东街道永胜花园4幢2单元402室"),
      note: "租住",
    });
    expect(read("registeredAddress", "四川省南充市仪陇县王店镇胜利村1组21号").values).toEqual(one("四川省南充市仪陇县王店镇胜利村1组21号"));
    expect(read("address", "/", "dwelling").values).toEqual([]);
  });

  test("a date or a telephone number is none", () => {
    expect(read("address", { date: "2003-02-05" }, "dwelling").problems).toEqual(["address-unreadable"]);
    expect(read("address", "13800138000", "dwelling").problems).toEqual(["address-unreadable"]);
  });
});

describe("text", () => {
  test("keeps words, loses typing", () => {
    expect(read("employer", " 义乌市 中心　医院 ").values).toEqual(one("义乌市中心医院"));
    expect(read("employer", "ABC Trading Co").values).toEqual(one("ABC Trading Co"));
    expect(read("employer", "无").values).toEqual([]);
    expect(read("householdNumber", 70082019).values).toEqual(one("70082019"));
    expect(read("householdNumber", "070082019").values).toEqual(one("070082019"));
    expect(read("disabilityCertificateNumber", Number("33078219670729291244")).problems).toEqual(["number-precision-lost"]);
  });
});

test("parserFor settles for a column what one cell cannot", () => {
  const sex = parserFor(attribute("sex"), ["0", "1"]);
  expect(sex("0", context).values).toEqual(one("2"));
  const birth = parserFor(attribute("birthDate"), ["27/05/1996"]);
  expect(birth("12/03/1950", context).values).toEqual(one("1950-03-12"));
});

test("no cell makes any attribute fail, and whatever is not valid is reported", () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.stringMatching(/^[\d年月日幢单元室男女无()（）.Xx、/ -]{0,24}$/),
    fc.double(),
    fc.integer(),
    fc.bigInt({ min: 0n, max: 10n ** 20n }).map(Number),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom("2025-01-01", "2025-01-01T00:00:00", "nonsense").map((date) => ({ date })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...attributes), cell, (one, value) => {
      const parsed = parseValue(one, value, context);
      for (const { value: text, valid } of parsed.values) {
        expect(text).not.toBe("");
        if (!valid) expect(parsed.problems.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 6000 },
  );
});

// An expression that tries every way of cutting a novel takes hours: far longer than any test may.
test("a novel in a cell is refused at once, whatever it repeats", () => {
  for (const unit of ["1", "(", "一", "村", "市", "张 ", "，", "-", "、", "区", "1组", "·"]) {
    for (const one of attributes) {
      const parsed = parseValue(one, `张${unit.repeat(32_767 / unit.length)}1`, context);
      expect(parsed.values[0]?.valid).toBe(one.type === "text");
    }
  }
});

describe("contradictions of a number that is itself wrong", () => {
  const wrong = { value: "330782195003120011", valid: false, column: 0 };
  test.each([
    ["1950-03-12", false],
    ["1950-03-13", false],
    ["1950-03-21", false],
    ["1950-06-28", true],
    ["1961-03-12", true],
    ["1950-03", false],
  ])("born %s is a mistake of its own: %s", (value, reported) => {
    const found = contradictions({ idNumber: [wrong], birthDate: [{ value, valid: true, column: 1 }] }, null);
    expect(found.map(({ code }) => code)).toEqual(reported ? ["birth-date-contradicts-id"] : []);
  });
  test("its sex is not judged", () => {
    expect(contradictions({ idNumber: [wrong], sex: [{ value: "2", valid: true, column: 1 }] }, null)).toEqual([]);
  });
});

describe("contradictions", () => {
  const stated = (value: string, column: number, valid = true) => ({ value, valid, column });
  const id = stated("33072519410103995X", 5);

  test("name the contradicting cell", () => {
    expect(
      contradictions({ idNumber: [id], sex: [stated("2", 1)], birthDate: [stated("1941-01-04", 2)], age: [stated("70", 3)] }, "2025-06-30"),
    ).toEqual([
      { attribute: "sex", column: 1, code: "sex-contradicts-id" },
      { attribute: "birthDate", column: 2, code: "birth-date-contradicts-id" },
      { attribute: "age", column: 3, code: "age-contradicts-birth-date" },
    ]);
  });

  test.each(["1941-01-03", "1941-01", "1941"])("%s agrees", (birth) => {
    expect(contradictions({ idNumber: [id], birthDate: [stated(birth, 2)] }, null)).toEqual([]);
  });

  test("tolerate 虚岁, unknown sex, invalid and derived values, and an unknown day", () => {
    for (const age of ["83", "84", "85", "86"]) expect(contradictions({ idNumber: [id], age: [stated(age, 3)] }, "2025-06-30")).toEqual([]);
    expect(contradictions({ idNumber: [id], age: [stated("20", 3)] }, null)).toEqual([]);
    expect(contradictions({ idNumber: [id], sex: [stated("0", 1), stated("2", -1)] }, null)).toEqual([]);
    expect(contradictions({ idNumber: [stated("330725194101039951", 5, false)], sex: [stated("2", 1)] }, null)).toEqual([]);
    expect(contradictions({ idNumber: [stated("E12345678", 5)], sex: [stated("2", 1)] }, null)).toEqual([]);
  });
});

test("maskValue hides identifiers and sensitive values", () => {
  expect(maskValue(attribute("idNumber"), "33072519410103995X")).toBe("330*************5X");
  expect(maskValue(attribute("phone"), "13695102349")).toBe("136****2349");
  expect(maskValue(attribute("bankAccount"), "6222021234567890128")).toBe("***************0128");
  expect(maskValue(attribute("religion"), "10")).toBe("***");
  expect(maskValue(attribute("name"), "张三")).toBe("张三");
  expect(maskValue(attribute("idNumber"), "E1234")).toBe("*****");
});
