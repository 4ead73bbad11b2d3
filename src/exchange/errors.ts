/** The refusals of the exchange: what may go wrong with a file that somebody hands in, or with the place that a file is written to. */
import type { Outcome } from "#vocabulary/contract";
import type { SourceRefusal } from "./contract.ts";

/** Why a file could not be written. Nothing is left at its path but what stood there before. */
export const WriteRefusal = {
  /** The folder does not exist. */
  folderMissing: "out-folder-missing",
  /** No permission, or a read-only disk. */
  notWritable: "out-not-writable",
  /** A folder stands where the file should go. */
  isFolder: "out-is-a-folder",
  diskFull: "out-disk-full",
  /** More than the format can hold. */
  tooLarge: "out-too-large",
  /** The file name's ending names no format that can be written. */
  formatUnknown: "out-format-unknown",
} as const;
export type WriteRefusal = (typeof WriteRefusal)[keyof typeof WriteRefusal];

/**
 * A refusal met where no value can be returned: inside a stream of rows or parts. The doors turn it into an Outcome (`refusalOf`);
 * only one met while rows are being read (a part damaged in its middle) reaches the caller, thrown by `rows()`.
 */
export class RefusalError<Refusal extends string = SourceRefusal | WriteRefusal> extends Error {
  readonly refusal: Refusal;
  /** English, for logs and messages; never holds a value of a cell. */
  readonly detail: string;

  constructor(refusal: Refusal, detail: string) {
    super(`${refusal}: ${detail}`);
    this.name = "RefusalError";
    this.refusal = refusal;
    this.detail = detail;
  }
}

export function accept<T>(value: T): { readonly accepted: true; readonly value: T } {
  return { accepted: true, value };
}

export function refuse<Refusal extends string>(refusal: Refusal, detail: string): { accepted: false; refusal: Refusal; detail: string } {
  return { accepted: false, refusal, detail };
}

/** Runs `work` and returns a refusal thrown inside it as a value. Bugs keep flying. */
export async function outcomeOf<T, Refusal extends string>(work: () => Promise<T>): Promise<Outcome<T, Refusal>> {
  try {
    return accept(await work());
  } catch (error) {
    if (error instanceof RefusalError) return refuse(error.refusal as Refusal, error.detail);
    throw error;
  }
}

/** The code of a system error (`ENOENT`), or null for anything else. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
