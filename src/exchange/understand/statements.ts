import type { ParseContext } from "#vocabulary";
import type { Cell, ElementKind, MentionRole } from "#vocabulary/contract";
import type { ColumnMeaning, SheetRow } from "../contract.ts";
import { isBlank, squashed } from "./cell-text.ts";
import { isChineseName } from "./column-profile.ts";
import type { Values } from "./person-facts.ts";
import { columnReader } from "./read-column.ts";
import { type HeaderReading, readHeaderCell } from "./read-header.ts";

/** A label with what stands behind it: `户主：张三`, or two cells beside each other. */
export interface Statement {
  readonly reading: HeaderReading;
  readonly value: Cell;
}

/** What a caption says of the family whose members stand below it. */
export interface CaptionFact {
  readonly kind: ElementKind;
  readonly role: MentionRole;
  readonly values: Values;
}

const LABELLED = /^([^:：]{1,14})[:：](.*)$/s;

function knownLabel(text: string): HeaderReading | null {
  const reading = readHeaderCell(text);
  return reading.whole && (reading.ignored || reading.meanings.length > 0) ? reading : null;
}

/** The statements of a row that consists of nothing else, or null: `户编号：12 | 户主：张三`, or `户别 | 家庭户 | 户主 | 张三`. */
export function statementsOf(row: SheetRow): readonly Statement[] | null {
  const cells = row.cells.filter((cell) => !isBlank(cell));
  if (cells.length === 0 || typeof cells[0] !== "string") return null;
  return labelled(cells) ?? paired(row);
}

/** Every cell is a known label, a colon and perhaps a value; one cell may hold several, with blanks between. */
function labelled(cells: readonly Cell[]): readonly Statement[] | null {
  const statements: Statement[] = [];
  for (const cell of cells) {
    const parts = typeof cell === "string" ? cell.trim().split(/\s{2,}|　+|(?<=\S) (?=[^\s:：]{1,14}[:：])/) : [];
    if (parts.length === 0) return null;
    for (const part of parts) {
      const [, label = "", value = ""] = LABELLED.exec(part) ?? [];
      const reading = label === "" ? null : knownLabel(label.replace(/\s+/g, ""));
      if (reading === null) return null;
      statements.push({ reading, value: value.trim() });
    }
  }
  return statements;
}

/** Labels and values take turns, and one of them says whose family this is (户主 | 张三, 户号 | 12): a header that looks alike does not. */
function paired(row: SheetRow): readonly Statement[] | null {
  const cells = row.cells.filter((cell) => !isBlank(cell));
  if (cells.length < 4 || cells.length % 2 !== 0) return null;
  const statements: Statement[] = [];
  for (let at = 0; at < cells.length; at += 2) {
    const [label, value] = [cells[at], cells[at + 1] as Cell];
    if (typeof label !== "string" || !/^\D{1,10}$/.test(squashed(label))) return null;
    if (typeof value === "string" && knownLabel(squashed(value)) !== null) return null;
    const reading = knownLabel(squashed(label));
    if (reading !== null) statements.push({ reading, value });
  }
  return statements.length >= 2 && statements.some(namesFamily) ? statements : null;
}

function namesFamily({ reading, value }: Statement): boolean {
  const text = squashed(value);
  if (reading.role === "householdHead") return isChineseName(text);
  return reading.meanings.some(({ attribute }) => attribute === "householdNumber") && /\d/.test(text);
}

/** What the statements say of a family: nothing unless they name its head or its number, since any caption may hold an address. */
export function captionFacts(statements: readonly Statement[], context: ParseContext): readonly CaptionFact[] {
  const meanings = statements.map(({ reading, value }) => ({ value, meaning: captionMeaning(reading) }));
  if (!meanings.some(({ meaning }) => meaning?.kind === "household" || (meaning?.role === "householdHead" && meaning.attribute === "name")))
    return [];
  const facts = new Map<string, CaptionFact>();
  for (const { meaning, value } of meanings) {
    if (meaning === null || isBlank(value)) continue;
    const { stated, attribute, place } = columnReader(-1, meaning, [], context).read(value);
    if (stated.length === 0) continue;
    const key = `${meaning.kind}.${meaning.role}`;
    const fact = facts.get(key) ?? { kind: meaning.kind, role: meaning.role, values: {} };
    facts.set(key, fact);
    fact.values[attribute] = stated;
    for (const [part, values] of place?.parts ?? []) fact.values[part] ??= values;
  }
  return [...facts.values()];
}

function captionMeaning({ role, meanings }: HeaderReading): ColumnMeaning | null {
  const of = (kind: ElementKind) => meanings.find((meaning) => meaning.kind === kind);
  const household = of("household");
  if (household !== undefined && role === null) return { kind: "household", role: "subject", attribute: household.attribute };
  if (role === "householdHead") {
    const person = of("person");
    return person === undefined ? null : { kind: "person", role, attribute: person.attribute };
  }
  const dwelling = role === null ? of("dwelling") : undefined;
  return dwelling === undefined || dwelling.attribute === "note"
    ? null
    : { kind: "dwelling", role: "subject", attribute: dwelling.attribute };
}
