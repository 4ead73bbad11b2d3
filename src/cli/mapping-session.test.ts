import { expect, test } from "vitest";
import { attributes } from "#vocabulary";
import { searchAttributes } from "./mapping-session.ts";

test.each(["姓名", "name", "person.name", "电话", "phone", "出生日期", "DATE OF BIRTH".slice(-5)])(
  "searching %s finds something",
  (text) => {
    expect(searchAttributes(attributes, text).length).toBeGreaterThan(0);
  },
);

test("a whole word comes before its parts, and blanks and case do not matter", () => {
  expect(searchAttributes(attributes, "姓名")[0]).toMatchObject({ kind: "person", name: "name" });
  expect(searchAttributes(attributes, "Birth Date")[0]).toMatchObject({ name: "birthDate" });
});

test("a word that means nothing finds nothing", () => {
  expect(searchAttributes(attributes, "量子纠缠")).toEqual([]);
});
