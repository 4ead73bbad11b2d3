/** What a worksheet says besides its cells: columns, merged ranges, print set-up (ECMA-376 part 1, 18.3.1). */
import type { MergedRange } from "../contract.ts";
import { COLUMNS_MAX } from "../package/limits.ts";
import { rangeOfReference } from "../read/cell-reference.ts";
import { attributesOf, decodeEntities, type XmlHandler } from "../read/xml-scanner.ts";

interface ColumnRange {
  /** 0-based, inclusive. */
  readonly first: number;
  readonly last: number;
  /** In characters; null for the sheet's usual width. */
  readonly width: number | null;
  readonly hidden: boolean;
  readonly style: number;
}

/** Gathers the parts around `sheetData`. */
export class SheetPartsReader implements XmlHandler {
  readonly columns: ColumnRange[] = [];
  readonly merges: MergedRange[] = [];
  readonly rowBreaks = new Set<number>();
  readonly columnBreaks = new Set<number>();
  /** In characters, and in points. */
  columnWidth: number | null = null;
  rowHeight: number | null = null;
  fitsToPage = false;
  margins: ReadonlyMap<string, string> = new Map();
  options: ReadonlyMap<string, string> = new Map();
  setup: ReadonlyMap<string, string> | null = null;
  header = "";
  footer = "";
  readonly #mergesMax: number;
  #breaks: Set<number> | null = null;
  #line: "" | "header" | "footer" = "";

  constructor(mergesMax: number) {
    this.#mergesMax = mergesMax;
  }

  open(name: string, raw: string, empty: boolean): void {
    switch (name) {
      case "pageSetUpPr":
        this.fitsToPage = /^(1|true)$/.test(attributesOf(raw).get("fitToPage") ?? "");
        break;
      case "sheetFormatPr":
        this.#usualSizes(attributesOf(raw));
        break;
      case "col":
        this.#column(attributesOf(raw));
        break;
      case "mergeCell": {
        const range = rangeOfReference(attributesOf(raw).get("ref") ?? "");
        if (range !== null && this.merges.length < this.#mergesMax) this.merges.push(range);
        break;
      }
      case "printOptions":
        this.options = attributesOf(raw);
        break;
      case "pageMargins":
        this.margins = attributesOf(raw);
        break;
      case "pageSetup":
        this.setup = attributesOf(raw);
        break;
      case "rowBreaks":
        this.#breaks = this.rowBreaks;
        break;
      case "colBreaks":
        this.#breaks = this.columnBreaks;
        break;
      case "brk":
        this.#breaks?.add(Number(attributesOf(raw).get("id")));
        break;
      case "oddHeader":
      case "oddFooter":
        this.#line = empty ? "" : name === "oddHeader" ? "header" : "footer";
        break;
    }
  }

  close(name: string): void {
    if (name === "oddHeader" || name === "oddFooter") this.#line = "";
  }

  text(raw: string): void {
    if (this.#line !== "") this[this.#line] += decodeEntities(raw);
  }

  #usualSizes(found: ReadonlyMap<string, string>): void {
    const width = found.get("defaultColWidth");
    const base = Number(found.get("baseColWidth") ?? 8);
    this.columnWidth = width === undefined ? base + 0.72 : Number(width);
    const height = Number(found.get("defaultRowHeight"));
    this.rowHeight = height > 0 ? height : null;
  }

  #column(found: ReadonlyMap<string, string>): void {
    const width = found.get("width");
    this.columns.push({
      first: Number(found.get("min") ?? 1) - 1,
      last: Math.min(COLUMNS_MAX, Number(found.get("max") ?? 1)) - 1,
      width: width === undefined ? null : Number(width),
      hidden: /^(1|true)$/.test(found.get("hidden") ?? "") || Number(width) === 0,
      style: Number(found.get("style") ?? 0),
    });
  }
}
