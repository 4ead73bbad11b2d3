/** The changes to a package while a form is being filled: sources replaced and parts added, each read back as it now stands. */
import type { FormWorkbook } from "./workbook.ts";

export interface PackageDraft {
  readonly workbook: FormWorkbook;
  readonly replaced: Map<string, string>;
  readonly added: Map<string, string | Uint8Array>;
  /** A part as it now stands. @throws Error when there is none: the caller found it in the package's own lists */
  text(part: string): Promise<string>;
  /** Puts a new source in the place of a part, added or original. */
  put(part: string, source: string): void;
  /** A part name that is still free, made from an existing one: `xl/drawings/drawing1_2.xml`. */
  freeName(part: string): string;
}

export function draftOf(workbook: FormWorkbook): PackageDraft {
  const replaced = new Map<string, string>();
  const added = new Map<string, string | Uint8Array>();
  const names = new Set(workbook.names.map((name) => name.toLowerCase()));
  return {
    workbook,
    replaced,
    added,
    async text(part) {
      const own = replaced.get(part) ?? added.get(part);
      if (typeof own === "string") return own;
      const source = await workbook.part(part);
      if (source === null) throw new Error(`the package has no part ${part}`);
      return source;
    },
    put(part, source) {
      if (added.has(part)) added.set(part, source);
      else replaced.set(part, source);
    },
    freeName(part) {
      const dot = part.lastIndexOf(".");
      for (let number = 2; ; number += 1) {
        const name = `${part.slice(0, dot)}_${number}${part.slice(dot)}`;
        if (names.has(name.toLowerCase())) continue;
        names.add(name.toLowerCase());
        return name;
      }
    },
  };
}
