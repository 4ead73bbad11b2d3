/** A cell's look as a page writes it: what the workbook says, in CSS. */
import type { CSSProperties } from "react";
import type { Sheet } from "./drawn-sheet.ts";

type Look = Sheet["looks"][number];
type Letters = Look["letters"];
type Line = Look["top"];

/** As a workbook writes that Hanzi stand under one another. */
const STACKED = 255;

/** Fonts that few machines have, by one that looks alike. */
function fontFamily(name: string): string {
  const own = `"${name.replace(/["\\]/g, "")}"`;
  if (/黑|雅黑|Hei|Arial|Calibri|Helvetica|Sans/i.test(name))
    return `${own}, "Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", sans-serif`;
  if (/楷|Kai/i.test(name)) return `${own}, KaiTi, "Kaiti SC", STKaiti, "Noto Serif CJK SC", serif`;
  return `${own}, SimSun, "Songti SC", "Source Han Serif SC", "Noto Serif CJK SC", "Noto Sans CJK SC", serif`;
}

export function lettersStyle({ font, size, bold, italic, underline, struck, colour, raised }: Letters): CSSProperties {
  const lines = [underline === "none" ? "" : "underline", struck ? "line-through" : ""].filter(Boolean).join(" ");
  return {
    fontFamily: fontFamily(font),
    fontSize: raised === "none" ? size : size * 0.66,
    fontWeight: bold ? 700 : 400,
    ...(italic ? { fontStyle: "italic" } : {}),
    ...(lines === "" ? {} : { textDecorationLine: lines, textDecorationStyle: underline === "double" ? "double" : "solid" }),
    ...(colour === "" ? {} : { color: colour }),
    ...(raised === "none" ? {} : { verticalAlign: raised === "superscript" ? "super" : "sub" }),
  };
}

const widths = { thin: 1, medium: 2, thick: 3, double: 3, dotted: 1, dashed: 1 } as const;

function line(of: Line): string {
  if (of === null) return "";
  const style = of.style === "dotted" || of.style === "dashed" || of.style === "double" ? of.style : "solid";
  return `${widths[of.style]}px ${style} ${of.colour === "" ? "#000" : of.colour}`;
}

export function cellStyle(look: Look): CSSProperties {
  const { top, right, bottom, left, fill, horizontal, vertical, wraps, indent, turned } = look;
  const edges = {
    ...(top === null ? {} : { borderTop: line(top) }),
    ...(right === null ? {} : { borderRight: line(right) }),
    ...(bottom === null ? {} : { borderBottom: line(bottom) }),
    ...(left === null ? {} : { borderLeft: line(left) }),
  };
  return {
    ...edges,
    ...lettersStyle(look.letters),
    textAlign: horizontal,
    verticalAlign: vertical,
    whiteSpace: wraps ? "pre-wrap" : "pre",
    ...(fill === "" ? {} : { backgroundColor: fill }),
    ...(indent === 0 ? {} : horizontal === "right" ? { paddingRight: 2 + indent * 9 } : { paddingLeft: 2 + indent * 9 }),
    ...(turned === STACKED ? { writingMode: "vertical-rl", textOrientation: "upright" } : {}),
    ...(turned === 90 || turned === 180 ? { writingMode: "vertical-rl" } : {}),
  };
}
