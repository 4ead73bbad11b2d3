/** An import that somebody began in a page, and how it is kept. */
import { v7 } from "uuid";
import type { Actor, Role } from "#access";
import type { ManualMapping } from "#exchange";
import type { ImportProgress, ImportSummary } from "#registry/contract";
import type { Store, Transaction } from "#store/contract";
import type { Language } from "#vocabulary/contract";

/** What a job is doing. `waiting`: another import into the community runs; `interrupted`: the program ended in its middle, and nothing was taken in. */
export const jobStates = ["preparing", "waiting", "running", "done", "failed", "interrupted", "undoing", "undone"] as const;
export type JobState = (typeof jobStates)[number];

/** States from which nothing happens by itself. */
export const restingStates: readonly JobState[] = ["preparing", "done", "failed", "interrupted", "undone"];

export interface JobFile {
  readonly number: number;
  readonly name: string;
  readonly sizeBytes: number;
  /** Whether a copy with its problem cells marked can be downloaded. */
  readonly marked: boolean;
}

export interface ImportJob {
  readonly id: string;
  readonly community: number;
  readonly state: JobState;
  readonly actor: string;
  readonly role: Role;
  readonly purpose: string;
  readonly language: Language;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly files: readonly JobFile[];
  readonly mappings: readonly ManualMapping[];
  /** Counts the corrections of the mappings. */
  readonly version: number;
  /** Who corrected them last; null when nobody did. */
  readonly mappedBy: string | null;
  readonly progress: ImportProgress | null;
  readonly summary: ImportSummary | null;
  readonly refusal: string | null;
  readonly deliveries: readonly string[];
}

const columns = `id, community_id AS community, state, actor, role, purpose, language, created_at AS "createdAt", started_at AS "startedAt",
  finished_at AS "finishedAt", files, mappings, version, mapped_by AS "mappedBy", progress, summary, refusal, deliveries::text[] AS deliveries`;

/** Runs work on the jobs of one community. */
export function onJobs<T>(store: Store, actor: Actor, community: number, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return store.transaction({ communities: [community], actor: actor.name, role: actor.role, purpose: actor.purpose }, work);
}

export async function readJob(tx: Transaction, community: number, id: string): Promise<ImportJob | null> {
  const [job] = await tx.query<ImportJob>(`SELECT ${columns} FROM import_job WHERE community_id = $1 AND id = $2`, [community, id]);
  return job ?? null;
}

/** Jobs, newest first, below the id that a page ended with (empty: from the newest). */
export function listJobs(tx: Transaction, community: number, before: string, limit: number): Promise<ImportJob[]> {
  return tx.query<ImportJob>(
    `SELECT ${columns} FROM import_job WHERE community_id = $1 AND ($2 = '' OR id < nullif($2, '')::uuid) ORDER BY id DESC LIMIT $3`,
    [community, before, limit],
  );
}

export function jobsInStates(tx: Transaction, community: number, states: readonly JobState[]): Promise<ImportJob[]> {
  return tx.query<ImportJob>(`SELECT ${columns} FROM import_job WHERE community_id = $1 AND state = ANY($2::text[]) ORDER BY id`, [
    community,
    states,
  ]);
}

export const newJobId = (): string => v7();

export async function insertJob(
  tx: Transaction,
  community: number,
  id: string,
  language: Language,
  files: readonly JobFile[],
  now: Date,
): Promise<void> {
  await tx.execute(
    `INSERT INTO import_job (community_id, id, state, actor, role, purpose, language, created_at, files, mappings, deliveries)
     VALUES ($1, $2, 'preparing', $3, $4, $5, $6, $7, $8, '[]', '{}')`,
    [community, id, tx.scope.actor, tx.scope.role, tx.scope.purpose, language, now, JSON.stringify(files)],
  );
}

/** Moves a job from one of some states to another; false when it was in none of them: somebody else was faster. */
export async function moveJob(
  tx: Transaction,
  job: Pick<ImportJob, "community" | "id">,
  from: readonly JobState[],
  to: JobState,
): Promise<boolean> {
  const moved = await tx.execute(
    "UPDATE import_job SET state = $4, progress = NULL WHERE community_id = $1 AND id = $2 AND state = ANY($3::text[])",
    [job.community, job.id, from, to],
  );
  return moved === 1;
}

export async function keepProgress(tx: Transaction, job: Pick<ImportJob, "community" | "id">, progress: ImportProgress): Promise<void> {
  await tx.execute("UPDATE import_job SET progress = $3 WHERE community_id = $1 AND id = $2", [
    job.community,
    job.id,
    JSON.stringify(progress),
  ]);
}

export async function markStarted(tx: Transaction, job: Pick<ImportJob, "community" | "id">, at: Date): Promise<void> {
  await tx.execute("UPDATE import_job SET started_at = $3, finished_at = NULL, refusal = NULL WHERE community_id = $1 AND id = $2", [
    job.community,
    job.id,
    at,
  ]);
}

/** How a job ended. */
export interface JobEnd {
  readonly state: JobState;
  readonly summary: ImportSummary | null;
  readonly refusal: string | null;
  readonly deliveries: readonly string[];
  readonly files: readonly JobFile[];
}

export async function endJob(tx: Transaction, job: Pick<ImportJob, "community" | "id">, end: JobEnd, at: Date): Promise<void> {
  await tx.execute(
    `UPDATE import_job SET state = $3, summary = $4, refusal = $5, deliveries = $6::uuid[], files = $7, finished_at = $8, progress = NULL
     WHERE community_id = $1 AND id = $2`,
    [
      ...[job.community, job.id, end.state, end.summary === null ? null : JSON.stringify(end.summary), end.refusal],
      ...[end.deliveries, JSON.stringify(end.files), at],
    ],
  );
}

/** Keeps what a human said of columns; false when somebody else did since that version was read, or the import is under way. */
export async function setMappings(
  tx: Transaction,
  job: Pick<ImportJob, "community" | "id" | "state" | "version">,
  mappings: readonly ManualMapping[],
): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE import_job SET mappings = $3, version = version + 1, mapped_by = $4
     WHERE community_id = $1 AND id = $2 AND version = $5 AND state = $6`,
    [job.community, job.id, JSON.stringify(mappings), tx.scope.actor, job.version, job.state],
  );
  return changed === 1;
}

export async function deleteJob(tx: Transaction, job: Pick<ImportJob, "community" | "id">): Promise<void> {
  await tx.execute("DELETE FROM import_job WHERE community_id = $1 AND id = $2", [job.community, job.id]);
}
