/** Small rules by which texts of files become cells. */
import type { Cell } from "#vocabulary/contract";

/** Error values as Excel and WPS show them. */
const FORMULA_ERRORS: ReadonlySet<string> = new Set([
  "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#PYTHON!", "#EXTERNAL!",
]); // biome-ignore format: a list of words

/** Whether a cell shows the error of a formula: delivered as the text that a person sees (`#N/A`). */
export function isFormulaError(cell: Cell): boolean {
  return typeof cell === "string" && cell.charCodeAt(0) === 0x23 && FORMULA_ERRORS.has(cell);
}

/**
 * Makes a text independent of the piece of file that it was cut from. A JavaScript engine keeps the whole piece alive for a longer slice
 * of it, so that a cache of a few thousand ID numbers would hold the file.
 */
export function ownText(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

const ESCAPED = /_x([\da-fA-F]{4})_/g;

/** Decodes `_x000D_` escapes (ECMA-376 22.9.2.19). The character NUL is dropped: databases hold no such text. */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(ESCAPED, (_, hexadecimal: string) =>
    hexadecimal === "0000" ? "" : String.fromCharCode(Number.parseInt(hexadecimal, 16)),
  );
}
