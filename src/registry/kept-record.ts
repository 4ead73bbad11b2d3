import type { ElementKind, Mention, MentionRole } from "#vocabulary/contract";
import type { MentionInHand, TableInHand } from "./in-hand.ts";
import { type PackedPayload, parsePayload, unpackMention } from "./record-payload.ts";

const PAGE_BYTES = 1 << 20;
/** Bytes that one character of a string can need at most. */
const CHARACTER_BYTES_MAX = 3;

/**
 * Keeps payloads as bytes: a million records as objects are gigabytes that the collector walks through again and again, as bytes it never
 * looks at them.
 */
export class PayloadShelf {
  #page: Buffer = Buffer.alloc(0);
  #used = 0;

  /** Keeps the payload of a record. */
  keep(id: string, table: TableInHand, row: number, payload: string): KeptRecord {
    const bytesMax = payload.length * CHARACTER_BYTES_MAX;
    if (this.#page.length - this.#used < bytesMax) {
      this.#page = Buffer.allocUnsafeSlow(Math.max(PAGE_BYTES, bytesMax));
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += this.#page.write(payload, start, "utf8");
    return new KeptRecord(id, table, row, this.#page, start, this.#used);
  }
}

/** A record whose payload lies on a shelf. */
export class KeptRecord {
  readonly id: string;
  readonly table: TableInHand;
  readonly row: number;
  readonly #page: Buffer;
  readonly #start: number;
  readonly #end: number;

  constructor(id: string, table: TableInHand, row: number, page: Buffer, start: number, end: number) {
    this.id = id;
    this.table = table;
    this.row = row;
    this.#page = page;
    this.#start = start;
    this.#end = end;
  }

  /** Opens the payload. */
  open(): PackedPayload {
    return parsePayload(this.#page.toString("utf8", this.#start, this.#end));
  }
}

/** The record and the mention that were opened last: whoever asks for a value asks for the next one of the same mention. */
let openRecord: KeptRecord | null = null;
let openPayload: PackedPayload | null = null;
let openOrdinal = -1;
let openValues: Mention["values"] = {};

function valuesOf(record: KeptRecord, ordinal: number): Mention["values"] {
  if (record !== openRecord || openPayload === null) {
    openPayload = record.open();
    openRecord = record;
    openOrdinal = -1;
  }
  if (ordinal !== openOrdinal) {
    const mention = unpackMention(openPayload, ordinal);
    if (mention === undefined) throw new Error(`mention ${ordinal} is not in its record ${record.id}`);
    openValues = mention.values;
    openOrdinal = ordinal;
  }
  return openValues;
}

/** A mention whose values are read out of its record whenever somebody asks. */
export class KeptMention implements MentionInHand {
  readonly id: string;
  readonly ordinal: number;
  readonly kind: ElementKind;
  readonly role: MentionRole;
  readonly elementId: string | null;
  nowElementId: string;
  readonly method: string;
  readonly weight: number;
  readonly #record: KeptRecord;

  constructor(
    record: KeptRecord,
    stands: { readonly id: string; readonly ordinal: number; readonly kind: ElementKind; readonly role: MentionRole },
    linked: { readonly elementId: string | null; readonly method: string; readonly weight: number },
  ) {
    this.#record = record;
    this.id = stands.id;
    this.ordinal = stands.ordinal;
    this.kind = stands.kind;
    this.role = stands.role;
    this.elementId = linked.elementId;
    this.nowElementId = linked.elementId ?? "";
    this.method = linked.method;
    this.weight = linked.weight;
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

  get values(): Mention["values"] {
    return valuesOf(this.#record, this.ordinal);
  }
}
