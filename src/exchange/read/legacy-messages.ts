/** What the reader of legacy workbooks and its worker say to each other. */
import type { MergedRange, SheetRow, SourceRefusal } from "../contract.ts";

/** What the worker is started with: the bytes of a BIFF workbook, or the text of an HTML or XML one. */
export type LegacyInput = { readonly kind: "biff"; readonly bytes: Uint8Array } | { readonly kind: "markup"; readonly text: string };

export interface LegacySheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly merges: readonly MergedRange[];
  readonly hiddenColumns: readonly number[];
}

/** Asks for the rows of a sheet from a place on; the answer says where the next batch begins, -1 after the last. */
export interface RowsRequest {
  readonly request: number;
  readonly sheet: number;
  readonly from: number;
}

export type LegacyMessage =
  | { readonly type: "opened"; readonly sheets: readonly LegacySheet[] }
  | { readonly type: "refused"; readonly refusal: SourceRefusal; readonly detail: string }
  | { readonly type: "rows"; readonly request: number; readonly rows: readonly SheetRow[]; readonly next: number };
