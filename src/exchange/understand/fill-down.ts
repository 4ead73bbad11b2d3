import { attributeOf, type ParseContext, parseValue } from "#vocabulary";
import { cellText, isBlank } from "./cell-text.ts";
import type { ColumnDraft, SampleRows } from "./column-draft.ts";

/** Columns that are written once a family and blank in the rows of its other members. */
export interface FillDown {
  /** The column whose value begins a new family. */
  readonly key: number;
  readonly columns: readonly number[];
}

/**
 * Finds the columns in which blank means "as above": facts of the household, its head and its home, in a table of members.
 * Only when the sample proves it: a family begins exactly where the relation says head, or all these columns are blank together.
 */
export function planFillDown(drafts: readonly ColumnDraft[], rows: SampleRows, context: ParseContext): FillDown | null {
  const member = drafts.find(
    (draft) => draft.meaning?.kind === "person" && draft.meaning.role === "subject" && draft.meaning.attribute === "name",
  );
  const family = drafts.filter((draft) => {
    const meaning = draft.meaning;
    return (
      meaning !== null &&
      (meaning.kind === "household" || meaning.role === "householdHead" || (meaning.kind === "dwelling" && meaning.role === "subject"))
    );
  });
  const key =
    family.find((draft) => draft.meaning?.role === "householdHead" && draft.meaning.attribute === "name") ??
    family.find((draft) => draft.meaning?.attribute === "householdNumber");
  if (member === undefined || key === undefined || member.profile.filled < 0.95 || rows.length < 4) return null;
  if (key.profile.filled > 0.85 || key.profile.count < 2 || isBlank(rows[0]?.cells[key.column])) return null;
  const relation = drafts.find(
    (draft) => draft.meaning?.kind === "person" && draft.meaning.role === "subject" && draft.meaning.attribute === "relationToHead",
  );
  const proven = relation === undefined ? blankTogether(family, key, rows) : beginsWithHead(relation, key, rows, context);
  return proven ? { key: key.column, columns: family.map((draft) => draft.column) } : null;
}

function beginsWithHead(relation: ColumnDraft, key: ColumnDraft, rows: SampleRows, context: ParseContext): boolean {
  const attribute = attributeOf("person", "relationToHead");
  if (attribute === undefined) return false;
  let agree = 0;
  let stated = 0;
  for (const row of rows) {
    if (cellText(row.cells[relation.column]) === "") continue;
    stated++;
    const isHead = parseValue(attribute, row.cells[relation.column] ?? null, context).values[0]?.value === "01";
    if (isHead === !isBlank(row.cells[key.column])) agree++;
  }
  return stated >= rows.length * 0.8 && agree >= stated * 0.95;
}

function blankTogether(family: readonly ColumnDraft[], key: ColumnDraft, rows: SampleRows): boolean {
  const others = family.filter((draft) => draft !== key && draft.profile.count > 0);
  if (others.length === 0) return false;
  const blank = rows.filter((row) => isBlank(row.cells[key.column]));
  const together = blank.filter((row) => others.every((draft) => isBlank(row.cells[draft.column])));
  return blank.length > 0 && together.length >= blank.length * 0.95;
}
