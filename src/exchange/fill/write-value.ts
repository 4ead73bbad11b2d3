/** Writes a canonical value the way a form wants it. */
import { ageOn, codeLabel, formatAddress, formatDate, parseAddress, parseValue } from "#vocabulary";
import type { Address, Attribute, Language } from "#vocabulary/contract";
import type { ValueFormat } from "../contract.ts";

/** What goes into a cell: text, or a number that the cell's own format shows. */
export type Written = { readonly text: string; readonly number?: number };

export interface WritingContext {
  readonly language: Language;
  /** ISO day on which ages are counted. */
  readonly asOf: string;
  /** The community's own place, to complete or shorten addresses. */
  readonly locality?: Address;
  readonly date1904: boolean;
}

export interface WritingField {
  readonly attribute: Attribute;
  readonly format: ValueFormat;
  readonly computed: "sequence" | "age" | null;
  readonly options: readonly string[];
  /** Number format of the cell: text cells (`@`) hold no numbers. */
  readonly numberFormat: string;
}

const dateForms = {
  isoDate: "iso",
  chineseDate: "chinese",
  dottedDate: "dotted",
  slashedDate: "slashed",
  compactDate: "compact",
  excelDate: "iso",
} as const;
const dayMs = 86_400_000;

/** Days since the spreadsheet's epoch, or null for a date that is not a whole one or lies before it. */
export function serialOf(iso: string, date1904: boolean): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (match === null) return null;
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / dayMs;
  const serial = date1904 ? day - Date.UTC(1904, 0, 1) / dayMs : day - Date.UTC(1899, 11, 30) / dayMs;
  // Below 61 the 1900 system counts a day that never was.
  return serial < (date1904 ? 0 : 61) ? null : serial;
}

/** The canonical code that an option's words stand for, or null. */
export function codeOfOption(attribute: Attribute, option: string): string | null {
  const parsed = parseValue(attribute, option, { today: "9999-12-31" }).values[0];
  return parsed?.valid === true ? parsed.value : null;
}

const codesKnown = new WeakMap<readonly string[], { readonly attribute: Attribute; readonly codes: readonly (string | null)[] }>();

/** The codes of a field's options; a roster asks for them in every row. */
function codesOf(attribute: Attribute, options: readonly string[]): readonly (string | null)[] {
  const known = codesKnown.get(options);
  if (known?.attribute === attribute) return known.codes;
  const codes = options.map((option) => codeOfOption(attribute, option));
  codesKnown.set(options, { attribute, codes });
  return codes;
}

const significant = (code: string) => code.replace(/0+$/, "");

/**
 * The option that a canonical value belongs to: the same code, else the group that holds it (已婚 holds 初婚), else 其他 when every
 * other option is understood.
 * @returns index into `options`, or -1
 */
export function optionIndex(attribute: Attribute, options: readonly string[], value: string): number {
  if (value === "") return -1;
  const literal = options.indexOf(value);
  if (literal >= 0) return literal;
  const codes = codesOf(attribute, options);
  const exact = codes.indexOf(value);
  if (exact >= 0 || attribute.type !== "code") return exact;
  let best = -1;
  for (const [index, code] of codes.entries()) {
    if (code === null || significant(code) === "" || !value.startsWith(significant(code))) continue;
    if (best < 0 || significant(code).length > significant(codes[best] ?? "").length) best = index;
  }
  if (best >= 0) return best;
  const other = options.findIndex((option) => /^其[他它]/.test(option));
  return other >= 0 && codes.every((code, index) => index === other || code !== null) ? other : -1;
}

function words(field: WritingField, value: string, language: Language): string {
  const { attribute, options } = field;
  const index = optionIndex(attribute, options, value);
  if (index >= 0) return options[index] ?? "";
  if (attribute.type === "boolean") {
    const yes = value === "true";
    return language === "zh" ? (yes ? "是" : "否") : yes ? "yes" : "no";
  }
  return (attribute.codeList === undefined ? undefined : codeLabel(attribute.codeList, value, language)) ?? value;
}

function number(field: WritingField, text: string): Written {
  const plain = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/.test(text);
  return plain && field.numberFormat !== "@" ? { text, number: Number(text) } : { text };
}

/** The age that an answer means: a birth date is counted to the day, a number is taken as it is. */
export function ageText(value: string, asOf: string): string {
  if (!value.includes("-")) return value;
  const age = ageOn(value, asOf);
  return age === null ? "" : String(age);
}

/** Writes one value; an empty text means that nothing can be written. */
export function writeValue(field: WritingField, value: string, context: WritingContext): Written {
  if (value === "") return { text: "" };
  const { attribute, format } = field;
  if (field.computed === "age") return number(field, ageText(value, context.asOf));
  switch (format) {
    case "label":
      return { text: words(field, value, context.language) };
    case "code":
      return { text: value };
    case "excelDate": {
      const serial = serialOf(value, context.date1904);
      return serial === null ? { text: formatDate(value, "iso") } : { text: formatDate(value, "iso"), number: serial };
    }
    case "isoDate":
    case "chineseDate":
    case "dottedDate":
    case "slashedDate":
    case "compactDate":
      return { text: formatDate(value, dateForms[format]) };
    case "shortAddress":
    case "fullAddress": {
      // Somebody else's division is not taken apart: it is whole already.
      if (format === "fullAddress" && /^\p{Script=Han}{2,9}?(?:省|自治区|特别行政区)|^(?:北京|天津|上海|重庆)市/u.test(value))
        return { text: value };
      const address = parseAddress(value, context.locality);
      const written = formatAddress(address, format === "shortAddress" ? "short" : "full");
      return { text: written === "" ? value : written };
    }
    default:
      return attribute.type === "integer" || attribute.type === "number" ? number(field, value) : { text: value };
  }
}
