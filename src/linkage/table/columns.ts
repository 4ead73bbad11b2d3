/** A table's columns as codes: every distinct value once, in the form in which it is compared. */
import type { LinkTable } from "../contract.ts";
import { createDictionary, type Dictionary } from "../dictionary.ts";
import { simplify } from "../hanzi.ts";

export interface CodedColumn {
  readonly name: string;
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
    const dictionary = createDictionary();
    const standard = new Map<string, number>();
    const codes = Int32Array.from(values, (value) => {
      if (value === null) return 0;
      let code = standard.get(value);
      if (code === undefined) {
        code = dictionary.encode(standardise(value));
        standard.set(value, code);
      }
      return code;
    });
    const counts = new Int32Array(dictionary.texts.length);
    for (const code of codes) counts[code] = (counts[code] as number) + 1;
    columns.set(name, { name, codes, dictionary, counts });
  }
  return { rows: Math.max(0, rows), columns };
}

/** Lower case, one width, simplified characters, single spaces, no accents; idempotent. */
export function standardise(text: string): string {
  return simplify(
    text
      .normalize("NFKD")
      .replace(/\p{Mn}/gu, "")
      .normalize("NFC"),
  )
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .trim();
}
