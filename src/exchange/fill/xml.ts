/**
 * XML read as a tree of places in its own source, so that an edit replaces exactly the characters it means
 * and every other byte of the part stays as the department's program wrote it.
 */

/** An element and where it stands: `source.slice(start, end)` is the whole of it. */
export interface XmlElement {
  /** Name without its prefix: `row` of `x:row`. */
  readonly name: string;
  /** Prefix with its colon, or empty. */
  readonly prefix: string;
  readonly start: number;
  /** Just behind the `>` of the opening tag. */
  openEnd: number;
  /** At the `<` of the closing tag; equals `end` when the element closes itself. */
  closeStart: number;
  end: number;
  readonly selfClosing: boolean;
  readonly children: XmlElement[];
}

/** What is wrong with a part that is no well-formed XML, or declares a document type. */
export class XmlDamaged extends Error {}

interface Tag {
  readonly end: number;
  readonly closing: boolean;
  readonly selfClosing: boolean;
  readonly name: string;
}

/** Reads the tag at `at` (a `<`); a `>` inside a quoted attribute value does not end it. */
function readTag(source: string, at: number): Tag {
  let end = at + 1;
  let quote = 0;
  for (; end < source.length; end += 1) {
    const code = source.charCodeAt(end);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) break;
  }
  if (end >= source.length) throw new XmlDamaged("tag without end");
  const closing = source.charCodeAt(at + 1) === 47;
  const selfClosing = source.charCodeAt(end - 1) === 47;
  let nameEnd = closing ? at + 2 : at + 1;
  const nameStart = nameEnd;
  while (nameEnd < end && source.charCodeAt(nameEnd) > 32 && source.charCodeAt(nameEnd) !== 47) nameEnd += 1;
  return { end: end + 1, closing, selfClosing, name: source.slice(nameStart, nameEnd) };
}

/** Where a comment, CDATA section or processing instruction at `at` ends; 0 when there is none of them. */
function skipAside(source: string, at: number): number {
  const next = source.charCodeAt(at + 1);
  if (next !== 33 && next !== 63) return 0;
  const until = (mark: string, from: number) => {
    const found = source.indexOf(mark, from);
    if (found < 0) throw new XmlDamaged("section without end");
    return found + mark.length;
  };
  if (next === 63) return until("?>", at);
  if (source.startsWith("<!--", at)) return until("-->", at + 4);
  if (source.startsWith("<![CDATA[", at)) return until("]]>", at);
  // A document type may declare entities that expand without bound; office files have none.
  throw new XmlDamaged("document type is not allowed");
}

/**
 * Parses a part into its root element.
 * @throws XmlDamaged when tags do not nest or a document type is declared.
 */
export function parseXml(source: string): XmlElement {
  const stack: XmlElement[] = [];
  let root: XmlElement | null = null;
  for (let at = source.indexOf("<"); at >= 0; ) {
    const aside = skipAside(source, at);
    if (aside > 0) {
      at = source.indexOf("<", aside);
      continue;
    }
    const tag = readTag(source, at);
    if (tag.closing) {
      const open = stack.pop();
      if (open === undefined || open.prefix + open.name !== tag.name) throw new XmlDamaged("tags do not nest");
      open.closeStart = at;
      open.end = tag.end;
    } else {
      const colon = tag.name.indexOf(":");
      const element: XmlElement = {
        name: tag.name.slice(colon + 1),
        prefix: tag.name.slice(0, colon + 1),
        start: at,
        openEnd: tag.end,
        closeStart: tag.end,
        end: tag.end,
        selfClosing: tag.selfClosing,
        children: [],
      };
      const parent = stack.at(-1);
      if (parent !== undefined) parent.children.push(element);
      else if (root === null) root = element;
      else throw new XmlDamaged("more than one root");
      if (!tag.selfClosing) stack.push(element);
    }
    at = source.indexOf("<", tag.end);
  }
  if (root === null || stack.length > 0) throw new XmlDamaged("no complete root");
  return root;
}

/** The first child of that name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** Every descendant of that name, in document order. */
export function descendantsOf(element: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const walk = (parent: XmlElement) => {
    for (const child of parent.children) {
      if (child.name === name) found.push(child);
      walk(child);
    }
  };
  walk(element);
  return found;
}

/** Where the value of an attribute stands, without its quotes. The name is given with its prefix, if it has one. */
export function attributeSpan(source: string, element: XmlElement, name: string): { readonly start: number; readonly end: number } | null {
  let at = element.start + 1;
  while (at < element.openEnd) {
    at = source.indexOf(name, at);
    if (at < 0 || at >= element.openEnd) return null;
    const before = source.charCodeAt(at - 1);
    let after = at + name.length;
    while (source.charCodeAt(after) <= 32) after += 1;
    if (before <= 32 && source.charCodeAt(after) === 61) {
      after += 1;
      while (source.charCodeAt(after) <= 32) after += 1;
      const quote = source[after] ?? '"';
      const end = source.indexOf(quote, after + 1);
      return end < 0 ? null : { start: after + 1, end };
    }
    at = after;
  }
  return null;
}

/** The decoded value of an attribute, or undefined. */
export function attributeOf(source: string, element: XmlElement, name: string): string | undefined {
  const span = attributeSpan(source, element, name);
  return span === null ? undefined : decodeXml(source.slice(span.start, span.end));
}

/** The decoded text directly and deeply inside an element. */
export function textOf(source: string, element: XmlElement): string {
  if (element.selfClosing) return "";
  const inner = source.slice(element.openEnd, element.closeStart);
  if (!inner.includes("<")) return decodeXml(inner);
  const parts: string[] = [];
  for (let at = 0; at < inner.length; ) {
    const open = inner.indexOf("<", at);
    if (open < 0) {
      parts.push(decodeXml(inner.slice(at)));
      break;
    }
    parts.push(decodeXml(inner.slice(at, open)));
    if (inner.startsWith("<![CDATA[", open)) {
      const end = inner.indexOf("]]>", open);
      parts.push(inner.slice(open + 9, end));
      at = end + 3;
    } else at = skipAside(inner, open) || readTag(inner, open).end;
  }
  return parts.join("");
}

const namedEntities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Text with its entities and character references resolved; unknown ones stay as written. */
export function decodeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]+));/g, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return namedEntities[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Text made safe between tags and in quotes. Characters that XML cannot hold are left out. */
export function encodeXml(text: string): string {
  if (!/[&<>"\p{Cc}\uFFFE\uFFFF\p{Cs}]/u.test(text)) return text;
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Replacements collected against one source and applied at once; they may not overlap. */
export interface Edits {
  replace(start: number, end: number, text: string): void;
  insert(at: number, text: string): void;
  readonly empty: boolean;
  apply(): string;
}

/** @throws Error when two edits overlap, which is a bug of the caller. */
export function editsOf(source: string): Edits {
  const edits: { start: number; end: number; text: string; order: number }[] = [];
  return {
    replace(start, end, text) {
      if (source.slice(start, end) !== text) edits.push({ start, end, text, order: edits.length });
    },
    insert(at, text) {
      if (text !== "") edits.push({ start: at, end: at, text, order: edits.length });
    },
    get empty() {
      return edits.length === 0;
    },
    apply() {
      const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
      const parts: string[] = [];
      let at = 0;
      for (const edit of sorted) {
        if (edit.start < at) throw new Error("overlapping edits");
        parts.push(source.slice(at, edit.start), edit.text);
        at = edit.end;
      }
      parts.push(source.slice(at));
      return parts.join("");
    },
  };
}
