/** The other parts of a workbook that name rows of a sheet: they move when rows are put in, and are touched only when something in them moves. */
import { formulaReads, formulaWithRows } from "./formula.ts";
import { movedReference, movedRow, parseCell, type RowInsertion } from "./reference.ts";
import type { FormWorkbook, WorkbookSheet } from "./workbook.ts";
import {
  attributeOf,
  attributeSpan,
  childOf,
  descendantsOf,
  type Edits,
  editsOf,
  encodeXml,
  parseXml,
  textOf,
  type XmlElement,
} from "./xml.ts";

/** New source by part name. */
export type PartSources = Map<string, string>;

/** A part as it now stands, or null when there is none. */
export type SourceOf = (part: string) => Promise<string | null>;

/** Relationships whose parts are kept per sheet and speak of its rows. */
const mover: Readonly<Record<string, (source: string, insertion: RowInsertion, sheet: string) => string>> = {
  drawing: (source, insertion) => moveDrawing(source, insertion),
  comments: (source, insertion) => moveAttributes(source, insertion, ["comment"], ["ref"]),
  threadedComment: (source, insertion) => moveAttributes(source, insertion, ["threadedComment"], ["ref"]),
  table: (source, insertion) => moveAttributes(source, insertion, ["table", "autoFilter", "sortState", "sortCondition"], ["ref"]),
  vmlDrawing: (source, insertion) => moveVml(source, insertion),
  chart: (source, insertion, sheet) => moveFormulas(source, insertion, sheet, ["f"]),
};

/**
 * The parts that belong to a sheet, with their references moved.
 * @returns only parts whose source changed
 */
export async function moveOwnParts(
  workbook: FormWorkbook,
  sheet: WorkbookSheet,
  insertion: RowInsertion,
  sourceOf: SourceOf,
): Promise<PartSources> {
  const changed: PartSources = new Map();
  const visit = async (part: string, depth: number) => {
    for (const relationship of await workbook.relationships(part)) {
      const move = relationship.external ? undefined : mover[relationship.kind];
      if (move === undefined) continue;
      const source = await sourceOf(relationship.target);
      if (source === null) continue;
      const moved = move(source, insertion, sheet.name);
      if (moved !== source) changed.set(relationship.target, moved);
      if (depth < 2) await visit(relationship.target, depth + 1);
    }
  };
  await visit(sheet.part, 0);
  return changed;
}

/** The names of the workbook, the calculation chain and the other sheets' formulas, where they speak of moved rows. */
export async function moveOtherParts(
  workbook: FormWorkbook,
  sheet: WorkbookSheet,
  insertion: RowInsertion,
  sourceOf: SourceOf,
): Promise<PartSources> {
  const changed: PartSources = new Map();
  const keep = (part: string, before: string, after: string) => {
    if (after !== before) changed.set(part, after);
  };
  const book = await sourceOf(workbook.workbookPart);
  if (book !== null) keep(workbook.workbookPart, book, moveFormulas(book, insertion, sheet.name, ["definedName"]));
  for (const relationship of await workbook.relationships(workbook.workbookPart)) {
    if (relationship.kind !== "calcChain") continue;
    const source = await sourceOf(relationship.target);
    if (source !== null) keep(relationship.target, source, moveCalculationChain(source, insertion, sheet.sheetId));
  }
  for (const other of workbook.sheets) {
    if (other.part === sheet.part) continue;
    const source = await sourceOf(other.part);
    if (source?.includes(`${sheet.name}!`) || source?.includes(`${encodeXml(sheet.name)}'!`)) {
      keep(other.part, source, moveFormulas(source, insertion, sheet.name, ["f", "formula", "formula1", "formula2"]));
    }
  }
  return changed;
}

/** Formulas of other sheets that read a filled sheet lose their stored results. */
export async function forgetResults(workbook: FormWorkbook, sheet: WorkbookSheet, sources: PartSources): Promise<void> {
  const book = await workbook.part(workbook.workbookPart);
  // The program computes everything on opening anyway.
  if (book !== null && /fullCalcOnLoad\s*=\s*["'](?:1|true)/.test(book)) return;
  for (const other of workbook.sheets) {
    const source = sources.get(other.part) ?? (other.part === sheet.part ? null : await workbook.part(other.part));
    if (source === null || other.part === sheet.part || !source.includes(sheet.name)) continue;
    const edits = editsOf(source);
    for (const cell of descendantsOf(parseXml(source), "c")) {
      const formula = childOf(cell, "f");
      const value = childOf(cell, "v");
      if (formula !== undefined && value !== undefined && formulaReads(textOf(source, formula), other.name, sheet.name))
        edits.replace(value.start, value.end, "");
    }
    if (!edits.empty) sources.set(other.part, edits.apply());
  }
}

function moveFormulas(source: string, insertion: RowInsertion, sheet: string, names: readonly string[]): string {
  const edits = editsOf(source);
  const visit = (element: XmlElement) => {
    if (names.includes(element.name) && !element.selfClosing) {
      const formula = textOf(source, element);
      // Outside its own sheet a reference always names the sheet, so there is no sheet of its own here.
      const moved = formulaWithRows(formula, "", sheet, insertion);
      if (moved !== formula) edits.replace(element.openEnd, element.closeStart, encodeXml(moved).replaceAll("&quot;", '"'));
    }
    for (const child of element.children) visit(child);
  };
  visit(parseXml(source));
  return edits.apply();
}

function moveAttributes(source: string, insertion: RowInsertion, elements: readonly string[], attributes: readonly string[]): string {
  const edits = editsOf(source);
  const visit = (element: XmlElement) => {
    if (elements.includes(element.name)) {
      for (const name of attributes) {
        const span = attributeSpan(source, element, name);
        if (span !== null) edits.replace(span.start, span.end, movedReference(source.slice(span.start, span.end), insertion));
      }
    }
    for (const child of element.children) visit(child);
  };
  visit(parseXml(source));
  return edits.apply();
}

function moveDrawing(source: string, insertion: RowInsertion): string {
  const edits = editsOf(source);
  for (const anchor of parseXml(source).children) {
    if (attributeOf(source, anchor, "editAs") === "absolute") continue;
    for (const corner of anchor.children) {
      if (corner.name === "from" || corner.name === "to") moveDrawingRow(edits, source, corner, insertion);
    }
  }
  return edits.apply();
}

/** Rows of drawings count from 0. */
function moveDrawingRow(edits: Edits, source: string, corner: XmlElement, insertion: RowInsertion): void {
  const row = childOf(corner, "row");
  if (row !== undefined) edits.replace(row.openEnd, row.closeStart, String(movedRow(Number(textOf(source, row)) + 1, insertion) - 1));
}

/** Shapes of comments and old controls. The part is often no well-formed XML, so it is edited by its words, whatever their prefixes. */
function moveVml(source: string, insertion: RowInsertion): string {
  return source.replace(/<(\w+:)?shape\b.*?<\/\1shape>/gs, (shape) => {
    const row = /<(?:\w+:)?Row>\s*(\d+)\s*</.exec(shape)?.[1];
    const anchor = /<(?:\w+:)?Anchor>([^<]*)</.exec(shape)?.[1]?.split(",") ?? [];
    const first = row ?? anchor[2]?.trim();
    if (first === undefined || Number(first) + 1 <= insertion.after) return shape;
    const moved = anchor.map((part, index) => (index === 2 || index === 6 ? ` ${Number(part) + insertion.count}` : part)).join(",");
    return shape
      .replace(/(<(?:\w+:)?Row>\s*)\d+/, (_, head: string) => head + (Number(row) + insertion.count))
      .replace(/(<(?:\w+:)?Anchor>)[^<]*/, (_, head: string) => head + moved);
  });
}

/** A chain entry for a cell without a formula makes the spreadsheet call the file damaged. `i` names the sheet and holds until the next one. */
function moveCalculationChain(source: string, insertion: RowInsertion, sheetId: string): string {
  const edits = editsOf(source);
  let current = "";
  for (const entry of parseXml(source).children) {
    current = attributeOf(source, entry, "i") ?? current;
    const span = attributeSpan(source, entry, "r");
    if (current !== sheetId || span === null) continue;
    const cell = source.slice(span.start, span.end);
    if (parseCell(cell) !== null) edits.replace(span.start, span.end, movedReference(cell, insertion));
  }
  return edits.apply();
}
