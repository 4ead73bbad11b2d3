/** How a department tells of the community: a register's columns, its habits, and what a row of it says. */
import type { Random } from "./random.ts";
import type { Dwelling, Household, Organisation, Person, World } from "./world-shape.ts";

/** A cell as it will be written. A date cell is a real date in a workbook. */
export type CellValue = string | number | null | { readonly date: string };

/** Who or what a cell speaks of. */
export type Role =
  | "subject"
  | "landlord"
  | "tenant"
  | "owner"
  | "householdHead"
  | "guardian"
  | "father"
  | "mother"
  | "contact"
  | "counterparty"
  | "legalRepresentative";

/** What a row is made from. Fields look up what they need. */
export interface Entry {
  readonly people: Readonly<Partial<Record<Role, Person>>>;
  readonly household?: Household | undefined;
  /** The dwelling that the row is about or where its subject lives. */
  readonly dwelling?: Dwelling | undefined;
  readonly organisation?: Organisation | undefined;
  /** What only this register knows: results of inspections, kinds of dispute. */
  readonly extra?: Readonly<Record<string, string | number>>;
  /** Rows of one block (a household) whose merged fields are written once. */
  readonly block?: string;
}

/** An error put into a cell, for the truth record. */
export interface Fault {
  readonly kind: FaultKind;
  /** `idNumber`, `landlord.name`, `o.creditCode`, `addr`, `*`. */
  readonly attribute: string;
  /** `yes`: the row shows it; `cross`: only other registers do; `no`: merely missing. */
  readonly detectable: "yes" | "cross" | "no";
}

export type FaultKind =
  | "id_wrong_digit"
  | "id_transposed"
  | "bad_id_checksum"
  | "id_scientific_notation_lost"
  | "id_missing"
  | "birth_wrong_day"
  | "impossible_date"
  | "sex_contradicts_id"
  | "name_typo"
  | "former_name"
  | "old_passport"
  | "phone_short"
  | "stale_phone"
  | "stale_address"
  | "unknown_code"
  | "bad_credit_code"
  | "bad_bank_account"
  | "duplicate_row"
  | "shifted_row";

/** What one cell says. */
export interface Said {
  readonly cell: CellValue;
  /** Canonical values that the cell states of a person (errors included). */
  readonly states?: { readonly role: Role; readonly attribute: string; readonly value: string };
  /** The dwelling that the cell names. */
  readonly dwelling?: Dwelling;
  readonly fault?: Fault;
}

export type DateSpelling = "iso" | "dotted" | "chinese" | "compact" | "slashed" | "cell";
export type SexSpelling = "words" | "gb" | "letters";
export type AddressSpelling = "short" | "full" | "township" | "dashes" | "loose" | "hash" | "numerals" | "roomOnly";

/** How the people of one office write. */
export interface Habits {
  readonly date: DateSpelling;
  readonly sex: SexSpelling;
  readonly address: AddressSpelling;
  /** Share of two-character names written with a gap. */
  readonly nameGap: number;
  /** Share of cells that break the habit. */
  readonly loose: number;
  /** Codes of the national lists in place of words. */
  readonly codes: boolean;
  /** Factor on the rates of all errors; 0 writes none. */
  readonly errors: number;
}

/** What a field writes with. */
export interface Pen {
  readonly random: Random;
  readonly world: World;
  readonly habits: Habits;
  /** Text files have no number or date cells. */
  readonly text: boolean;
  /** The day of which the register speaks. */
  readonly asOf: string;
  /** Whether an error of that base rate happens now. */
  errs(rate: number): boolean;
}

export interface Field {
  readonly key: string;
  /** Header levels from the top, each with its synonyms; the last is the column's own. */
  readonly path: readonly (readonly string[])[];
  /** The header where there is one header row only. */
  readonly flat: readonly string[];
  /** Which of three levels gives way under two header rows: the middle one unless the upper. */
  readonly keepMiddle?: boolean;
  /** Width in characters. */
  readonly width: number;
  readonly align?: "left" | "center" | "right";
  /** Written once a block and merged over its rows. */
  readonly merged?: boolean;
  /** Other layouts may leave it out. */
  readonly optional?: boolean;
  say(entry: Entry, pen: Pen): Said;
}

export type FileFormat = "xlsx" | "xls" | "misnamed-xls" | "csv-utf8" | "csv-utf8-bom" | "csv-gb18030" | "csv-semicolon" | "txt-utf16";

/** A part of a register with rows of its own. */
export interface Section {
  /** `""` for the only section. */
  readonly title: string;
  readonly entries: readonly Entry[];
}

export interface Register {
  /** Unique: `household-register`. */
  readonly id: string;
  readonly fileNames: readonly string[];
  readonly titles: readonly string[];
  readonly sheetNames: readonly string[];
  /** What stands at the left of the row under the title. */
  readonly unit: string;
  readonly foot: readonly string[];
  readonly asOf: string;
  /** One table; a sheet for each section; sections as blocks under repeated headers; a table of its own for each section in a sheet. */
  readonly sections: "one" | "sheets" | "blocks" | "tables";
  readonly home: { readonly format: FileFormat; readonly depth: 1 | 2 | 3; readonly habits?: Partial<Habits> };
  readonly formats: readonly FileFormat[];
  readonly depths: readonly (1 | 2 | 3)[];
  readonly fields: readonly Field[];
  /** Which of the people named count as mentions that must be found, and which may be. */
  readonly people: Readonly<Partial<Record<Role, "primary" | "optional">>>;
  readonly household?: "primary" | "optional";
  readonly dwelling?: "primary" | "optional";
  readonly entriesOf: (world: World, random: Random) => readonly Section[];
}
