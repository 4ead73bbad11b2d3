import type { AddressInfo } from "node:net";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { Language } from "#vocabulary/contract";
import { ServerCode, type Status } from "./contract.ts";
import { fromListening, ServerFailure } from "./failure.ts";
import { statusPage, statusStyle } from "./status-page.ts";

const portDefault = 7330;
const portMax = 65_535;

/** What the server needs to answer. */
export interface ServeDeps {
  /** Reads the figures; throws when the database cannot be reached. */
  readonly status: () => Promise<Status>;
}

export interface Serving {
  /** `http://127.0.0.1:7330` */
  readonly address: string;
  close(): Promise<void>;
}

/** The port asked for by an option or by PORT. Throws a ServerFailure when it is none. */
export function portOf(text: string | number | undefined): number {
  if (text === undefined || text === "") return portDefault;
  const port = Number(text);
  if (!/^\d+$/.test(String(text)) || port > portMax) throw new ServerFailure(ServerCode.portInvalid, String(text));
  return port;
}

/** Listens. Throws a ServerFailure when the port is taken or forbidden, or the address is not this machine's. */
export async function serve(deps: ServeDeps, host: string, port: number): Promise<Serving> {
  const app = buildServer(deps);
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw fromListening(error, `${host}:${port}`);
  }
  const bound = app.server.address() as AddressInfo;
  const shown = bound.family === "IPv6" ? `[${bound.address}]` : bound.address;
  return { address: `http://${shown}:${bound.port}`, close: () => app.close() };
}

const securityHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** The routes, without a port: tests ask them directly. */
export function buildServer(deps: ServeDeps): FastifyInstance {
  // Ctrl-C must not wait for a browser that keeps its connection open.
  const app = Fastify({ logger: false, forceCloseConnections: true, bodyLimit: 64 * 1024, requestTimeout: 30_000 });
  app.addHook("onSend", async (_request, reply) => {
    reply.headers(securityHeaders);
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
  app.setNotFoundHandler(async (_request, reply) => reply.status(404).send({ code: "not-found" }));
  // What went wrong inside is not for whoever reaches the port.
  app.setErrorHandler(async (error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 503;
    return reply.status(status).send({ code: status === 503 ? "database-unreachable" : "request-refused" });
  });
  return app;
}

/** `?lang=` decides, else the first of zh and en that the browser asks for, else Chinese. */
function languageOf(request: FastifyRequest): Language {
  const asked = (request.query as { lang?: unknown }).lang;
  if (asked === "zh" || asked === "en") return asked;
  const first = /(?:^|[\s,])(zh|en)\b/i.exec(request.headers["accept-language"] ?? "");
  return first?.[1]?.toLowerCase() === "en" ? "en" : "zh";
}
