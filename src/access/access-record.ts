import { createHash } from "node:crypto";
import type { Prepared, Store, Transaction } from "#store/contract";
import type { AccessDraft, AccessEntry, AccessVerdict } from "./contract.ts";

const origin = Buffer.alloc(32);
const batchRows = 2_000;

/**
 * Writes who read what, as what and what for (the transaction's scope), in the same transaction as the reading.
 * Each entry's digest covers the one before, so that a changed, removed or inserted entry shows.
 */
export async function recordAccess(tx: Transaction, draft: AccessDraft): Promise<void> {
  if (await appendEntry(tx, draft)) return;
  // Of two first entries at once, the second waits for the first and then goes on from it.
  await tx.execute(
    "INSERT INTO access_chain (community_id, id, last_number, last_digest) VALUES ($1, 1, 0, $2) ON CONFLICT (community_id, id) DO NOTHING",
    [draft.community, origin],
  );
  if (!(await appendEntry(tx, draft))) throw new Error("The access record of a community outside the transaction's scope.");
}

/** By store, the communities whose record has begun: it never ends. */
const begun = new WeakMap<Store, Set<number>>();

/**
 * {@link recordAccess} at the end of a transaction that only reads, without waiting for the answer: nothing is given to the caller before both the
 * entry and the end of the transaction are written.
 */
export async function endWithAccess(store: Store, tx: Transaction, draft: AccessDraft): Promise<void> {
  const communities = begun.get(store) ?? new Set();
  begun.set(store, communities);
  if (communities.has(draft.community)) {
    tx.endWith(
      appendEntry(tx, draft).then((appended) => {
        if (!appended) throw new Error("The access record of a community is not there any more.");
      }),
    );
  } else if (await appendEntry(tx, draft)) communities.add(draft.community);
  else await recordAccess(tx, draft);
}

/** Moves the chain's head on by an entry. The lock that this takes on the head gives numbers without gaps, in the order of commits. */
const MOVE_HEAD: Prepared = {
  name: "access-head",
  text: `UPDATE access_chain SET last_number = last_number + 1,
      last_digest = sha256(last_digest || convert_to('[' || last_number + 1 || ',' || $2::text, 'UTF8'))
    WHERE community_id = $1 AND id = 1`,
};
/**
 * Writes the entry at which the head stands now. Where the head was not moved, because the community had none a moment ago and has been given one
 * since, that entry is somebody else's and stands already.
 */
const WRITE_ENTRY: Prepared = {
  name: "access-entry",
  text: `INSERT INTO access_record (community_id, id, at, actor, role, purpose, action, element_ids, element_count, attributes, detail, digest)
    SELECT community_id, last_number, $2, $3, $4, $5, $6, $7, $8, $9, $10, last_digest
    FROM access_chain WHERE community_id = $1 AND id = 1
    ON CONFLICT (community_id, id) DO NOTHING`,
};

/** Appends an entry to the chain; false when the community has none yet. */
async function appendEntry(tx: Transaction, draft: AccessDraft): Promise<boolean> {
  const { community } = draft;
  const entry: Omit<AccessEntry, "number"> = {
    // The database keeps microseconds, a Date milliseconds: both hold this exactly.
    at: draft.at ?? new Date(),
    actor: storable(tx.scope.actor),
    role: storable(tx.scope.role),
    purpose: storable(tx.scope.purpose),
    action: storable(draft.action),
    elementIds: draft.elementIds.map((id) => id.toLowerCase()),
    count: draft.count ?? draft.elementIds.length,
    attributes: draft.attributes.map(storable),
    detail: storable(draft.detail ?? ""),
  };
  const { at, actor, role, purpose, action, elementIds, count, attributes, detail } = entry;
  const [moved, written] = await Promise.all([
    tx.execute(MOVE_HEAD, [community, digested(entry)]),
    tx.execute(WRITE_ENTRY, [community, at, actor, role, purpose, action, elementIds, count, attributes, detail]),
  ]);
  if (moved !== written) throw new Error("The access record holds an entry beyond its head.");
  return moved === 1;
}

/** A text as the database gives it back, so that its digest can be made again. */
function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/** What of an entry its digest covers, but for its number, which stands before it as the first of the list. */
function digested({ at, actor, role, purpose, action, elementIds, count, attributes, detail }: Omit<AccessEntry, "number">): string {
  return JSON.stringify([at.toISOString(), actor, role, purpose, action, elementIds, count, attributes, detail]).slice(1);
}

function digestOf(previous: Buffer, entry: AccessEntry): Buffer {
  return createHash("sha256")
    .update(previous)
    .update(`[${entry.number},${digested(entry)}`, "utf8")
    .digest();
}

/** Which entries to list. */
export interface AccessFilter {
  readonly community: number;
  /** Only those that name this element (an entry about all elements names none). */
  readonly elementId?: string;
  readonly since?: Date;
  /** Only entries with a lower number: where the page before ended. */
  readonly before?: number;
  /** Leaves out what this account did. */
  readonly except?: string;
  /** Only what this account, or this system's token, did. */
  readonly actor?: string;
  /** Only this action. */
  readonly action?: string;
  /** Only entries before this time. */
  readonly until?: Date;
  /** Newest first; 100 when absent. */
  readonly limit?: number;
}

const columns = `id AS number, at, actor, role, purpose, action, element_ids::text[] AS "elementIds", element_count AS count, attributes, detail`;

/** Lists a community's access record, newest first. */
export function listAccess(tx: Transaction, filter: AccessFilter): Promise<AccessEntry[]> {
  return tx.query<AccessEntry>(
    `SELECT ${columns} FROM access_record
      WHERE community_id = $1 AND ($2::uuid IS NULL OR element_ids @> ARRAY[$2::uuid]) AND ($3::timestamptz IS NULL OR at >= $3)
        AND ($5::bigint IS NULL OR id < $5) AND ($6::text IS NULL OR actor <> $6)
        AND ($7::text IS NULL OR actor = $7) AND ($8::text IS NULL OR action = $8) AND ($9::timestamptz IS NULL OR at < $9)
      ORDER BY id DESC LIMIT $4`,
    [
      ...[filter.community, filter.elementId ?? null, filter.since ?? null, filter.limit ?? 100, filter.before ?? null],
      ...[filter.except ?? null, filter.actor ?? null, filter.action ?? null, filter.until ?? null],
    ],
  );
}

/** Reads a community's whole access record again and checks every digest and number. */
export async function verifyAccessRecord(tx: Transaction, community: number): Promise<AccessVerdict> {
  let previous: Buffer = origin;
  let entries = 0;
  const sql = `SELECT ${columns}, digest FROM access_record WHERE community_id = $1 ORDER BY id`;
  for await (const rows of tx.stream<AccessEntry & { digest: Buffer }>(sql, [community], batchRows)) {
    for (const row of rows) {
      if (row.number !== entries + 1 || !digestOf(previous, row).equals(row.digest))
        return { entries, intact: false, firstBroken: entries + 1 };
      previous = row.digest;
      entries += 1;
    }
  }
  const [head] = await tx.query<{ number: number; digest: Buffer }>(
    "SELECT last_number AS number, last_digest AS digest FROM access_chain WHERE community_id = $1 AND id = 1",
    [community],
  );
  // The head remembers how long the chain was: cutting its end off shows too.
  const whole = head ? head.number === entries && head.digest.equals(previous) : entries === 0;
  return { entries, intact: whole, firstBroken: whole ? null : entries + 1 };
}
