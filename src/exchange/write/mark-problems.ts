/** Gives a department its own workbook back, with the problems marked where they are. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome } from "#vocabulary/contract";
import type { MergedRange, SourceRefusal } from "../contract.ts";
import { outcomeOf, RefusalError, type WriteRefusal } from "../errors.ts";
import { SOURCE_LIMITS, type SourceLimits } from "../package/limits.ts";
import { openForReading, openPackage, type Package } from "../package/package.ts";
import { type PartContent, rewritePackage } from "../package/rewrite.ts";
import { openSource } from "../read/open-source.ts";
import { sniff } from "../read/sniff.ts";
import { readStart } from "../read/source-bytes.ts";
import { planWorkbook, readRelations, type SheetPlace } from "../read/xlsx.ts";
import { surveySheet } from "../read/xlsx-survey.ts";
import { decodeXml } from "../read/xml-scanner.ts";
import { copyAsWorkbook } from "./copy-workbook.ts";
import { addToComments, addToDrawing, type CellComment, newComments, newDrawing } from "./mark-comments.ts";
import { type RowMarks, SheetMarker } from "./mark-sheet.ts";
import { countCellStyles, MarkedStyles } from "./mark-styles.ts";

/** What is wrong with a cell, in the words that its comment shows. */
export interface ProblemMark {
  /** Name of the sheet; of a text file empty. */
  readonly sheet: string;
  /** 1-based. */
  readonly row: number;
  /** 0-based; -1 marks the whole row. */
  readonly column: number;
  readonly text: string;
}

export interface MarkResult {
  /** Cells and rows that were filled. */
  readonly marked: number;
  /** Those of them that also got a comment: a sheet gets at most `COMMENTS_MAX`, since spreadsheets choke on more. */
  readonly commented: number;
  /** Problems of sheets that the workbook lacks. */
  readonly unplaced: number;
}

export const COMMENTS_MAX = 5000;

/**
 * Writes the workbook at `workbookPath` to `outPath` (.xlsx) with every problem's cell filled light red, on a copy of its own style, and
 * commented; comments that are there stay. A problem inside a merged range marks the range's first cell. All other parts of the package
 * keep their bytes. A text or a legacy workbook is first copied into a new .xlsx with the same cells.
 */
export async function markProblems(
  workbookPath: string,
  problems: Iterable<ProblemMark>,
  outPath: string,
  limits: SourceLimits = SOURCE_LIMITS,
): Promise<Outcome<MarkResult, SourceRefusal | WriteRefusal>> {
  const list = [...problems];
  const packed = await outcomeOf<boolean, SourceRefusal>(() => isPackage(workbookPath));
  if (!packed.accepted) return packed;
  if (packed.value) return markPackage(workbookPath, list, outPath, limits);
  const opened = await openSource(workbookPath, limits);
  if (!opened.accepted) return opened;
  const folder = await mkdtemp(join(tmpdir(), "weinao-copy-"));
  try {
    const copy = join(folder, "copy.xlsx");
    const copied = await outcomeOf<ReadonlyMap<string, string>, SourceRefusal | WriteRefusal>(() => copyAsWorkbook(opened.value, copy));
    if (!copied.accepted) return copied;
    const renamed = list.map((problem) => ({ ...problem, sheet: copied.value.get(problem.sheet) ?? problem.sheet }));
    return await markPackage(copy, renamed, outPath, limits);
  } finally {
    await opened.value.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function isPackage(path: string): Promise<boolean> {
  const handle = await openForReading(path);
  try {
    return sniff(await readStart(handle, 4096)) === "zip";
  } finally {
    await handle.close();
  }
}

function markPackage(
  path: string,
  problems: readonly ProblemMark[],
  outPath: string,
  limits: SourceLimits,
): Promise<Outcome<MarkResult, SourceRefusal | WriteRefusal>> {
  return outcomeOf(async () => {
    const { changes, result } = await planChanges(path, problems, limits);
    const rewritten = await rewritePackage(path, outPath, changes, limits);
    if (!rewritten.accepted) throw new RefusalError(rewritten.refusal, rewritten.detail);
    return result;
  });
}

/** The changes to a package, as they come together. */
interface Changes {
  readonly replace: Map<string, PartContent>;
  readonly add: Map<string, string>;
}

/** What marking one workbook needs everywhere. */
interface Marking {
  readonly source: Package;
  readonly changes: Changes;
  readonly styles: MarkedStyles | null;
  readonly limits: SourceLimits;
  /** Namespaces of the workbook's flavour (transitional or strict). */
  readonly main: string;
  readonly relations: string;
}

async function planChanges(
  path: string,
  problems: readonly ProblemMark[],
  limits: SourceLimits,
): Promise<{ changes: Changes; result: MarkResult }> {
  const source = await openPackage(path, limits);
  try {
    const plan = await planWorkbook(source, limits);
    const stylesXml = plan.styles === undefined ? null : (await source.read(plan.styles)).toString("utf8");
    const styleCount = stylesXml === null ? null : countCellStyles(stylesXml);
    const strict = plan.strict;
    const marking: Marking = {
      source,
      changes: { replace: new Map(), add: new Map() },
      styles: styleCount === null ? null : new MarkedStyles(styleCount),
      limits,
      main: strict ? "http://purl.oclc.org/ooxml/spreadsheetml/main" : "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
      relations: strict
        ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
        : "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    };
    const bySheet = Map.groupBy(problems, (problem) => problem.sheet);
    const result = { marked: 0, commented: 0, unplaced: problems.length };
    for (const sheet of plan.sheets) {
      const found = bySheet.get(sheet.name) ?? [];
      if (found.length === 0) continue;
      bySheet.delete(sheet.name);
      const { marked, commented } = await markSheet(marking, sheet, found);
      result.marked += marked;
      result.commented += commented;
      result.unplaced -= found.length;
    }
    if (plan.styles !== undefined && stylesXml !== null && marking.styles !== null) {
      marking.changes.replace.set(plan.styles.name, marking.styles.addTo(stylesXml));
    }
    if (result.marked > 0) await addContentTypes(marking);
    return { changes: marking.changes, result };
  } finally {
    await source.close();
  }
}

async function markSheet(
  marking: Marking,
  sheet: SheetPlace,
  problems: readonly ProblemMark[],
): Promise<{ marked: number; commented: number }> {
  const { source, limits, changes } = marking;
  const { merges } = await surveySheet(source.stream(sheet.part), limits);
  const comments = placeComments(problems, merges);
  const marks = marksOf(problems, comments);
  const styleOf = (base: number): number => marking.styles?.styleOf(base) ?? base;
  // A first pass learns which styles the marked cells have and which drawing the sheet has.
  const rehearsal = new SheetMarker(marks, styleOf, null);
  for await (const piece of decodeXml(source.stream(sheet.part))) rehearsal.push(piece);

  const boxed = comments.slice(0, COMMENTS_MAX);
  const relation = await placeCommentParts(marking, sheet, boxed, rehearsal.drawingRelation || null);
  const drawing =
    relation === null ? null : (prefix: string): string => `<${prefix}legacyDrawing xmlns:r="${marking.relations}" r:id="${relation}"/>`;
  changes.replace.set(sheet.part.name, async function* (original) {
    const marker = new SheetMarker(marks, styleOf, drawing);
    let first = true;
    for await (const piece of decodeXml(original)) {
      // The part is written as UTF-8, whatever it was.
      yield marker.push(first ? piece.replace(/^(<\?xml[^>]*encoding=)(["'])utf-16\2/i, "$1$2UTF-8$2") : piece);
      first = false;
    }
    yield marker.end();
  });
  return { marked: comments.length, commented: boxed.length };
}

/** One comment a cell, in reading order; a whole row's stands on its first cell, one inside a merged range on the range's first. */
function placeComments(problems: readonly ProblemMark[], merges: readonly MergedRange[]): CellComment[] {
  const mergesByRow = rangesByRow(merges, problems);
  const byCell = new Map<string, { row: number; column: number; texts: Set<string> }>();
  for (const problem of problems) {
    const column = Math.max(0, problem.column);
    const merge = mergesByRow.get(problem.row)?.find(({ firstColumn, lastColumn }) => column >= firstColumn && column <= lastColumn);
    const place = { row: merge?.firstRow ?? problem.row, column: merge?.firstColumn ?? column };
    const key = `${place.row}:${place.column}`;
    const cell = byCell.get(key) ?? { ...place, texts: new Set<string>() };
    cell.texts.add(problem.text);
    byCell.set(key, cell);
  }
  const comments = [...byCell.values()].map(({ row, column, texts }) => ({ row, column, text: [...texts].join("\n") }));
  return comments.sort((left, right) => left.row - right.row || left.column - right.column);
}

/** The merged ranges that reach into the rows with problems, by row. */
function rangesByRow(merges: readonly MergedRange[], problems: readonly ProblemMark[]): ReadonlyMap<number, MergedRange[]> {
  const found = new Map(problems.map(({ row }): [number, MergedRange[]] => [row, []]));
  const rows = [...found.keys()].sort((left, right) => left - right);
  let first = 0;
  // Ranges come in the order of their first rows, so that rows before one are before all that follow.
  for (const merge of merges) {
    while (first < rows.length && (rows[first] as number) < merge.firstRow) first += 1;
    for (let at = first; at < rows.length && (rows[at] as number) <= merge.lastRow; at += 1) found.get(rows[at] as number)?.push(merge);
  }
  return found;
}

function marksOf(problems: readonly ProblemMark[], comments: readonly CellComment[]): RowMarks[] {
  const whole = new Set(problems.filter(({ column }) => column < 0).map(({ row }) => row));
  const rows = new Map<number, number[]>();
  for (const row of whole) rows.set(row, []);
  for (const { row, column } of comments) {
    const columns = rows.get(row) ?? [];
    columns.push(column);
    rows.set(row, columns);
  }
  return [...rows].sort(([left], [right]) => left - right).map(([row, columns]) => ({ row, columns, whole: whole.has(row) }));
}

/**
 * Puts the comments into the sheet's comments part and its drawing, making what it lacks. Answers the relation of a drawing that the
 * sheet must name, or null when it already names one.
 */
async function placeCommentParts(
  marking: Marking,
  sheet: SheetPlace,
  comments: readonly CellComment[],
  drawingRelation: string | null,
): Promise<string | null> {
  const { source, changes, relations: namespace, main, limits } = marking;
  const relations = await readRelations(source, sheet.part.name, limits);
  const commentsTarget = [...relations.values()].find(({ type }) => type.endsWith("/comments"))?.target;
  const commentsPart = commentsTarget === undefined ? undefined : source.find(commentsTarget);
  const drawingPart = drawingRelation === null ? undefined : source.find(relations.get(drawingRelation)?.target ?? "");
  const added: string[] = [];
  let boxes = comments;
  if (commentsPart === undefined) {
    const name = freeName(marking, (number) => `xl/comments${number}.xml`);
    changes.add.set(name, newComments(comments, main));
    added.push(relationXml(freeId(relations, 1), `${namespace}/comments`, name));
  } else {
    const edited = addToComments((await source.read(commentsPart)).toString("utf8"), comments);
    changes.replace.set(commentsPart.name, edited.xml);
    boxes = edited.added;
  }
  let relation: string | null = null;
  if (drawingPart === undefined) {
    const name = freeName(marking, (number) => `xl/drawings/vmlDrawing${number}.vml`);
    relation = freeId(relations, 2);
    // A sheet may have comments without boxes; then all of its new ones get theirs.
    changes.add.set(name, newDrawing(boxes));
    added.push(relationXml(relation, `${namespace}/vmlDrawing`, name));
  } else changes.replace.set(drawingPart.name, addToDrawing((await source.read(drawingPart)).toString("utf8"), boxes));
  if (added.length > 0) await addRelations(marking, sheet, added);
  return relation;
}

async function addRelations({ source, changes }: Marking, sheet: SheetPlace, added: readonly string[]): Promise<void> {
  const name = sheet.part.name.replace(/([^/]*)$/, "_rels/$1.rels");
  const part = source.find(name);
  if (part === undefined) {
    changes.add.set(
      name,
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${PACKAGE_RELATIONS}">${added.join("")}</Relationships>`,
    );
    return;
  }
  const xml = (await source.read(part)).toString("utf8");
  changes.replace.set(part.name, appendToRoot(xml, "Relationships", added.join("")));
}

const PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing";

async function addContentTypes({ source, changes }: Marking): Promise<void> {
  const part = source.find("[Content_Types].xml");
  if (part === undefined) throw new RefusalError("file-damaged", "the package has no content types");
  const xml = (await source.read(part)).toString("utf8");
  let types = "";
  for (const name of changes.add.keys()) {
    if (name.endsWith(".rels")) continue;
    const type = name.endsWith(".vml") ? DRAWING_TYPE : COMMENTS_TYPE;
    types += `<Override PartName="/${name}" ContentType="${type}"/>`;
  }
  if (types !== "") changes.replace.set(part.name, appendToRoot(xml, "Types", types));
}

/** Appends unprefixed elements of the root's own namespace; a root with a prefix gets them in that prefix. */
function appendToRoot(xml: string, root: string, elements: string): string {
  const prefix = new RegExp(`<([\\w.-]+:)?${root}[\\s/>]`).exec(xml)?.[1] ?? "";
  const opened = xml.replace(new RegExp(`<${prefix}${root}((?:\\s[^>]*?)?)\\s*/>\\s*$`), `<${prefix}${root}$1></${prefix}${root}>`);
  const end = opened.lastIndexOf(`</${prefix}${root}`);
  if (end < 0) throw new RefusalError("file-damaged", "a part of the package lacks its root element");
  return opened.slice(0, end) + elements.replace(/<(?=[A-Z])/g, `<${prefix}`) + opened.slice(end);
}

function relationXml(id: string, type: string, partName: string): string {
  return `<Relationship Id="${id}" Type="${type}" Target="/${partName}"/>`;
}

function freeId(relations: ReadonlyMap<string, unknown>, number: number): string {
  let id = `rIdProblems${number}`;
  while (relations.has(id)) id += "x";
  return id;
}

function freeName({ source, changes }: Marking, nameOf: (number: number) => string): string {
  for (let number = 1; ; number += 1) {
    const name = nameOf(number);
    if (source.find(name) === undefined && !changes.add.has(name)) return name;
  }
}
