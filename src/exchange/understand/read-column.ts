import { attributeOf, type ParseContext, parseAddress, parserFor, type ValueParser } from "#vocabulary";
import type { Address, Attribute, Cell, ParsedValue, ProblemCode, StatedValue } from "#vocabulary/contract";
import type { ColumnMeaning } from "../contract.ts";
import { isFormulaError } from "../read/cell-text.ts";
import { cellText, isBlank } from "./cell-text.ts";
import { namesSeveral, peopleInCell } from "./name-cell.ts";
import { familyFirstBy } from "./name-order.ts";
import type { Values } from "./person-facts.ts";

/** What a cell states of its column's attribute. Shared between rows that hold the same cell: never changed. */
export interface CellReading {
  /** Differs from the column's for a Latin name in a column of names. */
  readonly attribute: string;
  readonly stated: readonly StatedValue[];
  readonly problems: readonly ProblemCode[];
  /** Text beside the value: `户主` of `张三(户主)`. */
  readonly note: string;
  /** What an address says of its place; null for other values. */
  readonly place: PlaceReading | null;
  /** The people whom a cell of names names, when it says more than one name: each with what stands beside the name. */
  readonly people?: readonly Values[];
}

/** An address taken apart. */
export interface PlaceReading {
  /** The parts of a dwelling, by attribute. */
  readonly parts: readonly (readonly [string, readonly StatedValue[]])[];
  /** It says more than a street office or town. */
  readonly isPlace: boolean;
  /** It is a door of the community itself. */
  readonly isHome: boolean;
}

/** Reads the cells of one column that means something. */
export interface ColumnReader {
  readonly column: number;
  readonly meaning: ColumnMeaning;
  read(cell: Cell): CellReading;
}

const CACHE_MAX = 20_000;
const PROBE = 2_000;
const LATIN_NAME = /^[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.,'’·\s-]*$/;

/** Makes the reader of a column. Values that repeat are parsed once; `sample` settles the column's code system. */
export function columnReader(column: number, meaning: ColumnMeaning, sample: readonly Cell[], context: ParseContext): ColumnReader {
  const attribute = attributeOf(meaning.kind, meaning.attribute);
  if (attribute === undefined) throw new RangeError(`the vocabulary has no ${meaning.kind}.${meaning.attribute}`);
  const parse = uncachedReader(column, attribute, sample, context);
  let cache: Map<string | number | boolean, CellReading> | null = new Map();
  let asked = 0;
  let found = 0;
  return {
    column,
    meaning,
    read(cell) {
      if (cache === null) return parse(cell);
      const key = typeof cell === "object" ? (cell === null ? "" : `\u0000${cell.date}`) : cell;
      asked++;
      const known = cache.get(key);
      if (known !== undefined) {
        found++;
        return known;
      }
      const reading = parse(cell);
      // A column of unique values (ID numbers) gains nothing from being remembered.
      if (asked >= PROBE && found * 10 < asked) cache = null;
      else {
        if (cache.size >= CACHE_MAX) cache.clear();
        cache.set(key, reading);
      }
      return reading;
    },
  };
}

const NO_PROBLEMS: readonly ProblemCode[] = [];

/**
 * A check that most values of a column fail says nothing of its values: accounts of a bank without check digits.
 * Such a column is read without the check.
 */
function withoutIdleCheck(parse: ValueParser, attribute: Attribute, sample: readonly Cell[], context: ParseContext): ValueParser {
  if (attribute.type !== "bankAccount" || sample.length < 5) return parse;
  const fails = (cell: Cell) => parse(cell, context).problems.includes("bank-account-checksum");
  if (sample.filter(fails).length * 2 < sample.length) return parse;
  return (cell, today) => {
    const parsed = parse(cell, today);
    if (!parsed.problems.includes("bank-account-checksum")) return parsed;
    const problems = parsed.problems.filter((code) => code !== "bank-account-checksum");
    return { ...parsed, problems, values: parsed.values.map((value) => ({ ...value, valid: problems.length === 0 })) };
  };
}

/**
 * In a column whose numbers went through number cells, a number that ends in 000 has lost its last digits even when its check digit
 * holds by chance (one in eleven does). Returns what to read then, or null for a number to be read as it is.
 */
function lostByHabit(sample: readonly Cell[]): ((cell: Cell) => ParsedValue | null) | null {
  const ends = sample.filter((cell) => typeof cell === "number" || /^\d{15}000$|[Ee]\+/.test(cellText(cell))).length;
  if (ends < 2 || ends * 200 < sample.length) return null;
  return (cell) => {
    const text = cellText(cell);
    if (!/^\d{15}000$/.test(text)) return null;
    return { values: [{ value: `${text.slice(0, 15)}???`, valid: false }], problems: ["id-precision-lost"] };
  };
}

function uncachedReader(column: number, attribute: Attribute, sample: readonly Cell[], context: ParseContext): (cell: Cell) => CellReading {
  const parse = withoutIdleCheck(parserFor(attribute, sample), attribute, sample, context);
  const lost = attribute.type === "identityNumber" ? lostByHabit(sample) : null;
  const latin = attribute.name === "name" && attribute.kind === "person" ? attributeOf("person", "foreignName") : undefined;
  const parseLatin = latin === undefined ? undefined : parserFor(latin, []);
  const foreignName = attribute.name === "foreignName" ? attribute : latin;
  const inOrder = foreignName === undefined ? undefined : orderOf(foreignName, sample, context);
  const people = latin === undefined ? null : peopleReader(column, sample, context);
  const nothing: CellReading = { attribute: attribute.name, stated: [], problems: NO_PROBLEMS, note: "", place: null };
  const part = attribute.kind === "dwelling" ? DWELLING_PARTS.find((name) => name === attribute.name && name !== "estate") : undefined;
  return (cell) => {
    if (isBlank(cell)) return nothing;
    if (isFormulaError(cell)) return { ...nothing, problems: ["formula-error"] };
    const door = part === undefined ? null : readPart(part, cellText(cell), column, context.locality);
    if (door !== null) return { ...nothing, stated: door.parts.find(([name]) => name === part)?.[1] ?? [], place: door };
    const named = people?.(cell) ?? null;
    if (named !== null) return { ...nothing, people: named };
    const foreign = parseLatin !== undefined && typeof cell === "string" && LATIN_NAME.test(cell.normalize("NFKC").trim());
    const parsed = lost?.(cell) ?? (foreign ? parseLatin(cell, context) : parse(cell, context));
    if (parsed.values.length === 0 && parsed.problems.length === 0) return nothing;
    return {
      attribute: foreign ? "foreignName" : attribute.name,
      stated: parsed.values.map(({ value, valid }) => ({
        value: inOrder !== undefined && (foreign || latin === undefined) ? inOrder(value) : value,
        valid,
        column,
      })),
      problems: parsed.problems,
      note: parsed.note ?? "",
      place:
        attribute.type === "address" && parsed.values.length > 0
          ? readPlace(parseAddress(cellText(cell), context.locality), column, context.locality)
          : null,
    };
  };
}

/** How the Latin names of a column are put in order, by all of them. */
function orderOf(foreignName: Attribute, sample: readonly Cell[], context: ParseContext): ((name: string) => string) | undefined {
  const parse = parserFor(foreignName, []);
  const names = sample.flatMap((cell) =>
    typeof cell === "string" && LATIN_NAME.test(cell.normalize("NFKC").trim()) ? parse(cell, context).values.map(({ value }) => value) : [],
  );
  return names.length < 4 ? undefined : familyFirstBy(names);
}

/** Reads the cells of a column of names that say more than one name; null for a cell that does not. */
function peopleReader(column: number, sample: readonly Cell[], context: ParseContext): (cell: Cell) => readonly Values[] | null {
  const several = namesSeveral(sample);
  const [phone, idNumber] = [attributeOf("person", "phone"), attributeOf("person", "idNumber")];
  const state = (attribute: Attribute | undefined, texts: readonly string[]) =>
    attribute === undefined
      ? []
      : texts.flatMap((text) => parserFor(attribute, [])(text, context).values.map(({ value, valid }) => ({ value, valid, column })));
  return (cell) => {
    if (typeof cell !== "string" || cell.length < 4 || !(/\d{6}/.test(cell) || (several && /[、，,;；/|\s]/.test(cell)))) return null;
    const people = peopleInCell(cell);
    if (people === null || (people.length > 1 && !several)) return null;
    return people.map(({ name, phones, idNumbers }) => ({
      name: [{ value: name, valid: true, column }],
      ...(phones.length > 0 && { phone: state(phone, phones) }),
      ...(idNumbers.length > 0 && { idNumber: state(idNumber, idNumbers) }),
    }));
  };
}

/** The parts of an address that are attributes of a dwelling. */
export const DWELLING_PARTS = ["estate", "building", "unit", "floor", "room"] as const;

/** What stands around a part's number for the address reader. */
const WRITTEN: Readonly<Record<string, readonly [before: string, after: string]>> = {
  building: ["", "幢"],
  unit: ["1幢", "单元"],
  floor: ["1幢", "层"],
  room: ["1幢1单元", "室"],
};

/**
 * `3幢`, `3#`, `03` and `３` in a column of buildings are all building 3; `3-1-101` in a column of rooms says building and unit too.
 * Null for what is no number of a part: kept as text.
 */
function readPart(part: (typeof DWELLING_PARTS)[number], text: string, column: number, locality: Address | undefined): PlaceReading | null {
  const bare = text
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/(?:幢|栋|座|号楼|楼|单元|门|层|室|号|房|#)+$/, "");
  // 1单元101 says the unit, too.
  const saysMore = part === "room" && /(?:幢|栋|座|号楼|#|单元)[A-Z]?\d/.test(bare);
  if (saysMore || /^\d{1,3}[-—–](?:\d{1,2}[-—–])?\d{3,4}$/.test(bare)) return readPlace(parseAddress(bare, locality), column, locality);
  const [before, after] = WRITTEN[part] as readonly [string, string];
  const value = parseAddress(`${before}${bare}${after}`, locality)[part];
  return value === undefined ? null : { parts: [[part, [{ value, valid: true, column }]]], isPlace: true, isHome: false };
}

function readPlace(address: Address, column: number, locality: Address | undefined): PlaceReading {
  const parts = DWELLING_PARTS.flatMap((part) => {
    const value = address[part];
    return value === undefined ? [] : [[part, [{ value, valid: true, column }]] as const];
  });
  const elsewhere = (part: "city" | "county" | "township") =>
    locality?.[part] !== undefined && address[part] !== undefined && address[part] !== locality[part];
  return {
    parts,
    isPlace: parts.length > 0 || (address.road ?? address.detail ?? address.community) !== undefined,
    isHome:
      (address.room !== undefined || address.building !== undefined) &&
      !elsewhere("city") &&
      !elsewhere("county") &&
      !elsewhere("township"),
  };
}
