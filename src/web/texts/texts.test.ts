import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { both as bothAr } from "./both/ar.ts";
import { both as bothEn } from "./both/en.ts";
import { both as bothZh } from "./both/zh.ts";
import { texts as deskEn } from "./desk/en.ts";
import { texts as deskZh } from "./desk/zh.ts";
import { texts as residentAr } from "./resident/ar.ts";
import { texts as residentEn } from "./resident/en.ts";
import { texts as residentZh } from "./resident/zh.ts";
import { sayer } from "./say.ts";

type Texts = Readonly<Record<string, string>>;
const catalogues: readonly (readonly [name: string, english: Texts, others: Readonly<Record<string, Texts>>])[] = [
  ["both", bothEn, { zh: bothZh, ar: bothAr }],
  ["desk", deskEn, { zh: deskZh }],
  ["resident", residentEn, { zh: residentZh, ar: residentAr }],
];
const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
const scripts: Readonly<Record<string, RegExp>> = { zh: /\p{Script=Han}/u, ar: /\p{Script=Arabic}/u };

test.each(catalogues)("%s: every text exists in every language, with the same blanks", (_name, english, others) => {
  for (const [language, texts] of Object.entries(others)) {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(texts)) {
      expect([language, key, blanks(text)]).toEqual([language, key, blanks(english[key] ?? "")]);
      const bare = text.replaceAll(/\{\{\w+\}\}|[\p{P}\p{S}\p{N}\s]/gu, "");
      // What is left besides blanks and signs is written in the language's own script.
      if (bare !== "" && key !== "app.name") expect([language, key, scripts[language]?.test(text)]).toEqual([language, key, true]);
    }
  }
});

test("a blank is filled as it is given, once; a key without a text comes back", () => {
  const say = sayer({ hello: "{{name}}, {{name}}: {{size}}" });
  expect(say("hello", { name: "{{size}} <b>$&", size: 3 })).toBe("{{size}} <b>$&, {{size}} <b>$&: 3");
  expect(say("hello", { name: "王" })).toBe("王, 王: {{size}}");
  expect(say("action.unknown")).toBe("action.unknown");
});

test("every text is used somewhere, and no page asks for one that there is not", () => {
  const code = readdirSync(new URL("../", import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/^texts\/.*\/|\.test\.ts$/.test(file))
    .map((file) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8"))
    .join("\n");
  // Keys put together of parts (`kind.${kind}`) are used by their first part.
  const families = new Set([...code.matchAll(/`([\w.]+)\.\$\{/g)].map((match) => match[1] as string));
  const isUsed = (key: string) => code.includes(`"${key}"`) || [...families].some((family) => key.startsWith(`${family}.`));
  for (const [name, english] of catalogues) expect([name, Object.keys(english).filter((key) => !isUsed(key))]).toEqual([name, []]);
});
