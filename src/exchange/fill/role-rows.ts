/** Tables whose rows are printed for one person each: 父亲 and 母亲 below 称谓 | 姓名 | 工作单位 | 联系电话. */
import { compactText } from "./bands.ts";
import { isPlaceholder } from "./boxes.ts";
import { meaningOfLabel, nameOfOther } from "./labels.ts";
import type { SheetGrid } from "./sheet.ts";

interface CellAt {
  readonly row: number;
  readonly column: number;
}

/** One fact that such a table asks, with the room for it. */
export interface RoleCell extends CellAt {
  /** `父亲/联系电话` */
  readonly path: string;
  /** The header above it. */
  readonly header: CellAt;
  /** The cells of the row that say whose it is. */
  readonly cells: readonly CellAt[];
}

const RELATION = /关系|称谓|称呼/;
const FACTS_MIN = 2;

/** The facts of all such tables of a grid. */
export function findRoleRows(grid: SheetGrid): RoleCell[] {
  const found: RoleCell[] = [];
  for (let row = 1; row < grid.lastRow; row += 1) {
    const header = headersAt(grid, row);
    if (header.filter(({ text }) => meaningOfLabel(text, "person", true).meaning !== null).length < FACTS_MIN) continue;
    for (let below = row + 1; below <= grid.lastRow; below += 1) {
      const cells = roleRow(grid, below, header);
      if (cells.length === 0) break;
      found.push(...cells);
    }
  }
  return found;
}

interface Header extends CellAt {
  readonly text: string;
}

/** Labels directly beside each other. */
function headersAt(grid: SheetGrid, row: number): Header[] {
  const headers: Header[] = [];
  for (let column = 0; column <= grid.lastColumn; ) {
    const block = grid.blockOf(row, column);
    const text = compactText(grid.text(block.firstRow, block.firstColumn));
    if (text !== "" && text.length <= 12 && block.firstRow === row && block.lastRow === row && block.firstColumn === column)
      headers.push({ row, column, text });
    else if (headers.length > 0 && text === "") return headers.length >= 3 ? headers : [];
    column = block.lastColumn + 1;
  }
  return headers.length >= 3 ? headers : [];
}

/** The facts of a row in which one word says whose they are and every other cell below the headers is blank. */
function roleRow(grid: SheetGrid, row: number, headers: readonly Header[]): RoleCell[] {
  const texts = headers.map(({ column }) => compactText(grid.text(row, column)));
  const said = texts.findIndex((text) => text !== "");
  const word = texts[said] ?? "";
  const label = headers[said];
  if (label === undefined || nameOfOther(word) === null || /姓名/.test(word)) return [];
  if (said > 0 && !RELATION.test(label.text)) return [];
  if (texts.some((text, index) => index !== said && !isPlaceholder(text))) return [];
  return headers.flatMap((header, index) =>
    index === said
      ? []
      : [{ row, column: header.column, path: `${word}/${header.text}`, header, cells: [label, { row, column: label.column }] }],
  );
}
