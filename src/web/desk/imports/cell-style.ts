/** How a cell of a workbook looks on a screen, to be read and not to be printed. Lengths become `rem`, so that they follow the reader's text size. */
import type { CSSProperties } from "react";
import type { Sheet } from "../../sheet/drawn-sheet.ts";

/** The part of a look that helps to read: lines and fonts are left to the page. */
type ReadLook = Pick<Sheet["looks"][number], "fill" | "horizontal" | "vertical" | "wraps" | "indent"> & {
  readonly letters: Pick<Sheet["looks"][number]["letters"], "size" | "bold" | "italic" | "underline" | "struck" | "colour">;
};

const usualPixels = 14;
const letterPixelsMin = 12;
const letterPixelsMax = 24;

/** A length of a sheet, in CSS pixels, as a page writes it. */
export const sheetLength = (pixels: number): string => `${Math.round((pixels / usualPixels) * 1000) / 1000}rem`;

/** Letters are kept within what can be read on a screen; colours, fills and alignment are the workbook's own. */
export function cellStyle({ letters, fill, horizontal, vertical, wraps, indent }: ReadLook): CSSProperties {
  const lines = [letters.underline === "none" ? "" : "underline", letters.struck ? "line-through" : ""].filter(Boolean).join(" ");
  return {
    fontSize: sheetLength(Math.min(letterPixelsMax, Math.max(letterPixelsMin, letters.size))),
    textAlign: horizontal,
    verticalAlign: vertical,
    whiteSpace: wraps ? "pre-wrap" : "pre",
    ...(letters.bold ? { fontWeight: 650 } : {}),
    ...(letters.italic ? { fontStyle: "italic" } : {}),
    ...(lines === "" ? {} : { textDecoration: lines }),
    ...(letters.colour === "" ? {} : { color: letters.colour }),
    ...(fill === "" ? {} : { backgroundColor: fill }),
    ...(indent === 0 ? {} : { paddingInlineStart: `${0.4 + indent * 0.8}rem` }),
  };
}
