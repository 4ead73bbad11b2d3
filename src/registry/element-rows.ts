import type { CommunityKeys } from "#access";
import type { CopyValue } from "#store/contract";
import type { Address } from "#vocabulary/contract";
import type { AuthorityTable } from "./authority.ts";
import { buildElement } from "./build-elements.ts";
import { goldenDocument } from "./golden-document.ts";
import type { GoldenRules } from "./golden-rules.ts";
import type { MentionInHand } from "./in-hand.ts";
import { orderByBeginning } from "./order-by-beginning.ts";
import { searchKeyIds, searchKeys } from "./search-keys.ts";

/** What golden values are chosen, sealed and found with. */
export interface Choosing {
  readonly community: number;
  readonly keys: Pick<CommunityKeys, "seal" | "hash">;
  readonly authority: AuthorityTable;
  readonly rules: GoldenRules;
  readonly locality: Address;
  /** When elements that were not stored before come to be. */
  readonly at: Date;
}

/** What was stored of an element that is about to be written again. */
export interface StoredElement {
  readonly createdAt: Date;
  /** Its search keys, as JSON: of a whole community at once they would be millions of objects. */
  readonly keys: string;
}

/** An element whose golden values are to be chosen. */
export interface ElementInHand {
  readonly id: string;
  readonly mentions: readonly MentionInHand[];
  readonly before: StoredElement | undefined;
}

export const ELEMENT_COLUMNS = [
  ...["community_id", "id", "kind", "golden", "mention_ids", "search_keys", "sealed_identifiers", "current"],
  ...["merged_into", "created_at"],
];
export const SEARCH_KEY_COLUMNS = ["community_id", "id", "element_id"];

/** A row of `search_key` that is to be written. */
interface GainedKey {
  readonly id: Buffer;
  readonly element: string;
}

/** Search keys that some elements gain and lose. */
export class SearchKeyChanges {
  readonly #gained: GainedKey[] = [];
  /** Ids of rows of `search_key` that hold no more. */
  readonly gone: Uint8Array[] = [];

  note(element: string, found: readonly string[], before: readonly string[]): void {
    const gained = before.length === 0 ? found : found.filter((key) => !before.includes(key));
    for (const id of searchKeyIds(gained, element)) this.#gained.push({ id, element });
    const lost = before.filter((key) => !found.includes(key));
    if (lost.length > 0) this.gone.push(...searchKeyIds(lost, element));
  }

  /** Rows of `search_key` for what was gained, nearly in the order of the index, so that its pages are filled one after the other. */
  *rows(community: number): Generator<CopyValue[]> {
    for (const at of orderByBeginning(this.#gained.map(({ id }) => id))) {
      const { id, element } = this.#gained[at] as GainedKey;
      yield [community, id, element];
    }
  }
}

/** Chooses the golden values of elements, one by one: rows of `element`. Their search keys are noted in `changes`. */
export function* elementRows(choosing: Choosing, elements: Iterable<ElementInHand>, changes: SearchKeyChanges): Generator<CopyValue[]> {
  const { community, keys, authority, rules, locality, at } = choosing;
  for (const { id, mentions, before } of elements) {
    const element = buildElement(id, mentions, authority, rules, locality);
    const { golden, identifiers } = goldenDocument(element);
    const found = [...searchKeys(element, keys)];
    changes.note(id, found, before === undefined ? [] : (JSON.parse(before.keys) as string[]));
    const sealed = Object.keys(identifiers).length === 0 ? null : keys.seal(JSON.stringify(identifiers));
    const { kind, current, mentionIds } = element;
    yield [community, id, kind, golden, mentionIds, found, sealed, current, null, before?.createdAt ?? at];
  }
}
