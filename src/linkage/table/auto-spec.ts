/** Comparisons made from the values alone: what each column holds and how to compare it. */
import type { ComparisonSpec, LevelSpec } from "../contract.ts";
import type { CodedColumn, CodedTable } from "./columns.ts";
import { type ColumnKind, kindOf } from "./kinds.ts";

/**
 * Comparisons for a table of which nothing is known: of every column that says something of who is who. `byClosest`: whether long texts are
 * compared by which are each other's closest, and not as shorter ones are.
 */
export function autoComparisons(table: CodedTable, byClosest: boolean): ComparisonSpec[] {
  const kinds = new Map<string, ColumnKind>();
  for (const column of table.columns.values()) kinds.set(column.name, kindOf(column, table.rows));
  const used = [...table.columns.values()].filter((column) => kinds.get(column.name) !== "key" && kinds.get(column.name) !== "empty");
  return used.map((column): ComparisonSpec => {
    const kind = kinds.get(column.name) as ColumnKind;
    const partner = partnerOf(column, used, kinds);
    const levels = levelsFor(kind === "longText" && !byClosest ? "text" : kind);
    return {
      column: column.name,
      levels: partner ? [levels[0] as LevelSpec, { level: "swapped", column: partner.name }, ...levels.slice(1)] : levels,
      termFrequency: FREQUENCY_COUNTS.has(kind),
    };
  });
}

const FREQUENCY_COUNTS: ReadonlySet<ColumnKind> = new Set(["name", "chineseName", "text", "longText", "address", "category"]);

const LEVELS: Readonly<Record<Exclude<ColumnKind, "key" | "empty">, readonly LevelSpec[]>> = {
  category: [{ level: "exact" }, { level: "slips", max: 1 }],
  date: [{ level: "exact" }, { level: "slips", max: 1 }, { level: "dateParts" }, { level: "slips", max: 2 }, { level: "years", max: 1 }],
  identifier: [{ level: "exact" }, { level: "slips", max: 1 }, { level: "slips", max: 2 }],
  email: [{ level: "exact" }, { level: "slips", max: 2 }, { level: "similar", min: 0.92 }, { level: "similar", min: 0.8 }],
  amount: [
    { level: "exact" },
    { level: "slips", max: 1 },
    { level: "percent", max: 3 },
    { level: "percent", max: 12 },
    { level: "percent", max: 30 },
  ],
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
  longText: [
    { level: "exact" },
    { level: "closest", lead: 2 },
    { level: "closest", lead: 1.3 },
    { level: "closest", lead: 1 },
    { level: "words", min: 0.8 },
    { level: "words", min: 0.6 },
    { level: "words", min: 0.4 },
  ],
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

/** Share of the values of two columns that both must have for one to be taken to be typed into the other at times. */
const SHARED_MIN = 0.05;

/** The column whose values are most often this one's too, so that one is sometimes typed into the other; null for none. */
function partnerOf(column: CodedColumn, used: readonly CodedColumn[], kinds: ReadonlyMap<string, ColumnKind>): CodedColumn | null {
  const kind = kinds.get(column.name);
  if (kind !== "name" && kind !== "chineseName") return null;
  let best: CodedColumn | null = null;
  let bestShare = SHARED_MIN;
  for (const other of used) {
    if (other === column || kinds.get(other.name) !== kind) continue;
    let shared = 0;
    for (const text of column.dictionary.texts) if (text !== "" && other.dictionary.find(text) !== 0) shared++;
    const share = shared / Math.min(column.dictionary.texts.length, other.dictionary.texts.length);
    if (share > bestShare) [best, bestShare] = [other, share];
  }
  return best;
}
