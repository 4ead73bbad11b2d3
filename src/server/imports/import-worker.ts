/**
 * The process in which imports run: reading a hundred thousand rows takes seconds of computing, and nobody else's page shall wait for it. It
 * does one task and ends. When the server goes, however it goes, the channel closes; then what runs is cancelled and undone by the database.
 */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { type Actor, openKeyring } from "#access";
import { loadRegisters, type ManualMapping, markProblems } from "#exchange";
import {
  type FilePreview,
  importFiles,
  listProblems,
  type PlacedProblem,
  type PreviewRequest,
  previewFile,
  type RegistryDeps,
  undoImport,
} from "#registry";
import type { ImportProgress, ImportSummary } from "#registry/contract";
import { openStore } from "#store";
import type { Language, Outcome } from "#vocabulary/contract";
import { loadProblemTexts } from "../problem-texts.ts";

/** What the worker is asked to do. */
export type WorkerTask =
  | {
      readonly kind: "import";
      readonly mappings: readonly ManualMapping[];
      readonly files: readonly WorkerFile[];
      readonly language: Language;
    }
  | { readonly kind: "preview"; readonly request: PreviewRequest }
  | { readonly kind: "undo"; readonly deliveries: readonly string[] };

/** A file to be imported, and where its marked copy goes. */
export interface WorkerFile {
  readonly number: number;
  readonly name: string;
  readonly path: string;
  readonly markedPath: string;
}

/** A task with all that it depends on. The connection string goes through the channel, where no list of processes shows it. */
export interface WorkerRequest {
  readonly databaseUrl: string;
  readonly home: string;
  readonly departmentsFolder: string;
  readonly actor: Actor;
  readonly community: string;
  readonly today: string;
  readonly task: WorkerTask;
}

/** What an import came to. */
export interface ImportDone {
  readonly summary: ImportSummary;
  /** Numbers of the files of which a marked copy was made. */
  readonly marked: readonly number[];
}

export type WorkerResult = ImportDone | FilePreview | null;

export type WorkerMessage =
  | { readonly type: "progress"; readonly progress: ImportProgress }
  | { readonly type: "ended"; readonly outcome: Outcome<WorkerResult, string> };

const send = (message: WorkerMessage) => new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

process.once("message", (request: WorkerRequest) => void work(request));
// A spare worker to whom nobody comes ends with its server.
const unused = () => process.exit(0);
process.once("disconnect", unused);

async function work(request: WorkerRequest): Promise<void> {
  const store = await openStore({ home: request.home, databaseUrl: request.databaseUrl });
  process.off("disconnect", unused);
  process.once("disconnect", () => void store.close({ abort: true }).finally(() => process.exit(1)));
  const deps = { store, keyring: await openKeyring(request.home), departmentsFolder: request.departmentsFolder };
  const outcome = await perform(deps, request);
  await send({ type: "ended", outcome });
  await store.close();
  process.disconnect();
}

async function perform(deps: RegistryDeps, request: WorkerRequest): Promise<Outcome<WorkerResult, string>> {
  const { task, actor, community } = request;
  switch (task.kind) {
    case "import":
      return importAll(deps, request, task);
    case "preview":
      return previewFile(deps, actor, community, task.request);
    case "undo": {
      // The newest first, so that what one replaced is there again when its own turn comes.
      for (const delivery of task.deliveries.toReversed()) {
        const undone = await undoImport(deps, actor, community, delivery);
        if (!undone.accepted && undone.refusal !== "delivery-unknown") return undone;
      }
      return { accepted: true, value: null };
    }
  }
}

async function importAll(
  deps: RegistryDeps,
  { actor, community, today }: WorkerRequest,
  task: WorkerTask & { readonly kind: "import" },
): Promise<Outcome<ImportDone, string>> {
  const registers = await loadRegisters(deps.departmentsFolder);
  const mappings = task.mappings.length === 0 ? {} : { mappings: task.mappings };
  const request = { community, files: task.files.map((file) => file.path), registers, today, ...mappings };
  const imported = await importFiles(deps, actor, request, (progress) => void send({ type: "progress", progress }));
  if (!imported.accepted) return imported;
  const marked = await markAll(deps, actor, community, task, imported.value);
  return { accepted: true, value: { summary: imported.value, marked } };
}

/** Writes a copy of each file that has problems, with its cells marked. One that cannot be written is left out: the import stands all the same. */
async function markAll(
  deps: RegistryDeps,
  actor: Actor,
  community: string,
  task: WorkerTask & { readonly kind: "import" },
  summary: ImportSummary,
): Promise<number[]> {
  const texts = loadProblemTexts();
  const problems = await listProblems(
    deps,
    actor,
    community,
    task.files.map((file) => file.name),
  );
  const textOf = ({ code }: PlacedProblem) => `${texts.get(code)?.[task.language] ?? code} [${code}]`;
  const marked: number[] = [];
  for (const [at, file] of task.files.entries()) {
    const { sha256 } = summary.files.find(({ number }) => number === at + 1) ?? {};
    const own = problems.filter((problem) => problem.sha256 === sha256);
    if (own.length === 0) continue;
    await mkdir(dirname(file.markedPath), { recursive: true, mode: 0o700 });
    const marks = own.map((problem) => ({ sheet: problem.sheet, row: problem.row, column: problem.column, text: textOf(problem) }));
    if ((await markProblems(file.path, marks, file.markedPath)).accepted) marked.push(file.number);
  }
  return marked;
}
