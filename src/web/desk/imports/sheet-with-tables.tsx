/** A sheet as it is, with what was understood drawn over it: which rows are a table's header, and what each column is taken to mean. */
import { Fragment, type ReactNode } from "react";
import { columnLetters } from "../../sheet/drawn-sheet.ts";
import { useFormats } from "../formats.ts";
import { useText } from "../text.ts";
import { cellStyle, sheetLength } from "./cell-style.ts";
import { countOf, type Preview, type PreviewColumn, type PreviewTable } from "./job.ts";
import { useMeaningText } from "./meaning-text.ts";
import "./sheet-with-tables.css";

type View = Preview["view"];
type Row = View["rows"][number];

/** Of the column of row numbers. */
const edgeWidth = 44;
/** A column is at least wide enough for what it means. */
const columnWidthMin = 72;
const drawnWidth = ({ width }: { readonly width: number }): number => Math.max(width, columnWidthMin);

interface SheetProps {
  readonly view: View;
  readonly tables: readonly PreviewTable[];
  /** A column was chosen, to say what it means. */
  readonly onChoose: (table: PreviewTable, column: PreviewColumn) => void;
}

export function SheetWithTables({ view, tables, onChoose }: SheetProps) {
  const say = useText();
  const own = tables.filter((table) => table.sheet === view.name);
  const title = view.name === "" ? say("sheet.text") : view.name;
  const width = view.columns.reduce((sum, column) => sum + drawnWidth(column), edgeWidth);
  if (view.rows.length === 0) return <p className="soft sheet-blank">{say("sheet.blank")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a sheet wider than the screen must be scrolled by keyboard too.
    <section className="sheet" aria-label={title} tabIndex={0}>
      <table style={{ width: sheetLength(width) }}>
        <caption className="visually-hidden">{title}</caption>
        <colgroup>
          <col style={{ width: sheetLength(edgeWidth) }} />
          {view.columns.map((column) => (
            <col key={column.column} style={{ width: sheetLength(drawnWidth(column)) }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <td />
            {view.columns.map(({ column }) => (
              <th key={column} scope="col">
                {columnLetters(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row, at) => {
            const begins = own.filter((table) => firstShown(view, at, table.headerRows[0]));
            const heads = own.filter((table) => firstShown(view, at, table.headerRows[1]));
            return (
              <Fragment key={row.row}>
                {begins.map((table) => (
                  <TableBand key={table.number} view={view} table={table} />
                ))}
                <SheetRow view={view} at={at} tables={own} />
                {heads.map((table) => (
                  <MeaningRow key={table.number} view={view} table={table} onChoose={onChoose} />
                ))}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Whether a row of the sheet (1-based) shows at this place: it, or the first shown one below it when it is hidden. */
function firstShown(view: View, at: number, row: number): boolean {
  return (view.rows[at]?.row ?? 0) >= row && (at === 0 || (view.rows[at - 1]?.row ?? 0) < row);
}

function TableBand({ view, table }: { readonly view: View; readonly table: PreviewTable }) {
  const say = useText();
  const { number } = useFormats();
  const problems = countOf(table.problems);
  const unknown = table.columns.filter((column) => column.basis === "unknown").length;
  return (
    <tr className="sheet-band">
      <td />
      <td colSpan={view.columns.length}>
        <span className="sheet-band-words">
          <strong>{table.title === "" ? say("sheet.table", { number: table.number + 1 }) : table.title}</strong>
          <span className="digits">{say("sheet.rows", { count: number(table.rows) })}</span>
          {unknown > 0 && <span className="tag look">{say("sheet.unknown", { count: unknown })}</span>}
          {problems > 0 && <span className="tag look">{say("sheet.problems", { count: number(problems) })}</span>}
        </span>
      </td>
    </tr>
  );
}

function SheetRow({ view, at, tables }: { readonly view: View; readonly at: number; readonly tables: readonly PreviewTable[] }) {
  const row = view.rows[at] as Row;
  const header = tables.some(({ headerRows: [first, last] }) => row.row >= first && row.row <= last);
  const above = tables.findLast((table) => table.headerRows[1] < row.row);
  const unknown = new Set(above?.columns.filter((column) => column.basis === "unknown").map((column) => column.column));
  return (
    <tr className={header ? "sheet-header" : ""} style={{ height: sheetLength(row.height) }}>
      <th scope="row">{row.row}</th>
      {cellsOf(view, at, boundaries(view, tables)).map(({ key, cell, columns, rows }) => {
        const look = cell && view.looks[cell.look];
        return (
          <td
            key={key}
            colSpan={columns}
            rowSpan={rows}
            className={!header && unknown.has(key) ? "sheet-unknown" : ""}
            {...(look ? { style: cellStyle(look) } : {})}
          >
            {cell?.text}
          </td>
        );
      })}
    </tr>
  );
}

/** Places among the shown rows before which something is drawn between the rows: no merged cell reaches across. */
function boundaries(view: View, tables: readonly PreviewTable[]): ReadonlySet<number> {
  const places = tables.flatMap(({ headerRows: [first, last] }) => [
    view.rows.findIndex((row) => row.row >= first),
    view.rows.findIndex((row) => row.row >= last) + 1,
  ]);
  return new Set(places);
}

interface DrawnCell {
  readonly key: number;
  readonly cell: Row["cells"][number] | undefined;
  readonly columns: number;
  readonly rows: number;
}

/** The cells of one shown row, blank ones too; those that lie under a merged cell from above or from the left are left out. */
function cellsOf(view: View, at: number, edges: ReadonlySet<number>): DrawnCell[] {
  const covered = new Set<number>();
  // A cell merged downwards is looked for above, up to the last edge.
  for (let above = at - 1; above >= 0 && !edges.has(above + 1); above -= 1) {
    for (const cell of view.rows[above]?.cells ?? [])
      if ((cell.rows ?? 1) > 1 && rowsDrawn(view, above, cell.rows ?? 1, edges) > at - above)
        for (let column = cell.column; column < cell.column + (cell.columns ?? 1); column += 1) covered.add(column);
  }
  const byColumn = new Map(view.rows[at]?.cells.map((cell) => [cell.column, cell]));
  const drawn: DrawnCell[] = [];
  for (const { column } of view.columns) {
    if (covered.has(column)) continue;
    const cell = byColumn.get(column);
    const width = cell?.columns ?? 1;
    for (let under = column + 1; under < column + width; under += 1) covered.add(under);
    const columns = view.columns.filter((each) => each.column >= column && each.column < column + width).length;
    drawn.push({ key: column, cell, columns, rows: cell?.rows === undefined ? 1 : rowsDrawn(view, at, cell.rows, edges) });
  }
  return drawn;
}

function rowsDrawn(view: View, at: number, rows: number, edges: ReadonlySet<number>): number {
  const end = (view.rows[at]?.row ?? 0) + rows;
  let drawn = 1;
  while ((view.rows[at + drawn]?.row ?? Number.POSITIVE_INFINITY) < end && !edges.has(at + drawn)) drawn += 1;
  return drawn;
}

function MeaningRow({ view, table, onChoose }: Omit<SheetProps, "tables"> & { readonly table: PreviewTable }) {
  const columns = new Map(table.columns.map((column) => [column.column, column]));
  return (
    <tr className="sheet-meanings">
      <td />
      {view.columns.map(({ column }) => {
        const found = columns.get(column);
        return <td key={column}>{found && <MeaningButton column={found} onChoose={() => onChoose(table, found)} />}</td>;
      })}
    </tr>
  );
}

function MeaningButton({ column, onChoose }: { readonly column: PreviewColumn; readonly onChoose: () => void }): ReactNode {
  const say = useText();
  const { meaningText, roleText } = useMeaningText();
  const meaning = meaningText(column);
  const role = roleText(column);
  return (
    <button type="button" className={`sheet-meaning basis-${column.basis}`} onClick={onChoose}>
      <span>
        <span className="visually-hidden">
          {say("meaning.column", { column: columnLetters(column.column), header: column.header.replaceAll("\n", " ") })}
        </span>
        {role !== "" && <span className="sheet-role">{`${role} · `}</span>}
        {meaning}
      </span>
    </button>
  );
}
