/** What passes between an import and the threads that read its files. */
import type { SealingKey } from "#access";
import type { SourceRefusal } from "#exchange/contract";
import type { ReadingOptions, RecordBatch } from "./read-records.ts";

/** What a reading thread begins with. It can seal what it reads, and open nothing. */
export interface ReadingThreadData {
  readonly options: ReadingOptions;
  readonly sealingKey: SealingKey;
}

export type ReadingRequest =
  /** Read a file: it must still be the one with these bytes. */
  | { readonly type: "read"; readonly path: string; readonly sha256: string }
  /** A batch was taken: the thread may run further ahead. */
  | { readonly type: "taken" };

export type ReadingAnswer =
  | { readonly type: "batch"; readonly batch: RecordBatch }
  | { readonly type: "end" }
  | { readonly type: "refused"; readonly refusal: SourceRefusal; readonly detail: string };
