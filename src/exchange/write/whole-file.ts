/** Writes a file whole or not at all: into a temporary neighbour that is renamed when it is complete and on the disk. */
import { randomBytes } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { RefusalError, systemCode, type WriteRefusal } from "../errors.ts";

/**
 * Calls `write` with an open temporary file beside `outPath` and renames it into place.
 * Throws RefusalError of a WriteRefusal when the place cannot be written; whatever stood at `outPath` stays then.
 */
export async function writeWholeFile<T>(outPath: string, write: (handle: FileHandle) => Promise<T>): Promise<T> {
  if ((await stat(outPath).catch(() => null))?.isDirectory())
    throw new RefusalError("out-is-a-folder", "a folder stands at the file's place");
  const temporary = join(dirname(outPath), `.${basename(outPath).slice(0, 40)}.${randomBytes(6).toString("hex")}.part`);
  const handle = await open(temporary, "wx").catch((error: unknown) => {
    throw writeRefusal(error);
  });
  try {
    const result = await write(handle);
    await handle.sync();
    await handle.close();
    await rename(temporary, outPath);
    return result;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeRefusal(error);
  }
}

/** Names what the system refused; an error that is no refusal of the system comes back as it is. */
function writeRefusal(error: unknown): unknown {
  const known = KNOWN[systemCode(error) ?? ""];
  return known === undefined ? error : new RefusalError<WriteRefusal>(known[0], known[1]);
}

const KNOWN: Readonly<Record<string, readonly [WriteRefusal, string]>> = {
  ENOSPC: ["out-disk-full", "the disk is full"],
  EDQUOT: ["out-disk-full", "the account's share of the disk is used up"],
  EFBIG: ["out-disk-full", "the file system holds no file of this size"],
  EACCES: ["out-not-writable", "no permission to write there"],
  EPERM: ["out-not-writable", "no permission to write there"],
  EROFS: ["out-not-writable", "the disk is read-only"],
  EBUSY: ["out-not-writable", "the file is open in another program"],
  ENAMETOOLONG: ["out-not-writable", "the file name is too long"],
  ENOENT: ["out-folder-missing", "no such folder"],
  ENOTDIR: ["out-folder-missing", "no such folder"],
  EISDIR: ["out-is-a-folder", "a folder stands at the file's place"],
};
