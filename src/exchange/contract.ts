/** Sheets and forms in and out: the shapes that pass the exchange's door. */
import type { Cell, ElementKind, Label, Mention, MentionRole, ProblemCode } from "#vocabulary/contract";

// ---- reading

/** What a file really is, whatever its name says. */
export const FileFormat = { xlsx: "xlsx", xls: "xls", text: "text" } as const;
export type FileFormat = (typeof FileFormat)[keyof typeof FileFormat];

/** One row of a sheet, as delivered. */
export interface SheetRow {
  /** 1-based, as a person sees it: a text file's line of records counts quoted line breaks as one row; blank rows count. */
  readonly row: number;
  /** Index 0 is column A. Cells covered by a merged range are null except its first. */
  readonly cells: readonly Cell[];
  readonly hidden: boolean;
}

/** A merged range, 1-based rows, 0-based columns, all inclusive. */
export interface MergedRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export interface Sheet {
  /** Empty for a text file. */
  readonly name: string;
  readonly hidden: boolean;
  readonly merges: readonly MergedRange[];
  /** 0-based hidden columns. */
  readonly hiddenColumns: readonly number[];
  /** Streams the rows in order; can be called again to read from the start. Rows without any cell may be left out. */
  rows(): AsyncIterable<SheetRow>;
}

export interface SourceFile {
  /** The path by which it was opened. */
  readonly path: string;
  /** Base name, NFC. */
  readonly name: string;
  readonly format: FileFormat;
  /** `utf-8`, `gb18030`, `utf-16le`, … of a text file. */
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Places of a text whose bytes are not of its encoding, each read as U+FFFD; absent when there are none. */
  readonly brokenCharacters?: number;
  /** Hex SHA-256 of the bytes. */
  readonly sha256: string;
  readonly sizeBytes: number;
  sheets(): AsyncIterable<Sheet>;
  close(): Promise<void>;
}

/** Why a file is refused before any of it is read. */
export const SourceRefusal = {
  missing: "file-missing",
  unreadable: "file-unreadable",
  notASheet: "file-not-a-sheet",
  damaged: "file-damaged",
  encrypted: "file-encrypted",
  tooLarge: "file-too-large",
  zipBomb: "file-zip-bomb",
  unsafe: "file-unsafe",
  empty: "file-empty",
} as const;
export type SourceRefusal = (typeof SourceRefusal)[keyof typeof SourceRefusal];

// ---- understanding

/** What a column means: an attribute of an element that plays a role in the row. */
export interface ColumnMeaning {
  readonly kind: ElementKind;
  readonly role: MentionRole;
  readonly attribute: string;
}

/** How sure the mapping of a column is, and who is sure. */
export const MappingBasis = {
  /** A human said so, for this layout. */
  confirmed: "confirmed",
  /** A register in departments/ says so. */
  register: "register",
  /** The header's words, supported by the values. */
  header: "header",
  /** Only the values say so. */
  values: "values",
  /** Row numbers, signatures: understood, and deliberately no fact. */
  ignored: "ignored",
  /** Not understood: kept as delivered. */
  unknown: "unknown",
} as const;
export type MappingBasis = (typeof MappingBasis)[keyof typeof MappingBasis];

export interface TableColumn {
  /** 0-based column of the sheet. */
  readonly column: number;
  /** The header tree's path: `家庭成员/身份证号`. */
  readonly header: string;
  readonly meaning: ColumnMeaning | null;
  readonly basis: MappingBasis;
  readonly hidden: boolean;
  /** Of a filled form, whose labels stand all over a page: where the value stands (1-based row, 0-based column of the sheet). */
  readonly place?: { readonly row: number; readonly column: number };
}

/** A table found in a sheet. */
export interface TableLayout {
  readonly sheet: string;
  /** 0-based number of the table in its file, in reading order. */
  readonly number: number;
  readonly title: string;
  /** 1-based header rows, inclusive. */
  readonly headerRows: readonly [number, number];
  readonly columns: readonly TableColumn[];
  /** Id of the register in departments/ that was recognised (`public-security/household-register`), or null. */
  readonly register: string | null;
  /** The department that the register or the title names, or null. */
  readonly department: string | null;
  /** The day of which the table speaks (ISO), from its unit/date row, title, sheet or file name; null when nothing says. */
  readonly asOf: string | null;
  /** Stable hash of the header tree: the key under which a confirmed mapping is remembered. */
  readonly fingerprint: string;
}

/** A problem found in a cell (or in a whole row, column -1). */
export interface CellProblem {
  readonly column: number;
  readonly code: ProblemCode;
  /** The value as delivered. */
  readonly value: string;
}

/** One data row, understood. */
export interface RecordRead {
  /** Number of its table in the file. */
  readonly table: number;
  readonly row: number;
  /** Every cell as delivered, merged cells filled down from their first cell. */
  readonly cells: readonly Cell[];
  readonly mentions: readonly Mention[];
  readonly problems: readonly CellProblem[];
}

/** What understanding a file yields, in order: each table before its records; records in batches. */
export type FileEvent =
  | { readonly type: "table"; readonly table: TableLayout }
  | { readonly type: "records"; readonly records: readonly RecordRead[] };

/** A mapping that a human confirmed, by layout fingerprint and header path. `null` means: no fact, ignore. */
export type ConfirmedMappings = ReadonlyMap<string, Readonly<Record<string, ColumnMeaning | null>>>;

/** A department's register as departments/ describes it. */
export interface Register {
  /** Folder path: `public-security/household-register`. */
  readonly id: string;
  readonly department: string;
  readonly label: Label;
  /** Words of which the title (or sheet, or file name) contains one. */
  readonly titles: readonly string[];
  /** Header path → meaning (null: no fact). Paths are compared without spaces and brackets. */
  readonly columns: Readonly<Record<string, ColumnMeaning | null>>;
  /** Facts that hold for every subject of the register: `residencyType: permanent`. */
  readonly implies: Readonly<Record<string, string>>;
  /** Authority 0–100 by attribute (`person.name`), `*` for the rest: the first rule of a golden value. */
  readonly authority: Readonly<Record<string, number>>;
}

// ---- forms

/** How a form wants a value written. */
export const ValueFormat = {
  label: "label",
  code: "code",
  isoDate: "isoDate",
  chineseDate: "chineseDate",
  dottedDate: "dottedDate",
  slashedDate: "slashedDate",
  compactDate: "compactDate",
  excelDate: "excelDate",
  shortAddress: "shortAddress",
  fullAddress: "fullAddress",
  tick: "tick",
  asIs: "asIs",
} as const;
export type ValueFormat = (typeof ValueFormat)[keyof typeof ValueFormat];

/** What the rows of a roster or the pages of an application are about; a form that names only the head of a household is about him. */
export const FormSubject = {
  person: "person",
  householdHead: "householdHead",
  organisation: "organisation",
  dwelling: "dwelling",
} as const;
export type FormSubject = (typeof FormSubject)[keyof typeof FormSubject];

/** A place of a form that asks for one fact. */
export interface FormField {
  /** Unique in the form: a cell (`申请表!B2`) of an application, a column (`花名册!B`) of a roster, `申请表!B@7` for a sub-table's column. */
  readonly id: string;
  readonly label: string;
  /** Null for a field that is no fact of the vocabulary (signature, reviewer's opinion): never filled, never counted. */
  readonly meaning: ColumnMeaning | null;
  /** `sequence` numbers the rows, `age` is computed on the as-of day. */
  readonly computed: "sequence" | "age" | null;
  readonly format: ValueFormat;
  /** Options of a tick field in their order: `男`, `女`. */
  readonly options?: readonly string[];
  /** The label names one of a couple (男方, 妻子姓名): the subject himself when he is that one. */
  readonly couple?: "husband" | "wife";
  /** The label asks for a part of a name in Latin letters. */
  readonly part?: "family" | "given";
}

/** What a form asks, found in a blank workbook. */
export interface FormLayout {
  readonly file: string;
  readonly title: string;
  readonly kind: "roster" | "application";
  readonly subject: FormSubject;
  readonly sheet: string;
  /** Fields about the row's or the form's subject. */
  readonly fields: readonly FormField[];
  /** Family members and the like, one row each, inside an application. */
  readonly subtable: { readonly fields: readonly FormField[]; readonly rows: number; readonly of: "householdMembers" } | null;
}

/** Where the value of an answer is kept, so that one that is missing can be given there. */
export interface AnswerSource {
  /** Id of the element. */
  readonly element: string;
  readonly kind: ElementKind;
  /** Of its kind; for a person also `address`: where they live. */
  readonly attribute: string;
}

/** The answer to one field: canonical, not yet written in the form's way. */
export interface Answer {
  /** Canonical value; empty when nobody holds it. Several phones are separated by `、`. */
  readonly value: string;
  /** True when sources of equal standing disagree: the cell is marked. */
  readonly disputed: boolean;
  /** Absent where nobody is known of whom it could be said: the landlord of somebody without a home. */
  readonly source?: AnswerSource;
  /** The ISO day on which it was counted in the registry, since nobody states it: the members of a household whom somebody has registered. */
  readonly counted?: string;
}

/** The answers for one subject, by field id; `members` answers the sub-table's fields, one map a row. */
export interface FormAnswers {
  readonly subject: ReadonlyMap<string, Answer>;
  readonly members: readonly ReadonlyMap<string, Answer>[];
  /** How the subject is called in the list of missing cells. */
  readonly name: string;
  /** Id of the element that the row or the page is about, where it has one. */
  readonly element?: string;
}

export interface MissingCell {
  readonly sheet: string;
  /** `B7` */
  readonly cell: string;
  readonly person: string;
  readonly label: string;
}

/** A cell of a filled form that asks for a fact, and what came of it. */
export interface AskedCell extends MissingCell, Pick<Answer, "source" | "counted"> {
  readonly state: "filled" | "missing" | "disputed";
  /** Id of the field, and number of the subject in the order of the answers. */
  readonly field: string;
  readonly subject: number;
}

export interface FillResult {
  readonly rowsFilled: number;
  /** Cells that ask for a fact, and those of them that were filled. */
  readonly cellsAsked: number;
  readonly cellsFilled: number;
  readonly cellsDisputed: number;
  readonly missing: readonly MissingCell[];
}

// ---- showing

/** A sheet as a spreadsheet shows and prints it: what a page needs to draw it. Lengths are CSS pixels at 96 to the inch, before any scaling. */
export interface SheetView {
  /** Empty for a text file. */
  readonly name: string;
  readonly hidden: boolean;
  /** The columns that are shown, from left to right; hidden ones are left out. */
  readonly columns: readonly { readonly column: number; readonly width: number }[];
  /** The rows that are shown, blank ones too, from the first asked for. */
  readonly rows: readonly ShownRow[];
  /** Whether the sheet goes on below the rows that are here. */
  readonly more: boolean;
  /** How cells look, by the number that each cell gives. */
  readonly looks: readonly CellLook[];
  readonly print: PrintLayout;
}

export interface ShownRow {
  /** 1-based. */
  readonly row: number;
  readonly height: number;
  /** Whether the height is set, so that what is higher is cut off; else the row grows with its text. */
  readonly fixed: boolean;
  /** Cells that show something, by column; those that a merged range covers are left out. */
  readonly cells: readonly ShownCell[];
}

export interface ShownCell {
  /** 0-based. */
  readonly column: number;
  /** How many columns and rows of the sheet a merged cell covers, hidden ones counted; 1 when absent. */
  readonly columns?: number;
  readonly rows?: number;
  readonly look: number;
  readonly text: string;
  /** The text in pieces, where letters inside the cell differ. */
  readonly runs?: readonly ShownRun[];
  /** By how much letters are made smaller so that the text fits; 1 when absent. */
  readonly shrunk?: number;
  /** Whether a text that is too long shows over the blank cells beside it. */
  readonly spills?: boolean;
}

export interface ShownRun {
  readonly text: string;
  /** Absent: as the cell. */
  readonly letters?: Letters;
}

export interface Letters {
  /** As the workbook names it: `宋体`, `Calibri`. */
  readonly font: string;
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: "none" | "single" | "double";
  readonly struck: boolean;
  /** `#c00000`; empty for the usual ink. */
  readonly colour: string;
  readonly raised: "none" | "superscript" | "subscript";
}

export interface Line {
  readonly style: "thin" | "medium" | "thick" | "double" | "dotted" | "dashed";
  /** Empty for the usual ink. */
  readonly colour: string;
}

export interface CellLook {
  readonly letters: Letters;
  /** `#fff2cc`; empty for none. */
  readonly fill: string;
  readonly top: Line | null;
  readonly right: Line | null;
  readonly bottom: Line | null;
  readonly left: Line | null;
  /** Lines through the cell: from the upper left corner, from the lower left one. */
  readonly diagonals: readonly ("falling" | "rising")[];
  readonly horizontal: "left" | "center" | "right" | "justify";
  readonly vertical: "top" | "middle" | "bottom";
  readonly wraps: boolean;
  /** Steps of about three digits. */
  readonly indent: number;
  /** Degrees counter-clockwise, or Hanzi standing under one another. */
  readonly turned: number | "stacked";
}

/** How a sheet falls on paper, by its print set-up. */
export interface PrintLayout {
  readonly paper: PaperName;
  readonly landscape: boolean;
  /** Of the paper as it lies. */
  readonly width: number;
  readonly height: number;
  readonly margins: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  /** By how much everything is made smaller or larger. */
  readonly scale: number;
  readonly centred: { readonly horizontally: boolean; readonly vertically: boolean };
  /** Rows at the top of every page (1-based, inclusive). */
  readonly titleRows: readonly [number, number] | null;
  readonly header: PageLine;
  readonly footer: PageLine;
  /** What each page shows; rows 1-based, columns 0-based, inclusive. */
  readonly pages: readonly MergedRange[];
}

export const paperNames = ["A3", "A4", "A5", "B4", "B5", "letter", "legal"] as const;
export type PaperName = (typeof paperNames)[number];

/** A line above or below a page; `{page}` and `{pages}` stand for the numbers. */
export interface PageLine {
  readonly left: string;
  readonly center: string;
  readonly right: string;
}
