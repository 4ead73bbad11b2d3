/** `weinao undo`: takes one import back; the elements are what they would be had it never come. */
import type { Command } from "commander";
import { answerJson, answerRefusal } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { agreed, type ConfirmOptions, isAsked, withConfirmOption } from "./confirm.ts";
import { ExitCode } from "./exit-code.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";

interface UndoOptions extends PeopleOptions, ConfirmOptions {
  readonly community: string;
}

export function defineUndo(program: Command, say: Say, act: Act): void {
  const command = program.command("undo").summary(say("undo.summary")).description(say("undo.description"));
  withPeopleOptions(withConfirmOption(command, say), say, "required")
    .argument("<delivery>", say("undo.delivery"))
    .addHelpText("after", () => say("undo.examples"))
    .action((delivery: string, options: UndoOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => undoDelivery(call, operations, community, delivery, options))),
    );
}

async function undoDelivery(
  call: Call,
  operations: Operations,
  community: string,
  delivery: string,
  options: UndoOptions,
): Promise<ExitCode> {
  const { say, terminal } = call;
  if (isAsked(call, options) && !(await agreed(call, say("undo.ask", { delivery })))) return ExitCode.ok;
  call.interruption.words = say("interrupted.import");
  const undone = await operations.undoImport(actorOf(call, options), community, delivery);
  call.interruption.words = say("interrupted.other");
  if (!undone.accepted) return answerRefusal(call, { code: undone.refusal, detail: undone.detail });
  if (call.json) answerJson(call, { ok: true, community: community, delivery, ...undone.value });
  else terminal.out(`${terminal.paint.green("✓")} ${say("undo.done", { file: undone.value.file })}`);
  return ExitCode.ok;
}
