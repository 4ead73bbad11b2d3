import type { SheetRow } from "../contract.ts";
import { cellText, isBlank, squashed } from "./cell-text.ts";
import { rolePrefix } from "./header-roles.ts";
import { type HeaderTree, headerTree } from "./header-tree.ts";
import { headerWord } from "./header-words.ts";
import type { MergedCells } from "./merged-cells.ts";
import { readHeaderCell } from "./read-header.ts";
import { isCaptionText, isColumnNumbers, isDataCell, kindByWords } from "./row-kinds.ts";
import { statementsOf } from "./statements.ts";

/** A header found at the beginning of some rows. */
export interface FoundHeader {
  readonly tree: HeaderTree;
  /** How many of the rows given it takes, column numbers included. */
  readonly rows: number;
}

const ROWS_MAX = 4;

interface RowLook {
  /** Non-blank cells, the ones covered by a vertical merge from above not counted. */
  readonly cells: number;
  /** Cells whose words the vocabulary knows as a header. */
  readonly known: number;
  /** Cells that can only be data. */
  readonly data: number;
  /** Cells that look like a label: short, without sentence marks. */
  readonly labels: number;
  readonly distinct: number;
}

/**
 * The header that begins at `rows[from]`, or null when that row begins none.
 * `rows` must reach at least six rows further, or to the end of the sheet.
 */
export function headerAt(rows: readonly SheetRow[], from: number, merged: MergedCells): FoundHeader | null {
  const first = rows[from] as SheetRow;
  const look = lookAt(first);
  if (look.cells === 0 || look.data > 0 || look.cells > look.labels || statementsOf(first) !== null) return null;
  let last: number;
  if (isLeafRow(rows, from, look)) last = lastHeaderRow(rows, from, merged);
  else {
    if (!isGroupRow(first, look, merged, rows[from + 1])) return null;
    const below = from + 1;
    if (below >= rows.length || (rows[below] as SheetRow).row - first.row > 1) return null;
    const next = lookAt(rows[below] as SheetRow);
    const leafBelow = isLeafRow(rows, below, next);
    const leafTwoBelow =
      !leafBelow &&
      next.data === 0 &&
      below + 1 < rows.length &&
      isGroupRow(rows[below] as SheetRow, next, merged, rows[below + 1]) &&
      isLeafRow(rows, below + 1, lookAt(rows[below + 1] as SheetRow));
    if (!leafBelow && !leafTwoBelow) return null;
    last = lastHeaderRow(rows, leafBelow ? below : below + 1, merged);
    last = Math.max(last, below);
  }
  if (looksLikeForm(rows, last)) return null;
  const headerRows = rows.slice(from, last + 1);
  const tree = headerTree(headerRows, merged);
  if (tree.columns.length < 2 && !isLonelyColumn(tree, rows, last)) return null;
  let taken = last + 1 - from;
  while (from + taken < rows.length && isColumnNumbers(rows[from + taken] as SheetRow)) taken++;
  return { tree, rows: taken };
}

/** A sheet of one column is a table only when its single header is a word of the vocabulary and values follow. */
function isLonelyColumn(tree: HeaderTree, rows: readonly SheetRow[], last: number): boolean {
  const [only] = tree.columns;
  if (only === undefined || tree.columns.length !== 1) return false;
  const reading = readHeaderCell(only.path.at(-1) ?? "");
  const below = rows.slice(last + 1, last + 6);
  return (
    reading.whole &&
    reading.meanings.length > 0 &&
    below.length > 0 &&
    below.every((row) => row.cells.filter((cell) => !isBlank(cell)).length <= 1 && lookAt(row).labels + lookAt(row).data > 0)
  );
}

function lookAt(row: SheetRow): RowLook {
  let cells = 0;
  let known = 0;
  let data = 0;
  let labels = 0;
  const seen = new Set<string>();
  for (const cell of row.cells) {
    if (isBlank(cell)) continue;
    cells++;
    const text = squashed(cell);
    seen.add(text);
    if (isDataCell(cell, text)) {
      data++;
      continue;
    }
    const reading = readHeaderCell(text);
    // 村（社区）：鸡鸣山社区 states something already; a header only asks.
    const states = /[:：]./.test(text) && isCaptionText(text);
    const isKnown = !states && (reading.ignored || (reading.meanings.length > 0 && reading.whole));
    if (isKnown) known++;
    if (isKnown || isLabel(text)) labels++;
  }
  return { cells, known, data, labels, distinct: seen.size };
}

function isLabel(text: string): boolean {
  return text.length <= 30 && !/[。；！？!?]/.test(text) && !/[:：].+/.test(text) && !isCaptionText(text);
}

/** Whether a row holds the headers of columns. */
function isLeafRow(rows: readonly SheetRow[], index: number, look: RowLook): boolean {
  if (look.data > 0 || look.labels < look.cells) return false;
  const texts = (rows[index] as SheetRow).cells.filter((cell) => !isBlank(cell)).map((cell) => squashed(cell));
  if (kindByWords(texts) !== null && look.known * 2 < look.cells) return false;
  if (look.cells === 1) {
    const next = rows[index + 1];
    return look.known === 1 && next !== undefined && lookAt(next).cells <= 1;
  }
  if (look.known >= 2 && look.known * 2 >= look.cells) return true;
  // Many columns of a department's own: fewer known words do when the rows below are plainly data.
  const below = dataBelow(rows, index);
  if (look.known >= 2 && look.known * 4 >= look.cells) return below > 0;
  if (look.known >= 1 && look.cells <= 3) return below > 0;
  return look.cells >= 3 && look.distinct === look.cells && below >= 2 && (look.known >= 1 || texts.every((text) => text.length <= 15));
}

/** How many of the next rows hold cells that can only be data, in columns that the row heads. */
function dataBelow(rows: readonly SheetRow[], index: number): number {
  let count = 0;
  for (const row of rows.slice(index + 1, index + 5)) {
    const look = lookAt(row);
    if (look.data > 0 && look.cells >= 2) count++;
  }
  return count;
}

const TITLE_END = /(?:表|册|台账|台帐|名单|清单|日志|汇总|一览|统计|花名|公示|明细)(?:[（(].*[)）])?$/;

/** Whether a row holds groups of a header tree: merged over some columns, or role words above leaf words. */
function isGroupRow(row: SheetRow, look: RowLook, merged: MergedCells, below: SheetRow | undefined): boolean {
  if (below === undefined || look.data > 0) return false;
  const width = Math.max(row.cells.length, below.cells.length);
  const leftmost = below.cells.findIndex((cell) => !isBlank(cell));
  let groups = 0;
  let other = 0;
  row.cells.forEach((cell, column) => {
    if (isBlank(cell)) return;
    const text = squashed(cell);
    const range = merged.at(row.row, column);
    const wide = range === undefined ? 1 : range.lastColumn - range.firstColumn + 1;
    // A line of its own that begins where the table begins is its title, unless it is merged over a part of the columns.
    const alone = look.cells === 1 && (wide >= width - 1 || (wide === 1 && column <= leftmost));
    if (alone || (wide === 1 && range === undefined && TITLE_END.test(text))) other += 10;
    else if (wide > 1 || (range !== undefined && range.lastRow > row.row) || speaksOfGroup(text)) groups++;
    else other++;
  });
  return groups > 0 && other * 2 <= groups;
}

function speaksOfGroup(text: string): boolean {
  const reading = readHeaderCell(text);
  return reading.ignored || reading.meanings.length > 0 || rolePrefix(headerWord(text)) !== null || /(?:信息|情况|资料)$/.test(text);
}

/** The last row of the header whose (first) leaf row is `rows[index]`. */
function lastHeaderRow(rows: readonly SheetRow[], index: number, merged: MergedCells): number {
  let last = index;
  for (let at = index; at <= last && at < rows.length; at++) {
    const row = rows[at] as SheetRow;
    row.cells.forEach((cell, column) => {
      if (isBlank(cell)) return;
      const range = merged.at(row.row, column);
      if (range !== undefined && range.firstRow === row.row && range.lastRow > row.row && range.lastRow - row.row < ROWS_MAX)
        while (last + 1 < rows.length && (rows[last + 1] as SheetRow).row <= range.lastRow) last++;
    });
    if (at !== last) continue;
    const next = rows[at + 1];
    if (next !== undefined && at + 1 - index < ROWS_MAX - 1 && next.row === row.row + 1 && continues(rows, at, next, merged)) last++;
  }
  return last;
}

/** Whether `next` is one more row of the header that ends with `rows[at]`. */
function continues(rows: readonly SheetRow[], at: number, next: SheetRow, merged: MergedCells): boolean {
  const row = rows[at] as SheetRow;
  const look = lookAt(next);
  if (look.cells === 0 || look.data > 0 || look.labels < look.cells) return false;
  if (kindByWords(next.cells.filter((cell) => !isBlank(cell)).map((cell) => squashed(cell))) !== null) return false;
  let under = 0;
  let beside = 0;
  next.cells.forEach((cell, column) => {
    if (isBlank(cell)) return;
    const range = merged.at(row.row, column);
    const grouped = range !== undefined && range.lastColumn > range.firstColumn;
    if (grouped || isBlank(row.cells[column])) under++;
    else beside++;
  });
  const knownMostly = look.known * 2 >= look.cells;
  // Below merged groups stand their leaves, known or not, when what follows is not just more of the same.
  if (under > 0 && beside === 0) return knownMostly || mergedGroupsAbove(row, next, merged);
  return knownMostly && look.known >= 2 && (under > 0 || isTranslation(row, next));
}

function mergedGroupsAbove(row: SheetRow, next: SheetRow, merged: MergedCells): boolean {
  return next.cells.every((cell, column) => {
    if (isBlank(cell)) return true;
    const range = merged.at(row.row, column);
    return range !== undefined && range.lastColumn > range.firstColumn && range.firstRow <= row.row;
  });
}

/** Latin words below Hanzi: a bilingual header. */
function isTranslation(row: SheetRow, next: SheetRow): boolean {
  const han = row.cells.filter((cell) => /\p{Script=Han}/u.test(cellText(cell))).length;
  const latin = next.cells.filter((cell) => /^[A-Za-z][A-Za-z .,'()/-]*$/.test(cellText(cell))).length;
  return han >= 2 && latin >= 2 && latin >= next.cells.filter((cell) => !isBlank(cell)).length - 1;
}

/** An application form repeats labels below labels; a table does not. */
function looksLikeForm(rows: readonly SheetRow[], last: number): boolean {
  let formRows = 0;
  let looked = 0;
  for (const row of rows.slice(last + 1, last + 4)) {
    const look = lookAt(row);
    if (look.cells === 0) continue;
    looked++;
    if ((look.known >= 3 && look.known * 5 >= look.cells * 2) || (look.known >= 2 && look.known * 2 >= look.cells)) formRows++;
  }
  return looked > 0 && formRows >= Math.min(2, looked);
}
