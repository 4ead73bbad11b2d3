/** The general engine: links any table with itself, by a spec or by what its values look like. */
import type { ClassComparison } from "../classes.ts";
import type { LinkModel, LinkSpec, LinkTable, ScoredPair, TableLinks } from "../contract.ts";
import { autoSpec } from "./auto-spec.ts";
import { clusterByAverage } from "./average-clusters.ts";
import { blockTable } from "./block-table.ts";
import { type CodedTable, codeTable } from "./columns.ts";
import { type CompiledComparison, compileComparison } from "./levels.ts";
import { createRowScorer } from "./score-table.ts";
import { patternsOf, randomPatterns, type TrainedTable, trainTable } from "./train-table.ts";

const TRAINING_PAIRS_MAX = 1_000_000;
const THRESHOLD = 0.5;
/** Pairs down to this log-odds are reported. */
const REPORTED_MIN = -4;

/**
 * Links a table with itself. `how` is a spec, `"auto"`, or a trained model, which is then used as it is. Deterministic; the outcome does not
 * depend on the order of rows but for the cluster numbers. Throws a RangeError when the spec names what the table does not have.
 */
export function linkTable(table: LinkTable, how: LinkSpec | "auto" | LinkModel): TableLinks {
  const coded = codeTable(table);
  const given = typeof how === "object" && "version" in how ? how : null;
  const spec = given ? given.spec : how === "auto" ? autoSpec(coded) : (how as LinkSpec);
  const compiled = spec.comparisons.map((comparison) => compileComparison(coded, comparison));
  const pairs = blockTable(coded, spec.blocking);
  const content = contentOf(coded);
  const order = orderOf(content);
  const rankOf = new Int32Array(coded.rows);
  order.forEach((row, rank) => {
    rankOf[row] = rank;
  });
  const trained = given ? fromModel(given) : train({ table: coded, content, order }, compiled, pairs, spec.prior);
  const score = createRowScorer(compiled, trained.comparisons, coded.rows);
  const prior = Math.log2(trained.prior / (1 - trained.prior));
  const threshold = spec.threshold ?? THRESHOLD;
  const cut = Math.log2(threshold / (1 - threshold));
  const one: number[] = [];
  const other: number[] = [];
  const logOdds: number[] = [];
  for (const pair of pairs) {
    const low = Math.floor(pair / coded.rows);
    const high = pair - low * coded.rows;
    const odds = score(low, high) + prior;
    if (odds < Math.min(cut, REPORTED_MIN)) continue;
    one.push(low);
    other.push(high);
    logOdds.push(odds);
  }
  const linked = { one: Int32Array.from(one), other: Int32Array.from(other), logOdds: Float64Array.from(logOdds) };
  const roots = clusterByAverage(coded.rows, linked, { score: (a, b) => score(a, b) + prior, threshold: cut, rankOf });
  return { clusters: numberInOrder(roots), pairs: reported(one, other, logOdds, prior), model: given ?? toModel(spec, trained) };
}

interface OrderedTable {
  readonly table: CodedTable;
  /** What each row says, as a number. */
  readonly content: Float64Array;
  /** Rows by content. */
  readonly order: Int32Array;
}

function train(
  { table, content, order }: OrderedTable,
  compiled: readonly CompiledComparison[],
  pairs: Float64Array,
  fixedPrior: number | undefined,
): TrainedTable {
  const random = randomPatterns(table.rows, compiled, order);
  const blocked = patternsOf(pairs, content, compiled, TRAINING_PAIRS_MAX);
  return trainTable(compiled, random, blocked, pairs.length, (table.rows * (table.rows - 1)) / 2, fixedPrior);
}

/** What rows say as numbers that do not depend on where they stand, so that the same pairs are drawn in any order of rows. */
function contentOf(table: CodedTable): Float64Array {
  const content = new Float64Array(table.rows);
  let salt = 1;
  for (const column of table.columns.values()) {
    for (let row = 0; row < table.rows; row++) {
      const code = column.codes[row] as number;
      content[row] = ((content[row] as number) + column.dictionary.fingerprint(code) * salt) % 9007199254740991;
    }
    salt = (salt + 2) % 64;
  }
  return content;
}

function orderOf(content: Float64Array): Int32Array {
  return Int32Array.from(content, (_, row) => row).sort((a, b) => (content[a] as number) - (content[b] as number) || a - b);
}

function numberInOrder(roots: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return roots.map((root) => {
    const known = numbers.get(root) ?? numbers.size;
    numbers.set(root, known);
    return known;
  });
}

function reported(one: readonly number[], other: readonly number[], logOdds: readonly number[], prior: number): ScoredPair[] {
  return one
    .map((left, at): ScoredPair => {
      const odds = logOdds[at] as number;
      return {
        left,
        right: other[at] as number,
        weight: Math.round((odds - prior) * 1000) / 1000,
        probability: Math.round(1e6 / (1 + 2 ** -odds)) / 1e6,
      };
    })
    .sort((a, b) => b.weight - a.weight || a.left - b.left || a.right - b.right);
}

function toModel(spec: LinkSpec, trained: TrainedTable): LinkModel {
  const round = (value: number): number => Number(value.toPrecision(8));
  return {
    version: 1,
    spec,
    prior: round(trained.prior),
    levels: trained.comparisons.map((comparison) => ({
      column: comparison.attribute,
      names: comparison.levels,
      m: comparison.probabilities[0].map(round),
      u: comparison.probabilities[2].map(round),
    })),
  };
}

function fromModel(model: LinkModel): TrainedTable {
  const comparisons = model.levels.map(
    (level): ClassComparison => ({
      attribute: level.column,
      levels: level.names,
      probabilities: [level.m, level.u, level.u],
      learnsKin: false,
    }),
  );
  return { comparisons, prior: model.prior };
}
