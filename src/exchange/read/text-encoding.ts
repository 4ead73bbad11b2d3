/** Finds the encoding of a text from all of its bytes: nobody who exports a table knows it, and a sample may lie. */
import { isUtf8 } from "node:buffer";
import { RefusalError } from "../errors.ts";
import type { SourceLimits } from "../package/limits.ts";

export const TextEncodingName = {
  utf8: "utf-8",
  gb18030: "gb18030",
  utf16le: "utf-16le",
  utf16be: "utf-16be",
  /** Lines of two systems in one file, each in its own encoding. */
  mixed: "utf-8+gb18030",
} as const;
export type TextEncodingName = (typeof TextEncodingName)[keyof typeof TextEncodingName];

/** A file that holds hardly anything but zero bytes holds no table. */
const ZEROS_SHARE_MAX = 0.95;

export interface FoundEncoding {
  readonly encoding: TextEncodingName;
  /** Places where the bytes are not of the encoding; each is read as U+FFFD. */
  readonly brokenCharacters: number;
}

/** Above this share of the characters beyond ASCII, broken ones mean that the encoding is another one, or several. */
const BROKEN_SHARE_MAX = 0.02;

/**
 * Decides between UTF-8, UTF-16 (by mark or by the zero bytes of its ASCII characters) and GB18030 (which contains GBK and GB 2312).
 * `bytes` is called up to four times and must stream the whole file each time; no chunk is kept. A file of which some lines are UTF-8 and
 * others GB18030 is read line by line. Throws RefusalError when it is binary, of no encoding, or has more or longer lines than `limits` allow.
 */
export async function findEncoding(
  bytes: () => AsyncIterable<Buffer>,
  limits: Pick<SourceLimits, "linesMax" | "lineBytesMax">,
): Promise<FoundEncoding> {
  const census = new Census(limits);
  for await (const chunk of bytes()) census.add(chunk);
  const wide = census.wideEncoding();
  if (wide !== null) return { encoding: wide, brokenCharacters: await countBroken(bytes(), wide) };
  if (census.isBinary()) throw new RefusalError("file-not-a-sheet", "it holds binary data, no text");
  if (census.isUtf8()) return { encoding: "utf-8", brokenCharacters: 0 };

  const brokenGb18030 = await countBroken(bytes(), "gb18030");
  if (brokenGb18030 === 0 && !census.hasUtf8Mark()) return { encoding: "gb18030", brokenCharacters: 0 };
  const brokenUtf8 = await countBroken(bytes(), "utf-8");
  const asUtf8 = brokenUtf8 / Math.max(1, census.highBytes / 3);
  const asGb18030 = brokenGb18030 / Math.max(1, census.highBytes / 2);
  if (Math.min(asUtf8, asGb18030) > BROKEN_SHARE_MAX && Math.min(brokenUtf8, brokenGb18030) > 3) {
    const brokenMixed = await countBroken(bytes(), "utf-8+gb18030");
    if (brokenMixed / Math.max(1, census.highBytes / 3) <= BROKEN_SHARE_MAX || brokenMixed <= 3)
      return { encoding: "utf-8+gb18030", brokenCharacters: brokenMixed };
    throw new RefusalError(
      "file-damaged",
      `its text is in no one encoding: ${brokenUtf8} places are not UTF-8, ${brokenGb18030} are not GB18030`,
    );
  }
  return asUtf8 <= asGb18030
    ? { encoding: "utf-8", brokenCharacters: brokenUtf8 }
    : { encoding: "gb18030", brokenCharacters: brokenGb18030 };
}

/** Decodes a text stream; a byte order mark is dropped. Broken places become U+FFFD. */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: TextEncodingName): AsyncGenerator<string> {
  if (encoding === "utf-8+gb18030") return yield* decodeLines(bytes);
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  const last = decoder.decode();
  if (last !== "") yield last;
}

/** The text of a file's first bytes; a character that the cut falls into, or a line of a mixed file, is left out. */
export function decodeBeginning(start: Buffer, encoding: TextEncodingName): string {
  if (encoding !== "utf-8+gb18030") return new TextDecoder(encoding).decode(start, { stream: true });
  const end = start.lastIndexOf(LINE_FEED) + 1;
  return decodeLine(end === 0 ? start : start.subarray(0, end));
}

const LINE_FEED = 0x0a;
const utf8 = new TextDecoder("utf-8");
const gb18030 = new TextDecoder("gb18030");

/** Decodes line by line, each in the encoding that it is in. No character of either encoding holds a line feed's byte. */
async function* decodeLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const whole = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = whole.lastIndexOf(LINE_FEED) + 1;
    yield decodeLine(whole.subarray(0, end));
    rest = Buffer.from(whole.subarray(end));
  }
  yield decodeLine(rest);
}

function decodeLine(lines: Buffer): string {
  if (isUtf8(lines)) return utf8.decode(lines);
  let text = "";
  for (let from = 0; from < lines.length; ) {
    const at = lines.indexOf(LINE_FEED, from);
    const to = at < 0 ? lines.length : at + 1;
    const line = lines.subarray(from, to);
    text += isUtf8(line) ? utf8.decode(line) : leastBroken(utf8.decode(line), gb18030.decode(line));
    from = to;
  }
  return text;
}

/** A line of UTF-8 with one damaged character is still UTF-8: its other characters are Hanzi, and few are broken. */
function leastBroken(asUtf8: string, asGb18030: string): string {
  const broken = (text: string) => text.split("\ufffd").length - 1;
  const hanzi = asUtf8.match(/\p{Script=Han}/gu)?.length ?? 0;
  return hanzi > 2 * broken(asUtf8) ? asUtf8 : asGb18030;
}

async function countBroken(bytes: AsyncIterable<Buffer>, encoding: TextEncodingName): Promise<number> {
  let broken = 0;
  for await (const text of decodeText(bytes, encoding)) {
    for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) broken += 1;
  }
  return broken;
}

/** Counts over the whole file what tells encodings apart. */
class Census {
  readonly #limits: Pick<SourceLimits, "linesMax" | "lineBytesMax">;
  highBytes = 0;
  #lines = 0;
  #lineStart = 0;
  #start: Buffer = Buffer.alloc(0);
  #bytes = 0;
  #evenZeros = 0;
  #oddZeros = 0;
  #controls = 0;
  #utf8 = true;
  /** Bytes of a character that the last chunk cut. */
  #cut: Buffer = Buffer.alloc(0);

  constructor(limits: Pick<SourceLimits, "linesMax" | "lineBytesMax">) {
    this.#limits = limits;
  }

  add(chunk: Buffer): void {
    if (this.#bytes === 0) this.#start = Buffer.from(chunk.subarray(0, 4));
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (byte >= 0x80) this.highBytes += 1;
      else if (byte < 0x20) this.#addControl(byte, this.#bytes + at);
    }
    this.#bytes += chunk.length;
    this.#refuseAbsurd();
    if (this.#utf8) this.#checkUtf8(chunk);
  }

  /** Found in the first pass, before anything of the file is held. */
  #refuseAbsurd(): void {
    const { linesMax, lineBytesMax } = this.#limits;
    if (this.#bytes - this.#lineStart > lineBytesMax) throw new RefusalError("file-unsafe", "a row of the text is absurdly long");
    if (this.#lines > linesMax) throw new RefusalError("file-too-large", `the text has more than ${linesMax} lines`);
  }

  isUtf8(): boolean {
    return this.#utf8 && this.#cut.length === 0;
  }

  hasUtf8Mark(): boolean {
    return this.#start[0] === 0xef && this.#start[1] === 0xbb && this.#start[2] === 0xbf;
  }

  wideEncoding(): "utf-16le" | "utf-16be" | null {
    if (this.#start[0] === 0xff && this.#start[1] === 0xfe) return "utf-16le";
    if (this.#start[0] === 0xfe && this.#start[1] === 0xff) return "utf-16be";
    const zeros = this.#evenZeros + this.#oddZeros;
    // Without a mark: delimiters, digits and line breaks have their zero byte on one side only.
    if (this.#bytes % 2 !== 0 || zeros < this.#bytes / 100) return null;
    if (this.#oddZeros > zeros * 0.98) return "utf-16le";
    return this.#evenZeros > zeros * 0.98 ? "utf-16be" : null;
  }

  /** Exports pad with zero bytes, and a file that was cut off while it was written ends with many; a binary file has other control characters, too. */
  isBinary(): boolean {
    const zeros = this.#evenZeros + this.#oddZeros;
    return zeros > this.#bytes * ZEROS_SHARE_MAX || this.#controls - zeros > Math.max(2, (this.#bytes - zeros) / 200);
  }

  #addControl(byte: number, position: number): void {
    if (byte === LINE_FEED || byte === 0x0d) {
      if (byte === LINE_FEED) this.#lines += 1;
      this.#lineStart = position;
      return;
    }
    if (byte === 0x09) return;
    this.#controls += 1;
    if (byte !== 0) return;
    if (position % 2 === 0) this.#evenZeros += 1;
    else this.#oddZeros += 1;
  }

  #checkUtf8(chunk: Buffer): void {
    const whole = this.#cut.length === 0 ? chunk : Buffer.concat([this.#cut, chunk]);
    const end = wholeCharactersEnd(whole);
    this.#utf8 = isUtf8(whole.subarray(0, end));
    this.#cut = Buffer.from(whole.subarray(end));
  }
}

/** Where the last character that may be whole ends: a lead byte in the last three bytes may wait for the next chunk. */
function wholeCharactersEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
