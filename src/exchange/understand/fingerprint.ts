import { createHash } from "node:crypto";
import { headerWord } from "./header-words.ts";

/** Stable hash of a header tree (16 hex digits): the same columns in the same order, however they are spaced or bracketed. */
export function fingerprintOf(paths: readonly (readonly string[])[]): string {
  const text = paths.map((path) => path.map(headerWord).join("/")).join("\n");
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
