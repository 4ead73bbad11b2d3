/**
 * Scans XML as it streams in. Written for worksheets, whose hundred-megabyte parts a general parser would read ten times slower:
 * names lose their prefix, attributes are parsed only when somebody asks, and a document type is refused, so that no entity can expand.
 */
import { RefusalError } from "../errors.ts";

/** What a scanner tells. Texts and attributes come raw: `decodeEntities` and `attributesOf` read them. */
export interface XmlHandler {
  /** An element begins; `empty` when it ends at once (`<c/>`, no `close` follows). */
  open(name: string, attributes: string, empty: boolean): void;
  close(name: string): void;
  /** Character data between two tags, in one piece unless a comment or CDATA splits it. */
  text(raw: string): void;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const COLON = 0x3a;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;

export class XmlScanner {
  readonly #handler: XmlHandler;
  readonly #tokenCharactersMax: number;
  #rest = "";
  #depth = 0;

  constructor(handler: XmlHandler, tokenCharactersMax: number) {
    this.#handler = handler;
    this.#tokenCharactersMax = tokenCharactersMax;
  }

  /** Takes the next piece. Throws RefusalError. */
  push(piece: string): void {
    const text = this.#rest === "" ? piece : this.#rest + piece;
    let at = 0;
    for (;;) {
      const less = text.indexOf("<", at);
      if (less < 0) break;
      const end = this.#token(text, at, less);
      if (end < 0) break;
      at = end;
    }
    if (text.length - at > this.#tokenCharactersMax)
      throw new RefusalError("file-unsafe", "an XML part holds an absurdly long text or tag");
    this.#rest = text.slice(at);
  }

  /** Ends the document. Throws RefusalError when elements are left open. */
  end(): void {
    if (this.#depth !== 0 || this.#rest.trim() !== "") throw new RefusalError("file-damaged", "an XML part ends before its elements do");
  }

  /** Reads the text before `less` and the token at it; answers where the next begins, or -1 when the token is not whole yet. */
  #token(text: string, at: number, less: number): number {
    const next = text.charCodeAt(less + 1);
    if (next === BANG || next === QUESTION) return this.#special(text, at, less);
    const handler = this.#handler;
    if (next === SLASH) {
      const close = text.indexOf(">", less);
      if (close < 0) return -1;
      if (less > at) handler.text(text.slice(at, less));
      this.#depth -= 1;
      if (this.#depth < 0) throw new RefusalError("file-damaged", "an XML part closes more elements than it opens");
      handler.close(localName(text, less + 2, nameEnd(text, less + 2)));
      return close + 1;
    }
    if (next === LESS) throw new RefusalError("file-damaged", "an XML part holds a broken tag");
    const name = nameEnd(text, less + 1);
    const close = tagEnd(text, name);
    if (close < 0) return -1;
    if (less > at) handler.text(text.slice(at, less));
    const empty = text.charCodeAt(close - 1) === SLASH;
    if (!empty) this.#depth += 1;
    const attributesEnd = empty ? close - 1 : close;
    handler.open(localName(text, less + 1, name), name < attributesEnd ? text.slice(name, attributesEnd) : "", empty);
    return close + 1;
  }

  /** Comments and instructions are skipped, CDATA is text, a document type is refused. */
  #special(text: string, at: number, less: number): number {
    const [opening, closing] = specialOf(text, less);
    if (opening === "") return -1;
    const close = text.indexOf(closing, less + opening.length);
    if (close < 0) return -1;
    if (less > at) this.#handler.text(text.slice(at, less));
    if (opening === CDATA) this.#handler.text(escapeEntities(text.slice(less + CDATA.length, close)));
    return close + closing.length;
  }
}

const CDATA = "<![CDATA[";

/** Beginning and end marks of the comment, CDATA or instruction at `less`; empty ones when too little of it is there to tell. */
export function specialOf(text: string, less: number): readonly [string, string] {
  if (text.startsWith("<?", less)) return ["<?", "?>"];
  if (text.startsWith("<!--", less)) return ["<!--", "-->"];
  if (text.startsWith(CDATA, less)) return [CDATA, "]]>"];
  const seen = text.slice(less, less + CDATA.length);
  if ("<!--".startsWith(seen) || CDATA.startsWith(seen)) return ["", ""];
  throw new RefusalError("file-unsafe", "an XML part declares a document type or entities");
}

function nameEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === GREATER || code === SLASH) return at;
  }
  return at;
}

/** The `>` that ends the tag whose inside begins at `from`, one within quotes aside; -1 when it is not there yet. */
export function tagEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === GREATER) return at;
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      at = text.indexOf(code === DOUBLE_QUOTE ? '"' : "'", at + 1);
      if (at < 0) return -1;
    } else if (code === LESS) throw new RefusalError("file-damaged", "an XML part holds a broken tag");
    at += 1;
  }
  return -1;
}

function localName(text: string, from: number, to: number): string {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === COLON) return text.slice(at + 1, to);
  return text.slice(from, to);
}

const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Attributes by local name, decoded. `xmlns` declarations are left out. */
export function attributesOf(raw: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of raw.matchAll(ATTRIBUTE)) {
    const name = match[1] ?? "";
    if (name === "xmlns" || name.startsWith("xmlns:")) continue;
    found.set(name.slice(name.indexOf(":") + 1), decodeEntities(match[2] ?? match[3] ?? ""));
  }
  return found;
}

const ENTITY = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Decodes the five named entities and character references; anything else stays as it is written. */
export function decodeEntities(raw: string): string {
  if (!raw.includes("&")) return raw;
  return raw.replace(ENTITY, (whole, decimal: string | undefined, hexadecimal: string | undefined, named: string | undefined) => {
    if (named !== undefined) return NAMED[named] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

/** Writes a text so that it stands in an element or in a quoted attribute. Characters that XML 1.0 forbids are left out. */
export function escapeEntities(text: string): string {
  return SPECIAL.test(text) ? text.replace(SPECIALS, escapeOne) : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids.
const SPECIAL = /[<>&"\u0000-\u001f\ufffe\uffff]/;
const SPECIALS = new RegExp(SPECIAL, "g");

function escapeOne(character: string): string {
  switch (character) {
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    case "&":
      return "&amp;";
    case '"':
      return "&quot;";
    case "\t":
    case "\n":
    case "\r":
      return `&#${character.charCodeAt(0)};`;
    default:
      return "";
  }
}

/**
 * Decodes the stream of an XML part: UTF-8, or UTF-16 by its byte order mark.
 * Throws RefusalError when the bytes are not of their encoding.
 */
export async function* decodeXml(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  try {
    for await (const chunk of bytes) {
      decoder ??= new TextDecoder(encodingOfXml(chunk), { fatal: true });
      yield decoder.decode(chunk, { stream: true });
    }
    if (decoder !== null) yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      throw new RefusalError("file-damaged", "an XML part is not in its encoding");
    }
    throw error;
  }
}

function encodingOfXml(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return "utf-8";
}

/** Scans a whole part. */
export async function scanXml(bytes: AsyncIterable<Buffer>, handler: XmlHandler, tokenCharactersMax: number): Promise<void> {
  const scanner = new XmlScanner(handler, tokenCharactersMax);
  for await (const piece of decodeXml(bytes)) scanner.push(piece);
  scanner.end();
}
