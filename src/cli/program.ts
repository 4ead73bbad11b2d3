/** The commands put together: one command line in, one exit code out. */
import { Command, CommanderError, Help } from "commander";
import { answerFailure, answerRefusal, exitCodeOf, refusalWords } from "./answer.ts";
import { defineAudit } from "./audit.ts";
import type { Call, Surroundings } from "./call.ts";
import { defineCheck } from "./check.ts";
import { type Act, withLanguageOption } from "./command-options.ts";
import { defineDecide } from "./decide.ts";
import { defineDecisions } from "./decisions.ts";
import { displayWidth, wrapToWidth } from "./display-width.ts";
import { ExitCode } from "./exit-code.ts";
import { defineExplain } from "./explain.ts";
import { defineExport } from "./export.ts";
import { defineFill } from "./fill.ts";
import { defineImport } from "./import.ts";
import { languageOf, type Say, speaker } from "./language.ts";
import { defineLink } from "./link.ts";
import { defineMerge } from "./merge.ts";
import type { Operations } from "./operations.ts";
import { defineResolve } from "./resolve.ts";
import { defineReviews } from "./reviews.ts";
import { defineServe } from "./serve.ts";
import { defineShow } from "./show.ts";
import { defineSplit } from "./split.ts";
import { defineState } from "./state.ts";
import { defineUndo } from "./undo.ts";
import { usageRefusal } from "./usage.ts";

/** Printed by `--version`. */
const VERSION = "0.1.0";
/** Wider help is harder to read, however wide the terminal. */
const HELP_CELLS_MAX = 110;

/** Options that nearly every command has: listed after a command's own. */
const COMMON_OPTIONS = new Set(["actor", "purpose", "json", "lang", "version", "help"]);

/** What a running command line can be stopped by. */
export interface Running {
  /** Ends with the command's exit code. */
  readonly ended: Promise<ExitCode>;
  /** Stops the work, undoes what was not finished, says what that means. Safe to call at any time. */
  readonly interrupt: () => Promise<ExitCode>;
}

/** Runs one command line. */
export function runCommandLine(words: readonly string[], surroundings: Surroundings): Running {
  const language = languageOf(words, surroundings.environment);
  const say = speaker(language);
  const { terminal } = surroundings;
  let operations: Promise<Operations> | null = null;
  let exitCode: ExitCode = ExitCode.ok;
  const call: Call = {
    ...surroundings,
    language,
    say,
    json: words.includes("--json"),
    interruption: { words: say("interrupted.other"), stopped: false },
    open: () => {
      operations ??= surroundings.open(language, (line) => terminal.status(terminal.paintMessage.dim(line)));
      return operations;
    },
  };
  const act: Act = async (work) => {
    try {
      exitCode = await work(call);
    } catch (error) {
      exitCode = answerThrown(call, error);
    } finally {
      await (await operations?.catch(() => null))?.close();
    }
  };
  const program = buildProgram(call, surroundings, act);
  const ended = program.parseAsync([...words], { from: "user" }).then(
    () => exitCode,
    (error: unknown) => answerParser(call, error),
  );
  return {
    ended,
    interrupt: async () => {
      call.interruption.stopped = true;
      terminal.status("");
      terminal.err(`\n${call.interruption.words}`);
      await (await operations?.catch(() => null))?.close({ abort: true });
      return ExitCode.interrupted;
    },
  };
}

function buildProgram(call: Call, surroundings: Surroundings, act: Act): Command {
  const { say, terminal } = call;
  const program = new Command("weinao");
  program
    .description(say("program.description"))
    .usage(say("program.usage"))
    .version(VERSION, "-V, --version", say("option.version"))
    .helpOption("-h, --help", say("option.help"))
    .helpCommand("help [command]", say("option.helpCommand"))
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.replace(/\n$/, "")),
      writeErr: (text) => terminal.err(text.replace(/\n$/, "")),
      // Complaints come through `answerParser`, in the chosen language.
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(HELP_CELLS_MAX, terminal.width === Number.POSITIVE_INFINITY ? HELP_CELLS_MAX : terminal.width),
      getErrHelpWidth: () => Math.min(HELP_CELLS_MAX, terminal.statusWidth),
    })
    .configureHelp(helpWords(say, terminal.paint.bold));
  withLanguageOption(program, say);
  program.addHelpText("after", () => say("program.after"));
  defineServe(program, say, surroundings, call.language, act);
  for (const define of [
    defineImport,
    defineShow,
    defineExplain,
    defineExport,
    defineFill,
    defineLink,
    defineCheck,
    defineResolve,
    defineReviews,
    defineDecide,
    defineMerge,
    defineSplit,
    defineState,
    defineDecisions,
    defineAudit,
    defineUndo,
  ]) {
    define(program, say, act);
  }
  return program;
}

/** How help is laid out: titles in the chosen language, lines broken by what they take on the screen. */
function helpWords(say: Say, bold: (text: string) => string): Partial<Help> {
  const titles: Readonly<Record<string, string>> = {
    "Usage:": say("help.usage"),
    "Arguments:": say("help.arguments"),
    "Options:": say("help.options"),
    "Commands:": say("help.commands"),
  };
  return {
    visibleOptions(command) {
      return Help.prototype.visibleOptions
        .call(this, command)
        .sort((left, right) => Number(COMMON_OPTIONS.has(left.attributeName())) - Number(COMMON_OPTIONS.has(right.attributeName())));
    },
    styleTitle: (title) => bold(titles[title] ?? title),
    displayWidth,
    boxWrap: (text, width) => wrapToWidth(text, width).join("\n"),
    optionDescription: (option) => option.description,
    argumentDescription: (argument) => argument.description,
    subcommandTerm: (command) => command.name(),
    commandUsage: (command) => {
      const names = command.parent ? `${command.parent.name()} ${command.name()}` : command.name();
      return `${names} ${command.usage().replace("[options]", say("help.optionsWord"))}`;
    },
  };
}

/** Tells what the parser found wrong; help and version are no errors. */
function answerParser(call: Call, error: unknown): ExitCode {
  if (!(error instanceof CommanderError)) return answerThrown(call, error);
  const refusal = usageRefusal(error);
  if (refusal === null) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  const { message, advice } = refusalWords(call.say, refusal);
  const meant = refusal.suggestion === undefined ? "" : call.say("usage.didYouMean", { suggestion: refusal.suggestion });
  const failure = {
    code: refusal.code,
    message,
    advice: [meant, advice].filter(Boolean).join("\n"),
    ...(refusal.detail ? { detail: refusal.detail } : {}),
  };
  answerFailure(call, failure, ExitCode.usage);
  return ExitCode.usage;
}

/** Failures that carry a code and a message in both languages, by the room that throws them. */
const FAILURES: Readonly<Record<string, ExitCode>> = { StoreFailure: ExitCode.database, AccessFailure: ExitCode.database };

/** An error that was thrown: trouble with the data or with a file in words, anything else as the bug that it is. */
function answerThrown(call: Call, error: unknown): ExitCode {
  // Whatever breaks because the database was taken away on Ctrl-C is no failure to tell.
  if (call.interruption.stopped) return ExitCode.interrupted;
  const thrown = error as Partial<Error> & { code?: string; messages?: { zh: string; en: string }; refusal?: string; detail?: string };
  const failure = FAILURES[thrown?.name ?? ""];
  if (failure !== undefined && thrown.messages && thrown.code) {
    const exitCode = exitCodeOf(thrown.code, failure);
    answerFailure(call, { code: thrown.code, message: thrown.messages[call.language], advice: "" }, exitCode);
    return exitCode;
  }
  if (thrown?.name === "RefusalError" && thrown.refusal)
    return answerRefusal(call, { code: thrown.refusal, ...(thrown.detail ? { detail: thrown.detail } : {}) });
  answerFailure(call, { code: "bug", message: thrown?.message ?? String(error), advice: call.say("advice.bug") }, ExitCode.bug);
  call.terminal.err(call.terminal.paintMessage.dim(thrown?.stack ?? ""));
  return ExitCode.bug;
}
