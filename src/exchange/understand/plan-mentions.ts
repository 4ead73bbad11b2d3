import type { ElementKind, MentionRole } from "#vocabulary/contract";
import type { ColumnDraft } from "./column-draft.ts";
import type { ColumnReader } from "./read-column.ts";

/** The columns that speak of one element of a row. */
export interface Slot {
  readonly kind: ElementKind;
  readonly role: MentionRole;
  readonly readers: readonly ColumnReader[];
}

/** A column whose meaning is settled, with its reader. */
export interface SettledColumn {
  readonly draft: ColumnDraft;
  readonly reader: ColumnReader;
}

/** Attributes of which an element has one: a second column of it is a second element (成员1姓名, 成员2姓名; two homes). */
const ONCE: Readonly<Partial<Record<ElementKind, ReadonlySet<string>>>> = {
  person: new Set(["name", "idNumber"]),
  dwelling: new Set(["address", "room"]),
  organisation: new Set(["name"]),
};

/** Groups a table's columns by the element that they speak of: kind, role, and which of several. */
export function planSlots(columns: readonly SettledColumn[]): Slot[] {
  const naming = new Set(
    columns.filter(({ reader }) => ONCE.person?.has(reader.meaning.attribute) === true).map(({ draft }) => groupOf(draft)),
  );
  const open: { kind: ElementKind; role: MentionRole; columns: SettledColumn[] }[] = [];
  for (const column of columns) {
    const { kind, role } = column.reader.meaning;
    const candidates = open.filter((slot) => slot.kind === kind && slot.role === role);
    const last = candidates.at(-1);
    const group = groupOf(column.draft);
    // A numbered or repeated group keeps its columns together, whatever stands between.
    const sameGroup =
      group === ""
        ? undefined
        : candidates.findLast((slot) => slot.columns.some((other) => groupOf(other.draft) === group && !repeats(slot.columns, column)));
    const slot = sameGroup ?? last;
    if (
      slot === undefined ||
      (sameGroup === undefined && repeats(slot.columns, column)) ||
      (sameGroup === undefined && startsAnother(slot.columns, column, naming))
    )
      open.push({ kind, role, columns: [column] });
    else slot.columns.push(column);
  }
  return open.map((slot) => ({ kind: slot.kind, role: slot.role, readers: slot.columns.map((column) => column.reader) }));
}

function groupOf(draft: ColumnDraft): string {
  return draft.path.length > 1 ? draft.path.slice(0, -1).join("/") : "";
}

/** Whether a column states again what an element has only once. Two spellings of one thing (姓名, 户籍姓名) do not; 姓名1 and 姓名2 do. */
function repeats(columns: readonly SettledColumn[], column: SettledColumn): boolean {
  const { kind, attribute } = column.reader.meaning;
  if (ONCE[kind]?.has(attribute) !== true) return false;
  return columns.some((other) => {
    if (other.reader.meaning.attribute !== attribute) return false;
    if (kind === "dwelling" || kind === "organisation") return true;
    const bare = (draft: ColumnDraft) => (draft.path.at(-1) ?? "").replace(/[\d一二三四五六七八九十①-⑳]/g, "");
    return bare(other.draft) === bare(column.draft) && (attribute === "name" || groupOf(other.draft) !== groupOf(column.draft));
  });
}

/** Whether a column's group is a numbered twin of the group before it (家庭成员1, 家庭成员2), both of which name somebody: 第一剂 and 第二剂 do not. */
function startsAnother(columns: readonly SettledColumn[], column: SettledColumn, naming: ReadonlySet<string>): boolean {
  const group = groupOf(column.draft);
  const before = groupOf((columns.at(-1) as SettledColumn).draft);
  return (
    group !== "" &&
    before !== "" &&
    naming.has(group) &&
    naming.has(before) &&
    group !== before &&
    group.replace(/[\d一二三四五六七八九十]/g, "") === before.replace(/[\d一二三四五六七八九十]/g, "")
  );
}
