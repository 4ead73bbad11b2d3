/** `weinao merge`: a human says that two elements are one. */
import type { Command } from "commander";
import type { FoundElement, ShownElement } from "#registry/contract";
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
import { textTable } from "./text-table.ts";
import { loadWords } from "./words.ts";

type MergeOptions = PeopleOptions & ConfirmOptions;

export function defineMerge(program: Command, say: Say, act: Act): void {
  const command = program.command("merge").summary(say("merge.summary")).description(say("merge.description"));
  withPeopleOptions(withConfirmOption(command, say), say, "optional")
    .argument("<left>", say("merge.left"))
    .argument("<right>", say("merge.right"))
    .addHelpText("after", () => say("merge.examples"))
    .action((left: string, right: string, options: MergeOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => merge(call, operations, community, [left, right], options))),
    );
}

async function merge(
  call: Call,
  operations: Operations,
  community: string,
  texts: readonly [string, string],
  options: MergeOptions,
): Promise<ExitCode> {
  const actor = actorOf(call, options);
  const left = await findOne(call, operations, actor, community, texts[0]);
  if (typeof left === "number") return left;
  const right = await findOne(call, operations, actor, community, texts[1], left.kind);
  if (typeof right === "number") return right;
  if (isAsked(call, options) && left.id !== right.id) {
    await previewMerge(call, operations, community, [left, right], options);
    if (!(await agreed(call, call.say("merge.ask")))) return ExitCode.ok;
  }
  const merged = await operations.mergeElements(actor, community, left.id, right.id);
  if (!merged.accepted) return answerRefusal(call, { code: merged.refusal, detail: merged.detail });
  return answerDecided(call, operations, actor, community, merged.value, call.say("merge.done"));
}

/** Both sides, and every value in which they differ: what a worker should look at before saying that they are one. */
async function previewMerge(
  call: Call,
  operations: Operations,
  community: string,
  sides: readonly FoundElement[],
  options: MergeOptions,
): Promise<void> {
  const { say, terminal } = call;
  const actor = actorOf(call, options);
  const shown: ShownElement[] = [];
  for (const side of sides) {
    const element = await operations.showElement(actor, community, side.id, actor.purpose !== "");
    if (element.accepted) shown.push(element.value);
  }
  const [left, right] = shown;
  if (left === undefined || right === undefined) return;
  const paint = terminal.paintMessage;
  terminal.err(paint.bold(say("merge.preview")));
  for (const each of shown)
    terminal.err(`  ${elementName(say, each.title)}  ${say("show.mentions", { count: each.mentions.length })}  ${paint.dim(each.id)}`);
  const { same, different } = await comparison(call, left, right);
  if (same.length > 0) terminal.err(`${paint.bold(say("merge.agree"))}${same.join(say("list.comma"))}`);
  if (different.length === 0) terminal.err(say("merge.noDifference"));
  else {
    terminal.err(paint.bold(say("merge.differences")));
    const columns = [
      { title: say("column.attribute") },
      { title: elementName(say, left.title), flexible: true },
      { title: elementName(say, right.title), flexible: true },
    ];
    for (const line of textTable(columns, different, { width: terminal.statusWidth, indent: "  ", paint })) terminal.err(line);
  }
  terminal.err(paint.dim(say("merge.consequence")));
}

/** What both say: labels of what agrees, and rows of what does not. A value that is invalid by its standard counts where there is no other. */
async function comparison(call: Call, left: ShownElement, right: ShownElement): Promise<{ same: string[]; different: string[][] }> {
  const words = await loadWords(call.language);
  const place = new Map(words.attributes.filter((each) => each.kind === left.kind).map((each, at) => [each.name, at]));
  const names = left.attributes.map((each) => each.attribute).sort((one, other) => (place.get(one) ?? 999) - (place.get(other) ?? 999));
  const same: string[] = [];
  const different: string[][] = [];
  for (const name of names) {
    const [mine, theirs] = [valuesOf(left, name), valuesOf(right, name)];
    if (mine.length === 0 || theirs.length === 0) continue;
    const label = words.attributeLabel(left.kind, name);
    const text = (values: readonly string[]) =>
      values.map((value) => words.valueLabel(left.kind, name, value)).join(call.say("list.comma"));
    if (mine.some((value) => theirs.includes(value))) same.push(label);
    else different.push([label, text(mine), text(theirs)]);
  }
  return { same, different };
}

function valuesOf(element: ShownElement, name: string): string[] {
  const attribute = element.attributes.find((each) => each.attribute === name);
  const values = attribute?.golden.length ? attribute.golden : (attribute?.others ?? []);
  return values.map((each) => each.value);
}
