/** Peak memory of this process and the database's, watched from a thread of its own: the main thread is busy for seconds at a time. */
import { readFileSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { serverProcesses } from "./server-processes.ts";

/** Megabytes at the worst moment. What the server's processes share counts once; zeros where the system has no /proc. */
export interface MemoryPeak {
  readonly allMb: number;
  readonly nodeMb: number;
  readonly postgresMb: number;
}

const INTERVAL_MS = 250;
const PAGE_MB = 4096 / 1024 / 1024;

interface Watch {
  /** Ends the watch and gives the peak. */
  stop(): Promise<MemoryPeak>;
}

/** Begins to watch this process and every process that runs in `dataFolder` (the embedded server and its backends). */
export function watchMemory(dataFolder: string): Watch {
  const worker = new Worker(new URL(import.meta.url), { workerData: { pid: process.pid, dataFolder } });
  worker.unref();
  return {
    stop: () =>
      new Promise((resolve) => {
        worker.once("message", (peak: MemoryPeak) => {
          void worker.terminate();
          resolve(peak);
        });
        worker.postMessage("stop");
      }),
  };
}

/** A process's own memory and what it shares with others, of `statm`, which costs next to nothing to ask for. */
function memoryOf(pid: number): { ownMb: number; sharedMb: number } {
  try {
    const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ").map(Number);
    return { ownMb: (resident - shared) * PAGE_MB, sharedMb: shared * PAGE_MB };
  } catch {
    return { ownMb: 0, sharedMb: 0 };
  }
}

if (!isMainThread && parentPort !== null) {
  const { pid, dataFolder } = workerData as { pid: number; dataFolder: string };
  let peak: MemoryPeak = { allMb: 0, nodeMb: 0, postgresMb: 0 };
  const look = (): void => {
    const node = memoryOf(pid);
    const nodeMb = node.ownMb + node.sharedMb;
    const server = serverProcesses(dataFolder).map(memoryOf);
    const postgresMb = server.reduce((sum, each) => sum + each.ownMb, 0) + Math.max(0, ...server.map((each) => each.sharedMb));
    peak = {
      allMb: Math.max(peak.allMb, nodeMb + postgresMb),
      nodeMb: Math.max(peak.nodeMb, nodeMb),
      postgresMb: Math.max(peak.postgresMb, postgresMb),
    };
  };
  const timer = setInterval(look, INTERVAL_MS);
  const port = parentPort;
  port.once("message", () => {
    clearInterval(timer);
    look();
    port.postMessage(peak);
  });
}
