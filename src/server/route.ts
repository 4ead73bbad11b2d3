/** How a route is declared. From these declarations come validation, authorisation, the OpenAPI document and the web's typed client. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Static, TSchema } from "typebox";
import type { Action, Actor, ApiToken, Session } from "#access";
import type { Language } from "#vocabulary/contract";
import type { ServerDeps } from "./server-deps.ts";

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** How often a caller may ask: see rate-limits.ts. */
export type LimitClass = "read" | "find" | "write" | "upload" | "sign-in";

/** Who asks. */
export type Caller = { readonly session: Session; readonly token?: undefined } | { readonly token: ApiToken; readonly session?: undefined };

/** A request that was let in, with all that a route's work needs. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  readonly deps: ServerDeps;
  /** Name, role and stated purpose: what the rooms below want to know. */
  readonly actor: Actor;
  /** Null for public routes that nobody is signed in to. */
  readonly caller: Caller | null;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly language: Language;
  /** The version on which an edit was made; 0 where the route is no edit. */
  readonly version: number;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A route's declaration without its types. */
export interface AnyRoute {
  readonly method: HttpMethod;
  /** `/api/v1/communities/{community}/find` */
  readonly path: string;
  /** What it does, in one English sentence for the API's document. */
  readonly summary: string;
  /** Heading under which the document lists it. */
  readonly group: string;
  /** The action that the caller's role, and a token's scopes, must allow; `public` asks for nobody. */
  readonly permission: Action | "public";
  /**
   * Where it acts: in the community of the path, which must be one of the caller's; in what belongs to the caller; or in the installation as
   * a whole, which needs an action that only administrators have.
   */
  readonly scope: "community" | "own" | "installation" | "nothing";
  /** Whether it reads or changes what is known of people: then actor, role and purpose are recorded by the room that does it. */
  readonly people: boolean;
  readonly limit: LimitClass;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Status and body of success; `null` for no body. */
  readonly replies: { readonly status: 200 | 201 | 202 | 204; readonly body: TSchema | null; readonly type?: string };
  /** Codes with which it can refuse, besides those that every route has. */
  readonly refusals: readonly string[];
  /** An edit: `If-Match` must name the version that was read. */
  readonly edits?: boolean;
  /** Takes files (`multipart/form-data`) instead of a JSON body. */
  readonly upload?: boolean;
  /** A create: `Idempotency-Key` may be given; the answer to the same key is the first one. */
  readonly creates?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: the table holds routes of every shape; `route` types each one.
  readonly handle: (call: Call<any, any, any>) => Promise<unknown>;
}

type StaticOr<Schema> = Schema extends TSchema ? Static<Schema> : undefined;

/** A route with its types. */
export interface Route<Method extends HttpMethod, Path extends string, Params, Query, Body, Reply> extends AnyRoute {
  readonly method: Method;
  readonly path: Path;
  /** Types only; nothing is there at run time. */
  readonly shape?: {
    readonly params: StaticOr<Params>;
    readonly query: StaticOr<Query>;
    readonly body: StaticOr<Body>;
    readonly reply: StaticOr<Reply>;
  };
}

interface RouteDeclaration<Method, Path, Params, Query, Body, Reply>
  extends Omit<AnyRoute, "method" | "path" | "params" | "query" | "body" | "replies" | "handle"> {
  readonly method: Method;
  readonly path: Path;
  readonly params?: Params & TSchema;
  readonly query?: Query & TSchema;
  readonly body?: Body & TSchema;
  readonly replies: { readonly status: 200 | 201 | 202 | 204; readonly body: Reply; readonly type?: string };
  readonly handle: (
    call: Call<StaticOr<Params>, StaticOr<Query>, StaticOr<Body>>,
  ) => Promise<Reply extends TSchema ? Static<Reply> : unknown>;
}

/** Declares a route; its types follow from its schemas. */
export function route<
  const Method extends HttpMethod,
  const Path extends string,
  Params extends TSchema | undefined = undefined,
  Query extends TSchema | undefined = undefined,
  Body extends TSchema | undefined = undefined,
  Reply extends TSchema | null = null,
>(declaration: RouteDeclaration<Method, Path, Params, Query, Body, Reply>): Route<Method, Path, Params, Query, Body, Reply> {
  return declaration as unknown as Route<Method, Path, Params, Query, Body, Reply>;
}
