/** How a command ends: with its result as one JSON object, or with a refusal in words, a code and what to do. */
import type { Call } from "./call.ts";
import { printable } from "./display-width.ts";
import { ExitCode } from "./exit-code.ts";
import type { MessageKey, Say } from "./language.ts";
import { en } from "./messages/en.ts";

/** An expected refusal: its code, what it is about, and what fills its message. Never personal data. */
export interface CliRefusal {
  readonly code: string;
  /** Whatever the room below said beyond the code: a file name, a position in an expression. */
  readonly detail?: string;
  /** The file that it is about, as it was given. */
  readonly file?: string;
}

/** The exit code by refusal code; refusals that are not named here were reasons to refuse what was given (3). */
const EXIT_CODES: Readonly<Record<string, ExitCode>> = {
  "command-unknown": ExitCode.usage,
  "command-missing": ExitCode.usage,
  "option-unknown": ExitCode.usage,
  "option-missing": ExitCode.usage,
  "option-value-missing": ExitCode.usage,
  "option-conflict": ExitCode.usage,
  "argument-missing": ExitCode.usage,
  "argument-excess": ExitCode.usage,
  "choice-unknown": ExitCode.usage,
  "day-invalid": ExitCode.usage,
  "selection-missing": ExitCode.usage,
  "out-is-template": ExitCode.usage,
  "out-is-input": ExitCode.usage,
  "purpose-missing": ExitCode.usage,
  "actor-missing": ExitCode.usage,
  "row-invalid": ExitCode.usage,
  "record-empty": ExitCode.usage,
  "pair-missing": ExitCode.usage,
  "verdict-missing": ExitCode.usage,
  "role-forbids": ExitCode.forbidden,
  "community-unknown": ExitCode.notFound,
  "community-none": ExitCode.notFound,
  "element-unknown": ExitCode.notFound,
  "person-unknown": ExitCode.notFound,
  "record-unknown": ExitCode.notFound,
  "row-unknown": ExitCode.notFound,
  "decision-unknown": ExitCode.notFound,
  "review-unknown": ExitCode.notFound,
  "delivery-unknown": ExitCode.notFound,
  "community-ambiguous": ExitCode.ambiguous,
  "row-ambiguous": ExitCode.ambiguous,
  "element-ambiguous": ExitCode.ambiguous,
  "person-ambiguous": ExitCode.ambiguous,
  "out-folder-missing": ExitCode.outputUnwritable,
  "out-not-writable": ExitCode.outputUnwritable,
  "out-is-a-folder": ExitCode.outputUnwritable,
  "out-disk-full": ExitCode.outputUnwritable,
  "out-too-large": ExitCode.outputUnwritable,
  "out-format-unknown": ExitCode.usage,
};

export function exitCodeOf(refusal: string, otherwise: ExitCode = ExitCode.refused): ExitCode {
  return EXIT_CODES[refusal] ?? otherwise;
}

/** The message of `key` where the dictionaries have it, else `fallback`: for words that other rooms may add to. */
export function sayOr(say: Say, key: string, fallback: string, blanks?: Readonly<Record<string, string | number>>): string {
  return Object.hasOwn(en, key) ? say(key as MessageKey, blanks) : fallback;
}

/** What a refusal says and what to do about it. */
export function refusalWords(say: Say, refusal: CliRefusal): { readonly message: string; readonly advice: string } {
  const blanks = { detail: refusal.detail ?? "", code: refusal.code };
  return {
    message: `${refusal.file === undefined ? "" : `${printable(refusal.file)}: `}${sayOr(say, `refusal.${refusal.code}`, say("refusal.other", blanks), blanks).trim()}`,
    advice: sayOr(say, `advice.${refusal.code}`, "", blanks),
  };
}

/** Tells a refusal and gives the exit code of the command. */
export function answerRefusal(call: Call, refusal: CliRefusal): ExitCode {
  const exitCode = exitCodeOf(refusal.code);
  const words = refusalWords(call.say, refusal);
  answerFailure(call, { code: refusal.code, ...words, ...(refusal.detail ? { detail: refusal.detail } : {}) }, exitCode);
  return exitCode;
}

/** Tells what failed on stderr, and as a JSON object on stdout where a program reads. */
export function answerFailure(
  call: Call,
  failure: { readonly code: string; readonly message: string; readonly advice: string; readonly detail?: string },
  exitCode: ExitCode,
): void {
  const { terminal, say } = call;
  const paint = terminal.paintMessage;
  // Some details show a place in a text over several lines: the code stands behind the first.
  const [first = "", ...rest] = failure.message.split("\n");
  terminal.err(`${paint.red(paint.bold(say("failure.title")))} ${first} ${paint.dim(`[${failure.code}]`)}`);
  for (const line of rest) terminal.err(`  ${line}`);
  if (failure.advice !== "") for (const line of failure.advice.split("\n")) terminal.err(`  ${paint.cyan("→")} ${line}`);
  if (call.json) answerJson(call, { ok: false, error: failure, exitCode });
}

/** The result as one JSON object on stdout. */
export function answerJson(call: Call, result: object): void {
  call.terminal.out(JSON.stringify(result));
}

/** A message beside the result, on stderr. */
export function notice(call: Call, text: string): void {
  call.terminal.err(call.terminal.paintMessage.dim(text));
}

/** Something that went on but should be looked at, on stderr. */
export function warn(call: Call, text: string): void {
  call.terminal.err(`${call.terminal.paintMessage.yellow("!")} ${text}`);
}
