/** Columns that are filled value by value, as a large file is read. */
import type { LinkColumn } from "../contract.ts";
import { createDictionary, type Dictionary } from "../dictionary.ts";
import { integers } from "../flat-arrays.ts";

const dictionaries = new WeakMap<LinkColumn, Dictionary>();

/** An empty column. */
export function createLinkColumn(): LinkColumn {
  const dictionary = createDictionary();
  let codes = integers(1 << 10);
  let length = 0;
  const reserve = (rows: number): void => {
    if (rows <= codes.length) return;
    const grown = integers(Math.max(rows, codes.length * 2));
    grown.set(codes);
    codes = grown;
  };
  const column: LinkColumn = {
    get length() {
      return length;
    },
    add(value) {
      reserve(length + 1);
      codes[length++] = value === null ? 0 : dictionary.encode(value);
    },
    skip(rows) {
      reserve(length + rows);
      length += rows;
    },
    codes: () => codes.subarray(0, length),
    texts: () => dictionary.texts,
  };
  dictionaries.set(column, dictionary);
  return column;
}

/** The column of a list of values. */
export function linkColumnOf(values: readonly (string | null)[]): LinkColumn {
  const column = createLinkColumn();
  for (const value of values) column.add(value);
  return column;
}

/** The dictionary of a column's texts. */
export function dictionaryOf(column: LinkColumn): Dictionary {
  return dictionaries.get(column) as Dictionary;
}
