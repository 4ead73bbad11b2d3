import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { routes } from "./api.ts";
import { ApiCode, type ProblemDetails } from "./contract.ts";
import { languageOf } from "./guard.ts";
import { mountRoutes } from "./mount-routes.ts";
import { openApi } from "./openapi.ts";
import { mountPages } from "./pages.ts";
import { type Problem, problemOf } from "./problem.ts";
import { loadProblemTexts, withoutBlank } from "./problem-texts.ts";
import type { ServerDeps } from "./server-deps.ts";

const bodyBytesMax = 256 * 1024;
const year = 31_536_000;

/** The server without a port: tests ask it directly. */
export async function buildServer(deps: ServerDeps): Promise<FastifyInstance> {
  const { settings } = deps;
  const app = Fastify({
    logger: false,
    // Ctrl-C must not wait for a browser that keeps its connection open.
    forceCloseConnections: true,
    bodyLimit: bodyBytesMax,
    requestTimeout: 0,
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    routerOptions: { maxParamLength: 200 },
  });
  answerProblems(app);
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: settings.publicUrl?.startsWith("https:") ? { maxAge: year, includeSubDomains: false } : false,
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
  });
  await app.register(multipart);
  app.addHook("onClose", () => deps.imports.close());
  mountRoutes(app, deps, routes);
  await mountPages(app, deps, openApi(routes));
  return app;
}

/** Tells every refusal as `application/problem+json`, in the reader's language, with the words of docs/errors.md. */
function answerProblems(app: FastifyInstance): void {
  const texts = loadProblemTexts();
  const tell = (problem: Problem, request: FastifyRequest, reply: FastifyReply) => {
    const language = languageOf(request);
    const text = withoutBlank(texts.get(problem.code)?.[language] ?? problem.code);
    const details: ProblemDetails = {
      type: `/api/v1/errors/${problem.code}`,
      title: text,
      status: problem.status,
      code: problem.code,
      ...(problem.detail === "" ? {} : { detail: problem.detail }),
      ...(problem.errors === undefined ? {} : { errors: problem.errors }),
    };
    if (problem.status === 429 && /^\d+$/.test(problem.detail)) reply.header("retry-after", problem.detail);
    return reply
      .status(problem.status)
      .header("content-language", language)
      .header("cache-control", "no-store")
      .type("application/problem+json; charset=utf-8")
      .serializer(JSON.stringify)
      .send(details);
  };
  app.setNotFoundHandler(async (request, reply) => tell(problemOf({ statusCode: 404 }), request, reply));
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.code === ApiCode.internal) logFailure(error);
    return tell(problem, request, reply);
  });
  app.addHook("onSend", async (request, reply) => {
    if (request.url.startsWith("/api/") && !reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
}

/** A bug leaves its trace for the operator: where, not with what. Messages may quote a person's data, so they are left out. */
function logFailure(error: Error & { code?: string }): void {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  process.stderr.write(`${error.name}${error.code === undefined ? "" : ` ${error.code}`}\n${frames.slice(0, 12).join("\n")}\n`);
}
