import { setImmediate as nextTurn } from "node:timers/promises";

/** Bytes of encoded rows that may wait for the server: enough that it has work for seconds while this process thinks. */
const WAITING_BYTES_MAX = 96 * 1024 * 1024;

/** Sends pages by COPY and gives the number of rows. Must end soon after `pages` throws. */
type SendPages = (pages: AsyncIterable<Buffer>) => Promise<number>;

/**
 * The COPYs of one transaction, each after the one before. Of those that are encoded ahead the pages wait here, so that the server takes in
 * rows while this process makes the next ones.
 */
export class CopyQueue {
  readonly #waitingBytesMax: number;
  /** Settles when nothing that was asked for is under way; null when nothing is. */
  #last: Promise<void> | null = null;
  #waitingBytes = 0;
  /** Why nothing more is sent: a COPY encoded ahead has failed, of which its caller knows nothing yet, or the transaction is given up. */
  #failure: { readonly error: unknown } | null = null;
  #room = Promise.withResolvers<void>();

  /** @param waitingBytesMax encoded rows for which there is room; whoever makes more waits until some are sent */
  constructor(waitingBytesMax: number = WAITING_BYTES_MAX) {
    this.#waitingBytesMax = waitingBytesMax;
  }

  /** Whether something is under way, or has failed without anybody having been told. */
  get busy(): boolean {
    return this.#last !== null || this.#failure !== null;
  }

  /** Waits until nothing is under way. Throws what a COPY encoded ahead failed with. */
  async idle(): Promise<void> {
    while (this.#last !== null) await this.#last;
    this.#throwFailure();
  }

  /** Runs `work` when all that was asked for before is done. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const done = (async () => {
      await before;
      this.#throwFailure();
      return work();
    })();
    const over = () => {
      if (this.#last === settled) this.#last = null;
    };
    const settled = done.then(over, over);
    this.#last = settled;
    return done;
  }

  /**
   * Has `send` send pages in its turn, and takes them as they are made, for as long as there is room. Resolves when the last one is made.
   * What fails afterwards is thrown by whatever is asked for next.
   */
  async ahead(made: Iterable<Buffer>, send: SendPages): Promise<void> {
    this.#throwFailure();
    const pages = new PagesAhead((bytes) => this.#sent(bytes));
    this.inTurn(() => send(pages)).catch((error: unknown) => this.#fail(error));
    try {
      for (const page of made) {
        pages.add(page);
        this.#waitingBytes += page.length;
        // The connection is served between the turns of the event loop only.
        await nextTurn();
        while (this.#waitingBytes > this.#waitingBytesMax && this.#failure === null) await this.#room.promise;
        this.#throwFailure();
      }
      pages.end(null);
    } catch (error) {
      pages.end({ error });
      throw error;
    }
  }

  /** Gives up what is not sent yet, because of `error`, and waits until nothing is under way. */
  async giveUp(error: unknown): Promise<void> {
    this.#fail(error);
    while (this.#last !== null) await this.#last;
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#room.resolve();
  }

  #sent(bytes: number): void {
    // Whoever waits for pages of a transaction that is given up must hear of it.
    this.#throwFailure();
    this.#waitingBytes -= bytes;
    this.#room.resolve();
    this.#room = Promise.withResolvers();
  }
}

/** Pages of one COPY between who makes them and who sends them. */
class PagesAhead implements AsyncIterable<Buffer> {
  readonly #onSent: (bytes: number) => void;
  readonly #pages: Buffer[] = [];
  #end: { readonly failure: { readonly error: unknown } | null } | null = null;
  #news = Promise.withResolvers<void>();

  constructor(onSent: (bytes: number) => void) {
    this.#onSent = onSent;
  }

  add(page: Buffer): void {
    this.#pages.push(page);
    this.#news.resolve();
  }

  /** No more pages follow: all are made, or making them has failed. */
  end(failure: { readonly error: unknown } | null): void {
    this.#end = { failure };
    this.#news.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for (;;) {
      const page = this.#pages.shift();
      if (page !== undefined) {
        this.#onSent(page.length);
        yield page;
      } else if (this.#end !== null) {
        if (this.#end.failure !== null) throw this.#end.failure.error;
        return;
      } else {
        await this.#news.promise;
        this.#news = Promise.withResolvers();
      }
    }
  }
}
