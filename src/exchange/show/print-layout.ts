/** How a sheet falls on pages: its print set-up, and where one page ends and the next begins. */
import type { MergedRange, PageLine, PaperName, PrintLayout } from "../contract.ts";
import type { SheetPartsReader } from "./sheet-parts.ts";

/** Names that a workbook defines for printing a sheet. */
export interface PrintNames {
  readonly areas: readonly MergedRange[];
  readonly titleRows: readonly [number, number] | null;
}

/** What is shown, with its measures. */
export interface ShownExtent {
  readonly columns: readonly { readonly column: number; readonly width: number }[];
  readonly rows: readonly { readonly row: number; readonly height: number }[];
}

const PIXELS_PER_INCH = 96;
const PIXELS_PER_MILLIMETRE = PIXELS_PER_INCH / 25.4;

/** Width and height upright, in millimetres. */
const PAPERS: Readonly<Record<PaperName, readonly [number, number]>> = {
  A3: [297, 420],
  A4: [210, 297],
  A5: [148, 210],
  B4: [257, 364],
  B5: [182, 257],
  letter: [215.9, 279.4],
  legal: [215.9, 355.6],
};
/** Numbers of papers (18.18.51 and Windows' own); whatever else a workbook asks for is printed on A4. */
const PAPER_NUMBERS: Readonly<Record<string, PaperName>> = { 1: "letter", 5: "legal", 8: "A3", 9: "A4", 11: "A5", 12: "B4", 13: "B5" };

/** A sheet that is wider than the page by less than this was meant to fit: nobody wants the last column of a form on a page of its own. */
const OVERHANG_MAX = 1.25;
const SCALE_MIN = 0.1;

export function printLayout(parts: SheetPartsReader, names: PrintNames, extent: ShownExtent): PrintLayout {
  const { setup } = parts;
  const paper = PAPER_NUMBERS[setup?.get("paperSize") ?? "9"] ?? "A4";
  const areas = names.areas.length > 0 ? names.areas : wholeOf(extent);
  const wide = Math.max(0, ...areas.map((area) => widthIn(extent, area)));
  const orientation = setup?.get("orientation");
  const [short, long] = PAPERS[paper].map((side) => side * PIXELS_PER_MILLIMETRE) as [number, number];
  // A workbook that nobody set up for printing lies down when it is wide.
  const landscape = orientation === "landscape" || (setup === null && wide > short);
  const margin = (side: string, usual: number) => Number(parts.margins.get(side) ?? usual) * PIXELS_PER_INCH;
  const margins = { top: margin("top", 0.75), right: margin("right", 0.7), bottom: margin("bottom", 0.75), left: margin("left", 0.7) };
  const [width, height] = landscape ? [long, short] : [short, long];
  const room = { width: Math.max(50, width - margins.left - margins.right), height: Math.max(50, height - margins.top - margins.bottom) };
  const scale = scaleOf(parts, areas, extent, room);
  const isOn = (option: string) => /^(1|true)$/.test(parts.options.get(option) ?? "");
  return {
    paper,
    landscape,
    width,
    height,
    margins,
    scale,
    centred: { horizontally: isOn("horizontalCentered"), vertically: isOn("verticalCentered") },
    titleRows: names.titleRows,
    header: pageLine(parts.header),
    footer: pageLine(parts.footer),
    pages: areas.flatMap((area) =>
      pagesOf(area, parts, names.titleRows, extent, { width: room.width / scale, height: room.height / scale }),
    ),
  };
}

function wholeOf({ columns, rows }: ShownExtent): MergedRange[] {
  const [firstRow, lastRow] = [rows[0]?.row, rows.at(-1)?.row];
  const [firstColumn, lastColumn] = [columns[0]?.column, columns.at(-1)?.column];
  if (firstRow === undefined || lastRow === undefined || firstColumn === undefined || lastColumn === undefined) return [];
  return [{ firstRow, lastRow, firstColumn, lastColumn }];
}

const columnsIn = (extent: ShownExtent, area: MergedRange) =>
  extent.columns.filter(({ column }) => column >= area.firstColumn && column <= area.lastColumn);
const rowsIn = (extent: ShownExtent, area: MergedRange) => extent.rows.filter(({ row }) => row >= area.firstRow && row <= area.lastRow);
const widthIn = (extent: ShownExtent, area: MergedRange) => columnsIn(extent, area).reduce((sum, { width }) => sum + width, 0);
const heightIn = (extent: ShownExtent, area: MergedRange) => rowsIn(extent, area).reduce((sum, { height }) => sum + height, 0);

/** As stated, or as much smaller as it takes to fit on the pages that are asked for. */
function scaleOf(
  parts: SheetPartsReader,
  areas: readonly MergedRange[],
  extent: ShownExtent,
  room: { readonly width: number; readonly height: number },
): number {
  const wide = Math.max(1, ...areas.map((area) => widthIn(extent, area)));
  const high = Math.max(1, ...areas.map((area) => heightIn(extent, area)));
  const { setup } = parts;
  if (parts.fitsToPage) {
    const pages = (name: string) => Number(setup?.get(name) ?? 1);
    const across = pages("fitToWidth") > 0 ? (pages("fitToWidth") * room.width) / wide : 1;
    const down = pages("fitToHeight") > 0 ? (pages("fitToHeight") * room.height) / high : 1;
    return Math.max(SCALE_MIN, Math.min(1, across, down));
  }
  const stated = setup?.get("scale");
  const scale = Math.min(4, Math.max(SCALE_MIN, stated === undefined ? 1 : Number(stated) / 100 || 1));
  const overhang = (wide * scale) / room.width;
  const fits = overhang > 1 && (setup === null || overhang <= OVERHANG_MAX);
  return fits ? Math.max(SCALE_MIN, room.width / wide) : scale;
}

/** Pages of one area: down first, then over, as spreadsheets do unless told otherwise. */
function pagesOf(
  area: MergedRange,
  parts: SheetPartsReader,
  titleRows: PrintNames["titleRows"],
  extent: ShownExtent,
  room: { readonly width: number; readonly height: number },
): MergedRange[] {
  const across = bands(
    columnsIn(extent, area).map(({ column, width }) => ({ at: column, size: width })),
    room.width,
    // A break stands before the column or row of its number, counted from 0.
    (column) => parts.columnBreaks.has(column),
    () => 0,
  );
  const titles = titleRows === null ? [] : extent.rows.filter(({ row }) => row >= titleRows[0] && row <= titleRows[1]);
  const titleHeight = titles.reduce((sum, { height }) => sum + height, 0);
  const down = bands(
    rowsIn(extent, area).map(({ row, height }) => ({ at: row, size: height })),
    room.height,
    (row) => parts.rowBreaks.has(row - 1),
    // The titles take their room on every page that begins below them.
    (row) => (titleRows !== null && row > titleRows[0] ? titleHeight : 0),
  );
  return across.flatMap(([firstColumn, lastColumn]) => down.map(([firstRow, lastRow]) => ({ firstRow, lastRow, firstColumn, lastColumn })));
}

/** Cuts a line of things into as many pieces as it takes for each to fit. */
function bands(
  things: readonly { readonly at: number; readonly size: number }[],
  room: number,
  breaksBefore: (at: number) => boolean,
  takenFrom: (at: number) => number,
): [number, number][] {
  const found: [number, number][] = [];
  let first: number | null = null;
  let last = 0;
  let used = 0;
  for (const { at, size } of things) {
    // Half a pixel over is what rounding leaves of a sheet that was scaled to fit.
    if (first !== null && (breaksBefore(at) || used + size > room + 0.5)) {
      found.push([first, last]);
      first = null;
    }
    if (first === null) {
      first = at;
      used = takenFrom(at);
    }
    used += size;
    last = at;
  }
  if (first !== null) found.push([first, last]);
  return found;
}

/** A header or footer (18.3.1.39): its three sections, without their letters. */
function pageLine(source: string): PageLine {
  const line = { left: "", center: "", right: "" };
  const sections = { L: "left", C: "center", R: "right" } as const;
  let section: keyof typeof line = "center";
  for (const [part, code] of source.matchAll(/&("[^"]*"|K[\dA-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|.)|[^&]+/gs)) {
    if (code === undefined) line[section] += part;
    else if (code === "L" || code === "C" || code === "R") section = sections[code];
    else if (code === "P") line[section] += "{page}";
    else if (code === "N") line[section] += "{pages}";
    else if (code === "&") line[section] += "&";
  }
  return { left: line.left.trim(), center: line.center.trim(), right: line.right.trim() };
}
