/** Understands a blank form: which facts it asks for, where they go and how they are to be written. */
import type { Outcome } from "#vocabulary/contract";
import type { FormField, FormLayout, SourceRefusal } from "../contract.ts";
import { outcomeOf, RefusalError } from "../errors.ts";
import { findLabels, type LabelledPlace } from "./applications.ts";
import { compactText, findBands } from "./bands.ts";
import { type FormSurroundings, fieldOf } from "./fields.ts";
import { type DepartmentForm, recogniseForm, withOverrides } from "./forms.ts";
import { rangeOfFormula } from "./formula.ts";
import type { Band, FormGeometry, PlacedField, RawBand } from "./geometry.ts";
import { type LabelMeaning, meaningOfLabel, meaningsOfForm, subjectOf } from "./labels.ts";
import { cellName, lettersOfColumn } from "./reference.ts";
import { type ListValidation, literalOptions, readGrid, readListFormulas, type SheetGrid } from "./sheet.ts";
import { type FormWorkbook, guardDamage, openWorkbook, type WorkbookSheet } from "./workbook.ts";

/** Why a file is refused as a form. */
export const FormRefusal = {
  /** A workbook, but no sheet of it asks for a fact that the vocabulary knows. */
  noForm: "form-not-found",
  /** A legacy workbook or a text file: its layout cannot be kept. */
  notEditable: "form-not-xlsx",
  /** The layout was made from another version of the form than the one to be filled. */
  formChanged: "form-changed",
} as const;
export type FormRefusal = (typeof FormRefusal)[keyof typeof FormRefusal];

export interface ReadFormOptions {
  /** Name of the sheet that holds the form; without it the sheet that asks for most. */
  readonly sheet?: string;
  /** The forms of departments/: a copy of one, known by its title, is read as its form.yaml says. */
  readonly forms?: readonly DepartmentForm[];
}

/** The sheet into which filling lists what nobody holds; never a form itself. */
export const missingSheetName = "待补充";

const rosterTitle = /花名册|名册|汇总|台账|台帐|统计表|明细|名单|一览|清册|登记册/;
const applicationTitle = /申请|审批|审核表|登记卡|信息卡|呈报|认定表|评估表|申报|承诺书|证明/;

/**
 * Understands a blank workbook as a roster or an application form.
 * @returns what it asks for; fields whose meaning is null are no facts and stay empty
 */
export function readForm(path: string, options: ReadFormOptions = {}): Promise<Outcome<FormLayout, SourceRefusal | FormRefusal>> {
  return outcomeOf(async () => {
    const { layout } = await locateForm(await openForm(path), options.sheet);
    const known = recogniseForm(layout, options.forms ?? []);
    return known === null ? layout : withOverrides(layout, known);
  });
}

/** Opens a template; a file that is no package of the .xlsx family is refused with the way out. */
export async function openForm(path: string): Promise<FormWorkbook> {
  try {
    return await openWorkbook(path);
  } catch (error) {
    if (
      error instanceof RefusalError &&
      (error.refusal === "file-damaged" || error.refusal === "file-not-a-sheet") &&
      /\.(xls|csv|txt|et|doc|docx)$/i.test(path)
    ) {
      throw new RefusalError(FormRefusal.notEditable, "only workbooks of the .xlsx family keep their layout: save the form as .xlsx first");
    }
    throw error;
  }
}

/** Finds the form in an opened workbook, with the places of its fields. Throws RefusalError. */
export async function locateForm(workbook: FormWorkbook, sheetName?: string): Promise<FormGeometry> {
  return chooseForm(await locateForms(workbook), sheetName);
}

/** The form of a sheet, or the one that asks for most. Throws RefusalError. */
export function chooseForm(forms: readonly FormGeometry[], sheetName?: string): FormGeometry {
  const named = sheetName === undefined ? forms : forms.filter((form) => form.sheet.name === sheetName);
  const best = named.toSorted((a, b) => factsOf(b) - factsOf(a) || a.sheet.index - b.sheet.index)[0];
  if (best === undefined) throw new RefusalError(FormRefusal.noForm, "no sheet asks for facts that the vocabulary knows");
  return withCompanions(best, forms);
}

/** Sheets that explain or show how the form is filled in. */
const explaining = /说明|示例|样表|样例|范例|模板|参考|字典|代码表/;

/** An application with the other sheets of its workbook that ask for facts of the same person. */
function withCompanions(form: FormGeometry, forms: readonly FormGeometry[]): FormGeometry {
  if (form.layout.kind !== "application" || form.copies.length > 0 || forms.some((other) => pagesLike(form, [other]).length > 0))
    return form;
  const companions = forms.filter(
    (other) =>
      other.sheet.name !== form.sheet.name &&
      other.layout.kind === "application" &&
      other.layout.subject === form.layout.subject &&
      other.copies.length === 0 &&
      !explaining.test(other.sheet.name),
  );
  if (companions.length === 0) return form;
  const fields = [form, ...companions].flatMap((one) => one.layout.fields);
  return { ...form, layout: { ...form.layout, fields }, companions };
}

/** Every sheet that is a form. */
export async function locateForms(workbook: FormWorkbook): Promise<FormGeometry[]> {
  return guardDamage(async () => {
    const forms: FormGeometry[] = [];
    for (const sheet of workbook.sheets) {
      if (sheet.hidden || sheet.name.startsWith(missingSheetName)) continue;
      const source = await workbook.part(sheet.part);
      if (source === null) continue;
      const grid = readGrid(workbook, sheet.name, source);
      const form = locateOn(workbook, sheet, grid, await readValidations(workbook, grid));
      if (form !== null) forms.push(form);
    }
    return forms;
  });
}

function factsOf(form: FormGeometry): number {
  const count = (fields: readonly FormField[]) => fields.filter((field) => field.meaning !== null).length;
  return count(form.layout.fields) + count(form.layout.subtable?.fields ?? []);
}

async function readValidations(workbook: FormWorkbook, grid: SheetGrid): Promise<ListValidation[]> {
  const validations: ListValidation[] = [];
  for (const { blocks, formula } of readListFormulas(grid)) {
    const literal = literalOptions(formula);
    if (literal !== null) {
      validations.push({ blocks, options: literal });
      continue;
    }
    const range = rangeOfFormula(formula, grid.name);
    const sheet = workbook.sheets.find((one) => one.name === range?.sheet);
    const source = sheet === undefined ? null : await workbook.part(sheet.part);
    if (range === null || sheet === undefined || source === null) continue;
    const other = sheet.name === grid.name ? grid : readGrid(workbook, sheet.name, source);
    const options: string[] = [];
    for (let row = range.firstRow; row <= Math.min(range.lastRow, other.lastRow); row += 1) {
      const text = other.text(row, range.column).trim();
      if (text !== "") options.push(text);
    }
    validations.push({ blocks, options });
  }
  return validations;
}

/** The title above row `before`: the first text that is wide or names itself a form, else the first text at all. */
function titleOf(grid: SheetGrid, before: number): string {
  const texts: { text: string; wide: boolean }[] = [];
  for (let row = 1; row < before; row += 1) {
    for (const cell of grid.rows.get(row)?.cells.values() ?? []) {
      const text = compactText(cell.text);
      const block = grid.blockOf(row, cell.column);
      if (text !== "" && !/[：:]/.test(text)) texts.push({ text, wide: block.lastColumn - block.firstColumn > 2 });
    }
  }
  return (texts.find((one) => one.wide || /[表册卡单]$|台账|名单|清册/.test(one.text)) ?? texts[0])?.text ?? "";
}

function locateOn(
  workbook: FormWorkbook,
  sheet: WorkbookSheet,
  grid: SheetGrid,
  validations: readonly ListValidation[],
): FormGeometry | null {
  const bands = findBands(
    grid,
    (style) => workbook.styles.of(style).ruled,
    (path) => meaningOfLabel(path, "person", true).meaning !== null,
  );
  const best = bands[0];
  const taken = bands.map(({ band }) => band).filter((band) => band.dataRows.length >= 2 || band === best?.band);
  const labels = findLabels(
    grid,
    taken.map((band) => ({ first: band.headerRows[0], last: lastRowOf(band) })),
  );
  const facts = labels.filter((label) => meaningOfLabel(label.path).meaning !== null).length;
  const title = titleOf(grid, best?.band.headerRows[0] ?? Math.min(...labels.map((label) => label.place.row), grid.lastRow + 1));
  const around = { grid, styles: workbook.styles, validations };
  if (best !== undefined && facts < (rosterTitle.test(title) ? 8 : applicationTitle.test(title) ? 2 : 4)) {
    const subject = subjectOf(best.band.columns.map((column) => column.path));
    return rosterOf(workbook, sheet, title, { ...around, form: "roster", subject, asksRegisteredAddress: false }, best.band);
  }
  const all = best === undefined || isSubtable(grid, best.band) ? labels : findLabels(grid, []);
  if (facts === 0 && all.length === 0) return null;
  const subject = subjectOf(all.map((label) => label.path));
  return applicationOf(
    workbook,
    sheet,
    { ...around, form: "application", subject, asksRegisteredAddress: asksRegisteredAddress(all) },
    all,
    best?.band ?? null,
  );
}

function lastRowOf(band: RawBand): number {
  return (band.dataRows.at(-1) ?? band.headerRows[1]) + band.stride - 1;
}

function asksRegisteredAddress(labels: readonly LabelledPlace[]): boolean {
  return labels.some((label) => meaningOfLabel(label.path).meaning?.attribute === "registeredAddress");
}

function rosterOf(workbook: FormWorkbook, sheet: WorkbookSheet, title: string, around: FormSurroundings, raw: RawBand): FormGeometry {
  const band = bandOf(around, raw, (column) => `${sheet.name}!${lettersOfColumn(column)}`, null);
  const layout: FormLayout = {
    file: workbook.path.split(/[\\/]/).at(-1)?.normalize("NFC") ?? "",
    title: title === "" ? sheet.name : title,
    kind: "roster",
    subject: around.subject,
    sheet: sheet.name,
    fields: band.columns.map((column) => column.field),
    subtable: null,
  };
  return { sheet, grid: around.grid, layout, fields: [], copies: [], counterfoils: false, companions: [], band };
}

function bandOf(around: FormSurroundings, raw: RawBand, id: (column: number) => string, side: string | null): Band {
  const first = raw.dataRows[0] ?? raw.headerRows[1] + 1;
  const shown = raw.columns.filter((column) => !around.grid.isHiddenColumn(column.column) || meaningOfLabel(column.path).meaning !== null);
  const paths = shown.map(({ path }) => (side === null ? path : path.replace(`${side}/`, "")));
  const meanings = meaningsOfForm(paths, around.subject);
  const columns = shown.map(({ column }, index) => {
    const sample = raw.samples.get(column) ?? "";
    const formula = around.grid.cell(first, column)?.formula ?? null;
    // A column that computes itself is filled by its formula.
    const meant = formula === null ? meanings[index] : undefined;
    const draft = { id: id(column), path: paths[index] ?? "", row: first, column, sample, boxes: null };
    return { column, field: fieldOf(around, draft, meant ?? { meaning: null, computed: null, attribute: null }) };
  });
  return { headerRows: raw.headerRows, columns, dataRows: raw.dataRows, stride: raw.stride };
}

const notFamily = /赡养|抚养|扶养|财产|房产|车辆|简历|经历|探访|走访|服药|随访|学习|奖惩|收入情况/;

/** The tall label at the left of a table: `家庭成员`. */
function sideOf(grid: SheetGrid, raw: RawBand): string {
  const left = raw.columns[0]?.column ?? 0;
  if (left === 0) return "";
  const block = grid.blockOf(raw.headerRows[1], left - 1);
  return compactText(grid.text(block.firstRow, block.firstColumn));
}

function isSubtable(grid: SheetGrid, raw: RawBand): boolean {
  return raw.dataRows.length >= 2 || sideOf(grid, raw) !== "";
}

/** Whether a table asks for people, one a row, who belong to the applicant's home. */
function isFamily(grid: SheetGrid, raw: RawBand): boolean {
  const attributes = raw.columns.map((column) => meaningOfLabel(column.path).meaning?.attribute);
  return isSubtable(grid, raw) && attributes.includes("name") && !notFamily.test(sideOf(grid, raw) + (raw.columns[0]?.path ?? ""));
}

function applicationOf(
  workbook: FormWorkbook,
  sheet: WorkbookSheet,
  around: FormSurroundings,
  labels: readonly LabelledPlace[],
  raw: RawBand | null,
): FormGeometry | null {
  const { grid } = around;
  const meanings = meaningsOfForm(
    labels.map((label) => label.path),
    around.subject,
  );
  const placed = labels.map(
    (label, index): PlacedField => placedField(sheet, around, label, ofPage(label, meanings[index] ?? meaningOfLabel(label.path))),
  );
  if (!placed.some((one) => one.field.meaning !== null)) return null;
  const [fields = [], ...copies] = copiesOf(placed);
  const family = raw !== null && isFamily(grid, raw) ? raw : null;
  const band =
    family === null
      ? null
      : bandOf(around, family, (column) => `${sheet.name}!${lettersOfColumn(column)}@${family.dataRows[0]}`, sideOf(grid, family));
  const title = titleOf(grid, Math.min(...labels.map((label) => label.place.row)) + 1);
  const layout: FormLayout = {
    file: workbook.path.split(/[\\/]/).at(-1)?.normalize("NFC") ?? "",
    title: title === "" ? sheet.name : title,
    kind: "application",
    subject: around.subject,
    sheet: sheet.name,
    fields: fields.map((one) => one.field),
    subtable:
      band === null ? null : { fields: band.columns.map((column) => column.field), rows: band.dataRows.length, of: "householdMembers" },
  };
  return { sheet, grid, layout, fields, copies, counterfoils: copies.length > 0 && hasCounterfoils(grid), companions: [], band };
}

/** 与本人关系 on a page is how somebody beside its subject stands to him, which is no relation to the head. */
function ofPage(label: LabelledPlace, meant: LabelMeaning): LabelMeaning {
  const isOther = meant.meaning?.attribute === "relationToHead" && !/户主|家庭关系/.test(label.path);
  return isOther ? { meaning: null, computed: null, attribute: null } : meant;
}

/** Several forms under one another on a sheet ask the same questions in the same order; each is for a person of its own. */
function copiesOf(placed: readonly PlacedField[]): PlacedField[][] {
  const label = (index: number) => placed[index]?.field.label;
  const count = placed.filter((one) => one.field.label === label(0)).length;
  const length = placed.length / count;
  const repeats = count > 1 && length >= 3 && placed.every((_, index) => label(index) === label(index % length));
  if (!repeats) return [[...placed]];
  return Array.from({ length: count }, (_, copy) =>
    placed.slice(copy * length, (copy + 1) * length).map((one, index) => ({ ...one, field: placed[index]?.field ?? one.field })),
  );
}

function hasCounterfoils(grid: SheetGrid): boolean {
  for (const { cells } of grid.rows.values())
    for (const { text } of cells.values()) if (/存根|留存|回执|副本|第?[一二三四]联|联次/.test(compactText(text))) return true;
  return false;
}

/** Further sheets of a workbook that are the same blank application form. */
export function pagesLike(form: FormGeometry, forms: readonly FormGeometry[]): FormGeometry[] {
  const shape = (one: FormGeometry) =>
    JSON.stringify([one.layout.kind, one.fields.map(({ field, place }) => [field.label, place]), one.band?.dataRows]);
  const own = shape(form);
  return forms
    .filter((other) => other.sheet.name !== form.sheet.name && other.sheet.index > form.sheet.index && shape(other) === own)
    .map((other) => ({ ...form, sheet: other.sheet, grid: other.grid }));
}

function placedField(sheet: WorkbookSheet, around: FormSurroundings, label: LabelledPlace, meant: LabelMeaning): PlacedField {
  const { place } = label;
  const block = around.grid.blockOf(place.row, place.column);
  const cell = `${sheet.name}!${cellName(block.firstRow, block.firstColumn)}`;
  // Several blanks of one cell are told apart by where they begin.
  const id = place.how === "blank" ? `${cell}#${place.start}` : cell;
  const boxes = place.how === "boxes" ? place.boxes.map((box) => box.label) : null;
  const field = fieldOf(around, { id, path: label.path, row: place.row, column: place.column, sample: label.placeholder, boxes }, meant);
  return { field, place };
}
