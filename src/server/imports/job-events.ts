import { PassThrough } from "node:stream";
import type { FastifyReply } from "fastify";

/** Something is sent at least this often, so that nothing between here and the browser takes the line for dead. */
const beatMsEvery = 15_000;

/**
 * Sends a state as Server-Sent Events: what it is now, then whenever it changes, until it rests. A browser that loads the page again, or
 * lost the line, asks anew and gets the state of that moment, so nothing need be remembered between.
 */
export function sendEvents(
  reply: FastifyReply,
  read: () => Promise<{ readonly data: unknown; readonly resting: boolean }>,
  watch: (tell: () => void) => () => void,
): FastifyReply {
  const stream = new PassThrough();
  let sending: Promise<void> = Promise.resolve();
  let queued = false;
  const send = () => {
    // What changes while a state is being read is read once more, not once a change.
    if (queued) return;
    queued = true;
    sending = sending.then(async () => {
      queued = false;
      const { data, resting } = await read();
      if (stream.writableEnded) return;
      stream.write(`event: state\ndata: ${JSON.stringify(data)}\n\n`);
      if (resting) stream.end("event: end\ndata: {}\n\n");
    });
    sending.catch(() => stream.end());
  };
  const unwatch = watch(send);
  const beat = setInterval(() => stream.write(": still here\n\n"), beatMsEvery);
  stream.once("close", () => {
    unwatch();
    clearInterval(beat);
  });
  send();
  return reply
    .header("cache-control", "no-cache, no-transform")
    .header("x-accel-buffering", "no")
    .type("text/event-stream; charset=utf-8")
    .send(stream);
}
