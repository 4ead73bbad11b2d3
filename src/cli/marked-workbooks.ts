/** Gives departments their workbooks back with the problem cells marked: what the registry found, placed in the files as they are. */
import { mkdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { markProblems, type ProblemMark } from "#exchange";
import type { PlacedProblem } from "#registry";
import type { Outcome } from "#vocabulary/contract";
import { sayOr } from "./answer.ts";
import type { Say } from "./language.ts";
import type { MarkedWorkbook } from "./operations.ts";

/** Writes a marked copy of each workbook that has problems into `folder`. */
export async function writeMarkedWorkbooks(
  workbooks: readonly string[],
  folder: string,
  problems: readonly PlacedProblem[],
  say: Say,
): Promise<MarkedWorkbook[]> {
  const byFile = Map.groupBy(problems, (problem) => problem.file);
  const marked: MarkedWorkbook[] = [];
  for (const workbook of workbooks) {
    const found = byFile.get(basename(workbook).normalize("NFC"));
    if (found !== undefined) marked.push({ workbook, outcome: await writeMarked(workbook, folder, found, say) });
  }
  return marked;
}

async function writeMarked(
  workbook: string,
  folder: string,
  problems: readonly PlacedProblem[],
  say: Say,
): Promise<Outcome<{ readonly path: string }, string>> {
  const name = basename(workbook);
  const path = join(folder, /\.xls[xm]$/i.test(name) ? name : `${name}.xlsx`);
  if (resolve(path) === resolve(workbook)) return { accepted: false, refusal: "out-is-template", detail: name };
  try {
    await mkdir(folder, { recursive: true });
  } catch {
    return { accepted: false, refusal: "out-not-writable", detail: folder };
  }
  const marks = problems.map(
    (problem): ProblemMark => ({
      sheet: problem.sheet,
      row: problem.row,
      column: problem.column,
      text: `${sayOr(say, `problem.${problem.code}`, problem.code)} [${problem.code}]`,
    }),
  );
  const outcome = await markProblems(workbook, marks, path);
  return outcome.accepted ? { accepted: true, value: { path } } : outcome;
}
