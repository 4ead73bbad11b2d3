/** Fonts of cells and of runs inside a cell (ECMA-376 part 1, 18.8.22 and 18.4.7). */
import type { Letters } from "../contract.ts";
import { decodeEscapes } from "../read/cell-text.ts";
import { attributesOf, decodeEntities } from "../read/xml-scanner.ts";
import type { Colours } from "./colours.ts";

export const pixelsOfPoints = (points: number): number => (points * 96) / 72;

/** What a workbook writes in when it says nothing. */
export const USUAL: Letters = {
  font: "宋体",
  size: pixelsOfPoints(11),
  bold: false,
  italic: false,
  underline: "none",
  struck: false,
  colour: "",
  raised: "none",
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Gathers the properties of one `font` or `rPr` element, event by event. */
export class LettersReader {
  readonly #colours: Colours;
  #found: Writable<Letters>;

  constructor(colours: Colours, base: Letters = USUAL) {
    this.#colours = colours;
    this.#found = { ...base };
  }

  property(name: string, raw: string): void {
    const found = this.#found;
    const attributes = attributesOf(raw);
    const value = attributes.get("val");
    const isOn = value !== "0" && value !== "false";
    if (name === "name" || name === "rFont") found.font = value ?? found.font;
    else if (name === "sz") found.size = pixelsOfPoints(Number(value) || 11);
    else if (name === "b") found.bold = isOn;
    else if (name === "i") found.italic = isOn;
    else if (name === "strike") found.struck = isOn;
    else if (name === "u")
      found.underline = value === "none" ? "none" : value === "double" || value === "doubleAccounting" ? "double" : "single";
    else if (name === "color") found.colour = this.#colours(attributes);
    else if (name === "vertAlign") found.raised = value === "superscript" || value === "subscript" ? value : "none";
  }

  get letters(): Letters {
    return this.#found;
  }
}

/** A text with the letters of its pieces; null where they are the cell's own. */
export interface Rich {
  readonly text: string;
  readonly runs: readonly { readonly text: string; readonly letters: Letters | null }[] | null;
}

/** Gathers the text of one `si` or `is` element with its runs, without the phonetic guides. Its owner passes the events between begin and end. */
export class RichReader {
  readonly #colours: Colours;
  #runs: { text: string; letters: Letters | null }[] = [];
  #plain = "";
  #text = "";
  #letters: LettersReader | null = null;
  #place: "outside" | "run" | "properties" = "outside";
  #inText = false;
  #inGuide = false;

  constructor(colours: Colours) {
    this.#colours = colours;
  }

  open(name: string, raw: string, empty: boolean): void {
    if (this.#place === "properties") this.#letters?.property(name, raw);
    else if (name === "rPh") this.#inGuide = !empty;
    else if (name === "t") this.#inText = !empty;
    else if (name === "r" && !empty) {
      this.#place = "run";
      this.#letters = null;
      this.#text = "";
    } else if (name === "rPr" && !empty) {
      this.#place = "properties";
      this.#letters = new LettersReader(this.#colours);
    }
  }

  close(name: string): void {
    if (name === "t") this.#inText = false;
    else if (name === "rPh") this.#inGuide = false;
    else if (name === "rPr") this.#place = "run";
    else if (name === "r") {
      this.#place = "outside";
      this.#runs.push({ text: readable(this.#text), letters: this.#letters?.letters ?? null });
    }
  }

  addText(raw: string): void {
    if (!this.#inText || this.#inGuide) return;
    if (this.#place === "run") this.#text += raw;
    else this.#plain += raw;
  }

  /** What was gathered; the reader is ready for the next one. */
  end(): Rich {
    const runs = this.#runs;
    const plain = readable(this.#plain);
    this.#runs = [];
    this.#plain = "";
    if (runs.length === 0) return { text: plain, runs: null };
    return { text: plain + runs.map((run) => run.text).join(""), runs };
  }
}

/** The text of a part, decoded. */
export function readable(raw: string): string {
  return decodeEscapes(decodeEntities(raw)).replaceAll("\r\n", "\n");
}
