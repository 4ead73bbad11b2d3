import fc from "fast-check";
import { expect, test } from "vitest";
import { said, understand } from "./made-sheet.ts";
import { familyFirstBy } from "./name-order.ts";

const NAMES = ["GUPTA DEEPAK", "GUPTA ARJUN VIKRAM", "PATEL RAJESH", "NASSER YAHYA", "NASSER ALI", "YAHYA QASIM", "KABBANI FADI"];

test.each([
  ["RAJESH GUPTA", "GUPTA RAJESH"],
  ["GUPTA RAJESH", "GUPTA RAJESH"],
  ["NASSER YAHYA", "NASSER YAHYA"],
  ["KABBANI NASSER", "KABBANI NASSER"],
  ["FADI KABBANI", "FADI KABBANI"],
  ["ARJUN", "ARJUN"],
])("%s among them is %s", (name, expected) => expect(familyFirstBy([...NAMES, name])(name)).toBe(expected));

test("no word of a name is lost, and what was put in order stays in order", () => {
  const names = fc.array(
    fc.array(fc.constantFrom("A", "B", "C", "D", "E"), { minLength: 1, maxLength: 3 }).map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(names, (all) => {
      const order = familyFirstBy(all);
      for (const name of all) expect(order(name).split(" ").toSorted()).toEqual(name.split(" ").toSorted());
    }),
  );
});

test("a column of passports' names", async () => {
  const { records } = await understand({ rows: ["外文姓名|国籍", ...[...NAMES, "Rajesh Gupta"].map((name) => `${name}|印度`)] });
  expect(said(records[7], "person", "subject")?.foreignName).toBe("GUPTA RAJESH");
});
