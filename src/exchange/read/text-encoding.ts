/** Finds the encoding of a text from all of its bytes: nobody who exports a table knows it, and a sample may lie. */
import { isUtf8 } from "node:buffer";
import { RefusalError } from "../errors.ts";

export const TextEncodingName = { utf8: "utf-8", gb18030: "gb18030", utf16le: "utf-16le", utf16be: "utf-16be" } as const;
export type TextEncodingName = (typeof TextEncodingName)[keyof typeof TextEncodingName];

export interface FoundEncoding {
  readonly encoding: TextEncodingName;
  /** Places where the bytes are not of the encoding; each is read as U+FFFD. */
  readonly brokenCharacters: number;
}

/** Above this share of the characters beyond ASCII, broken ones mean that the encoding is another one, or several. */
const BROKEN_SHARE_MAX = 0.02;

/**
 * Decides between UTF-8, UTF-16 (by mark or by the zero bytes of its ASCII characters) and GB18030 (which contains GBK and GB 2312).
 * `bytes` is called up to three times and must stream the whole file each time. Throws RefusalError when it is binary or of no encoding.
 */
export async function findEncoding(bytes: () => AsyncIterable<Buffer>): Promise<FoundEncoding> {
  const census = new Census();
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
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  const last = decoder.decode();
  if (last !== "") yield last;
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
  highBytes = 0;
  #start: Buffer = Buffer.alloc(0);
  #bytes = 0;
  #evenZeros = 0;
  #oddZeros = 0;
  #controls = 0;
  #utf8 = true;
  /** Bytes of a character that the last chunk cut. */
  #cut: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    if (this.#bytes === 0) this.#start = chunk.subarray(0, 4);
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (byte >= 0x80) this.highBytes += 1;
      else if (byte < 0x20) this.#addControl(byte, this.#bytes + at);
    }
    this.#bytes += chunk.length;
    if (this.#utf8) this.#checkUtf8(chunk);
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

  /** Some exports pad with a few zero bytes; a binary file is full of control characters. */
  isBinary(): boolean {
    return this.#controls > Math.max(2, this.#bytes / 200);
  }

  #addControl(byte: number, position: number): void {
    if (byte === 0x0a || byte === 0x0d || byte === 0x09) return;
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
