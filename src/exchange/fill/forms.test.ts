import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FormLayout } from "../contract.ts";
import { fillForm } from "./fill-form.ts";
import { loadForms, recogniseForm } from "./forms.ts";
import { madeForm, madePath } from "./made-form.ts";
import { readForm } from "./read-form.ts";

const departments = join(import.meta.dirname, "..", "..", "..", "departments");
const forms = await loadForms(departments);

/** Columns that a person fills by hand, or that nobody can know. */
const byHand = /^(?:备注|走访情况\/.*|.*签字.*)$/;

test("departments/ holds forms of many departments", () => {
  expect(forms.length).toBeGreaterThanOrEqual(12);
  expect(new Set(forms.map((form) => form.department)).size).toBeGreaterThanOrEqual(6);
});

describe.each(forms.map((form) => [form.id, form] as const))("%s", (_, form) => {
  test("is understood whole, and known again by its title", async () => {
    const read = await readForm(form.template, { forms });
    if (!read.accepted) throw new Error(read.refusal);
    const layout = read.value;
    expect(layout.kind).toBe(form.kind);
    const fields = [...layout.fields, ...(layout.subtable?.fields ?? [])];
    expect(
      fields
        .filter((field) => field.meaning === null && field.computed !== "sequence" && !byHand.test(field.label))
        .map((field) => field.label),
    ).toEqual([]);
    expect(recogniseForm(layout, forms)?.id).toBe(form.id);
  });

  test("can be filled for many, and changes only its sheet", async () => {
    const read = await readForm(form.template, { forms });
    if (!read.accepted) throw new Error(read.refusal);
    const people = Array.from({ length: form.kind === "roster" ? 45 : 1 }, (__, index) => ({
      name: `人${index}`,
      subject: new Map(),
      members: [],
    }));
    const filled = await fillForm(form.template, read.value, people, madePath("out.xlsx"), { asOf: "2025-06-30", missing: "none" });
    expect(filled).toMatchObject({ accepted: true, value: { rowsFilled: people.length, cellsFilled: 0 } });
  });
});

const layout = (title: string, kind: FormLayout["kind"] = "roster"): FormLayout => ({
  file: "x.xlsx",
  title,
  kind,
  subject: "person",
  sheet: "表",
  fields: [],
  subtable: null,
});

test.each<[string, FormLayout["kind"], string | undefined]>([
  ["2025年江东街道80周岁以上老年人高龄津贴花名册", "roster", "civil-affairs/old-age-allowance-roster"],
  ["90周岁以上老人高龄津贴花名册", "roster", undefined],
  ["义乌市高龄津贴申请表", "application", "civil-affairs/old-age-allowance-application"],
  ["义乌市高龄津贴申请表", "roster", undefined],
  ["江东街道流动人口汇总表", "roster", "public-security/floating-population-summary"],
  ["最低生活保障申请表", "application", "civil-affairs/minimum-living-allowance-application"],
  ["志愿者花名册", "roster", undefined],
])("a copy titled %s (%s) is %s", (title, kind, id) => expect(recogniseForm(layout(title, kind), forms)?.id).toBe(id));

test("a form.yaml overrules what a copy's words say", async () => {
  const path = await madeForm({
    sheets: [
      {
        name: "表",
        rows: [
          ["退役军人花名册", null],
          ["序号", "姓名", "身份证号", "人员类别"],
          ["", "", "", ""],
          ["", "", "", ""],
        ],
      },
    ],
  });
  const plain = await readForm(path);
  const known = await readForm(path, { forms });
  const meaning = (read: typeof plain) => (read.accepted ? read.value.fields[3]?.meaning?.attribute : read.refusal);
  expect(meaning(known)).toBe("veteranCategory");
  expect(meaning(plain)).not.toBe("veteranCategory");
});

const good = "label: { zh: 表, en: Form }\nkind: roster\ntitles: [某某花名册]\n";

test.each([
  ["label: [", "form.yaml: "],
  ["kind: roster\ntitles: [某某]", "label"],
  [good.replace("roster", "list"), "/kind"],
  [`${good}order: shoeSize`, "/order: a person has no attribute shoeSize"],
  [`${good}fields: { 电话: { meaning: person.fax } }`, '/fields/电话: person has no attribute "fax"'],
  [`${good}fields: { 电话: { format: loud } }`, "/fields/电话/format"],
  [`${good}template: other.xlsx`, "/template: there is no file other.xlsx beside it"],
  [`${good}colour: red`, "form.yaml"],
])("refuses %s by name", async (text, message) => {
  const folder = mkdtempSync(join(tmpdir(), "departments-"));
  mkdirSync(join(folder, "a", "b"), { recursive: true });
  writeFileSync(join(folder, "a", "b", "form.yaml"), text);
  writeFileSync(join(folder, "a", "b", "template.xlsx"), "");
  await expect(loadForms(folder)).rejects.toThrow(message);
  await expect(loadForms(folder)).rejects.toThrow(join("a", "b", "form.yaml"));
  rmSync(folder, { recursive: true });
});
