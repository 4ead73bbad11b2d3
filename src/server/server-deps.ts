import type { AccountDeps } from "#access";
import type { RegistryDeps } from "#registry";
import type { CallerCache } from "./caller-cache.ts";
import type { Status } from "./contract.ts";
import type { ImportJobs } from "./imports/import-jobs.ts";
import type { ServerSettings } from "./settings.ts";

/** What the routes work with. */
export interface ServerDeps {
  readonly registry: RegistryDeps;
  readonly accounts: AccountDeps;
  readonly callers: CallerCache;
  readonly imports: ImportJobs;
  readonly settings: ServerSettings;
  /** Folder of the data: uploads lie below it. */
  readonly home: string;
  /** Reads the figures of the status page; throws when the database cannot be reached. */
  readonly status: () => Promise<Status>;
}
