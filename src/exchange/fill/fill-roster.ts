/** Fills a roster: one place for a person after another, and further places in the table's own style when they run out. */
import type { FormAnswers } from "../contract.ts";
import type { CellContent } from "./cell-xml.ts";
import { type AskedField, answerOf, type CellWriter, cellContent } from "./fill-cells.ts";
import type { Band, BandColumn } from "./geometry.ts";
import type { CopiedRows } from "./sheet-edit.ts";

/** A column of a table as it is written. */
export interface WrittenColumn {
  readonly column: number;
  /** `sequence` numbers the rows, a field asks for a fact; other columns stay as they are. */
  readonly content: "sequence" | AskedField;
}

export interface FilledBand {
  /** Row → column → content, by the rows of the template. */
  readonly cells: Map<number, Map<number, CellContent>>;
  readonly copied: CopiedRows | null;
  readonly rows: number;
}

/** The answers of one row, and whose they are. */
export interface BandRow {
  readonly answers: FormAnswers["subject"];
  readonly person: string;
  readonly subject: number;
}

/** Which columns of a table are written, and how. */
export function writtenColumns(band: Band, asked: ReadonlyMap<string, AskedField>): WrittenColumn[] {
  const columns: WrittenColumn[] = [];
  for (const one of band.columns as readonly BandColumn[]) {
    const field = asked.get(one.field.id);
    if (one.field.computed === "sequence") columns.push({ column: one.column, content: "sequence" });
    else if (field !== undefined) columns.push({ column: one.column, content: field });
  }
  return columns;
}

/**
 * Fills the rows of a table.
 * @param rows answers of one row after another; read once, kept by nobody
 */
export function fillBand(
  writer: CellWriter,
  band: Band,
  asked: ReadonlyMap<string, AskedField>,
  rows: Iterable<BandRow>,
  sheet: string,
): FilledBand {
  const { grid } = writer;
  const columns = writtenColumns(band, asked);
  const fields = columns.flatMap((column) => (column.content === "sequence" ? [] : [column.content.field]));
  const cells = new Map<number, Map<number, CellContent>>();
  const copies: Map<number, Map<number, CellContent>>[] = [];
  const last = band.dataRows.at(-1) ?? band.headerRows[1] + 1;
  const styles = new Map(columns.map((column) => [column.column, grid.styleOf(last, column.column)]));
  let count = 0;
  for (const { answers, person, subject } of rows) {
    const own = band.dataRows[count];
    const row = own ?? last + (count - band.dataRows.length + 1) * band.stride;
    const template = own ?? last;
    const written = new Map<number, CellContent>();
    for (const { column, content } of columns) {
      const printed = grid.text(template, column).trim();
      if (content === "sequence") {
        if (own === undefined || printed === "") written.set(column, sequenceNumber(writer, template, column, count + 1));
        continue;
      }
      // What the department printed into its empty rows (a village's name) is its own and stays.
      if (grid.cell(template, column)?.formula != null || printed.replace(/[\s_＿年月日]/g, "") !== "") continue;
      const style = own === undefined ? (styles.get(column) ?? 0) : grid.styleOf(own, column);
      const cell = cellContent(writer, content, answerOf(content.field, fields, answers), { sheet, person, subject }, row, column, style);
      if (cell !== null) written.set(column, cell);
    }
    if (own === undefined) copies.push(new Map([[0, written]]));
    else cells.set(own, written);
    count += 1;
  }
  const copied = copies.length === 0 ? null : { firstRow: last, lastRow: last + band.stride - 1, copies };
  return { cells, copied, rows: count };
}

function sequenceNumber(writer: CellWriter, row: number, column: number, number: number): CellContent {
  const format = writer.styles.of(writer.grid.styleOf(row, column)).numberFormat;
  return format === "@" ? { kind: "text", text: String(number) } : { kind: "number", number };
}
