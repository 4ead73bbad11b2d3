import type { Cell } from "#vocabulary/contract";

const ONLY_SPACE = /^[\s\u3000]*$/;

/** True when a cell says nothing at all: empty or only spaces. */
export function isBlank(cell: Cell | undefined): boolean {
  if (cell === null || cell === undefined) return true;
  return typeof cell === "string" && (cell.length === 0 || (cell.charCodeAt(0) <= 0x3000 && ONLY_SPACE.test(cell)));
}

/** A cell as text, without outer spaces; a date as its ISO text. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "string") return cell.trim();
  if (typeof cell === "object") return cell.date;
  return String(cell);
}

/** Text as a header shows it: on one line, without the spaces that only stretch Hanzi. */
export function labelText(cell: Cell | undefined): string {
  return cellText(cell)
    .replace(/[\s\u3000]+/g, " ")
    .replace(/(?<![A-Za-z.,]) | (?![A-Za-z(])/g, "");
}

/** Text without any white space, as header words and titles are compared. */
export function squashed(cell: Cell | undefined): string {
  return cellText(cell).replace(/[\s\u3000]+/g, "");
}
