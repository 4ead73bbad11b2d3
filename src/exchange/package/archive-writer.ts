/** Writes zip archives: entries stream in, each with its sizes in its local header, since some readers stumble over data descriptors. */
import type { FileHandle } from "node:fs/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import { RefusalError } from "../errors.ts";
import { feed } from "./feed.ts";
import type { Part } from "./package.ts";

interface EntryFacts {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly date: number;
  readonly crc: number;
  readonly compressed: number;
  readonly uncompressed: number;
  readonly attributes: number;
  readonly offset: number;
}

const UTF8_NAME = 0x0800;
const DATA_DESCRIPTOR = 0x0008;
/** 1980-01-01, the first day of zip: equal input gives equal bytes. */
const FIRST_DAY = 0x21;
const BYTES_MAX = 0xffffffff;

/** Writes entries one after another into an empty file. Equal input gives equal bytes. Throws RefusalError beyond 4 GB. */
export class ArchiveWriter {
  readonly #handle: FileHandle;
  #offset = 0;
  readonly #directory: Buffer[] = [];

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Copies an entry's compressed bytes as they are. */
  async copyRaw(part: Part, raw: AsyncIterable<Buffer>): Promise<void> {
    const { entry } = part;
    const facts: EntryFacts = {
      name: entry.fileNameRaw,
      flags: entry.generalPurposeBitFlag & ~DATA_DESCRIPTOR,
      method: entry.compressionMethod,
      time: entry.lastModFileTime,
      date: entry.lastModFileDate,
      crc: entry.crc32,
      compressed: entry.compressedSize,
      uncompressed: entry.uncompressedSize,
      attributes: entry.externalFileAttributes,
      offset: this.#offset,
    };
    await this.#append(localHeader(facts));
    for await (const chunk of raw) await this.#append(chunk);
    this.#enter(facts);
  }

  /** Deflates new content; its header is written when its size is known. */
  async write(name: string, content: Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>): Promise<void> {
    const nameBytes = Buffer.from(name, "utf8");
    const offset = this.#offset;
    let crc = 0;
    let uncompressed = 0;
    const counted = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of content) {
        const chunk =
          typeof piece === "string" ? Buffer.from(piece, "utf8") : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
        crc = crc32(chunk, crc);
        uncompressed += chunk.length;
        if (chunk.length > 0) yield chunk;
      }
    };
    this.#offset += 30 + nameBytes.length;
    const start = this.#offset;
    for await (const chunk of deflate(counted())) await this.#append(chunk);
    const compressed = this.#offset - start;
    const facts = {
      name: nameBytes,
      flags: UTF8_NAME,
      method: 8,
      time: 0,
      date: FIRST_DAY,
      crc,
      compressed,
      uncompressed,
      attributes: 0,
      offset,
    };
    const header = localHeader(facts);
    await this.#put(header, offset);
    this.#enter(facts);
  }

  /** Writes the directory; nothing may follow. */
  async finish(): Promise<void> {
    const start = this.#offset;
    const directory = Buffer.concat(this.#directory);
    await this.#append(directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#directory.length, 8);
    end.writeUInt16LE(this.#directory.length, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(start, 16);
    await this.#append(end);
  }

  #enter(facts: EntryFacts): void {
    if (facts.uncompressed >= BYTES_MAX || this.#offset >= BYTES_MAX)
      throw new RefusalError("out-too-large", "the package would pass 4 GB");
    this.#directory.push(directoryEntry(facts));
  }

  async #append(bytes: Buffer): Promise<void> {
    await this.#put(bytes, this.#offset);
    this.#offset += bytes.length;
  }

  /** A disk that is nearly full takes a part and says so only when asked for the rest. */
  async #put(bytes: Buffer, offset: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      done += (await this.#handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
    }
  }
}

async function* deflate(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const deflater = createDeflateRaw({ chunkSize: 128 * 1024 });
  const fed = feed(content, deflater);
  try {
    yield* deflater as AsyncIterable<Buffer>;
  } finally {
    deflater.destroy();
    await fed;
  }
}

/** APPNOTE 4.3.7. */
function localHeader(facts: EntryFacts): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, 4, facts);
  return Buffer.concat([header, facts.name]);
}

/** APPNOTE 4.3.12. */
function directoryEntry(facts: EntryFacts): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  writeCommon(header, 6, facts);
  header.writeUInt32LE(facts.attributes, 38);
  header.writeUInt32LE(facts.offset, 42);
  return Buffer.concat([header, facts.name]);
}

function writeCommon(header: Buffer, at: number, facts: EntryFacts): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(facts.flags, at + 2);
  header.writeUInt16LE(facts.method, at + 4);
  header.writeUInt16LE(facts.time, at + 6);
  header.writeUInt16LE(facts.date, at + 8);
  header.writeUInt32LE(facts.crc, at + 10);
  header.writeUInt32LE(facts.compressed, at + 14);
  header.writeUInt32LE(facts.uncompressed, at + 18);
  header.writeUInt16LE(facts.name.length, at + 22);
}
