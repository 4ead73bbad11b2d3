/** Asks a server over a few kept connections for some seconds. A process of its own, so that asking takes nothing from answering. */
import { Agent, get } from "node:http";

export interface LoadRequest {
  /** Asked in turn. */
  readonly urls: readonly string[];
  /** Sent in turn, so that no one caller asks more than the server lets one. */
  readonly headers: readonly Readonly<Record<string, string>>[];
  readonly seconds: number;
  readonly connections: number;
}

export interface LoadResult {
  readonly answered: number;
  /** Answers other than 200. */
  readonly failed: number;
}

process.on("message", (request: LoadRequest) => {
  void run(request).then((result) => process.send?.(result));
});

async function run({ urls, headers, seconds, connections }: LoadRequest): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + seconds * 1000;
  let next = 0;
  let answered = 0;
  let failed = 0;
  const ask = () =>
    new Promise<void>((resolve) => {
      next += 1;
      const own = headers[next % headers.length] ?? {};
      const request = get(urls[next % urls.length] ?? "", { agent, headers: own }, (response) => {
        response.resume();
        response.once("end", () => {
          if (response.statusCode === 200) answered += 1;
          else failed += 1;
          resolve();
        });
      });
      request.once("error", () => {
        failed += 1;
        resolve();
      });
    });
  const line = async () => {
    while (performance.now() < end) await ask();
  };
  await Promise.all(Array.from({ length: connections }, line));
  agent.destroy();
  return { answered, failed };
}
