/** The bytes of a source file: read by position through one handle, so that a file replaced meanwhile does not mix in. */
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";

const CHUNK_BYTES = 256 * 1024;

/** Streams a file through one buffer: each chunk is overwritten by the next, so nobody may keep it. For passes that only look. */
export async function* passBytes(handle: FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Streams a file from `start` on. Chunks are the reader's own; each read allocates afresh. */
export async function* readBytes(handle: FileHandle, start = 0): AsyncGenerator<Buffer> {
  let position = start;
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The first bytes of a file, up to `length`. */
export async function readStart(handle: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, 0);
  return buffer.subarray(0, bytesRead);
}

/** Hex SHA-256 of the whole file. */
export async function digestOf(handle: FileHandle): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of passBytes(handle)) hash.update(chunk);
  return hash.digest("hex");
}
