/** Opens a file that somebody hands in, for what it is: the bytes decide, never the name. */
import type { FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import type { Outcome } from "#vocabulary/contract";
import type { FileFormat, Sheet, SourceFile, SourceRefusal } from "../contract.ts";
import { outcomeOf, RefusalError } from "../errors.ts";
import { SOURCE_LIMITS, type SourceLimits } from "../package/limits.ts";
import { openForReading, packageOf } from "../package/package.ts";
import { openLegacy } from "./legacy.ts";
import { checkOle, sniff, sniffText } from "./sniff.ts";
import { digestOf, passBytes, readBytes, readStart } from "./source-bytes.ts";
import { findDelimiter, textSheet } from "./text.ts";
import { decodeBeginning, decodeText, type FoundEncoding, findEncoding } from "./text-encoding.ts";
import { openWorkbook } from "./xlsx.ts";

const SAMPLE_BYTES = 256 * 1024;

/** What opening a file of one format finds out. */
interface Contents {
  readonly format: FileFormat;
  readonly sheets: readonly Sheet[];
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly brokenCharacters?: number;
  close?(): Promise<void>;
}

/**
 * Opens a workbook (.xlsx, legacy .xls, an HTML or XML table saved as .xls) or a delimited text, whatever its extension says; encoding and
 * delimiter are found. Everything that can be wrong with the file as a whole is a refusal here; `rows()` throws RefusalError only
 * for what is broken in the middle of a sheet. Details of refusals hold nothing of the file's content.
 */
export function openSource(path: string, limits: SourceLimits = SOURCE_LIMITS): Promise<Outcome<SourceFile, SourceRefusal>> {
  return outcomeOf(async () => {
    const handle = await openForReading(path);
    try {
      const { size } = await handle.stat();
      if (size === 0) throw new RefusalError("file-empty", "the file has no bytes");
      if (size > limits.fileBytesMax) throw new RefusalError("file-too-large", `the file is larger than ${limits.fileBytesMax} bytes`);
      const contents = await openContents(handle, size, limits);
      const sha256 = await digestOf(handle);
      return sourceOf(path, handle, contents, sha256, size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  });
}

function sourceOf(path: string, handle: FileHandle, contents: Contents, sha256: string, sizeBytes: number): SourceFile {
  const { format, encoding, delimiter, brokenCharacters } = contents;
  return {
    path,
    name: basename(path).normalize("NFC"),
    format,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(brokenCharacters === undefined ? {} : { brokenCharacters }),
    sha256,
    sizeBytes,
    async *sheets() {
      yield* contents.sheets;
    },
    async close() {
      await contents.close?.();
      await handle.close();
    },
  };
}

async function openContents(handle: FileHandle, size: number, limits: SourceLimits): Promise<Contents> {
  switch (sniff(await readStart(handle, 4096))) {
    case "zip":
      return { format: "xlsx", sheets: await openWorkbook(await packageOf(handle, limits), limits) };
    case "biff":
      return openBiff(handle, size, limits);
    default:
      return openText(handle, size, limits);
  }
}

async function openBiff(handle: FileHandle, size: number, limits: SourceLimits): Promise<Contents> {
  checkLegacySize(size, limits);
  const bytes = await readStart(handle, size);
  checkOle(bytes);
  const workbook = await openLegacy({ kind: "biff", bytes }, limits);
  return { format: "xls", sheets: workbook.sheets, close: workbook.close };
}

async function openText(handle: FileHandle, size: number, limits: SourceLimits): Promise<Contents> {
  const found = await findEncoding(() => passBytes(handle), limits);
  const sample = await decodeStart(handle, found);
  if (size <= SAMPLE_BYTES && sample.trim() === "") throw new RefusalError("file-empty", "the file holds nothing but blanks");
  const kind = sniffText(sample);
  if (kind === "markup") {
    checkLegacySize(size, limits);
    let text = "";
    for await (const piece of decodeText(readBytes(handle), found.encoding)) text += piece;
    const workbook = await openLegacy({ kind: "markup", text }, limits);
    return { format: "xls", encoding: found.encoding, sheets: workbook.sheets, close: workbook.close };
  }
  const delimiter = findDelimiter(sample, size <= SAMPLE_BYTES);
  const broken = found.brokenCharacters === 0 ? {} : { brokenCharacters: found.brokenCharacters };
  return { format: "text", encoding: found.encoding, delimiter, ...broken, sheets: [textSheet(handle, found.encoding, delimiter)] };
}

async function decodeStart(handle: FileHandle, found: FoundEncoding): Promise<string> {
  const start = await readStart(handle, SAMPLE_BYTES);
  // The cut may fall into a character; streaming keeps that one back.
  return decodeBeginning(start, found.encoding).replaceAll("\0", "");
}

function checkLegacySize(size: number, limits: SourceLimits): void {
  if (size > limits.legacyBytesMax) {
    throw new RefusalError(
      "file-too-large",
      `a workbook of this old format is read up to ${limits.legacyBytesMax} bytes; save it as .xlsx`,
    );
  }
}
