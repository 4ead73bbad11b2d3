/** HTTP: the shapes that pass the server's door. */
import type { ElementKind } from "#vocabulary/contract";

/** One community on the status page. Counts only: the page is open to everybody who reaches the port. */
export interface CommunityStatus {
  readonly code: string;
  /** Empty when nobody has named it. */
  readonly name: string;
  readonly elements: Readonly<Record<ElementKind, number>>;
  readonly records: number;
}

/** What the status page tells. */
export interface Status {
  readonly version: string;
  /** Whether the first import is still under way, and how far (0 to 1). */
  readonly importing: number | null;
  readonly communities: readonly CommunityStatus[];
}

/** Why the server cannot listen. Documented in docs/errors.md. */
export const ServerCode = {
  portTaken: "port-taken",
  portForbidden: "port-forbidden",
  portInvalid: "port-invalid",
  addressUnavailable: "address-unavailable",
  alreadyServing: "already-serving",
} as const;
export type ServerCode = (typeof ServerCode)[keyof typeof ServerCode];
