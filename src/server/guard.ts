/** Who asks, and whether they may: decided for every route in one place, before anything of the body is read. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Action, type Actor, allows, Role } from "#access";
import type { Language } from "#vocabulary/contract";
import { ApiCode, ApiHeader } from "./contract.ts";
import { sessionCookie } from "./cookies.ts";
import { Problem } from "./problem.ts";
import type { AnyRoute, Caller } from "./route.ts";
import type { ServerDeps } from "./server-deps.ts";

/** What the guard found out; the route's work continues from here. */
export interface Admission {
  readonly caller: Caller | null;
  readonly actor: Actor;
  readonly version: number;
}

/** Lets a request in, or throws the Problem that says why not. */
export async function admit(deps: ServerDeps, route: AnyRoute, request: FastifyRequest): Promise<Admission> {
  const cookie = sessionCookie(request, deps.settings);
  const caller = await callerOf(deps, request, cookie);
  if (!isSafe(route)) checkOrigin(deps, request, caller?.session ? cookie : null);
  if (route.permission !== "public") {
    if (caller === null) throw new Problem(ApiCode.notSignedIn);
    checkPermission(route.permission, caller);
    checkScope(route, caller, request);
  }
  return { caller, actor: actorOf(caller, request), version: route.edits ? versionOf(request) : 0 };
}

/** Who asks: by a token of the API, else by the browser's session; null where nobody is known. */
export async function callerOf(deps: ServerDeps, request: FastifyRequest, cookie: string | null): Promise<Caller | null> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return deps.callers.byToken(bearer);
  if (cookie === null) return null;
  const caller = await deps.callers.bySession(cookie);
  // Everybody knows the sample accounts' passwords: they count for nothing where others can reach the server.
  return caller?.session?.account.sample && !deps.settings.loopback ? null : caller;
}

const isSafe = (route: AnyRoute) => route.method === "GET";

/**
 * Refuses what another site's page sends with our cookie. The browser says where a page comes from (`Origin`, `Sec-Fetch-Site`), and the
 * session's own pages know its proof, which no other page can read.
 */
function checkOrigin(deps: ServerDeps, request: FastifyRequest, cookie: string | null): void {
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const own = deps.settings.publicUrl ?? `${request.protocol}://${host}`;
  if (origin !== undefined && origin !== own) throw new Problem(ApiCode.originForbidden);
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new Problem(ApiCode.originForbidden);
  if (cookie !== null && !sameText(String(request.headers[ApiHeader.proof] ?? ""), proofOf(cookie)))
    throw new Problem(ApiCode.originForbidden);
}

/** The proof of a session's own pages: follows from the token, and does not give it away. */
export function proofOf(token: string): string {
  return createHmac("sha256", token).update("weinao own page").digest("base64url");
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function checkPermission(permission: Action, caller: Caller): void {
  const role = roleOf(caller);
  if (!allows(role, permission)) throw new Problem(ApiCode.notAllowed);
  if (caller.token && !(caller.token.scopes as readonly string[]).includes(permission)) throw new Problem(ApiCode.notAllowed);
}

function checkScope(route: AnyRoute, caller: Caller, request: FastifyRequest): void {
  if (route.scope === "community" && !actsIn(caller, Number((request.params as { community: string }).community)))
    throw new Problem(ApiCode.communityForbidden);
  if (route.scope === "own") {
    if (!caller.session) throw new Problem(ApiCode.notAllowed);
    if (route.permission === Action.self && caller.session.account.person === null) throw new Problem(ApiCode.notAllowed);
  }
}

/** Whether a caller may act in a community. */
export function actsIn(caller: Caller, community: number): boolean {
  if (caller.token) return caller.token.community === community;
  const { account } = caller.session;
  return account.role === Role.administrator || account.communities.includes(community);
}

const roleOf = (caller: Caller): Role => caller.session?.account.role ?? Role.system;

const purposeLengthMax = 200;

function actorOf(caller: Caller | null, request: FastifyRequest): Actor {
  if (caller === null) return { name: "", role: Role.provider, purpose: "" };
  const purpose = statedPurpose(request);
  if (caller.token) return { name: `token ${caller.token.label}`, role: Role.system, purpose: purpose === "" ? "exchange" : purpose };
  return { name: caller.session.account.name, role: caller.session.account.role, purpose };
}

function statedPurpose(request: FastifyRequest): string {
  const header = request.headers[ApiHeader.purpose];
  if (typeof header !== "string") return "";
  try {
    return decodeURIComponent(header).trim().slice(0, purposeLengthMax);
  } catch {
    throw new Problem(ApiCode.requestInvalid, "", [{ pointer: `/headers/${ApiHeader.purpose}`, message: "is not percent-encoded UTF-8" }]);
  }
}

function versionOf(request: FastifyRequest): number {
  const header = request.headers["if-match"];
  if (header === undefined) throw new Problem(ApiCode.versionMissing);
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw new Problem(ApiCode.versionOutdated);
  return Number(version);
}

/** `?lang=` decides, else the first of zh and en that the browser asks for, else Chinese. */
export function languageOf(request: FastifyRequest): Language {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang;
  if (asked === "zh" || asked === "en") return asked;
  const first = /(?:^|[\s,])(zh|en)\b/i.exec(request.headers["accept-language"] ?? "");
  return first?.[1]?.toLowerCase() === "en" ? "en" : "zh";
}
