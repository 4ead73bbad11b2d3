/** Comments on cells: the comments part, and the VML drawing that spreadsheets still want for each comment's box. */
import { columnLetters } from "../read/cell-reference.ts";
import { attributesOf, escapeEntities } from "../read/xml-scanner.ts";

/** A comment to put on a cell. */
export interface CellComment {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

const AUTHOR = "微脑";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A new comments part; `main` is the namespace of the workbook's sheets. */
export function newComments(comments: readonly CellComment[], main: string): string {
  return `${DECLARATION}<comments xmlns="${main}"><authors><author>${AUTHOR}</author></authors><commentList>${comments.map((comment) => commentXml(comment, "", 0)).join("")}</commentList></comments>`;
}

/** Adds comments to a comments part; one on a cell that has a comment is appended to it. Answers which cells had none. */
export function addToComments(
  xml: string,
  comments: readonly CellComment[],
): { readonly xml: string; readonly added: readonly CellComment[] } {
  const prefix = /<([\w.-]+:)?comments[\s>]/.exec(xml)?.[1] ?? "";
  const authors = [...xml.matchAll(new RegExp(`<${prefix}author(?:\\s[^>]*)?(?:/>|>)`, "g"))].length;
  const pending = new Map(comments.map((comment) => [referenceOf(comment), comment]));
  const one = new RegExp(`<${prefix}comment\\s([^>]*)>[\\s\\S]*?</${prefix}comment>`, "g");
  let edited = xml.replace(one, (whole, attributes: string) => {
    const reference = (attributesOf(attributes).get("ref") ?? "").replaceAll("$", "").toUpperCase();
    const comment = pending.get(reference);
    if (comment === undefined) return whole;
    pending.delete(reference);
    return appendToComment(whole, prefix, comment.text);
  });
  const added = [...pending.values()];
  edited = openEmpty(openEmpty(edited, `${prefix}authors`), `${prefix}commentList`);
  edited = edited.replace(`</${prefix}authors>`, (end) => `<${prefix}author>${AUTHOR}</${prefix}author>${end}`);
  edited = edited.replace(`</${prefix}commentList>`, (end) => added.map((comment) => commentXml(comment, prefix, authors)).join("") + end);
  return { xml: edited, added };
}

/** A new drawing with the comments' boxes. */
export function newDrawing(comments: readonly CellComment[]): string {
  const head =
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>';
  return `${head}${SHAPE_TYPE}${comments.map((comment, index) => shapeXml(comment, 1025 + index)).join("")}</xml>`;
}

/** Adds boxes to the drawing that a sheet already has. */
export function addToDrawing(xml: string, comments: readonly CellComment[]): string {
  if (comments.length === 0) return xml;
  const used = [...xml.matchAll(/_x0000_s(\d+)/g)].map((match) => Number(match[1]));
  const first = used.reduce((highest, id) => Math.max(highest, id), 1024) + 1;
  const type = /id\s*=\s*["']_x0000_t202["']/.test(xml) ? "" : SHAPE_TYPE;
  const shapes = type + comments.map((comment, index) => shapeXml(comment, first + index)).join("");
  const end = xml.lastIndexOf("</");
  return xml.slice(0, end) + declareVml(shapes, xml) + xml.slice(end);
}

function referenceOf({ row, column }: CellComment): string {
  return `${columnLetters(column)}${row}`;
}

function commentXml(comment: CellComment, prefix: string, author: number): string {
  return `<${prefix}comment ref="${referenceOf(comment)}" authorId="${author}"><${prefix}text>${runXml(prefix, comment.text)}</${prefix}text></${prefix}comment>`;
}

function runXml(prefix: string, text: string): string {
  return `<${prefix}r><${prefix}t xml:space="preserve">${escapeEntities(text)}</${prefix}t></${prefix}r>`;
}

/** Appends to a comment's text; a plain text becomes a run, since runs may not follow one everywhere. */
function appendToComment(comment: string, prefix: string, text: string): string {
  const plain = new RegExp(`(<${prefix}text(?:\\s[^>]*)?>)\\s*(<${prefix}t(?:\\s[^>]*)?>[\\s\\S]*?</${prefix}t>)`);
  const runs = comment.replace(plain, (_, begin: string, inner: string) => `${begin}<${prefix}r>${inner}</${prefix}r>`);
  return openEmpty(runs, `${prefix}text`).replace(new RegExp(`</${prefix}text>`), (end) => runXml(prefix, `\n${text}`) + end);
}

/** `<x/>` as `<x></x>`. */
function openEmpty(xml: string, name: string): string {
  return xml.replace(new RegExp(`<${name}((?:\\s[^>]*?)?)\\s*/>`), `<${name}$1></${name}>`);
}

const SHAPE_TYPE =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

/** A hidden box right of its cell, as high as its text needs. */
function shapeXml({ row, column, text }: CellComment, id: number): string {
  const lines = text.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 18), 0);
  const anchor = [column + 1, 15, Math.max(0, row - 2), 2, column + 4, 15, Math.max(0, row - 2) + Math.min(20, 2 + lines), 4].join(", ");
  return `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:160pt;height:${30 + 15 * Math.min(lines, 20)}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
}

const VML_NAMESPACES: Readonly<Record<string, string>> = {
  v: "urn:schemas-microsoft-com:vml",
  o: "urn:schemas-microsoft-com:office:office",
  x: "urn:schemas-microsoft-com:office:excel",
};

/** Declares on the added elements the prefixes that the drawing's root does not. */
function declareVml(shapes: string, drawing: string): string {
  const root = /<xml[^>]*>/.exec(drawing)?.[0] ?? "";
  const missing = Object.entries(VML_NAMESPACES).filter(
    ([prefix, uri]) => !new RegExp(`xmlns:${prefix}\\s*=\\s*["']${uri}["']`).test(root),
  );
  const declarations = missing.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join("");
  return declarations === "" ? shapes : shapes.replace(/<v:(shape|shapetype) /g, `<v:$1${declarations} `);
}
