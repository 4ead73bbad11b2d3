/** Gives departments their workbooks back with the problem cells marked: what the registry found, placed in the files as they are. */
import { mkdir } from "node:fs/promises";
import { basename, join, parse, resolve } from "node:path";
import { markProblems, type ProblemMark } from "#exchange";
import type { PlacedProblem } from "#registry";
import type { Outcome } from "#vocabulary/contract";
import { sayOr } from "./answer.ts";
import type { Say } from "./language.ts";
import type { DeliveredFile, MarkedWorkbook } from "./operations.ts";

/** Writes a marked copy of each workbook that has problems into `folder`: two of one name beside each other, the second as `name (2).xlsx`. */
export async function writeMarkedWorkbooks(
  workbooks: readonly DeliveredFile[],
  folder: string,
  problems: readonly PlacedProblem[],
  say: Say,
): Promise<MarkedWorkbook[]> {
  const byBytes = Map.groupBy(problems, (problem) => problem.sha256);
  const marked: MarkedWorkbook[] = [];
  const taken = new Set<string>();
  for (const { path, sha256 } of workbooks) {
    const found = byBytes.get(sha256);
    if (found === undefined) continue;
    const name = freeName(/\.xls[xm]$/i.test(path) ? basename(path) : `${basename(path)}.xlsx`, taken);
    taken.add(name);
    marked.push({ workbook: path, outcome: await writeMarked(path, join(folder, name), folder, found, say) });
  }
  return marked;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const { name: stem, ext } = parse(name);
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${stem} (${number})${ext}`;
  return free;
}

async function writeMarked(
  workbook: string,
  path: string,
  folder: string,
  problems: readonly PlacedProblem[],
  say: Say,
): Promise<Outcome<{ readonly path: string }, string>> {
  if (resolve(path) === resolve(workbook)) return { accepted: false, refusal: "out-is-template", detail: basename(workbook) };
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
