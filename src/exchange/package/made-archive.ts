/** Archives for tests: made by another library, and broken by hand. */
import { Buffer } from "node:buffer";
import { writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

/** Zips the parts in their order; `stored` names those that are not compressed. */
export async function makeArchive(parts: Readonly<Record<string, string | Buffer>>, stored: readonly string[] = []): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name, { compress: !stored.includes(name) });
  zip.end();
  return buffer(zip.outputStream);
}

/** Writes an archive to `path` and returns the path. */
export async function writeArchive(
  path: string,
  parts: Readonly<Record<string, string | Buffer>>,
  stored: readonly string[] = [],
): Promise<string> {
  await writeFile(path, await makeArchive(parts, stored));
  return path;
}

/** Replaces every occurrence of a name inside the archive by one of the same length: how names that yazl refuses come about. */
export function renameInside(archive: Buffer, from: string, to: string): Buffer {
  if (Buffer.byteLength(from) !== Buffer.byteLength(to)) throw new Error("names must be of one length");
  const renamed = Buffer.from(archive);
  for (let at = renamed.indexOf(from); at >= 0; at = renamed.indexOf(from, at + 1)) renamed.write(to, at);
  return renamed;
}
