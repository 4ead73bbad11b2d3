import type { TableColumn } from "#exchange/contract";
import type { LinkMention } from "#linkage/contract";
import type { ElementKind, Mention, MentionRole, StatedValue } from "#vocabulary/contract";
import type { ValueVisitor } from "./mention-page.ts";

/** A table of a delivery, as the linking and choosing steps need it. */
export interface TableInHand {
  readonly id: string;
  readonly deliveryId: string;
  readonly file: string;
  readonly sheet: string;
  readonly register: string | null;
  /** Who speaks, for counting independent sources: the department, or the file where no department is known. */
  readonly source: string;
  /** ISO day of which the table speaks; null when nothing in the file says. */
  readonly asOf: string | null;
  /** ISO day on which it was received. */
  readonly receivedOn: string;
  /** False when a later version of the file replaced it or the import was undone. */
  readonly current: boolean;
  /** Header path by 0-based column; empty where the sheet has none. */
  readonly headers: readonly string[];
  /** By column, the row of a value that stands elsewhere than its record: on the page of a filled form. */
  readonly rows: ReadonlyMap<number, number>;
}

/** The rows of values that have places of their own, by column. */
export function placedRows(columns: readonly TableColumn[]): Map<number, number> {
  return new Map(columns.flatMap(({ column, place }) => (place === undefined ? [] : [[column, place.row] as const])));
}

/** The header paths of a layout by column of the sheet. */
export function headersByColumn(columns: readonly TableColumn[]): string[] {
  const headers: string[] = [];
  for (const { column, header } of columns) headers[column] = header;
  return Array.from(headers, (header) => header ?? "");
}

/** A mention held in memory while a community is linked. */
export interface MentionInHand {
  readonly id: string;
  readonly recordId: string;
  readonly ordinal: number;
  readonly kind: ElementKind;
  readonly role: MentionRole;
  readonly table: TableInHand;
  readonly row: number;
  readonly values: Readonly<Record<string, readonly StatedValue[]>>;
  /** Tells every value, those of one attribute one after the other. */
  eachValue(visit: ValueVisitor): void;
  /** Tells the dwellings of its record: their roles, and all that is said of them. */
  eachDwelling(visit: (role: MentionRole, eachValue: (visit: ValueVisitor) => void) => void): void;
  /** The texts of the values that hold by their standard, or of those that do not, by attribute. */
  texts(valid: boolean): Readonly<Record<string, readonly string[]>>;
  /** The element of the last run; null before the first. */
  readonly elementId: string | null;
  /** The element of this run, set as soon as it is known: a table beside a million mentions would cost more than all their links. */
  nowElementId: string;
  readonly method: string;
  readonly weight: number;
}

const NOTHING: Readonly<Record<string, readonly string[]>> = Object.freeze({});

/** The mentions as linkage sees them: records and tables numbered, invalid values kept apart. Mentions of one record stand together. */
export function toLinkMentions(mentions: readonly MentionInHand[]): LinkMention[] {
  const tables = new Map<TableInHand, number>();
  let record = -1;
  let recordId = "";
  return mentions.map((mention) => {
    if (mention.recordId !== recordId) {
      recordId = mention.recordId;
      record += 1;
    }
    let table = tables.get(mention.table);
    if (table === undefined) {
      table = tables.size;
      tables.set(mention.table, table);
    }
    const { kind, role } = mention;
    return { kind, role, record, table, values: mention.texts(true), invalid: mention.texts(false) };
  });
}

/** One mention as linkage sees it, in the record and table of these numbers. */
export function linkMention(mention: Mention, record: number, table: number): LinkMention {
  const { kind, role } = mention;
  return { kind, role, record, table, values: textsOf(mention, true), invalid: textsOf(mention, false) };
}

/** The texts of the values that hold by their standard, or of those that do not, by attribute. */
function textsOf(mention: Mention, valid: boolean): Readonly<Record<string, readonly string[]>> {
  let texts: Record<string, string[]> | null = null;
  for (const attribute in mention.values) {
    for (const stated of mention.values[attribute] as readonly StatedValue[]) {
      if (stated.valid !== valid) continue;
      texts ??= {};
      const list = texts[attribute];
      if (list) list.push(stated.value);
      else texts[attribute] = [stated.value];
    }
  }
  return texts ?? NOTHING;
}
