/** Trains a table's model: what is expected of its columns, the sample of its pairs, and the fit. */
import type { Candidates } from "./block-table.ts";
import { type CodedTable, pairsOf } from "./columns.ts";
import { derivedParents } from "./derived.ts";
import { type ColumnKind, kindOf } from "./kinds.ts";
import type { CompiledComparison } from "./levels.ts";
import type { PairModel } from "./pair-classes.ts";
import { rarityTable } from "./rarity.ts";
import type { RowOrder } from "./row-order.ts";
import { samplePairs } from "./sample-pairs.ts";
import { trainClasses } from "./train-classes.ts";
import { trainTexts } from "./train-texts.ts";

/** What tells relatives, housemates and branches apart, by the kind of a column; the rest they may share. */
const INDIVIDUAL: ReadonlySet<ColumnKind> = new Set(["date", "email", "chineseName"]);

/** Where fewer pairs are the same for each row, agreement on nearly everything is not how things are told. */
const FOUND_MIN = 0.01;

/** Whether a model finds next to nothing that agrees on nearly everything. */
export function findsNothing(table: CodedTable, { same }: PairModel): boolean {
  return same * pairsOf(table) < FOUND_MIN * table.rows;
}

const TELLS_APART: Partial<Record<ColumnKind, number>> = { date: 1, email: 1, chineseName: 1, name: 1, text: 1, longText: 1, address: -1 };

/** Trains a model for a table. `prior` is the probability that two rows are the same, where it is given. */
export function trainTable(
  table: CodedTable,
  rows: RowOrder,
  compiled: readonly CompiledComparison[],
  candidates: Candidates | null,
  prior: number | undefined,
): PairModel {
  const kinds = compiled.map(({ coded }) => kindOf(coded, table.rows));
  const rarities = compiled.map((comparison) => rarityTable(comparison, table.rows));
  const patterns = samplePairs({
    table,
    rows,
    comparisons: compiled,
    candidates,
    rarityOf: (comparison, row) => rarities[comparison]?.[(compiled[comparison] as CompiledComparison).coded.codes[row] as number] ?? 0,
  });
  const pairs = pairsOf(table);
  const rules = {
    partMax: kinds.map((kind) => (INDIVIDUAL.has(kind) ? 0.06 : 1)),
    tellsApart: kinds.map((kind) => TELLS_APART[kind] ?? 0),
    parents: derivedParents(
      table,
      compiled.map(({ column }) => column),
      rows.order,
    ),
    prior,
  };
  const model = trainClasses(compiled, patterns, { rows: table.rows, pairs }, rules);
  return findsNothing(table, model) ? (trainTexts(compiled, patterns, pairs, rules) ?? model) : model;
}
