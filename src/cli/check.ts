/** `weinao check`: the once-only matrix of a community: what is asked more than once, what nobody holds, and the rate. */
import type { Command } from "commander";
import type { FormLayout } from "#exchange/contract";
import type { OnceOnlyAttribute, OnceOnlyMatrix } from "#registry/contract";
import type { Label } from "#vocabulary/contract";
import { answerJson, refusalWords, warn } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, expandFolders, withPeopleOptions } from "./command-options.ts";
import { printable } from "./display-width.ts";
import { ExitCode } from "./exit-code.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import { textTable } from "./text-table.ts";
import { attributeLabelOf, loadWords, type Words } from "./words.ts";

interface CheckOptions extends PeopleOptions {
  readonly form?: readonly string[];
}

const BAR_CELLS = 10;
/** On a line narrower than this the bars are half as long, so that the verdicts are not cut. */
const WIDE_CELLS_MIN = 100;
/** Of the alphabet. */
const LETTERS = 26;

export function defineCheck(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("check").summary(say("check.summary")).description(say("check.description")), say, "optional")
    .option("--form <file...>", say("check.form"))
    .addHelpText("after", () => say("check.examples"))
    .action((options: CheckOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => checkCommunity(call, operations, community, options))),
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
      warn(call, `${refusalWords(call.say, { code: form.refusal, detail: form.detail, file }).message} [${form.refusal}]`);
    }
  }
  const matrix = await operations.onceOnlyMatrix(actorOf(call, options), community, forms);
  if (call.json) answerJson(call, { ok: refused === 0, community: community, ...matrix });
  else await printCheck(call, operations, community, matrix);
  return refused > 0 ? ExitCode.partly : ExitCode.ok;
}

async function printCheck(call: Call, operations: Operations, community: string, matrix: OnceOnlyMatrix): Promise<void> {
  const { say, terminal } = call;
  const words = await loadWords(call.language);
  const label = (name: string) => attributeLabelOf(words, name);
  terminal.out(terminal.paint.bold(say("check.headline", { community, percent: (matrix.rate * 100).toFixed(1) })));
  printForms(call, matrix, label);
  printMatrix(call, matrix, words, await operations.registerLabels());
  printNames(call, say("check.askedMoreThanOnce", { count: matrix.askedMoreThanOnce.length }), matrix.askedMoreThanOnce.map(label));
  printNames(call, say("check.heldByNobody", { count: matrix.heldByNobody.length }), matrix.heldByNobody.map(label));
}

/** Attributes down, who delivers and who asks across: one letter each, explained below the table. */
function printMatrix(call: Call, matrix: OnceOnlyMatrix, words: Words, registerLabels: ReadonlyMap<string, Label>): void {
  const { say, terminal } = call;
  const { paint, out, width } = terminal;
  const sources = distinct(matrix.attributes.flatMap((each) => each.heldBy.map((holder) => holder.source)));
  const forms = distinct(matrix.attributes.flatMap((each) => each.askedBy));
  const upper = lettersFor(sources, "A");
  const lower = lettersFor(forms, "a");
  const rows = matrix.attributes.map((each) => [
    say(`kind.${each.kind}`),
    words.attributeLabel(each.kind, each.attribute),
    pattern(
      upper,
      each.heldBy.map((holder) => holder.source),
    ),
    pattern(lower, each.askedBy),
    verdictOn(call, each),
    bar(each.coverage, width < WIDE_CELLS_MIN ? BAR_CELLS / 2 : BAR_CELLS),
  ]);
  const columns = [
    { title: say("column.kind"), colour: paint.dim },
    { title: say("column.attribute") },
    { title: upper === null ? say("column.heldBy") : [...upper.values()].join(""), align: "right" as const },
    { title: lower === null ? say("column.askedBy") : [...lower.values()].join(""), align: "right" as const },
    { title: say("column.verdict"), flexible: true },
    { title: say("column.coverage") },
  ];
  out("");
  out(paint.bold(say("check.matrixTitle")));
  for (const line of textTable(columns, rows, { width, indent: "  ", paint })) out(line);
  const titles = new Map(matrix.forms.map((form) => [form.form, form.title || form.form]));
  printLegend(call, say("check.registersLegend"), upper, (source) => registerLabels.get(source)?.[call.language] ?? source);
  printLegend(call, say("check.formsLegend"), lower, (form) => titles.get(form) ?? form);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** A letter for each name, or null when there are more names than letters: then they are only counted. */
function lettersFor(names: readonly string[], first: "A" | "a"): ReadonlyMap<string, string> | null {
  if (names.length === 0 || names.length > LETTERS) return null;
  return new Map(names.map((name, at) => [name, String.fromCharCode(first.charCodeAt(0) + at)]));
}

/** `●·●`: which of the lettered names are there. */
function pattern(letters: ReadonlyMap<string, string> | null, names: readonly string[]): string {
  if (letters === null) return String(names.length);
  return [...letters.keys()].map((name) => (names.includes(name) ? "●" : "·")).join("");
}

function verdictOn(call: Call, { heldBy, askedBy, coverage }: OnceOnlyAttribute): string {
  if (heldBy.length > 1) return call.say("check.collectedAgain", { count: heldBy.length });
  if (heldBy.length === 1) return call.say("check.onceOnly");
  if (coverage > 0) return call.say("check.derived");
  return askedBy.length > 0 ? call.say("check.nobodyHolds") : "";
}

function printLegend(call: Call, title: string, letters: ReadonlyMap<string, string> | null, nameOf: (name: string) => string): void {
  if (letters === null) return;
  call.terminal.out(`  ${call.terminal.paint.dim(title)}`);
  for (const [name, letter] of letters) call.terminal.out(`    ${letter}  ${printable(nameOf(name))}`);
}

function bar(share: number, cells = BAR_CELLS): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * cells);
  return `${"█".repeat(full)}${"░".repeat(cells - full)} ${`${Math.round(share * 100)}%`.padStart(4)}`;
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
