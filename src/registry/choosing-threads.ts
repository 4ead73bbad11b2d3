import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CommunityKeys } from "#access";
import type { Transaction } from "#store/contract";
import type { ChoosingRequest, ChoosingThreadData, ChosenElements } from "./choosing-messages.ts";
import { type Choosing, ELEMENT_COLUMNS, type ElementInHand, SEARCH_KEY_COLUMNS } from "./element-rows.ts";
import type { TableInHand } from "./in-hand.ts";
import { KeptMention } from "./kept-record.ts";
import type { MentionPage, PageWords } from "./mention-page.ts";

const THREADS_MAX = 3;

/** Threads that choose golden values while the database takes in those chosen here. */
export interface ChoosingThreads {
  /** Whether a thread has nothing to do. */
  readonly idle: boolean;
  /** How many were given and not taken. */
  readonly given: number;
  /** Whether some are chosen, so that `take` gives them at once. */
  readonly ready: boolean;
  give(elements: readonly ElementInHand[]): void;
  take(): Promise<ChosenElements>;
  close(): Promise<void>;
}

/**
 * Starts threads for the elements of many mentions; gives null where they do not pay, or where not all mentions stand on pages.
 *
 * @param threadedMentionsMin how many mentions are many
 */
export async function startChoosing(
  tx: Transaction,
  keys: CommunityKeys,
  choosing: Choosing,
  groups: ReadonlyMap<string, readonly MentionsOfElement[]>,
  threadedMentionsMin: number,
): Promise<ChoosingThreads | null> {
  const threads = Math.min(availableParallelism() - 1, THREADS_MAX);
  let mentions = 0;
  for (const group of groups.values()) mentions += group.length;
  if (threads < 1 || mentions < threadedMentionsMin) return null;
  const places = placesOf(groups);
  if (places === null) return null;
  const { keys: _, authority, ...plain } = choosing;
  const plans = {
    elements: await tx.copyPlan("element", ELEMENT_COLUMNS),
    searchKeys: await tx.copyPlan("search_key", SEARCH_KEY_COLUMNS),
  };
  const { sealingKey, hashingKey } = keys;
  const data: ChoosingThreadData = { ...plain, sealingKey, hashingKey, registers: authority.registers, plans, ...dataOf(places) };
  return new Threads(threads, data, places);
}

type MentionsOfElement = ElementInHand["mentions"][number];

/** The pages and tables of mentions, numbered in the order in which they were met. */
interface Places {
  readonly pages: Map<MentionPage, number>;
  readonly tables: Map<TableInHand, number>;
}

function placesOf(groups: ReadonlyMap<string, readonly MentionsOfElement[]>): Places | null {
  const places: Places = { pages: new Map(), tables: new Map() };
  for (const group of groups.values()) {
    for (const mention of group) {
      if (!(mention instanceof KeptMention)) return null;
      numberOf(places.pages, mention.page);
      numberOf(places.tables, mention.table);
    }
  }
  return places;
}

function numberOf<Key>(numbers: Map<Key, number>, key: Key): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

function dataOf({ pages, tables }: Places): Pick<ChoosingThreadData, "tables" | "words" | "pages"> {
  const words = new Map<PageWords, number>();
  const numbered = Array.from(pages.keys(), ({ parts }) => ({ words: numberOf(words, parts.words), columns: parts.columns }));
  return {
    tables: [...tables.keys()],
    words: Array.from(words.keys(), ({ texts, attributes }) => ({ texts, attributes })),
    pages: numbered,
  };
}

class Threads implements ChoosingThreads {
  given = 0;
  readonly #places: Places;
  readonly #workers: readonly Worker[];
  readonly #resting: Worker[];
  readonly #chosen: ChosenElements[] = [];
  #failure: unknown = null;
  #wake: () => void = () => undefined;

  constructor(count: number, data: ChoosingThreadData, places: Places) {
    this.#places = places;
    this.#workers = Array.from(
      { length: count },
      () => new Worker(new URL("./choosing-thread.ts", import.meta.url), { workerData: data, execArgv: [] }),
    );
    this.#resting = [...this.#workers];
    for (const worker of this.#workers) {
      worker.on("message", (chosen: ChosenElements) => {
        this.#resting.push(worker);
        this.#chosen.push(chosen);
        this.#wake();
      });
      worker.on("error", (error) => this.#fail(error));
      worker.on("exit", () => this.#fail(new Error("choosing was ended")));
    }
  }

  get idle(): boolean {
    return this.#resting.length > 0;
  }

  get ready(): boolean {
    return this.#chosen.length > 0;
  }

  give(elements: readonly ElementInHand[]): void {
    this.given += 1;
    this.#resting.pop()?.postMessage(requestOf(elements, this.#places));
  }

  async take(): Promise<ChosenElements> {
    for (;;) {
      const chosen = this.#chosen.shift();
      if (chosen !== undefined) {
        this.given -= 1;
        return chosen;
      }
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake();
  }
}

function requestOf(elements: readonly ElementInHand[], places: Places): ChoosingRequest {
  const mentions = elements.flatMap((element) => element.mentions as readonly KeptMention[]);
  return {
    ids: elements.map(({ id }) => id),
    counts: elements.map((element) => element.mentions.length),
    before: elements.map(({ before }) => before),
    recordIds: mentions.map(({ recordId }) => recordId),
    ordinals: Uint16Array.from(mentions, ({ ordinal }) => ordinal),
    tables: Uint32Array.from(mentions, ({ table }) => numberOf(places.tables, table)),
    pages: Uint32Array.from(mentions, ({ page }) => numberOf(places.pages, page)),
    places: Uint32Array.from(mentions, ({ place }) => place),
  };
}
