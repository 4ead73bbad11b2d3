import { createHash } from "node:crypto";
import type { Actor } from "#access";
import { ApiCode } from "./contract.ts";
import { Problem } from "./problem.ts";
import type { ServerDeps } from "./server-deps.ts";

const day = 24 * 3_600_000;
/** One that was begun and never answered (the program was killed) is free again after this long. */
const workMsMax = 10 * 60_000;

/** An answer as it was given the first time. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
  readonly etag: string | null;
}

/** What to do with a request that carries a key. */
export interface IdempotentRequest {
  /** The answer of the first time; null when this is the first. */
  readonly answered: KeptAnswer | null;
  /** Keeps the answer. */
  keep(answer: KeptAnswer): Promise<void>;
  /** Frees the key after a failure, so that the request can be tried again. */
  release(): Promise<void>;
}

/** Looks up, or begins, a request with a key (draft-ietf-httpapi-idempotency-key-header). Throws a Problem where the key is in other use. */
export async function beginIdempotent(
  deps: ServerDeps,
  actor: Actor,
  key: string,
  route: string,
  body: unknown,
): Promise<IdempotentRequest> {
  if (!/^[\x21-\x7e]{1,100}$/.test(key))
    throw new Problem(ApiCode.requestInvalid, "", [
      { pointer: "/headers/idempotency-key", message: "must be 1 to 100 visible characters" },
    ]);
  const hash = createHash("sha256")
    .update(`${route}\n${JSON.stringify(body)}`)
    .digest();
  const name = `${actor.role} ${actor.name}`;
  const context = `answer ${name} ${key}`;
  const { store, keyring } = deps.registry;
  const scope = { communities: [], actor: name, purpose: "", role: "requests" };
  const now = new Date();
  const [earlier] = await store.transaction(scope, async (tx) => {
    await tx.execute("DELETE FROM answered_request WHERE actor = $1 AND (at < $2 OR (status IS NULL AND at < $3))", [
      name,
      new Date(now.getTime() - day),
      new Date(now.getTime() - workMsMax),
    ]);
    const begun = await tx.execute(
      "INSERT INTO answered_request (actor, key, request_hash, status, sealed, at) VALUES ($1, $2, $3, NULL, NULL, $4) ON CONFLICT (actor, key) DO NOTHING",
      [name, key, hash, now],
    );
    if (begun === 1) return [];
    return tx.query<{ request_hash: Buffer; status: number | null; sealed: Buffer | null }>(
      "SELECT request_hash, status, sealed FROM answered_request WHERE actor = $1 AND key = $2",
      [name, key],
    );
  });
  if (earlier !== undefined && !earlier.request_hash.equals(hash)) throw new Problem(ApiCode.keyReused);
  if (earlier !== undefined && earlier.sealed === null) throw new Problem(ApiCode.keyInUse);
  const answered = earlier?.sealed ? (JSON.parse(keyring.unwrap(earlier.sealed, context).toString("utf8")) as KeptAnswer) : null;
  return {
    answered,
    keep: async (answer) => {
      const sealed = keyring.wrap(Buffer.from(JSON.stringify(answer), "utf8"), context);
      await store.transaction(scope, (tx) =>
        tx.execute("UPDATE answered_request SET status = $3, sealed = $4 WHERE actor = $1 AND key = $2", [
          name,
          key,
          answer.status,
          sealed,
        ]),
      );
    },
    release: async () => {
      await store.transaction(scope, (tx) =>
        tx.execute("DELETE FROM answered_request WHERE actor = $1 AND key = $2 AND status IS NULL", [name, key]),
      );
    },
  };
}
