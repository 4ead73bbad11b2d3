import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ChoiceReason } from "#registry/contract";
import { ElementKind, MentionRole, ProblemCode as Problems } from "#vocabulary/contract";
import { codesInProgram } from "../../tests/error-codes.ts";
import { languageOf, type MessageKey, speaker } from "./language.ts";
import { en } from "./messages/en.ts";
import { zh } from "./messages/zh.ts";

const keys = Object.keys(en) as MessageKey[];
const blanksOf = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].toSorted();

test("both languages say the same things with the same blanks", () => {
  expect(Object.keys(zh).toSorted()).toEqual(Object.keys(en).toSorted());
  for (const key of keys) expect([key, blanksOf(zh[key])]).toEqual([key, blanksOf(en[key])]);
});

test("every text is written in its language", () => {
  const free = new Set<string>(["list.comma", "list.semicolon", "failure.title", "purpose.fill"]);
  for (const key of keys) {
    if (free.has(key)) continue;
    expect([key, en[key]]).toEqual([key, expect.stringMatching(/[A-Za-z]{2}|%|:/)]);
    expect([key, zh[key]]).toEqual([key, expect.stringMatching(/[\u4e00-\u9fff]|\{\{/)]);
    // English may quote a Chinese file or a sheet, never speak Chinese.
    expect([key, en[key].match(/[，。；：！？]/)]).toEqual([key, null]);
  }
});

test("every message is used, and nothing is left of those that are not", () => {
  const sources = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(`${import.meta.dirname}/${name}`, "utf8"))
    .join("\n");
  // `relation` and `relationReversed` are chosen before the dot.
  const prefixes = [
    "relation.",
    "relationReversed.",
    ...[...sources.matchAll(/`(\w+(?:\.\w+)*\.)\$\{/g)].map((match) => match[1] as string),
  ];
  // Refusals reach the messages by their code; the codes of other rooms stand in their contracts.
  const unused = keys.filter((key) => !sources.includes(`"${key}"`) && !prefixes.some((prefix) => key.startsWith(prefix)));
  expect(unused).toEqual([]);
  expect(prefixes).toContain("refusal.");
});

test("every word of the contracts has its message", () => {
  const wanted = [
    ...Object.values(Problems).map((code) => `problem.${code}`),
    ...Object.values(ChoiceReason).map((reason) => `reason.${reason}`),
    ...Object.values(MentionRole).map((role) => `role.${role}`),
    ...Object.values(ElementKind).flatMap((kind) => [`kind.${kind}`, `kinds.${kind}`]),
  ];
  expect(wanted.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
});

test("every refusal that a room below can give is told in words", () => {
  const own = new Set<string>(Object.values(Problems));
  const refusals = [...codesInProgram(join(import.meta.dirname, "../.."))].filter(
    ([code, file]) => /^src\/(exchange|registry|linkage)\//.test(file) && !own.has(code),
  );
  expect(refusals.length).toBeGreaterThan(10);
  expect(refusals.filter(([code]) => !Object.hasOwn(en, `refusal.${code}`))).toEqual([]);
});

test.each([
  [[], {}, "en"],
  [[], { LANG: "zh_CN.UTF-8" }, "zh"],
  [[], { LANG: "C.UTF-8" }, "en"],
  [[], { LANG: "zh_CN.UTF-8", LC_ALL: "en_GB.UTF-8" }, "en"],
  [[], { LANG: "en_US.UTF-8", LC_MESSAGES: "zh_TW" }, "zh"],
  [[], { LANG: "zh_CN.UTF-8", LC_ALL: "" }, "zh"],
  [["show", "--lang", "zh", "x"], { LANG: "en_US" }, "zh"],
  [["--lang=en", "show"], { LANG: "zh_CN" }, "en"],
  [["show", "--lang"], { LANG: "zh_CN" }, "zh"],
  [["show", "--", "--lang", "zh"], {}, "en"],
] as const)("%j with %j speaks %s", (words, environment, language) => {
  expect(languageOf(words, environment)).toBe(language);
});

test("blanks are filled as they are: nothing in a name is a message, markup or a blank", () => {
  const say = speaker("en");
  expect(say("show.noneFor", { text: "$t(import.summary) <b>{{count}}</b> &" })).toBe(
    "Nothing is known by “$t(import.summary) <b>{{count}}</b> &”.",
  );
});

test("numbers are grouped", () => {
  expect(speaker("en")("import.reviews", { pairs: 12345, community: "330782002014" })).toContain("12,345");
});
