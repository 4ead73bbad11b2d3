/** `weinao show`: everything known of a person (or home, household, organisation), each value with its origin, the losers and why they lost. */
import type { Command } from "commander";
import type { Actor } from "#access/contract";
import type { Origin, ShownAttribute, ShownElement, ShownRelation, ShownValue } from "#registry/contract";
import { answerJson, answerRefusal, notice, sayOr } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { displayWidth, padToWidth, printable } from "./display-width.ts";
import { ExitCode } from "./exit-code.ts";
import { printCandidates, type Search } from "./find-one.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import { textTable } from "./text-table.ts";
import { loadWords, type Words } from "./words.ts";

export function defineShow(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("show").summary(say("show.summary")).description(say("show.description")), say, "optional")
    .argument("<what...>", say("show.what"))
    .addHelpText("after", () => say("show.examples"))
    .action((texts: string[], options: PeopleOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => showAll(call, operations, community, texts, options))),
    );
}

async function showAll(
  call: Call,
  operations: Operations,
  community: string,
  texts: readonly string[],
  options: PeopleOptions,
): Promise<ExitCode> {
  const actor = actorOf(call, options);
  if (actor.purpose === "") notice(call, call.say("purpose.maskedShow"));
  const searches = await searchEach(operations, actor, community, texts);
  const missing = searches.filter((search) => search.found.length === 0);
  if (missing.length === searches.length) return answerRefusal(call, { code: "element-unknown", detail: "" });
  const several = searches.filter((search) => search.found.length > 1);
  const shown: ShownElement[] = [];
  for (const { found } of searches) {
    if (found.length !== 1 || found[0] === undefined) continue;
    const element = await operations.showElement(actor, community, found[0].id, actor.purpose !== "");
    if (!element.accepted) return answerRefusal(call, { code: element.refusal, detail: element.detail });
    shown.push(element.value);
  }
  const exitCode = several.length > 0 ? ExitCode.ambiguous : missing.length > 0 ? ExitCode.notFound : ExitCode.ok;
  if (call.json) {
    answerJson(call, {
      ok: exitCode === ExitCode.ok,
      community: community,
      elements: shown,
      ambiguous: several,
      notFound: missing.map((search) => search.text),
    });
    return exitCode;
  }
  const words = await loadWords(call.language);
  for (const element of shown) printElement(call, element, words);
  for (const search of several) printCandidates(call, search);
  for (const search of missing) call.terminal.err(call.say("show.noneFor", { text: printable(search.text) }));
  return exitCode;
}

/** Each word is a search of its own; when none finds anything they are tried as one text (`show SMITH JOHN`). */
async function searchEach(operations: Operations, actor: Actor, community: string, texts: readonly string[]): Promise<Search[]> {
  const searches: Search[] = [];
  for (const text of texts) searches.push({ text, found: await operations.findElements(actor, community, text.trim()) });
  if (texts.length < 2 || searches.some((search) => search.found.length > 0)) return searches;
  const whole = texts.join(" ");
  return [{ text: whole, found: await operations.findElements(actor, community, whole) }];
}

function printElement(call: Call, element: ShownElement, words: Words): void {
  const { terminal, say } = call;
  const { paint, out } = terminal;
  out(`${paint.bold(printable(element.title))}  ${say(`kind.${element.kind}`)}  ${paint.dim(element.id)}`);
  const place = new Map(words.attributes.filter((each) => each.kind === element.kind).map((each, at) => [each.name, at]));
  const attributes = element.attributes.toSorted((left, right) => (place.get(left.attribute) ?? 999) - (place.get(right.attribute) ?? 999));
  const labels = attributes.map((attribute) => words.attributeLabel(element.kind, attribute.attribute));
  const width = labels.reduce((widest, label) => Math.max(widest, displayWidth(label)), 0);
  attributes.forEach((attribute, at) => {
    printAttribute(call, element, attribute, padToWidth(labels[at] ?? "", width), words);
  });
  if (element.relations.length > 0) {
    out("");
    out(paint.bold(say("show.relations")));
    const rows = element.relations.map((each) => [
      relationLabel(say, element, each),
      say(`kind.${each.kind}`),
      each.title,
      relationDetail(call.say, each, words),
      each.elementId,
    ]);
    const columns = [
      { title: say("column.relation") },
      { title: say("column.kind") },
      { title: say("column.title"), flexible: true },
      { title: say("column.detail"), flexible: true },
      { title: say("column.id"), colour: paint.dim },
    ];
    for (const line of textTable(columns, rows, { width: terminal.width, indent: "  ", paint })) out(line);
  }
  printMentions(call, element);
  out("");
}

function printAttribute(call: Call, element: ShownElement, attribute: ShownAttribute, label: string, words: Words): void {
  const { terminal, say } = call;
  const { paint, out } = terminal;
  const blank = " ".repeat(displayWidth(label));
  const text = (value: ShownValue) =>
    printable(words.valueLabel(element.kind, attribute.attribute, value.value)) + period(say, attribute, value);
  attribute.golden.forEach((value, at) => {
    const marks = [
      attribute.disputed ? paint.yellow(say("show.disputed")) : "",
      value.valid ? "" : paint.red(say("show.invalid")),
      attribute.masked ? paint.dim(say("show.masked")) : "",
    ];
    const why = paint.dim(`(${sayOr(say, `reason.${value.reason}`, value.reason)})`);
    out(`  ${at === 0 ? paint.cyan(label) : blank}  ${[paint.bold(text(value)), why, ...marks].filter(Boolean).join(" ")}`);
    printOrigins(call, value.origins, blank);
  });
  attribute.others.forEach((value, at) => {
    const head = attribute.golden.length === 0 && at === 0 ? paint.cyan(label) : blank;
    const lost = value.valid ? say("show.lost", { reason: sayOr(say, `reason.${value.reason}`, value.reason) }) : say("show.lostInvalid");
    out(`  ${head}  ${paint.red("✗")} ${text(value)} ${paint.dim(`(${lost})`)}`);
    printOrigins(call, value.origins, `${blank}  `);
  });
}

/** Between which days a value held. Where a value simply holds since its one source, the origin's date says as much. */
function period(say: Say, attribute: ShownAttribute, value: ShownValue): string {
  const dated = value.validTo !== undefined || (value.validFrom !== undefined && attribute.golden.length + attribute.others.length > 1);
  return dated ? ` [${say("show.period", { from: value.validFrom ?? "…", to: value.validTo ?? "…" })}]` : "";
}

/** Relations are stated from the person (or the household, or the organisation) to the thing; seen from the thing they read the other way round. */
function relationLabel(say: Say, element: ShownElement, { relation }: ShownRelation): string {
  const from = relation === "occupies" ? "household" : relation === "locatedIn" ? "organisation" : "person";
  return sayOr(say, `${element.kind === from ? "relation" : "relationReversed"}.${relation}`, relation);
}

/** What a relation's detail means: a role, or the code of a member's relation to the head. */
function relationDetail(say: Say, relation: ShownRelation, words: Words): string {
  if (/^\d{1,2}$/.test(relation.detail)) return words.valueLabel("person", "relationToHead", relation.detail);
  return sayOr(say, `role.${relation.detail}`, relation.detail);
}

function printOrigins(call: Call, origins: readonly Origin[], blank: string): void {
  for (const origin of origins) call.terminal.out(call.terminal.paint.dim(`  ${blank}    ← ${originLine(call.say, origin)}`));
}

/** `户籍人口登记表.xlsx › 常住 › row 12 › 姓名 · 公安 · 2025-06-30` */
export function originLine(say: Say, origin: Origin): string {
  const place = [origin.file, origin.sheet, say("origin.row", { row: String(origin.row) }), origin.column]
    .filter((part) => part !== "")
    .join(" › ");
  return printable([place, origin.department, origin.date].filter((part) => part !== "").join(" · "));
}

function printMentions(call: Call, element: ShownElement): void {
  const { terminal, say } = call;
  terminal.out("");
  terminal.out(terminal.paint.bold(say("show.mentions", { count: element.mentions.length })));
  const rows = element.mentions.map((mention) => [
    mention.file,
    mention.sheet,
    String(mention.row),
    say(`role.${mention.role}`),
    sayOr(say, `method.${mention.method}`, mention.method),
    mention.weight.toFixed(1),
    mention.date,
    mention.current ? "" : say("show.superseded"),
  ]);
  const columns = [
    { title: say("column.file"), flexible: true },
    { title: say("column.sheet"), flexible: true },
    { title: say("column.row"), align: "right" as const },
    { title: say("column.role") },
    { title: say("column.method") },
    { title: say("column.weight"), align: "right" as const },
    { title: say("column.date") },
    { title: "" },
  ];
  for (const line of textTable(columns, rows, { width: terminal.width, indent: "  ", paint: terminal.paint })) terminal.out(line);
}
