/** Finds the fields of an application form: labels, and the room for their values beside, below or behind them. */
import { compactText } from "./bands.ts";
import { isPlaceholder, parseBoxes, parseInside } from "./boxes.ts";
import type { OptionBox, Place } from "./geometry.ts";
import { coupleOf, meaningOfLabel, nameOfOther, standsBeside } from "./labels.ts";
import { type Block, cellName } from "./reference.ts";
import { findRoleRows } from "./role-rows.ts";
import type { SheetGrid } from "./sheet.ts";

/** A label with the place of its value. */
export interface LabelledPlace {
  readonly path: string;
  readonly place: Place;
  /** What is printed in the room for the value. */
  readonly placeholder: string;
}

const handRow = /填表人|填报人|经办人|审核人|审批|签字|签名|盖章|负责人|制表/;
const labelLengthMax = 24;

/** Rows that a table takes: their cells are no labels. */
export interface TakenRows {
  readonly first: number;
  readonly last: number;
}

interface Search {
  readonly grid: SheetGrid;
  readonly found: LabelledPlace[];
  /** Value cells already given to a label. */
  readonly claimed: Set<string>;
}

function isLabel(text: string): boolean {
  const compact = compactText(text);
  return compact !== "" && compact.length <= labelLengthMax && /\p{L}/u.test(compact) && !/[。；！？]/.test(compact);
}

/** The tall labels at the side of a row (`监护人` over several rows), outermost first. */
function sideLabels(grid: SheetGrid, row: number, column: number): string[] {
  const labels: string[] = [];
  for (let at = 0; at < column; ) {
    const block = grid.blockOf(row, at);
    const text = compactText(grid.text(block.firstRow, block.firstColumn));
    const tall = block.lastRow > block.firstRow;
    // A tall block with blank room beside it is a label of its own, such as an opinion; a side label stands before labels.
    if (tall && text !== "" && text.length <= 12 && isLabel(grid.text(block.firstRow, block.lastColumn + 1))) labels.push(text);
    at = block.lastColumn + 1;
  }
  return labels;
}

/** A word such as 监护人 directly in front of another label says whose the row's facts are. */
function isRoleOfRow(search: Search, block: Block): boolean {
  const { grid } = search;
  if (block.lastRow > block.firstRow) return false;
  const next = grid.text(block.firstRow, block.lastColumn + 1);
  if (!isLabel(next) || parseBoxes(next) !== null || isPlaceholder(next)) return false;
  const text = grid.text(block.firstRow, block.firstColumn);
  const role = nameOfOther(text) ?? coupleOf(compactText(text));
  // 监护人 says whose the row is; 监护人姓名 asks for his name, and its room may stand below.
  return role != null && !/姓名|名称|[:：]/.test(text) && meaningOfLabel(next).meaning?.role === "subject";
}

/** What stands behind a name of somebody else in its row (出租人 | … | 证件号码 | …) is his. */
function besideNames(found: readonly LabelledPlace[]): LabelledPlace[] {
  const key = (path: string) => JSON.stringify(meaningOfLabel(path).meaning);
  const asked = new Set(found.map((one) => key(one.path)));
  let row = 0;
  let role: string | null = null;
  return found.map((one) => {
    if (one.place.row !== row) role = null;
    row = one.place.row;
    const named = nameOfOther(one.path);
    if (named !== null) role = named;
    else if (meaningOfLabel(one.path).meaning?.attribute === "name") role = null;
    const path = `${role}/${one.path}`;
    // 监护人电话 stands there by its own name: a plain 手机 behind it is not his.
    const isHis = named === null && role !== null && !one.path.includes("/") && standsBeside(one.path) && !asked.has(key(path));
    return isHis ? { ...one, path } : one;
  });
}

/** Options in cells of their own that go on to the right of a column. */
function boxesBeside(search: Search, row: number, lastColumn: number): OptionBox[] {
  const { grid } = search;
  const boxes: OptionBox[] = [];
  for (let column = lastColumn + 1; column <= grid.lastColumn; column = grid.blockOf(row, column).lastColumn + 1) {
    const next = parseBoxes(grid.text(row, column));
    if (next === null || next.label !== "") break;
    boxes.push(...next.boxes.map((box) => ({ ...box, row, column })));
  }
  return boxes;
}

function boxesAt(search: Search, row: number, column: number): { readonly boxes: readonly OptionBox[]; readonly label: string } | null {
  const { grid } = search;
  const first = parseBoxes(grid.text(row, column));
  if (first === null) return null;
  const own = first.boxes.map((box) => ({ ...box, row, column }));
  return { boxes: [...own, ...boxesBeside(search, row, grid.blockOf(row, column).lastColumn)], label: first.label };
}

function roomAt(search: Search, row: number, column: number): boolean {
  const { grid, claimed } = search;
  if (column > grid.lastColumn || row > grid.lastRow) return false;
  const block = grid.blockOf(row, column);
  if (block.firstRow !== row || block.firstColumn !== column || claimed.has(cellName(row, column))) return false;
  const cell = grid.cell(row, column);
  return cell?.formula == null && isPlaceholder(cell?.text ?? "");
}

/** How many characters the numbers have that forms print squares for. */
const SQUARES: Readonly<Record<string, number>> = { idNumber: 18, phone: 11, bankAccount: 16, creditCode: 18 };

/** The drawn, blank, single cells in a row that wait for the characters of one number; 0 when they are too few. */
function squaresAt(search: Search, row: number, column: number, path: string): number {
  const least = SQUARES[meaningOfLabel(path).meaning?.attribute ?? ""];
  if (least === undefined) return 0;
  let count = 0;
  for (let at = column; roomAt(search, row, at) && search.grid.cell(row, at) !== undefined; at += 1) {
    const block = search.grid.blockOf(row, at);
    if (block.lastColumn > block.firstColumn) break;
    count += 1;
  }
  return count >= least ? count : 0;
}

function claim(search: Search, path: string, place: Place, placeholder: string): void {
  search.claimed.add(cellName(place.row, place.column));
  if (place.how === "boxes") for (const box of place.boxes) search.claimed.add(cellName(box.row, box.column));
  search.found.push({ path, place, placeholder });
}

/** A cell such as `姓名：____  性别：□男 □女`: labels and their room together. True when the cell was understood so. */
function readInside(search: Search, row: number, column: number, prefix: readonly string[]): boolean {
  const { grid } = search;
  const inside = parseInside(grid.text(row, column));
  const path = (label: string) => [...prefix, label].join("/");
  const printed = inside.some((one) => one.boxes !== null || one.placeholder.replace(/\s/g, "") !== "" || one.placeholder.length >= 2);
  if (!printed && inside.length < 2) {
    // `性别 □男 □女`, without a colon.
    const boxes = boxesAt(search, row, column);
    if (boxes === null || boxes.label === "") return false;
    claim(search, path(boxes.label), { how: "boxes", row, column, boxes: boxes.boxes }, "");
    return true;
  }
  for (const [index, one] of inside.entries()) {
    if (one.boxes === null) claim(search, path(one.label), { how: "blank", row, column, start: one.start, end: one.end }, one.placeholder);
    else {
      const own = one.boxes.map((box) => ({ ...box, row, column }));
      const more = index === inside.length - 1 ? boxesBeside(search, row, grid.blockOf(row, column).lastColumn) : [];
      claim(search, path(one.label), { how: "boxes", row, column, boxes: [...own, ...more] }, "");
    }
  }
  return true;
}

function readLabel(search: Search, block: Block, prefix: readonly string[]): void {
  const { grid } = search;
  const row = block.firstRow;
  const column = block.firstColumn;
  const text = grid.text(row, column);
  if (!isLabel(text)) return;
  const path = [...prefix, text.trim()].join("/");
  const right = block.lastColumn + 1;
  const boxes = boxesAt(search, row, right);
  if (boxes !== null && boxes.label === "") {
    claim(search, path, { how: "boxes", row, column: right, boxes: boxes.boxes }, "");
    return;
  }
  const squares = squaresAt(search, row, right, path);
  if (squares > 0) {
    for (let at = 1; at < squares; at += 1) search.claimed.add(cellName(row, right + at));
    claim(search, path, { how: "squares", row, column: right, count: squares }, "");
    return;
  }
  // Where no cell is drawn there is room only for what is surely asked.
  const drawn = grid.cell(row, right) !== undefined || meaningOfLabel(path).meaning !== null;
  if (drawn && roomAt(search, row, right)) {
    claim(search, path, { how: "cell", row, column: right }, grid.text(row, right));
    return;
  }
  if (meaningOfLabel(path).meaning === null) return;
  const below = block.lastRow + 1;
  if (below > grid.lastRow) {
    if (/[:：]\s*$/.test(text)) claim(search, path, { how: "blank", row, column, start: text.length, end: text.length }, "");
    return;
  }
  const lower = boxesAt(search, below, column);
  if (lower !== null && lower.label === "") claim(search, path, { how: "boxes", row: below, column, boxes: lower.boxes }, "");
  else if (roomAt(search, below, column)) claim(search, path, { how: "cell", row: below, column }, grid.text(below, column));
  else if (/[:：]\s*$/.test(text)) claim(search, path, { how: "blank", row, column, start: text.length, end: text.length }, "");
}

/** Every label of a grid that has room for a value, in reading order. */
export function findLabels(grid: SheetGrid, taken: readonly TakenRows[]): LabelledPlace[] {
  const search: Search = { grid, found: [], claimed: new Set() };
  for (const { header, cells, path, row, column } of findRoleRows(grid)) {
    for (const cell of [header, ...cells]) search.claimed.add(cellName(cell.row, cell.column));
    claim(search, path, { how: "cell", row, column }, "");
  }
  for (const row of [...grid.rows.values()].toSorted((a, b) => a.number - b.number)) {
    if (row.hidden || taken.some((rows) => row.number >= rows.first && row.number <= rows.last)) continue;
    const texts = [...row.cells.values()].filter((cell) => cell.text.trim() !== "").toSorted((a, b) => a.column - b.column);
    const byHand = texts.some((cell) => handRow.test(compactText(cell.text)) && cell.text.length <= 40);
    let rowRole: string[] = [];
    for (const cell of texts) {
      const block = grid.blockOf(cell.row, cell.column);
      if (block.firstRow !== cell.row || block.firstColumn !== cell.column || search.claimed.has(cellName(cell.row, cell.column))) continue;
      const wholeWidth = block.firstColumn === 0 && block.lastColumn >= grid.lastColumn && grid.lastColumn > 0;
      const prefix = [...sideLabels(grid, cell.row, cell.column), ...rowRole];
      if (byHand) continue;
      if (readInside(search, cell.row, cell.column, prefix)) continue;
      if (wholeWidth) {
        readLine(search, block, prefix);
        continue;
      }
      if (isRoleOfRow(search, block)) rowRole = [compactText(cell.text)];
      else if (block.lastRow > block.firstRow && isLabel(grid.text(cell.row, block.lastColumn + 1))) continue;
      else readLabel(search, block, prefix);
    }
  }
  return besideNames(search.found);
}

/** `家庭住址：` over the whole width has its room behind the colon. */
function readLine(search: Search, block: Block, prefix: readonly string[]): void {
  const { firstRow: row, firstColumn: column } = block;
  const text = search.grid.text(row, column);
  const path = [...prefix, text.trim()].join("/");
  if (!/[:：]\s*$/.test(text) || meaningOfLabel(path).meaning === null) return;
  claim(search, path, { how: "blank", row, column, start: text.length, end: text.length }, "");
}
