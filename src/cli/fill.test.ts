import { expect, test } from "vitest";
import type { DepartmentForm } from "#exchange";
import type { FillResult, FormLayout } from "#exchange/contract";
import { argumentsOf, type MadeWorld, run } from "./testing.ts";

const layout: FormLayout = {
  file: "高龄.xlsx",
  title: "高龄津贴花名册",
  kind: "roster",
  subject: "person",
  sheet: "Sheet1",
  fields: [
    { id: "Sheet1!B", label: "姓名", meaning: { kind: "person", role: "subject", attribute: "name" }, computed: null, format: "asIs" },
  ],
  subtable: null,
};
const form: DepartmentForm = {
  id: "civil-affairs/old-age",
  department: "civil-affairs",
  label: { zh: "高龄津贴花名册", en: "Old-age allowance roster" },
  template: "form.xlsx",
  kind: "roster",
  condition: "age >= 80",
  order: "-birthDate",
  titles: ["高龄津贴"],
  unless: [],
  fields: {},
};
const result: FillResult = {
  rowsFilled: 3,
  cellsAsked: 12,
  cellsFilled: 9,
  cellsDisputed: 1,
  missing: [
    { sheet: "Sheet1", cell: "C5", person: "张三", label: "开户行" },
    { sheet: "Sheet1", cell: "C6", person: "李四", label: "开户行" },
    { sheet: "Sheet1", cell: "D6", person: "李四", label: "电话" },
  ],
};
const operations: NonNullable<MadeWorld["operations"]> = {
  communities: async () => ["330782002014"],
  recogniseForm: async () => null,
  readForm: async () => ({ accepted: true, value: layout }),
  answersFor: async () => ({ accepted: true, value: { answers: [] } }),
  fillForm: async () => ({ accepted: true, value: result }),
  recordFill: async () => undefined,
};
const words = ["fill", "高龄.xlsx", "--out", "out.xlsx"];
const where = ["--where", "age >= 80"];

test("the summary says the share that was filled and what is still to ask, most often first", async () => {
  const { exitCode, out } = await run([...words, ...where], { operations });
  expect(exitCode).toBe(0);
  expect(out).toContain("75.0 % (9 of 12 cells)");
  expect(out.indexOf("开户行 × 2")).toBeGreaterThan(0);
  expect(out.indexOf("开户行 × 2")).toBeLessThan(out.indexOf("电话 × 1"));
  expect(JSON.parse((await run([...words, ...where, "--json"], { operations })).out)).toMatchObject({
    ok: true,
    onceOnlyRate: 0.75,
    asOf: "2025-06-30",
  });
});

test("a department's form is itself the purpose: recorded, and said", async () => {
  const ran = await run([...words, ...where], { operations });
  expect(argumentsOf(ran, "answersFor")[0]).toMatchObject({ purpose: "填报：高龄津贴花名册" });
  expect(ran.err).toContain("填报：高龄津贴花名册");
  const asked = await run([...words, ...where], { operations, answers: ["复核"] });
  expect(argumentsOf(asked, "answersFor")[0]).toMatchObject({ purpose: "复核" });
  const given = await run([...words, ...where, "--purpose", "form"], { operations });
  expect(argumentsOf(given, "recordFill")[0]).toMatchObject({ purpose: "form" });
});

test("the day given is the one on which ages are counted, whatever the terminal speaks", async () => {
  const ran = await run([...words, ...where, "--as-of", "2024-12-31", "--lang", "en"], { operations });
  expect(argumentsOf(ran, "fillForm")).toEqual(["高龄.xlsx", layout, [], "out.xlsx", { asOf: "2024-12-31" }]);
  expect(argumentsOf(ran, "answersFor")[3]).toEqual({ where: "age >= 80", asOf: "2024-12-31" });
});

test("persons are named instead of a condition", async () => {
  const ran = await run([...words, "--for", "张三", "李四"], { operations });
  expect(argumentsOf(ran, "answersFor")[3]).toEqual({ for: ["张三", "李四"], asOf: "2025-06-30" });
});

test("a form that departments/ knows carries its condition; another must be told whom", async () => {
  const known = {
    ...operations,
    recogniseForm: async () => form,
  };
  const ran = await run(words, { operations: known });
  expect(argumentsOf(ran, "answersFor")[3]).toEqual({ where: "age >= 80", order: "-birthDate", asOf: "2025-06-30" });
  expect(ran.err).toContain("Old-age allowance roster");
  const unknown = await run(words, { operations });
  expect(unknown).toMatchObject({ exitCode: 2, err: expect.stringContaining("--where") });
});

test("a name of several people lists them", async () => {
  const ambiguous = {
    ...operations,
    answersFor: async () => ({ accepted: false, refusal: "person-ambiguous", detail: "e1 e2" }) as const,
    findElements: async () => [
      { id: "e1", kind: "person" as const, title: "张三", hint: "1950" },
      { id: "e2", kind: "person" as const, title: "张三", hint: "1981" },
    ],
  };
  const ran = await run([...words, "--for", "张三"], { operations: ambiguous });
  expect(ran.exitCode).toBe(5);
  expect(ran.out).toMatch(/张三 +1950 +e1/);
});

test.each([
  ["condition-invalid", 3, "answersFor"],
  ["person-unknown", 4, "answersFor"],
  ["form-not-found", 3, "readForm"],
  ["file-missing", 3, "readForm"],
  ["out-not-writable", 8, "fillForm"],
] as const)("%s ends with %i and records no fill", async (refusal, exitCode, operation) => {
  const refusing = { ...operations, [operation]: async () => ({ accepted: false, refusal, detail: "x" }) };
  const ran = await run([...words, ...where], { operations: refusing });
  expect([ran.exitCode, ran.out]).toEqual([exitCode, ""]);
  expect(ran.err).toContain(`[${refusal}]`);
  expect(ran.calls.map(([name]) => name)).not.toContain("recordFill");
});
