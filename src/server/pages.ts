/** What is served besides the API: whether it runs, the API's document, the pages. None of it says anything about anybody. */
import type { FastifyInstance } from "fastify";
import { apiPage, apiPageStyle } from "./api-page.ts";
import { mountOrganisationSignIn } from "./organisation-sign-in.ts";
import type { ServerDeps } from "./server-deps.ts";
import { mountWeb } from "./web-files.ts";

/** For answers that are no page: nothing may be loaded from them. */
const plainPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** For the page of the API: its own style, no script. */
const readPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export async function mountPages(app: FastifyInstance, deps: ServerDeps, document: object): Promise<void> {
  app.addHook("onSend", async (_request, reply) => {
    if (!reply.hasHeader("content-security-policy")) reply.header("content-security-policy", plainPolicy);
  });
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
  const page = apiPage(document);
  app.get("/api", async (_request, reply) =>
    reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").header("content-security-policy", readPolicy).send(page),
  );
  app.get("/api/page.css", async (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "no-cache").send(apiPageStyle),
  );
  mountOrganisationSignIn(app, deps);
  await mountWeb(app, deps);
}
