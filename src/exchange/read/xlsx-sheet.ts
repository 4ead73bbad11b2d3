/** Rows of a worksheet part, as its XML streams in. */
import type { Cell } from "#vocabulary/contract";
import type { SheetRow } from "../contract.ts";
import { RefusalError } from "../errors.ts";
import { COLUMNS_MAX, ROWS_MAX, type SourceLimits } from "../package/limits.ts";
import { columnOfReference } from "./cell-reference.ts";
import { decodeEscapes, ownText } from "./cell-text.ts";
import type { MergeCover } from "./merged-cells.ts";
import { formattedNumber, type NumberFormat } from "./number-format.ts";
import { RichText } from "./xlsx-strings.ts";
import { attributesOf, decodeEntities, type XmlHandler } from "./xml-scanner.ts";

/** What every sheet of a workbook shares. */
export interface WorkbookValues {
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly epoch1904: boolean;
}

/** Turns the events of `sheetData` into rows; the rows that are ready wait in `ready`, which the reader empties. */
export class SheetHandler implements XmlHandler {
  ready: SheetRow[] = [];
  readonly #workbook: WorkbookValues;
  readonly #cover: MergeCover;
  readonly #limits: SourceLimits;
  readonly #rich = new RichText();
  #inData = false;
  #row = 0;
  #rowHidden = false;
  #cells: Cell[] = [];
  #cellsSeen = 0;
  #column = -1;
  #type = "";
  #style = 0;
  /** Whether character data belongs to `v`. */
  #inValue = false;
  #inInline = false;
  #value = "";
  #inline: string | null = null;

  constructor(workbook: WorkbookValues, cover: MergeCover, limits: SourceLimits) {
    this.#workbook = workbook;
    this.#cover = cover;
    this.#limits = limits;
  }

  open(name: string, attributes: string, empty: boolean): void {
    if (!this.#inData) {
      if (name === "sheetData") this.#inData = !empty;
    } else if (name === "c") this.#openCell(attributes);
    else if (name === "v") this.#inValue = !empty;
    else if (name === "row") this.#openRow(attributes);
    else if (name === "is") {
      this.#inInline = !empty;
      this.#rich.begin();
    } else if (this.#inInline) this.#rich.open(name, empty);
  }

  close(name: string): void {
    if (!this.#inData) return;
    if (name === "v") this.#inValue = false;
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
    else if (name === "is") {
      this.#inInline = false;
      this.#inline = this.#rich.end();
    } else if (name === "sheetData") this.#inData = false;
    else if (this.#inInline) this.#rich.close(name);
  }

  text(raw: string): void {
    if (this.#inValue) this.#value = this.#value === "" ? raw : this.#value + raw;
    else if (this.#inInline) this.#rich.addText(raw);
  }

  #openRow(attributes: string): void {
    const found = attributesOf(attributes);
    const stated = found.get("r");
    const row = stated === undefined ? this.#row + 1 : Number(stated);
    if (!(row <= ROWS_MAX)) throw new RefusalError("file-unsafe", `a sheet claims more than ${ROWS_MAX} rows`);
    if (!(row > this.#row)) throw new RefusalError("file-damaged", "the rows of a sheet are out of order");
    this.#row = row;
    const hidden = found.get("hidden");
    this.#rowHidden = hidden === "1" || hidden === "true" || Number(found.get("ht") ?? 1) === 0;
    this.#cells = [];
    this.#column = -1;
  }

  #openCell(attributes: string): void {
    this.#type = "";
    this.#style = 0;
    this.#value = "";
    this.#inline = null;
    let column = -1;
    let at = 0;
    // The three attributes that matter are of one letter; this loop runs once for every cell of a sheet.
    for (;;) {
      const equals = attributes.indexOf("=", at);
      if (equals < 0) break;
      const quote = attributes.charCodeAt(equals + 1) === 0x22 ? '"' : attributes.charCodeAt(equals + 1) === 0x27 ? "'" : "";
      if (quote === "") {
        this.#openCellSlowly(attributes);
        return;
      }
      const end = attributes.indexOf(quote, equals + 2);
      const name = attributes.charCodeAt(equals - 1);
      if (attributes.charCodeAt(equals - 2) <= 0x20) {
        if (name === 0x72) column = columnOfReference(attributes.slice(equals + 2, end));
        else if (name === 0x73) this.#style = Number(attributes.slice(equals + 2, end));
        else if (name === 0x74) this.#type = attributes.slice(equals + 2, end);
      }
      at = end + 1;
    }
    this.#enterColumn(column);
  }

  #openCellSlowly(attributes: string): void {
    const found = attributesOf(attributes);
    this.#style = Number(found.get("s") ?? 0);
    this.#type = found.get("t") ?? "";
    this.#enterColumn(columnOfReference(found.get("r") ?? ""));
  }

  #enterColumn(stated: number): void {
    this.#column = stated < 0 ? this.#column + 1 : stated;
    if (this.#column >= COLUMNS_MAX) throw new RefusalError("file-unsafe", `a sheet claims more than ${COLUMNS_MAX} columns`);
  }

  #closeCell(): void {
    const cell =
      this.#inline !== null && (this.#type === "inlineStr" || this.#value === "") ? this.#inline || null : this.#cell(this.#value);
    if (cell === null) return;
    const cells = this.#cells;
    while (cells.length < this.#column) cells.push(null);
    cells[this.#column] = cell;
  }

  #cell(raw: string): Cell {
    if (raw === "") return null;
    switch (this.#type) {
      case "s": {
        const text = this.#workbook.texts[Number(raw)];
        if (text === undefined) throw new RefusalError("file-damaged", "a cell refers to a text that the workbook lacks");
        return text === "" ? null : text;
      }
      case "":
      case "n":
        return this.#number(raw);
      case "b":
        return raw.trim() === "1" || raw.trim() === "true";
      case "d":
        return isoDateCell(raw.trim());
      default:
        return ownText(decodeEscapes(decodeEntities(raw)));
    }
  }

  #number(raw: string): Cell {
    const value = Number(raw);
    if (!Number.isFinite(value) || (raw.length >= 17 && keepsAllDigits(raw))) return ownText(decodeEntities(raw));
    const format = this.#workbook.formats[this.#style];
    return format === undefined || format.kind === "number" ? value : formattedNumber(value, format, this.#workbook.epoch1904);
  }

  #closeRow(): void {
    this.#cover.apply(this.#row, this.#cells);
    if (this.#cells.length === 0) return;
    this.#cellsSeen += this.#cells.length;
    if (this.#cellsSeen > this.#limits.cellsMax)
      throw new RefusalError("file-unsafe", `a sheet spreads over more than ${this.#limits.cellsMax} cells`);
    this.ready.push({ row: this.#row, cells: this.#cells, hidden: this.#rowHidden });
  }
}

/**
 * Whether a long whole number was written digit by digit by a program, not by a spreadsheet, which keeps 15 digits and rounds to the next
 * double: such digits are an identity number or an account that nobody has lost yet.
 */
function keepsAllDigits(raw: string): boolean {
  if (!/^[1-9]\d{16,19}$/.test(raw) || raw.endsWith("000")) return false;
  return BigInt(raw) !== BigInt(Number(raw));
}

/** ISO 8601 cells of strict workbooks: `1950-03-12`, `1950-03-12T00:00:00.000Z`; anything else is a text. */
function isoDateCell(text: string): Cell {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/.exec(text);
  if (match === null) return ownText(text);
  const [, date, time] = match;
  return { date: time === undefined || time === "00:00:00" ? `${date}` : `${date}T${time}` };
}
