/** Reads .xlsx workbooks (ECMA-376, transitional and strict; WPS variants) as a stream of rows. */
import type { MergedRange, Sheet, SheetRow } from "../contract.ts";
import { RefusalError } from "../errors.ts";
import type { SourceLimits } from "../package/limits.ts";
import type { Package, Part } from "../package/package.ts";
import { MergeCover } from "./merged-cells.ts";
import { SheetHandler, type WorkbookValues } from "./xlsx-sheet.ts";
import { SharedStringsHandler } from "./xlsx-strings.ts";
import { StylesHandler } from "./xlsx-styles.ts";
import { type SheetSurvey, surveySheet } from "./xlsx-survey.ts";
import { attributesOf, decodeXml, scanXml, type XmlHandler, XmlScanner } from "./xml-scanner.ts";

/** Where a sheet stands in its package. */
export interface SheetPlace {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: Part;
  /** 0-based place among all sheets of the workbook, charts counted: the `localSheetId` of names. */
  readonly index: number;
}

/** The workbook's skeleton: its sheets in their order and the parts that they share. */
export interface WorkbookPlan {
  readonly sheets: readonly SheetPlace[];
  readonly epoch1904: boolean;
  /** Whether it is written in the strict namespaces (ISO/IEC 29500). */
  readonly strict: boolean;
  /** The workbook part itself. */
  readonly workbook: Part;
  readonly sharedStrings: Part | undefined;
  readonly styles: Part | undefined;
  readonly theme: Part | undefined;
}

/** Reads a workbook's skeleton. Throws RefusalError when the package is no workbook of sheets. */
export async function planWorkbook(source: Package, limits: SourceLimits): Promise<WorkbookPlan> {
  const workbook = await findWorkbook(source, limits);
  const handler = new WorkbookHandler();
  await scanXml(source.stream(workbook), handler, limits.cellCharactersMax);
  const relations = await readRelations(source, workbook.name, limits);
  const sheets: SheetPlace[] = [];
  for (const [index, sheet] of handler.sheets.entries()) {
    const relation = relations.get(sheet.relation);
    if (relation === undefined || !relation.type.endsWith("/worksheet")) continue;
    const part = source.find(relation.target);
    if (part === undefined) throw new RefusalError("file-damaged", "the workbook lacks one of its sheets");
    sheets.push({ name: sheet.name, hidden: sheet.hidden, part, index });
  }
  const shared = (type: string): Part | undefined => {
    const relation = [...relations.values()].find((candidate) => candidate.type.endsWith(`/${type}`));
    return relation === undefined ? undefined : source.find(relation.target);
  };
  const strict = [...relations.values()].some((relation) => relation.type.startsWith("http://purl.oclc.org/ooxml/"));
  return {
    sheets,
    epoch1904: handler.epoch1904,
    strict,
    workbook,
    sharedStrings: shared("sharedStrings"),
    styles: shared("styles"),
    theme: shared("theme"),
  };
}

/** Opens the sheets of a workbook: surveys each, so that what is wrong with it is found before any row is delivered. */
export async function openWorkbook(source: Package, limits: SourceLimits): Promise<Sheet[]> {
  const plan = await planWorkbook(source, limits);
  const surveys: SheetSurvey[] = [];
  for (const sheet of plan.sheets) surveys.push(await surveySheet(source.stream(sheet.part), limits));
  const workbook = await readValues(source, plan, limits);
  return plan.sheets.map(({ name, hidden, part }, number) => {
    const { merges, hiddenColumns } = surveys[number] as SheetSurvey;
    return { name, hidden, merges, hiddenColumns, rows: () => readRows(source, part, workbook, merges, limits) };
  });
}

async function readValues(source: Package, plan: WorkbookPlan, limits: SourceLimits): Promise<WorkbookValues> {
  const strings = new SharedStringsHandler(limits.sharedCharactersMax);
  if (plan.sharedStrings !== undefined) await scanXml(source.stream(plan.sharedStrings), strings, limits.cellCharactersMax);
  const styles = new StylesHandler();
  if (plan.styles !== undefined) await scanXml(source.stream(plan.styles), styles, limits.cellCharactersMax);
  return { texts: strings.texts, formats: styles.formats(), epoch1904: plan.epoch1904 };
}

async function* readRows(
  source: Package,
  part: Part,
  workbook: WorkbookValues,
  merges: readonly MergedRange[],
  limits: SourceLimits,
): AsyncGenerator<SheetRow> {
  const handler = new SheetHandler(workbook, new MergeCover(merges), limits);
  const scanner = new XmlScanner(handler, limits.cellCharactersMax);
  for await (const piece of decodeXml(source.stream(part))) {
    scanner.push(piece);
    const rows = handler.ready;
    handler.ready = [];
    for (const row of rows) yield row;
  }
  scanner.end();
}

async function findWorkbook(source: Package, limits: SourceLimits): Promise<Part> {
  const relations = await readRelations(source, "", limits);
  const main = [...relations.values()].find((relation) => relation.type.endsWith("/officeDocument"));
  const part = source.find(main?.target ?? "xl/workbook.xml") ?? source.find("xl/workbook.xml");
  if (part !== undefined && /(?<!^word\/document|^ppt\/presentation)\.xml$/i.test(part.name)) return part;
  throw new RefusalError("file-not-a-sheet", `it is ${describePackage(source, part)}, not a workbook; save it as .xlsx`);
}

function describePackage(source: Package, main: Part | undefined): string {
  if (main?.name.toLowerCase().endsWith(".bin")) return "a binary workbook (.xlsb)";
  if (source.find("word/document.xml") !== undefined) return "a text document (.docx)";
  if (source.find("ppt/presentation.xml") !== undefined) return "a presentation (.pptx)";
  if (source.find("content.xml") !== undefined) return "an OpenDocument file";
  return "a zip archive";
}

interface Relation {
  readonly type: string;
  /** Part name, without a leading slash. */
  readonly target: string;
}

/** Reads the relations of a part (`""`: of the package) by id; relations to things outside of the package are left out. */
export async function readRelations(source: Package, partName: string, limits: SourceLimits): Promise<Map<string, Relation>> {
  const folder = partName.slice(0, partName.lastIndexOf("/") + 1);
  const part = source.find(`${folder}_rels/${partName.slice(folder.length)}.rels`);
  const found = new Map<string, Relation>();
  if (part === undefined) return found;
  const open = (name: string, raw: string): void => {
    if (name !== "Relationship") return;
    const attributes = attributesOf(raw);
    if (attributes.get("TargetMode") === "External") return;
    found.set(attributes.get("Id") ?? "", { type: attributes.get("Type") ?? "", target: resolve(folder, attributes.get("Target") ?? "") });
  };
  await scanXml(source.stream(part), { open, close: () => undefined, text: () => undefined }, limits.cellCharactersMax);
  return found;
}

/** Resolves a relation's target against its part's folder: `../drawings/x.vml`, `/xl/workbook.xml`. */
function resolve(folder: string, target: string): string {
  const steps = target.startsWith("/") ? [] : folder.split("/").slice(0, -1);
  for (const step of target.replaceAll("\\", "/").split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

class WorkbookHandler implements XmlHandler {
  readonly sheets: { readonly name: string; readonly hidden: boolean; readonly relation: string }[] = [];
  epoch1904 = false;

  open(name: string, raw: string): void {
    if (name === "workbookPr") {
      const value = attributesOf(raw).get("date1904");
      this.epoch1904 = value === "1" || value === "true";
    } else if (name === "sheet") {
      const found = attributesOf(raw);
      const state = found.get("state");
      this.sheets.push({
        name: found.get("name") ?? "",
        hidden: state === "hidden" || state === "veryHidden",
        relation: found.get("id") ?? "",
      });
    }
  }

  close(): void {}

  text(): void {}
}
