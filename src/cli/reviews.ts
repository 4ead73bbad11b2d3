/** `weinao reviews`: the pairs that linkage would not decide alone. */
import type { Command } from "commander";
import type { RecordReference, WaitingReview } from "#registry";
import { answerJson, sayOr } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { displayWidth, padToWidth, printable } from "./display-width.ts";
import { ExitCode } from "./exit-code.ts";
import { elementName } from "./find-one.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import { rowText } from "./row-reference.ts";

export function defineReviews(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("reviews").summary(say("reviews.summary")).description(say("reviews.description")), say, "optional")
    .addHelpText("after", () => say("reviews.examples"))
    .action((options: PeopleOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => listReviews(call, operations, community, options))),
    );
}

/** Whether a text can be the id of a waiting pair. */
export function isReviewId(text: string): boolean {
  return /^[0-9a-f]{10}$/i.test(text);
}

/** The two sides of a waiting pair, as `explain` takes them; null when no such pair waits. */
export function reviewSides(pairs: readonly WaitingReview[], id: string): readonly [RecordReference, RecordReference] | null {
  const pair = pairs.find((each) => each.id === id.toLowerCase());
  return pair ? [{ mentionId: pair.left.mentionId }, { mentionId: pair.right.mentionId }] : null;
}

async function listReviews(call: Call, operations: Operations, community: string, options: PeopleOptions): Promise<ExitCode> {
  const { say, terminal } = call;
  const { paint, out } = terminal;
  const pairs = await operations.listReviews(actorOf(call, options), community);
  if (call.json) {
    answerJson(call, { ok: true, community: community, pairs });
    return ExitCode.ok;
  }
  out(paint.bold(say("reviews.headline", { community: community, count: pairs.length })));
  for (const pair of pairs) printPair(call, pair);
  if (pairs.length > 0) for (const line of say("reviews.hint", { review: pairs[0]?.id ?? "" }).split("\n")) out(`  ${paint.dim(line)}`);
  return ExitCode.ok;
}

/** Three lines a pair, so that a row's name is never cut and can be copied. */
function printPair(call: Call, pair: WaitingReview): void {
  const { say, terminal } = call;
  const { paint, out } = terminal;
  const likelihood = say("reviews.likelihood", { percent: (pair.probability * 100).toFixed(0) });
  const reason = sayOr(say, `review.${pair.reason}`, pair.reason);
  out(`  ${paint.cyan(pair.id)}  ${say(`kind.${pair.kind}`)}  ${likelihood}${say("list.semicolon")}${reason}`);
  const nameOf = (side: WaitingReview["left"]) => elementName(say, side.title);
  const width = Math.max(displayWidth(nameOf(pair.left)), displayWidth(nameOf(pair.right)));
  for (const side of [pair.left, pair.right]) out(`      ${padToWidth(nameOf(side), width)}  ${paint.dim(printable(rowText(side)))}`);
}
