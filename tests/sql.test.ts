import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { projectFiles } from "./house-rules.ts";
import { findSqlBreaches } from "./sql-rules.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const read = (path: string) => readFileSync(here(path), "utf8");

test("the schema's history keeps the rules that let it grow to a province", () => {
  const known = new Set<string>();
  const files = readdirSync(here("../sql/"))
    .filter((name) => /^\d{4}-/.test(name))
    .sort();
  expect(files.flatMap((name) => findSqlBreaches(read(`../sql/${name}`), known).map((breach) => ({ name, ...breach })))).toEqual([]);
  expect(known.size).toBeGreaterThan(3);
});

test("a file that breaks every rule is caught at each of them", () => {
  const rules = findSqlBreaches(read("./fixtures/bad.sql")).map(({ rule }) => rule);
  expect([...new Set(rules)].sort()).toEqual([
    "1 first column",
    "1 foreign key",
    "1 primary key",
    "1 unique",
    "12 distribute",
    "12 foreign key after distribute",
    "12 one subcommand",
    "2 sequence",
    "8 grant",
    "8 no policy",
    "8 policy",
    "8 set_config",
    "8 subquery",
    "9 merge",
    "9 trigger",
    "9 volatile",
  ]);
});

test("no statement in the code takes its time from the database or sets what leaks to the next user of a connection", () => {
  const code = projectFiles(here("../")).filter((file) => /^src\/.*(?<!\.test)\.ts$/.test(file));
  const offending = code.filter((file) =>
    /(?<![.\w])now\(\)|\bset_config\(|\bCURRENT_TIMESTAMP\b|"SET (?!LOCAL|application_name)/.test(withoutComments(read(`../${file}`))),
  );
  expect(offending).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
