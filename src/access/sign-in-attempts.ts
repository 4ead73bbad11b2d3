import type { Transaction } from "#store/contract";
import { type AccountDeps, onAccounts } from "./account-deps.ts";
import { secretHash } from "./secrets.ts";

const minute = 60_000;
const windowMs = 15 * minute;
const blockMsFirst = 30_000;
const blockMsMax = 15 * minute;
/** Free attempts within the window: people mistype; an office shares one address. */
const free = { account: 5, address: 30 } as const;

/** Where an attempt comes from: the name that was typed, and the network address. */
export interface AttemptSource {
  /** Empty where no name is typed (one-time codes). */
  readonly name: string;
  readonly address: string;
}

/**
 * Counts an attempt before it is judged, so that many at once cannot slip through. Gives 0 when it may go on, else the seconds to wait:
 * after five attempts on a name or thirty from an address within a quarter of an hour, half a minute, doubled each time up to 15 minutes.
 */
export function takeAttempt(deps: AccountDeps, source: AttemptSource): Promise<number> {
  return onAccounts(deps, async (tx, now) => {
    let waitSeconds = 0;
    for (const { id, allowed } of countersOf(source)) waitSeconds = Math.max(waitSeconds, await count(tx, now, id, allowed));
    return waitSeconds;
  });
}

/** Forgets the attempts on a name after somebody came in. Those from the address stay: one good account must not shield guesses at others. */
export async function forgetAttempts(tx: Transaction, source: AttemptSource): Promise<void> {
  const [own] = countersOf(source);
  if (source.name !== "" && own) await tx.execute("DELETE FROM sign_in_attempt WHERE id = $1", [own.id]);
}

function countersOf({ name, address }: AttemptSource): { id: Buffer; allowed: number }[] {
  const byAddress = { id: secretHash(`address ${address}`), allowed: free.address };
  return name === "" ? [byAddress] : [{ id: secretHash(`account ${name}`), allowed: free.account }, byAddress];
}

async function count(tx: Transaction, now: Date, id: Buffer, allowed: number): Promise<number> {
  const [row] = await tx.query<{ attempts: number; blocked_until: Date }>(
    `INSERT INTO sign_in_attempt AS a (id, attempts, first_at, blocked_until) VALUES ($1, 1, $2, $2)
     ON CONFLICT (id) DO UPDATE SET
       attempts = CASE WHEN a.blocked_until > $2 THEN a.attempts WHEN a.first_at < $3 THEN 1 ELSE a.attempts + 1 END,
       first_at = CASE WHEN a.blocked_until <= $2 AND a.first_at < $3 THEN $2 ELSE a.first_at END
     RETURNING attempts, blocked_until`,
    [id, now, new Date(now.getTime() - windowMs)],
  );
  if (row === undefined) return 0;
  if (row.blocked_until > now) return Math.ceil((row.blocked_until.getTime() - now.getTime()) / 1000);
  if (row.attempts <= allowed) return 0;
  const blockMs = Math.min(blockMsMax, blockMsFirst * 2 ** (row.attempts - allowed - 1));
  await tx.execute("UPDATE sign_in_attempt SET blocked_until = $2 WHERE id = $1", [id, new Date(now.getTime() + blockMs)]);
  return Math.ceil(blockMs / 1000);
}
