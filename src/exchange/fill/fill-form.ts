/** Fills a department's own form with answers, and leaves everything else of its file as it was. */

import { attributeOf } from "#vocabulary";
import type { Address, Language, Outcome } from "#vocabulary/contract";
import type { AskedCell, FillResult, FormAnswers, FormField, FormLayout, MissingCell, SourceRefusal } from "../contract.ts";
import { outcomeOf, RefusalError, type WriteRefusal } from "../errors.ts";
import { rewritePackage } from "../package/rewrite.ts";
import type { CellContent } from "./cell-xml.ts";
import { addSheet, cloneSheet } from "./clone-sheet.ts";
import { draftOf, type PackageDraft } from "./draft.ts";
import { type AskedField, answerOf, type CellWriter, type Tally, textEdits, writePlaced } from "./fill-cells.ts";
import { type BandRow, type FilledBand, fillBand } from "./fill-roster.ts";
import type { Band, FormGeometry } from "./geometry.ts";
import { besidePath, missingSheetXml, writeBeside } from "./missing-sheet.ts";
import { freeSheetName } from "./package-list.ts";
import { chooseForm, FormRefusal, locateForms, missingSheetName, openForm, pagesLike } from "./read-form.ts";
import { movedRow } from "./reference.ts";
import { forgetResults, moveOtherParts, moveOwnParts, type SourceOf } from "./related-parts.ts";
import { editSheet, insertionOf } from "./sheet-edit.ts";
import { type FormWorkbook, guardDamage } from "./workbook.ts";
import { telephoneOf, type WritingContext } from "./write-value.ts";

/** Where the list of missing and disputed cells goes. */
export const MissingPlace = {
  /** As the sheet 待补充 of the filled workbook: the workbook's own lists (sheets, relationships, content types) get one entry each. */
  inWorkbook: "inWorkbook",
  /** Into a workbook beside it, `OUT.待补充.xlsx`; the filled one then differs from the blank in nothing but its cells. */
  beside: "beside",
  /** Nowhere: the caller shows it. */
  none: "none",
} as const;
export type MissingPlace = (typeof MissingPlace)[keyof typeof MissingPlace];

export interface FillOptions {
  /** The language of words that stand for codes, and of the list; the form's own when absent. */
  readonly language?: Language;
  /** ISO day on which ages are counted. */
  readonly asOf: string;
  /** The community's own place, by which short addresses are completed. */
  readonly locality?: Address;
  /** Default `inWorkbook`. The list is made only when something is missing or disputed. */
  readonly missing?: MissingPlace;
  /** Told of every cell that asks for a fact. */
  readonly onCell?: (cell: AskedCell) => void;
}

export interface FillReport extends FillResult {
  /** The cells that are marked since their sources disagree. */
  readonly disputed: readonly MissingCell[];
  /** Parts of the package whose bytes differ from the template's, and those that were added. */
  readonly partsChanged: readonly string[];
  readonly partsAdded: readonly string[];
  /** The file with the list of missing cells when it stands beside, or null. */
  readonly missingFile: string | null;
}

export type FillRefusal = SourceRefusal | WriteRefusal | FormRefusal;

/**
 * Writes `answers` into a copy of the template.
 * A roster takes one row a person; an application one sheet a person, the first on the form's own sheet.
 * @param layout what `readForm` found, perhaps with formats or meanings changed; its fields must be the template's
 * @param answers read once, in order
 */
export function fillForm(
  templatePath: string,
  layout: FormLayout,
  answers: Iterable<FormAnswers>,
  outPath: string,
  given: FillOptions,
): Promise<Outcome<FillReport, FillRefusal>> {
  const options = { ...given, language: given.language ?? languageOf(layout) };
  return outcomeOf<FillReport, FillRefusal>(async () => {
    const workbook = await openForm(templatePath);
    const forms = await locateForms(workbook);
    const form = chooseForm(forms, layout.sheet);
    checkLayout(form, layout);
    const draft = draftOf(workbook);
    const tally: Tally = { asked: 0, filled: 0, missing: [], disputed: [], onCell: options.onCell };
    const context = contextOf(workbook, options);
    const rowsFilled = await guardDamage(() =>
      form.layout.kind === "roster"
        ? fillRoster(draft, form, layout, answers, tally, context)
        : fillApplications(draft, [form, ...pagesLike(form, forms)], layout, answers, tally, context),
    );
    const missingFile = await placeList(draft, form, tally, outPath, options);
    const written = await rewritePackage(templatePath, outPath, { replace: draft.replaced, add: draft.added });
    if (!written.accepted) throw new RefusalError(written.refusal, written.detail);
    return {
      rowsFilled,
      cellsAsked: tally.asked,
      cellsFilled: tally.filled,
      cellsDisputed: tally.disputed.length,
      missing: tally.missing,
      disputed: tally.disputed,
      partsChanged: [...draft.replaced.keys()],
      partsAdded: [...draft.added.keys()],
      missingFile,
    };
  });
}

/** What is filled for, its language known. */
type Filling = FillOptions & { readonly language: Language };

/** A department's form is answered in its own language, whatever its reader speaks. */
function languageOf(layout: FormLayout): Language {
  return [layout.title, ...layout.fields.map((field) => field.label)].some((text) => /\p{Script=Han}/u.test(text)) ? "zh" : "en";
}

function contextOf(workbook: FormWorkbook, options: Filling): WritingContext {
  const context = { language: options.language, asOf: options.asOf, date1904: workbook.date1904 };
  return options.locality === undefined ? context : { ...context, locality: options.locality };
}

function checkLayout(form: FormGeometry, layout: FormLayout): void {
  const own = new Set([...form.layout.fields, ...(form.layout.subtable?.fields ?? [])].map((field) => field.id));
  const asked = [...layout.fields, ...(layout.subtable?.fields ?? [])];
  if (form.layout.kind !== layout.kind || asked.some((field) => !own.has(field.id))) {
    throw new RefusalError(FormRefusal.formChanged, "the layout was made from another version of this form");
  }
}

/** The fields of a layout that ask for facts, ready to be written. */
function askedFields(form: FormGeometry, workbook: FormWorkbook, fields: readonly FormField[]): Map<string, AskedField> {
  const rowOf = new Map<string, { row: number; column: number }>();
  for (const column of form.band?.columns ?? []) rowOf.set(column.field.id, { row: form.band?.dataRows[0] ?? 1, column: column.column });
  for (const one of form.fields) rowOf.set(one.field.id, one.place);
  const asked = new Map<string, AskedField>();
  for (const field of fields) {
    const attribute = field.meaning === null ? undefined : attributeOf(field.meaning.kind, field.meaning.attribute);
    const place = rowOf.get(field.id);
    if (attribute === undefined || place === undefined) continue;
    const { numberFormat } = workbook.styles.of(form.grid.styleOf(place.row, place.column));
    // A field that was ticked in the template cannot be written in words, whatever a layout says.
    const telephone = attribute.type === "phone" ? telephoneOf(field.label) : undefined;
    asked.set(field.id, {
      field,
      attribute,
      writing: {
        attribute,
        format: field.format,
        computed: field.computed,
        options: field.options ?? [],
        numberFormat,
        ...(field.part !== undefined && { part: field.part }),
        ...(telephone !== undefined && { telephone }),
      },
    });
  }
  return asked;
}

async function fillRoster(
  draft: PackageDraft,
  form: FormGeometry,
  layout: FormLayout,
  answers: Iterable<FormAnswers>,
  tally: Tally,
  context: WritingContext,
): Promise<number> {
  const writer: CellWriter = { grid: form.grid, styles: draft.workbook.styles, context, tally };
  const asked = askedFields(form, draft.workbook, layout.fields);
  const filled = fillBand(writer, form.band as Band, asked, rowsOf(answers), form.sheet.name);
  draft.put(form.sheet.part, editSheet(form.grid, { cells: filled.cells, copied: filled.copied }));
  await moveParts(draft, form, filled);
  return filled.rows;
}

function* rowsOf(answers: Iterable<FormAnswers>): Generator<BandRow> {
  let subject = 0;
  for (const one of answers) {
    yield { answers: one.subject, person: one.name, subject };
    subject += 1;
  }
}

/** Moves what other parts say of rows below the inserted ones. */
async function moveParts(draft: PackageDraft, form: FormGeometry, filled: Pick<FilledBand, "copied">): Promise<void> {
  const insertion = insertionOf(filled.copied);
  if (insertion !== null) {
    const now: SourceOf = async (part) => draft.replaced.get(part) ?? (await draft.workbook.part(part));
    for (const [part, source] of await moveOwnParts(draft.workbook, form.sheet, insertion, now)) draft.put(part, source);
    for (const [part, source] of await moveOtherParts(draft.workbook, form.sheet, insertion, now)) draft.put(part, source);
  }
  await forgetResults(draft.workbook, form.sheet, draft.replaced);
}

interface FilledPage {
  readonly source: string;
  readonly copied: FilledBand["copied"];
}

/** Fills a sheet for as many people as it holds forms. */
function fillPage(
  form: FormGeometry,
  draft: PackageDraft,
  layout: FormLayout,
  people: readonly FormAnswers[],
  firstSubject: number,
  sheet: string,
  tally: Tally,
  context: WritingContext,
): FilledPage {
  const writer: CellWriter = { grid: form.grid, styles: draft.workbook.styles, context, tally };
  const members = askedFields(form, draft.workbook, layout.subtable?.fields ?? []);
  const rows = people.flatMap((one, at) => one.members.map((answers) => ({ answers, person: one.name, subject: firstSubject + at })));
  const table: FilledBand =
    form.band === null ? { cells: new Map(), copied: null, rows: 0 } : fillBand(writer, form.band, members, rows, sheet);
  const insertion = insertionOf(table.copied);
  const cells: Map<number, Map<number, CellContent>> = table.cells;
  const edits = textEdits();
  const asked = askedFields(form, draft.workbook, layout.fields);
  const onCopies = form.counterfoils ? [form, ...form.copies].map(() => people[0] as FormAnswers) : people;
  for (const [index, one] of onCopies.entries()) {
    for (const placed of index === 0 ? form.fields : (form.copies[index - 1] ?? [])) {
      const field = asked.get(placed.field.id);
      if (field === undefined) continue;
      const row = insertion === null ? placed.place.row : movedRow(placed.place.row, insertion);
      const owner = { sheet, person: one.name, subject: form.counterfoils ? firstSubject : firstSubject + index };
      writePlaced(writer, field, placed, answerOf(field.field, layout.fields, one.subject), owner, row, cells, edits);
    }
  }
  for (const [row, columns] of edits.contents(writer)) cells.set(row, new Map([...(cells.get(row) ?? []), ...columns]));
  return { source: editSheet(form.grid, { cells, copied: table.copied }), copied: table.copied };
}

/** People in groups as large as a sheet holds. */
function* inGroups(answers: Iterable<FormAnswers>, size: number): Generator<FormAnswers[]> {
  let group: FormAnswers[] = [];
  for (const one of answers) {
    group.push(one);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** Fills one sheet after another: those that the workbook has, then copies of the first. */
async function fillApplications(
  draft: PackageDraft,
  pages: readonly FormGeometry[],
  layout: FormLayout,
  answers: Iterable<FormAnswers>,
  tally: Tally,
  context: WritingContext,
): Promise<number> {
  const { workbook } = draft;
  const blankBook = (await workbook.part(workbook.workbookPart)) ?? "";
  const used = new Set(workbook.sheets.map((sheet) => sheet.name));
  const form = pages[0] as FormGeometry;
  let count = 0;
  let sheets = 0;
  const onOwn = async (page: FormGeometry, people: readonly FormAnswers[]) => {
    const filled = fillPage(page, draft, layout, people, count - people.length, page.sheet.name, tally, context);
    draft.put(page.sheet.part, filled.source);
    await moveParts(draft, page, filled);
  };
  const onClone = async (page: FormGeometry, people: readonly FormAnswers[]) => {
    const name = freeSheetName(`${page.sheet.name}${sheets} ${people[0]?.name ?? ""}`, used);
    used.add(name);
    const filled = fillPage(page, draft, layout, people, count - people.length, name, tally, context);
    const insertion = insertionOf(filled.copied);
    const moved = insertion === null ? new Map<string, string>() : await moveOwnParts(workbook, page.sheet, insertion, workbook.part);
    const others = insertion === null ? new Map<string, string>() : await moveOtherParts(workbook, page.sheet, insertion, workbook.part);
    await cloneSheet(draft, page.sheet, filled.source, moved, others.get(workbook.workbookPart) ?? blankBook, name);
  };
  for (const people of inGroups(answers, form.counterfoils ? 1 : form.copies.length + 1)) {
    count += people.length;
    const own = pages[sheets];
    sheets += 1;
    await (own === undefined ? onClone(form, people) : onOwn(own, people));
    for (const companion of form.companions) await (sheets === 1 ? onOwn(companion, people) : onClone(companion, people));
  }
  return count;
}

/** Styles of the form that the list borrows: a header's or label's, and a value's. */
function listStyles(form: FormGeometry): { header: number; body: number } {
  const { grid, band } = form;
  const label = form.fields.find((one) => one.place.how === "cell")?.place;
  const column = band?.columns[0]?.column ?? 0;
  if (form.layout.kind === "roster" && band !== null) {
    return { header: grid.styleOf(band.headerRows[0], column), body: grid.styleOf(band.dataRows[0] ?? band.headerRows[1] + 1, column) };
  }
  return label === undefined
    ? { header: 0, body: 0 }
    : { header: grid.styleOf(label.row, Math.max(0, label.column - 1)), body: grid.styleOf(label.row, label.column) };
}

async function placeList(draft: PackageDraft, form: FormGeometry, tally: Tally, outPath: string, options: Filling): Promise<string | null> {
  const place = options.missing ?? MissingPlace.inWorkbook;
  if (place === MissingPlace.none || tally.missing.length + tally.disputed.length === 0) return null;
  if (place === MissingPlace.beside) {
    const path = besidePath(outPath, missingSheetName);
    await writeBeside(path, tally, missingSheetName, options.language);
    return path;
  }
  const name = freeSheetName(missingSheetName, new Set(draft.workbook.sheets.map((sheet) => sheet.name)));
  const part = draft.freeName(form.sheet.part);
  await guardDamage(() => addSheet(draft, part, missingSheetXml(tally, listStyles(form), options.language, true), name));
  return null;
}
