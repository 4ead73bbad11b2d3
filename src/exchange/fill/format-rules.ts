/**
 * How a form wants a value written, as one table of rules. The first rule that holds decides; a form.yaml may overrule it for a field.
 * Each rule states its reason, since these are observations about departments' forms and not standards.
 */
import type { Attribute, ValueType } from "#vocabulary/contract";
import type { ValueFormat } from "../contract.ts";
import { isDateFormat } from "./styles.ts";

/** What a form shows about one field. */
export interface FieldEvidence {
  readonly attribute: Attribute;
  /** The label or header path as printed, brackets included. */
  readonly label: string;
  readonly form: "roster" | "application";
  /** Number format of the value's cell. */
  readonly numberFormat: string;
  /** Options of the cell's list validation. */
  readonly options: readonly string[];
  /** An example: the sample row's cell, the bracket of the label (`如1990-01-01`), the placeholder in the value's cell. */
  readonly sample: string;
  /** Whether the form asks for the registered address too, which names province and city. */
  readonly asksRegisteredAddress: boolean;
  /** Width of the value's room in characters; null when the form sets none. */
  readonly width: number | null;
}

interface FormatRule {
  readonly types: readonly ValueType[];
  readonly when: (evidence: FieldEvidence) => boolean;
  readonly format: ValueFormat;
  readonly because: string;
}

const numeric = (options: readonly string[]) => options.length > 0 && options.every((option) => /^\d{1,2}$/.test(option));

/** `浙江省义乌市江东街道永胜花园4幢2单元402室` takes about 38 columns of characters, `永胜花园4幢2单元402室` about 22. */
const fullAddressWidth = 33;

const rules: readonly FormatRule[] = [
  { types: ["date"], when: (e) => isDateFormat(e.numberFormat), format: "excelDate", because: "the cell is formatted as a date" },
  { types: ["date"], when: (e) => /\d{4}-\d|y{4}-m/i.test(e.sample), format: "isoDate", because: "the example has hyphens" },
  { types: ["date"], when: (e) => /\d{4}\.\d|y{4}\.m/i.test(e.sample), format: "dottedDate", because: "the example has dots" },
  { types: ["date"], when: (e) => /\d{4}\/\d|y{4}\/m/i.test(e.sample), format: "slashedDate", because: "the example has slashes" },
  {
    types: ["date"],
    when: (e) => /(?<!\d)\d{8}(?!\d)|y{4}m{2}d{2}/i.test(e.sample),
    format: "compactDate",
    because: "the example has eight digits",
  },
  { types: ["date"], when: (e) => /年.*月/.test(e.sample), format: "chineseDate", because: "the room for the value prints 年 and 月" },
  { types: ["date"], when: (e) => /年月日/.test(e.label), format: "chineseDate", because: "the label names year, month and day" },
  {
    types: ["date"],
    when: (e) => /年月(?=$|[（(:：])/.test(e.label),
    format: "dottedDate",
    because: "personnel registers write 年月 with dots",
  },
  { types: ["date"], when: () => true, format: "isoDate", because: "the national form of a date (GB/T 7408)" },

  { types: ["code", "boolean"], when: (e) => numeric(e.options), format: "code", because: "the cell's list offers digits" },
  { types: ["code"], when: (e) => /代码|编码/.test(e.label), format: "code", because: "the label asks for the code" },
  {
    types: ["code"],
    when: (e) => /[（(].*[12１２]\s*[-.、:：]?\s*\p{L}.*[）)]/u.test(e.label),
    format: "code",
    because: "the label explains its codes",
  },
  { types: ["code"], when: (e) => /^\d{1,2}$/.test(e.sample), format: "code", because: "the example is a code" },
  { types: ["code", "boolean"], when: () => true, format: "label", because: "people read words" },

  {
    types: ["address"],
    when: (e) => e.attribute.name === "registeredAddress",
    format: "fullAddress",
    because: "the household book writes it whole",
  },
  { types: ["address"], when: (e) => /详细|完整|省.*市/.test(e.label), format: "fullAddress", because: "the label asks for all of it" },
  {
    types: ["address"],
    when: (e) => /省|自治区|街道/.test(e.sample),
    format: "fullAddress",
    because: "the example begins with the province",
  },
  {
    types: ["address"],
    when: (e) => /[幢栋室]|\d-\d/.test(e.sample),
    format: "shortAddress",
    because: "the example begins with the estate",
  },
  {
    types: ["address"],
    when: (e) => /现住址$|现住地$|住房|房号|门牌|楼栋|幢/.test(e.label),
    format: "shortAddress",
    because: "a short label asks for the home inside the community",
  },
  {
    types: ["address"],
    when: (e) => e.form === "application" && e.asksRegisteredAddress,
    format: "shortAddress",
    because: "on one page with the registered address, province and city stand there already",
  },
  {
    types: ["address"],
    when: (e) => e.form === "roster" && e.width !== null && e.width < fullAddressWidth,
    format: "shortAddress",
    because: "the column has room for the home, but not for province and city",
  },
  {
    types: ["address"],
    when: () => true,
    format: "fullAddress",
    because: "a form leaves the community, so its addresses must hold without it",
  },
];

/** The format of a field, and why. */
export function formatOf(evidence: FieldEvidence): { readonly format: ValueFormat; readonly because: string } {
  const rule = rules.find((one) => one.types.includes(evidence.attribute.type) && one.when(evidence));
  return rule === undefined ? { format: "asIs", because: "it has one spelling" } : { format: rule.format, because: rule.because };
}
