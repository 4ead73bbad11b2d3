/** Where the files of an import lie until it has ended: in the folder of the data, readable by this account alone. */
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { MultipartFile } from "@fastify/multipart";
import { ApiCode } from "../contract.ts";
import { Problem } from "../problem.ts";
import type { JobFile } from "./job.ts";

const megabyte = 1024 * 1024;
/** All files of one import together. */
export const uploadBytesMax = 200 * megabyte;
export const uploadFilesMax = 200;
const day = 24 * 3_600_000;
/** Marked copies, and files of an import that was never started, are kept this long. */
const keptMs = 7 * day;
const nameBytesMax = 200;

const uploads = (home: string) => join(home, "uploads");

/** The folder of a job. */
export const jobFolder = (home: string, job: string): string => join(uploads(home), job);

/** Where an uploaded file lies: under its own name, since an import keeps that. */
export const uploadedFile = (home: string, job: string, file: Pick<JobFile, "number" | "name">): string =>
  join(jobFolder(home, job), String(file.number), file.name);

/** Where the copy with its problem cells marked lies; always a workbook. */
export const markedFile = (home: string, job: string, file: Pick<JobFile, "number" | "name">): string =>
  join(jobFolder(home, job), "marked", String(file.number), /\.xls[xm]$/i.test(file.name) ? file.name : `${file.name}.xlsx`);

/** Writes files as they come in, without holding them in memory. Throws a Problem when they are too many or too large; nothing is left then. */
export async function receiveFiles(home: string, job: string, parts: AsyncIterable<MultipartFile>): Promise<JobFile[]> {
  const files: JobFile[] = [];
  let bytes = 0;
  try {
    for await (const part of parts) {
      const file = { number: files.length + 1, name: safeName(part.filename), marked: false };
      await mkdir(join(jobFolder(home, job), String(file.number)), { recursive: true, mode: 0o700 });
      const path = uploadedFile(home, job, { ...file });
      const counting = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length;
          done(bytes > uploadBytesMax ? new Problem(ApiCode.requestTooLarge) : null, chunk);
        },
      });
      await pipeline(part.file, counting, createWriteStream(path, { flags: "wx", mode: 0o600 }));
      if (part.file.truncated) throw new Problem(ApiCode.requestTooLarge);
      files.push({ ...file, sizeBytes: (await stat(path)).size });
    }
    if (files.length === 0) throw new Problem(ApiCode.requestInvalid, "", [{ pointer: "/files", message: "there is no file" }]);
    return files;
  } catch (error) {
    await removeFiles(home, job);
    throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? new Problem("disk-full") : error;
  }
}

/** Writes what a system sent as the one file of a job. Throws a Problem when the disk is full. */
export async function writeUpload(home: string, job: string, name: string, text: string): Promise<JobFile> {
  const file = { number: 1, name, sizeBytes: Buffer.byteLength(text), marked: false };
  try {
    await mkdir(join(jobFolder(home, job), "1"), { recursive: true, mode: 0o700 });
    await writeFile(uploadedFile(home, job, file), text, { flag: "wx", mode: 0o600 });
    return file;
  } catch (error) {
    await removeFiles(home, job);
    throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? new Problem("disk-full") : error;
  }
}

/** A name that is a name and no path, short enough for every file system; its ending stays. */
export function safeName(given: string): string {
  const name = basename(given.normalize("NFC").replaceAll("\\", "/"))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
    .replace(/[\u0000-\u001f\u007f/:*?"<>|]/g, "_")
    .replace(/^\.+/, "");
  if (name === "") return "file";
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
  let stem = name.slice(0, name.length - ending.length);
  while (Buffer.byteLength(stem + ending) > nameBytesMax) stem = [...stem].slice(0, -1).join("");
  return stem + ending;
}

/** Removes everything of a job. */
export async function removeFiles(home: string, job: string): Promise<void> {
  await rm(jobFolder(home, job), { recursive: true, force: true, maxRetries: 3 });
}

/** Removes the delivered files of a job that has ended; what is marked stays. */
export async function removeDelivered(home: string, job: string, files: readonly JobFile[]): Promise<void> {
  for (const file of files) await rm(join(jobFolder(home, job), String(file.number)), { recursive: true, force: true });
}

/** Removes what is older than a week. */
export async function sweepUploads(home: string): Promise<void> {
  const jobs = await readdir(uploads(home)).catch(() => []);
  for (const job of jobs) {
    const seen = await stat(jobFolder(home, job)).catch(() => null);
    if (seen !== null && Date.now() - seen.mtimeMs > keptMs) await removeFiles(home, job);
  }
}
