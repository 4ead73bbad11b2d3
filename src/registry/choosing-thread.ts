/** A thread that chooses golden values and encodes them for COPY, some thousand elements at a time. */
import { parentPort, workerData } from "node:worker_threads";
import { hasherOf, sealerOf } from "#access";
import { encodeRows } from "#store";
import { authorityTable } from "./authority.ts";
import type { ChoosingRequest, ChoosingThreadData, ChosenElements } from "./choosing-messages.ts";
import { type Choosing, type ElementInHand, elementRows, SearchKeyChanges } from "./element-rows.ts";
import type { TableInHand } from "./in-hand.ts";
import { KeptMention, NOT_LINKED } from "./kept-record.ts";
import { MentionPage, PageWords } from "./mention-page.ts";

const data = workerData as ChoosingThreadData;
const choosing: Choosing = {
  ...data,
  keys: { seal: sealerOf(data.sealingKey), hash: hasherOf(data.hashingKey) },
  authority: authorityTable(data.registers, data.rules),
};
const words = data.words.map((some) => {
  const own = new PageWords();
  own.add(some);
  return own;
});
const pages = data.pages.map((page) => new MentionPage(words[page.words] as PageWords, page.columns));

function* elementsOf(request: ChoosingRequest): Generator<ElementInHand> {
  let mention = 0;
  for (const [at, id] of request.ids.entries()) {
    const mentions = Array.from({ length: request.counts[at] as number }, () => mentionOf(request, mention++));
    yield { id, mentions, before: request.before[at] };
  }
}

function mentionOf({ recordIds, ordinals, tables, pages: pageOf, places }: ChoosingRequest, at: number): KeptMention {
  const ordinal = ordinals[at] as number;
  const record = {
    id: recordIds[at] as string,
    table: data.tables[tables[at] as number] as TableInHand,
    // Golden values do not depend on it.
    row: 0,
    page: pages[pageOf[at] as number] as MentionPage,
    first: (places[at] as number) - ordinal,
  };
  return new KeptMention(record, ordinal, NOT_LINKED);
}

function choose(request: ChoosingRequest): ChosenElements {
  const changes = new SearchKeyChanges();
  const elements = [...encodeRows(data.plans.elements, elementRows(choosing, elementsOf(request), changes))];
  const searchKeys = [...encodeRows(data.plans.searchKeys, changes.rows(data.community))];
  return { elements, searchKeys, gone: changes.gone };
}

parentPort?.on("message", (request: ChoosingRequest) => {
  const chosen = choose(request);
  // Pages are handed over instead of being copied: each is a piece of memory of its own.
  const buffers = [...chosen.elements, ...chosen.searchKeys].map(({ buffer }) => buffer as ArrayBuffer);
  parentPort?.postMessage(chosen, buffers);
});
