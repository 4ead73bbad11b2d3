import type { Attribute, Cell, ParsedValue } from "./contract.ts";
import { arabicOf } from "./numerals.ts";
import { cellText, cutNotes, saysNothing } from "./text.ts";

const NOTHING: ParsedValue = { values: [], problems: [] };
/** Words for an attribute's unit: others make the cell unreadable, since 300元/月 is not an annual income. */
const UNITS: Readonly<Record<string, RegExp>> = {
  "CNY/month": /^(?:元|圆|块|块钱|rmb|cny|yuan)?(?:整)?(?:\/|每|一)?(?:月|人|户|人月|人\/月|户\/月|month)?$/iu,
  "CNY/year": /^(?:元|圆|块|块钱|rmb|cny|yuan)?(?:整)?(?:\/|每|一)?(?:年|人|人\/年|year)?$/iu,
  m2: /^(?:㎡|m2|m²|平方米|平方|平米|平|个平方|sqm|sq\.?m\.?|squaremetres?)?$/iu,
  person: /^(?:人|口|名|个|口人|个人|位|persons?|people)?$/iu,
  year: /^(?:岁|周岁|周岁半|岁半|虚岁|years?|yrs?|yearsold|y)?$/iu,
  CNY: /^(?:元|圆|块|块钱|rmb|cny|yuan)?(?:整)?$/iu,
  room: /^(?:间|室|个|rooms?)?$/iu,
  storey: /^(?:层|楼|storeys?|floors?)?$/iu,
  cm: /^(?:cm|厘米|公分)?$/iu,
  kg: /^(?:kg|公斤|千克)?$/iu,
  g: /^(?:g|克)?$/iu,
  hour: /^(?:小时|时|h|hours?|hrs?|个小时)?$/iu,
};
const MULTIPLES: Readonly<Record<string, number>> = { 万: 10_000, 萬: 10_000, 千: 1000, 百: 100, k: 1000, K: 1000, w: 10_000, W: 10_000 };
const QUANTITY =
  /^(?:约|大约|近|共|合计|共计|大概|计)?(?:[¥￥$]|RMB|CNY|人民币)?(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?|-?\.\d+)(万|萬|千|百|[kKwW](?![a-zA-Z]))?(.*?)(?:左右|余|多|整|以上|许)?$/u;
const INFANT = /^(?:\d{1,2}|[一二三四五六七八九十两]{1,3})(?:个月|月龄|月|天|日|周龄|个多月)(?:大|零?\d+天)?$/u;

/** Reads a number with its unit, thousands separators and words of estimation (`1,200元`, `88.6㎡`, `约100`, `1.2万元`, `三人`) as plain decimal digits. */
export function parseQuantity(attribute: Attribute, cell: Cell): ParsedValue {
  const whole = attribute.type === "integer";
  if (typeof cell === "number") return Number.isFinite(cell) ? answer(cell, whole) : NOTHING;
  const { text: cut, note } = cutNotes(cellText(cell));
  if (saysNothing(cut)) return note === undefined ? NOTHING : { ...NOTHING, note };
  const text = cut.replace(/\s+/g, "");
  const withNote = note === undefined ? {} : { note };
  if (attribute.unit === "year" && INFANT.test(text)) return { values: [{ value: "0", valid: true }], problems: [], ...withNote };
  const match = QUANTITY.exec(arabic(text));
  const units = UNITS[attribute.unit ?? ""];
  const value =
    match && (units ?? /^$/).test(match[3] ?? "")
      ? Number((match[1] ?? "").replaceAll(",", "")) * (MULTIPLES[match[2] ?? ""] ?? 1)
      : Number.NaN;
  if (Number.isNaN(value)) return { values: [{ value: cut, valid: false }], problems: ["number-unreadable"], ...withNote };
  return { ...answer(value, whole), ...withNote };
}

/** 三人 → 3人: Chinese numerals at the start, in front of the unit. */
function arabic(text: string): string {
  return text.replace(/^[零〇一二三四五六七八九十百两]+(?!万)/u, (numeral) => arabicOf(numeral) ?? numeral);
}

function answer(value: number, whole: boolean): ParsedValue {
  // Binary fractions (88.60000000000001) are no part of what somebody measured.
  const text = String(Number(value.toFixed(6)));
  if (whole && !Number.isInteger(Number(text))) return { values: [{ value: text, valid: false }], problems: ["number-unreadable"] };
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return { values: [{ value: text, valid: false }], problems: ["number-precision-lost"] };
  const negative = value < 0;
  return { values: [{ value: text, valid: !negative }], problems: negative ? ["number-unreadable"] : [] };
}
