import type { ElementKind, Mention, MentionRole } from "#vocabulary/contract";
import type { MentionInHand, TableInHand } from "./in-hand.ts";
import type { MentionPage, ValueVisitor } from "./mention-page.ts";
import { partId } from "./new-id.ts";

/** A record whose mentions stand on a page. */
export interface KeptRecord {
  readonly id: string;
  readonly table: TableInHand;
  readonly row: number;
  readonly page: MentionPage;
  /** Number of its first mention in the page, and how many it has. */
  readonly first: number;
  readonly count: number;
}

/** How a mention was linked before; nothing yet when it is new. */
export interface LinkedBefore {
  readonly elementId: string | null;
  readonly method: string;
  readonly weight: number;
}

export const NOT_LINKED: LinkedBefore = { elementId: null, method: "", weight: 0 };

/** The mention that was opened last: whoever asks for a value asks for the next one of the same mention. */
let openMention: KeptMention | null = null;
let openValues: Mention["values"] = {};

/** A mention that says its values whenever somebody asks. */
export class KeptMention implements MentionInHand {
  readonly ordinal: number;
  nowElementId: string;
  readonly #record: KeptRecord;
  readonly #before: LinkedBefore;

  constructor(record: KeptRecord, ordinal: number, before: LinkedBefore) {
    this.#record = record;
    this.ordinal = ordinal;
    this.#before = before;
    this.nowElementId = before.elementId ?? "";
  }

  get id(): string {
    return partId(this.#record.id, this.ordinal + 1);
  }

  get recordId(): string {
    return this.#record.id;
  }

  get table(): TableInHand {
    return this.#record.table;
  }

  get row(): number {
    return this.#record.row;
  }

  get kind(): ElementKind {
    return this.#record.page.kind(this.#place);
  }

  get role(): MentionRole {
    return this.#record.page.role(this.#place);
  }

  get elementId(): string | null {
    return this.#before.elementId;
  }

  get method(): string {
    return this.#before.method;
  }

  get weight(): number {
    return this.#before.weight;
  }

  get values(): Mention["values"] {
    if (openMention !== this) {
      openValues = this.#record.page.values(this.#place);
      openMention = this;
    }
    return openValues;
  }

  eachValue(visit: ValueVisitor): void {
    this.#record.page.eachValue(this.#place, visit);
  }

  eachDwelling(visit: (role: MentionRole, eachValue: (visit: ValueVisitor) => void) => void): void {
    const { page, first, count } = this.#record;
    for (let at = first; at < first + count; at += 1)
      if (page.kind(at) === "dwelling") visit(page.role(at), (visitValue) => page.eachValue(at, visitValue));
  }

  texts(valid: boolean): Readonly<Record<string, readonly string[]>> {
    return this.#record.page.texts(this.#place, valid);
  }

  get #place(): number {
    return this.#record.first + this.ordinal;
  }
}
