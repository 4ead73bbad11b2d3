/** A table's columns as codes: every distinct value once, in the form in which it is compared. */
import type { LinkColumn, LinkTable } from "../contract.ts";
import { createDictionary, type Dictionary } from "../dictionary.ts";
import { integers } from "../flat-arrays.ts";
import { formatOf } from "./formats.ts";
import { dictionaryOf, linkColumnOf } from "./link-column.ts";
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
  /** By row, its source, where rows of one source are different things; null where any two rows may be the same. */
  readonly sources: Int32Array | null;
  /** By row, its file, where there are several; rows of one file may be the same. */
  readonly files: Int32Array | null;
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
  const sources = table.sources ?? null;
  if (sources !== null && sources.length !== rows) throw new RangeError(`sources are told of ${sources.length} rows, of ${rows}`);
  return { rows: Math.max(0, rows), sources, files: table.files ?? sources, columns };
}

/** Whether two rows may be the same at all. */
export function mayBeSame({ sources }: CodedTable, one: number, other: number): boolean {
  return sources === null || sources[one] !== sources[other];
}

/** By value of a column: the file of all rows that state it, -1 where they are of several; null where there is a single file. */
export function filesOfValues({ files: sources }: CodedTable, { codes, counts }: CodedColumn): Int32Array | null {
  if (sources === null) return null;
  const own = integers(counts.length).fill(-2);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const source = sources[row] as number;
    own[code] = own[code] === -2 || own[code] === source ? source : -1;
  }
  return own;
}

/** How many pairs of rows may be the same. */
export function pairsOf({ rows, sources }: CodedTable): number {
  const all = (rows * (rows - 1)) / 2;
  if (sources === null) return all;
  const sizes = new Map<number, number>();
  for (const source of sources) sizes.set(source, (sizes.get(source) ?? 0) + 1);
  return [...sizes.values()].reduce((left, size) => left - (size * (size - 1)) / 2, all);
}

function codeColumn(name: string, values: readonly (string | null)[] | LinkColumn): CodedColumn {
  const column = "codes" in values ? values : linkColumnOf(values);
  const { codes, dictionary } = standardised(column.codes(), dictionaryOf(column));
  const counts = integers(dictionary.texts.length);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  return { name, codes, dictionary, counts };
}

type Coded = Pick<CodedColumn, "codes" | "dictionary">;

/** Codes of standard forms. Where every value stands in its standard form, they are the ones given. */
function standardised(codes: Int32Array, raw: Dictionary): Coded {
  const texts = raw.texts.map(standardise);
  const write = formatOf(sampleTexts({ texts, fingerprint: raw.fingerprint }));
  let changed = false;
  for (let code = 1; code < texts.length; code++) {
    texts[code] = write(texts[code] as string);
    changed ||= texts[code] !== raw.texts[code];
  }
  if (!changed) return { codes, dictionary: raw };
  const dictionary = createDictionary();
  const translated = Int32Array.from(texts, (text) => dictionary.encode(text));
  const changedCodes = integers(codes.length);
  for (let row = 0; row < codes.length; row++) changedCodes[row] = translated[codes[row] as number] as number;
  return { codes: changedCodes, dictionary };
}

const SAMPLE_MAX = 2000;

/** Up to about two thousand of a column's distinct values, the same ones in whatever order the rows stand. */
export function sampleTexts({ texts, fingerprint }: Pick<Dictionary, "texts" | "fingerprint">): string[] {
  const share = Math.ceil((texts.length - 1) / SAMPLE_MAX);
  const sample: string[] = [];
  for (let code = 1; code < texts.length; code++) if (share <= 1 || fingerprint(code) % share === 0) sample.push(texts[code] as string);
  return sample;
}
