// Its types add cookies to requests and replies.
import type {} from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ServerSettings } from "./settings.ts";

/** With `__Host-` a browser takes the cookie from this very host over https only, and no subdomain can set it. */
const nameOf = (settings: ServerSettings) => (isSecure(settings) ? "__Host-weinao" : "weinao");

const isSecure = (settings: ServerSettings) => settings.publicUrl?.startsWith("https:") ?? false;

/** The session's token that the browser sent; null without one. */
export function sessionCookie(request: FastifyRequest, settings: ServerSettings): string | null {
  return request.cookies[nameOf(settings)] || null;
}

const options = (settings: ServerSettings) => ({ path: "/", httpOnly: true, sameSite: "lax", secure: isSecure(settings) }) as const;

/** Gives the browser a session's token. Scripts cannot read it, and other sites' forms do not carry it. */
export function setSessionCookie(reply: FastifyReply, settings: ServerSettings, token: string, expires: Date): void {
  reply.setCookie(nameOf(settings), token, { ...options(settings), expires });
}

export function clearSessionCookie(reply: FastifyReply, settings: ServerSettings): void {
  reply.clearCookie(nameOf(settings), options(settings));
}
