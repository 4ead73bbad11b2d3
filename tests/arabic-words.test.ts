import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { purposes } from "#access";
import { loadForms } from "#exchange";
import { loadDepartments } from "#registry";
import { attributes, codeLists } from "#vocabulary";
import { wordsShown } from "../src/web/resident/words.ts";
import { refusalsAr } from "../src/web/texts/resident/refusals-ar.ts";
import { wordsAr } from "../src/web/texts/resident/words-ar.ts";

test("every Arabic word stands for one that the server can tell, and is Arabic", async () => {
  const departments = [...(await loadDepartments("departments")).values()];
  const labels = [
    ...[...attributes, ...purposes, ...codeLists.flatMap(({ codes }) => codes)].map(({ label }) => label.zh),
    ...departments.map(({ zh }) => zh),
    ...(await loadForms("departments")).map(({ label }) => label.zh),
    // Yes and no, and what corrections can be about besides facts.
    ...["是", "否", "其他事情", "我现在的住址"],
  ];
  expect(Object.keys(wordsAr).filter((word) => !labels.includes(word))).toEqual([]);
  expect(Object.values(wordsAr).filter((word) => !/^[\p{Script=Arabic}\p{M}\p{P}\s]+$/u.test(word))).toEqual([]);
  // Every department that comes with the program has an Arabic name.
  expect(departments.filter(({ zh }) => !(zh in wordsAr))).toEqual([]);
});

test("refusals in Arabic are refusals that there are", () => {
  const documented = readFileSync("docs/errors.md", "utf8");
  expect(Object.keys(refusalsAr).filter((code) => !documented.includes(`### \`${code}\``))).toEqual([]);
});

test("what has no Arabic word is shown as it stands on the paper, and says which language that is", () => {
  const unknown = { zh: "街道办事处", en: "Sub-district office" };
  expect(wordsShown("ar", { zh: "民政", en: "Civil affairs" }, wordsAr)).toEqual({ text: wordsAr.民政 });
  expect(wordsShown("ar", unknown, wordsAr)).toEqual({ text: "街道办事处", lang: "zh-CN" });
  expect(wordsShown("ar", { zh: "民政", en: "Civil affairs" }, null)).toEqual({ text: "民政", lang: "zh-CN" });
  expect(wordsShown("en", unknown, null)).toEqual({ text: "Sub-district office" });
  expect(wordsShown("en", { zh: "夏菊花", en: "夏菊花" }, null)).toEqual({ text: "夏菊花", lang: "zh-CN" });
  expect(wordsShown("zh", unknown, null)).toEqual({ text: "街道办事处" });
});
