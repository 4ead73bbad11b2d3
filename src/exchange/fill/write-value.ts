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
  /** The part of a Latin name that is asked; undefined for the whole. */
  readonly part?: "family" | "given";
  /** The kind of telephone that is asked; undefined for any. */
  readonly telephone?: "mobile" | "landline";
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
  // `男 M` says it in two languages: each may be the one that is known.
  for (const words of new Set([option, option.replace(/[A-Za-z\s]+/g, ""), option.replace(/\p{Script=Han}+/gu, "").trim()])) {
    const parsed = words === "" ? undefined : parseValue(attribute, words, { today: "9999-12-31" }).values[0];
    if (parsed?.valid === true) return parsed.value;
  }
  return null;
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
  const answered = yesOrNo(options, codes, value);
  if (answered !== null) return answered;
  let best = -1;
  for (const [index, code] of codes.entries()) {
    if (code === null || significant(code) === "" || !value.startsWith(significant(code))) continue;
    if (best < 0 || significant(code).length > significant(codes[best] ?? "").length) best = index;
  }
  if (best >= 0) return best;
  const other = options.findIndex((option) => /^其[他它]/.test(option));
  return other >= 0 && codes.every((code, index) => index === other || code !== null) ? other : -1;
}

/** 是否党员 is 否 of every other political status; null when the options are no yes and no, -1 when the value is near the yes (预备党员). */
function yesOrNo(options: readonly string[], codes: readonly (string | null)[], value: string): number | null {
  const yes = options.indexOf("是");
  const no = options.indexOf("否");
  const code = codes[yes] ?? null;
  if (options.length !== 2 || yes < 0 || no < 0 || code === null) return null;
  if (value.startsWith(significant(code))) return yes;
  return code === "01" && value === "02" ? -1 : no;
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

/** A name of two words is a family name and a given one; of more, nobody can tell which word belongs to which. */
function namePart(name: string, part: "family" | "given"): string {
  const [family = "", given = "", ...more] = name.split(" ");
  return more.length > 0 || given === "" ? "" : part === "family" ? family : given;
}

const MOBILE = /^(?:\+?86)?1[3-9]\d{9}$/;

function telephones(value: string, kind: "mobile" | "landline"): string {
  return value
    .split("、")
    .filter((phone) => MOBILE.test(phone.replace(/[\s-]/g, "")) === (kind === "mobile"))
    .join("、");
}

/** The kind of telephone that a label asks: 手机 a mobile one, 固定电话 another. */
export function telephoneOf(label: string): "mobile" | "landline" | undefined {
  if (/手机|移动电话|mobile|cell/i.test(label)) return /电话|固话|座机/.test(label.replace(/移动电话/g, "")) ? undefined : "mobile";
  return /固定电话|固话|座机|宅电|住宅电话|landline/i.test(label) ? "landline" : undefined;
}

/** Writes one value; an empty text means that nothing can be written. */
export function writeValue(field: WritingField, value: string, context: WritingContext): Written {
  if (value === "") return { text: "" };
  const { attribute, format } = field;
  if (field.part !== undefined) return { text: namePart(value, field.part) };
  if (field.telephone !== undefined) return { text: telephones(value, field.telephone) };
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
