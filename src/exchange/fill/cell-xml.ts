/** The XML of a filled cell. Text is written inline, so that the workbook's shared strings stay as they were. */
import { decodeXml, type Edits, editsOf, encodeXml, parseXml } from "./xml.ts";

/** What a cell is given. */
export type CellContent =
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "text"; readonly text: string }
  /** Source of formatted runs, as they stand in `<is>` without a prefix of their own. */
  | { readonly kind: "runs"; readonly inner: string };

/** `_x0041_` in a text would be read as the character it names, so its underscore is escaped (ECMA-376 part 1, 22.9.2.19). */
function textElement(prefix: string, text: string): string {
  const safe = encodeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_"));
  const space = /^\s|\s$|\n|\s\s/.test(text) ? ' xml:space="preserve"' : "";
  return `<${prefix}t${space}>${safe}</${prefix}t>`;
}

/** A `<c>` element. */
export function cellXml(prefix: string, reference: string, style: number, content: CellContent): string {
  const open = `<${prefix}c r="${reference}"${style === 0 ? "" : ` s="${style}"`}`;
  if (content.kind === "number") return `${open}><${prefix}v>${content.number}</${prefix}v></${prefix}c>`;
  const inner = content.kind === "runs" ? content.inner : textElement(prefix, content.text);
  return `${open} t="inlineStr"><${prefix}is>${inner}</${prefix}is></${prefix}c>`;
}

const markColour = "FFC00000";

/**
 * A text that shows that its sources disagree: dark red and doubly underlined, so that it is seen in print too. The mark lives in the
 * cell's own runs, since a fill would need a new style and change the workbook's styles part.
 * @param font the cell's font as written in the styles part
 */
export function disputedText(prefix: string, text: string, font: string): CellContent {
  const kept = font
    .replace(/<(?:\w+:)?(?:color|u)\b[^>]*?(?:\/>|>.*?<\/(?:\w+:)?(?:color|u)>)/gs, "")
    .replace(/<(\/?)(?:\w+:)?name\b/g, `<$1${prefix}rFont`)
    .trim();
  const properties = `${kept}<${prefix}color rgb="${markColour}"/><${prefix}u val="double"/>`;
  return { kind: "runs", inner: `<${prefix}r><${prefix}rPr>${properties}</${prefix}rPr>${textElement(prefix, text)}</${prefix}r>` };
}

/** A replacement inside a cell's text; offsets count in the plain text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with its edits made. */
export function editText(text: string, edits: readonly TextEdit[]): string {
  const all = editsOf(text);
  for (const edit of edits) all.replace(edit.start, edit.end, edit.text);
  return all.apply();
}

/**
 * Edits a formatted text without losing the formats of its runs: each replacement goes into the run in which it begins.
 * @param inner source of the runs, `<r>…</r><r>…</r>`
 */
export function editRuns(prefix: string, inner: string, edits: readonly TextEdit[]): CellContent {
  const source = `<i xmlns:_="_">${inner}</i>`;
  const root = parseXml(source);
  const all = editsOf(source);
  let at = 0;
  for (const run of root.children) {
    if (run.name === "rPh") continue;
    for (const element of run.name === "t" ? [run] : run.children.filter((child) => child.name === "t")) {
      const text = decodeXml(source.slice(element.openEnd, element.closeStart));
      const span = { start: at, end: at + text.length };
      at = span.end;
      const own = edits
        .filter((edit) => edit.end > span.start && edit.start < span.end)
        .map((edit) => ({
          start: Math.max(edit.start, span.start) - span.start,
          end: Math.min(edit.end, span.end) - span.start,
          text: edit.start >= span.start ? edit.text : "",
        }));
      if (own.length > 0) replaceText(all, prefix, element, editText(text, own));
    }
  }
  const edited = all.apply();
  return { kind: "runs", inner: edited.slice(edited.indexOf(">") + 1, edited.lastIndexOf("</")) };
}

function replaceText(all: Edits, prefix: string, element: { readonly start: number; readonly end: number }, text: string): void {
  all.replace(element.start, element.end, textElement(prefix, text));
}
