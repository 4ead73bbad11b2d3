/**
 * Reads legacy .xls workbooks (BIFF 2–8), and the HTML and XML tables that many systems export under that name. The library that
 * understands them reads a file whole, so it runs in a worker thread with limits of memory and time.
 */
import { Worker } from "node:worker_threads";
import type { Sheet, SheetRow } from "../contract.ts";
import { RefusalError } from "../errors.ts";
import type { SourceLimits } from "../package/limits.ts";
import type { LegacyInput, LegacyMessage, LegacySheet } from "./legacy-messages.ts";

export interface LegacyWorkbook {
  readonly sheets: readonly Sheet[];
  close(): Promise<void>;
}

/** Parses a legacy workbook. Throws RefusalError. The worker holds the workbook until `close`. */
export async function openLegacy(input: LegacyInput, limits: SourceLimits): Promise<LegacyWorkbook> {
  const client = new LegacyClient(input, limits);
  try {
    const described = await client.opened();
    const sheets = described.map(({ name, hidden, merges, hiddenColumns }, number) => {
      return { name, hidden, merges, hiddenColumns, rows: () => client.rows(number) };
    });
    return { sheets, close: () => client.close() };
  } catch (error) {
    await client.close();
    throw error;
  }
}

interface Waiting {
  readonly resolve: (message: LegacyMessage) => void;
  readonly reject: (error: unknown) => void;
}

class LegacyClient {
  readonly #worker: Worker;
  readonly #limits: SourceLimits;
  /** By request number; 0 waits for the workbook to be parsed. */
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  #failure: unknown = null;

  constructor(input: LegacyInput, limits: SourceLimits) {
    this.#limits = limits;
    this.#worker = new Worker(new URL("./legacy-worker.ts", import.meta.url), {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: limits.legacyHeapMegabytesMax },
      execArgv: [],
      // The parser complains of what it does not know, and may quote it.
      stdout: true,
      stderr: true,
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.on("message", (message: LegacyMessage) => this.#answer(message));
    this.#worker.on("error", (error: unknown) => this.#fail(memoryRefusal(error)));
    this.#worker.on("exit", () => this.#fail(new Error("the workbook was closed")));
  }

  async opened(): Promise<readonly LegacySheet[]> {
    const message = await this.#wait(0);
    if (message.type === "opened") return message.sheets;
    if (message.type === "refused") throw new RefusalError(message.refusal, message.detail);
    throw new Error("the worker answered out of turn");
  }

  async *rows(sheet: number): AsyncGenerator<SheetRow> {
    for (let from = 0; from >= 0; ) {
      this.#requests += 1;
      const request = this.#requests;
      this.#worker.postMessage({ request, sheet, from });
      const message = await this.#wait(request);
      if (message.type !== "rows") throw new Error("the worker answered out of turn");
      yield* message.rows;
      from = message.next;
    }
  }

  async close(): Promise<void> {
    this.#failure ??= new Error("the workbook was closed");
    await this.#worker.terminate();
  }

  async #wait(request: number): Promise<LegacyMessage> {
    if (this.#failure !== null) throw this.#failure;
    // An idle worker does not keep the program alive; one that works does.
    this.#worker.ref();
    const timer = setTimeout(() => {
      this.#fail(new RefusalError("file-unsafe", `parsing it takes longer than ${this.#limits.legacyMillisecondsMax / 1000} s`));
      void this.#worker.terminate();
    }, this.#limits.legacyMillisecondsMax);
    try {
      return await new Promise<LegacyMessage>((resolve, reject) => this.#waiting.set(request, { resolve, reject }));
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(request);
      this.#worker.unref();
    }
  }

  #answer(message: LegacyMessage): void {
    this.#waiting.get(message.type === "rows" ? message.request : 0)?.resolve(message);
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
  }
}

function memoryRefusal(error: unknown): unknown {
  const outOfMemory = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return outOfMemory ? new RefusalError("file-too-large", "parsing it takes more memory than is allowed") : error;
}
