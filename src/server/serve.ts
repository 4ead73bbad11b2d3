import type { AddressInfo } from "node:net";
import { sweepAccounts } from "#access";
import { buildServer } from "./build-server.ts";
import { callerCache } from "./caller-cache.ts";
import { ServerCode, type Status } from "./contract.ts";
import { fromListening, ServerFailure } from "./failure.ts";
import { importJobs } from "./imports/import-jobs.ts";
import type { ServerDeps } from "./server-deps.ts";
import { settingsOf } from "./settings.ts";

const portDefault = 7330;
const portMax = 65_535;
const sweepMsEvery = 10 * 60_000;

/** What the server needs to serve. */
export interface ServeDeps {
  readonly registry: ServerDeps["registry"];
  readonly home: string;
  /** Reads the figures; throws when the database cannot be reached. */
  readonly status: () => Promise<Status>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Serving {
  /** `http://127.0.0.1:7330` */
  readonly address: string;
  /** Whether only this machine can reach it. */
  readonly loopback: boolean;
  close(): Promise<void>;
}

/** The port asked for by an option or by PORT. Throws a ServerFailure when it is none. */
export function portOf(text: string | number | undefined): number {
  if (text === undefined || text === "") return portDefault;
  const port = Number(text);
  if (!/^\d+$/.test(String(text)) || port > portMax) throw new ServerFailure(ServerCode.portInvalid, String(text));
  return port;
}

/** What the routes work with, from what the server was started with. Throws a ServerFailure when a setting is wrong. */
export function serverDeps({ registry, home, status, environment }: ServeDeps, host: string): ServerDeps {
  const accounts = { store: registry.store, keyring: registry.keyring };
  const imports = importJobs({ registry, home, environment });
  return { registry, accounts, callers: callerCache(accounts), imports, settings: settingsOf(host, environment), home, status };
}

/** Listens. Throws a ServerFailure when the port is taken or forbidden, the address is not this machine's, or a setting is wrong. */
export async function serve(given: ServeDeps, host: string, port: number): Promise<Serving> {
  const deps = serverDeps(given, host);
  const app = await buildServer(deps);
  // Whoever serves is the only one (see the store's claim), so what is marked as running was left by one that is gone.
  await deps.imports.recover();
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw fromListening(error, `${host}:${port}`);
  }
  const sweep = setInterval(() => void sweepAccounts(deps.accounts).catch(() => undefined), sweepMsEvery);
  sweep.unref();
  const bound = app.server.address() as AddressInfo;
  const shown = bound.family === "IPv6" ? `[${bound.address}]` : bound.address;
  return {
    address: deps.settings.publicUrl ?? `http://${shown}:${bound.port}`,
    loopback: deps.settings.loopback,
    close: async () => {
      clearInterval(sweep);
      await app.close();
    },
  };
}
