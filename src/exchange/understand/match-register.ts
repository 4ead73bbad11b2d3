import type { ElementKind } from "#vocabulary/contract";
import type { Register } from "../contract.ts";
import { headerWord } from "./header-words.ts";
import { readHeaderPath } from "./read-header.ts";

/** A register with its columns ready to be compared. */
export interface PreparedRegister {
  readonly register: Register;
  readonly titles: readonly string[];
  /** By header path, spaces and brackets cut. */
  readonly columns: ReadonlyMap<string, Register["columns"][string]>;
  /** The kinds that its rows are about: a table that names none of them is another register, whatever its title says. */
  readonly about: ReadonlySet<ElementKind>;
  /** Paths that no other register has and that more than one word makes certain. */
  readonly own: ReadonlySet<string>;
}

/** A header path as registers compare it: without white space and brackets. */
export function pathKey(path: readonly string[] | string): string {
  const text = typeof path === "string" ? path : path.join("/");
  return text
    .split("/")
    .map((segment) => headerWord(segment).replace(/\([^)]*\)/g, ""))
    .join("/");
}

/** Prepares the registers of departments/ once a run. */
export function prepareRegisters(registers: readonly Register[]): readonly PreparedRegister[] {
  const counts = new Map<string, number>();
  const keyed = registers.map((register) => {
    const columns = new Map(Object.entries(register.columns).map(([path, meaning]) => [pathKey(path), meaning]));
    for (const key of columns.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
    return { register, columns };
  });
  return keyed.map(({ register, columns }) => ({
    register,
    titles: register.titles.map(titleKey),
    columns,
    about: new Set([...columns.values()].flatMap((meaning) => (meaning?.role === "subject" && isNaming(meaning) ? [meaning.kind] : []))),
    own: new Set([...columns.keys()].filter((key) => counts.get(key) === 1)),
  }));
}

/** What an element is called or found by. */
function isNaming({ kind, attribute }: { readonly kind: ElementKind; readonly attribute: string }): boolean {
  if (kind === "person") return /^(?:name|foreignName|idNumber)$/.test(attribute);
  if (kind === "organisation") return /^(?:name|creditCode)$/.test(attribute);
  return kind === "dwelling" && /^(?:address|room)$/.test(attribute);
}

function titleKey(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s"“”'‘’《》【】]+/g, "")
    .toLowerCase();
}

/**
 * The register that a table is, by the words of its title (then sheet, then file name) and its columns; null when none is sure.
 * Without any word, only a table that nearly all of a register's columns describe, some of them its own, is recognised.
 */
export function matchRegister(
  registers: readonly PreparedRegister[],
  names: readonly string[],
  paths: readonly (readonly string[])[],
): PreparedRegister | null {
  const keys = paths.map(pathKey);
  const texts = names.map(titleKey);
  const kinds = new Set(
    paths.flatMap((path) =>
      readHeaderPath(
        path,
        path.map(() => true),
      ).meanings.flatMap((meaning) => (isNaming(meaning) ? [meaning.kind] : [])),
    ),
  );
  let best: PreparedRegister | null = null;
  let bestScore = 0;
  for (const prepared of registers) {
    const share = keys.length === 0 ? 0 : keys.filter((key) => prepared.columns.has(key)).length / keys.length;
    const score = named(prepared, texts) + share * 6;
    const sure = score - share * 6 > 0 || (share >= 0.85 && keys.length >= 6 && keys.filter((key) => prepared.own.has(key)).length >= 2);
    const speaksOfIt = prepared.about.size === 0 || [...prepared.about].some((kind) => kinds.has(kind));
    if (sure && speaksOfIt && score > bestScore) {
      best = prepared;
      bestScore = score;
    }
  }
  return best;
}

/** How well the names name a register: a longer word, in the title rather than in the file's name, says more. */
function named(prepared: PreparedRegister, texts: readonly string[]): number {
  let best = 0;
  for (const [place, text] of texts.entries())
    for (const title of prepared.titles) if (text.includes(title)) best = Math.max(best, title.length - place * 0.5 + 1);
  return best;
}
