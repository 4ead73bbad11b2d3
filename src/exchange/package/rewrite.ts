/** Surgery on a zip package: named parts are replaced, removed or added, every other part keeps its bytes. */
import type { FileHandle } from "node:fs/promises";
import type { Outcome } from "#vocabulary/contract";
import type { SourceRefusal } from "../contract.ts";
import { outcomeOf, type WriteRefusal } from "../errors.ts";
import { writeWholeFile } from "../write/whole-file.ts";
import { ArchiveWriter } from "./archive-writer.ts";
import { SOURCE_LIMITS, type SourceLimits } from "./limits.ts";
import { openPackage, type Package } from "./package.ts";

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
