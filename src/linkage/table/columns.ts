/** A table's columns as codes: every distinct value once, in the form in which it is compared. */
import type { LinkTable } from "../contract.ts";
import { createDictionary, type Dictionary } from "../dictionary.ts";
import { integers } from "../flat-arrays.ts";
import { formatOf } from "./formats.ts";
import { standardise } from "./standardise.ts";

export interface CodedColumn {
  readonly name: string;
  /** By row: the code of its value, 0 for none. */
  readonly codes: Int32Array;
  readonly dictionary: Dictionary;
  /** Rows that state each value. */
  readonly counts: Int32Array;
}

export interface CodedTable {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, CodedColumn>;
}

/** Codes every column. Refuses (throws) columns of different lengths, which is a caller's mistake. */
export function codeTable(table: LinkTable): CodedTable {
  const columns = new Map<string, CodedColumn>();
  let rows = -1;
  for (const [name, values] of Object.entries(table.columns)) {
    if (rows >= 0 && values.length !== rows) throw new RangeError(`column ${name} has ${values.length} rows, others ${rows}`);
    rows = values.length;
    columns.set(name, codeColumn(name, values));
  }
  return { rows: Math.max(0, rows), columns };
}

function codeColumn(name: string, values: readonly (string | null)[]): CodedColumn {
  const raw = createDictionary();
  const codes = integers(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value) codes[row] = raw.encode(value);
  }
  const dictionary = standardDictionary(raw, codes);
  const counts = integers(dictionary.texts.length);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  return { name, codes, dictionary, counts };
}

/** The dictionary of standard forms; `codes` are changed to its codes. Where every value stands in its standard form, it is the one given. */
function standardDictionary(raw: Dictionary, codes: Int32Array): Dictionary {
  const texts = raw.texts.map(standardise);
  const write = formatOf(sampleTexts({ texts, fingerprint: raw.fingerprint }));
  let changed = false;
  for (let code = 1; code < texts.length; code++) {
    texts[code] = write(texts[code] as string);
    changed ||= texts[code] !== raw.texts[code];
  }
  if (!changed) return raw;
  const dictionary = createDictionary();
  const translated = Int32Array.from(texts, (text) => dictionary.encode(text));
  for (let row = 0; row < codes.length; row++) codes[row] = translated[codes[row] as number] as number;
  return dictionary;
}

const SAMPLE_MAX = 2000;

/** Up to about two thousand of a column's distinct values, the same ones in whatever order the rows stand. */
export function sampleTexts({ texts, fingerprint }: Pick<Dictionary, "texts" | "fingerprint">): string[] {
  const share = Math.ceil((texts.length - 1) / SAMPLE_MAX);
  const sample: string[] = [];
  for (let code = 1; code < texts.length; code++) if (share <= 1 || fingerprint(code) % share === 0) sample.push(texts[code] as string);
  return sample;
}
