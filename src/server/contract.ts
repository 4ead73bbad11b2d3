/** HTTP: the shapes that pass the server's door. Browser-safe: the web reads the API's types from here. */
import type { ElementKind } from "#vocabulary/contract";

export type { Api, ApiRoute } from "./api.ts";

/** One community on the page that says what runs. Counts only: it is open to everybody who reaches the port. */
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
  settingInvalid: "setting-invalid",
} as const;
export type ServerCode = (typeof ServerCode)[keyof typeof ServerCode];

/** What the API itself refuses; rooms add their own refusals. Documented in docs/errors.md. */
export const ApiCode = {
  requestInvalid: "request-invalid",
  requestTooLarge: "request-too-large",
  mediaTypeUnsupported: "media-type-unsupported",
  notFound: "not-found",
  notSignedIn: "not-signed-in",
  /** The role, or the token's scopes, do not allow it. */
  notAllowed: "not-allowed",
  communityForbidden: "community-forbidden",
  /** A page of another site sent the request, or one without the session's proof. */
  originForbidden: "origin-forbidden",
  /** An edit must say on which version it was made (`If-Match`). */
  versionMissing: "version-missing",
  versionOutdated: "version-outdated",
  /** One `Idempotency-Key` with two different requests. */
  keyReused: "idempotency-key-reused",
  keyInUse: "idempotency-key-in-use",
  tooManyRequests: "too-many-requests",
  /** The import is not in a state in which this can be done. */
  jobState: "import-state",
  /** A code to sign in can be printed for a person only. */
  notAPerson: "element-not-a-person",
  importUnknown: "import-unknown",
  internal: "internal-error",
  unavailable: "service-unavailable",
} as const;
export type ApiCode = (typeof ApiCode)[keyof typeof ApiCode];

/** Names of headers of our own. */
export const ApiHeader = {
  /** What people's data are read for: a purpose's code or free text, percent-encoded UTF-8. */
  purpose: "weinao-purpose",
  /** The session's proof that its own page sent the request; `GET /api/v1/session` tells it. */
  proof: "weinao-proof",
} as const;

/** An error as it is told: RFC 9457. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}
