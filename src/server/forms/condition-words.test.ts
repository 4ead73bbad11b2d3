import { expect, test } from "vitest";
import { loadForms } from "#exchange";
import { departmentsFolder } from "../../../tests/sample-community.ts";
import { conditionWords } from "./condition-words.ts";

test("conditions are told in words, or stand for themselves", () => {
  expect(conditionWords('age >= 80 && residencyType == "permanent"')).toEqual({
    zh: "年满 80 周岁，户籍",
    en: expect.stringMatching(/^aged 80 or over, /),
  });
  expect(conditionWords("age > 17 && age <= 59")?.zh).toBe("年满 18 周岁，不满 60 周岁");
  expect(conditionWords('birthDate >= "2018-09-01" && birthDate < "2019-09-01"')?.zh).toBe(
    "出生日期 2018-09-01 起，出生日期 2019-09-01 之前",
  );
  expect(conditionWords('politicalStatus in ["01", "02"]')?.zh).toMatch(/^\p{Script=Han}+、\p{Script=Han}+$/u);
  expect(conditionWords("age >= 60 && (livingAlone || age > 90)")).toBeNull();
  expect(conditionWords("shoeSize == '42'")).toBeNull();
});

test("nearly every form of departments/ says in words for whom it is", async () => {
  const conditions = (await loadForms(departmentsFolder)).flatMap(({ condition }) => condition ?? []);
  const inWords = conditions.filter((condition) => conditionWords(condition) !== null);
  expect(conditions.length).toBeGreaterThan(8);
  expect(conditions.length - inWords.length).toBeLessThanOrEqual(1);
});
