/** Opens a zip package (ECMA-376 part 2) and streams its parts, trusting no size and no name that the archive claims. */
import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { RefusalError, systemCode } from "../errors.ts";
import { feed } from "./feed.ts";
import { SOURCE_LIMITS, type SourceLimits } from "./limits.ts";

const STORED = 0;
const DEFLATED = 8;
/** Large chunks: a stream's cost is per chunk. */
const CHUNK_BYTES = 256 * 1024;

/** One entry of the package. */
export interface Part {
  /** As written in the archive, with forward slashes: `xl/workbook.xml`. */
  readonly name: string;
  readonly entry: Entry;
}

export interface Package {
  /** Files in the archive's order; folder entries are left out. */
  readonly parts: readonly Part[];
  /** The part of this name; OPC compares names without case. */
  find(name: string): Part | undefined;
  /** Inflates a part. Throws RefusalError when its bytes, its size or its check sum are wrong, or when a limit is passed. */
  stream(part: Part): AsyncGenerator<Buffer>;
  /** Reads a part whole, up to `partBytesMax`. */
  read(part: Part): Promise<Buffer>;
  /** The part's bytes as they stand in the archive, not inflated. */
  rawStream(part: Part): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** Opens the package at `path`. Throws RefusalError. */
export async function openPackage(path: string, limits: SourceLimits = SOURCE_LIMITS): Promise<Package> {
  const handle = await openForReading(path);
  try {
    return await packageOf(handle, limits);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Opens a file for reading; a missing or forbidden file is a refusal. */
export async function openForReading(path: string): Promise<FileHandle> {
  try {
    // A named pipe that nobody writes to would keep an ordinary opening for ever.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (stats.isFile()) return handle;
    await handle.close();
    throw new RefusalError("file-unreadable", stats.isDirectory() ? "it is a folder" : "it is not an ordinary file");
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") throw new RefusalError("file-missing", "no such file");
    if (code !== null) throw new RefusalError("file-unreadable", `the system refuses to open it (${code})`);
    throw error;
  }
}

/** Reads the directory of an open archive. Closing the package closes the handle. Throws RefusalError. */
export async function packageOf(handle: FileHandle, limits: SourceLimits): Promise<Package> {
  const { size } = await handle.stat();
  const zip = await openDirectory(handle, size);
  const parts = await listParts(zip, size, limits);
  const byName = new Map(parts.map((part) => [part.name.toLowerCase(), part]));
  // All parts of one package share the budget; a part that is read twice counts once.
  const inflated = new Map<string, number>();

  const rawRange = async (part: Part): Promise<AsyncIterable<Buffer>> => {
    const start = await dataStart(zip, part.entry);
    if (start + part.entry.compressedSize > size) throw new RefusalError("file-damaged", "a part reaches beyond the end of the file");
    if (part.entry.compressedSize === 0) return nothing();
    const end = start + part.entry.compressedSize;
    return readRange(handle, start, end);
  };

  async function* rawStream(part: Part): AsyncGenerator<Buffer> {
    yield* await rawRange(part);
  }

  async function* stream(part: Part): AsyncGenerator<Buffer> {
    const { entry } = part;
    if (entry.isEncrypted()) throw new RefusalError("file-encrypted", "the archive is protected by a password");
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
      throw new RefusalError("file-damaged", `a part is compressed by the unknown method ${entry.compressionMethod}`);
    }
    const others = sum(inflated) - (inflated.get(part.name) ?? 0);
    let bytes = 0;
    let check = 0;
    const progress = { consumed: 0 };
    for await (const chunk of inflate(await rawRange(part), entry.compressionMethod === DEFLATED, progress)) {
      bytes += chunk.length;
      check = crc32(chunk, check);
      judge(bytes, progress.consumed, others, entry, limits);
      yield chunk;
    }
    inflated.set(part.name, bytes);
    if (bytes !== entry.uncompressedSize || check !== entry.crc32) throw new RefusalError("file-damaged", "a part fails its check sum");
  }

  async function read(part: Part): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream(part)) {
      bytes += chunk.length;
      if (bytes > limits.partBytesMax) throw new RefusalError("file-too-large", `a part is larger than ${limits.partBytesMax} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  return { parts, find: (name) => byName.get(name.toLowerCase()), stream, read, rawStream, close: () => handle.close() };
}

/** Reads through the handle and leaves closing to its owner: yauzl's own reader closes the descriptor when an archive is broken. */
class HandleReader extends RandomAccessReader {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    super();
    this.#handle = handle;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(readRange(this.#handle, start, end));
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#handle.read(buffer, offset, length, position).then(({ bytesRead }) => callback(null, bytesRead), callback);
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}

/** The bytes from `start` up to, not including, `end`. */
async function* readRange(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let position = start; position < end; ) {
    const length = Math.min(CHUNK_BYTES, end - position);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
    if (bytesRead === 0) throw new RefusalError("file-damaged", "the file ended while it was read");
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function openDirectory(handle: FileHandle, size: number): Promise<ZipFile> {
  try {
    return await fromRandomAccessReaderPromise(new HandleReader(handle), size, {
      autoClose: false,
      lazyEntries: true,
      strictFileNames: false,
      validateEntrySizes: false,
    });
  } catch (error) {
    throw archiveRefusal(error);
  }
}

async function listParts(zip: ZipFile, fileBytes: number, limits: SourceLimits): Promise<Part[]> {
  if (zip.entryCount > limits.entriesMax) throw new RefusalError("file-unsafe", `the archive has more than ${limits.entriesMax} entries`);
  const parts: Part[] = [];
  const names = new Set<string>();
  let compressedBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      compressedBytes += entry.compressedSize;
      // Entries that share bytes are how a small archive makes a large one.
      if (compressedBytes > fileBytes) throw new RefusalError("file-zip-bomb", "entries of the archive overlap");
      const key = entry.fileName.toLowerCase();
      if (names.has(key)) throw new RefusalError("file-unsafe", "the archive holds two parts of one name");
      names.add(key);
      if (!entry.fileName.endsWith("/")) parts.push({ name: entry.fileName, entry });
    }
  } catch (error) {
    throw archiveRefusal(error);
  }
  return parts;
}

async function dataStart(zip: ZipFile, entry: Entry): Promise<number> {
  try {
    return (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart;
  } catch (error) {
    throw archiveRefusal(error);
  }
}

/** yauzl tells what it met by words only: a path that leaves the archive is an attack, the rest is damage. */
function archiveRefusal(error: unknown): unknown {
  if (error instanceof RefusalError || !(error instanceof Error)) return error;
  if (/invalid relative path|absolute path|invalid characters in fileName/.test(error.message)) {
    return new RefusalError("file-unsafe", "a part's name leads out of the archive");
  }
  if (error instanceof TypeError || error instanceof ReferenceError) return error;
  return new RefusalError("file-damaged", "the archive's directory is broken or cut off");
}

/** Judges what has come out against what went in so far, so that a bomb is found while it is small. */
function judge(bytes: number, consumed: number, otherBytes: number, entry: Entry, limits: SourceLimits): void {
  if (bytes > entry.uncompressedSize && bytes > limits.ratioFreeBytes)
    throw new RefusalError("file-zip-bomb", "a part inflates to more than it claims");
  if (bytes + otherBytes > limits.inflatedBytesMax) {
    throw new RefusalError("file-zip-bomb", `the parts inflate to more than ${limits.inflatedBytesMax} bytes`);
  }
  if (bytes > limits.ratioFreeBytes && bytes > limits.ratioMax * consumed) {
    throw new RefusalError("file-zip-bomb", `a part inflates to more than ${limits.ratioMax} times its size`);
  }
}

async function* inflate(raw: AsyncIterable<Buffer>, deflated: boolean, progress: { consumed: number }): AsyncGenerator<Buffer> {
  if (!deflated) {
    for await (const chunk of raw) {
      progress.consumed += chunk.length;
      yield chunk;
    }
    return;
  }
  const inflater = createInflateRaw({ chunkSize: CHUNK_BYTES });
  const fed = feed(raw, inflater);
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      progress.consumed = inflater.bytesWritten;
      yield chunk;
    }
  } catch (error) {
    if (systemCode(error)?.startsWith("Z_")) throw new RefusalError("file-damaged", "a part's compressed bytes are broken or cut off");
    throw error;
  } finally {
    inflater.destroy();
    await fed;
  }
}

async function* nothing(): AsyncGenerator<Buffer> {}

function sum(sizes: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const size of sizes.values()) total += size;
  return total;
}
