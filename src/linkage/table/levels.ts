/** The levels of a comparison: from two values to the first level that holds. */
import { compareNames, NameLevel, type StandardName, standardiseName } from "../compare-name.ts";
import type { ComparisonSpec, LevelSpec } from "../contract.ts";
import { editDistance, isOneSlip, jaroWinkler } from "../edit-distance.ts";
import { integers } from "../flat-arrays.ts";
import { cachePairs, tabulatePairs } from "../pair-cache.ts";
import { bitCount } from "./bits.ts";
import { closestValues } from "./closest.ts";
import type { CodedColumn, CodedTable } from "./columns.ts";
import { wordSimilarity, wordTable } from "./words.ts";

/** A comparison ready to run: level 0 is "nothing to compare", the last is `different`. */
export interface CompiledComparison {
  readonly column: string;
  readonly names: readonly string[];
  readonly termFrequency: boolean;
  readonly coded: CodedColumn;
  /** The level of equal values, -1 where the spec has none. */
  readonly exactLevel: number;
  /** By level: how many times as close as anything else texts are that are each other's closest; 0 for other levels. */
  readonly leads: Float64Array;
  level(one: number, other: number): number;
}

/** Pairs of values that each comparison remembers: little enough for tables of many columns. */
const CACHED_PAIRS = 1 << 16;
/** So few values have a place for every pair of them. */
const TABULATED_VALUES = 1 << 10;

/** A comparison of values by their codes that remembers what it found, where that helps. */
function remembering(
  compare: (one: number, other: number) => number,
  values: number,
  rows: number,
): (one: number, other: number) => number {
  if (values <= TABULATED_VALUES) return tabulatePairs(compare, values);
  // Where nearly every row has a value of its own, two values seldom meet twice.
  return values * 2 > rows ? compare : cachePairs(compare, CACHED_PAIRS);
}

/** A value that is so many times as close to its closest as to any other is not alike any other by the levels after those of the closest. */
const STANDS_OUT = 1.3;

function takenTest(table: CodedTable, column: CodedColumn): (value: number) => boolean {
  const { leads } = closestValues(table, column);
  return (value) => (leads[value] as number) >= STANDS_OUT;
}

/** Compiles a comparison for a table. Throws when the spec names a column that the table does not have. */
export function compileComparison(table: CodedTable, spec: ComparisonSpec): CompiledComparison {
  const coded = columnOf(table, spec.column);
  const names = ["missing", ...spec.levels.map(levelName), "different"];
  const swaps = spec.levels.map((level) => (level.level === "swapped" ? swapOf(table, coded, level.column) : null));
  const tests = spec.levels.map((level) => (level.level === "swapped" || level.level === "exact" ? null : valueTest(table, coded, level)));
  const exactLevel = spec.levels.findIndex((level) => level.level === "exact") + 1 || -1;
  const { codes } = coded;
  const last = names.length - 1;
  const closestLevels = spec.levels.findLastIndex(({ level }) => level === "closest") + 1;
  const isTaken = closestLevels === 0 ? () => false : takenTest(table, coded);
  const compare = (one: number, other: number): number => {
    for (let at = 0; at < tests.length; at++) {
      if (at > 0 && at === closestLevels && (isTaken(one) || isTaken(other))) return last;
      if (tests[at]?.(one, other)) return at + 1;
    }
    return last;
  };
  const valueLevel = remembering(compare, coded.counts.length, table.rows);
  const hasSwaps = swaps.some((swap) => swap !== null);
  return {
    column: spec.column,
    names,
    termFrequency: spec.termFrequency ?? false,
    coded,
    exactLevel,
    leads: Float64Array.from(names, (_, at) => leadOf(spec.levels[at - 1])),
    level(one, other) {
      const a = codes[one] as number;
      const b = codes[other] as number;
      if (a === 0 || b === 0) return hasSwaps ? swappedLevel(swaps, one, other, 0) : 0;
      if (a === b && exactLevel > 0) return exactLevel;
      const level = valueLevel(a, b);
      return hasSwaps ? swappedLevel(swaps, one, other, level) : level;
    },
  };
}

function columnOf(table: CodedTable, name: string): CodedColumn {
  const column = table.columns.get(name);
  if (!column) throw new RangeError(`the table has no column ${name}`);
  return column;
}

function leadOf(level: LevelSpec | undefined): number {
  return level?.level === "closest" ? level.lead : 0;
}

type Swap = (one: number, other: number) => boolean;

function swapOf(table: CodedTable, column: CodedColumn, otherName: string): Swap {
  const other = columnOf(table, otherName);
  const translate = Int32Array.from(column.dictionary.texts, (text) => other.dictionary.find(text));
  return (one, facing) => {
    const mine = column.codes[one] as number;
    const theirs = column.codes[facing] as number;
    if (mine + theirs === 0) return false;
    return (
      translate[mine] === other.codes[facing] &&
      translate[theirs] === other.codes[one] &&
      (mine === 0 || translate[mine] !== 0) &&
      (theirs === 0 || translate[theirs] !== 0)
    );
  };
}

/** The level of a swap when it comes before the level found otherwise (0: nothing to compare). */
function swappedLevel(swaps: readonly (Swap | null)[], one: number, other: number, level: number): number {
  for (let at = 0; at < swaps.length; at++) {
    if (level !== 0 && at + 1 >= level) return level;
    if (swaps[at]?.(one, other)) return at + 1;
  }
  return level;
}

/** The name of a level in models and explanations. */
export function levelName(level: LevelSpec): string {
  switch (level.level) {
    case "slips":
    case "years":
    case "days":
    case "percent":
      return `${level.level}-${level.max}`;
    case "similar":
    case "words":
      return `${level.level}-${level.min}`;
    case "closest":
      return `closest-${level.lead}`;
    case "prefix":
      return `prefix-${level.length}`;
    case "swapped":
      return `swapped-${level.column}`;
    default:
      return level.level;
  }
}

/** Whether two different values, by their codes, stand on a level. Symmetric. */
type ValueTest = (one: number, other: number) => boolean;

function valueTest(table: CodedTable, column: CodedColumn, level: Exclude<LevelSpec, { level: "swapped" | "exact" }>): ValueTest {
  const { texts } = column.dictionary;
  const onTexts =
    (test: (one: string, other: string) => boolean): ValueTest =>
    (one, other) =>
      test(texts[one] as string, texts[other] as string);
  switch (level.level) {
    case "slips":
      return slipsTest(column, level.max);
    case "similar":
      return similarTest(column, level.min);
    case "prefix":
      return onTexts((one, other) => beginAlike(one, other, level.length));
    case "closest": {
      const { hashes, leads } = closestValues(table, column);
      return (one, other) => hashes[one] !== 0 && hashes[one] === hashes[other] && (leads[one] as number) >= level.lead;
    }
    case "words": {
      const words = wordTable(column);
      return (one, other) => wordSimilarity(words, one, other) >= level.min;
    }
    case "dateParts":
      return datePartsTest(texts);
    case "years":
      return yearsTest(texts, level.max);
    case "days":
      return daysTest(texts, level.max);
    case "percent":
      return percentTest(texts, level.max);
    case "chineseName":
      return chineseNameTest(column);
  }
}

function slipsTest(column: CodedColumn, max: number): ValueTest {
  const { texts } = column.dictionary;
  const { masks, lengths } = outlinesOf(column);
  return (one, other) => {
    // Each slip changes at most two characters of the two sets, which most pairs of values already exceed.
    if (bitCount((masks[one] as number) ^ (masks[other] as number)) > 2 * max) return false;
    const [a, b] = [lengths[one] as number, lengths[other] as number];
    if (a <= max || b <= max || Math.abs(a - b) > max) return false;
    const [text, facing] = [texts[one] as string, texts[other] as string];
    return max === 1 ? one === other || isOneSlip(text, facing) : editDistance(text, facing, max) <= max;
  };
}

/** Below this Jaro similarity Winkler adds nothing for equal beginnings. */
const BOOSTED_FROM = 0.7;

function similarTest(column: CodedColumn, min: number): ValueTest {
  const { texts } = column.dictionary;
  const outlines = outlinesOf(column);
  const { masks, lengths, last } = outlines;
  return (one, other) => {
    const [a, b] = [masks[one] as number, masks[other] as number];
    const [long, short] = [lengths[one] as number, lengths[other] as number];
    // Characters that the other value lacks cannot match, which bounds the similarity of most pairs of values low enough.
    const matching = Math.min(long - bitCount(a & ~b), short - bitCount(b & ~a));
    const jaroMax = (matching / long + matching / short + 1) / 3;
    if ((jaroMax <= BOOSTED_FROM ? jaroMax : jaroMax + 0.4 * (1 - jaroMax)) < min) return false;
    if (last.one !== one || last.other !== other) {
      last.one = one;
      last.other = other;
      last.similarity = jaroWinkler(texts[one] as string, texts[other] as string);
    }
    return last.similarity >= min;
  };
}

/** What is quick to compare of a column's values. */
interface Outlines {
  /** By value: which characters it has, thrown together into 32 bits. */
  readonly masks: Int32Array;
  readonly lengths: Int32Array;
  /** The last two values whose similarity was told, since several levels ask for it. */
  readonly last: { one: number; other: number; similarity: number };
}

const outlinesByColumn = new WeakMap<CodedColumn, Outlines>();

function outlinesOf(column: CodedColumn): Outlines {
  const known = outlinesByColumn.get(column);
  if (known) return known;
  const { texts } = column.dictionary;
  const outlines: Outlines = { masks: integers(texts.length), lengths: integers(texts.length), last: { one: 0, other: 0, similarity: 0 } };
  for (let code = 1; code < texts.length; code++) {
    const text = texts[code] as string;
    let mask = 0;
    for (let index = 0; index < text.length; index++) mask |= 1 << (Math.imul(text.charCodeAt(index), 0x9e3779b1) >>> 27);
    outlines.masks[code] = mask;
    outlines.lengths[code] = text.length;
  }
  outlinesByColumn.set(column, outlines);
  return outlines;
}

function chineseNameTest(column: CodedColumn): ValueTest {
  const { texts } = column.dictionary;
  const { masks } = outlinesOf(column);
  const names = new Map<number, StandardName>();
  const standard = (code: number): StandardName => {
    let known = names.get(code);
    if (known === undefined) {
      known = standardiseName(texts[code] as string);
      if (names.size > 200_000) names.clear();
      names.set(code, known);
    }
    return known;
  };
  return (one, other) => {
    if (((masks[one] as number) & (masks[other] as number)) === 0) {
      // Without a character in common, only names of two syllables can sound the same, and a name and its Latin spelling.
      const [a, b] = [texts[one] as string, texts[other] as string];
      const [first, second] = [a >= "\u2e80", b >= "\u2e80"];
      if (first === second && (!first || a.length !== 2 || b.length !== 2)) return false;
    }
    const level = compareNames(standard(one), standard(other));
    return level !== NameLevel.missing && level <= NameLevel.shortened;
  };
}

/** The eight digits of a date as `yyyymmdd`; whatever digits there are of anything else. */
export function dateDigits(text: string): string {
  return text.replace(/\D/gu, "");
}

/** Whether one text is the beginning of the other, or both begin with so many equal characters. */
function beginAlike(one: string, other: string, length: number): boolean {
  const shorter = Math.min(one.length, other.length, length);
  for (let index = 0; index < shorter; index++) if (one.charCodeAt(index) !== other.charCodeAt(index)) return false;
  return shorter === length || one.startsWith(other) || other.startsWith(one);
}

/** By value: its date as the number yyyymmdd, 0 where it is none. */
function wholeDates(texts: readonly string[]): Int32Array {
  return Int32Array.from(texts, (text) => {
    const digits = dateDigits(text);
    return digits.length === 8 ? Number(digits) : 0;
  });
}

function datePartsTest(texts: readonly string[]): ValueTest {
  const dates = wholeDates(texts);
  return (one, other) => {
    const [a, b] = [dates[one] as number, dates[other] as number];
    if (a === 0 || b === 0) return false;
    const [dayA, dayB] = [a % 100, b % 100];
    const [monthA, monthB] = [Math.trunc(a / 100) % 100, Math.trunc(b / 100) % 100];
    const sameYear = Math.trunc(a / 10_000) === Math.trunc(b / 10_000);
    if (Number(sameYear) + Number(monthA === monthB) + Number(dayA === dayB) >= 2) return true;
    return sameYear && monthA === dayB && dayA === monthB;
  };
}

function yearsTest(texts: readonly string[], max: number): ValueTest {
  const years = Float64Array.from(texts, (text) => Number(dateDigits(text).slice(0, 4)));
  return (one, other) => Math.abs((years[one] as number) - (years[other] as number)) <= max;
}

function daysTest(texts: readonly string[], max: number): ValueTest {
  const days = Float64Array.from(texts, (text) => {
    const digits = dateDigits(text);
    return digits.length === 8
      ? Date.UTC(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)) - 1, Number(digits.slice(6))) / 864e5
      : NaN;
  });
  return (one, other) => Math.abs((days[one] as number) - (days[other] as number)) <= max;
}

function percentTest(texts: readonly string[], max: number): ValueTest {
  const numbers = Float64Array.from(texts, (text) => (text === "" ? NaN : Number(text.replace(/[^\d.eE+-]/gu, ""))));
  return (one, other) => {
    const [a, b] = [numbers[one] as number, numbers[other] as number];
    return Math.abs(a - b) * 100 <= max * Math.max(Math.abs(a), Math.abs(b));
  };
}
