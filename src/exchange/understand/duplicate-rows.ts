import type { Cell, Mention, StatedValue } from "#vocabulary/contract";
import { cellText } from "./cell-text.ts";
import { RowTable } from "./row-table.ts";

/** The two halves of a key that is being made; one key at a time. */
let low = 0;
let high = 0;

function begin(kind: number): void {
  low = Math.imul(0x811c9dc5 ^ kind, 0x01000193);
  high = Math.imul(0x01000193 ^ kind, 0x85ebca6b);
}

function add(text: string): void {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = (Math.imul(high ^ code, 0x85ebca6b) + 0x9e3779b9) | 0;
  }
  // The end of each part counts, so that parts do not run into each other.
  low = Math.imul(low ^ 0xffff, 0x01000193);
  high = (Math.imul(high ^ 0xffff, 0x85ebca6b) + 0x9e3779b9) | 0;
}

/** A short fingerprint of a text; 0 for none. */
function shortHash(text: string): number {
  if (text === "") return 0;
  begin(0);
  add(text);
  return high === 0 ? 1 : high;
}

/** Finds rows that say again what a row of the same table said. Keeps a few numbers a row, not the rows. */
export class DuplicateFinder {
  readonly #skip: ReadonlySet<number>;
  readonly #rows = new RowTable();
  readonly #rowNumbers: number[] = [];
  readonly #elements = new RowTable();
  readonly #elementRows: number[] = [];
  /** By element key: what tells its holder from a namesake. */
  readonly #ids: number[] = [];
  readonly #phones: number[] = [];

  /** `skip` are the columns that differ in every row: row numbers. */
  constructor(skip: ReadonlySet<number>) {
    this.#skip = skip;
  }

  /** The row that had exactly these cells, or null. */
  sameRow(row: number, cells: readonly Cell[]): number | null {
    begin(1);
    let filled = 0;
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column];
      if (cell === null || cell === undefined || cell === "" || this.#skip.has(column)) continue;
      filled++;
      low = Math.imul(low ^ column, 0x01000193);
      high = Math.imul(high ^ column, 0x85ebca6b);
      add(typeof cell === "string" ? cell : cellText(cell));
    }
    if (filled < 2) return null;
    const entry = this.#rows.find(low, high);
    if (entry < 0) this.#rowNumbers.push(row);
    return entry < 0 ? null : (this.#rowNumbers[entry] as number);
  }

  /**
   * An earlier row about the same person, organisation or dwelling, or null: same identity number, or same name and birth date
   * when neither number nor telephone contradicts (twins, namesakes). For registers in which everybody stands once.
   */
  sameElement(row: number, mentions: readonly Mention[]): number | null {
    const subject = mentions.find(
      (mention) => mention.role === "subject" && (mention.kind === "person" || mention.kind === "organisation"),
    );
    if (subject?.kind === "person") return this.#samePerson(row, subject);
    if (subject?.kind === "organisation") return this.#sameOrganisation(row, subject);
    const dwelling = mentions.find((mention) => mention.role === "subject" && mention.kind === "dwelling");
    return dwelling === undefined ? null : this.#sameDwelling(row, dwelling, mentions);
  }

  #samePerson(row: number, person: Mention): number | null {
    const name = one(person, "name") ?? one(person, "foreignName");
    const number = person.values.idNumber?.[0];
    const birth = stated(person.values.birthDate);
    const phone = one(person, "phone") ?? "";
    let first: number | null = null;
    if (number !== undefined && number.value.length >= 6 && !number.value.includes("?")) {
      begin(2);
      add(number.value);
      first = this.#seen(row, "", "");
    }
    if (name === undefined) return first;
    // Only a valid number tells two namesakes apart; a mistyped one may be the same person's.
    const id = number?.valid === true ? number.value : "";
    if (birth !== undefined && birth.length === 10) begin(3);
    else if (phone !== "") begin(4);
    else return first;
    add(name);
    add(birth !== undefined && birth.length === 10 ? birth : phone);
    return earliest(first, this.#seen(row, id, phone));
  }

  #sameOrganisation(row: number, organisation: Mention): number | null {
    const [code, name, address] = [one(organisation, "creditCode"), one(organisation, "name"), one(organisation, "address")];
    let first: number | null = null;
    if (code !== undefined) {
      begin(5);
      add(code);
      first = this.#seen(row, "", "");
    }
    if (name === undefined || address === undefined) return first;
    begin(6);
    add(name);
    add(address);
    return earliest(first, this.#seen(row, "", ""));
  }

  /** A dwelling stands again when its door does with the same occupant or owner. */
  #sameDwelling(row: number, dwelling: Mention, mentions: readonly Mention[]): number | null {
    const door = one(dwelling, "address") ?? one(dwelling, "dwellingNumber");
    if (door === undefined || (one(dwelling, "room") === undefined && one(dwelling, "dwellingNumber") === undefined)) return null;
    const who =
      mentions.find((mention) => mention.role === "tenant") ??
      mentions.find((mention) => mention.role === "owner" || mention.role === "landlord" || mention.role === "householdHead");
    if (who === undefined) {
      begin(7);
      add(door);
      return this.#seen(row, "", "");
    }
    let first: number | null = null;
    for (const [index, attribute] of WHO.entries()) {
      const value = one(who, attribute);
      if (value === undefined) continue;
      begin(8 + index);
      add(door);
      add(value);
      first = earliest(first, this.#seen(row, "", ""));
    }
    return first;
  }

  /** The row that first had the key just made, unless another number or telephone shows that it was somebody else's. */
  #seen(row: number, id: string, phone: string): number | null {
    const entry = this.#elements.find(low, high);
    const idHash = shortHash(id);
    const phoneHash = shortHash(phone);
    if (entry < 0) {
      this.#elementRows.push(row);
      this.#ids.push(idHash);
      this.#phones.push(phoneHash);
      return null;
    }
    const [knownId, knownPhone] = [this.#ids[entry] as number, this.#phones[entry] as number];
    const other = knownId !== 0 && idHash !== 0 ? knownId !== idHash : knownPhone !== 0 && phoneHash !== 0 && knownPhone !== phoneHash;
    return other ? null : (this.#elementRows[entry] as number);
  }
}

const WHO = ["idNumber", "name", "foreignName", "phone"] as const;

function earliest(left: number | null, right: number | null): number | null {
  return left === null ? right : right === null ? left : Math.min(left, right);
}

function one(mention: Mention, attribute: string): string | undefined {
  return mention.values[attribute]?.[0]?.value;
}

function stated(values: readonly StatedValue[] | undefined): string | undefined {
  return values?.find((value) => value.column >= 0 && value.valid)?.value;
}
