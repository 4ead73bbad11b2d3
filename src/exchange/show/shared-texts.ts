import { RefusalError } from "../errors.ts";
import type { XmlHandler } from "../read/xml-scanner.ts";
import type { Colours } from "./colours.ts";
import { type Rich, RichReader } from "./letters.ts";

/** Collects the texts of `xl/sharedStrings.xml` with the letters of their pieces. */
export class SharedRichTexts implements XmlHandler {
  readonly texts: Rich[] = [];
  readonly #reader: RichReader;
  readonly #charactersMax: number;
  #characters = 0;

  constructor(colours: Colours, charactersMax: number) {
    this.#reader = new RichReader(colours);
    this.#charactersMax = charactersMax;
  }

  open(name: string, raw: string, empty: boolean): void {
    if (name !== "si") this.#reader.open(name, raw, empty);
    else if (empty) this.texts.push({ text: "", runs: null });
  }

  close(name: string): void {
    if (name !== "si") {
      this.#reader.close(name);
      return;
    }
    const rich = this.#reader.end();
    this.#characters += rich.text.length + 8;
    if (this.#characters > this.#charactersMax)
      throw new RefusalError("file-too-large", `the texts of the workbook pass ${this.#charactersMax} characters`);
    this.texts.push(rich);
  }

  text(raw: string): void {
    this.#reader.addText(raw);
  }
}
