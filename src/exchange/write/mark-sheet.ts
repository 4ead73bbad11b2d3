/** Gives cells of a worksheet part other styles as it streams by, and leaves every other character as it is. */
import { columnLetters, columnOfReference } from "../read/cell-reference.ts";
import { attributesOf } from "../read/xml-scanner.ts";
import { TagRewriter, tagName, withAttribute } from "./tag-rewriter.ts";

/** The cells of one row that are to be marked. */
export interface RowMarks {
  readonly row: number;
  /** 0-based, ascending, without repetition. */
  readonly columns: readonly number[];
  /** Whether every cell that the row has is marked too. */
  readonly whole: boolean;
}

/** Elements of a worksheet that stand behind `legacyDrawing` (ECMA-376 18.3.1.99). */
const BEHIND_DRAWING = new Set([
  "legacyDrawingHF",
  "drawingHF",
  "picture",
  "oleObjects",
  "controls",
  "webPublishItems",
  "tableParts",
  "extLst",
  "AlternateContent",
]);

const ROW_OR_END = /^<\/?(?:row|sheetData)/;

export class SheetMarker {
  /** The relation of the drawing that holds the sheet's comment boxes, once it has passed. */
  drawingRelation: string | null = null;
  readonly #rewriter = new TagRewriter((tag) => (this.#inData ? this.#dataTag(tag) : this.#tag(tag)));
  readonly #marks: readonly RowMarks[];
  readonly #styleOf: (base: number) => number;
  readonly #drawing: ((prefix: string) => string) | null;
  #nextMark = 0;
  #row = 0;
  #column = -1;
  #rowStyle: number | null = null;
  #current: RowMarks | null = null;
  #currentColumn = 0;
  #prefix = "";
  #inData = false;
  #afterData = false;
  #depth = 0;
  readonly #columnStyles: (readonly [number, number, number])[] = [];

  /**
   * `marks` ascend by row. `styleOf` gives the marked style for a cell's own; `drawing` the `legacyDrawing` element to put in where the
   * sheet has none (called with the sheet's prefix), null to put in none.
   */
  constructor(marks: readonly RowMarks[], styleOf: (base: number) => number, drawing: ((prefix: string) => string) | null) {
    this.#marks = marks;
    this.#styleOf = styleOf;
    this.#drawing = drawing;
  }

  push(piece: string): string {
    return this.#rewriter.push(piece);
  }

  end(): string {
    return this.#rewriter.end();
  }

  /** A tag outside of `sheetData`. Depth is counted here only: what stands inside of it is balanced. */
  #tag(tag: string): string {
    const { closing, empty, prefix, name } = tagName(tag);
    if (closing) this.#depth -= 1;
    const depth = this.#depth;
    if (!closing && !empty) this.#depth += 1;
    if (name === "col" && !closing) this.#rememberColumns(tag);
    if (name === "sheetData" && !closing) return this.#beginData(tag, prefix, empty);
    if (this.#afterData && depth <= 1) return this.#behindData(tag, closing, name, depth);
    return tag;
  }

  #dataTag(tag: string): string {
    // Most tags of most sheets are cells of rows without a problem.
    if (this.#current === null && this.#prefix === "" && !ROW_OR_END.test(tag)) return tag;
    const { closing, empty, name } = tagName(tag);
    if (name === "row") return closing ? this.#endRow() + tag : this.#beginRow(tag, empty);
    if (name === "c" && !closing) return this.#cell(tag);
    if (name !== "sheetData") return tag;
    this.#inData = false;
    this.#afterData = true;
    this.#depth -= 1;
    return this.#missingRows(Number.POSITIVE_INFINITY) + tag;
  }

  #beginData(tag: string, prefix: string, empty: boolean): string {
    this.#prefix = prefix;
    this.#inData = !empty;
    this.#afterData = empty;
    if (!empty || this.#marks.length === 0) return tag;
    return `${tag.replace(/\s*\/>$/, ">")}${this.#missingRows(Number.POSITIVE_INFINITY)}</${prefix}sheetData>`;
  }

  #behindData(tag: string, closing: boolean, name: string, depth: number): string {
    if (name === "legacyDrawing" && !closing) this.drawingRelation = attributesOf(tag.slice("<legacyDrawing".length)).get("id") ?? null;
    const here = depth === 0 ? closing : !closing && BEHIND_DRAWING.has(name);
    if (!here || this.drawingRelation !== null) return tag;
    this.drawingRelation = "";
    return (this.#drawing?.(this.#prefix) ?? "") + tag;
  }

  #beginRow(tag: string, empty: boolean): string {
    const found = attributesOf(tag.slice(tag.indexOf("row") + 3));
    this.#row = found.has("r") ? Number(found.get("r")) : this.#row + 1;
    this.#column = -1;
    const before = this.#missingRows(this.#row);
    const styled = found.get("customFormat") === "1" || found.get("customFormat") === "true";
    this.#rowStyle = styled ? Number(found.get("s") ?? 0) : null;
    const mark = this.#marks[this.#nextMark];
    this.#current = mark?.row === this.#row ? mark : null;
    this.#currentColumn = 0;
    if (this.#current === null) return before + tag;
    this.#nextMark += 1;
    if (!empty) return before + tag;
    const cells = this.#endRow();
    return `${before}${tag.replace(/\s*\/>$/, ">")}${cells}</${this.#prefix}row>`;
  }

  #cell(tag: string): string {
    const found = attributesOf(tag.slice(tag.indexOf("c") + 1));
    const stated = columnOfReference(found.get("r") ?? "");
    this.#column = stated < 0 ? this.#column + 1 : stated;
    const marks = this.#current;
    if (marks === null) return tag;
    const before = this.#missingCells(marks, this.#column);
    const marked = marks.columns[this.#currentColumn] === this.#column;
    if (marked) this.#currentColumn += 1;
    if (!marked && !marks.whole) return before + tag;
    return before + withAttribute(tag, "s", String(this.#styleOf(Number(found.get("s") ?? 0))));
  }

  #endRow(): string {
    const marks = this.#current;
    this.#current = null;
    return marks === null ? "" : this.#missingCells(marks, Number.POSITIVE_INFINITY);
  }

  /** Cells to mark that the row lacks, up to a column. */
  #missingCells(marks: RowMarks, before: number): string {
    let cells = "";
    for (
      let column = marks.columns[this.#currentColumn];
      column !== undefined && column < before;
      column = marks.columns[this.#currentColumn]
    ) {
      cells += this.#emptyCell(column, marks.row);
      this.#currentColumn += 1;
    }
    return cells;
  }

  /** Rows to mark that the sheet lacks, up to a row. */
  #missingRows(before: number): string {
    let rows = "";
    for (let mark = this.#marks[this.#nextMark]; mark !== undefined && mark.row < before; mark = this.#marks[this.#nextMark]) {
      this.#rowStyle = null;
      const { row, columns } = mark;
      rows += `<${this.#prefix}row r="${row}">${columns.map((column) => this.#emptyCell(column, row)).join("")}</${this.#prefix}row>`;
      this.#nextMark += 1;
    }
    return rows;
  }

  #emptyCell(column: number, row: number): string {
    const base = this.#rowStyle ?? this.#columnStyles.find(([first, last]) => column >= first && column <= last)?.[2] ?? 0;
    return `<${this.#prefix}c r="${columnLetters(column)}${row}" s="${this.#styleOf(base)}"/>`;
  }

  #rememberColumns(tag: string): void {
    const found = attributesOf(tag.slice(tag.indexOf("col") + 3));
    if (found.has("style"))
      this.#columnStyles.push([Number(found.get("min")) - 1, Number(found.get("max")) - 1, Number(found.get("style"))]);
  }
}
