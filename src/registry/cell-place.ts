import type { TableColumn } from "#exchange/contract";

/** Where a value stands in its sheet. */
export interface CellPlace {
  /** 1-based. */
  readonly row: number;
  /** 0-based; negative for what stands in no cell. */
  readonly column: number;
}

/** The cell of a record's column: in the record's row, but on the page of a filled form where the label has its room. */
export function cellPlace(columns: readonly TableColumn[], place: CellPlace): CellPlace {
  return columns.find(({ column }) => column === place.column)?.place ?? place;
}
