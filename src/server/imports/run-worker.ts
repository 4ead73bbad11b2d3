import { type ChildProcess, fork } from "node:child_process";
import type { ImportProgress } from "#registry/contract";
import type { Outcome } from "#vocabulary/contract";
import type { WorkerMessage, WorkerRequest, WorkerResult } from "./import-worker.ts";

const program = new URL("./import-worker.ts", import.meta.url);
const endMsMax = 10_000;
const idleMsMax = 120_000;

/** A worker at its task. */
export interface RunningWorker {
  /** What came of it; null when it ended without a word: it was killed, or crashed, and what it did was undone. */
  readonly ended: Promise<Outcome<WorkerResult, string> | null>;
  /** Cancels the work and waits until the process is gone. */
  stop(): Promise<void>;
}

/** Where workers come from. Each does one task; a spare one can be made ready, since starting takes a second or two. */
export interface WorkerSource {
  /** Makes one ready: somebody has handed a file in and will want to see it. It ends by itself when nobody comes. */
  prepare(): void;
  run(request: WorkerRequest, onProgress?: (progress: ImportProgress) => void): RunningWorker;
  /** Ends the spare one. */
  close(): Promise<void>;
}

export function workerSource(environment: Readonly<Record<string, string | undefined>>): WorkerSource {
  let spare: { readonly child: ChildProcess; readonly timer: NodeJS.Timeout } | null = null;
  const start = () =>
    fork(program, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"], env: { ...process.env, ...environment } });
  const takeSpare = () => {
    const taken = spare;
    spare = null;
    if (taken) clearTimeout(taken.timer);
    return taken?.child.connected ? taken.child : null;
  };
  return {
    prepare() {
      if (spare?.child.connected) return;
      const child = start();
      child.on("error", () => undefined);
      const timer = setTimeout(() => takeSpare()?.disconnect(), idleMsMax);
      timer.unref();
      spare = { child, timer };
    },
    run: (request, onProgress = () => undefined) => runOn(takeSpare() ?? start(), request, onProgress),
    async close() {
      const child = takeSpare();
      if (child) await stop(child, new Promise((resolve) => child.once("exit", resolve)));
    },
  };
}

function runOn(child: ChildProcess, request: WorkerRequest, onProgress: (progress: ImportProgress) => void): RunningWorker {
  let outcome: Outcome<WorkerResult, string> | null = null;
  child.on("message", (message: WorkerMessage) => {
    if (message.type === "progress") onProgress(message.progress);
    else outcome = message.outcome;
  });
  const ended = new Promise<Outcome<WorkerResult, string> | null>((resolve) => {
    child.once("exit", () => resolve(outcome));
    child.once("error", () => resolve(null));
  });
  child.send(request);
  return { ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill("SIGKILL"), endMsMax);
  await ended;
  clearTimeout(timer);
}
