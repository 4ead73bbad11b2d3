import { attributeOf, type ParseContext, parseAddress, parserFor } from "#vocabulary";
import type { Attribute } from "#vocabulary/contract";
import { cellText, isBlank } from "./cell-text.ts";
import type { ColumnDraft, SampleRows } from "./column-draft.ts";
import { headerWord } from "./header-words.ts";

/** Types of which two different values cannot both be right. */
const ONE_VALUE = new Set(["number", "integer", "code", "date", "boolean"]);
const ROWS_MIN = 3;

/**
 * Two columns whose headers mean one fact (补贴标准, 实发金额) and whose values differ are two facts: only the one that the fact's own
 * word heads, or that a register or a human vouches for, or else the first, is believed.
 */
export function withdrawRepeats(drafts: readonly ColumnDraft[], rows: SampleRows, context: ParseContext): void {
  const groups = Map.groupBy(
    drafts.filter(({ meaning }) => meaning !== null),
    ({ meaning, path }) => `${meaning?.kind}.${meaning?.role}.${meaning?.attribute} ${path.slice(0, -1).join("/")}`,
  );
  for (const group of groups.values()) {
    const [first] = group;
    const attribute = first?.meaning == null ? undefined : attributeOf(first.meaning.kind, first.meaning.attribute);
    if (group.length < 2 || attribute === undefined || attribute.multiple === true || !ONE_VALUE.has(attribute.type)) continue;
    const kept =
      group.find(({ basis }) => basis !== "header") ?? group.find((draft) => isOwnWord(draft, attribute)) ?? (first as ColumnDraft);
    for (const draft of group) {
      if (draft === kept || draft.basis !== "header" || !differ(kept, draft, attribute, rows, context)) continue;
      draft.meaning = null;
      draft.basis = "unknown";
    }
  }
}

/**
 * A column of room numbers beside whole addresses that name other rooms numbers the rooms inside a flat (一房一档): it is no part of
 * the address.
 */
export function withdrawInnerRooms(drafts: readonly ColumnDraft[], rows: SampleRows, context: ParseContext): void {
  const of = (attribute: string) =>
    drafts.find(({ meaning }) => meaning?.kind === "dwelling" && meaning.role === "subject" && meaning.attribute === attribute);
  const [address, room] = [of("address"), of("room")];
  if (address === undefined || room === undefined || room.basis !== "header") return;
  let other = 0;
  let looked = 0;
  for (const { cells } of rows) {
    const stated = parseAddress(cellText(cells[address.column]), context.locality).room;
    const numbered = /\d{1,5}/.exec(cellText(cells[room.column]))?.[0];
    if (stated === undefined || numbered === undefined) continue;
    looked++;
    if (stated !== numbered) other++;
  }
  if (looked < ROWS_MIN || other * 2 < looked) return;
  room.meaning = null;
  room.basis = "unknown";
}

function isOwnWord(draft: ColumnDraft, attribute: Attribute): boolean {
  return headerWord(draft.path.at(-1) ?? "").replace(/\(.*$/, "") === headerWord(attribute.label.zh);
}

/** A date without its day agrees with the whole one. */
function differ(one: ColumnDraft, other: ColumnDraft, attribute: Attribute, rows: SampleRows, context: ParseContext): boolean {
  const [readOne, readOther] = [parserFor(attribute, one.profile.sample), parserFor(attribute, other.profile.sample)];
  let same = 0;
  let different = 0;
  for (const { cells } of rows) {
    if (isBlank(cells[one.column]) || isBlank(cells[other.column])) continue;
    const left = readOne(cells[one.column] ?? null, context).values[0]?.value;
    const right = readOther(cells[other.column] ?? null, context).values[0]?.value;
    if (left === undefined || right === undefined) continue;
    if (left.startsWith(right) || right.startsWith(left)) same++;
    else different++;
  }
  return different >= ROWS_MIN && different > same / 4;
}
