/** The styles of a workbook as far as they show: letters, fills, lines, where a text stands, how a number is written (ECMA-376 part 1, 18.8). */
import type { CellLook, Letters, Line } from "../contract.ts";
import { attributesOf, type XmlHandler } from "../read/xml-scanner.ts";
import type { Colours } from "./colours.ts";
import { LettersReader, USUAL } from "./letters.ts";
import { readableFormat } from "./number-text.ts";

/** One entry of `cellXfs`. The general alignment depends on what a cell holds, so it stays open here. */
export interface CellStyle {
  readonly look: Omit<CellLook, "horizontal">;
  readonly horizontal: CellLook["horizontal"] | "general";
  readonly shrinks: boolean;
  readonly format: string;
}

type Sides = Pick<CellLook, "top" | "right" | "bottom" | "left" | "diagonals">;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NO_LINES: Sides = { top: null, right: null, bottom: null, left: null, diagonals: [] };
export const PLAIN: CellStyle = {
  look: { letters: USUAL, fill: "", ...NO_LINES, vertical: "bottom", wraps: false, indent: 0, turned: 0 },
  horizontal: "general",
  shrinks: false,
  format: "General",
};

const LINES: Readonly<Record<string, Line["style"]>> = {
  hair: "thin",
  thin: "thin",
  medium: "medium",
  thick: "thick",
  double: "double",
  dotted: "dotted",
  dashed: "dashed",
  dashDot: "dashed",
  dashDotDot: "dashed",
  mediumDashed: "dashed",
  mediumDashDot: "dashed",
  mediumDashDotDot: "dashed",
  slantDashDot: "dashed",
};

interface XfDraft {
  readonly ids: ReadonlyMap<string, string>;
  alignment: ReadonlyMap<string, string>;
}

/** Collects `xl/styles.xml` event by event. */
export class LooksReader implements XmlHandler {
  readonly #colours: Colours;
  readonly #codeOf: (id: number) => string;
  readonly #codes = new Map<number, string>();
  readonly #letters: Letters[] = [];
  readonly #fills: string[] = [];
  readonly #lines: Sides[] = [];
  readonly #xfs: XfDraft[] = [];
  /** The list that is being read; nested ones (`dxfs`) are passed over. */
  #list = "";
  #font: LettersReader | null = null;
  #pattern = "";
  #fill = "";
  #sides: Writable<Sides> = { ...NO_LINES };
  #side = "";

  constructor(colours: Colours, codeOf: (id: number) => string) {
    this.#colours = colours;
    this.#codeOf = codeOf;
  }

  open(name: string, raw: string, empty: boolean): void {
    if (this.#list === "") {
      if (/^(numFmts|fonts|fills|borders|cellXfs|cellStyleXfs|dxfs|cellStyles|tableStyles|extLst|colors)$/.test(name) && !empty)
        this.#list = name;
      return;
    }
    if (this.#list === "numFmts" && name === "numFmt") this.#format(raw);
    else if (this.#list === "fonts") this.#inFonts(name, raw, empty);
    else if (this.#list === "fills") this.#inFills(name, raw, empty);
    else if (this.#list === "borders") this.#inBorders(name, raw, empty);
    else if (this.#list === "cellXfs") this.#inStyles(name, raw);
  }

  close(name: string): void {
    if (name === this.#list) this.#list = "";
    else if (this.#list === "fonts" && name === "font") {
      this.#letters.push(this.#font?.letters ?? USUAL);
      this.#font = null;
    } else if (this.#list === "fills" && name === "fill") this.#fills.push(this.#fill);
    else if (this.#list === "borders" && name === "border") this.#lines.push(this.#sides);
    else if (this.#list === "borders" && name === this.#side) this.#side = "";
  }

  text(): void {}

  #format(raw: string): void {
    const found = attributesOf(raw);
    this.#codes.set(Number(found.get("numFmtId")), readableFormat(found.get("formatCode") ?? "General"));
  }

  #inFonts(name: string, raw: string, empty: boolean): void {
    if (this.#font !== null) this.#font.property(name, raw);
    else if (name === "font" && empty) this.#letters.push(USUAL);
    else if (name === "font") this.#font = new LettersReader(this.#colours);
  }

  #inFills(name: string, raw: string, empty: boolean): void {
    if (name === "fill") {
      this.#fill = "";
      if (empty) this.#fills.push("");
    } else if (name === "patternFill") this.#pattern = attributesOf(raw).get("patternType") ?? "none";
    else if (name === "fgColor" && this.#pattern === "solid") this.#fill = this.#colours(attributesOf(raw));
    // A pattern of dots and lines is shown as the light ground that it makes from afar.
    else if (name === "bgColor" && this.#pattern !== "solid" && this.#pattern !== "none") this.#fill = this.#colours(attributesOf(raw));
  }

  #inBorders(name: string, raw: string, empty: boolean): void {
    if (name === "border") {
      const found = attributesOf(raw);
      const isOn = (way: string) => /^(1|true)$/.test(found.get(way) ?? "");
      const diagonals = [...(isOn("diagonalDown") ? (["falling"] as const) : []), ...(isOn("diagonalUp") ? (["rising"] as const) : [])];
      this.#sides = { ...NO_LINES, diagonals };
      if (empty) this.#lines.push(this.#sides);
    } else if (name === "color" && this.#side !== "") {
      const side = this.#side as "top" | "right" | "bottom" | "left";
      const line = this.#sides[side];
      if (line) this.#sides[side] = { ...line, colour: this.#colours(attributesOf(raw)) };
    } else {
      const side = name === "start" ? "left" : name === "end" ? "right" : name;
      if (side !== "top" && side !== "right" && side !== "bottom" && side !== "left") return;
      const style = LINES[attributesOf(raw).get("style") ?? ""];
      this.#sides[side] = style === undefined ? null : { style, colour: "" };
      this.#side = empty ? "" : side;
    }
  }

  #inStyles(name: string, raw: string): void {
    if (name === "xf") this.#xfs.push({ ids: attributesOf(raw), alignment: new Map() });
    const last = this.#xfs.at(-1);
    if (name === "alignment" && last !== undefined) last.alignment = attributesOf(raw);
  }

  /** The style of every index that a cell's `s` may give. */
  styles(): CellStyle[] {
    return this.#xfs.map(({ ids, alignment }) => {
      const number = (name: string) => Number(ids.get(name) ?? 0);
      const format = number("numFmtId");
      return {
        look: {
          letters: this.#letters[number("fontId")] ?? USUAL,
          fill: this.#fills[number("fillId")] ?? "",
          ...(this.#lines[number("borderId")] ?? NO_LINES),
          vertical: verticalOf(alignment.get("vertical")),
          wraps: /^(1|true)$/.test(alignment.get("wrapText") ?? "") || /justify|distributed/.test(alignment.get("horizontal") ?? ""),
          indent: Math.min(20, Number(alignment.get("indent") ?? 0) || 0),
          turned: turnedBy(Number(alignment.get("textRotation") ?? 0)),
        },
        horizontal: horizontalOf(alignment.get("horizontal")),
        shrinks: /^(1|true)$/.test(alignment.get("shrinkToFit") ?? ""),
        format: this.#codes.get(format) ?? this.#codeOf(format),
      };
    });
  }

  /** The letters of the workbook's usual style, by whose digits columns are measured. */
  usual(): Letters {
    return this.#letters[0] ?? USUAL;
  }
}

function verticalOf(value: string | undefined): CellLook["vertical"] {
  if (value === "top") return "top";
  return value === "center" || value === "justify" || value === "distributed" ? "middle" : "bottom";
}

function horizontalOf(value: string | undefined): CellStyle["horizontal"] {
  switch (value) {
    case "left":
    case "right":
    case "center":
    case "justify":
      return value;
    case "centerContinuous":
      return "center";
    case "distributed":
      return "justify";
    default:
      return "general";
  }
}

/** 0 to 90 turn counter-clockwise, 91 to 180 clockwise, 255 stacks. */
function turnedBy(rotation: number): CellLook["turned"] {
  if (rotation === 255) return "stacked";
  return rotation > 90 && rotation <= 180 ? 90 - rotation : rotation <= 90 ? rotation : 0;
}

/** Whether a cell of this style shows something though it is blank. */
export function showsBlank({ look }: CellStyle): boolean {
  const { fill, top, right, bottom, left, diagonals } = look;
  return fill !== "" || top !== null || right !== null || bottom !== null || left !== null || diagonals.length > 0;
}
