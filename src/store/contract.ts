/** The shapes that pass the store's door. The store knows no nouns: only scopes, rows and statements. */

/** A community's key: its division code, 12 to 15 digits. `bigint` columns come back as `number` (always exact, or reading throws). */
export type CommunityKey = number | bigint | string;

/** For whom a transaction runs. It becomes the transaction's settings `app.*`, which the row-level policies and the access record read. */
export interface Scope {
  /** The communities whose rows the transaction can see and write; none: only tables without communities. */
  readonly communities: readonly CommunityKey[];
  /** Who acts: an account name. */
  readonly actor: string;
  /** What for: a purpose's code, or free text. */
  readonly purpose: string;
  /** The actor's role. */
  readonly role: string;
  /** `repeatable read` gives every statement of the transaction the same snapshot: for exports and reports. */
  readonly isolation?: "read committed" | "repeatable read";
  /** Longest time one statement may run, in milliseconds; unlimited when absent. */
  readonly statementMsMax?: number;
}

/**
 * A value of a row to be copied in, for a column of its type: an identifier is a string, a moment a Date or an ISO string, a list an array (also
 * a typed one); for `json` and `jsonb` a string is JSON already, and anything else is written as JSON.
 */
export type CopyValue = string | number | bigint | boolean | null | undefined | Date | Uint8Array | object;

/**
 * A statement that is run again and again. Each connection plans it once and keeps the plan under its name, which no other statement may have:
 * for short statements planning takes longer than running.
 */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/**
 * Statements inside one transaction. Valid only until the transaction's work returns. They are sent as soon as they are asked for, and answered
 * in their order: those that do not need each other's answers can be asked for at once and cost one journey to the server.
 */
export interface Transaction {
  readonly scope: Scope;
  /**
   * Runs one statement and gives its rows.
   * Types: bigint → number (throws when it would not be exact), numeric → string, date and timestamp → string, timestamptz → Date,
   * json(b) → parsed, bytea → Buffer, arrays → arrays.
   */
  query<Row extends object>(sql: string | Prepared, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs one statement and gives how many rows it touched. */
  execute(sql: string | Prepared, parameters?: readonly unknown[]): Promise<number>;
  /** Reads a large result in batches through a cursor, in bounded memory. */
  stream<Row extends object>(sql: string, parameters?: readonly unknown[], batchRows?: number): AsyncGenerator<Row[], void, undefined>;
  /**
   * Bulk insert by COPY; gives the number of rows. Rows are arrays in the order of `columns`.
   * PostgreSQL does not apply row policies to COPY, so the store does: for a table with a `community_id`, that must be the first column,
   * and a row of a community outside the scope throws and undoes the transaction. The table must be one that the application may insert into.
   */
  copyIn(
    table: string,
    columns: readonly string[],
    rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
  ): Promise<number>;
  /**
   * {@link copyIn} that resolves as soon as its rows are encoded: the server takes them in while the caller goes on. Some ten megabytes may wait
   * so; beyond that it resolves when there is room again. Other statements wait until all is copied, and the next one, at the latest the end
   * of the transaction, throws what went wrong.
   */
  copyAhead(table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>): Promise<void>;
  /**
   * Takes what was asked for and not awaited as the transaction's last: COMMIT follows it without a journey between. Where it throws, the
   * transaction throws that and gives nothing to its caller; what was written may stand all the same, so nothing may hang on its being undone.
   */
  endWith(last: Promise<unknown>): void;
}

/** A step of opening that can take a while. */
export type StoreStep = "creating" | "starting" | "recovering" | "migrating";

export interface StoreOptions {
  /** Folder of the embedded data (see `defaultHome`). */
  readonly home: string;
  /** A PostgreSQL 15–18 to use instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  readonly onProgress?: ((step: StoreStep) => void) | undefined;
}

/** An open database. */
export interface Store {
  /** Runs `work` in one transaction for `scope`: committed when it returns, undone when it throws. */
  transaction<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Applies what is missing of `sql/NNNN-*.sql`; gives the names applied. Opening does this already. */
  migrate(): Promise<readonly string[]>;
  /** Lets the planner learn what tables hold, after much was written into them at once: until then the first joins can be slow. */
  analyze(tables: readonly string[]): Promise<void>;
  /**
   * Claims a name for as long as the store is open (or the process lives): `serving`. Gives null, or the note of who holds it.
   * One holder a database, whatever the machine or process.
   */
  claim(name: string, note: string): Promise<string | null>;
  /** Connection string of the owner of the schema, for tests and tools; holds a password: never print it. */
  readonly adminUrl: string;
  /** True when the data are the embedded server's. */
  readonly embedded: boolean;
  /** Closes; the last process on an embedded server stops it. With `abort`, running statements are cancelled first. */
  close(options?: { readonly abort?: boolean }): Promise<void>;
}

/** What can go wrong with the place where data live. Documented, one by one, in docs/errors.md. */
export const StoreCode = {
  homeMissing: "home-missing",
  homeNoPermission: "home-no-permission",
  homeReadOnly: "home-read-only",
  homeNotAFolder: "home-not-a-folder",
  homeBusy: "home-busy",
  diskFull: "disk-full",
  accountMissing: "account-missing",
  engineMissing: "engine-missing",
  engineFailed: "engine-failed",
  dataOtherEngine: "data-other-engine",
  dataNewer: "data-newer",
  dataMigrationChanged: "data-migration-changed",
  databaseUnreachable: "database-unreachable",
  databaseRefused: "database-refused",
  databaseTooOld: "database-too-old",
  databaseNotUtf8: "database-not-utf8",
  databaseRoleMissing: "database-role-missing",
  databaseRoleUnsafe: "database-role-unsafe",
  databaseStopped: "database-stopped",
  databaseBusy: "database-busy",
} as const;
export type StoreCode = (typeof StoreCode)[keyof typeof StoreCode];
