/** Asks before something is changed. */
import type { Command } from "commander";
import { notice } from "./answer.ts";
import type { Call } from "./call.ts";
import type { Say } from "./language.ts";

export interface ConfirmOptions {
  readonly yes?: boolean;
}

/** `--yes`. */
export function withConfirmOption(command: Command, say: Say): Command {
  return command.option("-y, --yes", say("option.yes"));
}

/** Whether somebody sits there who is shown what will happen and asked; in a pipe, with `--json` or `--yes` nobody is. */
export function isAsked(call: Call, options: ConfirmOptions): boolean {
  return call.terminal.interactive && !options.yes && !call.json;
}

/** The answer to a question that nothing but a yes agrees to. */
export async function agreed(call: Call, question: string): Promise<boolean> {
  const answer = (await call.terminal.ask(question))?.trim() ?? "";
  if (/^(y|yes|是|好|对)$/i.test(answer)) return true;
  notice(call, call.say("confirm.kept"));
  return false;
}
