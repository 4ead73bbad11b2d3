/** Comparisons made from the values alone: what each column holds and how to compare it. */
import type { ComparisonSpec, LevelSpec } from "../contract.ts";
import type { CodedColumn, CodedTable } from "./columns.ts";
import { type ColumnKind, kindOf } from "./kinds.ts";

/** Comparisons for a table of which nothing is known: of every column that says something of who is who. */
export function autoComparisons(table: CodedTable): ComparisonSpec[] {
  const kinds = new Map<string, ColumnKind>();
  for (const column of table.columns.values()) kinds.set(column.name, kindOf(column, table.rows));
  const used = [...table.columns.values()].filter((column) => kinds.get(column.name) !== "key" && kinds.get(column.name) !== "empty");
  return used.map((column): ComparisonSpec => {
    const kind = kinds.get(column.name) as ColumnKind;
    const partner = used.find((other) => other !== column && interchangeable(column, other, kinds));
    const levels = levelsFor(kind);
    return {
      column: column.name,
      levels: partner ? [levels[0] as LevelSpec, { level: "swapped", column: partner.name }, ...levels.slice(1)] : levels,
      termFrequency: FREQUENCY_COUNTS.has(kind),
    };
  });
}

const FREQUENCY_COUNTS: ReadonlySet<ColumnKind> = new Set(["name", "chineseName", "text", "address", "category"]);

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
