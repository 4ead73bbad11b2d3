/**
 * What the commands ask of the rooms below: the registry's operations with their dependencies already given.
 * Commands see this interface only, so that `--help` loads no database code and tests can stand in for it.
 */
import type { AccessEntry, AccessVerdict, Actor } from "#access/contract";
import type { DepartmentForm } from "#exchange";
import type { FillResult, FormAnswers, FormLayout } from "#exchange/contract";
import type {
  Decided,
  ExplainedRecords,
  ListedDecision,
  OwnStatement,
  PairReference,
  RecordReference,
  Resolution,
  RowReference,
  Selection,
  Stated,
  TypedRecord,
  WaitingReview,
} from "#registry";
import type {
  ExportKind,
  ExportTable,
  FoundElement,
  ImportProgress,
  ImportRequest,
  ImportSummary,
  OnceOnlyMatrix,
  ShownElement,
} from "#registry/contract";
import type { Label, Outcome } from "#vocabulary/contract";

/** Which entries of the access record are asked for. */
export interface AuditFilter {
  readonly elementId?: string;
  /** ISO day. */
  readonly since?: string;
  readonly limit: number;
}

/** A file as it was taken in. */
export interface DeliveredFile {
  readonly path: string;
  /** Hex SHA-256 of its bytes: two files may bear one name. */
  readonly sha256: string;
}

/** A workbook that has problems, and where its marked copy stands or why there is none. */
export interface MarkedWorkbook {
  readonly workbook: string;
  readonly outcome: Outcome<{ readonly path: string }, string>;
}

export interface Operations {
  /** What the registers of departments/ are called, by id. */
  registerLabels(): Promise<ReadonlyMap<string, Label>>;
  /** What the departments of departments/ are called, by folder. */
  departmentLabels(): Promise<ReadonlyMap<string, Label>>;
  /** Division codes of the communities there are. */
  communities(): Promise<readonly string[]>;
  importFiles(
    actor: Actor,
    request: Omit<ImportRequest, "registers">,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<Outcome<ImportSummary, string>>;
  stateFacts(actor: Actor, community: string, statement: OwnStatement): Promise<Outcome<Stated, string>>;
  undoImport(actor: Actor, community: string, deliveryId: string): Promise<Outcome<{ readonly file: string }, string>>;
  findElements(actor: Actor, community: string, text: string): Promise<readonly FoundElement[]>;
  showElement(actor: Actor, community: string, id: string, unmask: boolean): Promise<Outcome<ShownElement, string>>;
  explainRecords(
    actor: Actor,
    community: string,
    left: RecordReference,
    right: RecordReference,
  ): Promise<Outcome<ExplainedRecords, string>>;
  resolveRecord(actor: Actor, community: string, record: TypedRecord): Promise<Outcome<Resolution, string>>;
  exportTable(actor: Actor, community: string, kind: ExportKind): Promise<ExportTable>;
  onceOnlyMatrix(actor: Actor, community: string, forms: readonly FormLayout[]): Promise<OnceOnlyMatrix>;
  listReviews(actor: Actor, community: string): Promise<readonly WaitingReview[]>;
  mergeElements(actor: Actor, community: string, left: string, right: string): Promise<Outcome<Decided, string>>;
  splitElement(actor: Actor, community: string, element: string, rows: readonly RowReference[]): Promise<Outcome<Decided, string>>;
  decidePair(actor: Actor, community: string, pair: PairReference, same: boolean): Promise<Outcome<Decided, string>>;
  takeBack(actor: Actor, community: string, decisions: readonly string[]): Promise<Outcome<Decided, string>>;
  listDecisions(actor: Actor, community: string, options: { readonly all: boolean }): Promise<readonly ListedDecision[]>;
  accessEntries(actor: Actor, community: string, filter: AuditFilter): Promise<readonly AccessEntry[]>;
  verifyAccessRecord(actor: Actor, community: string): Promise<AccessVerdict>;

  /** The forms that departments/ knows. */
  forms(): Promise<readonly DepartmentForm[]>;
  /** The form of departments/ of which a workbook is a copy. */
  recogniseForm(layout: FormLayout): Promise<DepartmentForm | null>;
  readForm(path: string): Promise<Outcome<FormLayout, string>>;
  answersFor(
    actor: Actor,
    community: string,
    layout: FormLayout,
    selection: Selection,
  ): Promise<Outcome<{ readonly answers: readonly FormAnswers[] }, string>>;
  fillForm(
    template: string,
    layout: FormLayout,
    answers: Iterable<FormAnswers>,
    out: string,
    options: { readonly asOf: string },
  ): Promise<Outcome<FillResult, string>>;
  recordFill(actor: Actor, community: string, layout: FormLayout, result: FillResult): Promise<void>;

  /** Reads a `--map` file. */
  readMappings(path: string): Promise<Outcome<NonNullable<ImportRequest["mappings"]>, string>>;
  writeTable(out: string, table: ExportTable): Promise<Outcome<{ readonly rows: number }, string>>;
  /** Writes a copy of each workbook that has problems, its cells marked, into a folder (made when missing). */
  markProblems(actor: Actor, community: string, workbooks: readonly DeliveredFile[], folder: string): Promise<readonly MarkedWorkbook[]>;

  /** Ends the work. With `abort`, running statements are cancelled and undone. */
  close(options?: { readonly abort?: boolean }): Promise<void>;
}
