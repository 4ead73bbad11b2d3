import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { codesInPage } from "../../tests/error-codes.ts";
import { routes } from "./api.ts";
import { openApi, refusalsOf } from "./openapi.ts";

const document = openApi(routes);

test("docs/openapi.json is the document of today (`npm run openapi` writes it)", () => {
  expect(JSON.parse(readFileSync("docs/openapi.json", "utf8"))).toEqual(document);
});

test("it is a valid OpenAPI 3.1 document, every operation named once", async () => {
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  const operations = Object.values(document.paths as object).flatMap((path: object) => Object.values(path) as { operationId: string }[]);
  expect(operations).toHaveLength(routes.length);
  expect(new Set(operations.map((each) => each.operationId)).size).toBe(routes.length);
});

test("every code that a route can refuse with is explained", () => {
  const explained = codesInPage(readFileSync("docs/errors.md", "utf8"));
  expect([...new Set(routes.flatMap(refusalsOf))].filter((code) => !explained.has(code))).toEqual([]);
});
