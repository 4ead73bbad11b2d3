/** `weinao decisions`: what humans said of who is who, and taking it back. */
import type { Command } from "commander";
import type { DecidedRow, ListedDecision } from "#registry";
import { answerJson, answerRefusal } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { agreed, type ConfirmOptions, isAsked, withConfirmOption } from "./confirm.ts";
import { answerDecided } from "./decided.ts";
import { printable } from "./display-width.ts";
import { ExitCode } from "./exit-code.ts";
import { elementName } from "./find-one.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import { localMinute } from "./local-time.ts";
import type { Operations } from "./operations.ts";
import { rowText } from "./row-reference.ts";

interface DecisionsOptions extends PeopleOptions, ConfirmOptions {
  readonly all?: boolean;
  readonly takeBack?: readonly string[];
}

/** Rows of one side named in the list; `--json` has all. */
const ROWS_LISTED_MAX = 3;

export function defineDecisions(program: Command, say: Say, act: Act): void {
  const command = program
    .command("decisions")
    .summary(say("decisions.summary"))
    .description(say("decisions.description"))
    .option("--all", say("decisions.all"))
    .option("--take-back <id...>", say("decisions.takeBack"));
  withPeopleOptions(withConfirmOption(command, say), say, "optional")
    .addHelpText("after", () => say("decisions.examples"))
    .action((options: DecisionsOptions) =>
      act((call) =>
        onCommunity(call, options, (operations, community) =>
          options.takeBack === undefined
            ? listDecisions(call, operations, community, options)
            : takeBack(call, operations, community, options.takeBack, options),
        ),
      ),
    );
}

async function listDecisions(call: Call, operations: Operations, community: string, options: DecisionsOptions): Promise<ExitCode> {
  const { say, terminal } = call;
  const decisions = await operations.listDecisions(actorOf(call, options), community, { all: options.all ?? false });
  if (call.json) {
    answerJson(call, { ok: true, community, decisions });
    return ExitCode.ok;
  }
  terminal.out(terminal.paint.bold(say("decisions.headline", { community, count: decisions.length })));
  for (const decision of decisions) printDecision(call, decision, terminal.out, terminal.paint);
  if (decisions.some((decision) => decision.takenBackAt === null)) terminal.out(`  ${terminal.paint.dim(say("decisions.hint"))}`);
  return ExitCode.ok;
}

function printDecision(call: Call, decision: ListedDecision, out: (line: string) => void, paint: Call["terminal"]["paint"]): void {
  const { say } = call;
  const verdict = say(decision.same ? "decisions.same" : "decisions.different");
  const taken = decision.takenBackAt === null ? "" : paint.yellow(say("decisions.takenBack", { at: localMinute(decision.takenBackAt) }));
  const head = [
    paint.cyan(decision.id),
    localMinute(decision.at),
    printable(decision.actor),
    say(`kind.${decision.kind}`),
    paint.bold(verdict),
    taken,
  ];
  out(`  ${head.filter(Boolean).join("  ")}`);
  for (const side of [decision.left, decision.right]) out(`      ${sideText(call, side)}`);
}

/** `王菊香  甲.csv:2、乙.csv:2` */
function sideText(call: Call, side: readonly DecidedRow[]): string {
  const { say } = call;
  const titles = [...new Set(side.map((row) => elementName(say, row.title)))].join(say("list.comma"));
  const rows = side.slice(0, ROWS_LISTED_MAX).map(rowText).join(say("list.comma"));
  const more = side.length > ROWS_LISTED_MAX ? ` ${say("decisions.moreRows", { count: side.length - ROWS_LISTED_MAX })}` : "";
  return `${titles}  ${call.terminal.paint.dim(printable(rows))}${more}`;
}

async function takeBack(
  call: Call,
  operations: Operations,
  community: string,
  ids: readonly string[],
  options: DecisionsOptions,
): Promise<ExitCode> {
  const { say, terminal } = call;
  const actor = actorOf(call, options);
  if (isAsked(call, options)) {
    const named = (await operations.listDecisions(actor, community, { all: false })).filter((decision) =>
      ids.some((id) => id.toLowerCase().endsWith(decision.id)),
    );
    // Ids that are none are refused with a reason below.
    if (named.length > 0) {
      terminal.err(terminal.paintMessage.bold(say("decisions.preview")));
      for (const decision of named) printDecision(call, decision, terminal.err, terminal.paintMessage);
      terminal.err(terminal.paintMessage.dim(say("decisions.consequence")));
      if (!(await agreed(call, say("decisions.ask")))) return ExitCode.ok;
    }
  }
  const taken = await operations.takeBack(actor, community, ids);
  if (!taken.accepted) return answerRefusal(call, { code: taken.refusal, detail: taken.detail });
  return answerDecided(call, operations, actor, community, taken.value, say("decisions.done"));
}
