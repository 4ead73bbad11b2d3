import type { SourceFile } from "#exchange/contract";
import type { ElementKind, ProblemCode } from "#vocabulary/contract";
import { columnLetter } from "./column-letter.ts";
import type { ElementCounts, FileSummary, ImportSummary } from "./contract.ts";
import type { LinkingDone } from "./link-community.ts";

/** A file that stays out whole. */
export function refusedFile(file: string, number: number, code: string, detail: string): FileSummary {
  return { file, number, state: "refused", refusal: { code, detail }, tables: [], rows: 0, problems: {} };
}

/** A file whose very bytes are already there. */
export function unchangedFile({ name, sha256 }: SourceFile, number: number): FileSummary {
  return { file: name, number, sha256, state: "unchanged", tables: [], rows: 0, problems: {} };
}

/** What an import did, in numbers; no person's data but header words. */
export function summarise(
  community: string,
  files: readonly FileSummary[],
  linked: LinkingDone | null,
  totals: ReadonlyMap<string, number>,
  reviews: number,
): ImportSummary {
  const problems: Partial<Record<ProblemCode, number>> = {};
  for (const file of files) {
    for (const [code, count] of Object.entries(file.problems) as [ProblemCode, number][]) problems[code] = (problems[code] ?? 0) + count;
  }
  return {
    community,
    files,
    rows: files.reduce((sum, file) => sum + file.rows, 0),
    elements: elementCounts(linked, totals),
    problems,
    columnsUnknown: files.flatMap(unknownColumns),
    reviews,
    secondsTaken: 0,
  };
}

function unknownColumns(file: FileSummary): ImportSummary["columnsUnknown"] {
  return file.tables.flatMap((table) =>
    table.columns
      .filter((column) => column.basis === "unknown")
      .map(({ column, header, place }) => ({
        file: file.file,
        sheet: table.sheet,
        column: columnLetter(place?.column ?? column),
        header,
        fingerprint: table.fingerprint,
      })),
  );
}

function elementCounts(linked: LinkingDone | null, totals: ReadonlyMap<string, number>): Record<ElementKind, ElementCounts> {
  const count = (kind: ElementKind): ElementCounts => {
    const touched = linked?.elements.filter((element) => element.kind === kind) ?? [];
    const created = touched.filter((element) => linked?.assignment.created.has(element.id)).length;
    return { created, known: touched.length - created, total: totals.get(kind) ?? 0 };
  };
  return { person: count("person"), household: count("household"), dwelling: count("dwelling"), organisation: count("organisation") };
}
