/** Copies a form's sheet for another person, with its drawings, comments and print settings. */
import type { PackageDraft } from "./draft.ts";
import {
  contentTypeOf,
  freeRelationshipId,
  freeSheetName,
  withContentType,
  withNames,
  withRelationship,
  withSheet,
} from "./package-list.ts";
import type { PartSources } from "./related-parts.ts";
import { relationshipsPart, type WorkbookSheet } from "./workbook.ts";
import { attributeOf, attributeSpan, childOf, descendantsOf, editsOf, encodeXml, parseXml } from "./xml.ts";

const contentTypes = "[Content_Types].xml";

/** Parts that belong to one sheet and are copied with it; what is left (images, links) is pointed to by both. */
const copiedKinds = new Set([
  "drawing",
  "vmlDrawing",
  "comments",
  "threadedComment",
  "chart",
  "chartColorStyle",
  "chartStyle",
  "ctrlProp",
  "control",
  "activeXControlBinary",
  "printerSettings",
]);

/** A sheet's quoted name in a formula. */
function quoted(name: string): string {
  return `'${name.replaceAll("'", "''")}'!`;
}

/** Copies a part and what belongs to it; returns the copy's name. `moved` holds sources that were already changed for this copy. */
async function copyPart(draft: PackageDraft, part: string, moved: PartSources): Promise<string> {
  const name = draft.freeName(part);
  draft.added.set(name, moved.get(part) ?? (await draft.workbook.bytes(part)));
  await copyRelationships(draft, part, name, moved);
  const types = await draft.text(contentTypes);
  const type = contentTypeOf(types, part);
  if (type !== undefined) draft.put(contentTypes, withContentType(types, name, type));
  return name;
}

async function copyRelationships(draft: PackageDraft, part: string, copy: string, moved: PartSources): Promise<void> {
  const listPart = relationshipsPart(part);
  const source = await draft.workbook.part(listPart);
  if (source === null) return;
  const edits = editsOf(source);
  const elements = descendantsOf(parseXml(source), "Relationship");
  for (const relationship of await draft.workbook.relationships(part)) {
    const element = elements.find((one) => attributeOf(source, one, "Id") === relationship.id);
    if (element === undefined || relationship.external) continue;
    if (relationship.kind === "table") edits.replace(element.start, element.end, "");
    if (!copiedKinds.has(relationship.kind)) continue;
    const span = attributeSpan(source, element, "Target");
    if (span !== null) edits.replace(span.start, span.end, `/${encodeXml(await copyPart(draft, relationship.target, moved))}`);
  }
  draft.added.set(relationshipsPart(copy), edits.apply());
}

/** A copied sheet is not the selected one, has no code name of its own, and no table, whose name must be unique. */
function asCopy(source: string): string {
  const root = parseXml(source);
  const edits = editsOf(source);
  for (const view of descendantsOf(childOf(root, "sheetViews") ?? { ...root, children: [] }, "sheetView")) {
    const span = attributeSpan(source, view, "tabSelected");
    if (span !== null) edits.replace(span.start, span.end, "0");
  }
  const properties = childOf(root, "sheetPr");
  const code = properties === undefined ? null : attributeSpan(source, properties, "codeName");
  if (code !== null) edits.replace(source.lastIndexOf("codeName", code.start), code.end + 1, "");
  const tables = childOf(root, "tableParts");
  if (tables !== undefined) edits.replace(tables.start, tables.end, "");
  return edits.apply();
}

/** Names that belong to the sheet alone (print area, print titles), for its copy. */
function copiedNames(source: string, sheet: WorkbookSheet, name: string, index: number): string[] {
  return descendantsOf(parseXml(source), "definedName")
    .filter((element) => attributeOf(source, element, "localSheetId") === String(sheet.index))
    .map((element) => {
      const span = attributeSpan(source, element, "localSheetId");
      const xml = span === null ? "" : source.slice(element.start, span.start) + index + source.slice(span.end, element.end);
      const own = encodeXml(quoted(sheet.name));
      const bare = encodeXml(`${sheet.name}!`);
      return xml.includes(own) ? xml.replaceAll(own, encodeXml(quoted(name))) : xml.replaceAll(bare, encodeXml(quoted(name)));
    });
}

/** Where the workbook's relationships point: a target relative to the workbook's folder, or from the root. */
export function targetFromWorkbook(workbookPart: string, part: string): string {
  const folder = workbookPart.slice(0, workbookPart.lastIndexOf("/") + 1);
  return part.startsWith(folder) ? part.slice(folder.length) : `/${part}`;
}

/** Puts a new sheet at the end of the workbook. */
export async function addSheet(draft: PackageDraft, part: string, source: string, name: string): Promise<void> {
  const { workbookPart } = draft.workbook;
  const list = relationshipsPart(workbookPart);
  const relationships = await draft.text(list);
  const id = freeRelationshipId(relationships);
  draft.added.set(part, source);
  draft.put(list, withRelationship(relationships, id, "worksheet", targetFromWorkbook(workbookPart, part)));
  draft.put(
    contentTypes,
    withContentType(await draft.text(contentTypes), part, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"),
  );
  draft.put(workbookPart, withSheet(await draft.text(workbookPart), name, id));
}

/**
 * Adds a copy of a form's sheet.
 * @param source the filled sheet
 * @param moved sources of the sheet's own parts that the filling moved
 * @param names the workbook part from which the sheet's own names are copied
 * @returns the copy's sheet name
 */
export async function cloneSheet(
  draft: PackageDraft,
  sheet: WorkbookSheet,
  source: string,
  moved: PartSources,
  names: string,
  wanted: string,
): Promise<string> {
  const { workbook } = draft;
  const book = await draft.text(workbook.workbookPart);
  const sheets = childOf(parseXml(book), "sheets")?.children ?? [];
  const name = freeSheetName(wanted, new Set(sheets.map((one) => attributeOf(book, one, "name") ?? "")));
  const part = draft.freeName(sheet.part);
  await addSheet(draft, part, asCopy(source), name);
  await copyRelationships(draft, sheet.part, part, moved);
  draft.put(workbook.workbookPart, withNames(await draft.text(workbook.workbookPart), copiedNames(names, sheet, name, sheets.length)));
  return name;
}
