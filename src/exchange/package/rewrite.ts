/** Surgery on a zip package: named parts are replaced, removed or added, every other part keeps its bytes. */
import type { FileHandle } from "node:fs/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import type { Outcome } from "#vocabulary/contract";
import type { SourceRefusal } from "../contract.ts";
import { outcomeOf, RefusalError, type WriteRefusal } from "../errors.ts";
import { writeWholeFile } from "../write/whole-file.ts";
import { feed } from "./feed.ts";
import { SOURCE_LIMITS, type SourceLimits } from "./limits.ts";
import { openPackage, type Package, type Part } from "./package.ts";

/** A part's new content: bytes, text (UTF-8), or a transformation of the original's inflated stream, for parts too large to hold. */
export type PartContent = Uint8Array | string | ((original: AsyncIterable<Buffer>) => AsyncIterable<Uint8Array | string>);

/** What changes in a package. Part names have no leading slash and are compared without case. */
export interface PackageChanges {
  readonly replace?: ReadonlyMap<string, PartContent>;
  /** Appended after the existing parts, in the map's order. */
  readonly add?: ReadonlyMap<string, Uint8Array | string>;
  readonly remove?: ReadonlySet<string>;
}

/**
 * Copies the package at `inPath` to `outPath` with `changes` made: the same parts in the same order, untouched ones with the very
 * compressed bytes they had. Atomic: `outPath` (which may be `inPath`) is renamed into place when it is complete.
 * Throws when a part to replace is absent or a part to add is present: the caller read the package before.
 */
export function rewritePackage(
  inPath: string,
  outPath: string,
  changes: PackageChanges,
  limits: SourceLimits = SOURCE_LIMITS,
): Promise<Outcome<null, SourceRefusal | WriteRefusal>> {
  return outcomeOf(async () => {
    const source = await openPackage(inPath, limits);
    try {
      checkNames(source, changes);
      await writeWholeFile(outPath, (handle) => copy(source, handle, changes));
      return null;
    } finally {
      await source.close();
    }
  });
}

/** Reads the named parts of a package whole. A part that the package lacks is absent from the answer; keys are spelt as asked. */
export function readParts(
  inPath: string,
  names: Iterable<string>,
  limits: SourceLimits = SOURCE_LIMITS,
): Promise<Outcome<Map<string, Buffer>, SourceRefusal>> {
  return outcomeOf(async () => {
    const source = await openPackage(inPath, limits);
    try {
      const found = new Map<string, Buffer>();
      for (const name of names) {
        const part = source.find(name);
        if (part !== undefined) found.set(name, await source.read(part));
      }
      return found;
    } finally {
      await source.close();
    }
  });
}

/** Lists the part names of a package in the archive's order. */
export function listPartNames(inPath: string, limits: SourceLimits = SOURCE_LIMITS): Promise<Outcome<string[], SourceRefusal>> {
  return outcomeOf(async () => {
    const source = await openPackage(inPath, limits);
    await source.close();
    return source.parts.map((part) => part.name);
  });
}

function checkNames(source: Package, changes: PackageChanges): void {
  for (const name of [...(changes.replace?.keys() ?? []), ...(changes.remove ?? [])]) {
    if (source.find(name) === undefined) throw new Error(`the package has no part ${name}`);
  }
  for (const name of changes.add?.keys() ?? []) {
    if (source.find(name) !== undefined) throw new Error(`the package already has a part ${name}`);
  }
}

async function copy(source: Package, handle: FileHandle, changes: PackageChanges): Promise<void> {
  const replace = byLowerCase(changes.replace ?? new Map<string, PartContent>());
  const remove = new Set([...(changes.remove ?? [])].map((name) => name.toLowerCase()));
  const archive = new ArchiveWriter(handle);
  for (const part of source.parts) {
    const key = part.name.toLowerCase();
    if (remove.has(key)) continue;
    const content = replace.get(key);
    if (content === undefined) await archive.copyRaw(part, source.rawStream(part));
    else await archive.write(part.name, typeof content === "function" ? content(source.stream(part)) : [content]);
  }
  for (const [name, content] of changes.add ?? []) await archive.write(name, [content]);
  await archive.finish();
}

function byLowerCase<T>(map: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...map].map(([name, value]) => [name.toLowerCase(), value]));
}

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

/** Writes entries one after another, each with its sizes in its local header: some readers stumble over data descriptors. */
class ArchiveWriter {
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
    await this.#handle.write(header, 0, header.length, offset);
    this.#enter(facts);
  }

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
    await this.#handle.write(bytes, 0, bytes.length, this.#offset);
    this.#offset += bytes.length;
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
