import { attributeOf, type ParseContext, parseValue } from "#vocabulary";
import type { Cell } from "#vocabulary/contract";
import { cellText, isBlank } from "./cell-text.ts";
import type { ColumnDraft } from "./column-draft.ts";
import { type ColumnProfile, looksLike } from "./column-profile.ts";

/** Whether a cell looks like its column: yes, surely not, or nobody can tell. */
type Fit = (cell: Cell) => boolean | null;

/** Where the columns of a shifted row really stand. */
export interface Shift {
  /** +1: an extra cell pushed the rest to the right; -1: a missing cell pulled it to the left. */
  readonly offset: 1 | -1;
  /** Where each column's value stands (sheet column → sheet column, -1: nowhere, or nobody can tell); null when both directions are as good. */
  readonly from: readonly number[] | null;
}

/** Finds rows whose values stand one column aside. */
export interface ShiftFinder {
  /** A cheap look: false for a row that has no reason to be looked at. */
  mayBeShifted(cells: readonly Cell[], problems: number): boolean;
  find(cells: readonly Cell[]): Shift | null;
}

/** Fewer columns with a shape of their own prove nothing. */
const SHAPES_MIN = 3;

/** Made once a table, from its columns and their sampled values. */
export function shiftFinder(drafts: readonly ColumnDraft[], context: ParseContext): ShiftFinder {
  const width = Math.max(0, ...drafts.map((draft) => draft.column + 1)) + 1;
  const fits: (Fit | undefined)[] = Array.from({ length: width });
  for (const draft of drafts) fits[draft.column] = fitOf(draft, context);
  const shapes = fits.filter((fit) => fit !== undefined).length;
  const always = drafts
    .filter((draft) => draft.profile.count >= 8 && draft.profile.filled >= 0.9 && !draft.merged)
    .map((draft) => draft.column);
  return {
    mayBeShifted: (cells, problems) => shapes >= SHAPES_MIN && (problems > 0 || always.some((column) => isBlank(cells[column]))),
    find: (cells) => (shapes < SHAPES_MIN ? null : findShift(fits, width, cells)),
  };
}

interface Candidate {
  readonly offset: 1 | -1;
  readonly from: readonly number[];
}

/** How many columns the cells `offset` aside fit and misfit, summed up to each column. */
interface Fitting {
  readonly good: readonly number[];
  readonly bad: readonly number[];
}

function findShift(fits: readonly (Fit | undefined)[], width: number, cells: readonly Cell[]): Shift | null {
  const straight = fitting(fits, width, cells, 0);
  // Most rows with a problem end here: every cell looks like its column's, though one is mistyped.
  if (straight.bad[width] === 0) return null;
  let best: Candidate[] = [];
  let most = (straight.good[width] as number) + 2;
  for (const offset of [1, -1] as const) {
    const aside = fitting(fits, width, cells, offset);
    const joined = (sums: readonly number[], own: readonly number[], start: number) => {
      const first = offset === 1 ? start : start + 1;
      return (own[start] as number) + (sums[width] as number) - (sums[Math.min(first, width)] as number);
    };
    for (let start = 0; start < width; start++) {
      const good = joined(aside.good, straight.good, start);
      if (good < most || joined(aside.bad, straight.bad, start) > 0) continue;
      if (good > most) best = [];
      most = good;
      const from = Array.from({ length: width }, (_, column) =>
        column < start ? column : offset === 1 ? column + 1 : column === start ? -1 : column - 1,
      );
      best.push({ offset, from });
    }
  }
  return common(best, width, cells);
}

function fitting(fits: readonly (Fit | undefined)[], width: number, cells: readonly Cell[], offset: number): Fitting {
  const good = [0];
  const bad = [0];
  for (let column = 0; column < width; column++) {
    const cell = cells[column + offset];
    const looks = cell === undefined || isBlank(cell) ? null : (fits[column]?.(cell) ?? null);
    good.push((good[column] as number) + (looks === true ? 1 : 0));
    bad.push((bad[column] as number) + (looks === false ? 1 : 0));
  }
  return { good, bad };
}

/** What the best readings agree on; a column on which they do not is read as nothing. */
function common(best: readonly Candidate[], width: number, cells: readonly Cell[]): Shift | null {
  const [first] = best;
  if (first === undefined) return null;
  if (best.some((other) => other.offset !== first.offset)) return { offset: first.offset, from: null };
  const text = (from: readonly number[], column: number) => cellText(cells[from[column] ?? -1]);
  const from = Array.from({ length: width }, (_, column) =>
    best.every((other) => text(other.from, column) === text(first.from, column)) ? (first.from[column] ?? -1) : -1,
  );
  return { offset: first.offset, from };
}

/** What a column's cells look like, by its meaning where that has a shape, else by the values that it repeats. */
function fitOf(draft: ColumnDraft, context: ParseContext): Fit | undefined {
  const { meaning, profile } = draft;
  const attribute = meaning === null ? undefined : attributeOf(meaning.kind, meaning.attribute);
  switch (attribute?.type) {
    case "identityNumber":
      return (cell) => looksLike.document(cell) && !looksLike.date(cell);
    case "phone":
      return looksLike.phone;
    case "date":
      return looksLike.date;
    case "creditCode":
      return looksLike.creditCode;
    case "personName":
      return (cell) => looksLike.chineseName(cell) || (looksLike.latinName(cell) && cellText(cell).length > 2);
    case "foreignName":
      return (cell) => looksLike.latinName(cell) || null;
    case "code": {
      if (attribute.codeList === "sex") return (cell) => /^(?:男|女|[男女]性|[0129MF])$/.test(cellText(cell));
      // A code nobody knows is a mistake of its own, not a sign that the row is shifted.
      return (cell) => (parseValue(attribute, cell, context).values.some((value) => value.valid) && !/^\d+$/.test(cellText(cell))) || null;
    }
    case "address":
      return (cell) => looksLike.address(cell) || null;
    default:
      return byHabit(profile);
  }
}

/** A column that repeats few values knows its own; a column of numbers holds no words. */
function byHabit(profile: ColumnProfile): Fit | undefined {
  const numeric = profile.count >= 8 && profile.number >= 0.85;
  const counts = new Map<string, number>();
  for (const cell of profile.sample) {
    const text = cellText(cell);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const own = new Set([...counts].filter(([, count]) => count >= 2).map(([text]) => text));
  const habitual = profile.count >= 8 && profile.distinct <= profile.count * 0.5;
  if (!numeric && !habitual) return undefined;
  return (cell) => {
    const text = cellText(cell);
    if (habitual && own.has(text)) return true;
    if (!numeric) return null;
    return /\p{Script=Han}{2}|^[A-Z]/u.test(text) ? false : habitual ? null : /^-?[\d.,]+/.test(text) || null;
  };
}
