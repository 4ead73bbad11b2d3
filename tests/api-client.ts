import type { FastifyInstance, InjectOptions } from "fastify";
import type { RegistryDeps } from "#registry";
import { buildServer } from "../src/server/build-server.ts";
import { serverDeps } from "../src/server/serve.ts";
import { sampleEnvironment, samplePassword } from "./sample-community.ts";

/** An answer, its body parsed. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** One who asks: a browser with a session, a system with a token, or a stranger. */
export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** A server on a store, asked without a port. */
export interface TestApi {
  readonly app: FastifyInstance;
  /** Signs in as one of the accounts of the sample store. */
  as(name: string): Promise<Client>;
  withToken(token: string): Client;
  stranger(): Client;
  close(): Promise<void>;
}

export async function testApi(
  registry: RegistryDeps,
  options: { readonly home?: string; readonly host?: string; readonly environment?: Record<string, string> } = {},
): Promise<TestApi> {
  const status = async () => ({ version: "0", importing: null, communities: [] });
  const given = { registry, home: options.home ?? "/nowhere", status, environment: { ...sampleEnvironment, ...options.environment } };
  const app = await buildServer(serverDeps(given, options.host ?? "127.0.0.1"));
  const client = (own: () => Record<string, string>): Client => {
    const ask = async (request: InjectOptions): Promise<Answer> => {
      const { statusCode, headers, body } = await app.inject(request);
      const json = String(headers["content-type"] ?? "").includes("json");
      return { status: statusCode, headers, body: json ? JSON.parse(body) : body };
    };
    return {
      get: (url, headers = {}) => ask({ method: "GET", url, headers: { ...own(), ...headers } }),
      send: (method, url, body, headers = {}) =>
        ask({ method, url, headers: { ...own(), ...headers }, ...(body === undefined ? {} : { payload: body as object }) }),
    };
  };
  return {
    app,
    stranger: () => client(() => ({})),
    withToken: (token) => client(() => ({ authorization: `Bearer ${token}` })),
    as: async (name) => {
      const answer = await app.inject({ method: "POST", url: "/api/v1/session", payload: { name, password: samplePassword } });
      if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.body}`);
      const [cookie] = answer.cookies;
      const proof = (answer.json() as { proof: string }).proof;
      return client(() => ({ cookie: `${cookie?.name}=${cookie?.value}`, "weinao-proof": proof }));
    },
    close: () => app.close(),
  };
}
