import pg from "pg";
import { type ValueWriter, valueWriter } from "./binary-values.ts";
import type { CopyValue, Prepared, Scope, Transaction } from "./contract.ts";
import { CopyQueue } from "./copy-queue.ts";
import { type CopyColumn, copyPages, plainIdentifier, RowEncoder } from "./copy-rows.ts";

/** The role under which every statement of the application runs: it owns nothing and cannot pass the row policies. */
export const applicationRole = "weinao_app";

const batchRowsDefault = 5_000;
const settingLengthMax = 2_000;

/** The statements that open a transaction for `scope`, sent as one message. */
export function openingStatements(scope: Scope): string {
  const communities = scope.communities.map(digits).join(",");
  const isolation = scope.isolation === "repeatable read" ? "REPEATABLE READ" : "READ COMMITTED";
  const timeout =
    scope.statementMsMax === undefined ? "" : `SET LOCAL statement_timeout = ${Math.max(1, Math.round(scope.statementMsMax))};`;
  // SET LOCAL, literally: a session's SET leaks to the next user of the pool, and set_config() never reaches the shards of Citus.
  return (
    `BEGIN ISOLATION LEVEL ${isolation};SET LOCAL ROLE ${applicationRole};SET LOCAL app.communities = '${communities === "" ? "" : `{${communities}}`}';` +
    `SET LOCAL app.actor = ${setting(scope.actor)};SET LOCAL app.purpose = ${setting(scope.purpose)};SET LOCAL app.role = ${setting(scope.role)};${timeout}`
  );
}

function digits(community: number | bigint | string): string {
  const text = String(community);
  if (!/^[0-9]{1,15}$/.test(text)) throw new TypeError("A community's key is its division code: 1 to 15 digits.");
  return text;
}

function setting(text: string): string {
  return pg.escapeLiteral(text.replaceAll("\0", "").slice(0, settingLengthMax));
}

/** A transaction already open on a connection, and how its owner ends it. */
export interface OpenTransaction extends Transaction {
  /** Nothing more can be asked for. Waits for what is still copied, and throws if it fails. */
  finish(): Promise<void>;
  /** The answer that COMMIT need not wait for; null when there is none. */
  ending(): Promise<unknown> | null;
  /** Nothing more can be asked for. What is still to be copied is given up because of `error`; waits until the connection is free. */
  giveUp(error: unknown): Promise<void>;
}

type Rows = Iterable<readonly CopyValue[]>;

/** A transaction already open on `client`. `insertable` remembers, a store long, what COPY asked of the catalogue. */
export function transactionOn(client: pg.ClientBase, scope: Scope, insertable: Map<string, TableFacts>): OpenTransaction {
  let open = true;
  let cursors = 0;
  let last: Promise<unknown> | null = null;
  // While rows are copied the connection has nothing to spare, and for that time it is the owner's.
  const copies = new CopyQueue();
  const refuseWhenOver = (): void => {
    if (!open) throw new Error("The transaction is over: a statement was not awaited inside it.");
  };
  const run = async <Row extends object>(sql: string | Prepared, parameters: readonly unknown[]): Promise<pg.QueryResult<Row>> => {
    while (copies.busy) await copies.idle();
    refuseWhenOver();
    const values = parameters as unknown[];
    return typeof sql === "string" ? client.query<Row>(sql, values) : client.query<Row>({ ...sql, values });
  };
  return {
    scope,
    query: async (sql, parameters = []) => (await run<never>(sql, parameters)).rows,
    execute: async (sql, parameters = []) => (await run(sql, parameters)).rowCount ?? 0,
    async *stream<Row extends object>(sql: string, parameters: readonly unknown[] = [], batchRows: number = batchRowsDefault) {
      cursors += 1;
      const name = `stream_${cursors}`;
      await run(`DECLARE ${name} NO SCROLL CURSOR FOR ${sql}`, parameters);
      try {
        // One batch ahead: the server works while the caller does.
        let next = run<Row>(`FETCH ${Math.max(1, Math.floor(batchRows))} FROM ${name}`, []);
        for (;;) {
          const { rows } = await next;
          if (rows.length === 0) return;
          next = run<Row>(`FETCH ${Math.max(1, Math.floor(batchRows))} FROM ${name}`, []);
          next.catch(() => undefined);
          yield rows;
        }
      } finally {
        // Fails only where the whole transaction has failed already, and that error is on its way to the caller.
        if (open) await run(`CLOSE ${name}`, []).catch(() => undefined);
      }
    },
    async copyIn(table, columns, rows: Rows | AsyncIterable<readonly CopyValue[]>) {
      refuseWhenOver();
      return copies.inTurn(async () => {
        const target = copyTarget(await tableFacts(client, table, insertable), scope, table, columns);
        const encoder = new RowEncoder(target.columns, target.allowed);
        const pages = Symbol.iterator in rows ? encoder.pages(rows) : encoder.pagesOf(rows);
        return asOwner(client, () => copyPages(client, table, target.columns, pages));
      });
    },
    async copyAhead(table, columns, rows) {
      refuseWhenOver();
      const facts = insertable.get(table) ?? (await copies.inTurn(() => tableFacts(client, table, insertable)));
      const target = copyTarget(facts, scope, table, columns);
      const made = new RowEncoder(target.columns, target.allowed).pages(rows);
      await copies.ahead(made, (pages) => asOwner(client, () => copyPages(client, table, target.columns, pages)));
    },
    endWith(asked) {
      // It is looked at after COMMIT was sent; until then nobody listens.
      asked.catch(() => undefined);
      last = asked;
    },
    async finish() {
      open = false;
      if (copies.busy) await copies.idle();
    },
    ending: () => last,
    async giveUp(error) {
      open = false;
      await copies.giveUp(error);
    },
  };
}

interface CopyTarget {
  readonly columns: readonly CopyColumn[];
  /** Communities that the first column may name; null when the table has none. */
  readonly allowed: ReadonlySet<string> | null;
}

/** PostgreSQL refuses COPY under a row policy, so it runs as the owner, after the same check made here. */
function copyTarget(facts: TableFacts, scope: Scope, table: string, columns: readonly string[]): CopyTarget {
  if (!facts.insertable) throw new Error(`The application may not insert into ${table}.`);
  if (facts.ofCommunities && columns[0] !== "community_id") throw new Error(`The first column copied into ${table} must be community_id.`);
  return {
    columns: columns.map((name) => ({ name, write: writerOf(facts, plainIdentifier(name)) })),
    allowed: facts.ofCommunities ? new Set(scope.communities.map(String)) : null,
  };
}

/** Runs a COPY as the owner of the tables. */
async function asOwner(client: pg.ClientBase, copy: () => Promise<number>): Promise<number> {
  await client.query("SET LOCAL ROLE NONE");
  const count = await outsidePipeline(client, copy);
  await client.query(`SET LOCAL ROLE ${applicationRole}`);
  return count;
}

/** COPY cannot be sent in a pipeline. The driver looks at its mark whenever a statement is asked for, and nothing else is under way here. */
async function outsidePipeline<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  const marked = client as { pipeline?: boolean };
  const before = marked.pipeline;
  marked.pipeline = false;
  try {
    return await work();
  } finally {
    marked.pipeline = before ?? false;
  }
}

/** What COPY has to know of a table. */
export interface TableFacts {
  readonly insertable: boolean;
  readonly ofCommunities: boolean;
  /** Type by column, as PostgreSQL names it. */
  readonly types: Readonly<Record<string, string>>;
}

function writerOf({ types }: TableFacts, column: string): ValueWriter {
  const type = types[column];
  if (type === undefined) throw new Error(`There is no column ${column}.`);
  return valueWriter(type);
}

async function tableFacts(client: pg.ClientBase, table: string, known: Map<string, TableFacts>): Promise<TableFacts> {
  const seen = known.get(table);
  if (seen) return seen;
  const { rows } = await client.query<TableFacts>(
    `SELECT has_table_privilege('${applicationRole}', c.oid, 'INSERT') AS "insertable",
            a.types ? 'community_id' AS "ofCommunities", a.types
       FROM pg_class c CROSS JOIN LATERAL (
         SELECT jsonb_object_agg(attname, format_type(atttypid, NULL)) AS types FROM pg_attribute
         WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) a
       WHERE c.oid = to_regclass($1)`,
    [plainIdentifier(table)],
  );
  const facts = rows[0];
  if (!facts) throw new Error(`There is no table ${table}.`);
  // A table made inside this transaction may be gone with it.
  if (!table.startsWith("pg_temp")) known.set(table, facts);
  return facts;
}
