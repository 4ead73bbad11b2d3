import { formatAddress, parseAddress } from "./address.ts";
import { type CardCheck, cardCheckOf, parseBankAccount } from "./bank-accounts.ts";
import { parseBoolean } from "./booleans.ts";
import type { Address, Attribute, CanonicalValue, Cell, ParsedValue, ProblemCode, ValueType } from "./contract.ts";
import { parseCreditCode } from "./credit-codes.ts";
import { type DayOrder, dayOrderOf, parseDate } from "./dates.ts";
import { parseForeignName } from "./foreign-names.ts";
import { checkIdNumber } from "./identity-number.ts";
import { parsePersonName } from "./names.ts";
import { type CodeSystem, codeSystemOf, parseCode } from "./parse-code.ts";
import { parsePhones } from "./phones.ts";
import { parseQuantity } from "./quantities.ts";
import { cellText, cleanText, cutNotes, digitsOfScientific, numberText, saysNothing } from "./text.ts";

/** What the reading of a value depends on besides its cell. */
export interface ParseContext {
  /** The day of reading (ISO): nothing that has happened lies after it. */
  readonly today: string;
  /** The community's own province..community, completed where an address leaves it out. */
  readonly locality?: Address;
}

/** Reads the cells of one column. */
export type ValueParser = (cell: Cell, context: ParseContext) => ParsedValue;

/** What a column's cells together say about how to read each. */
interface ColumnReading {
  readonly system: CodeSystem;
  readonly order: DayOrder;
  readonly cardCheck: CardCheck;
}

const ALONE: ColumnReading = { system: "national", order: "unknown", cardCheck: "luhn" };
const NOTHING: ParsedValue = { values: [], problems: [] };
/** Dates that usually lie ahead: for the others a day after today is a mistake. */
const AHEAD = new Set(
  `idExpiryDate residencePermitExpiryDate visaExpiryDate expectedDepartureDate departureDate expectedDeliveryDate dischargeDate
   leaseStartDate leaseEndDate correctionEndDate releaseDate handoverDate`.split(/\s+/),
);
const END_OF_TIME = "2199-12-31";
const ADDRESS_CACHE_SIZE_MAX = 100_000;

/** Reads one cell that states `attribute`, each by its own. For a whole column `parserFor` knows more. */
export function parseValue(attribute: Attribute, cell: Cell, context: ParseContext): ParsedValue {
  return parseAs(attribute, cell, context, ALONE);
}

/**
 * The parser for a whole column of `attribute`. `sample`, some of its cells, settles what one cell cannot: whether a 0 in a sex column means
 * female (a column of only 0 and 1) or unknown (GB/T 2261.1), whether single digits are leading ones, whether 12/03/1950 begins with the day, whether card numbers carry a check digit.
 */
export function parserFor(attribute: Attribute, sample: readonly Cell[]): ValueParser {
  const reading: ColumnReading = {
    system: attribute.type === "code" ? codeSystemOf(attribute, sample) : "national",
    order: attribute.type === "date" ? dayOrderOf(sample) : "unknown",
    cardCheck: attribute.type === "bankAccount" ? cardCheckOf(sample) : "luhn",
  };
  return (cell, context) => parseAs(attribute, cell, context, reading);
}

/** No value but free text is longer; the patterns below need not stand up to a novel in a cell. */
const VALUE_LENGTH_MAX = 400;
const UNREADABLE: Readonly<Record<Exclude<ValueType, "text">, ProblemCode>> = {
  personName: "name-unreadable",
  foreignName: "name-unreadable",
  identityNumber: "id-length",
  creditCode: "credit-code-length",
  phone: "phone-unreadable",
  date: "date-unreadable",
  code: "code-unknown",
  address: "address-unreadable",
  bankAccount: "bank-account-length",
  number: "number-unreadable",
  integer: "number-unreadable",
  boolean: "code-unknown",
};

function parseAs(attribute: Attribute, cell: Cell, context: ParseContext, reading: ColumnReading): ParsedValue {
  if (cell === null || cell === "" || (typeof cell === "number" && !Number.isFinite(cell))) return NOTHING;
  if (typeof cell === "string" && cell.length > VALUE_LENGTH_MAX && attribute.type !== "text") {
    const text = cleanText(cell);
    if (text.length > VALUE_LENGTH_MAX) return { values: [{ value: text, valid: false }], problems: [UNREADABLE[attribute.type]] };
    return parseAs(attribute, text, context, reading);
  }
  switch (attribute.type) {
    case "identityNumber":
      return parseIdNumbers(cell, context.today);
    case "personName":
      return parsePersonName(cell, attribute.multiple === true);
    case "foreignName":
      return parseForeignName(cell);
    case "phone":
      return parsePhones(cell);
    case "date":
      return parseDateValue(attribute, cell, context.today, reading.order);
    case "code":
      return parseCode(attribute, cell, reading.system);
    case "address":
      return parseAddressValue(cell, context.locality);
    case "creditCode":
      return parseCreditCode(cell);
    case "bankAccount":
      return parseBankAccount(cell, reading.cardCheck);
    case "number":
    case "integer":
      return parseQuantity(attribute, cell);
    case "boolean":
      return parseBoolean(cell);
    case "text":
      return parseText(attribute, cell);
  }
}

/** Several numbers may share a cell (an old and a new passport); each is judged by itself. */
function parseIdNumbers(cell: Cell, today: string): ParsedValue {
  if (typeof cell === "string" && cell.length === 18) {
    const checked = checkIdNumber(cell, today);
    if (checked.valid) return { values: [{ value: checked.canonical, valid: true }], problems: [] };
  }
  const { text, note } = cutNotes(cellText(cell));
  const withNote = note === undefined ? {} : { note };
  if (saysNothing(text) || /^(?:无证|未办|未办理|未办证|办理中|补办中|遗失|丢失|无身份证|没有身份证|无证件|未上户|未上户口)$/u.test(text)) {
    // (330782199001011234): everything in brackets is no note.
    return text === "" && note !== undefined && /\d{6}/.test(note) ? parseIdNumbers(note, today) : { ...NOTHING, ...withNote };
  }
  const parts = text.split(/[、,，;；/|\n]+|\s+(?=\S{8,}$)(?<=\S{8,}\s+)/u).filter((part) => part.trim() !== "");
  const checks = (parts.length > 1 && parts.every((part) => part.replace(/\D/g, "").length >= 5) ? parts : [text]).map((part) =>
    checkIdNumber(part, today),
  );
  return {
    values: checks.map(({ canonical, valid }) => ({ value: canonical, valid })),
    problems: [...new Set(checks.flatMap((check) => check.problems))],
    ...withNote,
  };
}

const DATE_RANGE =
  /^(\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?)\s*(?:-|—|–|~|～|至|到|——|--)\s*(\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?|长期|永久)$/u;

function parseDateValue(attribute: Attribute, cell: Cell, today: string, order: DayOrder): ParsedValue {
  const until = AHEAD.has(attribute.name) ? END_OF_TIME : today;
  let read = parseDate(cell, until, order);
  let note: string | undefined;
  if (read.value === null && !read.valid) {
    const text = cellText(cell);
    const range = DATE_RANGE.exec(text);
    const cut = cutNotes(text);
    note = cut.note;
    // A period in a column about an expiry ends with it, and begins with what a column about a start asks.
    if (range && /expiry|departure|end/i.test(attribute.name)) read = parseDate(range[2] ?? "", until, order);
    else if (range && /start/i.test(attribute.name)) read = parseDate(range[1] ?? "", until, order);
    else if (note !== undefined && !/农历|阴历|旧历/u.test(note)) read = parseDate(cut.text, until, order);
    if (read.value === null && !read.valid)
      return { values: [{ value: text, valid: false }], problems: read.problems, ...(note === undefined ? {} : { note }) };
  }
  const withNote = note === undefined ? {} : { note };
  if (read.value === null) return { ...NOTHING, ...withNote };
  return { values: [{ value: read.value, valid: read.valid }], problems: read.problems, ...withNote };
}

const addresses = new WeakMap<object, Map<string, ParsedValue>>();
const NOWHERE = {};

function parseAddressValue(cell: Cell, locality: Address | undefined): ParsedValue {
  const key = locality ?? NOWHERE;
  let cache = addresses.get(key);
  if (!cache) {
    cache = new Map();
    addresses.set(key, cache);
  }
  const text = typeof cell === "string" ? cell : cellText(cell);
  let parsed = cache.get(text);
  if (!parsed) {
    parsed = readAddress(cell, text, locality);
    if (cache.size >= ADDRESS_CACHE_SIZE_MAX) cache.clear();
    cache.set(text, parsed);
  }
  return parsed;
}

function readAddress(cell: Cell, text: string, locality: Address | undefined): ParsedValue {
  const clean = cellText(cell);
  if (saysNothing(clean)) return NOTHING;
  const { text: plain, note } = cutNotes(clean);
  const withNote = note === undefined ? {} : { note };
  if (saysNothing(plain)) return { ...NOTHING, ...withNote };
  // A spreadsheet turned 3-2-501 into a date, or somebody wrote no address at all.
  const unreadable = typeof cell === "object" || !/[\p{L}\d]/u.test(plain) || /^\d{5,}$/.test(plain.replace(/\s/g, ""));
  const value = unreadable ? plain : formatAddress(locality === undefined ? parseAddress(text) : parseAddress(text, locality), "full");
  if (unreadable || value === "")
    return { values: [{ value: value === "" ? plain : value, valid: false }], problems: ["address-unreadable"], ...withNote };
  return { values: [{ value, valid: true }], problems: [], ...withNote };
}

const TEXT_SEPARATOR = /[、;；\n]+/u;

function parseText(attribute: Attribute, cell: Cell): ParsedValue {
  if (typeof cell === "number") {
    const scientific = digitsOfScientific(numberText(cell));
    if (scientific?.lost) return { values: [{ value: scientific.digits, valid: false }], problems: ["number-precision-lost"] };
  }
  const text = cellText(cell);
  if (saysNothing(text)) return NOTHING;
  const parts =
    attribute.multiple === true
      ? text
          .split(TEXT_SEPARATOR)
          .map((part) => part.trim())
          .filter((part) => part !== "")
      : [text];
  const values: CanonicalValue[] = parts.map((part) => ({ value: withoutInnerBlanks(part), valid: true }));
  const problems: ProblemCode[] = [];
  return { values, problems };
}

/** 义乌市 中心 医院 → 义乌市中心医院; blanks between Latin words stay. */
function withoutInnerBlanks(text: string): string {
  return text.includes(" ") ? text.replace(/(?<=[\p{Script=Han}，。、（）]) +| +(?=[\p{Script=Han}，。、（）])/gu, "") : text;
}
