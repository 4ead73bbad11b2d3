/** `weinao decide`: a human says of two rows, or of a pair that waits, whether they are the same. */
import { type Command, Option } from "commander";
import type { PairReference, RecordReference } from "#registry";
import { ElementKind } from "#vocabulary/contract";
import { answerRefusal } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { agreed, type ConfirmOptions, isAsked, withConfirmOption } from "./confirm.ts";
import { answerDecided } from "./decided.ts";
import { ExitCode } from "./exit-code.ts";
import { printExplained } from "./explain.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import { isReviewId, reviewSides } from "./reviews.ts";
import { rowReference } from "./row-reference.ts";

interface DecideOptions extends PeopleOptions, ConfirmOptions {
  readonly kind?: ElementKind;
}

const VERDICTS: Readonly<Record<string, boolean>> = { same: true, different: false, 相同: true, 不同: false };

export function defineDecide(program: Command, say: Say, act: Act): void {
  const command = program
    .command("decide")
    .summary(say("decide.summary"))
    .description(say("decide.description"))
    .usage(say("decide.usage"))
    .addOption(new Option("--kind <kind>", say("decide.kind")).choices(Object.values(ElementKind)));
  withPeopleOptions(withConfirmOption(command, say), say, "optional")
    .argument("<what...>", say("decide.what"))
    .addHelpText("after", () => say("decide.examples"))
    .action((what: string[], options: DecideOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => decide(call, operations, community, what, options))),
    );
}

async function decide(
  call: Call,
  operations: Operations,
  community: string,
  what: readonly string[],
  options: DecideOptions,
): Promise<ExitCode> {
  const { say } = call;
  const verdict = what.at(-1) ?? "";
  const same = VERDICTS[verdict];
  if (same === undefined) return answerRefusal(call, { code: "verdict-missing", detail: verdict });
  const pair = pairOf(what.slice(0, -1), options.kind);
  if ("wrong" in pair) return answerRefusal(call, { code: pair.wrong, detail: pair.detail });
  const actor = actorOf(call, options);
  if (isAsked(call, options)) {
    const sides = await sidesOf(operations, actor, community, pair);
    const explained = sides && (await operations.explainRecords(actor, community, sides[0], sides[1]));
    // A pair that is not there is refused with a reason below.
    if (explained?.accepted) {
      await printExplained(call, explained.value, call.terminal.err, call.terminal.statusWidth);
      if (!(await agreed(call, say(same ? "decide.askSame" : "decide.askDifferent")))) return ExitCode.ok;
    }
  }
  const decided = await operations.decidePair(actor, community, pair, same);
  if (!decided.accepted) return answerRefusal(call, { code: decided.refusal, detail: decided.detail });
  return answerDecided(call, operations, actor, community, decided.value, say(same ? "decide.doneSame" : "decide.doneDifferent"));
}

/** A review by its id, or two rows. */
function pairOf(
  names: readonly string[],
  kind: ElementKind | undefined,
): PairReference | { readonly wrong: string; readonly detail: string } {
  const [first = "", second] = names;
  if (names.length > 2) return { wrong: "argument-excess", detail: "decide" };
  if (second === undefined) return isReviewId(first) ? { review: first } : { wrong: "pair-missing", detail: first };
  const [left, right] = [rowReference(first), rowReference(second)];
  if (left === null || right === null) return { wrong: "row-invalid", detail: left === null ? first : second };
  return { left, right, ...(kind === undefined ? {} : { kind }) };
}

async function sidesOf(
  operations: Operations,
  actor: Parameters<Operations["listReviews"]>[0],
  community: string,
  pair: PairReference,
): Promise<readonly [RecordReference, RecordReference] | null> {
  if ("review" in pair) return reviewSides(await operations.listReviews(actor, community), pair.review);
  return [
    { ...pair.left, kind: pair.kind },
    { ...pair.right, kind: pair.kind },
  ];
}
