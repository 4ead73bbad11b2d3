/** The end of an import, for people: files, what is new, problems by kind, columns not understood, what waits. */
import type { FileSummary, ImportSummary } from "#registry/contract";
import type { Label } from "#vocabulary/contract";
import { refusalWords, sayOr } from "./answer.ts";
import type { Call } from "./call.ts";
import { type TextColumn, textTable } from "./text-table.ts";

/** More lines than this nobody reads; `--json` and `export problems` have the rest. */
const COLUMNS_LISTED_MAX = 30;
/** Different tables of one file that are named. */
const TABLES_LISTED_MAX = 6;

const KINDS = ["person", "household", "dwelling", "organisation"] as const;

export function printImportSummary(
  call: Call,
  summary: ImportSummary,
  extra: { readonly workbooks: readonly string[]; readonly registerLabels: ReadonlyMap<string, Label> },
): void {
  const { say, terminal } = call;
  const { paint, out } = terminal;
  out(
    paint.bold(
      say("import.headline", {
        community: summary.community,
        files: summary.files.length,
        rows: summary.rows,
        seconds: summary.secondsTaken.toFixed(1),
      }),
    ),
  );
  printFiles(call, summary, extra.registerLabels);
  if (summary.files.every((file) => file.state === "unchanged")) {
    out("");
    out(`${paint.green("✓")} ${say("import.nothingChanged")}`);
  }
  if (summary.files.some((file) => file.state !== "refused")) printElements(call, summary);
  printProblems(call, summary);
  printUnknownColumns(call, summary);
  for (const path of extra.workbooks) out(`${paint.yellow("!")} ${say("import.workbookWritten", { path })}`);
  if (summary.reviews > 0) {
    out("");
    out(`${paint.yellow("?")} ${say("import.reviews", { pairs: summary.reviews, community: summary.community })}`);
  }
}

function table(call: Call, title: string, columns: readonly TextColumn[], rows: readonly (readonly string[])[]): void {
  const { paint, out, width } = call.terminal;
  out("");
  out(paint.bold(title));
  for (const line of textTable(columns, rows, { width, indent: "  ", paint })) out(line);
}

function printFiles(call: Call, summary: ImportSummary, labels: ReadonlyMap<string, Label>): void {
  const { say, terminal } = call;
  const { paint } = terminal;
  const count = (value: number) => value.toLocaleString("en-GB");
  const rows = summary.files.map((file) => [
    file.file,
    say(`import.state.${file.state}`),
    file.state === "refused" ? "" : count(file.rows),
    file.state === "refused" ? "" : count(Object.values(file.problems).reduce((sum, each) => sum + (each ?? 0), 0)),
    understoodAs(call, file, labels),
  ]);
  table(
    call,
    say("import.filesTitle"),
    [
      { title: say("column.file"), flexible: true },
      { title: say("column.state") },
      { title: say("column.rows"), align: "right" },
      { title: say("column.problems"), align: "right" },
      { title: say("column.understood"), flexible: true, colour: paint.dim },
    ],
    rows,
  );
  const refused = new Set(summary.files.flatMap((file) => (file.refusal ? [file.refusal.code] : [])));
  for (const code of refused) {
    const { advice } = refusalWords(say, { code });
    if (advice !== "") terminal.out(`  ${paint.cyan("→")} ${advice} ${paint.dim(`[${code}]`)}`);
  }
}

/** Which registers were recognised, how many columns were understood; for a refused file, why. */
function understoodAs(call: Call, file: FileSummary, labels: ReadonlyMap<string, Label>): string {
  const { say } = call;
  if (file.refusal) {
    const { message } = refusalWords(say, file.refusal);
    return `${message} [${file.refusal.code}]`;
  }
  if (file.state !== "unchanged" && file.tables.length === 0) return say("import.noTable");
  // A ledger with a sheet for each building is said once.
  const times = new Map<string, number>();
  for (const layout of file.tables) {
    const known = layout.columns.filter((column) => column.meaning !== null || column.basis === "ignored").length;
    const name = labels.get(layout.register ?? "")?.[call.language] ?? (layout.title || layout.sheet || file.file);
    const text = say("import.understood", { name, known, all: layout.columns.length });
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  const named = [...times].slice(0, TABLES_LISTED_MAX).map(([text, count]) => (count > 1 ? `${text} × ${count}` : text));
  if (times.size > TABLES_LISTED_MAX) named.push(say("list.more", { count: times.size - TABLES_LISTED_MAX }));
  return named.join(say("list.comma"));
}

function printElements(call: Call, summary: ImportSummary): void {
  const { say } = call;
  const count = (value: number) => value.toLocaleString("en-GB");
  table(
    call,
    say("import.elementsTitle"),
    [
      { title: "" },
      { title: say("column.new"), align: "right", colour: call.terminal.paint.green },
      { title: say("column.known"), align: "right" },
      { title: say("column.total"), align: "right" },
    ],
    KINDS.map((kind) => {
      const counts = summary.elements[kind];
      return [say(`kinds.${kind}`), count(counts.created), count(counts.known), count(counts.total)];
    }),
  );
}

function printProblems(call: Call, summary: ImportSummary): void {
  const { say } = call;
  const problems = Object.entries(summary.problems).filter(([, count]) => (count ?? 0) > 0);
  if (problems.length === 0) return;
  problems.sort(([, left], [, right]) => (right ?? 0) - (left ?? 0));
  table(
    call,
    say("import.problemsTitle", { count: problems.reduce((sum, [, count]) => sum + (count ?? 0), 0) }),
    [
      { title: say("column.count"), align: "right", colour: call.terminal.paint.yellow },
      { title: say("column.problem") },
      { title: say("column.code"), colour: call.terminal.paint.dim },
    ],
    problems.map(([code, count]) => [(count ?? 0).toLocaleString("en-GB"), sayOr(say, `problem.${code}`, code), code]),
  );
  call.terminal.out(`  ${call.terminal.paint.dim(say("import.problemsHint", { community: summary.community }))}`);
}

function printUnknownColumns(call: Call, summary: ImportSummary): void {
  const { say, terminal } = call;
  const unknown = summary.columnsUnknown;
  if (unknown.length === 0) return;
  table(
    call,
    say("import.unknownTitle", { count: unknown.length }),
    [
      { title: say("column.file"), flexible: true },
      { title: say("column.sheet"), flexible: true },
      { title: say("column.column") },
      { title: say("column.header"), flexible: true, colour: terminal.paint.yellow },
    ],
    unknown.slice(0, COLUMNS_LISTED_MAX).map((column) => [column.file, column.sheet, column.column, column.header]),
  );
  if (unknown.length > COLUMNS_LISTED_MAX)
    terminal.out(`  ${terminal.paint.dim(say("list.more", { count: unknown.length - COLUMNS_LISTED_MAX }))}`);
  // A column without a header cannot stand for what to write.
  const example = unknown.find((column) => column.header !== "");
  if (!terminal.interactive && example !== undefined)
    for (const line of say("import.unknownHint", { header: yamlKey(example.header), fingerprint: example.fingerprint }).split("\n"))
      terminal.out(`  ${terminal.paint.dim(line)}`);
}

/** A header as the key of a mapping file: quoted where YAML or the terminal would take it for something else. */
function yamlKey(header: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}/（）()]*$/u.test(header) ? header : JSON.stringify(header);
}
