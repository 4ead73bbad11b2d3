/** Puts the table of routes on Fastify: guard, limit, validation, work, answer. */
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from "fastify";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { ApiCode } from "./contract.ts";
import { type Admission, admit, languageOf } from "./guard.ts";
import { beginIdempotent } from "./idempotency.ts";
import { Problem, type WrongPart } from "./problem.ts";
import { type Limiter, limiterOn } from "./rate-limits.ts";
import type { AnyRoute, Call } from "./route.ts";
import type { ServerDeps } from "./server-deps.ts";

const admissions = new WeakMap<FastifyRequest, Admission>();

export function mountRoutes(app: FastifyInstance, deps: ServerDeps, routes: readonly AnyRoute[]): void {
  app.setValidatorCompiler(({ schema, httpPart }) => validatorOf(schema as TSchema, httpPart ?? ""));
  const limiter = limiterOn(app);
  for (const route of routes) mountRoute(app, deps, route, limiter);
}

/** `/communities/{community}` as Fastify writes it: `/communities/:community`. */
const fastifyPath = (path: string) => path.replace(/\{(\w+)\}/g, ":$1");

function mountRoute(app: FastifyInstance, deps: ServerDeps, route: AnyRoute, limiter: Limiter): void {
  app.route({
    method: route.method,
    url: fastifyPath(route.path),
    schema: schemaOf(route),
    onRequest: async (request) => {
      const admission = await admit(deps, route, request);
      await limiter(route.limit, request, admission.caller);
      admissions.set(request, admission);
    },
    handler: async (request, reply) => {
      const admission = admissions.get(request);
      if (admission === undefined) throw new Error("a request passed the guard without an admission");
      const call: Call = {
        ...admission,
        deps,
        params: request.params,
        query: request.query,
        body: request.body,
        language: languageOf(request),
        request,
        reply,
      };
      return answer(route, call);
    },
  });
}

function schemaOf(route: AnyRoute): FastifySchema {
  const { status, body } = route.replies;
  return {
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(body === null ? {} : { response: { [status]: body } }),
  };
}

/** Validates one part of a request. What comes in an address is text, and becomes the numbers and truths that the schema asks for. */
function validatorOf(schema: TSchema, part: string) {
  const compiled = Compile(schema);
  const fromAddress = part !== "body";
  return (data: unknown) => {
    const value = fromAddress ? compiled.Convert(data) : data;
    if (compiled.Check(value)) return { value };
    return { error: new Problem(ApiCode.requestInvalid, "", wrongParts(compiled.Errors(value))) };
  };
}

const wrongPartsMax = 20;

/** Where a request is wrong, and how; never with the value. */
function wrongParts(errors: readonly { readonly instancePath: string; readonly keyword: string; readonly message: string }[]): WrongPart[] {
  return errors
    .filter((error) => error.keyword !== "boolean")
    .slice(0, wrongPartsMax)
    .map(({ instancePath, message }) => ({ pointer: instancePath, message }));
}

async function answer(route: AnyRoute, call: Call): Promise<unknown> {
  const { reply, request } = call;
  const key = request.headers["idempotency-key"];
  if (route.creates && typeof key === "string") return answerOnce(route, call, key);
  const value = await route.handle(call);
  // A handler that streams has taken the reply into its own hands.
  if (reply.sent || value === reply) return reply;
  if (reply.raw.headersSent) {
    // Whoever asked went away in the middle of it, as a page that is loaded again does: nobody is left to be told.
    reply.hijack();
    return undefined;
  }
  return send(reply, route.replies.status, value);
}

function send(reply: FastifyReply, status: number, value: unknown): unknown {
  reply.status(status);
  return value === undefined ? reply.send() : value;
}

async function answerOnce(route: AnyRoute, call: Call, key: string): Promise<unknown> {
  const { deps, actor, request, reply } = call;
  const begun = await beginIdempotent(deps, actor, key, `${route.method} ${request.url}`, call.body ?? null);
  if (begun.answered !== null) {
    if (begun.answered.etag !== null) reply.header("etag", begun.answered.etag);
    return send(reply, begun.answered.status, JSON.parse(begun.answered.body));
  }
  try {
    const value = await route.handle(call);
    const etag = reply.getHeader("etag");
    const body = JSON.stringify(value ?? null);
    await begun.keep({ status: route.replies.status, body, etag: typeof etag === "string" ? etag : null });
    return send(reply, route.replies.status, value);
  } catch (error) {
    await begun.release();
    throw error;
  }
}
