/** What must be known of a worksheet before its rows: hidden columns stand before them, merged ranges after. */
import type { MergedRange } from "../contract.ts";
import { RefusalError } from "../errors.ts";
import { COLUMNS_MAX, ROWS_MAX, type SourceLimits } from "../package/limits.ts";
import { rangeOfReference } from "./cell-reference.ts";
import { disjointRanges } from "./merged-cells.ts";
import { attributesOf, decodeXml, type XmlHandler, XmlScanner } from "./xml-scanner.ts";

export interface SheetSurvey {
  readonly merges: readonly MergedRange[];
  /** 0-based, ascending. */
  readonly hiddenColumns: readonly number[];
}

/** Longer than any tag around `sheetData`: how much of a piece is searched again with the next. */
const SEAM_CHARACTERS = 64;

/**
 * Reads the head and the tail of a worksheet part and passes over its rows, which costs little more than inflating them. The whole part
 * runs through, so that a bomb or a cut part is found before the first row is delivered.
 */
export async function surveySheet(bytes: AsyncIterable<Buffer>, limits: SourceLimits): Promise<SheetSurvey> {
  const handler = new SurveyHandler(limits.mergesMax);
  const head = new XmlScanner(handler, limits.cellCharactersMax);
  const tail = new XmlScanner(handler, limits.cellCharactersMax);
  let place: "head" | "rows" | "tail" = "head";
  let seam = "";
  let rows = 0;
  for await (const piece of decodeXml(bytes)) {
    let text = seam + piece;
    if (place === "head") {
      const begin = findTag(text, "<");
      if (begin !== null) {
        head.push(text.slice(0, begin.from));
        place = begin.empty ? "tail" : "rows";
        // The tail closes the worksheet that the head opened.
        if (begin.empty) tail.push("<worksheet>");
        text = text.slice(begin.to);
      }
    }
    if (place === "rows") {
      const end = findTag(text, "</");
      rows += countRows(text, end?.from ?? Math.max(0, text.length - SEAM_CHARACTERS));
      if (rows > ROWS_MAX) throw new RefusalError("file-unsafe", `a sheet claims more than ${ROWS_MAX} rows`);
      if (end !== null) {
        place = "tail";
        tail.push("<worksheet>");
        text = text.slice(end.to);
      }
    }
    if (place === "tail") {
      tail.push(text);
      seam = "";
    } else {
      const cut = Math.max(0, text.length - SEAM_CHARACTERS);
      if (place === "head") head.push(text.slice(0, cut));
      seam = text.slice(cut);
    }
  }
  if (place === "rows") throw new RefusalError("file-damaged", "a sheet ends within its rows");
  if (place === "head") head.push(seam);
  (place === "head" ? head : tail).end();
  return { merges: disjointRanges(handler.merges), hiddenColumns: handler.hiddenColumns };
}

/** Rows that begin before `end`. */
function countRows(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf("<row"); at >= 0 && at < end; at = text.indexOf("<row", at + 4)) count += 1;
  return count;
}

/** The tag of `sheetData`, with or without a prefix, that begins with `opening`; null when the text does not hold it whole. */
function findTag(text: string, opening: "<" | "</"): { readonly from: number; readonly to: number; readonly empty: boolean } | null {
  for (let at = text.indexOf("sheetData"); at >= 0; at = text.indexOf("sheetData", at + 1)) {
    const from = text.lastIndexOf("<", at);
    const before = text.slice(from, at);
    const close = text.indexOf(">", at);
    if (from < 0 || close < 0 || at - from > SEAM_CHARACTERS / 2) continue;
    const bare = before === opening || (before.startsWith(opening) && before.endsWith(":") && !/[\s/]/.test(before.slice(opening.length)));
    if (bare && /^[\s/]*$/.test(text.slice(at + "sheetData".length, close).replace(/\s[^/]*/, ""))) {
      return { from, to: close + 1, empty: text.charAt(close - 1) === "/" };
    }
  }
  return null;
}

class SurveyHandler implements XmlHandler {
  readonly merges: MergedRange[] = [];
  readonly hiddenColumns: number[] = [];
  readonly #mergesMax: number;
  #merges = 0;
  /** `col` elements are ascending and disjoint; what overlaps is not run through again. */
  #columnNext = 1;

  constructor(mergesMax: number) {
    this.#mergesMax = mergesMax;
  }

  open(name: string, attributes: string): void {
    if (name === "mergeCell") this.#merge(attributes);
    else if (name === "col") this.#column(attributes);
  }

  close(): void {}

  text(): void {}

  #merge(attributes: string): void {
    this.#merges += 1;
    if (this.#merges > this.#mergesMax) throw new RefusalError("file-unsafe", `a sheet has more than ${this.#mergesMax} merged ranges`);
    const range = rangeOfReference(attributesOf(attributes).get("ref") ?? "");
    if (range !== null) this.merges.push(range);
  }

  #column(attributes: string): void {
    const found = attributesOf(attributes);
    const hidden =
      found.get("hidden") === "1" || found.get("hidden") === "true" || (found.has("width") && Number(found.get("width")) === 0);
    if (!hidden) return;
    const last = Math.min(Number(found.get("max")), COLUMNS_MAX);
    for (let column = Math.max(this.#columnNext, Number(found.get("min"))); column <= last; column += 1) {
      this.hiddenColumns.push(column - 1);
      this.#columnNext = column + 1;
    }
  }
}
