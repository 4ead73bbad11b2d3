import fc from "fast-check";
import { expect, test } from "vitest";
import { splitStatements } from "./statements.ts";

test.each([
  ["", []],
  [" ;; -- nothing\n ; /* ; */", []],
  ["SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]],
  ["SELECT 'a;b''c;'; SELECT \"x;\"", ["SELECT 'a;b''c;'", 'SELECT "x;"']],
  ["SELECT E'a\\';b'; SELECT 1", ["SELECT E'a\\';b'", "SELECT 1"]],
  ["SELECT 'a\\'; SELECT 2", ["SELECT 'a\\'", "SELECT 2"]],
  ["DO $$ BEGIN; END $$; SELECT 1", ["DO $$ BEGIN; END $$", "SELECT 1"]],
  ["DO $f$ a; $$ b; $f$; SELECT $1; SELECT a$b", ["DO $f$ a; $$ b; $f$", "SELECT $1", "SELECT a$b"]],
  ["/* a; /* b; */ c; */ SELECT 1; -- d;\nSELECT 2", ["/* a; /* b; */ c; */ SELECT 1", "-- d;\nSELECT 2"]],
  ["SELECT 'not ended; ", ["SELECT 'not ended;"]],
])("%j splits into %j", (sql, statements) => {
  expect(splitStatements(sql)).toEqual(statements);
});

test("quoted statements stay whole, whatever is in them", () => {
  const quoted = fc.oneof(
    fc.string().map((text) => `SELECT '${text.replaceAll("'", "''").replaceAll("\\", "")}'`),
    fc.string().map((text) => `SELECT "${text.replaceAll('"', '""')}"`),
    fc.string().map((text) => `DO $tag$${text.replaceAll("$", "")}$tag$`),
  );
  fc.assert(
    fc.property(fc.array(quoted), (statements) => {
      expect(splitStatements(statements.join(";\n"))).toEqual(statements.map((statement) => statement.trim()));
    }),
  );
});
