import type { FastifyReply } from "fastify";

/** Tells the version of what is answered, to be named by `If-Match` when it is edited. */
export function etag(reply: FastifyReply, version: number): void {
  reply.header("etag", `"${version}"`);
}
