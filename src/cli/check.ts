/** `weinao check`: the once-only matrix of a community: what is asked more than once, what nobody holds, and the rate. */
import type { Command } from "commander";
import type { FormLayout } from "#exchange/contract";
import type { OnceOnlyAttribute, OnceOnlyMatrix } from "#registry/contract";
import { answerJson, warn } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, expandFolders, withPeopleOptions } from "./command-options.ts";
import { ExitCode } from "./exit-code.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import { textTable } from "./text-table.ts";
import { loadWords, type Words } from "./words.ts";

interface CheckOptions extends PeopleOptions {
  readonly form?: readonly string[];
}

const BAR_CELLS = 10;

export function defineCheck(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("check").summary(say("check.summary")).description(say("check.description")), say, "optional")
    .option("--form <file...>", say("check.form"))
    .addHelpText("after", () => say("check.examples"))
    .action((options: CheckOptions) =>
      act(options, (call) => onCommunity(call, options, (operations, community) => checkCommunity(call, operations, community, options))),
    );
}

async function checkCommunity(call: Call, operations: Operations, community: string, options: CheckOptions): Promise<ExitCode> {
  const forms: FormLayout[] = [];
  let refused = 0;
  const templates = (await operations.forms()).map((form) => form.template);
  for (const file of [...templates, ...(await expandFolders(options.form ?? []))]) {
    const form = await operations.readForm(file);
    if (form.accepted) forms.push(form.value);
    else {
      refused += 1;
      warn(call, `${file}: ${call.say("refusal.other", { code: form.refusal, detail: form.detail })}`);
    }
  }
  const matrix = await operations.onceOnlyMatrix(actorOf(call, options), community, forms);
  if (call.json) answerJson(call, { ok: refused === 0, community: community, ...matrix });
  else printMatrix(call, community, matrix, await loadWords(call.language));
  return refused > 0 ? ExitCode.partly : ExitCode.ok;
}

function printMatrix(call: Call, community: string, matrix: OnceOnlyMatrix, words: Words): void {
  const { say, terminal } = call;
  const { paint, out, width } = terminal;
  out(paint.bold(say("check.headline", { community, percent: (matrix.rate * 100).toFixed(1) })));
  const label = (name: string) => {
    const [kind, attribute] = name.includes(".") ? (name.split(".") as [OnceOnlyAttribute["kind"], string]) : (["person", name] as const);
    return words.attributeLabel(kind, attribute);
  };
  printForms(call, matrix, label);
  out("");
  out(paint.bold(say("check.matrixTitle")));
  const rows = matrix.attributes
    .filter((each) => each.heldBy.length > 0 || each.askedBy.length > 0)
    .map((each) => [say(`kind.${each.kind}`), words.attributeLabel(each.kind, each.attribute), ...marks(call, each), bar(each.coverage)]);
  const columns = [
    { title: say("column.kind"), colour: paint.dim },
    { title: say("column.attribute") },
    { title: say("column.heldBy"), align: "right" as const },
    { title: say("column.askedBy"), align: "right" as const },
    { title: say("column.verdict"), flexible: true },
    { title: say("column.coverage") },
  ];
  for (const line of textTable(columns, rows, { width, indent: "  ", paint })) out(line);
  printNames(call, say("check.askedMoreThanOnce", { count: matrix.askedMoreThanOnce.length }), matrix.askedMoreThanOnce.map(label));
  printNames(call, say("check.heldByNobody", { count: matrix.heldByNobody.length }), matrix.heldByNobody.map(label));
}

/** How many deliver it, how many ask it, and what to make of that. */
function marks(call: Call, attribute: OnceOnlyAttribute): [string, string, string] {
  const held = attribute.heldBy.length;
  const asked = attribute.askedBy.length;
  const verdict =
    asked > 0 && held === 0
      ? call.say("check.nobodyHolds")
      : held > 1
        ? call.say("check.collectedAgain", { count: held })
        : asked > 0
          ? call.say("check.onceOnly")
          : "";
  return [String(held), String(asked), verdict];
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_CELLS);
  return `${"█".repeat(full)}${"░".repeat(BAR_CELLS - full)} ${`${Math.round(share * 100)}%`.padStart(4)}`;
}

function printForms(call: Call, matrix: OnceOnlyMatrix, label: (name: string) => string): void {
  const { say, terminal } = call;
  if (matrix.forms.length === 0) return;
  terminal.out("");
  terminal.out(terminal.paint.bold(say("check.formsTitle")));
  const rows = matrix.forms.map((form) => {
    const last = form.rates.at(-1);
    const first = form.rates.at(0);
    const rate = last === undefined ? say("check.neverFilled") : bar(last.rate);
    const change =
      last !== undefined && first !== undefined && form.rates.length > 1 ? `${((last.rate - first.rate) * 100).toFixed(1)}` : "";
    return [
      form.title || form.form,
      rate,
      change === "" || change.startsWith("-") ? change : `+${change}`,
      form.unheld.map(label).join(say("list.comma")),
    ];
  });
  const columns = [
    { title: say("column.form"), flexible: true },
    { title: say("column.rate") },
    { title: say("column.change"), align: "right" as const },
    { title: say("column.unheld"), flexible: true },
  ];
  for (const line of textTable(columns, rows, { width: terminal.width, indent: "  ", paint: terminal.paint })) terminal.out(line);
}

function printNames(call: Call, title: string, names: readonly string[]): void {
  if (names.length === 0) return;
  call.terminal.out("");
  call.terminal.out(call.terminal.paint.bold(title));
  call.terminal.out(`  ${names.join(call.say("list.comma"))}`);
}
