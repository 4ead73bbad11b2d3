import { AccessFailure, AccountRefusal } from "#access";
import { StoreFailure } from "#store";
import { ApiCode } from "./contract.ts";

/** The HTTP status of each code; a refusal that is not listed is 422: understood, and not done. */
const statuses: Readonly<Record<string, number>> = {
  [ApiCode.requestInvalid]: 400,
  [ApiCode.requestTooLarge]: 413,
  [ApiCode.mediaTypeUnsupported]: 415,
  [ApiCode.notFound]: 404,
  [ApiCode.notSignedIn]: 401,
  [ApiCode.notAllowed]: 403,
  [ApiCode.communityForbidden]: 403,
  [ApiCode.originForbidden]: 403,
  [ApiCode.versionMissing]: 428,
  [ApiCode.versionOutdated]: 412,
  [ApiCode.keyReused]: 422,
  [ApiCode.keyInUse]: 409,
  [ApiCode.tooManyRequests]: 429,
  [ApiCode.jobState]: 409,
  [ApiCode.importUnknown]: 404,
  "disk-full": 507,
  [ApiCode.internal]: 500,
  [ApiCode.unavailable]: 503,
  "role-forbids": 403,
  [AccountRefusal.signInRefused]: 401,
  [AccountRefusal.signInThrottled]: 429,
  [AccountRefusal.secondFactorNeeded]: 401,
  [AccountRefusal.secondFactorWrong]: 401,
  [AccountRefusal.oneTimeCodeRefused]: 401,
  [AccountRefusal.accountNameTaken]: 409,
  [AccountRefusal.accountChanged]: 412,
  [AccountRefusal.accountLast]: 409,
  [AccountRefusal.accountUnknown]: 404,
  [AccountRefusal.tokenUnknown]: 404,
  "community-unknown": 404,
  "element-unknown": 404,
  "correction-unknown": 404,
  "correction-answered": 409,
  "delivery-unknown": 404,
  "record-unknown": 404,
  "review-unknown": 404,
  "decision-unknown": 404,
  "form-unknown": 404,
  "statement-unknown": 404,
  "building-unknown": 404,
};

/** What is wrong with one part of a request; never quotes the value. */
export interface WrongPart {
  /** JSON pointer into the part: `/name`. */
  readonly pointer: string;
  readonly message: string;
}

/** An expected refusal of a request, to be told as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  /** Belongs to the code (seconds to wait, the version of today); never a person's data. */
  readonly detail: string;
  readonly errors: readonly WrongPart[] | undefined;

  constructor(code: string, detail = "", errors?: readonly WrongPart[]) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.status = statuses[code] ?? 422;
    this.detail = detail;
    this.errors = errors;
  }
}

/** Gives what was accepted; throws what was refused as a Problem. */
export function accepted<T>(
  outcome: { readonly accepted: true; readonly value: T } | { readonly accepted: false; readonly refusal: string; readonly detail: string },
): T {
  if (outcome.accepted) return outcome.value;
  throw new Problem(outcome.refusal, outcome.detail);
}

/** Whatever was thrown, as a Problem. What went wrong inside stays inside: only its kind is told. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof AccessFailure) return new Problem(error.code);
  if (error instanceof StoreFailure) return new Problem(ApiCode.unavailable, error.code);
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 413 || code === "FST_REQ_FILE_TOO_LARGE" || code === "FST_FILES_LIMIT") return new Problem(ApiCode.requestTooLarge);
  if (statusCode === 415 || code === "FST_INVALID_MULTIPART_CONTENT_TYPE") return new Problem(ApiCode.mediaTypeUnsupported);
  if (statusCode === 404) return new Problem(ApiCode.notFound);
  if (statusCode === 429) return new Problem(ApiCode.tooManyRequests);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Problem(ApiCode.requestInvalid);
  return new Problem(ApiCode.internal);
}
