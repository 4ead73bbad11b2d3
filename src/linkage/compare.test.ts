import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareDates, DateLevel } from "./compare-date.ts";
import { compareIdentities, IdentityLevel, standardiseIdentity } from "./compare-identity.ts";
import { compareNames, NameLevel, standardiseName } from "./compare-name.ts";
import { editDistance, isOneSlip, jaroWinkler, slips } from "./edit-distance.ts";
import { simplify, surnameReadingOf } from "./hanzi.ts";
import { looksAlike } from "./look-alikes.ts";

const nameLevel = (one: string, other: string): string | undefined => {
  const level = compareNames(standardiseName(one), standardiseName(other));
  return Object.entries(NameLevel).find(([, value]) => value === level)?.[0];
};

describe("names", () => {
  it.each([
    ["张伟", "张伟", "exact"],
    ["張 偉", "张伟", "exact"],
    ["SALEH AHMED", "Ahmed, Saleh", "latinExact"],
    ["单立人", "Shan Liren", "romanised"],
    ["仇丽丽", "LILI QIU", "romanised"],
    ["吕小燕", "LV XIAOYAN", "romanised"],
    ["刘圆", "刘媛", "homophone"],
    ["吴燕凤", "吴燕风", "homophone"],
    ["童根香", "童银香", "lookAlike"],
    ["陈学炳", "阵学炳", "surnameSlip"],
    ["王瑞", "壬瑞", "surnameSlip"],
    ["孙旺仁", "孙仁旺", "reordered"],
    ["朱民", "朱民明", "shortened"],
    ["黄子依", "黄子可", "oneCharacter"],
    ["刘英", "刘爱", "oneOfTwo"],
    ["张国强", "赵国强", "surnameDiffers"],
    ["季军伟", "季子豪", "surnameOnly"],
    ["欧阳文静", "欧阳小芳", "surnameOnly"],
    ["康志明", "白秀芬", "different"],
    ["古丽娜尔·艾合买提", "古丽娜尔", "shortened"],
    ["阿不都热合曼·买买提", "阿布都热合曼", "shortened"],
    ["玉素甫·艾合买提", "艾合买提", "partial"],
    ["MOHAMMED ALI", "MOHAMED ALI", "latinSlip"],
    ["AL-TAMIMI ALI", "AL-TAMIMI LI", "latinSlip"],
    ["KA YAN HO", "HO KAA YAN", "latinSlip"],
    ["HO KA YAN", "HO KA YIN", "latinNear"],
    ["MORADI BEHROUZ", "MORADIB EHROUZ", "latinSlip"],
    ["OKAFOR EMEKA", "OKAFOR EMKEA", "latinSlip"],
    ["KADHIM ZAINAB", "KADHIM ZAYNAB", "latinSlip"],
    ["AHMED ALI", "AHMED AMAL", "surnameOnly"],
    ["NASER NOOR", "NASER N", "latinNear"],
    ["SALEH AHMED", "SALEH SALMA", "surnameOnly"],
    ["张伟", "SMITH JOHN", "missing"],
    ["", "张伟", "missing"],
  ])("%s and %s: %s", (one, other, expected) => {
    expect(nameLevel(one, other)).toBe(expected);
    expect(nameLevel(other, one)).toBe(expected);
  });

  const anyName = fc.oneof(
    fc
      .array(fc.constantFrom(..."王玉张弘陈阵刘浏李季欧阳伟玮涛滔晨辰梓子涵函一"), { minLength: 1, maxLength: 4 })
      .map((characters) => characters.join("")),
    fc
      .array(fc.constantFrom("ALI", "ALY", "AHMED", "N", "NOOR", "ZHANG", "WEI"), { minLength: 1, maxLength: 3 })
      .map((tokens) => tokens.join(" ")),
    fc.string({ maxLength: 8 }),
  );

  it("are compared the same both ways", () => {
    fc.assert(
      fc.property(anyName, anyName, (one, other) => {
        expect(nameLevel(one, other)).toBe(nameLevel(other, one));
      }),
      { numRuns: 2000 },
    );
  });

  it("have a standard form that is its own standard form", () => {
    fc.assert(
      fc.property(anyName, fc.string(), (name, text) => {
        expect(standardiseName(standardiseName(name).key).key).toBe(standardiseName(name).key);
        expect(simplify(simplify(text))).toBe(simplify(text));
      }),
    );
  });

  it("read surnames as surnames", () => {
    expect(["单", "仇", "曾", "解", "查"].map(surnameReadingOf)).toEqual(["shan", "qiu", "zeng", "xie", "zha"]);
  });

  it("know look-alikes both ways, and nothing is its own", () => {
    expect(looksAlike("陈", "阵")).toBe(true);
    expect(looksAlike("阵", "陈")).toBe(true);
    expect(looksAlike("陈", "陈")).toBe(false);
    expect(looksAlike("陈", "张")).toBe(false);
  });
});

describe("identity numbers", () => {
  const level = (one: string, other: string, oneValid = true, otherValid = true): string | undefined => {
    const found = compareIdentities(standardiseIdentity(one, oneValid), standardiseIdentity(other, otherValid));
    return Object.entries(IdentityLevel).find(([, value]) => value === found)?.[0];
  };
  it.each<[string, string, boolean, boolean, string]>([
    ["330725197807020875", "330725197807020875", true, true, "exact"],
    ["330725197807020874", "330725197807020874", false, false, "exactInvalid"],
    ["330725197807020875", "330725197807020???", true, false, "lostDigits"],
    ["330725197807020875", "330725198807020875", true, false, "oneSlip"],
    ["330725197807020875", "33072519780702875", true, false, "oneSlip"],
    ["330725197807020875", "330725197087020875", true, false, "oneSlip"],
    ["330782201101060695", "330782201101060687", true, true, "validSlips"],
    ["330782201101060695", "330782201101060716", true, true, "different"],
    ["330725197807020875", "411528199906222294", true, true, "different"],
    ["330725197807020875", "411528199906222290", true, false, "differentInvalid"],
    ["R2264288", "R2264288", true, true, "documentExact"],
    ["R2264288", "R2264289", true, true, "documentNear"],
    ["R2264288", "K6500867", true, true, "documentDifferent"],
    ["R2264288", "330725197807020875", true, true, "missing"],
  ])("%s and %s", (one, other, oneValid, otherValid, expected) => {
    expect(level(one, other, oneValid, otherValid)).toBe(expected);
    expect(level(other, one, otherValid, oneValid)).toBe(expected);
  });

  it("tell birth date and sex, but no date that no calendar has", () => {
    expect(standardiseIdentity("330725197807020875", true)).toMatchObject({ birthDate: "1978-07-02", sex: "1" });
    expect(standardiseIdentity("330725197813020875", false).birthDate).toBe("");
  });
});

describe("birth dates", () => {
  it.each<[string, string, number]>([
    ["1990-03-23", "1990-03-23", DateLevel.exact],
    ["1990-03", "1990-03-23", DateLevel.partial],
    ["1990-03-23", "1990-03-28", DateLevel.oneSlip],
    ["1987-04-09", "1987-09-04", DateLevel.oneSlip],
    ["1990-03-23", "1990-03-12", DateLevel.sameMonth],
    ["2009-06-20", "2009-13-20", DateLevel.sameMonth],
    ["1978-11-01", "1990-11-01", DateLevel.sameDay],
    ["1990-03-23", "1991-11-02", DateLevel.nearYear],
    ["1990-03-23", "1962-11-02", DateLevel.different],
    ["", "1962-11-02", DateLevel.missing],
  ])("%s and %s", (one, other, expected) => {
    expect(compareDates(one, other)).toBe(expected);
    expect(compareDates(other, one)).toBe(expected);
  });
});

describe("edit distances", () => {
  const text = fc.string({ unit: fc.constantFrom("0", "1", "2", "A"), maxLength: 9 });

  it("agree with each other", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const distance = editDistance(one, other);
        expect(editDistance(other, one)).toBe(distance);
        expect(slips(one, other)).toBe(Math.abs(one.length - other.length) > 2 ? 3 : Math.min(3, distance));
        if (one !== other) expect(isOneSlip(one, other)).toBe(distance === 1);
        for (const limit of [1, 2, 3]) expect(editDistance(one, other, limit)).toBe(Math.min(limit + 1, distance));
      }),
      { numRuns: 3000 },
    );
  });

  it("give the published values of Jaro–Winkler", () => {
    expect(jaroWinkler("MARTHA", "MARHTA")).toBeCloseTo(0.9611, 4);
    expect(jaroWinkler("DWAYNE", "DUANE")).toBeCloseTo(0.84, 4);
    expect(jaroWinkler("DIXON", "DICKSONX")).toBeCloseTo(0.8133, 4);
    expect(jaroWinkler("王", "玉")).toBe(0);
  });
});
