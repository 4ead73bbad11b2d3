import { Action, type Actor, authorize } from "#access";
import { loadRegisters, type ManualMapping, openSource, RefusalError, understandFile } from "#exchange";
import type { SourceFile, SourceRefusal, TableLayout } from "#exchange/contract";
import { cellText } from "#vocabulary";
import type { Outcome, ProblemCode } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { knownMappings } from "./confirmed-mappings.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { storedLocality } from "./locality.ts";

/** A file before it is imported: a sheet as it is, and what importing would make of the file. */
export interface FilePreview {
  readonly name: string;
  readonly format: string;
  readonly encoding?: string;
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  /** The sheet whose rows are shown; empty for a text file. */
  readonly sheet: string;
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** Whether the sheet has more rows than are shown. */
  readonly more: boolean;
  readonly merges: readonly {
    readonly firstRow: number;
    readonly lastRow: number;
    readonly firstColumn: number;
    readonly lastColumn: number;
  }[];
  readonly tables: readonly (TableLayout & { readonly rows: number; readonly problems: Readonly<Partial<Record<ProblemCode, number>>> })[];
}

/** Which part of a file to show. */
export interface PreviewRequest {
  readonly path: string;
  /** Name of the sheet to show; the first one when absent. */
  readonly sheet?: string;
  readonly rowsMax: number;
  readonly mappings: readonly ManualMapping[];
  /** The day of the import (ISO). */
  readonly today: string;
}

/** Looks at a file as importing it would, and writes nothing. */
export async function previewFile(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  request: PreviewRequest,
): Promise<Outcome<FilePreview, SourceRefusal | "sheet-unknown">> {
  authorize(actor, Action.import);
  const community = communityKey(communityCode) ?? 0;
  const opened = await openSource(request.path);
  if (!opened.accepted) return opened;
  const source = opened.value;
  try {
    const known = await deps.store.transaction(scopeOf(actor, community), async (tx) => ({
      confirmed: await knownMappings(tx, community),
      locality: await storedLocality(tx, community),
    }));
    const shown = await shownSheet(source, request);
    if (shown === null) return { accepted: false, refusal: "sheet-unknown", detail: request.sheet ?? "" };
    const tables = await tablesOf(source, {
      registers: await loadRegisters(deps.departmentsFolder),
      confirmed: known.confirmed,
      mappings: request.mappings,
      context: { today: request.today, locality: known.locality },
    });
    const { name, format, encoding } = source;
    return { accepted: true, value: { name, format, ...(encoding === undefined ? {} : { encoding }), ...shown, tables } };
  } catch (error) {
    if (error instanceof RefusalError) return { accepted: false, refusal: error.refusal as SourceRefusal, detail: error.detail };
    throw error;
  } finally {
    await source.close();
  }
}

type ShownSheet = Pick<FilePreview, "sheets" | "sheet" | "rows" | "more" | "merges">;

async function shownSheet(source: SourceFile, { sheet: wanted, rowsMax }: PreviewRequest): Promise<ShownSheet | null> {
  const sheets: { name: string; hidden: boolean }[] = [];
  let shown: Omit<ShownSheet, "sheets"> | null = null;
  for await (const sheet of source.sheets()) {
    sheets.push({ name: sheet.name, hidden: sheet.hidden });
    if (shown !== null || (wanted !== undefined && sheet.name !== wanted)) continue;
    const rows: { row: number; cells: string[] }[] = [];
    let more = false;
    for await (const row of sheet.rows()) {
      if (row.row > rowsMax) {
        more = true;
        break;
      }
      rows.push({ row: row.row, cells: row.cells.map(cellText) });
    }
    const merges = sheet.merges.filter((merge) => merge.firstRow <= rowsMax);
    shown = { sheet: sheet.name, rows, more, merges };
  }
  return shown && { sheets, ...shown };
}

async function tablesOf(source: SourceFile, options: Parameters<typeof understandFile>[1]): Promise<FilePreview["tables"]> {
  const tables = new Map<number, { layout: TableLayout; rows: number; problems: Partial<Record<ProblemCode, number>> }>();
  for await (const event of understandFile(source, options)) {
    if (event.type === "table") tables.set(event.table.number, { layout: event.table, rows: 0, problems: {} });
    else
      for (const record of event.records) {
        const table = tables.get(record.table);
        if (table === undefined) continue;
        table.rows += 1;
        for (const { code } of record.problems) table.problems[code] = (table.problems[code] ?? 0) + 1;
      }
  }
  return [...tables.values()].map(({ layout, rows, problems }) => ({ ...layout, rows, problems }));
}
