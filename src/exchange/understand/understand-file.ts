import type { ParseContext } from "#vocabulary";
import type { ConfirmedMappings, FileEvent, Register, SourceFile } from "../contract.ts";
import type { ManualMapping } from "./mapping-file.ts";
import { prepareRegisters } from "./match-register.ts";
import type { FileSettings } from "./open-tables.ts";
import { type SheetEvent, understandSheet } from "./understand-sheet.ts";

const MISSING_SHEET = "待补充";

/** What a file is understood with. */
export interface UnderstandOptions {
  /** The registers of departments/; may be empty: headers and values are understood without. */
  readonly registers: readonly Register[];
  readonly context: ParseContext;
  /** Mappings that humans confirmed before, by layout. */
  readonly confirmed?: ConfirmedMappings;
  /** Mappings given for this file (`--map`). They win over everything else. */
  readonly mappings?: readonly ManualMapping[];
}

/**
 * Understands a file sheet by sheet: its tables, what their columns mean, and their rows as records of mentions and problems.
 * Streams in bounded memory; each table is told before its records. Sheets without a table yield nothing.
 */
export async function* understandFile(source: SourceFile, options: UnderstandOptions): AsyncGenerator<FileEvent> {
  for await (const event of understandRows(source, options)) if (event.type !== "skipped") yield event;
}

/** As understandFile, and tells of every row that is no record what it is instead. */
export async function* understandRows(source: SourceFile, options: UnderstandOptions): AsyncGenerator<SheetEvent> {
  let number = 0;
  const settings: FileSettings = {
    fileName: source.name,
    registers: prepareRegisters(options.registers),
    confirmed: options.confirmed ?? new Map(),
    manual: options.mappings ?? [],
    context: options.context,
    nextNumber: () => number++,
  };
  // The list of cells that a filled form still lacks says nothing new of anybody.
  for await (const sheet of source.sheets()) if (!sheet.name.startsWith(MISSING_SHEET)) yield* understandSheet(sheet, settings);
}
