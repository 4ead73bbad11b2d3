/** One worksheet as a grid of cells that know where they stand in the part's source. */
import { type Block, blockHolds, cellName, parseBlock, parseCell } from "./reference.ts";
import { type FormWorkbook, plainText } from "./workbook.ts";
import { attributeOf, childOf, decodeXml, parseXml, textOf, type XmlElement } from "./xml.ts";

export interface SheetCell {
  readonly row: number;
  readonly column: number;
  readonly style: number;
  readonly element: XmlElement;
  /** What a person reads in the cell; empty when it is blank. A number is given as it is stored. */
  readonly text: string;
  /** Source of the runs of a formatted text, or null. */
  readonly runs: string | null;
  readonly formula: XmlElement | null;
}

export interface SheetGridRow {
  readonly number: number;
  readonly element: XmlElement;
  readonly cells: ReadonlyMap<number, SheetCell>;
  readonly hidden: boolean;
}

export interface ListValidation {
  readonly blocks: readonly Block[];
  readonly options: readonly string[];
}

export interface SheetGrid {
  readonly name: string;
  readonly source: string;
  readonly root: XmlElement;
  readonly data: XmlElement;
  readonly rows: ReadonlyMap<number, SheetGridRow>;
  readonly lastRow: number;
  readonly lastColumn: number;
  readonly merges: readonly Block[];
  cell(row: number, column: number): SheetCell | undefined;
  /** Text of a cell; empty for a blank one. */
  text(row: number, column: number): string;
  /** The merged block of a cell, or the cell itself. */
  blockOf(row: number, column: number): Block;
  /** Style index of a cell: its own, its row's or its column's. */
  styleOf(row: number, column: number): number;
  isHiddenColumn(column: number): boolean;
  /** Width of a block in characters, or null when the form sets none. */
  widthOf(block: Block): number | null;
}

function readCell(workbook: FormWorkbook, source: string, element: XmlElement, row: number, column: number): SheetCell {
  const type = attributeOf(source, element, "t") ?? "n";
  const value = childOf(element, "v");
  const raw = value === undefined ? "" : textOf(source, value);
  let text = raw;
  let runs: string | null = null;
  if (type === "s" && raw !== "") {
    const shared = workbook.texts[Number(raw)];
    text = shared?.text ?? "";
    runs = shared !== undefined && /<(?:\w+:)?r[\s>]/.test(shared.inner) ? shared.inner : null;
  } else if (type === "inlineStr") {
    const inline = childOf(element, "is");
    text = inline === undefined ? "" : plainText(source, inline);
    const inner = inline === undefined ? "" : source.slice(inline.openEnd, inline.closeStart);
    runs = /<(?:\w+:)?r[\s>]/.test(inner) ? inner : null;
  }
  const style = Number(attributeOf(source, element, "s") ?? 0);
  return { row, column, style, element, text, runs, formula: childOf(element, "f") ?? null };
}

function readRows(workbook: FormWorkbook, source: string, data: XmlElement): Map<number, SheetGridRow> {
  const rows = new Map<number, SheetGridRow>();
  let number = 0;
  for (const element of data.children) {
    if (element.name !== "row") continue;
    // Both references are optional: what has none follows its predecessor.
    number = Number(attributeOf(source, element, "r") ?? number + 1);
    const cells = new Map<number, SheetCell>();
    let column = -1;
    for (const child of element.children) {
      if (child.name !== "c") continue;
      column = parseCell(attributeOf(source, child, "r") ?? "")?.column ?? column + 1;
      cells.set(column, readCell(workbook, source, child, number, column));
    }
    const hidden = /^(1|true)$/.test(attributeOf(source, element, "hidden") ?? "");
    rows.set(number, { number, element, cells, hidden });
  }
  return rows;
}

interface ColumnRange {
  readonly first: number;
  readonly last: number;
  readonly style: number;
  readonly hidden: boolean;
  readonly width: number | null;
}

function readColumns(source: string, root: XmlElement): ColumnRange[] {
  return (childOf(root, "cols")?.children ?? []).map((column) => ({
    first: Number(attributeOf(source, column, "min") ?? 1) - 1,
    last: Number(attributeOf(source, column, "max") ?? 1) - 1,
    style: Number(attributeOf(source, column, "style") ?? 0),
    hidden: /^(1|true)$/.test(attributeOf(source, column, "hidden") ?? ""),
    width: attributeOf(source, column, "width") === undefined ? null : Number(attributeOf(source, column, "width")),
  }));
}

/** Reads a worksheet part. */
export function readGrid(workbook: FormWorkbook, name: string, source: string): SheetGrid {
  const root = parseXml(source);
  const data = childOf(root, "sheetData");
  if (data === undefined) throw new Error("a worksheet without sheetData");
  const rows = readRows(workbook, source, data);
  const merges = (childOf(root, "mergeCells")?.children ?? [])
    .map((merge) => parseBlock(attributeOf(source, merge, "ref") ?? ""))
    .filter((block) => block !== null);
  // A merged block is looked up for every cell of a form, so each of its cells knows it.
  const mergeAt = new Map<string, Block>();
  let lastRow = 0;
  let lastColumn = 0;
  for (const row of rows.values()) {
    lastRow = Math.max(lastRow, row.number);
    for (const column of row.cells.keys()) lastColumn = Math.max(lastColumn, column);
  }
  for (const merge of merges) {
    for (let row = merge.firstRow; row <= Math.min(merge.lastRow, lastRow); row += 1) {
      for (let column = merge.firstColumn; column <= Math.min(merge.lastColumn, lastColumn); column += 1)
        mergeAt.set(cellName(row, column), merge);
    }
  }
  const columns = readColumns(source, root);
  const rowStyle = (row: SheetGridRow | undefined) => (row === undefined ? 0 : Number(attributeOf(source, row.element, "s") ?? 0));
  const cell = (row: number, column: number) => rows.get(row)?.cells.get(column);
  return {
    name,
    source,
    root,
    data,
    rows,
    lastRow,
    lastColumn,
    merges,
    cell,
    text: (row, column) => cell(row, column)?.text ?? "",
    blockOf: (row, column) =>
      mergeAt.get(cellName(row, column)) ?? { firstRow: row, lastRow: row, firstColumn: column, lastColumn: column },
    styleOf: (row, column) =>
      cell(row, column)?.style || rowStyle(rows.get(row)) || (columns.find((one) => column >= one.first && column <= one.last)?.style ?? 0),
    isHiddenColumn: (column) => columns.some((one) => one.hidden && column >= one.first && column <= one.last),
    widthOf: (block) => {
      let width = 0;
      for (let column = block.firstColumn; column <= block.lastColumn; column += 1) {
        const own = columns.find((one) => column >= one.first && column <= one.last)?.width ?? null;
        if (own === null) return null;
        width += own;
      }
      return width;
    },
  };
}

/** The list validations of a sheet, each as the source of its list. */
export function readListFormulas(grid: SheetGrid): { readonly blocks: readonly Block[]; readonly formula: string }[] {
  const { source, root } = grid;
  const found: { blocks: readonly Block[]; formula: string }[] = [];
  const visit = (element: XmlElement) => {
    for (const child of element.children) {
      if (child.name !== "dataValidation") {
        if (child.name !== "sheetData") visit(child);
        continue;
      }
      if (attributeOf(source, child, "type") !== "list") continue;
      const formula = childOf(child, "formula1");
      // The extension for lists on other sheets keeps its cells in an element instead of an attribute.
      const sqref =
        attributeOf(source, child, "sqref") ??
        (childOf(child, "sqref") === undefined ? "" : textOf(source, childOf(child, "sqref") as XmlElement));
      const blocks = sqref
        .split(" ")
        .map(parseBlock)
        .filter((block) => block !== null);
      if (formula !== undefined) found.push({ blocks, formula: textOf(source, formula).trim() });
    }
  };
  visit(root);
  return found;
}

/** The options that a list validation offers in a cell, or an empty list. */
export function optionsAt(validations: readonly ListValidation[], row: number, column: number): readonly string[] {
  return validations.find((validation) => validation.blocks.some((block) => blockHolds(block, row, column)))?.options ?? [];
}

/** The options of a list written in the validation itself (`"男,女"`), or null when it names cells. */
export function literalOptions(formula: string): readonly string[] | null {
  if (!formula.startsWith('"')) return null;
  return decodeXml(formula)
    .replace(/^"|"$/g, "")
    .split(/[,，]/)
    .map((option) => option.trim())
    .filter((option) => option !== "");
}
