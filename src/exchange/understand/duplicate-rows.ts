import type { Cell, Mention, StatedValue } from "#vocabulary/contract";
import { cellText } from "./cell-text.ts";

/** Finds rows that say again what a row of the same table said. Keeps two numbers a row, not the rows. */
export class DuplicateFinder {
  readonly #skip: ReadonlySet<number>;
  readonly #rows = new Map<number, number>();
  readonly #elements = new Map<number, { readonly row: number; readonly id: string; readonly phone: string }>();

  /** `skip` are the columns that differ in every row: row numbers. */
  constructor(skip: ReadonlySet<number>) {
    this.#skip = skip;
  }

  /** The row that had exactly these cells, or null. */
  sameRow(row: number, cells: readonly Cell[]): number | null {
    let low = 0x811c9dc5;
    let high = 0x01000193;
    let filled = 0;
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column];
      if (cell === null || cell === undefined || cell === "" || this.#skip.has(column)) continue;
      filled++;
      const text = typeof cell === "string" ? cell : cellText(cell);
      low = Math.imul(low ^ column, 0x01000193);
      high = Math.imul(high ^ column, 0x85ebca6b);
      for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        low = Math.imul(low ^ code, 0x01000193);
        high = Math.imul(high ^ code, 0x85ebca6b) + 0x9e3779b9;
      }
    }
    return filled < 2 ? null : seen(this.#rows, number53(low, high), row);
  }

  /**
   * An earlier row about the same person, organisation or dwelling, or null: same identity number, or same name and birth date
   * when neither number nor telephone contradicts (twins, namesakes). For registers in which everybody stands once.
   */
  sameElement(row: number, mentions: readonly Mention[]): number | null {
    let first: number | null = null;
    for (const { key, id, phone } of elementKeys(mentions)) {
      const hashed = hash(key);
      const known = this.#elements.get(hashed);
      if (known === undefined) this.#elements.set(hashed, { row, id, phone });
      else if (!contradicts(known, id, phone) && (first === null || known.row < first)) first = known.row;
    }
    return first;
  }
}

/** What an element is known by, and what tells it from a namesake. */
interface ElementKey {
  readonly key: string;
  readonly id: string;
  readonly phone: string;
}

function contradicts(known: { readonly id: string; readonly phone: string }, id: string, phone: string): boolean {
  if (known.id !== "" && id !== "") return known.id !== id;
  return known.phone !== "" && phone !== "" && known.phone !== phone;
}

function seen(map: Map<number, number>, key: number, row: number): number | null {
  const earlier = map.get(key);
  if (earlier === undefined) map.set(key, row);
  return earlier ?? null;
}

function number53(low: number, high: number): number {
  return (low >>> 0) + ((high >>> 0) & 0x1fffff) * 0x100000000;
}

function hash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b) + 0x9e3779b9;
  }
  return number53(low, high);
}

/** What identifies the subject of a row within one register; several keys, each enough. */
function elementKeys(mentions: readonly Mention[]): ElementKey[] {
  const subject = mentions.find((mention) => mention.role === "subject" && (mention.kind === "person" || mention.kind === "organisation"));
  if (subject?.kind === "person") return personKeys(subject);
  if (subject?.kind === "organisation") {
    const [code, name, address] = [one(subject, "creditCode"), one(subject, "name"), one(subject, "address")];
    return plain([...(code ? [`c:${code}`] : []), ...(name && address ? [`o:${name}|${address}`] : [])]);
  }
  const dwelling = mentions.find((mention) => mention.role === "subject" && mention.kind === "dwelling");
  return dwelling === undefined ? [] : plain(dwellingKeys(dwelling, mentions));
}

const plain = (keys: readonly string[]): ElementKey[] => keys.map((key) => ({ key, id: "", phone: "" }));

function personKeys(person: Mention): ElementKey[] {
  const name = one(person, "name") ?? one(person, "foreignName");
  const number = person.values.idNumber?.[0];
  const birth = stated(person.values.birthDate);
  const phone = one(person, "phone") ?? "";
  const keys: ElementKey[] = [];
  if (number !== undefined && number.value.length >= 6 && !number.value.includes("?"))
    keys.push({ key: `i:${number.value}`, id: "", phone: "" });
  // Only a valid number tells two namesakes apart; a mistyped one may be the same person's.
  const id = number?.valid === true ? number.value : "";
  if (name !== undefined && birth !== undefined && birth.length === 10) keys.push({ key: `n:${name}|${birth}`, id, phone });
  else if (name !== undefined && phone !== "") keys.push({ key: `p:${name}|${phone}`, id, phone });
  return keys;
}

/** A dwelling stands again when its door does with the same occupant or owner. */
function dwellingKeys(dwelling: Mention, mentions: readonly Mention[]): string[] {
  const door = one(dwelling, "address") ?? one(dwelling, "dwellingNumber");
  if (door === undefined || (one(dwelling, "room") === undefined && one(dwelling, "dwellingNumber") === undefined)) return [];
  const who =
    mentions.find((mention) => mention.role === "tenant") ??
    mentions.find((mention) => mention.role === "owner" || mention.role === "landlord" || mention.role === "householdHead");
  if (who === undefined) return [`d:${door}`];
  const keys: string[] = [];
  for (const attribute of ["idNumber", "name", "foreignName", "phone"]) {
    const value = one(who, attribute);
    if (value !== undefined) keys.push(`d:${door}|${attribute}|${value}`);
  }
  return keys;
}

function one(mention: Mention, attribute: string): string | undefined {
  return mention.values[attribute]?.[0]?.value;
}

function stated(values: readonly StatedValue[] | undefined): string | undefined {
  return values?.find((value) => value.column >= 0 && value.valid)?.value;
}
