import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CommunityKeys } from "#access";
import { RefusalError } from "#exchange";
import type { SourceFile } from "#exchange/contract";
import { type ReadingOptions, type RecordBatch, readRecords } from "./read-records.ts";
import type { ReadingAnswer, ReadingRequest, ReadingThreadData } from "./reading-messages.ts";

/** Files of an import that are being read, perhaps several at a time; to be asked for in their order. */
export interface Readings {
  /** The records of a file. Throws RefusalError when it is damaged in its middle. */
  of(source: SourceFile): AsyncIterable<RecordBatch>;
  close(): Promise<void>;
}

/** Below this size altogether, starting a thread takes longer than reading. */
const THREADED_BYTES_MIN = 2 * 1024 * 1024;
const THREADS_MAX = 4;

/**
 * Begins to read files: many bytes in threads of their own, while the database takes in what is read already.
 *
 * @param threadedBytesMin bytes of all files from which threads are worth their start
 */
export function startReading(
  sources: readonly SourceFile[],
  options: ReadingOptions,
  keys: CommunityKeys,
  threadedBytesMin: number = THREADED_BYTES_MIN,
): Readings {
  const bytes = sources.reduce((sum, source) => sum + source.sizeBytes, 0);
  if (bytes < threadedBytesMin) {
    return { of: (source) => readRecords(source, options, keys.seal), close: () => Promise.resolve() };
  }
  return new ReadingThreads(sources, { options, sealingKey: keys.sealingKey });
}

/** What a file's thread has said and nobody has taken yet. */
class Inbox {
  readonly #answers: ReadingAnswer[] = [];
  #failure: unknown = null;
  #wake: () => void = () => undefined;
  thread: Worker | null = null;

  put(answer: ReadingAnswer): void {
    this.#answers.push(answer);
    this.#wake();
  }

  fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake();
  }

  async *batches(): AsyncGenerator<RecordBatch> {
    for (;;) {
      const answer = this.#answers.shift();
      if (answer === undefined) {
        if (this.#failure !== null) throw this.#failure;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      } else if (answer.type === "batch") {
        this.thread?.postMessage({ type: "taken" } satisfies ReadingRequest);
        yield answer.batch;
      } else if (answer.type === "refused") throw new RefusalError(answer.refusal, answer.detail);
      else return;
    }
  }
}

class ReadingThreads implements Readings {
  readonly #threads: readonly Worker[];
  readonly #inboxes: ReadonlyMap<SourceFile, Inbox>;
  /** Files that no thread has begun. */
  readonly #waiting: SourceFile[];

  constructor(sources: readonly SourceFile[], data: ReadingThreadData) {
    this.#inboxes = new Map(sources.map((source) => [source, new Inbox()]));
    this.#waiting = [...sources];
    const count = Math.min(sources.length, availableParallelism(), THREADS_MAX);
    this.#threads = Array.from(
      { length: count },
      () => new Worker(new URL("./reading-thread.ts", import.meta.url), { workerData: data, execArgv: [] }),
    );
    for (const thread of this.#threads) this.#begin(thread);
  }

  of(source: SourceFile): AsyncIterable<RecordBatch> {
    const inbox = this.#inboxes.get(source);
    if (inbox === undefined) throw new Error("a file was asked for that is not being read");
    return inbox.batches();
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  /** Gives a thread its next file. */
  #begin(thread: Worker): void {
    thread.removeAllListeners();
    const source = this.#waiting.shift();
    if (source === undefined) {
      void thread.terminate();
      return;
    }
    const inbox = this.#inboxes.get(source) as Inbox;
    inbox.thread = thread;
    thread.on("message", (answer: ReadingAnswer) => {
      inbox.put(answer);
      if (answer.type !== "batch") this.#begin(thread);
    });
    thread.on("error", (error) => inbox.fail(error));
    thread.on("exit", () => inbox.fail(new Error("reading was ended")));
    thread.postMessage({ type: "read", path: source.path, sha256: source.sha256 } satisfies ReadingRequest);
  }
}
