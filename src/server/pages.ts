/** What is served besides the API: the status page, the API's document. None of it says anything about anybody. */
import type { FastifyInstance } from "fastify";
import { languageOf } from "./guard.ts";
import type { ServerDeps } from "./server-deps.ts";
import { statusPage, statusStyle } from "./status-page.ts";

const pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

export async function mountPages(app: FastifyInstance, deps: ServerDeps, document: object): Promise<void> {
  app.addHook("onSend", async (_request, reply) => {
    if (!reply.hasHeader("content-security-policy")) reply.header("content-security-policy", pagePolicy);
  });
  app.get("/", async (request, reply) => {
    const page = statusPage(await deps.status(), languageOf(request));
    return reply.type("text/html; charset=utf-8").header("cache-control", "no-store").header("vary", "accept-language").send(page);
  });
  app.get("/style.css", async (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "max-age=300").send(statusStyle),
  );
  app.get("/health", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    try {
      const { version, importing, communities } = await deps.status();
      const state = importing === null ? "ready" : "importing";
      return await reply.status(200).send({ status: state, version, communities: communities.length });
    } catch {
      return reply.status(503).send({ status: "database-unreachable" });
    }
  });
  const text = JSON.stringify(document);
  app.get("/api/openapi.json", async (_request, reply) =>
    reply.type("application/json; charset=utf-8").header("cache-control", "no-cache").send(text),
  );
}
