import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { codesInPage, codesInProgram } from "./error-codes.ts";

const project = fileURLToPath(new URL("../", import.meta.url));
const page = readFileSync(new URL("../docs/errors.md", import.meta.url), "utf8");

test("every code of the program is on docs/errors.md", () => {
  const documented = codesInPage(page);
  const missing = [...codesInProgram(project)].filter(([code]) => !documented.has(code)).map(([code, file]) => `${code} (${file})`);
  expect(missing).toEqual([]);
});

test("docs/errors.md holds no code that the program does not give", () => {
  const given = codesInProgram(project);
  // A bug has no code of its own in the rooms: the command line gives it to whatever was not expected.
  expect([...codesInPage(page).keys()].filter((code) => !given.has(code) && code !== "bug")).toEqual([]);
});

test("each code is explained in Chinese and in English, and no code twice", () => {
  const poor = [...codesInPage(page)].filter(([, words]) => !words.chinese || !words.english).map(([code]) => code);
  expect(poor).toEqual([]);
  const headings = [...page.matchAll(/^### `([^`]+)`$/gm)].map((match) => match[1]);
  expect(headings.filter((code, index) => headings.indexOf(code) !== index)).toEqual([]);
});

test("every exit code is in the table", () => {
  const text = readFileSync(new URL("../src/cli/exit-code.ts", import.meta.url), "utf8");
  const codes = [...text.matchAll(/^ {2}\w+: (\d+),$/gm)].map((match) => match[1]);
  expect(codes.length).toBeGreaterThan(5);
  for (const code of codes) expect(page).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
});

test("the search finds codes of every kind", () => {
  const codes = codesInProgram(project);
  for (const code of [
    "id-checksum",
    "file-zip-bomb",
    "disk-full",
    "key-wrong",
    "port-taken",
    "node-missing",
    "out-disk-full",
    "community-unknown",
  ]) {
    expect(codes.has(code), code).toBe(true);
  }
});
