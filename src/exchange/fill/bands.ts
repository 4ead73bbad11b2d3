/** Finds tables that wait to be filled: a header of one to three rows over empty rows. */
import { isPlaceholder, parseBoxes } from "./boxes.ts";
import type { RawBand } from "./geometry.ts";
import type { Block } from "./reference.ts";
import type { SheetGrid } from "./sheet.ts";

/** Counts the facts that a header path names; a table needs two. */
export type Recognise = (path: string) => boolean;

const sampleRow = /^(?:例|示例|样例|范例|样本|填写示例|填写说明|说明|填表说明|格式|要求|如)/;
const sequenceHeader = /^(?:序号|序|编号|户序号|no\.?|号)$/i;
const headerRowsMax = 3;

/** A text without spaces and line breaks, but for one space between words in Latin letters. */
export function compactText(text: string): string {
  return text
    .trim()
    .replace(/(?<=[A-Za-z.,])\s+(?=[A-Za-z(])/g, "\u0000")
    .replace(/\s+/g, "")
    .replaceAll("\u0000", " ");
}

function isRuled(grid: SheetGrid, styles: (index: number) => boolean, row: number, columns: readonly number[]): boolean {
  return columns.filter((column) => styles(grid.styleOf(row, column))).length * 2 > columns.length;
}

interface HeaderCell {
  readonly column: number;
  readonly block: Block;
  readonly text: string;
}

/** The header cells that end in row `row`: its own texts and merged ones from above. */
function headerCells(grid: SheetGrid, row: number): HeaderCell[] {
  const cells: HeaderCell[] = [];
  for (let column = 0; column <= grid.lastColumn; column += 1) {
    const block = grid.blockOf(row, column);
    if (block.firstColumn !== column || block.lastRow !== row) continue;
    const text = compactText(grid.text(block.firstRow, block.firstColumn));
    // What has room for its own value in the cell heads no column.
    if (/_|[：:]$/.test(text) || parseBoxes(text) !== null) continue;
    if (text !== "" && row - block.firstRow < headerRowsMax) cells.push({ column, block, text });
  }
  return cells;
}

/** The longest run of header cells. A column without a header is rare in a table, while on a form every second cell is room for a value. */
function longestRun(cells: readonly HeaderCell[]): HeaderCell[] {
  let best: HeaderCell[] = [];
  let run: HeaderCell[] = [];
  let gaps = 0;
  for (const cell of cells) {
    const previous = run.at(-1);
    const gap = previous === undefined ? 0 : cell.column - previous.block.lastColumn - 1;
    if (gap > 1 || gaps + gap > Math.floor(run.length / 4)) {
      run = [];
      gaps = 0;
    } else gaps += gap;
    run.push(cell);
    if (run.length > best.length) best = [...run];
  }
  return best;
}

/** First row of the header whose last row holds `cells`. */
function headerTop(grid: SheetGrid, styles: (index: number) => boolean, bottom: number, cells: readonly HeaderCell[]): number {
  let top = Math.min(...cells.map((cell) => cell.block.firstRow));
  const left = cells[0]?.column ?? 0;
  const right = cells.at(-1)?.block.lastColumn ?? 0;
  const columns = cells.map((cell) => cell.column);
  while (bottom - top + 1 < headerRowsMax && top > 1) {
    const above = new Map<string, Block>();
    for (const column of columns) {
      const block = grid.blockOf(top - 1, column);
      above.set(`${block.firstRow}:${block.firstColumn}`, block);
    }
    const groups = [...above.values()].filter((block) => {
      const text = compactText(grid.text(block.firstRow, block.firstColumn));
      const whole = block.firstColumn <= left && block.lastColumn >= right;
      return (
        text !== "" &&
        !whole &&
        !/[：:_]/.test(text) &&
        block.lastColumn > block.firstColumn &&
        block.firstColumn >= left &&
        block.lastColumn <= right
      );
    });
    if (groups.length === 0) break;
    if (isRuled(grid, styles, bottom, columns) && !isRuled(grid, styles, top - 1, columns)) break;
    top = Math.min(...groups.map((block) => block.firstRow));
  }
  return top;
}

function pathOf(grid: SheetGrid, top: number, bottom: number, column: number): string {
  const parts: string[] = [];
  for (let row = top; row <= bottom; row += 1) {
    const block = grid.blockOf(row, column);
    if (block.firstRow !== row && row !== top) continue;
    const text = grid.text(block.firstRow, block.firstColumn).trim();
    if (text !== "") parts.push(text);
  }
  return parts.join("/");
}

interface BodyScan {
  readonly dataRows: readonly number[];
  readonly samples: ReadonlyMap<number, string>;
  readonly stride: number;
}

/** The empty rows under a header. Repeated headers of later pages are stepped over; the first other text ends the table. */
function scanBody(
  grid: SheetGrid,
  styles: (index: number) => boolean,
  header: readonly [number, number],
  cells: readonly HeaderCell[],
  recognise: Recognise,
): BodyScan {
  const [top, bottom] = header;
  const columns = cells.map((cell) => cell.column);
  const sequence = new Set(cells.filter((cell) => sequenceHeader.test(cell.text)).map((cell) => cell.column));
  const printed = printedTexts(grid, bottom, columns);
  const filled = (row: number) => {
    const texts = columns.filter((column) => {
      const cell = grid.cell(row, column);
      return cell !== undefined && cell.formula === null && !sequence.has(column) && !isPlaceholder(cell.text);
    });
    // A department prints what is the same for everybody, such as the village, into the empty rows.
    const same = texts.every((column) => (printed.get(`${column} ${grid.text(row, column)}`) ?? 0) > 1);
    return same && texts.length * 2 <= columns.length - sequence.size ? [] : texts;
  };
  const repeats = (row: number) =>
    cells.every((cell) => cell.block.firstRow < top || compactText(grid.text(row + cell.block.firstRow - top, cell.column)) === cell.text);
  const footed = (row: number) => columns.some((column) => sequence.has(column) && /[\p{L}：:]/u.test(grid.text(row, column)));
  // A new label at the table's left side begins something else.
  const beside = (row: number) => {
    for (let column = 0; column < (columns[0] ?? 0); column += 1) if (grid.text(row, column).trim() !== "") return true;
    return false;
  };
  const samples = new Map<number, string>();
  let row = bottom + 1;
  for (let skipped = 0; skipped < 3 && row <= grid.lastRow && filled(row).length > 0 && !repeats(row); skipped += 1, row += 1) {
    const texts = columns.map((column) => compactText(grid.text(row, column)));
    if (texts.filter((text) => text !== "" && recognise(text)).length >= 2) break;
    const numbering = texts.every((text) => /^[（(]?(?:\d{1,2}|[甲乙丙丁])?[）)]?$/.test(text));
    const first = texts.find((text) => text !== "") ?? "";
    if (!numbering && !sampleRow.test(first) && texts.filter((text) => text !== "").length < columns.length / 2) break;
    if (!numbering) for (const column of columns) samples.set(column, grid.text(row, column).trim());
  }
  const stride = strideAt(grid, row, columns);
  const ruled = row <= grid.lastRow && isRuled(grid, styles, row, columns);
  const dataRows: number[] = [];
  while (row <= grid.lastRow) {
    const empty = filled(row).length === 0 && !footed(row) && !beside(row) && (!ruled || isRuled(grid, styles, row, columns));
    if (empty) {
      if (grid.rows.get(row)?.hidden !== true) dataRows.push(row);
      row += stride;
      continue;
    }
    const again = [0, 1, 2, 3, 4].map((ahead) => row + ahead).find((one) => one + bottom - top <= grid.lastRow && repeats(one));
    if (again === undefined) break;
    row = again + bottom - top + 1;
  }
  return { dataRows, samples, stride };
}

/** How often each text stands in its column below the header. */
function printedTexts(grid: SheetGrid, bottom: number, columns: readonly number[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let row = bottom + 1; row <= grid.lastRow; row += 1) {
    for (const column of columns) {
      const text = grid.text(row, column);
      if (text !== "") counts.set(`${column} ${text}`, (counts.get(`${column} ${text}`) ?? 0) + 1);
    }
  }
  return counts;
}

function strideAt(grid: SheetGrid, row: number, columns: readonly number[]): number {
  const heights = columns.map((column) => grid.blockOf(row, column)).map((block) => block.lastRow - row + 1);
  const height = Math.max(...heights, 1);
  // Half of the columns merged downwards: each person takes several rows.
  return height > 1 && heights.filter((one) => one === height).length * 2 >= columns.length ? height : 1;
}

/**
 * The tables of a grid, the richest first: at least two facts in the header, and rows to fill under it.
 * @param ruledStyle whether a cell style draws lines
 */
export function findBands(
  grid: SheetGrid,
  ruledStyle: (index: number) => boolean,
  recognise: Recognise,
): { readonly band: RawBand; readonly facts: number }[] {
  const found: { band: RawBand; facts: number }[] = [];
  for (let bottom = 1; bottom <= grid.lastRow; bottom += 1) {
    const cells = longestRun(headerCells(grid, bottom));
    if (cells.length < 3) continue;
    const top = headerTop(grid, ruledStyle, bottom, cells);
    const columns = cells.map((cell) => ({ column: cell.column, block: cell.block, path: pathOf(grid, top, bottom, cell.column) }));
    const facts = columns.filter((column) => recognise(column.path)).length;
    if (facts < 2) continue;
    const body = scanBody(grid, ruledStyle, [top, bottom], cells, recognise);
    const headerOnly = bottom === grid.lastRow;
    if (body.dataRows.length === 0 && !headerOnly) continue;
    const dataRows = headerOnly ? [bottom + 1] : body.dataRows;
    found.push({ facts, band: { headerRows: [top, bottom], columns, dataRows, stride: body.stride, samples: body.samples } });
  }
  return found.toSorted(
    (a, b) => b.facts - a.facts || b.band.dataRows.length - a.band.dataRows.length || a.band.headerRows[0] - b.band.headerRows[0],
  );
}
