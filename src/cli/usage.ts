/** Says in the chosen language what is wrong with a command line; the parser itself speaks English only. */
import type { CommanderError } from "commander";
import type { CliRefusal } from "./answer.ts";

/** The parser's code, the refusal it is here, and where in its English message the name stands. */
const USAGE: Readonly<Record<string, readonly [string, RegExp]>> = {
  "commander.unknownCommand": ["command-unknown", /unknown command '(.*?)'/s],
  "commander.unknownOption": ["option-unknown", /unknown option '(.*?)'/s],
  "commander.missingArgument": ["argument-missing", /argument '(.*?)'/s],
  "commander.optionMissingArgument": ["option-value-missing", /option '(.*?)' argument/s],
  "commander.missingMandatoryOptionValue": ["option-missing", /option '(.*?)' not/s],
  "commander.conflictingOption": ["option-conflict", /option '(.*?)'.* with option '(.*?)'/s],
  "commander.excessArguments": ["argument-excess", /for '(.*?)'/s],
  "commander.invalidArgument": ["choice-unknown", /(?:argument|argument value) '(.*?)' is invalid.*Allowed choices are (.*)\./s],
};

/** The parser's complaint as a refusal; null when it is none (help or version was printed). */
export function usageRefusal(error: CommanderError): (CliRefusal & { readonly suggestion?: string }) | null {
  const known = USAGE[error.code];
  if (known === undefined) return null;
  const [code, pattern] = known;
  const names = (pattern.exec(error.message) ?? []).slice(1).filter((name) => name !== undefined);
  const suggestion = /\(Did you mean (?:one of )?(.*?)\?\)/s.exec(error.message)?.[1];
  const detail = names.length === 2 && code === "choice-unknown" ? `${names[0]} (${names[1]})` : names.join(" / ");
  return suggestion === undefined ? { code, detail } : { code, detail, suggestion };
}
