/** Texts of a workbook: shared strings and the rich texts inside cells. */
import { RefusalError } from "../errors.ts";
import { decodeEscapes, ownText } from "./cell-text.ts";
import { decodeEntities, type XmlHandler } from "./xml-scanner.ts";

/**
 * Gathers the text of one `si` or `is` element: the runs of a rich text one after another, without the phonetic guides (`rPh`).
 * Its owner passes the events between the element's begin and end.
 */
export class RichText {
  #text = "";
  #inText = false;
  #inGuide = false;

  begin(): void {
    this.#text = "";
    this.#inText = false;
    this.#inGuide = false;
  }

  open(name: string, empty: boolean): void {
    if (name === "t") this.#inText = !empty;
    else if (name === "rPh") this.#inGuide = !empty;
  }

  close(name: string): void {
    if (name === "t") this.#inText = false;
    else if (name === "rPh") this.#inGuide = false;
  }

  addText(raw: string): void {
    if (this.#inText && !this.#inGuide) this.#text = this.#text === "" ? raw : this.#text + raw;
  }

  /** The text, decoded and independent of the part. */
  end(): string {
    const raw = this.#text;
    return raw === "" ? "" : ownText(decodeEscapes(decodeEntities(raw)));
  }
}

/** Collects the texts of `xl/sharedStrings.xml`. */
export class SharedStringsHandler implements XmlHandler {
  readonly texts: string[] = [];
  readonly #rich = new RichText();
  readonly #charactersMax: number;
  #characters = 0;

  constructor(charactersMax: number) {
    this.#charactersMax = charactersMax;
  }

  open(name: string, _attributes: string, empty: boolean): void {
    if (name !== "si") this.#rich.open(name, empty);
    else if (empty) this.texts.push("");
    else this.#rich.begin();
  }

  close(name: string): void {
    if (name !== "si") {
      this.#rich.close(name);
      return;
    }
    const text = this.#rich.end();
    // An entry costs its characters and the place that it takes.
    this.#characters += text.length + 8;
    if (this.#characters > this.#charactersMax)
      throw new RefusalError("file-too-large", `the texts of the workbook pass ${this.#charactersMax} characters`);
    this.texts.push(text);
  }

  text(raw: string): void {
    this.#rich.addText(raw);
  }
}
