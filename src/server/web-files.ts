/** The built pages: the desk at `/`, the resident's at `/my`, their scripts and styles below `/assets`. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiCode } from "./contract.ts";
import { sessionCookie } from "./cookies.ts";
import { callerOf } from "./guard.ts";
import { Problem } from "./problem.ts";
import { sessionFor } from "./routes/session.ts";
import type { ServerDeps } from "./server-deps.ts";

/** Where `scripts/build-web.mjs` puts the pages. */
const webFolder = fileURLToPath(new URL("../../dist/web/", import.meta.url));
const year = "365d";

/** Serves the pages; where they were not built, one that says how. */
export async function mountWeb(app: FastifyInstance, deps: ServerDeps, folder: string = webFolder): Promise<void> {
  const built = existsSync(join(folder, "desk.html"));
  if (built) await mountAssets(app, folder);
  const [desk = unbuilt, resident = unbuilt] = built
    ? ["desk.html", "resident.html"].map((name) => readFileSync(join(folder, name), "utf8"))
    : [];
  for (const path of ["/my", "/my/*"])
    app.get(path, async (request, reply) => {
      const session = await toldSession(deps, request);
      // Kept nowhere: it tells who is signed in.
      return sendPage(
        reply.header("cache-control", "no-store"),
        resident.replace(sessionPlace, () => session),
      );
    });
  // The desk's own addresses are its own business; what looks like a file, and does not exist, is not found.
  app.get("/*", async (request, reply) => {
    if (/^\/(api|assets)\/|\.\w+(\?|$)/.test(request.url)) throw new Problem(ApiCode.notFound);
    return sendPage(reply.header("cache-control", "no-cache"), desk);
  });
}

async function mountAssets(app: FastifyInstance, folder: string): Promise<void> {
  // Names of assets hold a hash of what is in them: whatever has a name never changes.
  await app.register(fastifyStatic, {
    root: join(folder, "assets"),
    prefix: "/assets/",
    preCompressed: true,
    maxAge: year,
    immutable: true,
    index: false,
    decorateReply: false,
  });
}

/** Sends a page with a nonce of its own: styles that are made while it runs carry it, scripts come from here and nowhere else. */
function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", pagePolicy(nonce))
    .send(page.replaceAll("__NONCE__", nonce));
}

/** Where `resident.html` leaves room for the session. */
const sessionPlace = "<!--session-->";

/**
 * Who is signed in, told in the page itself, so that nothing is asked before it can be used: on a slow line each question takes half a second.
 * It is data and no script, so the page's policy has nothing to allow. Without the database the page comes all the same, and asks itself.
 */
async function toldSession(deps: ServerDeps, request: FastifyRequest): Promise<string> {
  try {
    const caller = await callerOf(deps, request, sessionCookie(request, deps.settings));
    const told = JSON.stringify(await sessionFor(deps, request, caller)).replaceAll("<", "\\u003c");
    return `<script type="application/json" id="session">${told}</script>`;
  } catch {
    return "";
  }
}

function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const unbuilt =
  '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>微脑 Weinao</title><p>网页还没有生成，请运行 npm start。</p><p lang="en">The pages were not built yet: run npm start.</p></html>';
