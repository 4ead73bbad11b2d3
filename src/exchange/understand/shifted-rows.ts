import { attributeOf } from "#vocabulary";
import type { Cell } from "#vocabulary/contract";
import type { ColumnMeaning } from "../contract.ts";
import { cellText, isBlank } from "./cell-text.ts";
import { profileOf } from "./column-profile.ts";

/** A column whose values have a shape of their own. */
interface Shaped {
  readonly column: number;
  readonly fits: (cell: Cell) => boolean;
}

/** Where the columns of a shifted row really stand. */
export interface Shift {
  /** +1: an extra cell pushed the rest to the right; -1: a missing cell pulled it to the left. */
  readonly offset: 1 | -1;
  /** Where each column's value stands (sheet column → sheet column, -1: nowhere); null when several readings are as good. */
  readonly from: readonly number[] | null;
}

/** Finds rows whose values stand one column aside. Made once a table, from its settled columns. */
export function shiftFinder(
  columns: readonly { readonly column: number; readonly meaning: ColumnMeaning }[],
  width: number,
): (cells: readonly Cell[]) => Shift | null {
  const shaped = columns.flatMap(({ column, meaning }): Shaped[] => {
    const fits = shapeOf(meaning);
    return fits === null ? [] : [{ column, fits }];
  });
  const used = columns.map(({ column }) => column);
  return (cells) => (shaped.length < 3 ? null : findShift(shaped, used, width, cells));
}

function findShift(shaped: readonly Shaped[], used: readonly number[], width: number, cells: readonly Cell[]): Shift | null {
  const straight = score(shaped, cells, (column) => column);
  let best: { offset: 1 | -1; from: number[]; fits: number } | null = null;
  let ambiguous = false;
  for (const offset of [1, -1] as const)
    for (let start = 0; start < width; start++) {
      const from = Array.from({ length: width }, (_, column) =>
        column < start ? column : offset === 1 ? column + 1 : column === start ? -1 : column - 1,
      );
      const { fits, misfits } = score(shaped, cells, (column) => from[column] ?? column);
      if (misfits > 0 || fits < straight.fits + 2) continue;
      if (best === null || fits > best.fits) {
        best = { offset, from, fits };
        ambiguous = false;
      } else if (fits === best.fits && !sameCells(best.from, from, used, cells)) ambiguous = true;
    }
  return best === null ? null : { offset: best.offset, from: ambiguous ? null : best.from };
}

function score(shaped: readonly Shaped[], cells: readonly Cell[], from: (column: number) => number): { fits: number; misfits: number } {
  let fits = 0;
  let misfits = 0;
  for (const { column, fits: shape } of shaped) {
    const cell = cells[from(column)];
    if (cell === undefined || isBlank(cell)) continue;
    if (shape(cell)) fits++;
    else misfits++;
  }
  return { fits, misfits };
}

function sameCells(left: readonly number[], right: readonly number[], used: readonly number[], cells: readonly Cell[]): boolean {
  return used.every((column) => cellText(cells[left[column] ?? -1]) === cellText(cells[right[column] ?? -1]));
}

function shapeOf(meaning: ColumnMeaning): ((cell: Cell) => boolean) | null {
  const attribute = attributeOf(meaning.kind, meaning.attribute);
  switch (attribute?.type) {
    case "identityNumber":
      return (cell) => profileOf([cell]).idLike === 1 && profileOf([cell]).date === 0;
    case "phone":
      return (cell) => profileOf([cell]).phone === 1;
    case "date":
      return (cell) => profileOf([cell]).date === 1;
    case "creditCode":
      return (cell) => profileOf([cell]).creditCode === 1;
    case "personName":
      return (cell) => {
        const profile = profileOf([cell]);
        return (profile.chineseName === 1 && profile.sex === 0) || (profile.latinName === 1 && cellText(cell).length > 2);
      };
    default:
      return meaning.attribute === "sex" ? (cell) => /^(?:男|女|[男女]性|[0129MF])$/.test(cellText(cell)) : null;
  }
}
