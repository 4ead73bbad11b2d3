/** A sheet on its pages, as it will print: paper, margins, letters and lines are the workbook's own. Printed from the browser, each is one sheet of paper. */
import { memo, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from "react";
import { cellName, drawnColumns, drawnRows, type PageRange, type Place, type Sheet } from "./drawn-sheet.ts";
import { cellStyle, lettersStyle } from "./paper-look.ts";
import "./paper.css";

/** What stands out in a cell on the screen; nothing of it is printed. */
export type CellMark = "missing" | "disputed" | "asked";

interface PapersProps {
  readonly sheet: Sheet;
  /** What is read out for the drawing. */
  readonly label: string;
  /** By the cell's name. */
  readonly marks: ReadonlyMap<string, CellMark>;
  readonly onCell?: (cell: string) => void;
}

/** Smaller than this nobody can read a form: it is scrolled instead. */
const zoomMin = 0.62;
const zoomMax = 1.3;

export function Papers({ sheet, label, marks, onCell }: PapersProps) {
  const desk = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState(1);
  const paperWidth = sheet.print.width;
  useLayoutEffect(() => {
    const place = desk.current;
    if (place === null) return;
    const measure = () => setZoom(Math.min(zoomMax, Math.max(zoomMin, (place.clientWidth - 2) / paperWidth)));
    const watch = new ResizeObserver(measure);
    watch.observe(place);
    measure();
    return () => watch.disconnect();
  }, [paperWidth]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: paper wider than the screen must be scrolled by keyboard too.
    <section className="papers" ref={desk} aria-label={label} tabIndex={0}>
      {sheet.print.pages.map((page, at) => (
        <Paper
          key={`${page.firstRow}:${page.firstColumn}`}
          sheet={sheet}
          page={page}
          number={at + 1}
          zoom={zoom}
          marks={marks}
          {...(onCell === undefined ? {} : { onCell })}
        />
      ))}
    </section>
  );
}

interface PaperProps extends Omit<PapersProps, "label"> {
  readonly page: PageRange;
  readonly number: number;
  readonly zoom: number;
}

const Paper = memo(function Paper({ sheet, page, number, zoom, marks, onCell }: PaperProps) {
  const { print } = sheet;
  const { margins, scale, centred } = print;
  const columns = drawnColumns(sheet, page);
  const rows = useMemo(() => drawnRows(sheet, page), [sheet, page]);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div
      className={`paper paper-${print.paper}-${print.landscape ? "landscape" : "portrait"}`}
      style={{ width: print.width, height: print.height, zoom }}
    >
      <PageLine line={print.header} place="above" number={number} of={print.pages.length} />
      <div
        className="paper-inside"
        style={{
          inset: `${margins.top}px ${margins.right}px ${margins.bottom}px ${margins.left}px`,
          ...(centred.horizontally ? { justifyContent: "center" } : {}),
          ...(centred.vertically ? { alignItems: "center" } : {}),
        }}
      >
        <table style={{ width, zoom: scale }} role="presentation">
          <colgroup>
            {columns.map(({ column, width: own }) => (
              <col key={column} style={{ width: own }} />
            ))}
          </colgroup>
          <tbody>
            {rows.map(({ row, height, fixed, places }) => (
              <tr key={row} style={{ height }}>
                {places.map((place) => (
                  <Cell
                    key={place.column}
                    place={place}
                    looks={sheet.looks}
                    clip={fixed ? height : null}
                    mark={marks.get(cellName(place.row, place.column))}
                    {...(onCell === undefined ? {} : { onCell })}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <PageLine line={print.footer} place="below" number={number} of={print.pages.length} />
    </div>
  );
});

interface CellProps {
  readonly place: Place;
  readonly looks: Sheet["looks"];
  /** Height at which what is longer is cut off; null where the row grows. */
  readonly clip: number | null;
  readonly mark: CellMark | undefined;
  readonly onCell?: (cell: string) => void;
}

function Cell({ place, looks, clip, mark, onCell }: CellProps) {
  const { cell, across, down, row, column } = place;
  const look = cell === null ? undefined : looks[cell.look];
  const style = look === undefined ? {} : cellStyle(look);
  const name = cellName(row, column);
  const content: ReactNode =
    cell === null || cell.text === "" ? null : (
      <div
        className={cell.spills ? "spills" : undefined}
        style={{
          ...(clip === null || down > 1 || cell.spills ? {} : { maxHeight: clip, overflow: "hidden" }),
          ...(cell.shrunk ? { zoom: cell.shrunk } : {}),
        }}
      >
        {cell.runs === undefined
          ? cell.text
          : cell.runs.map(({ text, letters }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other name than their place.
              <span key={at} style={letters === undefined ? {} : lettersStyle(letters)}>
                {text}
              </span>
            ))}
      </div>
    );
  return (
    <td colSpan={across} rowSpan={down} style={style} className={mark === undefined ? undefined : `mark-${mark}`} data-cell={name}>
      {content}
      {look !== undefined && look.diagonals.length > 0 && <Diagonals directions={look.diagonals} />}
      {mark === "missing" && onCell !== undefined && (
        <button type="button" className="paper-ask" tabIndex={-1} aria-hidden="true" onClick={() => onCell(name)} />
      )}
    </td>
  );
}

function Diagonals({ directions }: { readonly directions: Sheet["looks"][number]["diagonals"] }) {
  return (
    <svg className="paper-diagonals" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 100">
      {directions.map((direction) => (
        <path key={direction} d={direction === "falling" ? "M0 0L100 100" : "M0 100L100 0"} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}

function PageLine({
  line,
  place,
  number,
  of,
}: {
  readonly line: Sheet["print"]["header"];
  readonly place: "above" | "below";
  readonly number: number;
  readonly of: number;
}) {
  const write = (text: string) => text.replaceAll("{page}", String(number)).replaceAll("{pages}", String(of));
  if (line.left + line.center + line.right === "") return null;
  return (
    <div className={`paper-line paper-line-${place}`}>
      <span>{write(line.left)}</span>
      <span>{write(line.center)}</span>
      <span>{write(line.right)}</span>
    </div>
  );
}
