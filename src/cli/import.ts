/** `weinao import`: takes departments' files in and says what was understood, what is new, what is wrong and what waits. */
import { basename } from "node:path";
import type { Command } from "commander";
import type { Actor } from "#access/contract";
import type { ImportSummary } from "#registry/contract";
import type { Outcome } from "#vocabulary/contract";
import { answerJson, answerRefusal, type CliRefusal, refusalWords, warn } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, expandFolders, withPeopleOptions } from "./command-options.ts";
import { ExitCode } from "./exit-code.ts";
import { actorOf } from "./identify.ts";
import { printImportSummary } from "./import-summary.ts";
import type { Say } from "./language.ts";
import { askForColumns } from "./mapping-session.ts";
import type { Operations } from "./operations.ts";
import { progressBar } from "./progress-bar.ts";
import { loadWords } from "./words.ts";

interface ImportOptions extends PeopleOptions {
  readonly community: string;
  readonly map?: string;
  readonly problemsWorkbook?: string;
  readonly asNew?: boolean;
}

type Mappings = NonNullable<Parameters<Operations["importFiles"]>[1]["mappings"]>;

export function defineImport(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("import").summary(say("import.summary")).description(say("import.description")), say, "required")
    .argument("<files...>", say("import.files"))
    .option("--map <file>", say("import.map"))
    .option("--problems-workbook <folder>", say("import.problemsWorkbook"))
    .option("--as-new", say("import.asNew"))
    .addHelpText("after", () => say("import.examples"))
    .action((files: string[], options: ImportOptions) => act((call) => importFiles(call, files, options)));
}

/** Imports the files; at a terminal asks for the columns that were not understood, and takes the files in again with the answers. */
async function importFiles(call: Call, paths: readonly string[], options: ImportOptions): Promise<ExitCode> {
  call.interruption.words = call.say("interrupted.import");
  const files = await expandFolders(paths);
  if (files.length === 0) return answerRefusal(call, { code: "folder-empty", detail: paths.join(" ") });
  const actor = actorOf(call, options);
  const operations = await call.open();
  let mappings: Mappings | undefined;
  if (options.map !== undefined) {
    const read = await operations.readMappings(options.map);
    if (!read.accepted) return answerRefusal(call, { code: read.refusal, detail: read.detail, file: options.map });
    mappings = read.value;
  }
  const imported = await runImport(call, operations, actor, files, options, mappings);
  if (!imported.accepted) return answerRefusal(call, { code: imported.refusal, detail: imported.detail });
  const summary = imported.value;
  if (options.map !== undefined && !usesMapping(summary)) warn(call, call.say("import.mapUnused", { file: options.map }));
  const workbooks = await markedWorkbooks(call, operations, actor, summary, files, options);
  if (call.json) {
    answerJson(call, { ok: summary.files.every((file) => file.state !== "refused"), ...summary, problemWorkbooks: workbooks });
    return exitCodeFor(summary);
  }
  printImportSummary(call, summary, { workbooks, registerLabels: await operations.registerLabels() });
  const answered = await answersAtTerminal(call, summary);
  if (answered === null) return exitCodeFor(summary);
  const again = await runImport(call, operations, actor, filesOfAnswers(files, summary, answered), options, [
    ...(mappings ?? []),
    ...answered,
  ]);
  if (!again.accepted) return answerRefusal(call, { code: again.refusal, detail: again.detail });
  printImportSummary(call, again.value, { workbooks: [], registerLabels: await operations.registerLabels() });
  return exitCodeFor(summary);
}

async function runImport(
  call: Call,
  operations: Operations,
  actor: Actor,
  files: readonly string[],
  options: ImportOptions,
  mappings: Mappings | undefined,
): Promise<Outcome<ImportSummary, string>> {
  const bar = progressBar(call);
  call.interruption.words = call.say("interrupted.import");
  try {
    return await operations.importFiles(
      actor,
      {
        community: options.community.trim(),
        files,
        today: call.today,
        ...(mappings ? { mappings } : {}),
        ...(options.asNew ? { keepEarlier: true } : {}),
      },
      bar.show,
    );
  } finally {
    bar.clear();
    call.interruption.words = call.say("interrupted.other");
  }
}

/** Writes a marked copy of each workbook that has problems; a copy that cannot be written is told and stops nothing. */
async function markedWorkbooks(
  call: Call,
  operations: Operations,
  actor: Actor,
  summary: ImportSummary,
  files: readonly string[],
  options: ImportOptions,
): Promise<string[]> {
  if (options.problemsWorkbook === undefined) return [];
  const written: string[] = [];
  const delivered = summary.files.flatMap(({ number, sha256 }) => {
    const path = files[number - 1];
    return path === undefined || sha256 === undefined ? [] : [{ path, sha256 }];
  });
  for (const { workbook, outcome } of await operations.markProblems(actor, summary.community, delivered, options.problemsWorkbook)) {
    if (outcome.accepted) written.push(outcome.value.path);
    else warn(call, refusalLine(call.say, { code: outcome.refusal, detail: outcome.detail, file: workbook }));
  }
  return written;
}

/** What a worker answered about the columns that nobody understood, or null when nobody sits there or nothing was answered. */
async function answersAtTerminal(call: Call, summary: ImportSummary): Promise<Mappings | null> {
  if (!call.terminal.interactive || summary.columnsUnknown.length === 0) return null;
  const answers = await askForColumns(call, summary.columnsUnknown, await loadWords(call.language));
  return answers.length > 0 ? answers : null;
}

/** Whether a mapping of a human holds for some column; also when nothing was read anew, since then nothing was to be mapped. */
function usesMapping(summary: ImportSummary): boolean {
  const tables = summary.files.flatMap((file) => file.tables);
  return tables.length === 0 || tables.some((table) => table.columns.some((column) => column.basis === "confirmed"));
}

/** The files whose columns were answered: the others need not be read again. */
function filesOfAnswers(files: readonly string[], summary: ImportSummary, answers: Mappings): string[] {
  const layouts = new Set(answers.map((answer) => answer.fingerprint));
  const names = new Set(summary.columnsUnknown.filter((column) => layouts.has(column.fingerprint)).map((column) => column.file));
  return files.filter((file) => names.has(basename(file).normalize("NFC")));
}

function exitCodeFor(summary: ImportSummary): ExitCode {
  const refused = summary.files.filter((file) => file.state === "refused").length;
  if (refused === 0) return ExitCode.ok;
  return refused === summary.files.length ? ExitCode.refused : ExitCode.partly;
}

function refusalLine(say: Say, refusal: CliRefusal): string {
  const { message, advice } = refusalWords(say, refusal);
  return advice === "" ? `${message} [${refusal.code}]` : `${message} [${refusal.code}] ${advice}`;
}
