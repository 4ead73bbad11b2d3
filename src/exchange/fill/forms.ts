/** The forms of departments/: which workbook each is, whom it is for, and what of it must be read otherwise than its words say. */
import { access, readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { parse } from "yaml";
import { attributeOf } from "#vocabulary";
import type { Label } from "#vocabulary/contract";
import { type ColumnMeaning, type FormField, type FormLayout, ValueFormat } from "../contract.ts";
import { readMeaning } from "../understand/meaning-text.ts";
import { compactText } from "./bands.ts";

/** What a form.yaml says of one field, instead of what its label and cell say. */
export interface FieldOverride {
  /** Null: no fact. */
  readonly meaning?: ColumnMeaning | null;
  readonly format?: ValueFormat;
}

/** A department's form as departments/ describes it. */
export interface DepartmentForm {
  /** Folder path: `civil-affairs/old-age-allowance-roster`. */
  readonly id: string;
  readonly department: string;
  readonly label: Label;
  /** Path of the blank workbook. */
  readonly template: string;
  readonly kind: FormLayout["kind"];
  /** Whom the form is for: a CEL condition over the vocabulary; null when people are named. */
  readonly condition: string | null;
  /** Attribute by which a roster is ordered, `-` in front for descending; null for the order of homes. */
  readonly order: string | null;
  /** Words by one of which the title of another copy is recognised, and words that no copy has. */
  readonly titles: readonly string[];
  readonly unless: readonly string[];
  /** By label or header path without spaces and brackets. */
  readonly fields: Readonly<Record<string, FieldOverride>>;
}

const Content = Type.Object(
  {
    label: Type.Object({ zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
    template: Type.Optional(Type.String({ minLength: 1 })),
    kind: Type.Union([Type.Literal("roster"), Type.Literal("application")]),
    condition: Type.Optional(Type.String({ minLength: 1 })),
    order: Type.Optional(Type.String({ minLength: 1 })),
    titles: Type.Array(Type.String({ minLength: 2 }), { minItems: 1 }),
    unless: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    fields: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Object(
          { meaning: Type.Optional(Type.String()), format: Type.Optional(Type.Enum(Object.values(ValueFormat))) },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { additionalProperties: false },
);

/**
 * Reads every `form.yaml` below `departmentsFolder`. A form's id is its folder, its department the first part of it.
 * @throws Error that names the file and the key when one is wrong
 */
export async function loadForms(departmentsFolder: string): Promise<DepartmentForm[]> {
  const entries = await readdir(departmentsFolder, { recursive: true, withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isFile() && entry.name === "form.yaml")
    .map((entry) => relative(departmentsFolder, entry.parentPath).split(sep).join("/"))
    .toSorted();
  return Promise.all(folders.map((folder) => loadForm(departmentsFolder, folder)));
}

async function loadForm(departmentsFolder: string, id: string): Promise<DepartmentForm> {
  const file = join(departmentsFolder, id, "form.yaml");
  const content = readContent(file, await readFile(file, "utf8"));
  const template = join(departmentsFolder, id, content.template ?? "template.xlsx");
  await access(template).catch(() => {
    throw new Error(`${file}: /template: there is no file ${content.template ?? "template.xlsx"} beside it`);
  });
  const order = content.order ?? null;
  if (order !== null && attributeOf("person", order.replace(/^-/, "")) === undefined) {
    throw new Error(`${file}: /order: a person has no attribute ${order.replace(/^-/, "")}`);
  }
  return {
    id,
    department: id.split("/")[0] as string,
    label: content.label,
    template,
    kind: content.kind,
    condition: content.condition ?? null,
    order,
    titles: content.titles.map(compactText),
    unless: (content.unless ?? []).map(compactText),
    fields: overridesOf(file, content.fields ?? {}),
  };
}

function readContent(file: string, text: string): Static<typeof Content> {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : "is no YAML"}`);
  }
  if (Value.Check(Content, content)) return content as Static<typeof Content>;
  const [first] = Value.Errors(Content, content);
  throw new Error(`${file}: ${first?.instancePath || "/"} ${first?.message ?? "is not valid"}`);
}

function overridesOf(file: string, fields: NonNullable<Static<typeof Content>["fields"]>): Record<string, FieldOverride> {
  const overrides: Record<string, FieldOverride> = {};
  for (const [label, said] of Object.entries(fields)) {
    const format = said.format === undefined ? {} : { format: said.format };
    if (said.meaning === undefined) {
      overrides[fieldKey(label)] = format;
      continue;
    }
    const read = readMeaning(said.meaning);
    if ("wrong" in read) throw new Error(`${file}: /fields/${label}: ${read.wrong}`);
    overrides[fieldKey(label)] = { ...format, meaning: read.meaning };
  }
  return overrides;
}

/** Labels are compared without spaces and brackets. */
function fieldKey(label: string): string {
  return compactText(label)
    .normalize("NFKC")
    .replace(/\([^()]*\)/g, "");
}

/** The form of departments/ of which a workbook is a copy, by its title; the longest words win. Null when it is none. */
export function recogniseForm(layout: FormLayout, forms: readonly DepartmentForm[]): DepartmentForm | null {
  const title = compactText(layout.title);
  let best: { form: DepartmentForm; length: number } | null = null;
  for (const form of forms) {
    if (form.kind !== layout.kind || form.unless.some((word) => title.includes(word))) continue;
    for (const words of form.titles) {
      if (title.includes(words) && words.length > (best?.length ?? 0)) best = { form, length: words.length };
    }
  }
  return best?.form ?? null;
}

/** The layout with a form's overrides applied. */
export function withOverrides(layout: FormLayout, form: DepartmentForm): FormLayout {
  const change = (field: FormField): FormField => {
    const override = form.fields[fieldKey(field.label)];
    if (override === undefined) return field;
    const meaning = override.meaning === undefined ? field.meaning : override.meaning;
    const computed = meaning?.kind === "person" && meaning.attribute === "age" ? "age" : field.computed === "age" ? null : field.computed;
    return { ...field, meaning, computed, format: override.format ?? field.format };
  };
  const { subtable } = layout;
  return {
    ...layout,
    fields: layout.fields.map(change),
    subtable: subtable === null ? null : { ...subtable, fields: subtable.fields.map(change) },
  };
}
