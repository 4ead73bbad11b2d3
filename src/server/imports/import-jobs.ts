/** Runs imports one after another in each community, tells who watches how far they are, and finds its way after a crash. */
import { EventEmitter } from "node:events";
import { Action, type Actor, allows } from "#access";
import { deliveredSince, type FilePreview, listCommunities, type RegistryDeps } from "#registry";
import type { ImportProgress } from "#registry/contract";
import type { Language, Outcome } from "#vocabulary/contract";
import { ApiCode } from "../contract.ts";
import { localDay } from "../local-day.ts";
import { Problem } from "../problem.ts";
import type { ImportDone, WorkerRequest } from "./import-worker.ts";
import {
  endJob,
  type ImportJob,
  type JobEnd,
  type JobState,
  jobsInStates,
  keepProgress,
  markStarted,
  moveJob,
  onJobs,
  readJob,
} from "./job.ts";
import { type RunningWorker, workerSource } from "./run-worker.ts";
import { markedFile, removeDelivered, sweepUploads, uploadedFile } from "./uploads.ts";

/** Progress is written at most this often: what is written is for whoever comes later, those who watch are told at once. */
const keptMsEvery = 1_000;

export interface ImportJobsDeps {
  readonly registry: RegistryDeps;
  readonly home: string;
  /** Settings that the workers need: where the keys are. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface ImportJobs {
  /** Makes ready for a file that was handed in. */
  prepare(): void;
  /** Begins an import that was prepared, or one that was interrupted or failed. */
  start(actor: Actor, job: ImportJob, language: Language): Promise<void>;
  /** Takes back what an import brought. */
  undo(actor: Actor, job: ImportJob): Promise<void>;
  preview(actor: Actor, job: ImportJob, file: number, sheet: string | undefined, rowsMax: number): Promise<Outcome<FilePreview, string>>;
  /** Calls `tell` whenever the job changes; gives how to stop. */
  watch(job: string, tell: () => void): () => void;
  /** How far a running job is, newer than what is written. */
  progressOf(job: string): ImportProgress | null;
  /** Settles what a process that is gone has left unfinished. Only the one process that serves may call it. */
  recover(): Promise<void>;
  /** Cancels what runs; nothing is left half done. */
  close(): Promise<void>;
}

export function importJobs(deps: ImportJobsDeps): ImportJobs {
  const { registry, home } = deps;
  const { store } = registry;
  const changes = new EventEmitter().setMaxListeners(0);
  const queues = new Map<number, Promise<void>>();
  const source = workerSource(deps.environment);
  const workers = new Set<RunningWorker>();
  const newest = new Map<string, ImportProgress>();
  let closing = false;

  const tell = (job: string) => changes.emit(job);
  const ofActor = (job: ImportJob): Actor => ({ name: job.actor, role: job.role, purpose: job.purpose });

  async function run(request: WorkerRequest, onProgress?: (progress: ImportProgress) => void) {
    if (closing) return null;
    const worker = source.run(request, onProgress);
    workers.add(worker);
    try {
      return await worker.ended;
    } finally {
      workers.delete(worker);
    }
  }

  const requestOf = (actor: Actor, job: ImportJob, task: WorkerRequest["task"]): WorkerRequest => ({
    databaseUrl: store.adminUrl,
    home,
    departmentsFolder: registry.departmentsFolder,
    actor,
    community: String(job.community),
    today: localDay(new Date()),
    task,
  });

  /** Lets one work at a time into a community; the others wait in the order in which they came. */
  function enqueue(community: number, work: () => Promise<void>): void {
    const before = queues.get(community) ?? Promise.resolve();
    const next = before.then(work).catch((error: unknown) => {
      process.stderr.write(`import: ${error instanceof Error ? error.name : "failure"}\n`);
    });
    queues.set(community, next);
  }

  async function finish(actor: Actor, job: ImportJob, end: JobEnd): Promise<void> {
    newest.delete(job.id);
    await onJobs(store, actor, job.community, (tx) => endJob(tx, job, end, new Date()));
    tell(job.id);
  }

  async function runImport(actor: Actor, job: ImportJob, language: Language): Promise<void> {
    const startedAt = new Date();
    await onJobs(store, actor, job.community, async (tx) => {
      await moveJob(tx, job, ["waiting"], "running");
      await markStarted(tx, job, startedAt);
    });
    tell(job.id);
    const files = job.files.map((file) => ({
      number: file.number,
      name: file.name,
      path: uploadedFile(home, job.id, file),
      markedPath: markedFile(home, job.id, file),
    }));
    const progress = progressKeeper(actor, job);
    const task = { kind: "import", mappings: job.mappings, files, language } as const;
    const outcome = await run(requestOf(actor, job, task), progress.take);
    await progress.settled();
    if (outcome === null) return settle(actor, { ...job, startedAt });
    if (!outcome.accepted)
      return finish(actor, job, { state: "failed", summary: null, refusal: outcome.refusal, deliveries: [], files: job.files });
    const { summary, marked } = outcome.value as ImportDone;
    // What was delivered is in the registry now, sealed: it shall not lie about a moment longer.
    await removeDelivered(home, job.id, job.files);
    await finish(actor, job, {
      state: "done",
      summary,
      refusal: null,
      deliveries: summary.files.flatMap((file) => (file.deliveryId === undefined ? [] : [file.deliveryId])),
      files: job.files.map((file) => ({ ...file, marked: marked.includes(file.number) })),
    });
  }

  /** Decides what became of an import whose end nobody saw: everything is in, or nothing. */
  async function settle(actor: Actor, job: ImportJob): Promise<void> {
    const names = job.files.map((file) => file.name);
    const delivered = job.startedAt === null ? [] : await deliveredSince(registry, actor, String(job.community), job.startedAt, names);
    const state: JobState = delivered.length > 0 ? "done" : "interrupted";
    await finish(actor, job, { state, summary: null, refusal: null, deliveries: delivered, files: job.files });
  }

  /** Keeps the newest progress in memory for those who watch, and writes it once a second. */
  function progressKeeper(actor: Actor, job: ImportJob) {
    let writtenAt = 0;
    let writing: Promise<unknown> = Promise.resolve();
    return {
      take: (progress: ImportProgress) => {
        newest.set(job.id, progress);
        tell(job.id);
        if (Date.now() - writtenAt < keptMsEvery) return;
        writtenAt = Date.now();
        writing = onJobs(store, actor, job.community, (tx) => keepProgress(tx, job, progress)).catch(() => undefined);
      },
      settled: async () => {
        await writing;
      },
    };
  }

  async function move(actor: Actor, job: ImportJob, from: readonly JobState[], to: JobState): Promise<void> {
    const moved = await onJobs(store, actor, job.community, (tx) => moveJob(tx, job, from, to));
    if (!moved) throw new Problem(ApiCode.jobState, job.state);
    tell(job.id);
  }

  return {
    prepare: () => source.prepare(),
    async start(actor, job, language) {
      await move(actor, job, ["preparing", "interrupted", "failed"], "waiting");
      enqueue(job.community, () => runImport(actor, job, language));
    },
    async undo(actor, job) {
      await move(actor, job, ["done"], "undoing");
      enqueue(job.community, async () => {
        const outcome = await run(requestOf(actor, job, { kind: "undo", deliveries: job.deliveries }));
        const { summary, deliveries, files } = job;
        const state = outcome?.accepted ? "undone" : "done";
        await finish(actor, job, { state, summary, refusal: outcome?.accepted === false ? outcome.refusal : null, deliveries, files });
      });
    },
    async preview(actor, job, number, sheet, rowsMax) {
      const file = job.files.find((each) => each.number === number);
      if (file === undefined || !["preparing", "interrupted", "failed"].includes(job.state)) throw new Problem(ApiCode.jobState, job.state);
      const request = {
        path: uploadedFile(home, job.id, file),
        rowsMax,
        mappings: job.mappings,
        today: localDay(new Date()),
        ...(sheet === undefined ? {} : { sheet }),
      };
      const outcome = await run(requestOf(actor, job, { kind: "preview", request }));
      if (outcome === null) throw new Problem(ApiCode.unavailable);
      // Whoever looks at one file looks at the next, or starts.
      source.prepare();
      return outcome as Outcome<FilePreview, string>;
    },
    watch(job, listener) {
      changes.on(job, listener);
      return () => changes.off(job, listener);
    },
    progressOf: (job) => newest.get(job) ?? null,
    async recover() {
      await sweepUploads(home);
      for (const code of await listCommunities(registry)) {
        const community = Number(code);
        const scope: Actor = { name: "server", role: "administrator", purpose: "" };
        const left = await onJobs(store, scope, community, (tx) => jobsInStates(tx, community, ["waiting", "running", "undoing"]));
        for (const job of left) await recoverJob(job);
      }
    },
    async close() {
      closing = true;
      await Promise.all([source.close(), ...[...workers].map((worker) => worker.stop())]);
      await Promise.all(queues.values());
    },
  };

  async function recoverJob(job: ImportJob): Promise<void> {
    // The role that began it may have been taken away since; what it began is settled all the same.
    const actor: Actor = allows(job.role, Action.import) ? ofActor(job) : { ...ofActor(job), role: "administrator" };
    const fresh = await onJobs(store, actor, job.community, (tx) => readJob(tx, job.community, job.id));
    if (fresh === null) return;
    if (fresh.state !== "undoing") return settle(actor, fresh);
    // Taking back is one transaction a file and can be done again.
    await onJobs(store, actor, job.community, (tx) => moveJob(tx, fresh, ["undoing"], "done"));
  }
}
