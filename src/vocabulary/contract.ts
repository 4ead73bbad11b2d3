/**
 * What the words mean: the shapes that every room shares when it speaks of facts.
 * Browser-safe; nothing here reads a file or a database.
 */

/** The kinds of things that a community keeps a register of. */
export const ElementKind = {
  person: "person",
  household: "household",
  dwelling: "dwelling",
  organisation: "organisation",
} as const;
export type ElementKind = (typeof ElementKind)[keyof typeof ElementKind];

/** The languages in which every label and message exists. */
export const Language = { zh: "zh", en: "en" } as const;
export type Language = (typeof Language)[keyof typeof Language];

/** A text in every language. */
export type Label = Readonly<Record<Language, string>>;

/** How an attribute's values are written, compared and checked. */
export const ValueType = {
  /** A Chinese (or mixed) personal name. */
  personName: "personName",
  /** A Latin-script name as `FAMILY GIVEN`, upper case. */
  foreignName: "foreignName",
  /** A number of a person's identity document (GA/T 517 kinds). */
  identityNumber: "identityNumber",
  /** GB 32100 unified social credit code. */
  creditCode: "creditCode",
  /** Telephone number(s). */
  phone: "phone",
  /** ISO 8601 calendar date, or a reduced one (`1950-03`, `1950`). */
  date: "date",
  /** A code of the attribute's code list. */
  code: "code",
  /** A postal or dwelling address. */
  address: "address",
  /** A bank account number. */
  bankAccount: "bankAccount",
  /** Decimal number in the attribute's unit. */
  number: "number",
  /** Whole number. */
  integer: "integer",
  /** Yes or no, kept as `true` or `false`. */
  boolean: "boolean",
  /** Free text. */
  text: "text",
} as const;
export type ValueType = (typeof ValueType)[keyof typeof ValueType];

/** Who may see a value and how it is stored. */
export const Sensitivity = {
  /** May stand in lists. */
  ordinary: "ordinary",
  /** Identifies a person: encrypted, found by keyed hash, masked unless a purpose is stated. */
  identifier: "identifier",
  /** Health, disability, religion, political status and the like (PIPL article 28): never in a default view. */
  sensitive: "sensitive",
} as const;
export type Sensitivity = (typeof Sensitivity)[keyof typeof Sensitivity];

/** One attribute of one kind of element: a word of the vocabulary. */
export interface Attribute {
  readonly kind: ElementKind;
  /** English identifier, unique in its kind: `birthDate`. */
  readonly name: string;
  readonly label: Label;
  /** Other words by which departments head a column with this attribute, written without spaces: `出生年月日`, `生日`. */
  readonly headers: readonly string[];
  readonly type: ValueType;
  /** Name of the code list, for values of type `code`. */
  readonly codeList?: string;
  /** Unit of a number: `m2`, `CNY`, `CNY/month`. */
  readonly unit?: string;
  readonly sensitivity: Sensitivity;
  /** True when an element may hold several values at once (phones, two homes). */
  readonly multiple?: boolean;
  /** The standard that defines the values: `GB/T 2261.1`. */
  readonly standard?: string;
}

/** A code of a code list. */
export interface Code {
  readonly code: string;
  readonly label: Label;
  /** Other words and other systems' codes that mean the same: `男性`, `M`. */
  readonly synonyms: readonly string[];
}

export interface CodeList {
  readonly name: string;
  readonly label: Label;
  /** `GB/T 2261.1` and the like. */
  readonly standard: string;
  readonly codes: readonly Code[];
}

/** A cell as delivered. Text files give strings only; a date cell of a workbook gives its ISO date (or date and time). */
export type Cell = string | number | boolean | null | CellDate;
export interface CellDate {
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`. */
  readonly date: string;
}

/** What can be wrong with a value. Documented, one by one, in docs/errors.md. */
export const ProblemCode = {
  idChecksum: "id-checksum",
  idLength: "id-length",
  idPrecisionLost: "id-precision-lost",
  idBirthDateImpossible: "id-birth-date-impossible",
  idRegionUnknown: "id-region-unknown",
  idCharacters: "id-characters",
  creditCodeChecksum: "credit-code-checksum",
  creditCodeLength: "credit-code-length",
  creditCodeCharacters: "credit-code-characters",
  dateImpossible: "date-impossible",
  dateUnreadable: "date-unreadable",
  dateInFuture: "date-in-future",
  codeUnknown: "code-unknown",
  phoneTooShort: "phone-too-short",
  phoneTooLong: "phone-too-long",
  phoneUnreadable: "phone-unreadable",
  numberUnreadable: "number-unreadable",
  numberPrecisionLost: "number-precision-lost",
  nameUnreadable: "name-unreadable",
  addressUnreadable: "address-unreadable",
  bankAccountChecksum: "bank-account-checksum",
  bankAccountLength: "bank-account-length",
  sexContradictsId: "sex-contradicts-id",
  birthDateContradictsId: "birth-date-contradicts-id",
  ageContradictsBirthDate: "age-contradicts-birth-date",
  duplicateRow: "duplicate-row",
  shiftedRow: "shifted-row",
  formulaError: "formula-error",
} as const;
export type ProblemCode = (typeof ProblemCode)[keyof typeof ProblemCode];

/** A value in its canonical spelling. */
export interface CanonicalValue {
  /**
   * Canonical spelling by the attribute's type: 18-digit ID in upper case, ISO date, code of the national list, phone digits, …
   * A digit that a number cell lost is written `?` (`330782196707292???`), so that the rest stays evidence.
   */
  readonly value: string;
  /** Whether the value holds by its own standard (check digit, calendar, code list). */
  readonly valid: boolean;
}

/** What one cell says about one attribute. */
export interface ParsedValue {
  /** Empty when the cell says nothing (blank, `/`, `无`, `-`). */
  readonly values: readonly CanonicalValue[];
  readonly problems: readonly ProblemCode[];
  /** Text found beside the value and cut from it: `户主` of `张三(户主)`. */
  readonly note?: string;
}

/** A canonical value and where it stands in its record. */
export interface StatedValue extends CanonicalValue {
  /** Index into the record's cells; `-1` when it was derived from other values of the same row (a head's sex from his ID number). */
  readonly column: number;
}

/**
 * How an element takes part in a row. `subject` is what the row is about; the others are named beside it.
 * A household and a dwelling of the subject have the roles `subject` too (one a kind); `registered` is a dwelling given by a registered address.
 */
export const MentionRole = {
  subject: "subject",
  householdHead: "householdHead",
  guardian: "guardian",
  landlord: "landlord",
  tenant: "tenant",
  owner: "owner",
  legalRepresentative: "legalRepresentative",
  contact: "contact",
  spouse: "spouse",
  father: "father",
  mother: "mother",
  registered: "registered",
  employer: "employer",
  applicant: "applicant",
  counterparty: "counterparty",
} as const;
export type MentionRole = (typeof MentionRole)[keyof typeof MentionRole];

/** One element that one row speaks of, with what the row says of it. */
export interface Mention {
  readonly kind: ElementKind;
  readonly role: MentionRole;
  /** By attribute name of the kind. */
  readonly values: Readonly<Record<string, readonly StatedValue[]>>;
}

/** An address taken apart. Every part is optional and canonical (Arabic digits, `幢`, no leading zeros). */
export interface Address {
  readonly province?: string;
  readonly city?: string;
  /** County, district or county-level city: `义乌市`. */
  readonly county?: string;
  /** Street office, town or township: `江东街道`. */
  readonly township?: string;
  /** Village or residents' community: `鸡鸣山社区`, `胜利村`. */
  readonly community?: string;
  readonly road?: string;
  /** House number on the road: `255`. */
  readonly roadNumber?: string;
  /** Residential estate: `永胜花园`. */
  readonly estate?: string;
  readonly building?: string;
  readonly unit?: string;
  readonly floor?: string;
  readonly room?: string;
  /** What is left: `店面`, `1组21号`. */
  readonly detail?: string;
}

/** An expected refusal is a value; a bug throws. */
export type Outcome<T, Refusal extends string> =
  | { readonly accepted: true; readonly value: T }
  | { readonly accepted: false; readonly refusal: Refusal; readonly detail: string };
