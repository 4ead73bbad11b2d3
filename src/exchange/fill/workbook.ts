/** A form's workbook as it lies in its package: which sheet is which part, its shared texts and styles. Whole parts in memory: forms are small. */

import { RefusalError } from "../errors.ts";
import { listPartNames, readParts } from "../package/rewrite.ts";
import { parseStyles, type Styles } from "./styles.ts";
import { attributeOf, childOf, descendantsOf, parseXml, textOf, XmlDamaged, type XmlElement } from "./xml.ts";

/** A text of the workbook, with the source of its runs when it is formatted inside. */
export interface SharedText {
  readonly text: string;
  /** What stands between `<si>` and `</si>`. */
  readonly inner: string;
}

export interface WorkbookSheet {
  readonly name: string;
  readonly sheetId: string;
  /** Part name: `xl/worksheets/sheet1.xml`. */
  readonly part: string;
  readonly hidden: boolean;
  /** 0-based place in the workbook: the `localSheetId` of names. */
  readonly index: number;
}

export interface Relationship {
  readonly id: string;
  /** Last segment of the type's address: `drawing`, `comments`. */
  readonly kind: string;
  /** Part name, or the address itself of an external target. */
  readonly target: string;
  readonly external: boolean;
}

export interface FormWorkbook {
  readonly path: string;
  /** Part names as the archive spells them. */
  readonly names: readonly string[];
  readonly workbookPart: string;
  readonly sheets: readonly WorkbookSheet[];
  readonly texts: readonly SharedText[];
  readonly styles: Styles;
  readonly date1904: boolean;
  /** Text of a part, or null when there is none. Parts are read once. */
  part(name: string): Promise<string | null>;
  /** Bytes of a part that exists. */
  bytes(name: string): Promise<Buffer>;
  relationships(part: string): Promise<readonly Relationship[]>;
}

/** Name of the part that lists the relationships of `part`. */
export function relationshipsPart(part: string): string {
  const slash = part.lastIndexOf("/");
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

/** Part name of a relationship's target, which is written relative to its source part or from the root. */
function resolveTarget(source: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const steps = source.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}

function parseRelationships(source: string, part: string): Relationship[] {
  return descendantsOf(parseXml(source), "Relationship").map((element) => {
    const external = attributeOf(source, element, "TargetMode") === "External";
    const target = attributeOf(source, element, "Target") ?? "";
    return {
      id: attributeOf(source, element, "Id") ?? "",
      kind: (attributeOf(source, element, "Type") ?? "").split("/").at(-1) ?? "",
      target: external ? target : resolveTarget(part, target),
      external,
    };
  });
}

function decodeUtf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le");
  return bytes.toString("utf8");
}

/** Text of an item of the shared strings or of an inline string: its runs without phonetic hints. */
export function plainText(source: string, item: XmlElement): string {
  return item.children
    .map((child) => (child.name === "t" ? textOf(source, child) : child.name === "r" ? plainText(source, child) : ""))
    .join("");
}

function parseTexts(source: string): SharedText[] {
  return parseXml(source)
    .children.filter((child) => child.name === "si")
    .map((item) => ({ text: plainText(source, item), inner: source.slice(item.openEnd, item.closeStart) }));
}

/**
 * Opens a form's workbook.
 * @throws RefusalError when the file is missing, no workbook of the .xlsx family, or damaged
 */
export async function openWorkbook(path: string): Promise<FormWorkbook> {
  const listed = await listPartNames(path);
  if (!listed.accepted) throw new RefusalError(listed.refusal, listed.detail);
  const spelling = new Map(listed.value.map((name) => [name.toLowerCase(), name]));
  const cache = new Map<string, string | null>();
  const part = async (name: string): Promise<string | null> => {
    const spelt = spelling.get(name.toLowerCase());
    if (spelt === undefined) return null;
    const cached = cache.get(spelt);
    if (cached !== undefined) return cached;
    const read = await readParts(path, [spelt]);
    if (!read.accepted) throw new RefusalError(read.refusal, read.detail);
    const bytes = read.value.get(spelt);
    const text = bytes === undefined ? null : decodeUtf(bytes);
    cache.set(spelt, text);
    return text;
  };
  const bytes = async (name: string) => {
    const read = await readParts(path, [name]);
    if (!read.accepted) throw new RefusalError(read.refusal, read.detail);
    const found = read.value.get(name);
    if (found === undefined) throw new RefusalError("file-damaged", "a part that the workbook names is absent");
    return found;
  };
  const relationships = async (name: string) => {
    const source = await part(relationshipsPart(name));
    return source === null ? [] : parseRelationships(source, name);
  };
  return guardDamage(async () => {
    const root = await part("_rels/.rels");
    const workbookPart = root === null ? undefined : parseRelationships(root, "").find((one) => one.kind === "officeDocument")?.target;
    const source = workbookPart === undefined ? null : await part(workbookPart);
    if (workbookPart === undefined || source === null) throw new RefusalError("file-not-a-sheet", "the package holds no workbook");
    const related = await relationships(workbookPart);
    const texts = await part(related.find((one) => one.kind === "sharedStrings")?.target ?? "");
    const styles = await part(related.find((one) => one.kind === "styles")?.target ?? "");
    const tree = parseXml(source);
    const properties = childOf(tree, "workbookPr");
    const date1904 = properties !== undefined && /^(1|true)$/.test(attributeOf(source, properties, "date1904") ?? "");
    const sheets = sheetsOf(source, tree, related);
    return {
      path,
      names: listed.value,
      workbookPart,
      sheets: sheets.map((sheet) => ({ ...sheet, part: spelling.get(sheet.part.toLowerCase()) ?? sheet.part })),
      texts: texts === null ? [] : parseTexts(texts),
      styles: parseStyles(styles),
      date1904,
      part,
      bytes,
      relationships,
    };
  });
}

function sheetsOf(source: string, tree: XmlElement, related: readonly Relationship[]): WorkbookSheet[] {
  const sheets: WorkbookSheet[] = [];
  for (const [index, element] of (childOf(tree, "sheets")?.children ?? []).entries()) {
    const tag = source.slice(element.start, element.openEnd);
    const id = /\s[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(tag)?.[1];
    const relationship = related.find((one) => one.id === id && one.kind === "worksheet");
    if (relationship === undefined) continue;
    sheets.push({
      name: attributeOf(source, element, "name") ?? "",
      sheetId: attributeOf(source, element, "sheetId") ?? "",
      part: relationship.target,
      hidden: (attributeOf(source, element, "state") ?? "visible") !== "visible",
      index,
    });
  }
  return sheets;
}

/** Runs work on parts; XML that cannot be read becomes the refusal `file-damaged`. */
export async function guardDamage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof XmlDamaged)
      throw new RefusalError("file-damaged", `a part of the workbook is no well-formed XML: ${error.message}`);
    throw error;
  }
}
