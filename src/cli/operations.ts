/**
 * What the commands ask of the rooms below: the registry's operations with their dependencies already given.
 * Commands see this interface only, so that `--help` loads no database code and tests can stand in for it.
 */
import type { AccessEntry, Actor } from "#access/contract";
import type { FillResult, FormAnswers, FormLayout, Register } from "#exchange/contract";
import type { PairExplained } from "#linkage/contract";
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
import type { ElementKind, Language, Outcome } from "#vocabulary/contract";

export interface KnownCommunity {
  readonly code: string;
}

/** A row of a delivered file, or an element. */
export type RecordReference = { readonly file: string; readonly sheet?: string; readonly row: number } | { readonly elementId: string };

export interface FillSelection {
  readonly where?: string;
  readonly for?: readonly string[];
  readonly asOf: string;
}

/** A pair that waits for a human. */
export interface WaitingPair {
  readonly kind: ElementKind;
  readonly left: { readonly title: string; readonly where: string };
  readonly right: { readonly title: string; readonly where: string };
  readonly weight: number;
  readonly probability: number;
  readonly reason: string;
}

/** A form that departments/ knows, with the condition that chooses its people. */
export interface KnownForm {
  readonly id: string;
  readonly layout: FormLayout;
  readonly where?: string;
}

export interface Operations {
  communities(): Promise<readonly KnownCommunity[]>;
  registers(): Promise<readonly Register[]>;
  importFiles(
    actor: Actor,
    request: ImportRequest,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<Outcome<ImportSummary, string>>;
  findElements(actor: Actor, community: string, text: string): Promise<readonly FoundElement[]>;
  showElement(actor: Actor, community: string, id: string, unmask: boolean): Promise<Outcome<ShownElement, string>>;
  explainRecords(actor: Actor, community: string, left: RecordReference, right: RecordReference): Promise<Outcome<PairExplained, string>>;
  exportTable(actor: Actor, community: string, kind: ExportKind): Promise<ExportTable>;
  onceOnlyMatrix(actor: Actor, community: string, forms: readonly FormLayout[]): Promise<OnceOnlyMatrix>;
  undoImport(actor: Actor, community: string, deliveryId: string): Promise<Outcome<{ readonly file: string }, string>>;
  listReviews(actor: Actor, community: string): Promise<readonly WaitingPair[]>;
  accessEntries(
    actor: Actor,
    community: string,
    filter: { readonly since?: string; readonly person?: string },
  ): Promise<Outcome<readonly AccessEntry[], string>>;

  knownForms(): Promise<readonly KnownForm[]>;
  readForm(path: string): Promise<Outcome<FormLayout, string>>;
  answersFor(
    actor: Actor,
    community: string,
    layout: FormLayout,
    selection: FillSelection,
  ): Promise<Outcome<{ readonly answers: readonly FormAnswers[] }, string>>;
  fillForm(
    template: string,
    layout: FormLayout,
    answers: Iterable<FormAnswers>,
    out: string,
    options: { readonly asOf: string; readonly language: Language },
  ): Promise<Outcome<FillResult, string>>;
  recordFill(actor: Actor, community: string, layout: FormLayout, result: FillResult): Promise<void>;

  readMappings(path: string): Promise<Outcome<NonNullable<ImportRequest["mappings"]>, string>>;
  writeTable(out: string, table: ExportTable): Promise<Outcome<{ readonly rows: number }, string>>;
  /** Writes a copy of a workbook with its problem cells marked; gives the path written. */
  markProblems(actor: Actor, community: string, workbook: string, folder: string): Promise<Outcome<{ readonly path: string }, string>>;

  /** Ends the work. With `abort`, running statements are cancelled and undone. */
  close(options?: { readonly abort?: boolean }): Promise<void>;
}
