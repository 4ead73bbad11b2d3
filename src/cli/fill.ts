/** `weinao fill`: a department's own form, filled from the registry, with a list of what nobody could answer. */
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { FillResult, FormLayout } from "#exchange/contract";
import type { Selection } from "#registry";
import { answerJson, answerRefusal, notice } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, isDay, withPeopleOptions } from "./command-options.ts";
import { ExitCode } from "./exit-code.ts";
import { printCandidates } from "./find-one.ts";
import { actorForTask, actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import { labelledLines } from "./text-table.ts";

interface FillOptions extends PeopleOptions {
  readonly where?: string;
  readonly for?: readonly string[];
  readonly order?: string;
  readonly asOf?: string;
  readonly out: string;
}

/** Labels of missing cells listed in the summary; the filled workbook lists every cell. */
const LABELS_LISTED_MAX = 8;

export function defineFill(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("fill").summary(say("fill.summary")).description(say("fill.description")), say, "optional")
    .argument("<template>", say("fill.template"))
    .addOption(new Option("--where <condition>", say("fill.where")).conflicts("for"))
    .addOption(new Option("--for <person...>", say("fill.for")).conflicts("where"))
    .option("--order <attribute>", say("fill.order"))
    .option("--as-of <date>", say("fill.asOf"))
    .requiredOption("-o, --out <file>", say("fill.out"))
    .addHelpText("after", () => say("fill.examples"))
    .action((template: string, options: FillOptions) => act((call) => fillTemplate(call, template, options)));
}

async function fillTemplate(call: Call, template: string, options: FillOptions): Promise<ExitCode> {
  const asOf = options.asOf ?? call.today;
  if (!isDay(asOf)) return answerRefusal(call, { code: "day-invalid", detail: asOf });
  if (resolve(template) === resolve(options.out)) return answerRefusal(call, { code: "out-is-template" });
  return onCommunity(call, options, (operations, community) => fillOn(call, operations, community, template, asOf, options));
}

async function fillOn(
  call: Call,
  operations: Operations,
  community: string,
  template: string,
  asOf: string,
  options: FillOptions,
): Promise<ExitCode> {
  const { say } = call;
  const form = await operations.readForm(template);
  if (!form.accepted) return answerRefusal(call, { code: form.refusal, detail: form.detail, file: template });
  const layout = form.value;
  const selection = await selectionOf(call, operations, layout, options, asOf);
  if (selection === null) return answerRefusal(call, { code: "selection-missing" });
  const actor = await actorForTask(call, options, say("purpose.fill", { form: layout.title || layout.file }));
  const answers = await operations.answersFor(actor, community, layout, selection);
  if (!answers.accepted) {
    if (answers.refusal === "person-ambiguous") await listCandidates(call, operations, community, options);
    return answerRefusal(call, { code: answers.refusal, detail: answers.detail });
  }
  const filled = await operations.fillForm(template, layout, answers.value.answers, options.out, { asOf });
  if (!filled.accepted) return answerRefusal(call, { code: filled.refusal, detail: filled.detail, file: options.out });
  await operations.recordFill(actor, community, layout, filled.value);
  answerFilled(call, layout, filled.value, { community, asOf, out: options.out });
  return ExitCode.ok;
}

/** Whom to fill the form with: as asked, else by the condition that the form itself carries in departments/. */
async function selectionOf(
  call: Call,
  operations: Operations,
  layout: FormLayout,
  options: FillOptions,
  asOf: string,
): Promise<Selection | null> {
  const order = options.order === undefined ? {} : { order: options.order };
  if (options.where !== undefined) return { where: options.where, asOf, ...order };
  if (options.for !== undefined && options.for.length > 0) return { for: options.for, asOf };
  const known = await operations.recogniseForm(layout);
  if (known === null || known.condition === null) {
    // A roster of homes, shops or heads of households names all of them, unless somebody says which.
    if (layout.subject === "person" || layout.kind === "application") return null;
    notice(call, call.say(`fill.allOf.${layout.subject}`));
    return { asOf, ...order };
  }
  notice(call, call.say("fill.ownCondition", { form: known.label[call.language], where: known.condition }));
  return { where: known.condition, asOf, ...(known.order === null ? {} : { order: known.order }), ...order };
}

/** Shows which people a name of `--for` could mean. */
async function listCandidates(call: Call, operations: Operations, community: string, options: FillOptions): Promise<void> {
  if (call.json) return;
  for (const text of options.for ?? []) {
    const found = (await operations.findElements(actorOf(call, options), community, text)).filter((each) => each.kind === "person");
    if (found.length > 1) printCandidates(call, { text, found });
  }
}

function answerFilled(
  call: Call,
  layout: FormLayout,
  result: FillResult,
  place: { readonly community: string; readonly asOf: string; readonly out: string },
): void {
  const { say, terminal } = call;
  const { paint, out } = terminal;
  const rate = result.cellsAsked === 0 ? null : result.cellsFilled / result.cellsAsked;
  if (call.json) {
    answerJson(call, {
      ok: true,
      ...place,
      form: { title: layout.title, kind: layout.kind, sheet: layout.sheet },
      onceOnlyRate: rate,
      ...result,
    });
    return;
  }
  out(
    `${paint.green("✓")} ${paint.bold(say(layout.subject === "organisation" || layout.subject === "dwelling" ? "fill.doneRows" : "fill.done", { form: layout.title || layout.file, people: result.rowsFilled, out: place.out }))}`,
  );
  const lines: [string, string][] = [];
  if (rate !== null) {
    const blanks = { percent: (rate * 100).toFixed(1), filled: result.cellsFilled, asked: result.cellsAsked };
    lines.push([say("fill.rate"), say("fill.rateOf", blanks)]);
  }
  if (result.cellsDisputed > 0) lines.push([say("fill.disputed"), say("fill.disputedCells", { count: result.cellsDisputed })]);
  if (result.missing.length > 0) lines.push([say("fill.missing"), say("fill.missingCells", { count: result.missing.length })]);
  for (const line of labelledLines(lines, paint)) out(line);
  const byLabel = new Map<string, number>();
  for (const cell of result.missing) byLabel.set(cell.label, (byLabel.get(cell.label) ?? 0) + 1);
  const labels = [...byLabel].sort(([, left], [, right]) => right - left);
  for (const [label, count] of labels.slice(0, LABELS_LISTED_MAX)) out(`    ${paint.yellow("○")} ${label} × ${count}`);
  if (labels.length > LABELS_LISTED_MAX) out(`    ${paint.dim(say("list.more", { count: labels.length - LABELS_LISTED_MAX }))}`);
  if (result.rowsFilled === 0) terminal.err(say("fill.nobody", { asOf: place.asOf }));
}
