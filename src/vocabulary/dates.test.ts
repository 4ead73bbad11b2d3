import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell } from "./contract.ts";
import { ageOn, dayOrderOf, formatDate, parseDate } from "./dates.ts";

const today = "2025-06-30";

describe("parseDate", () => {
  test.each<[Cell, string]>([
    ["1950-03-12", "1950-03-12"],
    ["1950.03.12", "1950-03-12"],
    ["1950.3.12", "1950-03-12"],
    ["1950。3。12", "1950-03-12"],
    ["1950，3，12", "1950-03-12"],
    ["1950. 3. 12", "1950-03-12"],
    ["1950．03．12", "1950-03-12"],
    ["1950/3/12", "1950-03-12"],
    ["1950年3月12日", "1950-03-12"],
    ["1950年03月12号", "1950-03-12"],
    ["1950 年 3 月 12 日", "1950-03-12"],
    ["１９５０年３月１２日", "1950-03-12"],
    ["1950年3月12", "1950-03-12"],
    ["1950年3月12日生", "1950-03-12"],
    ["19500312", "1950-03-12"],
    ["'19500312", "1950-03-12"],
    ["1950-03-12 00:00:00", "1950-03-12"],
    ["1950-03-12T08:30:00Z", "1950-03-12"],
    ["1950/3/12 0:00", "1950-03-12"],
    ["19500312000000", "1950-03-12"],
    ["一九五〇年三月十二日", "1950-03-12"],
    ["一九五零年十二月三十一日", "1950-12-31"],
    ["二〇〇一年元月廿一日", "2001-01-21"],
    ["民国39年3月12日", "1950-03-12"],
    ["民國三十九年三月十二日", "1950-03-12"],
    ["12 Mar 1950", "1950-03-12"],
    ["March 12, 1950", "1950-03-12"],
    ["12-MAR-1950", "1950-03-12"],
    ["27/05/1996", "1996-05-27"],
    ["05/27/1996", "1996-05-27"],
    ["05/05/1996", "1996-05-05"],
    ["1950-03", "1950-03"],
    ["1950.03", "1950-03"],
    ["1950年3月", "1950-03"],
    ["195003", "1950-03"],
    ["1950年", "1950"],
    ["1950", "1950"],
    ["50.3.12", "1950-03-12"],
    ["98年3月12日", "1998-03-12"],
    ["05年3月", "2005-03"],
    ["500312", "1950-03-12"],
    [19500312, "1950-03-12"],
    [18334, "1950-03-12"],
    ["18334", "1950-03-12"],
    [18334.5, "1950-03-12"],
    [1950, "1950"],
    [1950.03, "1950-03"],
    [{ date: "1950-03-12" }, "1950-03-12"],
    [{ date: "1950-03-12T00:00:00" }, "1950-03-12"],
    ["长期", "9999-12-31"],
    ["2000-02-29", "2000-02-29"],
  ])("%j is %s", (cell, iso) => {
    expect(parseDate(cell, today)).toEqual({ value: iso, valid: true, problems: [] });
  });

  test.each<[Cell, string]>([
    ["1990-02-30", "1990-02-30"],
    ["1977.02.30", "1977-02-30"],
    ["2017.00.16", "2017-00-16"],
    ["19941032", "1994-10-32"],
    ["2009-13-20", "2009-13-20"],
    ["1900-02-29", "1900-02-29"],
    ["1980年13月", "1980-13"],
    ["0198-05-01", "0198-05-01"],
  ])("%j is no day of the calendar", (cell, written) => {
    expect(parseDate(cell, today)).toEqual({ value: written, valid: false, problems: ["date-impossible"] });
  });

  test("a day or month of 00 is unknown, and says so", () => {
    expect(parseDate("1950-03-00", today)).toEqual({ value: "1950-03", valid: true, problems: ["date-impossible"] });
    expect(parseDate("19500000", today)).toEqual({ value: "1950", valid: true, problems: ["date-impossible"] });
  });

  test.each(["2025-07-01", "2025-07", "2026", "2090.1.1"])("%s lies ahead", (text) => {
    expect(parseDate(text, today)).toMatchObject({ valid: false, problems: ["date-in-future"] });
  });

  test("the current month and year do not", () => {
    expect(parseDate("2025-06", today).valid).toBe(true);
    expect(parseDate("2025", today).valid).toBe(true);
  });

  test.each<Cell>([
    "12/03/1950",
    "12.3.5",
    "农历一九五〇年三月十二",
    "三月",
    "春节",
    "3月12日",
    "13800138000",
    "1950-",
    "12345678901",
    true,
    -5,
    1e9,
    "1950.03.12.1",
  ])("%j is not guessed", (cell) => {
    expect(parseDate(cell, today)).toMatchObject({ value: null, valid: false, problems: ["date-unreadable"] });
  });

  test("a typed 1950.1 may have been October", () => {
    expect(parseDate(1950.1, today)).toEqual({ value: "1950", valid: true, problems: ["number-precision-lost"] });
  });

  test.each<Cell>([null, "", " ", "/", "-", "无", "不详", "——", 0])("%j says nothing", (cell) => {
    expect(parseDate(cell, today)).toEqual({ value: null, valid: true, problems: [] });
  });

  test("a column's clear cells settle the order of the others", () => {
    expect(dayOrderOf(["12/03/1950", "27/05/1996", null])).toBe("dayFirst");
    expect(dayOrderOf(["12/03/1950", "05/27/1996"])).toBe("monthFirst");
    expect(dayOrderOf(["12/03/1950", "27/05/1996", "05/27/1996"])).toBe("unknown");
    expect(parseDate("12/03/1950", today, "dayFirst").value).toBe("1950-03-12");
    expect(parseDate("12/03/1950", today, "monthFirst").value).toBe("1950-12-03");
  });

  const day = fc
    .date({ min: new Date("1880-01-01T00:00:00Z"), max: new Date("2025-06-30T00:00:00Z"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  test("every way of writing a day reads back as that day", () => {
    fc.assert(
      fc.property(
        day,
        fc.constantFrom("iso", "chinese", "dotted", "slashed", "compact"),
        fc.integer({ min: 4, max: 10 }),
        (iso, form, length) => {
          const reduced = length >= 10 ? iso : length >= 7 ? iso.slice(0, 7) : iso.slice(0, 4);
          expect(parseDate(formatDate(reduced, form), today)).toEqual({ value: reduced, valid: true, problems: [] });
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("a spreadsheet's serial day is the day it shows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 45_000 }), (serial) => {
        if (serial >= 1850 && serial <= 2026) return;
        expect(parseDate(serial, today).value).toBe(new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10));
      }),
    );
    expect(parseDate(59, today).value).toBe("1900-02-28");
  });

  test("no cell makes it fail, and what is valid is a real day", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.double(), fc.stringMatching(/^[\d年月日./ -]{0,12}$/)), (cell) => {
        const { value, valid, problems } = parseDate(cell, today);
        expect(valid || problems.length > 0).toBe(true);
        if (value === null || !valid) return;
        expect(value).toMatch(/^\d{4}(-\d\d(-\d\d)?)?$/);
        if (value.length === 10) expect(new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10)).toBe(value);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("formatDate", () => {
  test("writes whole and reduced dates as forms want them", () => {
    expect(formatDate("1950-03-02", "chinese")).toBe("1950年3月2日");
    expect(formatDate("1950-03-02", "dotted")).toBe("1950.03.02");
    expect(formatDate("1950-03-02", "slashed")).toBe("1950/3/2");
    expect(formatDate("1950-03-02", "compact")).toBe("19500302");
    expect(formatDate("1950-03", "chinese")).toBe("1950年3月");
    expect(formatDate("9999-12-31", "chinese")).toBe("长期");
    expect(formatDate("about 1950", "chinese")).toBe("about 1950");
  });
});

describe("ageOn", () => {
  test.each([
    ["1945-06-30", "2025-06-30", 80],
    ["1945-07-01", "2025-06-30", 79],
    ["2004-02-29", "2025-02-28", 20],
    ["2004-02-29", "2025-03-01", 21],
    ["2025-06-30", "2025-06-30", 0],
    ["1945-05", "2025-06-30", 80],
    ["1945-07", "2025-06-30", 79],
  ])("born %s is on %s %i", (birth, day, age) => {
    expect(ageOn(birth, day)).toBe(age);
  });

  test("says nothing when it cannot know", () => {
    expect(ageOn("1945-06", "2025-06-30")).toBeNull();
    expect(ageOn("1945", "2025-06-30")).toBeNull();
    expect(ageOn("2026-01-01", "2025-06-30")).toBeNull();
    expect(ageOn("nonsense", "2025-06-30")).toBeNull();
  });
});
