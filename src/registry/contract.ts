/** What is known of every element, and of which record: the shapes that pass the registry's door. */
import type { ManualMapping } from "#exchange";
import type { Register, TableLayout } from "#exchange/contract";
import type { ElementKind, MentionRole, ProblemCode } from "#vocabulary/contract";

// ---- importing

export interface ImportRequest {
  /** Division code of the community, 12 or 15 digits; created by the first import into it. */
  readonly community: string;
  readonly files: readonly string[];
  readonly registers: readonly Register[];
  /** Mappings given with this import (`--map`); remembered for the layouts that they fit. */
  readonly mappings?: readonly ManualMapping[];
  /** The day of the import (ISO); dates after it are in the future. */
  readonly today: string;
  /** Set by tests and by `--as-new`: never supersede an earlier delivery of the same name. */
  readonly keepEarlier?: boolean;
}

/** How far an import is; told at most a few times a second. */
export interface ImportProgress {
  readonly stage: "waiting" | "reading" | "linking" | "choosing" | "writing" | "done";
  readonly file: string;
  readonly rows: number;
  /** 0 to 1 over the whole import. */
  readonly share: number;
}

export interface FileSummary {
  readonly file: string;
  /** Its place among the files given, from 1 on: two of them may bear one name. */
  readonly number: number;
  /** Hex SHA-256 of its bytes; absent where it could not be opened. */
  readonly sha256?: string;
  /** `imported`, `unchanged` (the same bytes are already there), `superseded` (imported, replacing an earlier version) or `refused`. */
  readonly state: "imported" | "unchanged" | "superseded" | "refused";
  /** Refusal code and a detail without personal data, when refused. */
  readonly refusal?: { readonly code: string; readonly detail: string };
  readonly deliveryId?: string;
  readonly tables: readonly TableLayout[];
  readonly rows: number;
  readonly problems: Readonly<Partial<Record<ProblemCode, number>>>;
}

export interface ElementCounts {
  readonly created: number;
  readonly known: number;
  readonly total: number;
}

export interface ImportSummary {
  readonly community: string;
  readonly files: readonly FileSummary[];
  readonly rows: number;
  readonly elements: Readonly<Record<ElementKind, ElementCounts>>;
  readonly problems: Readonly<Partial<Record<ProblemCode, number>>>;
  /** Columns kept as delivered because nobody knows yet what they mean. */
  readonly columnsUnknown: readonly {
    readonly file: string;
    readonly sheet: string;
    readonly column: string;
    readonly header: string;
    readonly fingerprint: string;
  }[];
  /** Pairs waiting for a human. */
  readonly reviews: number;
  readonly secondsTaken: number;
}

// ---- looking

/** Where a value was read. */
export interface Origin {
  readonly department: string;
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  /** Header path, or the column's letter where there is no header. Empty for a value that the row implies. */
  readonly column: string;
  /** The day of which the source speaks (ISO), or the day of its import. */
  readonly date: string;
  /** Set for what was stated by hand: by whom, and when. */
  readonly stated?: StatedBy;
}

/** Who of the community stated something by hand. */
export interface StatedBy {
  /** Account of whoever stated it, or confirmed what a resident said of themselves. */
  readonly actor: string;
  readonly at: Date;
  /** When a resident said it of themselves; absent for the worker's own word. */
  readonly residentAskedAt?: Date;
}

/** Why a value was chosen or not; documented in the room's README. */
export const ChoiceReason = {
  decided: "decided",
  onlyValue: "only-value",
  valid: "valid",
  derived: "derived",
  precise: "precise",
  plausible: "plausible",
  corroborated: "corroborated",
  authority: "authority",
  recency: "recency",
  agreement: "agreement",
  tie: "tie",
  superseded: "superseded",
} as const;
export type ChoiceReason = (typeof ChoiceReason)[keyof typeof ChoiceReason];

export interface ShownValue {
  readonly value: string;
  readonly valid: boolean;
  readonly origins: readonly Origin[];
  /** For the golden value: which rule decided. For a loser: the rule by which it lost. */
  readonly reason: ChoiceReason;
  /** ISO days between which it held, where the data tell. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /** True when nobody states it: it was read out of the identity number. */
  readonly derived?: boolean;
}

export interface ShownAttribute {
  readonly attribute: string;
  readonly golden: readonly ShownValue[];
  readonly others: readonly ShownValue[];
  readonly disputed: boolean;
  /** True when the values were masked because no purpose allows to see them. */
  readonly masked: boolean;
}

export interface ShownRelation {
  /** `memberOf`, `livesIn`, `registeredIn`, `owns`, `represents`, … */
  readonly relation: string;
  /** `from`: the element shown is the parent, the guardian, the one who lives there; `to`: it is the child, the ward, the home. */
  readonly direction: "from" | "to";
  readonly elementId: string;
  readonly kind: ElementKind;
  readonly title: string;
  /** The role by which the row names whoever the relation starts from (`father`, `landlord`), or the code of a member's relation to the head. */
  readonly detail: string;
  /** ISO day since which it holds, where the data tell. */
  readonly validFrom?: string;
}

/** A change of identity: the element took another one in, or gave rows to another one. */
export interface ShownEvent {
  readonly event: "merged" | "split";
  /** `from`: the element shown was taken in, or lost rows; `to`: it took the other in, or was made of the other's rows. */
  readonly direction: "from" | "to";
  readonly elementId: string;
  readonly at: Date;
}

export interface ShownElement {
  readonly id: string;
  readonly kind: ElementKind;
  readonly title: string;
  readonly attributes: readonly ShownAttribute[];
  readonly relations: readonly ShownRelation[];
  /** How the element came to hold the rows that it holds, oldest first. */
  readonly events: readonly ShownEvent[];
  /** Every row that speaks of the element. */
  readonly mentions: readonly (Origin & {
    readonly role: MentionRole;
    readonly method: string;
    readonly weight: number;
    readonly current: boolean;
    /** Id of the row as it was delivered. */
    readonly record: string;
    /** Set for what the community stated by hand: by this id it is taken back. */
    readonly statement?: string;
  })[];
}

/** A cell, with what is needed to open the row in which it stands. */
export interface ValueOrigin extends Origin {
  /** `C7`; empty for a value that the row implies. */
  readonly cell: string;
  /** Id of the record: the row as it was delivered. */
  readonly record: string;
}

/** A golden value and the cell that it came from. */
export interface GoldenValue {
  readonly attribute: string;
  /** Canonical spelling, or what is left of it when masked. */
  readonly value: string;
  /** True when it was masked because no purpose allows to see it. */
  readonly masked: boolean;
  readonly reason: ChoiceReason;
  /** True when sources of equal standing disagree. */
  readonly disputed: boolean;
  /** True when it was read out of the identity number. */
  readonly derived: boolean;
  /** Absent when the import that it came from was taken back since. */
  readonly origin?: ValueOrigin;
}

/** Another element that belongs to the one shown. */
export interface RelatedElement {
  readonly relation: string;
  /** As in ShownRelation. */
  readonly direction: "from" | "to";
  readonly element: string;
  readonly kind: ElementKind;
  readonly title: string;
  /** Birth year, kind of organisation: tells two of one title apart. */
  readonly hint: string;
  readonly detail: string;
  /** Of several homes or households, the one taken to hold. */
  readonly preferred: boolean;
  readonly validFrom?: string;
}

/** An element as its page shows it. */
export interface GoldenElement {
  readonly id: string;
  readonly kind: ElementKind;
  readonly title: string;
  /** Another number as soon as anything of it changes: names what an edit was made on. */
  readonly version: number;
  readonly values: readonly GoldenValue[];
  readonly related: readonly RelatedElement[];
}

/** What is to do in a community today. Counts and files only: nothing about anybody. */
export interface CommunityOverview {
  readonly elements: Readonly<Record<ElementKind, number>>;
  /** Pairs that wait for a human. */
  readonly reviews: number;
  /** Problems in the current files, by code, most first. */
  readonly problems: readonly { readonly code: ProblemCode; readonly count: number }[];
  /** The last files that were taken in, newest first. */
  readonly deliveries: readonly DeliveryLine[];
  /** The last fill of each form, newest first. */
  readonly fills: readonly {
    readonly form: string;
    readonly title: string;
    readonly at: Date;
    readonly rows: number;
    readonly cellsAsked: number;
    readonly cellsFilled: number;
  }[];
}

/** How much waits for a human. */
export interface WaitingCounts {
  /** Pairs that may or may not be the same. */
  readonly reviews: number;
  /** Corrections that residents asked for and nobody has answered. */
  readonly corrections: number;
}

/** One file that was taken in. */
export interface DeliveryLine {
  readonly id: string;
  readonly file: string;
  readonly state: "current" | "superseded" | "undone";
  readonly rows: number;
  readonly problems: number;
  readonly at: Date;
  readonly actor: string;
}

/** One line of a search result. */
export interface FoundElement {
  readonly id: string;
  readonly kind: ElementKind;
  readonly title: string;
  /** Masked hint that tells two of the same name apart: birth year, address. */
  readonly hint: string;
}

// ---- exporting

export const ExportKind = {
  links: "links",
  persons: "persons",
  households: "households",
  dwellings: "dwellings",
  organisations: "organisations",
  problems: "problems",
  origins: "origins",
  records: "records",
} as const;
export type ExportKind = (typeof ExportKind)[keyof typeof ExportKind];

export interface ExportTable {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly (string | number | null)[]>;
}

// ---- once only

export interface OnceOnlyAttribute {
  readonly kind: ElementKind;
  readonly attribute: string;
  /** Registers that deliver it, by id or title, with how many values each. */
  readonly heldBy: readonly { readonly source: string; readonly values: number }[];
  /** Forms that ask it. */
  readonly askedBy: readonly string[];
  /** Of the elements of its kind, the share (0–1) that has a golden value. */
  readonly coverage: number;
}

export interface OnceOnlyForm {
  readonly form: string;
  readonly title: string;
  /** Share of the asked cells that the registry could fill, for each recorded fill: newest last. */
  readonly rates: readonly { readonly at: string; readonly rate: number }[];
  /** Attributes (`kind.attribute`) that it asks and nobody holds. */
  readonly unheld: readonly string[];
}

export interface OnceOnlyMatrix {
  readonly attributes: readonly OnceOnlyAttribute[];
  readonly forms: readonly OnceOnlyForm[];
  /** Attributes that more than one department collects. */
  readonly askedMoreThanOnce: readonly string[];
  /** Attributes that a form asks and nobody holds. */
  readonly heldByNobody: readonly string[];
  readonly rate: number;
}

// ---- previews

/** What an element would be after a decision. */
export interface PreviewedElement {
  /** Empty for an element that would be made. */
  readonly id: string;
  readonly kind: ElementKind;
  readonly title: string;
  /** Rows that would speak of it. */
  readonly rows: number;
  readonly attributes: readonly {
    readonly attribute: string;
    /** The golden value, masked where no purpose allows to see it; empty where none holds by its standard. */
    readonly value: string;
    readonly losers: readonly string[];
    readonly disputed: boolean;
  }[];
}

// ---- corrections

export const CorrectionState = { open: "open", confirmed: "confirmed", declined: "declined", withdrawn: "withdrawn" } as const;
export type CorrectionState = (typeof CorrectionState)[keyof typeof CorrectionState];

/** What a resident says is wrong about them, or missing. */
export interface Correction {
  readonly id: string;
  readonly elementId: string;
  /** What the person is called. */
  readonly name: string;
  readonly attribute: string;
  /** As the resident wrote it. */
  readonly value: string;
  readonly note: string;
  readonly state: CorrectionState;
  readonly askedAt: Date;
  /** The worker's words to the resident; empty before. */
  readonly answer: string;
  readonly answeredBy: string;
  readonly answeredAt: Date | null;
}

// ---- buildings

export { type BuildingPlan, type EstateLine, type HomeCell, HomeMark } from "./building-plan.ts";
