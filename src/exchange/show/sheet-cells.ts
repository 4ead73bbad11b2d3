/** The cells of a part of a worksheet's rows, as its XML streams in. */
import { RefusalError } from "../errors.ts";
import { COLUMNS_MAX, ROWS_MAX } from "../package/limits.ts";
import { columnOfReference } from "../read/cell-reference.ts";
import { attributesOf, type XmlHandler } from "../read/xml-scanner.ts";
import type { Colours } from "./colours.ts";
import { type Rich, RichReader, readable } from "./letters.ts";

/** A cell as it stands in the part, its value not yet read. */
export interface RawCell {
  readonly column: number;
  readonly style: number;
  /** `s`, `n`, `b`, `e`, `str`, `d`, `inlineStr`. */
  readonly type: string;
  readonly value: string;
  readonly inline: Rich | null;
}

export interface RawRow {
  readonly row: number;
  /** In points; null when the row has the usual height or the height of its text. */
  readonly height: number | null;
  readonly hidden: boolean;
  /** Style of the cells that are not written; null when the row sets none. */
  readonly style: number | null;
  readonly cells: readonly RawCell[];
}

/** Which rows are wanted, 1-based and inclusive. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

/** Turns the events of `sheetData` into the rows of a window. */
export class SheetCellsReader implements XmlHandler {
  readonly rows: RawRow[] = [];
  /** Whether a row below the window was met. */
  more = false;
  /** Whether the rows have begun, and whether they are over. */
  begun = false;
  ended = false;
  readonly #window: RowWindow;
  readonly #rich: RichReader;
  #row = 0;
  #wanted = false;
  #attributes: ReadonlyMap<string, string> = new Map();
  #cells: RawCell[] = [];
  #column = -1;
  #style = 0;
  #type = "n";
  #value = "";
  #inline: Rich | null = null;
  #place: "" | "value" | "inline" = "";

  constructor(window: RowWindow, colours: Colours) {
    this.#window = window;
    this.#rich = new RichReader(colours);
  }

  begin(empty: boolean): void {
    this.begun = true;
    this.ended = empty;
  }

  open(name: string, raw: string, empty: boolean): void {
    if (name === "row") this.#openRow(raw, empty);
    else if (!this.#wanted) return;
    else if (this.#place === "inline") this.#rich.open(name, raw, empty);
    else if (name === "c") this.#openCell(raw, empty);
    else if (name === "v") this.#place = empty ? "" : "value";
    else if (name === "is" && !empty) this.#place = "inline";
  }

  close(name: string): void {
    if (!this.#wanted) return;
    if (name === "is") {
      this.#inline = this.#rich.end();
      this.#place = "";
    } else if (this.#place === "inline") this.#rich.close(name);
    else if (name === "v") this.#place = "";
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
  }

  text(raw: string): void {
    if (this.#place === "value") this.#value += raw;
    else if (this.#place === "inline") this.#rich.addText(raw);
  }

  #openRow(raw: string, empty: boolean): void {
    const found = attributesOf(raw);
    this.#row = Number(found.get("r") ?? this.#row + 1);
    if (!(this.#row <= ROWS_MAX)) throw new RefusalError("file-unsafe", `a sheet claims more than ${ROWS_MAX} rows`);
    if (this.#row > this.#window.last) this.more = true;
    this.#wanted = this.#row >= this.#window.first && this.#row <= this.#window.last;
    this.#attributes = found;
    this.#cells = [];
    this.#column = -1;
    if (empty && this.#wanted) this.#closeRow();
  }

  #openCell(raw: string, empty: boolean): void {
    const found = attributesOf(raw);
    const stated = columnOfReference(found.get("r") ?? "");
    this.#column = stated < 0 ? this.#column + 1 : stated;
    if (this.#column >= COLUMNS_MAX) throw new RefusalError("file-unsafe", `a sheet claims more than ${COLUMNS_MAX} columns`);
    this.#style = Number(found.get("s") ?? 0);
    this.#type = found.get("t") ?? "n";
    this.#value = "";
    this.#inline = null;
    if (empty) this.#closeCell();
  }

  #closeCell(): void {
    const value = this.#type === "str" || this.#type === "e" ? readable(this.#value) : this.#value;
    this.#cells.push({ column: this.#column, style: this.#style, type: this.#type, value, inline: this.#inline });
  }

  #closeRow(): void {
    const found = this.#attributes;
    const height = found.get("ht");
    this.rows.push({
      row: this.#row,
      height: height === undefined ? null : Number(height),
      hidden: /^(1|true)$/.test(found.get("hidden") ?? "") || Number(height) === 0,
      style: /^(1|true)$/.test(found.get("customFormat") ?? "") ? Number(found.get("s") ?? 0) : null,
      cells: this.#cells,
    });
    this.#wanted = false;
  }
}
