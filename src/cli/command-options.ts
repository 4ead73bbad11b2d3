/** The options that commands share, defined once. */
import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Call } from "./call.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Say } from "./language.ts";

/** Runs a command's work and makes its answer the exit code of the process. */
export type Act = (work: (call: Call) => Promise<ExitCode>) => Promise<void>;

/** `--lang`. */
export function withLanguageOption(command: Command, say: Say): Command {
  return command.addOption(new Option("--lang <zh|en>", say("option.lang")).choices(["zh", "en"]));
}

/** `--json` and `--lang`. */
export function withOutputOptions(command: Command, say: Say): Command {
  return withLanguageOption(command.option("--json", say("option.json")), say);
}

/** `--community`, `--actor`, `--purpose`, and the output options. */
export function withPeopleOptions(command: Command, say: Say, community: "required" | "optional"): Command {
  const flags = "-c, --community <code>";
  if (community === "required") command.requiredOption(flags, say("option.communityRequired"));
  else command.option(flags, say("option.community"));
  command.option("--actor <account>", say("option.actor")).option("--purpose <text>", say("option.purpose"));
  return withOutputOptions(command, say);
}

/** Endings of files that a folder is searched for. */
const SHEET_ENDING = /\.(xlsx|xlsm|xls|et|csv|txt|tsv)$/i;

/** The files given, a folder standing for the sheets directly inside it (without the lock files that office programs leave). */
export async function expandFolders(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      files.push(path);
      continue;
    }
    const names = (await readdir(path)).filter((name) => SHEET_ENDING.test(name) && !/^[.~]/.test(name));
    files.push(...names.sort().map((name) => join(path, name)));
  }
  return files;
}

/** True for a day that the calendar has, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Reads an option's value as a whole number from `min` to `max`. */
export function wholeNumber(text: string, _previous?: unknown, min = 1, max = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw new InvalidArgumentError(`Allowed choices are ${min}–${max}.`);
  return value;
}
