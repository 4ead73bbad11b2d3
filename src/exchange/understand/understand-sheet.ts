import type { FileEvent, RecordRead, Sheet, SheetRow } from "../contract.ts";
import { isBlank, squashed } from "./cell-text.ts";
import { isChineseName } from "./column-profile.ts";
import { type FoundHeader, headerAt } from "./find-header.ts";
import { headerKey, headerTree } from "./header-tree.ts";
import { type MergedCells, MergeFiller, mergedCells } from "./merged-cells.ts";
import { type FileSettings, openTables } from "./open-tables.ts";
import { readPage } from "./read-page.ts";
import { isCaptionText, isColumnNumbers, isDataCell, kindByWords, maySpeakOfItself, RowKind, rowTexts } from "./row-kinds.ts";
import { statementsOf } from "./statements.ts";
import { BATCH_ROWS, type TableReader } from "./table-reader.ts";
import { pageEvents } from "./understand-page.ts";

/** A file event, or a row that is no record and why: every row that is not blank is one or the other. */
export type SheetEvent = FileEvent | { readonly type: "skipped"; readonly row: number; readonly kind: RowKind };

/** Rows looked at below a header to find out what its columns hold. */
const SAMPLE_ROWS = 200;
/** Rows kept ahead of the row that is being read. */
const AHEAD_ROWS = SAMPLE_ROWS + 12;
const CHUNK_ROWS = 1_000;
/** Rows between a title and its header. */
const TITLE_ROWS_MAX = 6;

/** Finds the tables of a sheet and reads their rows, holding some 1,200 rows at a time. */
export async function* understandSheet(sheet: Sheet, settings: FileSettings): AsyncGenerator<SheetEvent> {
  const walker = new SheetWalker(sheet, settings);
  let buffer: SheetRow[] = [];
  let walked = false;
  for await (const row of sheet.rows()) {
    buffer.push(row);
    if (buffer.length < CHUNK_ROWS + AHEAD_ROWS) continue;
    const taken = walker.walk(buffer, CHUNK_ROWS);
    walked = true;
    buffer = buffer.slice(taken);
    yield* walker.take();
  }
  const page = walked ? null : readPage(buffer, mergedCells(sheet.merges));
  if (page !== null) {
    yield* pageEvents(page, buffer, sheet, settings);
    return;
  }
  walker.walk(buffer, buffer.length);
  walker.finish();
  yield* walker.take();
}

/** The tables in some rows of a sheet. */
export function walkRows(sheet: Sheet, rows: readonly SheetRow[], settings: FileSettings): SheetEvent[] {
  const walker = new SheetWalker(sheet, settings);
  walker.walk(rows, rows.length);
  walker.finish();
  return walker.take();
}

class SheetWalker {
  readonly #sheet: Sheet;
  readonly #settings: FileSettings;
  readonly #merged: MergedCells;
  readonly #filler: MergeFiller;
  #events: SheetEvent[] = [];
  #tables: TableReader[] = [];
  #header: FoundHeader | null = null;
  #title = "";
  /** Rows above a header that has not come yet. */
  #preamble: SheetRow[] = [];
  /** After a total or signature row, only rows that look like the table's are records. */
  #ended = false;
  /** Columns with cells in a usual row of the table. */
  #usual = 0;

  constructor(sheet: Sheet, settings: FileSettings) {
    this.#sheet = sheet;
    this.#settings = settings;
    this.#merged = mergedCells(sheet.merges);
    this.#filler = new MergeFiller(this.#merged);
  }

  /** Reads rows from the first until `count` are taken (a header takes several at once); the rest are there to look ahead. */
  walk(rows: readonly SheetRow[], count: number): number {
    let at = 0;
    while (at < count && at < rows.length) at += this.#tables.length === 0 ? this.#outside(rows, at) : this.#inside(rows, at);
    return at;
  }

  /** The events so far, records in batches. */
  take(): SheetEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** Ends the sheet: hands out what waits. */
  finish(): void {
    this.#flush(0);
    this.#skipPreamble();
  }

  #outside(rows: readonly SheetRow[], at: number): number {
    const row = rows[at] as SheetRow;
    if (row.cells.every(isBlank)) return this.#pass(row);
    const found = headerAt(rows, at, this.#merged) ?? this.#structural(rows, at);
    if (found !== null) return this.#open(found, rows, at);
    this.#preamble.push(row);
    this.#filler.fill(row);
    return 1;
  }

  /** A table whose header nobody knows, or that has none: rows of data one below the other. */
  #structural(rows: readonly SheetRow[], at: number): FoundHeader | null {
    const looks = (row: SheetRow | undefined) =>
      row !== undefined &&
      row.cells.filter((cell) => !isBlank(cell)).length >= 2 &&
      row.cells.some((cell) => !isBlank(cell) && isDataCell(cell, squashed(cell)));
    const texts = rowTexts(rows[at] as SheetRow);
    if (!looks(rows[at]) || texts.some(isCaptionText) || kindByWords(texts) !== null) return null;
    const following = rows.slice(at + 1, at + 3);
    if (following.length === 0 || !following.every(looks)) return null;
    const row = (rows[at] as SheetRow).row;
    const above = this.#preamble.at(-1);
    const labels = above === undefined ? [] : rowTexts(above);
    // Two labels that nobody knows, directly above data, are a header all the same.
    if (
      above !== undefined &&
      above.row === row - 1 &&
      labels.length >= 2 &&
      !labels.some((text) => isCaptionText(text)) &&
      kindByWords(labels) === null
    ) {
      this.#preamble.pop();
      this.#events.push({ type: "skipped", row: above.row, kind: RowKind.header });
      return { tree: headerTree([above], this.#merged), rows: 0 };
    }
    return { tree: { rows: [0, 0], columns: [], texts: [] }, rows: 0 };
  }

  #inside(rows: readonly SheetRow[], at: number): number {
    const row = rows[at] as SheetRow;
    let cells = 0;
    let data = false;
    let first = "";
    let second = "";
    for (const cell of row.cells) {
      if (isBlank(cell)) continue;
      cells++;
      if (cells === 1) first = typeof cell === "string" ? cell : "#";
      else if (cells === 2) second = typeof cell === "string" ? cell : "";
      if (!data) data = typeof cell === "string" ? isDataText(cell) : true;
    }
    if (cells === 0) return this.#pass(row);
    if (first === "#" && second !== "") first = String(row.cells.find((cell) => !isBlank(cell)));
    const few = cells <= 2 && this.#usual > 2;
    if (few || !data || this.#ended || maySpeakOfItself(first.trimStart(), second.trimStart())) {
      const taken = this.#special(rows, at, cells, data);
      if (taken > 0) return taken;
    }
    this.#read(row);
    return 1;
  }

  /** Looks closely at a row that may be no record; returns how many rows it took, 0 when it is a record after all. */
  #special(rows: readonly SheetRow[], at: number, cells: number, data: boolean): number {
    const row = rows[at] as SheetRow;
    const texts = rowTexts(row);
    const header = this.#header as FoundHeader;
    const key = headerKey(row);
    if (header.tree.texts.includes(key)) return this.#skip(row, RowKind.header);
    if (isColumnNumbers(row) && cells >= this.#usual && header.tree.rows[1] >= row.row - 1) return this.#skip(row, RowKind.header);
    const kind = kindByWords(texts);
    if (kind === RowKind.total || kind === RowKind.signature) {
      this.#ended = true;
      return this.#skip(row, kind);
    }
    if (kind !== null) return this.#skip(row, kind);
    const statements = this.#fits(row) ? null : statementsOf(row);
    if (statements !== null) {
      for (const table of this.#tables) table.caption(statements);
      return this.#skip(row, RowKind.caption);
    }
    if (!data || cells <= 2) {
      const ahead = this.#headerAhead(rows, at);
      if (ahead > 0 || (ahead === 0 && !data)) return this.#beginAnother(rows, at, ahead);
    }
    if (cells === 1 && this.#usual > 1) {
      if (this.#isLoneRecord(row)) return 0;
      if (texts[0] === this.#title.replace(/\s+/g, "")) return this.#skip(row, RowKind.title);
      for (const table of this.#tables) table.divide(texts[0] as string);
      return this.#skip(row, RowKind.section);
    }
    if (texts.every(isCaptionText)) return this.#skip(row, RowKind.caption);
    return this.#ended && !this.#fits(row) ? this.#skip(row, RowKind.note) : 0;
  }

  /** Rows until a header that begins soon; -1 when none does. */
  #headerAhead(rows: readonly SheetRow[], at: number): number {
    for (let next = at; next < rows.length && next <= at + TITLE_ROWS_MAX; next++) {
      const row = rows[next] as SheetRow;
      const texts = rowTexts(row);
      if (texts.length === 0) continue;
      if (headerAt(rows, next, this.#merged) !== null) return next - at;
      if (texts.length > 4 || (texts.length > 2 && row.cells.some((cell) => !isBlank(cell) && isDataCell(cell, squashed(cell))))) return -1;
    }
    return -1;
  }

  /** A title or header in the middle of a sheet: the same table on its next page, or another one. */
  #beginAnother(rows: readonly SheetRow[], at: number, ahead: number): number {
    const preamble = rows.slice(at, at + ahead).filter((row) => !row.cells.every(isBlank));
    const found = headerAt(rows, at + ahead, this.#merged) as FoundHeader;
    const header = this.#header as FoundHeader;
    const sameHeader = found.tree.texts.join("\n") === header.tree.texts.join("\n");
    const titles = preamble.map((row) => rowTexts(row).join("")).filter((text) => !isCaptionText(text));
    const sameTitle = titles.length === 0 || titles[0] === this.#title.replace(/\s+/g, "");
    if (sameHeader && sameTitle) {
      for (const row of preamble) {
        const statements = statementsOf(row);
        if (statements !== null) for (const table of this.#tables) table.caption(statements);
        this.#skip(row, RowKind.title);
      }
      for (const row of rows.slice(at + ahead, at + ahead + found.rows)) this.#skip(row, RowKind.header);
      this.#ended = false;
      return ahead + found.rows;
    }
    this.#flush(0);
    for (const row of rows.slice(at, at + ahead)) this.#filler.fill(row);
    this.#preamble = preamble;
    return ahead + this.#open(found, rows, at + ahead);
  }

  #open(found: FoundHeader, rows: readonly SheetRow[], at: number): number {
    for (const row of rows.slice(at, at + found.rows)) {
      this.#filler.fill(row);
      this.#events.push({ type: "skipped", row: row.row, kind: RowKind.header });
    }
    const sample = this.#sampleRows(rows, at + found.rows, found);
    this.#header = found;
    this.#ended = false;
    this.#usual = median(sample.map((row) => row.cells.filter((cell) => !isBlank(cell)).length));
    this.#tables = openTables(
      { tree: found.tree, preamble: this.#preamble, rows: sample, titleBefore: this.#title },
      this.#sheet,
      this.#merged,
      this.#settings,
    );
    this.#title = this.#tables[0]?.plan.layout.title || this.#title;
    this.#skipPreamble();
    for (const table of this.#tables) this.#events.push({ type: "table", table: table.plan.layout });
    return found.rows;
  }

  /** The data rows below a header, up to the next header. */
  #sampleRows(rows: readonly SheetRow[], from: number, found: FoundHeader): SheetRow[] {
    const sample: SheetRow[] = [];
    const last = Math.min(rows.length, from + SAMPLE_ROWS);
    for (let at = from; at < last; at++) {
      const row = rows[at] as SheetRow;
      const texts = rowTexts(row);
      if (texts.length === 0 || kindByWords(texts) !== null || found.tree.texts.includes(headerKey(row))) continue;
      const plain = !row.cells.some((cell) => !isBlank(cell) && isDataCell(cell, squashed(cell)));
      if ((plain || texts.length <= 2) && found.tree.columns.length > 0 && this.#headerAhead(rows, at) >= 0) {
        if (headerAt(rows, at + this.#headerAhead(rows, at), this.#merged)?.tree.texts.join("\n") !== found.tree.texts.join("\n")) break;
        continue;
      }
      if (texts.length === 1 && found.tree.columns.length > 2) continue;
      if (/[:：]/.test(texts[0] as string) && statementsOf(row) !== null) continue;
      sample.push(row);
    }
    return sample;
  }

  /** A row of one cell is a record when that cell is a name in the column of names, or an identifier in its own. */
  #isLoneRecord(row: SheetRow): boolean {
    const column = row.cells.findIndex((cell) => !isBlank(cell));
    const range = this.#merged.at(row.row, column);
    if (range !== undefined && range.lastColumn > range.firstColumn) return false;
    const meaning = this.#tables.flatMap((table) => table.plan.drafts).find((draft) => draft.column === column)?.meaning;
    if (meaning == null) return false;
    const text = squashed(row.cells[column]);
    if (meaning.attribute === "name" && meaning.kind === "person") return isChineseName(text) || /^[A-Za-z]{2,}/.test(text);
    return meaning.attribute === "idNumber" ? /\d{6}/.test(text) : meaning.kind === "organisation" && meaning.attribute === "name";
  }

  /** Whether a row after the table's end still looks like one of its records. */
  #fits(row: SheetRow): boolean {
    return this.#tables.some((table) => {
      let fits = 0;
      for (const draft of table.plan.drafts) {
        const cell = row.cells[draft.column] ?? null;
        const meaning = draft.meaning;
        if (isBlank(cell) || meaning === null) continue;
        const text = squashed(cell);
        if (meaning.attribute === "name" && isChineseName(text)) fits++;
        else if (/^(?:idNumber|phone|creditCode|birthDate|address|room)$/.test(meaning.attribute) && /\d{3}/.test(text)) fits++;
      }
      return fits >= 2;
    });
  }

  #read(row: SheetRow): void {
    const filled = this.#filler.fill(row);
    let read = false;
    for (const table of this.#tables) {
      if (table.read(row, filled)) read = true;
      if (table.waiting >= BATCH_ROWS) this.#flush(BATCH_ROWS);
    }
    if (!read) this.#events.push({ type: "skipped", row: row.row, kind: RowKind.blank });
  }

  #flush(least: number): void {
    for (const table of this.#tables) {
      if (table.waiting === 0 || table.waiting < least) continue;
      const records: readonly RecordRead[] = table.take();
      this.#events.push({ type: "records", records });
    }
  }

  #pass(row: SheetRow): number {
    this.#filler.fill(row);
    return 1;
  }

  #skip(row: SheetRow, kind: RowKind): number {
    this.#filler.fill(row);
    this.#events.push({ type: "skipped", row: row.row, kind });
    return 1;
  }

  /** Rows above a header, or of a sheet that holds no table. */
  #skipPreamble(): void {
    for (const row of this.#preamble) {
      const texts = rowTexts(row);
      const open = this.#tables.length > 0;
      const caption = open && texts.some(isCaptionText) ? RowKind.caption : null;
      const kind = caption ?? kindByWords(texts) ?? (open && texts.length <= 3 ? RowKind.title : RowKind.note);
      this.#events.push({ type: "skipped", row: row.row, kind });
    }
    this.#preamble = [];
  }
}

/** A string that only data holds: it has four digits in a row. Cheaper than isDataCell, and asked of every row. */
function isDataText(text: string): boolean {
  let digits = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 48 && code <= 57) {
      if (++digits === 4) return true;
    } else digits = 0;
  }
  return false;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
