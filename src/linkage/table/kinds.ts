/** What a column seems to hold, told from its values alone. */
import { type CodedColumn, sampleTexts } from "./columns.ts";
import { isDate } from "./formats.ts";
import { wordsOf } from "./words.ts";

export type ColumnKind =
  | "key"
  | "empty"
  | "category"
  | "date"
  | "identifier"
  | "email"
  | "number"
  | "amount"
  | "name"
  | "chineseName"
  | "address"
  | "longText"
  | "text";

/** Tells a column's kind by a sample of its values. */
export function kindOf(column: CodedColumn, rows: number): ColumnKind {
  const stated = rows - (column.counts[0] as number);
  const distinct = column.dictionary.texts.length - 1;
  if (stated === 0 || distinct < 2) return "empty";
  const sample = sampleTexts(column.dictionary);
  const share = (test: (text: string) => boolean): number => sample.filter(test).length / sample.length;
  // A column whose every value is its own is the table's key and says nothing of who is who.
  if (distinct === stated && stated > rows * 0.99 && rows > 20 && share((text) => /\s/u.test(text) || isLong(text)) < 0.5) return "key";
  if (share((text) => text.includes("@")) > 0.7) return "email";
  if (share(isDate) > 0.8) return "date";
  if (share((text) => /^\p{Script=Han}{2,4}$/u.test(text)) > 0.7 && distinct > 60) return "chineseName";
  if (share((text) => AMOUNT.test(text)) > 0.7) return "amount";
  const digits = share((text) => /\d/u.test(text));
  const long = share((text) => text.length >= 6 && !text.includes(" ") && /^[\x21-\x7e]+$/u.test(text));
  if (digits > 0.8 && long > 0.8) return "identifier";
  if (distinct <= 60 && distinct < stated / 20) return "category";
  if (share(isAddress) > 0.6) return "address";
  if (digits > 0.8 && share((text) => text.length <= 12) > 0.8) return "number";
  if (distinct > stated / 5 && share(isLong) > 0.5) return "longText";
  return share((text) => !text.includes(" ") && text.length <= 20) > 0.85 ? "name" : "text";
}

/** A title or a description: four words and more, or a dozen Chinese characters. */
function isLong(text: string): boolean {
  const words = wordsOf(text).length;
  return words >= 12 || (words >= 4 && text.length >= 20);
}

/** A price or a weight: a number with a fraction, with or without its currency. */
const AMOUNT = /^[^\p{L}\d.]{0,2}\d[\d,]*\.\d{1,2}$/u;

/** A number after Chinese characters that a unit of addresses, another number or nothing follows. */
const CHINESE_DOOR = /\p{Script=Han}.*\d+(?:\s?[-—－#号號幢栋棟座室弄巷楼层组队户]|单元|\s?$)/u;

/** A number and words, or a Chinese address: a door, not a title. */
function isAddress(text: string): boolean {
  return /^\W*\d+[a-z]?\s+\p{L}/u.test(text) || /\p{L}\s+\d+[a-z]?$/u.test(text) || CHINESE_DOOR.test(text);
}
