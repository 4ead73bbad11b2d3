/** Asks the API. Every route, its input and its answer are typed by the server's own table of routes. */
import { type Api, ApiHeader, type ApiRoute, type ProblemDetails } from "#server/contract";

/** A refusal of the server, in the reader's words. */
export class ApiProblem extends Error {
  /** Stable; explained in docs/errors.md. `network` when the server could not be reached. */
  readonly code: string;
  readonly status: number;
  /** Belongs to the code: seconds to wait, a name. */
  readonly detail: string;

  constructor(details: Pick<ProblemDetails, "code" | "status" | "title" | "detail">) {
    super(details.title);
    this.name = "ApiProblem";
    this.code = details.code;
    this.status = details.status;
    this.detail = details.detail ?? "";
  }
}

/** What every request carries; set by the session, the reading settings and the stated purpose. */
export const carried = { proof: "", language: "zh", purpose: "" };

/** Refusals by code in a language that the server does not speak; set with the page's words. */
export const refusalsSaid: { words: Readonly<Record<string, string>> } = { words: {} };

type Given<Name extends string, Value> = undefined extends Value
  ? { readonly [K in Name]?: undefined }
  : Record<string, never> extends Value
    ? { readonly [K in Name]?: Value }
    : { readonly [K in Name]: Value };

/** What a route is asked with. */
export type Input<Name extends ApiRoute> = Given<"params", Api[Name]["params"]> &
  Given<"query", Api[Name]["query"]> &
  Given<"body", Api[Name]["body"]> & {
    /** The `ETag` of what is edited. */
    readonly version?: string;
    /** Makes a create safe to send twice. */
    readonly key?: string;
    readonly signal?: AbortSignal;
  };

/** What a route answers. */
export type Reply<Name extends ApiRoute> = Api[Name]["reply"];

/** Asks a route: `ask("GET /api/v1/session", {})`. Throws an ApiProblem. */
export async function ask<Name extends ApiRoute>(name: Name, input: Input<Name>): Promise<Reply<Name>> {
  return (await askWhole(name, input)).body;
}

/** As `ask`, with the version of what was read. */
export async function askWhole<Name extends ApiRoute>(
  name: Name,
  input: Input<Name>,
): Promise<{ readonly body: Reply<Name>; readonly version: string }> {
  const response = await askRaw(name, input);
  const answer = response.status === 204 ? undefined : await response.json();
  return { body: answer as Reply<Name>, version: response.headers.get("etag") ?? "" };
}

/** As `ask`, with the answer as it came: for what is no JSON. */
export async function askRaw<Name extends ApiRoute>(name: Name, input: Input<Name>): Promise<Response> {
  const [method = "GET", path = ""] = name.split(" ");
  const { params, query, body, version, key, signal } = input as Record<string, never> & Input<ApiRoute>;
  const response = await fetch(addressOf(path, params, query), {
    method,
    credentials: "same-origin",
    headers: headersOf(method, body, version, key),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem({ code: "network", status: 0, title: "" });
  });
  if (!response.ok) throw new ApiProblem(await problemIn(response));
  return response;
}

/** A route's path with its blanks filled, and the query behind it. */
export function addressOf(path: string, params: object | undefined, query: object | undefined): string {
  const filled = Object.entries(params ?? {}).reduce((text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)), path);
  const asked = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  return asked.length === 0 ? filled : `${filled}?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))}`;
}

function headersOf(method: string, body: unknown, version?: string, key?: string): Record<string, string> {
  return {
    ...carriedHeaders(method),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(version === undefined ? {} : { "if-match": version }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
}

/** The headers that go with every request. */
export function carriedHeaders(method: string): Record<string, string> {
  return {
    accept: "application/json",
    "accept-language": carried.language,
    ...(method === "GET" || carried.proof === "" ? {} : { [ApiHeader.proof]: carried.proof }),
    ...(carried.purpose === "" ? {} : { [ApiHeader.purpose]: encodeURIComponent(carried.purpose) }),
  };
}

/** What a refused request was told. */
export async function problemIn(response: Response): Promise<ProblemDetails> {
  const known = response.headers.get("content-type")?.includes("problem+json");
  if (known) {
    const told = (await response.json()) as ProblemDetails;
    return { ...told, title: refusalsSaid.words[told.code] ?? told.title };
  }
  return { type: "", code: "network", status: response.status, title: "" };
}
