/** What of a workbook's styles a form needs: is the cell ruled, is it a date or text, and which font it writes in. */
import { attributeOf, childOf, parseXml, type XmlElement } from "./xml.ts";

export interface CellStyle {
  /** `General`, `@`, `yyyy-mm-dd`, … */
  readonly numberFormat: string;
  /** Whether any side has a line. */
  readonly ruled: boolean;
  /** The font's elements as written in the styles part: `<sz val="11"/><name val="宋体"/>`. */
  readonly font: string;
}

export interface Styles {
  /** The style of index `s` of a cell. */
  of(index: number): CellStyle;
}

const plain: CellStyle = { numberFormat: "General", ruled: false, font: "" };

/** Number formats that every spreadsheet knows by number (ECMA-376 part 1, 18.8.30, with the Chinese ones). */
const builtinFormats: Readonly<Record<number, string>> = {
  0: "General",
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  14: "yyyy/m/d",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  22: "yyyy/m/d h:mm",
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: "m-d-yy",
  31: 'yyyy"年"m"月"d"日"',
  49: "@",
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'yyyy"年"m"月"',
  56: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

function hasLine(source: string, border: XmlElement): boolean {
  return border.children.some((side) => {
    const style = attributeOf(source, side, "style");
    return side.name !== "diagonal" && style !== undefined && style !== "none";
  });
}

/** Reads the styles part; without one every cell is plain. */
export function parseStyles(source: string | null): Styles {
  if (source === null) return { of: () => plain };
  const root = parseXml(source);
  const list = (name: string) => childOf(root, name)?.children ?? [];
  const formats = new Map(
    list("numFmts").map((format) => [
      Number(attributeOf(source, format, "numFmtId")),
      attributeOf(source, format, "formatCode") ?? "General",
    ]),
  );
  const ruled = list("borders").map((border) => hasLine(source, border));
  const fonts = list("fonts").map((font) => source.slice(font.openEnd, font.closeStart));
  const styles = list("cellXfs").map((cell): CellStyle => {
    const format = Number(attributeOf(source, cell, "numFmtId") ?? 0);
    return {
      numberFormat: formats.get(format) ?? builtinFormats[format] ?? "General",
      ruled: ruled[Number(attributeOf(source, cell, "borderId") ?? 0)] ?? false,
      font: fonts[Number(attributeOf(source, cell, "fontId") ?? 0)] ?? "",
    };
  });
  return { of: (index) => styles[index] ?? plain };
}

/** Whether a number in this format shows as a calendar date with its year. */
export function isDateFormat(format: string): boolean {
  const letters = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, "").toLowerCase();
  return letters.includes("y") && letters.includes("m") && letters.includes("d");
}
