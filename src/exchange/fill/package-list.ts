/** Adds parts to a package's own lists: content types, relationships, and the workbook's sheets. Each edit is one inserted element. */
import { attributeOf, childOf, descendantsOf, editsOf, encodeXml, parseXml } from "./xml.ts";

/** The content types with one more part. */
export function withContentType(source: string, part: string, type: string): string {
  const root = parseXml(source);
  const edits = editsOf(source);
  edits.insert(root.closeStart, `<${root.prefix}Override PartName="/${encodeXml(part)}" ContentType="${encodeXml(type)}"/>`);
  return edits.apply();
}

/** The content type of a part: its own, or its extension's. */
export function contentTypeOf(source: string, part: string): string | undefined {
  const root = parseXml(source);
  const own = root.children.find(
    (child) => child.name === "Override" && attributeOf(source, child, "PartName")?.toLowerCase() === `/${part}`.toLowerCase(),
  );
  return own === undefined ? undefined : attributeOf(source, own, "ContentType");
}

/** An id that no relationship of the list has. */
export function freeRelationshipId(source: string): string {
  const used = new Set(descendantsOf(parseXml(source), "Relationship").map((element) => attributeOf(source, element, "Id")));
  for (let number = used.size + 1; ; number += 1) {
    if (!used.has(`rId${number}`)) return `rId${number}`;
  }
}

/** The relationships with one more; the type is written as the list's other types are (transitional or strict). */
export function withRelationship(source: string, id: string, kind: string, target: string): string {
  const root = parseXml(source);
  const strict = source.includes("http://purl.oclc.org/ooxml/officeDocument/relationships/");
  const base = strict
    ? "http://purl.oclc.org/ooxml/officeDocument/relationships/"
    : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const edits = editsOf(source);
  edits.insert(root.closeStart, `<${root.prefix}Relationship Id="${id}" Type="${base}${kind}" Target="${encodeXml(target)}"/>`);
  return edits.apply();
}

/** The workbook with one more sheet at its end. */
export function withSheet(source: string, name: string, relationshipId: string): string {
  const root = parseXml(source);
  const sheets = childOf(root, "sheets");
  if (sheets === undefined) throw new Error("a workbook without sheets");
  const numbers = sheets.children.map((sheet) => Number(attributeOf(source, sheet, "sheetId") ?? 0));
  const strict = source.includes("http://purl.oclc.org/ooxml/");
  const space = strict
    ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
    : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  // The prefix `r` may be declared nowhere above this place, so the element brings its own.
  const sheet = `<${root.prefix}sheet xmlns:r="${space}" name="${encodeXml(name)}" sheetId="${Math.max(0, ...numbers) + 1}" r:id="${relationshipId}"/>`;
  const edits = editsOf(source);
  edits.insert(sheets.closeStart, sheet);
  return edits.apply();
}

/** The workbook with defined names added, each written as a whole element. */
export function withNames(source: string, names: readonly string[]): string {
  if (names.length === 0) return source;
  const list = childOf(parseXml(source), "definedNames");
  if (list === undefined) throw new Error("names are copied from a list of names");
  const edits = editsOf(source);
  edits.insert(list.closeStart, names.join(""));
  return edits.apply();
}

/** A sheet name of at most 31 characters without those that a spreadsheet forbids, unlike every name in `used`. */
export function freeSheetName(wanted: string, used: ReadonlySet<string>): string {
  const clean =
    wanted
      .replace(/[[\]*?:/\\\p{Cc}]/gu, "")
      .replace(/^'+|'+$/g, "")
      .trim() || "Sheet";
  const taken = new Set([...used].map((name) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? "" : `(${number})`;
    const name =
      [...clean]
        .slice(0, 31 - tail.length)
        .join("")
        .slice(0, 31 - tail.length) + tail;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
