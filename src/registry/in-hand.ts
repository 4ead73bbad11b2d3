import type { TableColumn } from "#exchange/contract";
import type { LinkMention } from "#linkage/contract";
import type { ElementKind, MentionRole, StatedValue } from "#vocabulary/contract";

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
  /** The element of the last run; null before the first. */
  readonly elementId: string | null;
  readonly method: string;
  readonly weight: number;
}

/** The mentions as linkage sees them: records and tables numbered, invalid values kept apart. */
export function toLinkMentions(mentions: readonly MentionInHand[]): LinkMention[] {
  const records = new Map<string, number>();
  const tables = new Map<string, number>();
  return mentions.map((mention) => {
    const values: Record<string, string[]> = {};
    const invalid: Record<string, string[]> = {};
    for (const attribute in mention.values) {
      for (const stated of mention.values[attribute] as readonly StatedValue[]) {
        const target = stated.valid ? values : invalid;
        const list = target[attribute];
        if (list) list.push(stated.value);
        else target[attribute] = [stated.value];
      }
    }
    return {
      kind: mention.kind,
      role: mention.role,
      record: number(records, mention.recordId),
      table: number(tables, mention.table.id),
      values,
      invalid,
    };
  });
}

function number(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}
