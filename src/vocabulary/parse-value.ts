import type { Address, Attribute, Cell, ParsedValue } from "./contract.ts";
/** What a value's reading depends on besides the cell. */
export interface ParseContext {
  /** The day of reading (ISO): no birth lies after it. */
  readonly today: string;
  /** The community's own province..community, completed where an address leaves it out. */
  readonly locality?: Address;
}
/** Reads one cell of a column that is known to hold `attribute`. */
export type ValueParser = (cell: Cell, context: ParseContext) => ParsedValue;
/** The parser for a whole column: `sample` (some cells of the column) settles which code system it is written in. */
export function parserFor(attribute: Attribute, _sample: readonly Cell[]): ValueParser {
  return (cell, context) => parseValue(attribute, cell, context);
}
export function parseValue(_attribute: Attribute, cell: Cell, _context: ParseContext): ParsedValue {
  return { values: cell === null ? [] : [{ value: String(cell), valid: true }], problems: [] };
}
