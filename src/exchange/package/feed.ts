import type { Transform } from "node:stream";

/**
 * Writes `source` into a zlib stream, minding its pace. By hand instead of `pipe`, so that a reader who abandons the stream
 * (by destroying it) ends the feeding too, and a failing source destroys the stream with its error. Never rejects.
 */
export async function feed(source: AsyncIterable<Uint8Array>, stream: Transform): Promise<void> {
  let resume: (() => void) | null = null;
  const wake = (): void => resume?.();
  stream.on("drain", wake);
  stream.on("close", wake);
  try {
    for await (const chunk of source) {
      if (stream.destroyed) return;
      if (!stream.write(chunk) && !stream.destroyed) {
        await new Promise<void>((resolve) => {
          resume = resolve;
        });
      }
    }
    if (!stream.destroyed) stream.end();
  } catch (error) {
    stream.destroy(error as Error);
  }
}
