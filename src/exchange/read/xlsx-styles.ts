/** The styles of a workbook, as far as reading needs them: which number format each cell style has. */
import { builtInFormat, type NumberFormat, parseFormat } from "./number-format.ts";
import { attributesOf, type XmlHandler } from "./xml-scanner.ts";

const GENERAL: NumberFormat = { kind: "number", digits: 0 };

/** Collects `numFmt` and `cellXfs` of `xl/styles.xml`; `formats` is by the index that a cell's `s` gives. */
export class StylesHandler implements XmlHandler {
  readonly #codes = new Map<number, NumberFormat>();
  readonly #formatIds: number[] = [];
  #inCellStyles = false;

  open(name: string, attributes: string, empty: boolean): void {
    if (name === "numFmt") {
      const found = attributesOf(attributes);
      this.#codes.set(Number(found.get("numFmtId")), parseFormat(found.get("formatCode") ?? ""));
    } else if (name === "cellXfs") this.#inCellStyles = !empty;
    else if (name === "xf" && this.#inCellStyles) this.#formatIds.push(Number(attributesOf(attributes).get("numFmtId") ?? 0));
  }

  close(name: string): void {
    if (name === "cellXfs") this.#inCellStyles = false;
  }

  text(): void {}

  /** The format of every cell style. A code in the file wins over a built-in one: WPS redefines 27 to 58. */
  formats(): NumberFormat[] {
    return this.#formatIds.map((id) => this.#codes.get(id) ?? builtInFormat(id) ?? GENERAL);
  }
}
