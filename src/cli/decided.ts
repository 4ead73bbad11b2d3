/** What a decision came to: the elements as they are now, and how to take it back. */
import type { Actor } from "#access/contract";
import type { Decided } from "#registry";
import { answerJson } from "./answer.ts";
import type { Call } from "./call.ts";
import { ExitCode } from "./exit-code.ts";
import { elementName } from "./find-one.ts";
import type { Operations } from "./operations.ts";

/** Digits at the end of a decision's id by which it is named. */
const ID_DIGITS = 12;

/** Tells what was decided; a decision's id in short is what `decisions --take-back` takes. */
export async function answerDecided(
  call: Call,
  operations: Operations,
  actor: Actor,
  community: string,
  decided: Decided,
  words: string,
): Promise<ExitCode> {
  const { say, terminal } = call;
  const decision = decided.decisions[0]?.slice(-ID_DIGITS) ?? null;
  if (call.json) {
    answerJson(call, { ok: true, community, decision, elements: decided.elements });
    return ExitCode.ok;
  }
  terminal.out(`${terminal.paint.green("✓")} ${words}`);
  for (const id of decided.elements) {
    const [element] = await operations.findElements(actor, community, id);
    if (element) terminal.out(`  ${say(`kind.${element.kind}`)}  ${elementName(say, element.title)}  ${terminal.paint.dim(element.id)}`);
  }
  if (decision !== null) terminal.out(`  ${terminal.paint.dim(say("decided.takeBack", { decision }))}`);
  return ExitCode.ok;
}
