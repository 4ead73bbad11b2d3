/** How a cell of a workbook looks on a screen, to be read and not to be printed. Lengths become `rem`, so that they follow the reader's text size. */
import type { CSSProperties } from "react";

/** The part of a look that helps to read: lines and fonts are left to the page. */
export interface DrawnLook {
  readonly letters: {
    readonly size: number;
    readonly bold: boolean;
    readonly italic: boolean;
    readonly underline: "none" | "single" | "double";
    readonly struck: boolean;
    readonly colour: string;
  };
  readonly fill: string;
  readonly horizontal: "left" | "center" | "right" | "justify";
  readonly vertical: "top" | "middle" | "bottom";
  readonly wraps: boolean;
  readonly indent: number;
}

const usualPixels = 14;
const letterPixelsMin = 12;
const letterPixelsMax = 24;

/** A length of a sheet, in CSS pixels, as a page writes it. */
export const sheetLength = (pixels: number): string => `${Math.round((pixels / usualPixels) * 1000) / 1000}rem`;

/** Letters are kept within what can be read on a screen; colours, fills and alignment are the workbook's own. */
export function cellStyle({ letters, fill, horizontal, vertical, wraps, indent }: DrawnLook): CSSProperties {
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
