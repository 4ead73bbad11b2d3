/** Where a form's fields stand in its workbook: what filling needs beside the layout that callers see. */
import type { FormField, FormLayout } from "../contract.ts";
import type { Block } from "./reference.ts";
import type { SheetGrid } from "./sheet.ts";
import type { WorkbookSheet } from "./workbook.ts";

/** The box of one option and the cell that holds it. Offsets count in the cell's text. */
export interface OptionBox {
  readonly label: string;
  readonly row: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
  /** What replaces the box when it is ticked. */
  readonly ticked: string;
}

/** How one field is written. */
export type Place =
  /** The whole cell. */
  | { readonly how: "cell"; readonly row: number; readonly column: number }
  /** A blank inside a text that stays: `姓名：____`. */
  | { readonly how: "blank"; readonly row: number; readonly column: number; readonly start: number; readonly end: number }
  /** One cell a character: the eighteen squares of an identity number. */
  | { readonly how: "squares"; readonly row: number; readonly column: number; readonly count: number }
  /** Boxes to tick. */
  | { readonly how: "boxes"; readonly row: number; readonly column: number; readonly boxes: readonly OptionBox[] };

export interface PlacedField {
  readonly field: FormField;
  readonly place: Place;
}

/** A table with a header and empty rows. */
export interface BandColumn {
  readonly field: FormField;
  readonly column: number;
}

export interface Band {
  /** 1-based header rows, inclusive. */
  readonly headerRows: readonly [number, number];
  readonly columns: readonly BandColumn[];
  /** First row of each empty place for one person, ascending. */
  readonly dataRows: readonly number[];
  /** Rows of the sheet that one person takes. */
  readonly stride: number;
}

export interface FormGeometry {
  readonly sheet: WorkbookSheet;
  readonly grid: SheetGrid;
  readonly layout: FormLayout;
  /** Fields outside a table: those of an application. */
  readonly fields: readonly PlacedField[];
  /** Further copies of an application on the same sheet, each with its own places of the same fields. */
  readonly copies: readonly (readonly PlacedField[])[];
  /** The copies are counterfoils (存根, 社区留存) of one form: all of them are for the same person. */
  readonly counterfoils: boolean;
  /** Other sheets of an application that ask for facts of the same person: 承诺书 beside 申请表. */
  readonly companions: readonly FormGeometry[];
  /** The roster's rows, or an application's sub-table. */
  readonly band: Band | null;
}

/** A header found in a grid, before its fields are understood. */
export interface RawBand {
  readonly headerRows: readonly [number, number];
  readonly columns: readonly { readonly column: number; readonly path: string; readonly block: Block }[];
  readonly dataRows: readonly number[];
  readonly stride: number;
  /** Text of the sample row by column, if the form shows one. */
  readonly samples: ReadonlyMap<number, string>;
}
