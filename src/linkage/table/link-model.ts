/** Trained models as they are saved. */
import type { LinkModel, LinkSpec } from "../contract.ts";
import type { ComparisonModel, PairModel } from "./pair-classes.ts";

/** A model as it is saved: eight digits of each probability, so that reading it back gives the same file. */
export function toModel(spec: LinkSpec, { comparisons, same, part, partIsSame }: PairModel): LinkModel {
  const round = (value: number): number => Number(value.toPrecision(8));
  return {
    version: 2,
    spec,
    same: round(same),
    part: round(part),
    partIsSame,
    comparisons: comparisons.map(({ column, levels, parent, probabilities }) => {
      const rows = (row: Float64Array): number[][] =>
        Array.from({ length: row.length / levels.length }, (_, at) =>
          Array.from(row.subarray(at * levels.length, (at + 1) * levels.length), round),
        );
      const [m, k, u] = probabilities;
      return { column, levels, given: comparisons[parent]?.column ?? null, m: rows(m), k: rows(k), u: rows(u) };
    }),
  };
}

/** The model that was saved. */
export function fromModel({ comparisons, same, part, partIsSame }: LinkModel): PairModel {
  const columns = comparisons.map(({ column }) => column);
  const flat = (rows: readonly (readonly number[])[]): Float64Array => Float64Array.from(rows.flat());
  return {
    same,
    part,
    partIsSame,
    comparisons: comparisons.map(
      ({ column, levels, given, m, k, u }): ComparisonModel => ({
        column,
        levels,
        parent: given === null ? -1 : columns.indexOf(given),
        probabilities: [flat(m), flat(k), flat(u)],
      }),
    ),
  };
}
