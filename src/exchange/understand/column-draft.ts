import type { ColumnMeaning, MappingBasis, SheetRow } from "../contract.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { HeaderReading } from "./read-header.ts";

/** A column while its meaning is being settled. */
export interface ColumnDraft {
  readonly column: number;
  readonly path: readonly string[];
  /** The path as reported: `家庭成员/身份证号`. */
  readonly header: string;
  readonly hidden: boolean;
  readonly profile: ColumnProfile;
  /** What the header's words may mean and the values do not contradict. */
  reading: HeaderReading;
  /** True when the words were known and the values said otherwise. */
  readonly contradicted: boolean;
  /** Most of its values stand in vertically merged cells: it speaks of several rows at once. */
  readonly merged: boolean;
  meaning: ColumnMeaning | null;
  basis: MappingBasis;
}

/** What a table is about. */
export type SubjectKind = "person" | "organisation" | "dwelling";

/** The sampled data rows that a table's columns are judged by, merged cells filled down. */
export type SampleRows = readonly SheetRow[];

/** Whether a draft's words may mean `attribute` of `kind`. */
export function mayMean(draft: ColumnDraft, kind: string, attribute: string): boolean {
  return draft.reading.meanings.some((meaning) => meaning.kind === kind && meaning.attribute === attribute);
}

/** Whether a draft's words may mean anything of `kind`. */
export function mayMeanKind(draft: ColumnDraft, kind: string): boolean {
  return draft.reading.meanings.some((meaning) => meaning.kind === kind);
}

/** True when the header names nobody, or the subject itself. */
export function isPlain(draft: ColumnDraft): boolean {
  return draft.reading.role === null || draft.reading.role === "subject";
}
