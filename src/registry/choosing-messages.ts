/** What passes between an import and the threads that choose golden values beside it. */
import type { HashingKey, SealingKey } from "#access";
import type { CopyPlan } from "#store/contract";
import type { AuthoritySource } from "./authority.ts";
import type { Choosing, StoredElement } from "./element-rows.ts";
import type { TableInHand } from "./in-hand.ts";
import type { PageColumns, PageNumbers } from "./mention-page.ts";

/** What a choosing thread begins with. It can seal and hash, and open nothing. */
export interface ChoosingThreadData extends Omit<Choosing, "keys" | "authority"> {
  readonly sealingKey: SealingKey;
  readonly hashingKey: HashingKey;
  readonly registers: readonly AuthoritySource[];
  readonly plans: { readonly elements: CopyPlan; readonly searchKeys: CopyPlan };
  readonly tables: readonly TableInHand[];
  readonly words: readonly Pick<PageColumns, "texts" | "attributes">[];
  readonly pages: readonly { readonly words: number; readonly columns: PageNumbers }[];
}

/** Elements to be chosen. Lists of all their mentions: the first element's, then the second's. */
export interface ChoosingRequest {
  readonly ids: readonly string[];
  /** By element. */
  readonly counts: readonly number[];
  readonly before: readonly (StoredElement | undefined)[];
  /** By mention: its record, its number there, its table, its page and its number there. */
  readonly recordIds: readonly string[];
  readonly ordinals: Uint16Array;
  readonly tables: Uint32Array;
  readonly pages: Uint32Array;
  readonly places: Uint32Array;
}

/** Elements that were chosen, as pages for COPY. */
export interface ChosenElements {
  readonly elements: readonly Uint8Array[];
  readonly searchKeys: readonly Uint8Array[];
  /** Ids of search keys that hold no more. */
  readonly gone: readonly Uint8Array[];
}
