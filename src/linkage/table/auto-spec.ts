/** A spec made from the values alone: what each column holds, how to compare it, and which keys bring candidates together. */
import type { BlockingSpec, ComparisonSpec, LevelSpec, LinkSpec } from "../contract.ts";
import { countPairs } from "./block-table.ts";
import type { CodedColumn, CodedTable } from "./columns.ts";
import { type ColumnKind, kindOf } from "./kinds.ts";

/** A spec for a table of which nothing is known. */
export function autoSpec(table: CodedTable): LinkSpec {
  const kinds = new Map<string, ColumnKind>();
  for (const column of table.columns.values()) kinds.set(column.name, kindOf(column, table.rows));
  const used = [...table.columns.values()].filter((column) => kinds.get(column.name) !== "key" && kinds.get(column.name) !== "empty");
  const comparisons = used.map((column): ComparisonSpec => {
    const kind = kinds.get(column.name) as ColumnKind;
    const partner = used.find((other) => other !== column && interchangeable(column, other, kinds));
    const levels = levelsFor(kind);
    const withSwap: LevelSpec[] = partner
      ? [levels[0] as LevelSpec, { level: "swapped", column: partner.name }, ...levels.slice(1)]
      : [...levels];
    return {
      column: column.name,
      levels: withSwap,
      termFrequency: kind === "name" || kind === "chineseName" || kind === "text" || kind === "address" || kind === "category",
    };
  });
  return { comparisons, blocking: chooseBlocking(table, used, kinds) };
}

const LEVELS: Readonly<Record<Exclude<ColumnKind, "key" | "empty">, readonly LevelSpec[]>> = {
  category: [{ level: "exact" }, { level: "slips", max: 1 }],
  date: [{ level: "exact" }, { level: "slips", max: 1 }, { level: "dateParts" }, { level: "slips", max: 2 }, { level: "years", max: 1 }],
  identifier: [{ level: "exact" }, { level: "slips", max: 1 }, { level: "slips", max: 2 }],
  email: [{ level: "exact" }, { level: "slips", max: 2 }, { level: "similar", min: 0.92 }, { level: "similar", min: 0.8 }],
  number: [{ level: "exact" }, { level: "slips", max: 1 }],
  name: [
    { level: "exact" },
    { level: "slips", max: 1 },
    { level: "similar", min: 0.9 },
    { level: "prefix", length: 3 },
    { level: "similar", min: 0.75 },
  ],
  address: [{ level: "exact" }, { level: "slips", max: 1 }, { level: "words", min: 0.8 }, { level: "words", min: 0.5 }],
  chineseName: [{ level: "exact" }, { level: "chineseName" }, { level: "prefix", length: 1 }],
  text: [
    { level: "exact" },
    { level: "slips", max: 2 },
    { level: "words", min: 0.8 },
    { level: "similar", min: 0.92 },
    { level: "words", min: 0.6 },
    { level: "words", min: 0.4 },
  ],
};

function levelsFor(kind: ColumnKind): readonly LevelSpec[] {
  return kind === "key" || kind === "empty" ? [] : LEVELS[kind];
}

/** Whether two columns hold the same kind of values, so that one is sometimes typed into the other. */
function interchangeable(one: CodedColumn, other: CodedColumn, kinds: ReadonlyMap<string, ColumnKind>): boolean {
  const kind = kinds.get(one.name);
  if (kind !== kinds.get(other.name) || (kind !== "name" && kind !== "chineseName")) return false;
  let shared = 0;
  for (const text of one.dictionary.texts) if (text !== "" && other.dictionary.find(text) !== 0) shared++;
  return shared > 0.05 * Math.min(one.dictionary.texts.length, other.dictionary.texts.length);
}

/** Pairs that blocking may bring up: many for a small table, a few per record for a large one. */
function pairBudget(rows: number): number {
  return Math.max(20 * rows, Math.min(200 * rows, 2_000_000));
}

/** All rules of one telling key or of two keys, the smallest first, as long as the pairs stay few. */
function chooseBlocking(table: CodedTable, columns: readonly CodedColumn[], kinds: ReadonlyMap<string, ColumnKind>): BlockingSpec[] {
  const whole = columns.map((column) => column.name);
  const parts = columns.flatMap((column) => partsFor(column.name, kinds.get(column.name) as ColumnKind));
  const rules: BlockingSpec[] = [...whole.map((key) => [key])];
  const keys = [...whole, ...parts];
  for (let i = 0; i < keys.length; i++) {
    for (let j = i + 1; j < keys.length; j++) {
      const [one, other] = [keys[i] as string, keys[j] as string];
      if (baseOf(one) !== baseOf(other)) rules.push([one, other]);
    }
  }
  const counted = rules.map((rule) => ({ rule, pairs: countPairs(table, rule) })).filter(({ pairs }) => pairs > 0);
  counted.sort((a, b) => a.pairs - b.pairs || (a.rule.join() < b.rule.join() ? -1 : 1));
  const budget = pairBudget(table.rows);
  const chosen: BlockingSpec[] = [];
  let total = 0;
  for (const { rule, pairs } of counted) {
    if (total + pairs > budget || pairs > budget / 4) continue;
    // A rule that another chosen one contains finds nothing more.
    if (chosen.some((held) => held.every((key) => rule.includes(key)))) continue;
    total += pairs;
    chosen.push(rule);
  }
  return chosen;
}

function baseOf(key: string): string {
  return key.split(":")[0] as string;
}

function partsFor(name: string, kind: ColumnKind): string[] {
  switch (kind) {
    case "name":
      return [`${name}:sound`, `${name}:3`];
    case "text":
    case "address":
      return [`${name}:4`];
    case "date":
      return [`${name}:year`, `${name}:day`];
    case "identifier":
      return [`${name}:4`, `${name}:-4`];
    case "email":
      return [`${name}:4`];
    case "chineseName":
      return [`${name}:1`];
    default:
      return [];
  }
}
