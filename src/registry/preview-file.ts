import { Action, type Actor, authorize } from "#access";
import { loadRegisters, type ManualMapping, openSource, RefusalError, understandFile, viewWorkbook } from "#exchange";
import type { SheetView, SourceFile, SourceRefusal, TableLayout } from "#exchange/contract";
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
  /** The sheet that is shown, as a spreadsheet would show it. */
  readonly view: SheetView;
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
    const sheets = await sheetsOf(source);
    const wanted = request.sheet ?? sheets.find((sheet) => !sheet.hidden)?.name ?? sheets[0]?.name ?? "";
    const viewed = await viewWorkbook(request.path, { sheets: [wanted], rowsMax: request.rowsMax });
    if (!viewed.accepted) return viewed;
    const [view] = viewed.value;
    if (view === undefined) return { accepted: false, refusal: "sheet-unknown", detail: wanted };
    const tables = await tablesOf(source, {
      registers: await loadRegisters(deps.departmentsFolder),
      confirmed: known.confirmed,
      mappings: request.mappings,
      context: { today: request.today, locality: known.locality },
    });
    const { name, format, encoding } = source;
    return { accepted: true, value: { name, format, ...(encoding === undefined ? {} : { encoding }), sheets, view, tables } };
  } catch (error) {
    if (error instanceof RefusalError) return { accepted: false, refusal: error.refusal as SourceRefusal, detail: error.detail };
    throw error;
  } finally {
    await source.close();
  }
}

async function sheetsOf(source: SourceFile): Promise<FilePreview["sheets"]> {
  const sheets: { name: string; hidden: boolean }[] = [];
  for await (const { name, hidden } of source.sheets()) sheets.push({ name, hidden });
  return sheets;
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
