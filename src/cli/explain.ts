/** `weinao explain`: why two records, or two elements, are the same or are not. */
import type { Command } from "commander";
import type { Actor } from "#access/contract";
import type { ExplainedRecords, RecordReference } from "#registry";
import { answerJson, answerRefusal, sayOr } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { printable, wrapToWidth } from "./display-width.ts";
import { ExitCode } from "./exit-code.ts";
import { findOne } from "./find-one.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import { localMinute } from "./local-time.ts";
import type { Operations } from "./operations.ts";
import { isReviewId, reviewSides } from "./reviews.ts";
import { rowReference } from "./row-reference.ts";
import { textTable } from "./text-table.ts";
import { attributeLabelOf, loadWords } from "./words.ts";

export function defineExplain(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("explain").summary(say("explain.summary")).description(say("explain.description")), say, "optional")
    .argument("<left>", say("explain.left"))
    .argument("[right]", say("explain.right"))
    .addHelpText("after", () => say("explain.examples"))
    .action((left: string, right: string | undefined, options: PeopleOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => explainPair(call, operations, community, left, right, options))),
    );
}

async function explainPair(
  call: Call,
  operations: Operations,
  community: string,
  left: string,
  right: string | undefined,
  options: PeopleOptions,
): Promise<ExitCode> {
  const actor = actorOf(call, options);
  const sides = await sidesOf(call, operations, actor, community, left, right);
  if (typeof sides === "number") return sides;
  const explained = await operations.explainRecords(actor, community, sides[0], sides[1]);
  if (!explained.accepted) return answerRefusal(call, { code: explained.refusal, detail: explained.detail });
  if (call.json) answerJson(call, { ok: true, community: community, ...explained.value });
  else await printExplained(call, explained.value, call.terminal.out, call.terminal.width, right === undefined ? undefined : [left, right]);
  return ExitCode.ok;
}

/** The answer first, then what became of the two, why, and every comparison. */
export async function printExplained(
  call: Call,
  pair: ExplainedRecords,
  out: (line: string) => void,
  width: number,
  names?: readonly [string, string],
): Promise<void> {
  const { say } = call;
  const paint = out === call.terminal.out ? call.terminal.paint : call.terminal.paintMessage;
  const colour = pair.outcome === "same" ? paint.green : pair.outcome === "different" ? paint.red : paint.yellow;
  const figures = say("explain.figures", { weight: pair.weight.toFixed(1), probability: percentText(pair.probability) });
  out(`${colour(paint.bold(say(`explain.${pair.outcome}`)))}  ${paint.dim(figures)}`);
  for (const line of [...standingOf(call, pair), ...pair.sentences[call.language]])
    for (const part of wrapToWidth(line, width - 2)) out(`  ${part}`);
  if (pair.comparisons.length === 0) return;
  out("");
  const words = await loadWords(call.language);
  const rows = pair.comparisons.map((each) => [
    sayOr(say, `comparison.${each.attribute}`, attributeLabelOf(words, each.attribute)),
    words.valueLabel("person", each.attribute, each.left),
    words.valueLabel("person", each.attribute, each.right),
    sayOr(say, `level.${each.level}`, each.level),
    signed(each.weight),
  ]);
  const columns = [
    { title: say("column.attribute") },
    { title: names?.[0] ?? say("column.left"), flexible: true },
    { title: names?.[1] ?? say("column.right"), flexible: true },
    { title: say("column.level") },
    { title: say("column.weight"), align: "right" as const },
  ];
  for (const line of textTable(columns, rows, { width, indent: "  ", paint })) out(line);
}

/** Whether the two are one now, by whose word, and whether they wait. */
function standingOf(call: Call, pair: ExplainedRecords): string[] {
  const { say } = call;
  const [left, right] = pair.elements;
  const lines = [left === right ? say("explain.nowOne", { element: left }) : say("explain.nowTwo", { left, right })];
  if (pair.decision) {
    const { actor, at, same } = pair.decision;
    lines.push(say(same ? "explain.decidedSame" : "explain.decidedDifferent", { actor: printable(actor), at: localMinute(at) }));
  } else if (pair.review) {
    const { id, reason } = pair.review;
    lines.push(say("explain.waits", { review: id, reason: sayOr(say, `review.${reason}`, reason) }));
  } else if (left === right && pair.outcome !== "same") lines.push(say("explain.joinedByOthers"));
  else if (left !== right && pair.outcome === "same") lines.push(say("explain.keptApart"));
  return lines;
}

/** Both sides of the question: a pair that waits, or what the two texts name. */
async function sidesOf(
  call: Call,
  operations: Operations,
  actor: Actor,
  community: string,
  left: string,
  right: string | undefined,
): Promise<readonly [RecordReference, RecordReference] | ExitCode> {
  if (right === undefined) {
    if (!isReviewId(left)) return answerRefusal(call, { code: "pair-missing", detail: left });
    const sides = reviewSides(await operations.listReviews(actor, community), left);
    return sides ?? answerRefusal(call, { code: "review-unknown", detail: left });
  }
  const first = await sideOf(call, operations, actor, community, left);
  if (typeof first === "number") return first;
  const second = await sideOf(call, operations, actor, community, right);
  return typeof second === "number" ? second : [first, second];
}

/** What one side of the question is: a row of a file, or the one element that an id, number or name finds. */
async function sideOf(
  call: Call,
  operations: Operations,
  actor: Actor,
  community: string,
  text: string,
): Promise<RecordReference | ExitCode> {
  const reference = rowReference(text);
  if (reference !== null) return reference;
  const found = await findOne(call, operations, actor, community, text);
  return typeof found === "number" ? found : { elementId: found.id };
}

function signed(weight: number): string {
  return `${weight > 0 ? "+" : ""}${weight.toFixed(1)}`;
}

/** A percentage that never rounds to certainty. */
export function percentText(probability: number): string {
  const percent = probability * 100;
  if (percent > 99.99 && percent < 100) return "> 99.99";
  if (percent < 0.01 && percent > 0) return "< 0.01";
  return percent.toFixed(2);
}
