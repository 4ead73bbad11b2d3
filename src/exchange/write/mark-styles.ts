/** Styles of marked cells: each a copy of the cell's own style with another fill. */
import { tagName, withAttribute } from "./tag-rewriter.ts";

/** Light red, as spreadsheets colour what is wrong. */
const FILL_COLOUR = "FFFFC7CE";

/** Gives every style that is marked a number behind the workbook's own. */
export class MarkedStyles {
  readonly #bases: number[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #first: number;

  /** `count` is how many cell styles the workbook has. */
  constructor(count: number) {
    this.#first = count;
  }

  styleOf(base: number): number {
    let number = this.#numbers.get(base);
    if (number === undefined) {
      number = this.#first + this.#bases.length;
      this.#bases.push(base);
      this.#numbers.set(base, number);
    }
    return number;
  }

  /** The styles part with the marked styles added to it. */
  addTo(styles: string): string {
    const fills = elementOf(styles, "fills");
    const cells = elementOf(styles, "cellXfs");
    if (fills === null || cells === null || this.#bases.length === 0) return styles;
    const own = childrenOf(styles.slice(cells.innerFrom, cells.innerTo));
    const fill = childrenOf(styles.slice(fills.innerFrom, fills.innerTo)).length;
    const { prefix } = tagName(cells.tag);
    const copies = this.#bases.map((base) => markedCopy(own[base] ?? `<${prefix}xf/>`, fill));
    const newFill = `<${prefix}fill><${prefix}patternFill patternType="solid"><${prefix}fgColor rgb="${FILL_COLOUR}"/><${prefix}bgColor indexed="64"/></${prefix}patternFill></${prefix}fill>`;
    // The later element first, so that the earlier one keeps its place.
    const edits = [
      { element: fills, children: newFill, count: fill + 1 },
      { element: cells, children: copies.join(""), count: own.length + copies.length },
    ];
    edits.sort((left, right) => right.element.from - left.element.from);
    return edits.reduce((text, { element, children, count }) => append(text, element, children, count), styles);
  }
}

/** How many cell styles a styles part has, or null when it lacks what marking needs. */
export function countCellStyles(styles: string): number | null {
  const cells = elementOf(styles, "cellXfs");
  if (cells === null || elementOf(styles, "fills") === null) return null;
  return childrenOf(styles.slice(cells.innerFrom, cells.innerTo)).length;
}

function markedCopy(xf: string, fill: number): string {
  const tag = /^<[^>]*>/.exec(xf)?.[0] ?? xf;
  return withAttribute(withAttribute(tag, "fillId", String(fill)), "applyFill", "1") + xf.slice(tag.length);
}

interface Element {
  readonly tag: string;
  readonly from: number;
  readonly innerFrom: number;
  readonly innerTo: number;
}

/** The only element of a name, not one that is empty. */
function elementOf(xml: string, name: string): Element | null {
  const begin = new RegExp(`<((?:[\\w.-]+:)?)${name}(?:\\s[^>]*)?>`).exec(xml);
  if (begin === null || begin[0].endsWith("/>")) return null;
  const innerFrom = begin.index + begin[0].length;
  const innerTo = xml.indexOf(`</${begin[1]}${name}`, innerFrom);
  return innerTo < 0 ? null : { tag: begin[0], from: begin.index, innerFrom, innerTo };
}

/** The child elements of an element's inside, each as it is written. */
function childrenOf(inner: string): string[] {
  const children: string[] = [];
  let depth = 0;
  let from = 0;
  for (const match of inner.matchAll(/<!--[\s\S]*?-->|<\/?[^!?][^>]*>/g)) {
    const tag = match[0];
    if (tag.startsWith("<!--")) continue;
    const { closing, empty } = tagName(tag);
    if (closing) depth -= 1;
    else if (depth === 0) from = match.index;
    if (depth === 0 && (closing || empty)) children.push(inner.slice(from, match.index + tag.length));
    if (!closing && !empty) depth += 1;
  }
  return children;
}

function append(xml: string, element: Element, children: string, count: number): string {
  const tag = withAttribute(element.tag, "count", String(count));
  return xml.slice(0, element.from) + tag + xml.slice(element.innerFrom, element.innerTo) + children + xml.slice(element.innerTo);
}
