/** Tables for people: columns that stand under each other also when half of the text is Chinese. */
import { cutToWidth, displayWidth, padToWidth, printable } from "./display-width.ts";
import type { Paint } from "./terminal.ts";

export interface TextColumn {
  readonly title: string;
  readonly align?: "left" | "right";
  /** May be cut when the terminal is too narrow; the widest of them is cut first. */
  readonly flexible?: boolean;
  /** Colour of the cells, not of the title. */
  readonly colour?: (text: string) => string;
}

const GAP = "  ";
/** A flexible column is not cut below this many cells. */
const FLEXIBLE_CELLS_MIN = 8;

/** Widths of the columns: as wide as their widest cell, flexible ones narrowed until the row fits into `width`. */
function widthsOf(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width: number): number[] {
  const widths = columns.map((column, at) => {
    let widest = displayWidth(column.title);
    for (const row of rows) widest = Math.max(widest, displayWidth(row[at] ?? ""));
    return widest;
  });
  let over = widths.reduce((sum, each) => sum + each + GAP.length, -GAP.length) - width;
  while (over > 0) {
    let widest = -1;
    columns.forEach((column, at) => {
      if (column.flexible && (widths[at] ?? 0) > FLEXIBLE_CELLS_MIN && (widest < 0 || (widths[at] ?? 0) > (widths[widest] ?? 0)))
        widest = at;
    });
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}

/**
 * Lines of a table with a title row. Cells are made printable first.
 * @param width cells that a line may take; Infinity for a pipe, where nothing is cut
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  options: { readonly width: number; readonly indent?: string; readonly paint: Paint },
): string[] {
  const indent = options.indent ?? "";
  const clean = rows.map((row) => row.map(printable));
  const widths = widthsOf(columns, clean, options.width - indent.length);
  const line = (cells: readonly string[], paintCell: (text: string, column: TextColumn) => string) =>
    (
      indent +
      columns
        .map((column, at) => {
          const width = widths[at] ?? 0;
          const cell = cutToWidth(cells[at] ?? "", width);
          const blanks = " ".repeat(Math.max(0, width - displayWidth(cell)));
          const painted = paintCell(cell, column);
          return column.align === "right" ? blanks + painted : painted + blanks;
        })
        .join(GAP)
    ).trimEnd();
  return [
    line(
      columns.map((column) => column.title),
      (text) => options.paint.dim(text),
    ),
    ...clean.map((row) => line(row, (text, column) => (column.colour ? column.colour(text) : text))),
  ];
}

/** Lines of `label  value` pairs, the values standing under each other. */
export function labelledLines(pairs: readonly (readonly [string, string])[], paint: Paint, indent = "  "): string[] {
  const width = pairs.reduce((widest, [label]) => Math.max(widest, displayWidth(label)), 0);
  return pairs.map(([label, value]) => `${indent}${paint.dim(padToWidth(label, width))}  ${printable(value)}`);
}
