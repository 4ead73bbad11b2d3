/** How a sheet is told so that a page can draw it; lengths are CSS pixels. The meanings stand with `SheetView` in the exchange's contract. */
import { type Static, Type } from "typebox";
import { paperNames, type SheetView } from "#exchange/contract";

const Row = Type.Integer({ minimum: 1 });
const Count = Type.Integer({ minimum: 0 });

const LettersShape = Type.Object({
  font: Type.String(),
  size: Type.Number(),
  bold: Type.Boolean(),
  italic: Type.Boolean(),
  underline: Type.Enum(["none", "single", "double"]),
  struck: Type.Boolean(),
  colour: Type.String(),
  raised: Type.Enum(["none", "superscript", "subscript"]),
});
const LineShape = Type.Union([
  Type.Object({ style: Type.Enum(["thin", "medium", "thick", "double", "dotted", "dashed"]), colour: Type.String() }),
  Type.Null(),
]);
const LookShape = Type.Object({
  letters: LettersShape,
  fill: Type.String(),
  top: LineShape,
  right: LineShape,
  bottom: LineShape,
  left: LineShape,
  diagonals: Type.Array(Type.Enum(["falling", "rising"])),
  horizontal: Type.Enum(["left", "center", "right", "justify"]),
  vertical: Type.Enum(["top", "middle", "bottom"]),
  wraps: Type.Boolean(),
  indent: Type.Number(),
  turned: Type.Number({ description: "Degrees counter-clockwise; 255: Hanzi standing under one another." }),
});
const CellShape = Type.Object({
  column: Count,
  columns: Type.Optional(Type.Integer()),
  rows: Type.Optional(Type.Integer()),
  look: Count,
  text: Type.String(),
  runs: Type.Optional(Type.Array(Type.Object({ text: Type.String(), letters: Type.Optional(LettersShape) }))),
  shrunk: Type.Optional(Type.Number()),
  spills: Type.Optional(Type.Boolean()),
});
const PageLineShape = Type.Object({ left: Type.String(), center: Type.String(), right: Type.String() });
const PrintShape = Type.Object({
  paper: Type.Enum([...paperNames]),
  landscape: Type.Boolean(),
  width: Type.Number(),
  height: Type.Number(),
  margins: Type.Object({ top: Type.Number(), right: Type.Number(), bottom: Type.Number(), left: Type.Number() }),
  scale: Type.Number(),
  centred: Type.Object({ horizontally: Type.Boolean(), vertically: Type.Boolean() }),
  titleRows: Type.Optional(Type.Tuple([Row, Row])),
  header: PageLineShape,
  footer: PageLineShape,
  pages: Type.Array(Type.Object({ firstRow: Row, lastRow: Row, firstColumn: Count, lastColumn: Count })),
});

export const SheetShape = Type.Object({
  name: Type.String(),
  columns: Type.Array(Type.Object({ column: Count, width: Type.Number() })),
  rows: Type.Array(Type.Object({ row: Row, height: Type.Number(), fixed: Type.Boolean(), cells: Type.Array(CellShape) })),
  more: Type.Boolean({ description: "The sheet goes on below the rows that are here." }),
  looks: Type.Array(LookShape),
  print: PrintShape,
});

/** As a workbook writes that Hanzi stand under one another. */
const STACKED = 255;

/** A sheet as it is told. */
export function shownSheet({ name, columns, rows, more, looks, print }: SheetView): Static<typeof SheetShape> {
  const { titleRows, pages, ...paper } = print;
  return {
    name,
    more,
    columns: columns.map((column) => ({ ...column })),
    rows: rows.map(({ cells, ...row }) => ({
      ...row,
      cells: cells.map(({ runs, ...cell }) => ({ ...cell, ...(runs === undefined ? {} : { runs: runs.map((run) => ({ ...run })) }) })),
    })),
    looks: looks.map(({ diagonals, turned, ...look }) => ({
      ...look,
      diagonals: [...diagonals],
      turned: turned === "stacked" ? STACKED : turned,
    })),
    print: {
      ...paper,
      pages: pages.map((page) => ({ ...page })),
      ...(titleRows === null ? {} : { titleRows: [titleRows[0], titleRows[1]] as [number, number] }),
    },
  };
}
