/** The forms that can be filled in a community: those of departments/, and the blanks that it keeps itself. */
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Actor } from "#access";
import { type DepartmentForm, loadForms, readForm, recogniseForm } from "#exchange";
import type { FormLayout } from "#exchange/contract";
import { type KeptForm, keptForms, type RegistryDeps, readKeptForm } from "#registry";
import type { Label } from "#vocabulary/contract";
import { accepted, Problem } from "../problem.ts";

/** A form, and how it is filled. */
export interface ShelvedForm {
  /** How addresses name it: the folder of departments/ with dots, or the id of a kept blank. */
  readonly key: string;
  readonly title: Label;
  /** Folder of the department; empty when nobody knows. */
  readonly department: string;
  readonly layout: FormLayout;
  /** Whom it is for; null when people are named. */
  readonly condition: string | null;
  readonly order: string | null;
  /** Of a blank that the community keeps itself; null for those of departments/. */
  readonly kept: KeptForm | null;
  /** Lets `work` have the blank workbook as a file. */
  readonly withBlank: <T>(work: (path: string) => Promise<T>) => Promise<T>;
}

/** The forms of departments/, by their folders. They say nothing of anybody. */
export async function departmentForms(departmentsFolder: string): Promise<ShelvedForm[]> {
  const forms = await loadForms(departmentsFolder);
  return Promise.all(
    forms.map(async (form) => ({
      key: form.id.replaceAll("/", "."),
      title: form.label,
      department: form.department,
      layout: await layoutOf(form, forms),
      condition: form.condition,
      order: form.order,
      kept: null,
      withBlank: (work) => work(form.template),
    })),
  );
}

/** All forms of a community: its own blanks first, newest first, then those of departments/. */
export async function shelvedForms(registry: RegistryDeps, actor: Actor, community: string): Promise<ShelvedForm[]> {
  const kept = await keptForms(registry, actor, community);
  const known = await loadForms(registry.departmentsFolder);
  const own = await Promise.all(kept.map((form) => keptOnShelf(registry, actor, community, form, known)));
  return [...own, ...(await departmentForms(registry.departmentsFolder))];
}

/**
 * An application that one person makes for themselves or for their household: all that a resident can be offered.
 */
export const isPersonal = ({ layout }: ShelvedForm): boolean =>
  layout.kind === "application" && (layout.subject === "person" || layout.subject === "householdHead");

/** One form. Throws a Problem when there is none of that key. */
export async function shelvedForm(registry: RegistryDeps, actor: Actor, community: string, key: string): Promise<ShelvedForm> {
  const found = UUID.test(key)
    ? (await keptForms(registry, actor, community)).find((form) => form.id === key)
    : (await departmentForms(registry.departmentsFolder)).find((form) => form.key === key);
  if (found === undefined) throw new Problem("form-unknown");
  if ("layout" in found) return found;
  return keptOnShelf(registry, actor, community, found, await loadForms(registry.departmentsFolder));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function keptOnShelf(
  registry: RegistryDeps,
  actor: Actor,
  community: string,
  form: KeptForm,
  known: readonly DepartmentForm[],
): Promise<ShelvedForm> {
  const withBlank = async <T>(work: (path: string) => Promise<T>): Promise<T> => {
    const { workbook } = accepted(await readKeptForm(registry, actor, community, form.id));
    return withWorkbook(workbook, form.file, work);
  };
  let layout = keptLayouts.get(form.id);
  if (layout === undefined) {
    layout = accepted(await withBlank((path) => readForm(path, { forms: known })));
    keptLayouts.set(form.id, layout);
  }
  const like = recogniseForm(layout, known);
  return {
    key: form.id,
    title: { zh: form.title, en: form.title },
    department: form.department,
    layout,
    condition: form.condition ?? like?.condition ?? null,
    order: like?.order ?? null,
    kept: form,
    withBlank,
  };
}

/** What kept blanks ask: neither the workbook nor what it asks ever changes. */
const keptLayouts = new Map<string, FormLayout>();

/** Puts a workbook where only this account can read it, for as long as `work` needs it. */
export async function withWorkbook<T>(workbook: Uint8Array, name: string, work: (path: string) => Promise<T>): Promise<T> {
  return inPrivateFolder(async (folder) => {
    const path = join(folder, basename(name));
    await writeFile(path, workbook, { mode: 0o600 });
    return work(path);
  });
}

/** A folder that only this account can read, gone when `work` has ended. */
export async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "weinao-form-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const departmentLayouts = new Map<string, { readonly of: string; readonly layout: FormLayout }>();

/** What a form of departments/ asks, read anew only when the workbook or its description has changed. */
async function layoutOf(form: DepartmentForm, forms: readonly DepartmentForm[]): Promise<FormLayout> {
  const { mtimeMs, size } = await stat(form.template);
  const of = JSON.stringify([mtimeMs, size, form]);
  const known = departmentLayouts.get(form.template);
  if (known?.of === of) return known.layout;
  const layout = accepted(await readForm(form.template, { forms }));
  departmentLayouts.set(form.template, { of, layout });
  return layout;
}
