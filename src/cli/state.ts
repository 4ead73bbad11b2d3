/** `weinao state`: what the community knows by hand, which no department's word overrules. */
import type { Command } from "commander";
import { answerJson, answerRefusal } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { ExitCode } from "./exit-code.ts";
import { elementName, findOne } from "./find-one.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";

interface StateOptions extends PeopleOptions {
  readonly since?: string;
}

export function defineState(program: Command, say: Say, act: Act): void {
  const command = program.command("state").summary(say("state.summary")).description(say("state.description"));
  withPeopleOptions(command, say, "optional")
    .argument("<what>", say("state.what"))
    .argument("<facts...>", say("state.facts"))
    .option("--since <day>", say("state.since"))
    .addHelpText("after", () => say("state.examples"))
    .action((what: string, facts: readonly string[], options: StateOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => state(call, operations, community, what, facts, options))),
    );
}

async function state(
  call: Call,
  operations: Operations,
  community: string,
  what: string,
  facts: readonly string[],
  options: StateOptions,
): Promise<ExitCode> {
  const wrong = facts.find((fact) => !/^\w+=/.test(fact));
  if (wrong !== undefined) return answerRefusal(call, { code: "fact-unreadable", detail: "" });
  const actor = actorOf(call, options);
  const found = await findOne(call, operations, actor, community, what);
  if (typeof found === "number") return found;
  const stated = await operations.stateFacts(actor, community, {
    elementId: found.id,
    facts: Object.fromEntries(facts.map((fact) => [fact.slice(0, fact.indexOf("=")), fact.slice(fact.indexOf("=") + 1)])),
    since: options.since,
    today: call.today,
  });
  if (!stated.accepted) return answerRefusal(call, { code: stated.refusal, detail: stated.detail });
  const { say, terminal } = call;
  if (call.json) answerJson(call, { ok: true, community, ...stated.value });
  else {
    terminal.out(`${terminal.paint.green("✓")} ${say("state.done", { name: elementName(say, found.title) })}`);
    terminal.out(`  ${terminal.paint.dim(say("state.takeBack", { delivery: stated.value.deliveryId }))}`);
  }
  return ExitCode.ok;
}
