/** How much a file may ask of this machine before it is refused. Real sheets stay far below. */
export interface SourceLimits {
  /** Bytes of the file itself. */
  readonly fileBytesMax: number;
  /** Entries of a zip package. */
  readonly entriesMax: number;
  /** Inflated bytes of all parts that are read, counted as they come out, whatever the directory claims. */
  readonly inflatedBytesMax: number;
  /** Inflated bytes of a part that is held whole in memory (styles, relations, drawings). */
  readonly partBytesMax: number;
  /** Inflated over compressed bytes, judged once a part has given more than `ratioFreeBytes`. */
  readonly ratioMax: number;
  readonly ratioFreeBytes: number;
  /** Lines of a text, and bytes of one of them. */
  readonly linesMax: number;
  readonly lineBytesMax: number;
  /** UTF-16 units of all shared strings together. */
  readonly sharedCharactersMax: number;
  /** Bytes of a legacy workbook, an HTML or an XML table: read whole, by a worker with its own memory limit. */
  readonly legacyBytesMax: number;
  readonly legacyHeapMegabytesMax: number;
  readonly legacyMillisecondsMax: number;
  /** Characters of one text cell or one XML token. */
  readonly cellCharactersMax: number;
  /** Merged ranges of one sheet. */
  readonly mergesMax: number;
  /** Cells of one sheet, the empty ones between others counted: what absurd dimensions run into. */
  readonly cellsMax: number;
}

export const SOURCE_LIMITS: SourceLimits = {
  fileBytesMax: 2 * 1024 ** 3,
  entriesMax: 10_000,
  inflatedBytesMax: 4 * 1024 ** 3,
  partBytesMax: 64 * 1024 ** 2,
  ratioMax: 300,
  ratioFreeBytes: 16 * 1024 ** 2,
  linesMax: 10_000_000,
  lineBytesMax: 64 * 1024 ** 2,
  sharedCharactersMax: 200_000_000,
  legacyBytesMax: 128 * 1024 ** 2,
  legacyHeapMegabytesMax: 1024,
  legacyMillisecondsMax: 60_000,
  cellCharactersMax: 1_000_000,
  mergesMax: 500_000,
  cellsMax: 400_000_000,
};

/** The last row and the number of columns of a worksheet (ECMA-376 as Excel limits it). */
export const ROWS_MAX = 1_048_576;
export const COLUMNS_MAX = 16_384;
