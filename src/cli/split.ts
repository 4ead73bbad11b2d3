/** `weinao split`: a human says that some rows of an element speak of somebody else. */
import type { Command } from "commander";
import type { RowReference } from "#registry";
import type { ShownElement } from "#registry/contract";
import { answerRefusal } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { agreed, type ConfirmOptions, isAsked, withConfirmOption } from "./confirm.ts";
import { answerDecided } from "./decided.ts";
import { ExitCode } from "./exit-code.ts";
import { elementName, findOne } from "./find-one.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import { rowReference } from "./row-reference.ts";
import { textTable } from "./text-table.ts";

interface SplitOptions extends PeopleOptions, ConfirmOptions {
  readonly row: readonly string[];
}

export function defineSplit(program: Command, say: Say, act: Act): void {
  const command = program.command("split").summary(say("split.summary")).description(say("split.description"));
  withPeopleOptions(withConfirmOption(command.requiredOption("--row <row...>", say("split.row")), say), say, "optional")
    .argument("<element>", say("split.element"))
    .addHelpText("after", () => say("split.examples"))
    .action((element: string, options: SplitOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => split(call, operations, community, element, options))),
    );
}

async function split(call: Call, operations: Operations, community: string, text: string, options: SplitOptions): Promise<ExitCode> {
  const rows: RowReference[] = [];
  for (const each of options.row) {
    const row = rowReference(each);
    if (row === null) return answerRefusal(call, { code: "row-invalid", detail: each });
    rows.push(row);
  }
  const actor = actorOf(call, options);
  const element = await findOne(call, operations, actor, community, text);
  if (typeof element === "number") return element;
  if (isAsked(call, options)) {
    const shown = await operations.showElement(actor, community, element.id, false);
    // Rows that are none of the element's are refused with a reason below; nothing is there to agree to.
    if (shown.accepted && previewSplit(call, shown.value, rows) && !(await agreed(call, call.say("split.ask")))) return ExitCode.ok;
  }
  const done = await operations.splitElement(actor, community, element.id, rows);
  if (!done.accepted) return answerRefusal(call, { code: done.refusal, detail: done.detail });
  return answerDecided(call, operations, actor, community, done.value, call.say("split.done"));
}

/** Which rows go and which stay; false where that is no split. */
function previewSplit(call: Call, element: ShownElement, rows: readonly RowReference[]): boolean {
  const { say, terminal } = call;
  const goes = element.mentions.map((mention) =>
    rows.some((row) => row.file === mention.file && row.row === mention.row && (row.sheet ?? mention.sheet) === mention.sheet),
  );
  if (goes.every((each) => each) || !goes.some((each) => each)) return false;
  const paint = terminal.paintMessage;
  terminal.err(paint.bold(say("split.preview", { title: elementName(say, element.title) })));
  const lines = element.mentions.map((mention, at) => [
    say(goes[at] ? "split.goes" : "split.stays"),
    mention.file,
    mention.sheet,
    String(mention.row),
    say(`role.${mention.role}`),
  ]);
  const columns = [
    { title: "" },
    { title: say("column.file"), flexible: true },
    { title: say("column.sheet"), flexible: true },
    { title: say("column.row"), align: "right" as const },
    { title: say("column.role") },
  ];
  for (const line of textTable(columns, lines, { width: terminal.statusWidth, indent: "  ", paint })) terminal.err(line);
  terminal.err(paint.dim(say("split.consequence")));
  return true;
}
