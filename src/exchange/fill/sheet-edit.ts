/** Surgery on a worksheet's XML: cells are filled, rows are put in, and everything else keeps its bytes. */
import { type CellContent, cellXml } from "./cell-xml.ts";
import { formulaCopied, formulaWithRows } from "./formula.ts";
import {
  type Block,
  blockName,
  cellName,
  movedEnd,
  movedReference,
  movedReferences,
  movedRow,
  parseBlock,
  type RowInsertion,
} from "./reference.ts";
import type { SheetCell, SheetGrid, SheetGridRow } from "./sheet.ts";
import { attributeOf, attributeSpan, childOf, type Edits, editsOf, encodeXml, textOf, type XmlElement } from "./xml.ts";

/** Rows that are copied below themselves: the last empty place of a table. */
export interface CopiedRows {
  readonly firstRow: number;
  readonly lastRow: number;
  /** The cells to write, one map a copy: row offset in the block → column → content. */
  readonly copies: readonly ReadonlyMap<number, ReadonlyMap<number, CellContent>>[];
}

export interface SheetChanges {
  /** Row → column → content, by the rows of the template. */
  readonly cells: ReadonlyMap<number, ReadonlyMap<number, CellContent>>;
  readonly copied: CopiedRows | null;
}

/** The insertion that copies make, or null. */
export function insertionOf(copied: CopiedRows | null): RowInsertion | null {
  if (copied === null || copied.copies.length === 0) return null;
  return { after: copied.lastRow, count: copied.copies.length * (copied.lastRow - copied.firstRow + 1) };
}

/** The sheet's new source. Cells with formulas lose their stored results, so that they are computed anew. */
export function editSheet(grid: SheetGrid, changes: SheetChanges): string {
  const insertion = insertionOf(changes.copied);
  const edits = editsOf(grid.source);
  editRows(edits, grid, changes, insertion);
  if (changes.copied !== null && insertion !== null) {
    edits.insert(rowPlace(grid, changes.copied.lastRow + 1), copiesXml(grid, changes.copied));
    moveSurroundings(edits, grid, changes.copied, insertion);
  }
  if (!grid.data.selfClosing) return edits.apply();
  // `<sheetData/>`: rows can only go between tags.
  const { prefix } = grid.root;
  const rows = `<${prefix}sheetData>${newRows(grid, changes, insertion)}</${prefix}sheetData>`;
  const plain = editsOf(grid.source);
  plain.replace(grid.data.start, grid.data.end, rows);
  return plain.apply();
}

function newRows(grid: SheetGrid, changes: SheetChanges, insertion: RowInsertion | null): string {
  const rows = [...changes.cells].toSorted((a, b) => a[0] - b[0]);
  const written = rows.map(([row, cells]) => rowXml(grid, insertion === null ? row : movedRow(row, insertion), cells));
  return written.join("") + (changes.copied === null ? "" : copiesXml(grid, changes.copied));
}

function rowXml(grid: SheetGrid, row: number, cells: ReadonlyMap<number, CellContent>): string {
  const { prefix } = grid.root;
  const written = [...cells]
    .toSorted((a, b) => a[0] - b[0])
    .map(([column, content]) => cellXml(prefix, cellName(row, column), grid.styleOf(row, column), content));
  return `<${prefix}row r="${row}">${written.join("")}</${prefix}row>`;
}

/** Where a row of this number belongs in the source. */
function rowPlace(grid: SheetGrid, row: number): number {
  let next: SheetGridRow | null = null;
  for (const candidate of grid.rows.values()) {
    if (candidate.number >= row && (next === null || candidate.number < next.number)) next = candidate;
  }
  return next?.element.start ?? grid.data.closeStart;
}

function editRows(edits: Edits, grid: SheetGrid, changes: SheetChanges, insertion: RowInsertion | null): void {
  for (const row of grid.rows.values()) {
    const number = insertion === null ? row.number : movedRow(row.number, insertion);
    const written = changes.cells.get(row.number);
    if (number !== row.number) renumber(edits, grid, row.element, String(number));
    editRow(edits, grid, row, number, written ?? new Map(), insertion);
  }
  for (const [row, cells] of [...changes.cells].toSorted((a, b) => a[0] - b[0])) {
    if (!grid.rows.has(row) && cells.size > 0)
      edits.insert(rowPlace(grid, row), rowXml(grid, insertion === null ? row : movedRow(row, insertion), cells));
  }
}

function renumber(edits: Edits, grid: SheetGrid, element: XmlElement, reference: string): void {
  const span = attributeSpan(grid.source, element, "r");
  if (span !== null) edits.replace(span.start, span.end, reference);
}

function editRow(
  edits: Edits,
  grid: SheetGrid,
  row: SheetGridRow,
  number: number,
  written: ReadonlyMap<number, CellContent>,
  insertion: RowInsertion | null,
): void {
  const { prefix } = grid.root;
  const missing: string[] = [];
  for (const [column, content] of [...written].toSorted((a, b) => a[0] - b[0])) {
    const xml = cellXml(prefix, cellName(number, column), grid.styleOf(row.number, column), content);
    const cell = row.cells.get(column);
    if (cell !== undefined) {
      edits.replace(cell.element.start, cell.element.end, xml);
      continue;
    }
    const next = [...row.cells.values()].filter((other) => other.column > column).toSorted((a, b) => a.column - b.column)[0];
    if (next !== undefined) edits.insert(next.element.start, xml);
    else if (row.element.selfClosing) missing.push(xml);
    else edits.insert(row.element.closeStart, xml);
  }
  if (missing.length > 0) {
    const { start, openEnd } = row.element;
    const slash = grid.source.lastIndexOf("/", openEnd);
    edits.replace(slash, openEnd, `>${missing.join("")}</${grid.source.slice(start + 1, start + 1 + `${row.element.prefix}row`.length)}>`);
  }
  for (const cell of row.cells.values()) {
    if (written.has(cell.column)) continue;
    if (number !== row.number) renumber(edits, grid, cell.element, cellName(number, cell.column));
    if (cell.formula !== null) editFormula(edits, grid, cell, insertion);
  }
}

function editFormula(edits: Edits, grid: SheetGrid, cell: SheetCell, insertion: RowInsertion | null): void {
  const { source } = grid;
  const value = childOf(cell.element, "v");
  if (value !== undefined) edits.replace(value.start, value.end, "");
  if (insertion === null || cell.formula === null) return;
  const span = attributeSpan(source, cell.formula, "ref");
  if (span !== null) edits.replace(span.start, span.end, movedReference(source.slice(span.start, span.end), insertion));
  moveFormula(edits, grid, cell.formula, insertion);
}

/** Moves the references of a formula element; one without text (a shared formula's copy) has none. */
function moveFormula(edits: Edits, grid: SheetGrid, element: XmlElement, insertion: RowInsertion): void {
  if (element.selfClosing) return;
  const formula = textOf(grid.source, element);
  const moved = formulaWithRows(formula, grid.name, grid.name, insertion);
  if (moved !== formula) edits.replace(element.openEnd, element.closeStart, encodeXml(moved));
}

// ---- copies of the last row

interface CellTemplate {
  readonly column: number;
  readonly style: number;
  /** The cell's formula for a copy some rows below, or null. */
  readonly formula: ((rows: number) => string) | null;
  /** Attributes and content of a fixed text that every row repeats, or null. */
  readonly fixed: string | null;
}

interface RowTemplate {
  readonly offset: number;
  /** The opening tag around the row's number. */
  readonly open: readonly [string, string];
  readonly cells: readonly CellTemplate[];
}

function rowTemplate(grid: SheetGrid, row: number, offset: number): RowTemplate {
  const { prefix } = grid.root;
  const known = grid.rows.get(row);
  if (known === undefined) return { offset, open: [`<${prefix}row r="`, '">'], cells: [] };
  const { element } = known;
  const tag = grid.source.slice(element.start, element.openEnd).replace(/\s*\/?>$/, "");
  const head = `<${element.prefix}row`;
  const rest = tag.slice(head.length).replace(/\sr\s*=\s*(?:"[^"]*"|'[^']*')/, "");
  const cells = [...known.cells.values()].toSorted((a, b) => a.column - b.column).map((cell) => cellTemplate(grid, cell));
  return { offset, open: [`${head} r="`, `"${rest}>`], cells };
}

function cellTemplate(grid: SheetGrid, cell: SheetCell): CellTemplate {
  const { source } = grid;
  const { prefix } = grid.root;
  const blank = { column: cell.column, style: cell.style, formula: null, fixed: null };
  if (cell.formula === null) {
    if (cell.text.trim() === "") return blank;
    const type = attributeOf(source, cell.element, "t");
    const inner = source.slice(cell.element.openEnd, cell.element.closeStart);
    return { ...blank, fixed: `${type === undefined ? "" : ` t="${type}"`}>${inner}` };
  }
  const shared = attributeOf(source, cell.formula, "t") === "shared" ? attributeOf(source, cell.formula, "si") : undefined;
  if (shared !== undefined) return { ...blank, formula: () => `<${prefix}f t="shared" si="${shared}"/>` };
  const text = textOf(source, cell.formula);
  return { ...blank, formula: (rows) => `<${prefix}f>${encodeXml(formulaCopied(text, rows))}</${prefix}f>` };
}

function copiesXml(grid: SheetGrid, copied: CopiedRows): string {
  const { prefix } = grid.root;
  const stride = copied.lastRow - copied.firstRow + 1;
  const templates = Array.from({ length: stride }, (_, offset) => rowTemplate(grid, copied.firstRow + offset, offset));
  const parts: string[] = [];
  for (const [index, copy] of copied.copies.entries()) {
    const moved = (index + 1) * stride;
    for (const template of templates) {
      const row = copied.firstRow + template.offset + moved;
      const written = copy.get(template.offset) ?? new Map<number, CellContent>();
      parts.push(template.open[0], String(row), template.open[1]);
      pushCells(parts, grid, template, row, moved, written);
      parts.push(`</${prefix}row>`);
    }
  }
  return parts.join("");
}

function pushCells(
  parts: string[],
  grid: SheetGrid,
  template: RowTemplate,
  row: number,
  moved: number,
  written: ReadonlyMap<number, CellContent>,
): void {
  const { prefix } = grid.root;
  const own = new Set(template.cells.map((cell) => cell.column));
  const extra = [...written.keys()].filter((column) => !own.has(column)).toSorted((a, b) => a - b);
  let next = 0;
  const pushExtra = (before: number) => {
    for (; next < extra.length && (extra[next] as number) < before; next += 1) {
      const column = extra[next] as number;
      parts.push(cellXml(prefix, cellName(row, column), grid.styleOf(row - moved, column), written.get(column) as CellContent));
    }
  };
  for (const cell of template.cells) {
    pushExtra(cell.column);
    const name = cellName(row, cell.column);
    const content = written.get(cell.column);
    const style = cell.style === 0 ? "" : ` s="${cell.style}"`;
    if (content !== undefined) parts.push(cellXml(prefix, name, cell.style, content));
    else if (cell.formula !== null) parts.push(`<${prefix}c r="${name}"${style}>${cell.formula(moved)}</${prefix}c>`);
    else if (cell.fixed !== null) parts.push(`<${prefix}c r="${name}"${style}${cell.fixed}</${prefix}c>`);
    else parts.push(`<${prefix}c r="${name}"${style}/>`);
  }
  pushExtra(Number.POSITIVE_INFINITY);
}

// ---- what stands around the rows

function moveSurroundings(edits: Edits, grid: SheetGrid, copied: CopiedRows, insertion: RowInsertion): void {
  for (const child of grid.root.children) {
    if (child === grid.data || child.name === "sheetViews") continue;
    if (child.name === "mergeCells") moveMerges(edits, grid, child, copied, insertion);
    else moveElement(edits, grid, child, insertion);
  }
}

function moveElement(edits: Edits, grid: SheetGrid, element: XmlElement, insertion: RowInsertion): void {
  const { source } = grid;
  for (const name of ["sqref", "ref"]) {
    const span = attributeSpan(source, element, name);
    if (span === null) continue;
    const written = source.slice(span.start, span.end);
    // A link belongs to its one cell; a rule or a check belongs to the table and grows with it.
    edits.replace(
      span.start,
      span.end,
      element.name === "hyperlink" ? movedReference(written, insertion) : movedReferences(written, insertion),
    );
  }
  if (/^(?:formula\d?|f)$/.test(element.name)) moveFormula(edits, grid, element, insertion);
  if (element.name === "sqref") edits.replace(element.openEnd, element.closeStart, movedReferences(textOf(source, element), insertion));
  for (const child of element.children) {
    if (element.name === "rowBreaks" && child.name === "brk") {
      const span = attributeSpan(source, child, "id");
      if (span !== null) edits.replace(span.start, span.end, String(movedEnd(Number(source.slice(span.start, span.end)), insertion)));
    } else if (/^(?:from|to)$/.test(element.name) && child.name === "row") {
      const row = Number(textOf(source, child)) + 1;
      edits.replace(child.openEnd, child.closeStart, String(movedRow(row, insertion) - 1));
    } else moveElement(edits, grid, child, insertion);
  }
}

function moveMerges(edits: Edits, grid: SheetGrid, element: XmlElement, copied: CopiedRows, insertion: RowInsertion): void {
  const { source } = grid;
  const stride = copied.lastRow - copied.firstRow + 1;
  const repeated: Block[] = [];
  for (const merge of element.children) {
    const span = attributeSpan(source, merge, "ref");
    const block = span === null ? null : parseBlock(source.slice(span.start, span.end));
    if (span === null || block === null) continue;
    if (block.firstRow >= copied.firstRow && block.lastRow <= copied.lastRow) repeated.push(block);
    else edits.replace(span.start, span.end, movedReference(source.slice(span.start, span.end), insertion));
  }
  if (repeated.length === 0) return;
  const added: string[] = [];
  for (let copy = 1; copy <= copied.copies.length; copy += 1) {
    for (const block of repeated) {
      const moved = { ...block, firstRow: block.firstRow + copy * stride, lastRow: block.lastRow + copy * stride };
      added.push(`<${element.prefix}mergeCell ref="${blockName(moved)}"/>`);
    }
  }
  edits.insert(element.closeStart, added.join(""));
  const count = attributeSpan(source, element, "count");
  if (count !== null) edits.replace(count.start, count.end, String(element.children.length + added.length));
}
