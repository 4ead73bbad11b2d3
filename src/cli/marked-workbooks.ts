/** Gives departments their workbooks back with the problem cells marked: what the registry found, placed in the files as they are. */
import { mkdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { ProblemMark, UnderstandOptions } from "#exchange";
import { markProblems, openSource, understandFile } from "#exchange";
import type { TableLayout } from "#exchange/contract";
import type { ExportTable } from "#registry/contract";
import type { Outcome } from "#vocabulary/contract";
import { sayOr } from "./answer.ts";
import type { Say } from "./language.ts";
import type { MarkedWorkbook } from "./operations.ts";

/** A problem as the registry exports it. */
interface Problem {
  readonly sheet: string;
  readonly row: number;
  /** Header path, or the column's letter where there is none; empty for a whole row. */
  readonly column: string;
  readonly code: string;
}

/**
 * Writes a marked copy of each workbook that has problems into `folder`.
 * @param problems the registry's export of problems: `file,sheet,row,column,code,value`
 */
export async function writeMarkedWorkbooks(
  workbooks: readonly string[],
  folder: string,
  problems: ExportTable,
  understanding: UnderstandOptions,
  say: Say,
): Promise<MarkedWorkbook[]> {
  const byFile = await problemsByFile(problems);
  const marked: MarkedWorkbook[] = [];
  for (const workbook of workbooks) {
    const found = byFile.get(basename(workbook).normalize("NFC"));
    if (found === undefined) continue;
    const written = await writeMarked(workbook, folder, found, understanding, say);
    if (written !== null) marked.push({ workbook, outcome: written });
  }
  return marked;
}

async function problemsByFile(table: ExportTable): Promise<Map<string, Problem[]>> {
  const byFile = new Map<string, Problem[]>();
  for await (const [file, sheet, row, column, code] of table.rows) {
    const problem = { sheet: String(sheet ?? ""), row: Number(row), column: String(column ?? ""), code: String(code) };
    const list = byFile.get(String(file));
    if (list) list.push(problem);
    else byFile.set(String(file), [problem]);
  }
  return byFile;
}

/** Null when the file cannot be read at all: the import has told that already. */
async function writeMarked(
  workbook: string,
  folder: string,
  problems: readonly Problem[],
  understanding: UnderstandOptions,
  say: Say,
): Promise<Outcome<{ readonly path: string }, string> | null> {
  const name = basename(workbook);
  const path = join(folder, /\.xls[xm]$/i.test(name) ? name : `${name}.xlsx`);
  if (resolve(path) === resolve(workbook)) return { accepted: false, refusal: "out-is-template", detail: name };
  const places = await placesIn(workbook, understanding);
  if (places === null) return null;
  try {
    await mkdir(folder, { recursive: true });
  } catch {
    return { accepted: false, refusal: "out-not-writable", detail: folder };
  }
  const marks = problems.map(
    (problem): ProblemMark => ({
      sheet: problem.sheet,
      row: problem.row,
      column: places(problem),
      text: `${sayOr(say, `problem.${problem.code}`, problem.code)} [${problem.code}]`,
    }),
  );
  const outcome = await markProblems(workbook, marks, path);
  return outcome.accepted ? { accepted: true, value: { path } } : outcome;
}

/**
 * Finds the 0-based column of a problem. The file is read again since the registry names columns by their headers, and two columns
 * may have the same: where the reading finds the same problem in the row, its column is exact.
 */
async function placesIn(workbook: string, understanding: UnderstandOptions): Promise<((problem: Problem) => number) | null> {
  const source = await openSource(workbook);
  if (!source.accepted) return null;
  const tables: TableLayout[] = [];
  const exact = new Map<string, number[]>();
  try {
    for await (const event of understandFile(source.value, understanding)) {
      if (event.type === "table") {
        tables[event.table.number] = event.table;
        continue;
      }
      for (const record of event.records) {
        for (const problem of record.problems) {
          const key = `${tables[record.table]?.sheet}\n${record.row}\n${problem.code}`;
          exact.set(key, [...(exact.get(key) ?? []), problem.column]);
        }
      }
    }
  } finally {
    await source.value.close();
  }
  return (problem) => {
    if (problem.column === "") return -1;
    const table = tables.findLast((each) => each?.sheet === problem.sheet && each.headerRows[0] <= problem.row);
    const named = (table?.columns ?? []).filter((column) => column.header === problem.column).map((column) => column.column);
    const seen = exact.get(`${problem.sheet}\n${problem.row}\n${problem.code}`) ?? [];
    return named.find((column) => seen.includes(column)) ?? named[0] ?? columnOfLetters(problem.column);
  };
}

/** The 0-based column of its letters; the whole row for anything that is no column's letters. */
export function columnOfLetters(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return -1;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
