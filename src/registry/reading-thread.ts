/** A thread that reads files into sealed records, one file after the other, as far ahead of the import as it may. */
import { parentPort, workerData } from "node:worker_threads";
import { sealerOf } from "#access";
import { openSource, RefusalError } from "#exchange";
import type { SourceRefusal } from "#exchange/contract";
import { type RecordBatch, readRecords } from "./read-records.ts";
import type { ReadingAnswer, ReadingRequest, ReadingThreadData } from "./reading-messages.ts";

/** Batches read and not yet taken by the import: their sealed bytes wait in memory. */
const AHEAD_MAX = 400;

const { options, sealingKey } = workerData as ReadingThreadData;
const seal = sealerOf(sealingKey);
const port = parentPort;
let ahead = 0;
let goOn: () => void = () => undefined;

async function read(path: string, sha256: string): Promise<void> {
  const opened = await openSource(path);
  if (!opened.accepted) return answer({ type: "refused", refusal: opened.refusal, detail: opened.detail });
  try {
    if (opened.value.sha256 !== sha256) throw new RefusalError("file-damaged", "it was changed while it was read");
    for await (const batch of readRecords(opened.value, options, seal)) {
      answer({ type: "batch", batch }, buffersOf(batch));
      ahead += 1;
      while (ahead >= AHEAD_MAX)
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
    }
    answer({ type: "end" });
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    answer({ type: "refused", refusal: error.refusal as SourceRefusal, detail: error.detail });
  } finally {
    await opened.value.close();
  }
}

function answer(message: ReadingAnswer, transfer: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

/** What is handed over instead of being copied. */
function buffersOf(batch: RecordBatch): ArrayBuffer[] {
  const { kinds, roles, starts, statements } = batch.page;
  const sealed = batch.blocks.map((block) => block.sealed);
  return [kinds, roles, starts, statements, batch.rows, batch.mentionCounts, ...sealed].map(({ buffer }) => buffer as ArrayBuffer);
}

port?.on("message", (request: ReadingRequest) => {
  if (request.type === "read") void read(request.path, request.sha256);
  else {
    ahead -= 1;
    goOn();
  }
});
