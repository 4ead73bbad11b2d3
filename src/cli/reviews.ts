/** `weinao reviews`: the pairs that linkage would not decide alone. */
import type { Command } from "commander";
import type { WaitingReview } from "#registry";
import { answerJson, sayOr } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { ExitCode } from "./exit-code.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import { textTable } from "./text-table.ts";

export function defineReviews(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("reviews").summary(say("reviews.summary")).description(say("reviews.description")), say, "optional")
    .addHelpText("after", () => say("reviews.examples"))
    .action((options: PeopleOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => listReviews(call, operations, community, options))),
    );
}

async function listReviews(call: Call, operations: Operations, community: string, options: PeopleOptions): Promise<ExitCode> {
  const { say, terminal } = call;
  const pairs = await operations.listReviews(actorOf(call, options), community);
  if (call.json) {
    answerJson(call, { ok: true, community: community, pairs });
    return ExitCode.ok;
  }
  terminal.out(terminal.paint.bold(say("reviews.headline", { community: community, count: pairs.length })));
  if (pairs.length === 0) return ExitCode.ok;
  const rows = pairs.map((pair) => [
    say(`kind.${pair.kind}`),
    pair.left.title,
    where(pair.left),
    pair.right.title,
    where(pair.right),
    `${(pair.probability * 100).toFixed(0)}%`,
    sayOr(say, `review.${pair.reason}`, pair.reason),
  ]);
  const columns = [
    { title: say("column.kind"), colour: terminal.paint.dim },
    { title: say("column.left"), flexible: true },
    { title: say("column.where"), flexible: true },
    { title: say("column.right"), flexible: true },
    { title: say("column.where"), flexible: true },
    { title: say("column.probability"), align: "right" as const },
    { title: say("column.reason"), flexible: true },
  ];
  for (const line of textTable(columns, rows, { width: terminal.width, indent: "  ", paint: terminal.paint })) terminal.out(line);
  terminal.out(`  ${terminal.paint.dim(say("reviews.hint"))}`);
  return ExitCode.ok;
}

/** `FILE:SHEET:ROW`, as `weinao explain` takes it. */
function where(side: WaitingReview["left"]): string {
  return [side.file, side.sheet, String(side.row)].filter((part) => part !== "").join(":");
}
