import { createHash } from "node:crypto";
import type { AccountDeps } from "#access";
import { readSession, readToken } from "#access";
import type { Caller } from "./route.ts";

/** How long an answer about a session is remembered: a page asks for ten things at once, and each would ask the database anew. */
const keptMs = 5_000;
const keptMax = 5_000;

/** Who is behind a session's or an API's token, remembered for a few seconds. */
export interface CallerCache {
  bySession(token: string): Promise<Caller | null>;
  byToken(token: string): Promise<Caller | null>;
  /** Forgets everybody: after any change of accounts, sessions or tokens made by this process. */
  clear(): void;
}

export function callerCache(accounts: AccountDeps): CallerCache {
  const kept = new Map<string, { readonly until: number; readonly caller: Promise<Caller | null> }>();
  const remembered = (secret: string, read: () => Promise<Caller | null>) => {
    // Not the secret itself: a dump of the memory's strings shall not hold it longer than the request does.
    const key = createHash("sha256").update(secret).digest("base64");
    const found = kept.get(key);
    if (found && found.until > Date.now()) return found.caller;
    if (kept.size >= keptMax) kept.clear();
    const caller = read();
    const entry = { until: Date.now() + keptMs, caller };
    kept.set(key, entry);
    caller.then(
      (answer) => answer === null && kept.get(key) === entry && kept.delete(key),
      () => kept.get(key) === entry && kept.delete(key),
    );
    return caller;
  };
  return {
    bySession: (token) =>
      remembered(`session ${token}`, async () => {
        const session = await readSession(accounts, token);
        return session && { session };
      }),
    byToken: (secret) =>
      remembered(`token ${secret}`, async () => {
        const token = await readToken(accounts, secret);
        return token && { token };
      }),
    clear: () => kept.clear(),
  };
}
