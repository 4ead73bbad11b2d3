import { attributeOf, type ParseContext, parseValue } from "#vocabulary";
import type { Cell } from "#vocabulary/contract";
import type { SheetRow } from "../contract.ts";
import { labelText, squashed } from "./cell-text.ts";
import type { MergedCells } from "./merged-cells.ts";
import { numberedAnswer, writtenValue } from "./page-values.ts";
import { type HeaderReading, readHeaderCell } from "./read-header.ts";

/** A fact of a page: its label with the words at its side, what is written, and where. */
export interface PageField {
  /** `申请人情况 / 姓名` */
  readonly path: readonly string[];
  readonly value: Cell;
  readonly row: number;
  readonly column: number;
}

/** A filled form: labels with what is written beside them, and the rows of tables inside it (家庭成员). */
export interface Page {
  readonly fields: readonly PageField[];
  /** Rows of each table from its header on, its cells only. */
  readonly tables: readonly (readonly SheetRow[])[];
  readonly rows: readonly [number, number];
}

/** A sheet with more rows is no page. */
export const PAGE_ROWS_MAX = 120;
/** Known labels with room beside them that make a sheet a page. */
const PAIRS_MIN = 4;
/** Of so many rows outside the page's tables at least one has a known label; a register has its labels in its header only. */
const ROWS_PER_LABELLED_ROW_MAX = 4;
const IN_CELL = /([^\s:：,，;；()（）]{1,12}(?:[(（][^()（）]*[)）])?)[ \t　]*[:：]/gu;

interface Block {
  readonly text: string;
  readonly cell: Cell;
  readonly row: number;
  readonly column: number;
  readonly lastColumn: number;
  readonly tall: boolean;
}

/**
 * Reads a small sheet as a filled form when labels stand beside their values in it, and not above them; null when it is a register, a note,
 * or a form that nobody has filled in.
 */
export function readPage(rows: readonly SheetRow[], merged: MergedCells): Page | null {
  if (rows.length > PAGE_ROWS_MAX) return null;
  const lines = rows.map((row) => blocksOf(row, merged));
  const fields: PageField[] = [];
  const tables: SheetRow[][] = [];
  const known = new Set<string>();
  const knownRows = new Set<number>();
  let written = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as readonly Block[];
    const header = headerRun(line, isCaption(lines[at - 1]));
    if (header !== null) {
      const table = tableFrom(rows, lines, at, header);
      if (table.length > 1) {
        tables.push(table);
        at += table.length - 1;
        continue;
      }
    }
    if (line.some(({ text }) => text !== "")) written++;
    for (const pair of pairsOf(line, sidesOf(lines, at))) {
      fields.push(pair);
      const label = pair.path.at(-1) ?? "";
      // 妻子 and 户主 stand in the rows of registers, again and again.
      if (knownLabel(label) === null || knownLabel(label)?.implied === true) continue;
      known.add(label);
      knownRows.add(pair.row);
    }
  }
  const stated = new Set(fields.filter(({ value }) => value !== null).map(({ row }) => row));
  const names = fields.some(({ path, value }) => value !== null && isNaming(readHeaderCell(path.at(-1) ?? "")));
  // The same table again and again lists families; a page has each table once.
  const headers = tables.map(([header]) => header?.cells.map((cell) => squashed(cell)).join("|"));
  if (new Set(headers).size < headers.length) return null;
  if (knownRows.size * ROWS_PER_LABELLED_ROW_MAX < written) return null;
  if (known.size < PAIRS_MIN || knownRows.size < 2 || stated.size < 2 || !names) return null;
  return { fields, tables, rows: [rows[0]?.row ?? 1, rows.at(-1)?.row ?? 1] };
}

function isNaming({ meanings }: HeaderReading): boolean {
  return meanings.some(({ attribute }) => /^(?:name|foreignName|idNumber|creditCode|address|legalRepresentative)$/.test(attribute));
}

function knownLabel(text: string): HeaderReading | null {
  const reading = readHeaderCell(text.replace(/\s+/g, "").replace(/[:：]$/, ""));
  return reading.whole && reading.meanings.length > 0 ? reading : null;
}

/** A word that heads a fact, or nothing that is kept (登记时间). */
function isLabelWord(text: string): boolean {
  return knownLabel(text) !== null || readHeaderCell(text).ignored;
}

/** The blocks that begin in a row, blank ones too. */
function blocksOf(row: SheetRow, merged: MergedCells): Block[] {
  const blocks: Block[] = [];
  for (let column = 0; column < row.cells.length; ) {
    const range = merged.at(row.row, column);
    const lastColumn = range?.lastColumn ?? column;
    const begins = range === undefined || (range.firstRow === row.row && range.firstColumn === column);
    const cell = begins ? (row.cells[column] ?? null) : null;
    if (begins)
      blocks.push({ text: squashed(cell), cell, row: row.row, column, lastColumn, tall: range !== undefined && range.lastRow > row.row });
    column = lastColumn + 1;
  }
  return joinSquares(blocks);
}

/** Fewer squares than this are cells of one character each. */
const SQUARES_MIN = 8;

/** Squares that hold a character each are one number. */
function joinSquares(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (let at = 0; at < blocks.length; ) {
    let end = at;
    while (end < blocks.length && /^[\dXx]$/.test((blocks[end] as Block).text) && !(blocks[end] as Block).tall) end++;
    const [first, last] = [blocks[at] as Block, blocks[Math.max(at, end - 1)] as Block];
    if (end - at < SQUARES_MIN) {
      joined.push(first);
      at++;
      continue;
    }
    const text = blocks
      .slice(at, end)
      .map((block) => block.text)
      .join("");
    joined.push({ ...first, text, cell: text, lastColumn: last.lastColumn });
    at = end;
  }
  return joined;
}

/** A text that may head a value: short, without sentence marks, not a number. */
function isLabel(block: Block | undefined): boolean {
  return block !== undefined && block.text !== "" && block.text.length <= 16 && !/\d{3}|[。；！？□☐☑○●]|[:：]./.test(block.text);
}

/** Whether a known label is what its neighbour on the left asks for: 与户主关系 | 户主, 证件类型 | 居民身份证. */
function isAnswer(label: Block, value: Block): boolean {
  return (knownLabel(label.text)?.meanings ?? []).some(({ kind, attribute }) => {
    const known = attributeOf(kind, attribute);
    return known?.type === "code" && parseValue(known, value.text, NOWHERE).values.some(({ valid }) => valid);
  });
}

const NOWHERE: ParseContext = { today: "9999-12-31" };

/** A line of one text, short and without a value: 车辆情况. */
function isCaption(line: readonly Block[] | undefined): boolean {
  const written = (line ?? []).filter(({ text }) => text !== "");
  return written.length === 1 && isLabel(written[0]) && !/[:：]/.test((written[0] as Block).text);
}

/**
 * Where a header of a table inside the page begins and ends: three known labels or more directly behind each other; below a caption, two
 * known ones beside each other are enough.
 */
function headerRun(line: readonly Block[], isBelowCaption: boolean): { first: number; last: number } | null {
  let run: Block[] = [];
  for (const block of [...line, undefined]) {
    const before = run.at(-1);
    const isNext =
      block !== undefined &&
      block.text !== "" &&
      isLabel(block) &&
      !/[:：]/.test(block.text) &&
      !(before !== undefined && isAnswer(before, block));
    if (isNext && (before === undefined || block.column === before.lastColumn + 1)) {
      run.push(block);
      continue;
    }
    // The word at the table's side (家庭成员) heads no column.
    const heads = run[0]?.tall === true ? run.slice(1) : run;
    const facts = heads.filter(({ text }) => knownLabel(text) !== null && knownLabel(text)?.implied !== true);
    const areBeside = heads.some(({ text }, index) => knownLabel(text) !== null && knownLabel(heads[index + 1]?.text ?? "") !== null);
    if (heads.length >= 3 && (facts.length * 3 > heads.length * 2 || (isBelowCaption && areBeside)))
      return { first: (heads[0] as Block).column, last: (heads.at(-1) as Block).lastColumn };
    run = isNext ? [block as Block] : [];
  }
  return null;
}

/** The rows of a table below its header, cut to its columns, up to a row that is labels again. */
function tableFrom(
  rows: readonly SheetRow[],
  lines: readonly (readonly Block[])[],
  at: number,
  run: { first: number; last: number },
): SheetRow[] {
  const cut = (row: SheetRow): SheetRow => ({
    ...row,
    cells: row.cells.map((cell, column) =>
      column < run.first || column > run.last ? null : typeof cell === "string" ? writtenValue(cell) : cell,
    ),
  });
  const taken: SheetRow[] = [cut(rows[at] as SheetRow)];
  for (let next = at + 1; next < rows.length; next++) {
    const inside = (lines[next] as readonly Block[]).filter(({ column, lastColumn }) => column >= run.first && lastColumn <= run.last);
    const outside = (lines[next] as readonly Block[]).some(({ column, text }) => column < run.first && text !== "");
    const labels = inside.filter((block) => {
      const header = (lines[at] as readonly Block[]).find(({ column }) => column === block.column);
      return isLabelWord(block.text) && !(header !== undefined && isAnswer(header, block));
    });
    const isLabels = labels.length >= 2 && labels.some(({ text }) => knownLabel(text)?.implied !== true);
    const follows = (rows[next] as SheetRow).row === (rows[next - 1] as SheetRow).row + 1;
    if (outside || inside.length < 2 || isLabels || !follows) break;
    taken.push(cut(rows[next] as SheetRow));
  }
  return taken;
}

/** The tall words at the left of a row (申请人情况), from a block that begins in it or above. */
function sidesOf(lines: readonly (readonly Block[])[], at: number): (column: number) => string[] {
  return (column) => {
    for (let above = at; above >= 0; above--) {
      const first = (lines[above] as readonly Block[]).find(({ text }) => text !== "");
      if (first === undefined) continue;
      if (first.tall && first.column < column && first.column === 0 && isLabel(first)) return [labelText(first.text)];
      if (first.column === 0 && above < at) return [];
      if (first.column === 0 && !first.tall) return [];
    }
    return [];
  };
}

function pairsOf(line: readonly Block[], sides: (column: number) => string[]): PageField[] {
  const fields: PageField[] = [];
  for (let at = 0; at < line.length; at++) {
    const block = line[at] as Block;
    if (block.text === "") continue;
    const inside = insideOf(block);
    if (inside.length > 0) {
      fields.push(
        ...inside.map(({ label, value }) => ({ path: [...sides(block.column), label], value, row: block.row, column: block.column })),
      );
      continue;
    }
    const next = line[at + 1];
    if (!isLabel(block) || next === undefined || next.column !== block.lastColumn + 1 || insideOf(next).length > 0) continue;
    const answer = numberedAnswer(next.cell, line.slice(at + 2).find(({ text }) => text !== "")?.cell ?? null);
    const isSide = block.tall && knownLabel(next.text) !== null;
    if (isSide || (knownLabel(next.text) !== null && !isAnswer(block, next))) continue;
    fields.push({
      path: [...sides(block.column), labelText(block.text)],
      value: answer === null ? writtenValue(next.cell) : answer.value,
      row: next.row,
      column: next.column,
    });
    at++;
  }
  return fields;
}

/** `姓名：张三  性别：男`: the labels of one cell with what is written behind them; empty unless one of them is known. */
function insideOf({ cell }: Block): { label: string; value: Cell }[] {
  if (typeof cell !== "string" || !/[:：]/.test(cell) || cell.length > 200) return [];
  const labels = [...cell.matchAll(IN_CELL)];
  const found = labels.map((match, at) => ({
    label: (match[1] ?? "").replace(/[\s　]+/g, ""),
    value: writtenValue(cell.slice(match.index + match[0].length, labels[at + 1]?.index ?? cell.length)),
  }));
  return found.some(({ label }) => knownLabel(label) !== null) ? found.filter(({ label }) => !/\d{1,2}$/.test(label)) : [];
}
