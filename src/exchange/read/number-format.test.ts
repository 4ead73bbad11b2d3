import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInFormat, formattedNumber, parseFormat } from "./number-format.ts";

describe("parseFormat", () => {
  test.each([
    ["General", "number"],
    ["G/通用格式", "number"],
    ["0", "number"],
    ["0.00E+00", "number"],
    ["#,##0.00_);[Red](#,##0.00)", "number"],
    ["0.00_ ", "number"],
    ['"第"0"号"', "number"],
    ["@", "number"],
    ["0_ ;[Red]-0 ", "number"],
    ["¥#,##0", "number"],
    ["[$¥-804]#,##0.00", "number"],
    ["[DBNum1][$-804]General", "number"],
    ["0\\d", "number"],
    ['#,##0"days"', "number"],
    ["yyyy-mm-dd", "date"],
    ["yyyy/m/d;@", "date"],
    ['[$-804]yyyy"年"m"月"d"日"', "date"],
    ["[$-F800]dddd, mmmm dd, yyyy", "date"],
    ["[$-x-sysdate]dddd, mmmm dd, yyyy", "date"],
    ["yyyy年m月d日", "date"],
    ['[DBNum1][$-804]yyyy"年"m"月"d"日";@', "date"],
    ['m"月"d"日";@', "date"],
    ["[$-804]aaaa;@", "date"],
    ["e", "date"],
    ["mmm", "date"],
    ["yyyy.mm.dd hh:mm:ss", "dateTime"],
    ["m/d/yy h:mm", "dateTime"],
    ['yyyy"年"m"月";@', "month"],
    ["mmm-yy", "month"],
    ["yyyymm", "month"],
    ["h:mm", "time"],
    ["[h]:mm:ss", "time"],
    ["mm:ss.0", "time"],
    ['上午/下午h"时"mm"分"', "time"],
    ["[$-409]h:mm AM/PM;@", "time"],
  ])("%s is a %s", (code, kind) => {
    expect(parseFormat(code).kind).toBe(kind);
  });

  test("zeros only", () => {
    expect(parseFormat("000000")).toEqual({ kind: "zeros", digits: 6 });
    expect(parseFormat("00000000000;@")).toEqual({ kind: "zeros", digits: 11 });
  });
});

describe("formattedNumber", () => {
  const date = (value: number, code: string, epoch1904 = false) => formattedNumber(value, parseFormat(code), epoch1904);

  test("dates of both systems, around the day that never was", () => {
    expect(date(1, "yyyy-mm-dd")).toEqual({ date: "1900-01-01" });
    expect(date(59, "yyyy-mm-dd")).toEqual({ date: "1900-02-28" });
    expect(date(60, "yyyy-mm-dd")).toEqual({ date: "1900-02-29" });
    expect(date(61, "yyyy-mm-dd")).toEqual({ date: "1900-03-01" });
    expect(date(18334, "yyyy-mm-dd")).toEqual({ date: "1950-03-12" });
    expect(date(18334 - 1462, "yyyy-mm-dd", true)).toEqual({ date: "1950-03-12" });
    expect(date(2958465, "yyyy-mm-dd")).toEqual({ date: "9999-12-31" });
    for (const impossible of [0, -5, 2958466, 19500312]) expect(date(impossible, "yyyy-mm-dd")).toBe(impossible);
  });

  test("every day of the calendar, against the calendar itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2958465 }), (serial) => {
        const day = new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
        expect(date(serial, "yyyy/m/d")).toEqual({ date: day });
        expect(date(serial - 1462, "yyyy/m/d", true)).toEqual(serial < 1462 ? serial - 1462 : { date: day });
      }),
    );
  });

  test("times of day, rounded to seconds, shown only where the format shows them", () => {
    expect(date(45000.354166666664, "yyyy-mm-dd hh:mm")).toEqual({ date: "2023-03-15T08:30:00" });
    expect(date(45000.354166666664, "yyyy-mm-dd")).toEqual({ date: "2023-03-15" });
    expect(date(45000, "yyyy-mm-dd hh:mm")).toEqual({ date: "2023-03-15" });
    expect(date(45000.9999999999, "yyyy-mm-dd hh:mm")).toEqual({ date: "2023-03-16" });
    expect(date(0.354166666664, "h:mm")).toBe("08:30");
    expect(date(0.999999999, "h:mm")).toBe("00:00");
    expect(date(0.35425, "h:mm:ss")).toBe("08:30:07");
  });

  test("a month typed in is the month; a whole date that is shown as a month stays whole", () => {
    expect(date(18323, 'yyyy"年"m"月"')).toBe("1950-03");
    expect(date(18334, 'yyyy"年"m"月"')).toEqual({ date: "1950-03-12" });
  });

  test("zeros pad whole numbers, and never one that lost digits", () => {
    expect(date(71, "000000")).toBe("000071");
    expect(date(1234567, "000000")).toBe(1234567);
    expect(date(1.5, "000000")).toBe(1.5);
    expect(date(330782196707292900, "000000000000000000000")).toBe(330782196707292900);
  });

  test("built-in formats", () => {
    expect(builtInFormat(14)?.kind).toBe("date");
    expect(builtInFormat(57)?.kind).toBe("month");
    expect(builtInFormat(49)?.kind).toBe("number");
    expect(builtInFormat(176)).toBeNull();
  });
});
