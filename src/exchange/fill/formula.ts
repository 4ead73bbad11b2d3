/** Formulas when rows are inserted into a sheet, and when a formula is copied some rows down. */
import { lettersOfColumn, movedEnd, movedRow, parseCell, type RowInsertion } from "./reference.ts";

/**
 * One token of a formula that matters here: quoted text, a sheet's name with its `!`, or a reference.
 * A name such as `LOG10` or `tax2024` is no reference: what stands before and behind is checked.
 */
const token =
  /"(?:[^"]|"")*"|(?<sheet>'(?:[^']|'')+'!|[\p{L}_][\p{L}\p{N}_.]*!)?(?<![\p{L}\p{N}_.$])(?<first>\$?[A-Za-z]{1,3}\$?\d{1,7}|\$?\d{1,7}(?=:\$?\d))(?::(?<last>\$?[A-Za-z]{1,3}\$?\d{1,7}|\$?\d{1,7}))?(?![\p{L}\p{N}_(!.])/gu;

function sheetNamed(written: string | undefined): string | null {
  if (written === undefined) return null;
  const name = written.slice(0, -1);
  return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
}

function rewrite(part: string, row: (value: number, absolute: boolean) => number): string {
  const match = /^(\$?[A-Za-z]{0,3})(\$?)(\d+)$/.exec(part);
  if (match === null) return part;
  const [, head = "", dollar = "", number = ""] = match;
  // A whole-row reference (`$3:4`) has its dollar in the head.
  return head + dollar + row(Number(number), dollar === "$" || head === "$");
}

/**
 * The formula after rows were inserted into `target`.
 * @param formula without its `=`
 * @param own name of the sheet in which the formula stands: references without a sheet's name mean it
 */
export function formulaWithRows(formula: string, own: string, target: string, insertion: RowInsertion): string {
  return formula.replace(token, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as { sheet?: string; first?: string; last?: string };
    if (groups.first === undefined || (sheetNamed(groups.sheet) ?? own) !== target) return whole;
    const first = rewrite(groups.first, (row) => movedRow(row, insertion));
    if (groups.last === undefined) return (groups.sheet ?? "") + first;
    return `${groups.sheet ?? ""}${first}:${rewrite(groups.last, (row) => movedEnd(row, insertion))}`;
  });
}

/** The formula as a spreadsheet copies it `rows` rows down: relative rows move, absolute ones stay. */
export function formulaCopied(formula: string, rows: number): string {
  return formula.replace(token, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as { sheet?: string; first?: string; last?: string };
    if (groups.first === undefined) return whole;
    const move = (part: string) => rewrite(part, (row, absolute) => (absolute ? row : row + rows));
    return (groups.sheet ?? "") + move(groups.first) + (groups.last === undefined ? "" : `:${move(groups.last)}`);
  });
}

/** Whether a formula of sheet `own` reads any cell of `target`. */
export function formulaReads(formula: string, own: string, target: string): boolean {
  for (const match of formula.matchAll(token)) {
    if (match.groups?.first !== undefined && (sheetNamed(match.groups.sheet) ?? own) === target) return true;
  }
  // `花名册!B:B` names no row, so that the tokens above pass it over.
  return (
    formula.includes(`${target}!`) ||
    formula.includes(`${target.replaceAll("'", "''")}'!`) ||
    (own === target && /\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}/.test(formula))
  );
}

/** The cells of one column that a list validation names (`字典!$A$1:$A$5`), or null. */
export function rangeOfFormula(
  formula: string,
  own: string,
): { readonly sheet: string; readonly column: number; readonly firstRow: number; readonly lastRow: number } | null {
  const match = /^(?:('(?:[^']|'')+'|[^'!:]+)!)?(\$?[A-Za-z]{1,3}\$?\d+)(?::(\$?[A-Za-z]{1,3}\$?\d+))?$/.exec(formula.trim());
  if (match === null) return null;
  const first = parseCell(match[2] ?? "");
  const last = parseCell(match[3] ?? match[2] ?? "");
  if (first === null || last === null || lettersOfColumn(first.column) !== lettersOfColumn(last.column)) return null;
  return {
    sheet: sheetNamed(match[1] === undefined ? undefined : `${match[1]}!`) ?? own,
    column: first.column,
    firstRow: first.row,
    lastRow: last.row,
  };
}
