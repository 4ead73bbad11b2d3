/** The levels of a comparison: from two values to the first level that holds. */
import { compareNames, NameLevel, type StandardName, standardiseName } from "../compare-name.ts";
import type { ComparisonSpec, LevelSpec } from "../contract.ts";
import { editDistance, jaroWinkler } from "../edit-distance.ts";
import { cachePairs } from "../pair-cache.ts";
import type { CodedColumn, CodedTable } from "./columns.ts";

/** A comparison ready to run: level 0 is "nothing to compare", the last is `different`. */
export interface CompiledComparison {
  readonly column: string;
  readonly names: readonly string[];
  readonly termFrequency: boolean;
  readonly coded: CodedColumn;
  level(one: number, other: number): number;
}

/** Compiles a comparison for a table. Throws when the spec names a column that the table does not have. */
export function compileComparison(table: CodedTable, spec: ComparisonSpec): CompiledComparison {
  const coded = columnOf(table, spec.column);
  const names = ["missing", ...spec.levels.map(levelName), "different"];
  const swaps = spec.levels.map((level) => (level.level === "swapped" ? swapOf(table, coded, level.column) : null));
  const tests = spec.levels.map((level) => (level.level === "swapped" || level.level === "exact" ? null : valueTest(level)));
  const exactAt = spec.levels.findIndex((level) => level.level === "exact");
  const { codes, dictionary } = coded;
  const valueLevel = cachePairs((one, other) => {
    const a = dictionary.texts[one] as string;
    const b = dictionary.texts[other] as string;
    const found = tests.findIndex((test) => test?.(a, b) ?? false);
    return found < 0 ? names.length - 1 : found + 1;
  });
  const hasSwaps = swaps.some((swap) => swap !== null);
  return {
    column: spec.column,
    names,
    termFrequency: spec.termFrequency ?? false,
    coded,
    level(one, other) {
      const a = codes[one] as number;
      const b = codes[other] as number;
      if (a === 0 || b === 0) return hasSwaps ? swappedLevel(swaps, one, other, 0) : 0;
      if (a === b && exactAt >= 0) return exactAt + 1;
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

type Swap = (one: number, other: number) => boolean;

function swapOf(table: CodedTable, column: CodedColumn, otherName: string): Swap {
  const other = columnOf(table, otherName);
  const translate = Int32Array.from(column.dictionary.texts, (text) => other.dictionary.find(text));
  return (one, facing) => {
    const mine = translate[column.codes[one] as number] as number;
    const theirs = translate[column.codes[facing] as number] as number;
    return (mine !== 0 && mine === other.codes[facing]) || (theirs !== 0 && theirs === other.codes[one]);
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

function levelName(level: LevelSpec): string {
  switch (level.level) {
    case "slips":
    case "years":
      return `${level.level}-${level.max}`;
    case "similar":
    case "words":
      return `${level.level}-${level.min}`;
    case "prefix":
      return `prefix-${level.length}`;
    case "swapped":
      return `swapped-${level.column}`;
    default:
      return level.level;
  }
}

function valueTest(level: Exclude<LevelSpec, { level: "swapped" | "exact" }>): (one: string, other: string) => boolean {
  switch (level.level) {
    case "slips":
      return (one, other) => one.length > level.max && other.length > level.max && editDistance(one, other, level.max) <= level.max;
    case "similar":
      return (one, other) => jaroWinkler(one, other) >= level.min;
    case "prefix":
      return (one, other) =>
        one.startsWith(other) ||
        other.startsWith(one) ||
        (one.length >= level.length && one.slice(0, level.length) === other.slice(0, level.length));
    case "words":
      return (one, other) => sharedWords(one, other) >= level.min;
    case "dateParts":
      return datePartsAgree;
    case "years":
      return (one, other) => {
        const years = Math.abs(Number(dateDigits(one).slice(0, 4)) - Number(dateDigits(other).slice(0, 4)));
        return years <= level.max;
      };
    case "chineseName":
      return chineseNamesAlike;
  }
}

const standardNames = new Map<string, StandardName>();

function chineseNamesAlike(one: string, other: string): boolean {
  const standard = (text: string): StandardName => {
    const known = standardNames.get(text);
    if (known) return known;
    const made = standardiseName(text);
    if (standardNames.size > 100_000) standardNames.clear();
    standardNames.set(text, made);
    return made;
  };
  const level = compareNames(standard(one), standard(other));
  return level !== NameLevel.missing && level <= NameLevel.shortened;
}

function sharedWords(one: string, other: string): number {
  const mine = new Set(one.split(" "));
  const theirs = new Set(other.split(" "));
  let shared = 0;
  for (const word of mine) if (theirs.has(word)) shared++;
  return shared / Math.max(mine.size, theirs.size);
}

/** The eight digits of a date as `yyyymmdd`; whatever digits there are of anything else. */
export function dateDigits(text: string): string {
  return text.replace(/\D/gu, "");
}

function datePartsAgree(one: string, other: string): boolean {
  const a = dateDigits(one);
  const b = dateDigits(other);
  if (a.length !== 8 || b.length !== 8) return false;
  const same = Number(a.slice(0, 4) === b.slice(0, 4)) + Number(a.slice(4, 6) === b.slice(4, 6)) + Number(a.slice(6) === b.slice(6));
  return same >= 2 || (a.slice(0, 4) === b.slice(0, 4) && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6));
}
