/** The general engine: links any table with itself, by a spec or by what its values look like. */
import type { LinkModel, LinkSpec, LinkTable, ScoredPair, TableLinks } from "../contract.ts";
import { autoSpec } from "./auto-spec.ts";
import { clusterByAverage } from "./average-clusters.ts";
import { blockTable } from "./block-table.ts";
import { codeTable } from "./columns.ts";
import { compileComparison } from "./levels.ts";
import { fromModel, toModel } from "./link-model.ts";
import { orderRows } from "./row-order.ts";
import { createRowScorer } from "./score-table.ts";
import { trainTable } from "./train-table.ts";

const THRESHOLD = 0.5;
/** Pairs down to this log-odds are reported. */
const REPORTED_MIN = -4;

/**
 * Links a table with itself. `how` is a spec, `"auto"`, or a trained model, which is then used as it is. Deterministic; the outcome does not
 * depend on the order of rows but for the cluster numbers. Throws a RangeError when the spec names what the table does not have.
 */
export function linkTable(table: LinkTable, how: LinkSpec | "auto" | LinkModel): TableLinks {
  const coded = codeTable(table);
  const rows = orderRows(coded);
  const given = typeof how === "object" && "version" in how ? how : null;
  const spec = given ? given.spec : how === "auto" ? autoSpec(coded) : (how as LinkSpec);
  const compiled = spec.comparisons.map((comparison) => compileComparison(coded, comparison));
  const pairs = blockTable(coded, spec.blocking);
  const trained = given ? fromModel(given) : trainTable(coded, rows, compiled, pairs, spec.prior);
  const score = createRowScorer(compiled, trained, coded.rows);
  const threshold = spec.threshold ?? THRESHOLD;
  const cut = Math.log2(threshold / (1 - threshold));
  const one: number[] = [];
  const other: number[] = [];
  const logOdds: number[] = [];
  for (const pair of pairs) {
    const low = Math.floor(pair / coded.rows);
    const high = pair - low * coded.rows;
    const odds = score(low, high);
    if (odds < Math.min(cut, REPORTED_MIN)) continue;
    one.push(low);
    other.push(high);
    logOdds.push(odds);
  }
  const linked = { one: Int32Array.from(one), other: Int32Array.from(other), logOdds: Float64Array.from(logOdds) };
  const roots = clusterByAverage(coded.rows, linked, { score, threshold: cut, rankOf: rows.rankOf });
  const prior = Math.log2(trained.same / (1 - trained.same));
  const result = { clusters: numberInOrder(roots), pairs: reported(one, other, logOdds, prior), model: given ?? toModel(spec, trained) };
  return result;
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
