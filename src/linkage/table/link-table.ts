/** The general engine: links any table with itself, by a spec or by what its values look like. */
import type { ComparisonSpec, LinkModel, LinkSpec, LinkTable, TableLinks } from "../contract.ts";
import { autoComparisons } from "./auto-spec.ts";
import { clusterByAverage } from "./average-clusters.ts";
import { blockTable, type Candidates } from "./block-table.ts";
import { chooseBlocking } from "./choose-blocking.ts";
import { type CodedTable, codeTable, mayBeSame } from "./columns.ts";
import { kindOf } from "./kinds.ts";
import { type CompiledComparison, compileComparison } from "./levels.ts";
import { fromModel, toModel } from "./link-model.ts";
import type { PairModel } from "./pair-classes.ts";
import { orderRows, type RowOrder } from "./row-order.ts";
import { createRowScorer, type RowScorer } from "./score-table.ts";
import { collectScored, type LinkedPairs, reportPairs } from "./scored-pairs.ts";
import { findsNothing, trainTable } from "./train-table.ts";
import { lessWithinFiles, lowerWithinFiles, withinFileBits } from "./within-files.ts";

const THRESHOLD = 0.5;
/** Pairs down to this log-odds are reported. */
const REPORTED_MIN = -4;

/**
 * Links a table with itself. `how` is a spec, `"auto"`, or a trained model, which is then used as it is. Deterministic; the outcome does not
 * depend on the order of rows but for the cluster numbers. Throws a RangeError when the spec names what the table does not have.
 * `onProgress` hears from time to time how much of the work is done, 0…1.
 */
export function linkTable(
  table: LinkTable,
  how: LinkSpec | "auto" | LinkModel,
  onProgress: (share: number) => void = () => undefined,
): TableLinks {
  onProgress(0);
  const coded = codeTable(table);
  const rows = orderRows(coded);
  onProgress(PREPARED_SHARE / 2);
  const { spec, model, saved, compiled, candidates } = prepare(coded, rows, how);
  const score = createRowScorer(compiled, model, coded.rows);
  const threshold = spec.threshold ?? THRESHOLD;
  const cut = Math.log2(threshold / (1 - threshold));
  const least = Math.min(cut, REPORTED_MIN);
  const scored = scoreCandidates(candidates, score, least, onProgress);
  const bits = withinFileBits(coded, scored);
  const inFiles = bits === 0 ? score : lessWithinFiles(coded, score, bits);
  const pairs = bits === 0 ? scored : lowerWithinFiles(coded, scored, bits, least);
  const roots = clusterByAverage(coded.rows, pairs, {
    score: (one, other) => (mayBeSame(coded, one, other) ? inFiles(one, other) : Number.NEGATIVE_INFINITY),
    threshold: cut,
    rankOf: rows.rankOf,
  });
  onProgress(1);
  const prior = Math.log2(model.same / (1 - model.same));
  return { clusters: numberInOrder(roots), pairs: reportPairs(pairs, prior), model: saved };
}

interface Prepared {
  readonly spec: LinkSpec;
  readonly model: PairModel;
  readonly saved: LinkModel;
  readonly compiled: readonly CompiledComparison[];
  readonly candidates: Candidates;
}

/** What is needed to score: the spec, the model and the candidates, each made where it is not given. */
function prepare(table: CodedTable, rows: RowOrder, how: LinkSpec | "auto" | LinkModel): Prepared {
  const block = (spec: LinkSpec): Candidates =>
    blockTable(
      table,
      spec.blocking,
      spec.comparisons.map(({ column }) => column),
      rows.order,
    );
  if (how === "auto") {
    const { comparisons, compiled, model, pilot } = trainAuto(table, rows);
    const kinds = compiled.map(({ coded }) => kindOf(coded, table.rows));
    const blocking = chooseBlocking({ table, rows, compiled, kinds, pilot, score: createRowScorer(compiled, model, table.rows) });
    const spec = { comparisons, blocking };
    return { spec, model, saved: toModel(spec, model), compiled, candidates: block(spec) };
  }
  const saved = "version" in how ? how : null;
  const spec = saved ? saved.spec : (how as LinkSpec);
  const compiled = spec.comparisons.map((comparison) => compileComparison(table, comparison));
  const candidates = block(spec);
  const model = saved ? fromModel(saved) : trainTable(table, rows, compiled, candidates, spec.prior);
  return { spec, model, saved: saved ?? toModel(spec, model), compiled, candidates };
}

interface AutoTrained {
  readonly comparisons: readonly ComparisonSpec[];
  readonly compiled: readonly CompiledComparison[];
  readonly model: PairModel;
  /** Pairs that share words of long texts, where these are compared by which are each other's closest. */
  readonly pilot: Candidates | null;
}

/**
 * Comparisons and a model for a table of which nothing is known. Texts that are each other's closest are sought across files; within one, where
 * the closest text mostly tells another thing of the same kind, only when next to nothing is found otherwise.
 */
function trainAuto(table: CodedTable, rows: RowOrder): AutoTrained {
  const train = (byClosest: boolean): AutoTrained => {
    const comparisons = autoComparisons(table, byClosest);
    const compiled = comparisons.map((comparison) => compileComparison(table, comparison));
    const columns = comparisons.map(({ column }) => column);
    // Long texts that name one thing are seldom equal, so that pairs for training are sought by their words.
    const near = compiled.flatMap(({ column, leads }) =>
      leads.some((lead) => lead > 0) ? [[`${column}:closest`], [`${column}:rare`]] : [],
    );
    const pilot = near.length === 0 ? null : blockTable(table, near, columns, rows.order);
    return { comparisons, compiled, model: trainTable(table, rows, compiled, pilot, undefined), pilot };
  };
  if (table.files !== null) return train(true);
  const trained = train(false);
  const hasLongTexts = trained.compiled.some(({ coded }) => kindOf(coded, table.rows) === "longText");
  return hasLongTexts && findsNothing(table, trained.model) ? train(true) : trained;
}

/** Of the whole work: when everything is ready to score, and when all is scored. */
const PREPARED_SHARE = 0.6;
const SCORED_SHARE = 0.9;
const TOLD_EVERY = 65_536;

function scoreCandidates(candidates: Candidates, score: RowScorer, least: number, onProgress: (share: number) => void): LinkedPairs {
  const scored = collectScored();
  let visited = 0;
  candidates.visit((one, other) => {
    if (visited++ % TOLD_EVERY === 0) onProgress(PREPARED_SHARE + ((SCORED_SHARE - PREPARED_SHARE) * visited) / candidates.pairsMax);
    const odds = score(one, other);
    if (odds >= least) scored.add(one, other, odds);
  });
  return scored.finish();
}

function numberInOrder(roots: Int32Array): Int32Array {
  const numbers = new Int32Array(roots.length).fill(-1);
  let next = 0;
  return roots.map((root) => {
    if (numbers[root] === -1) numbers[root] = next++;
    return numbers[root] as number;
  });
}
