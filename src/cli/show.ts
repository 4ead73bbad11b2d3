/** `weinao show`: everything known of a person (or home, household, organisation), each value with its origin, the losers and why they lost. */
import type { Command } from "commander";
import type { Actor } from "#access/contract";
import type { ShownAttribute, ShownElement, ShownValue } from "#registry/contract";
import type { Label } from "#vocabulary/contract";
import { answerJson, answerRefusal, notice, sayOr } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { displayWidth, padToWidth, printable } from "./display-width.ts";
import { ExitCode } from "./exit-code.ts";
import { elementName, printCandidates, type Search } from "./find-one.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import { localDay } from "./local-time.ts";
import type { Operations } from "./operations.ts";
import { originLines, statedText } from "./origin-lines.ts";
import { printRelations } from "./show-relations.ts";
import { textTable } from "./text-table.ts";
import { loadWords, type Words } from "./words.ts";

interface ShowOptions extends PeopleOptions {
  readonly all?: boolean;
}

/** What printing needs besides the element. */
interface Printing {
  readonly words: Words;
  readonly departments: ReadonlyMap<string, Label>;
  /** Origins printed of one value; the rest is counted. */
  readonly originsMax: number;
}

/** Origins of one value on a terminal, unless `--all` asks for the rest; a pipe gets all. */
const ORIGINS_SHOWN_MAX = 3;

export function defineShow(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("show").summary(say("show.summary")).description(say("show.description")), say, "optional")
    .argument("<what...>", say("show.what"))
    .option("--all", say("show.all"))
    .addHelpText("after", () => say("show.examples"))
    .action((texts: string[], options: ShowOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => showAll(call, operations, community, texts, options))),
    );
}

async function showAll(
  call: Call,
  operations: Operations,
  community: string,
  texts: readonly string[],
  options: ShowOptions,
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
  const moved = searches.flatMap((search) => movedIds(search));
  if (call.json) {
    answerJson(call, {
      ok: exitCode === ExitCode.ok,
      community: community,
      elements: shown,
      merged: moved,
      ambiguous: several,
      notFound: missing.map((search) => search.text),
    });
    return exitCode;
  }
  for (const { id, into } of moved) notice(call, call.say("show.mergedInto", { id, into }));
  const printing: Printing = {
    words: await loadWords(call.language),
    departments: await operations.departmentLabels(),
    originsMax: options.all || call.terminal.width === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : ORIGINS_SHOWN_MAX,
  };
  for (const element of shown) printElement(call, element, printing);
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

/** The id asked for, where the element lives on under another one. */
function movedIds({ text, found }: Search): { id: string; into: string }[] {
  const [only] = found;
  const id = text.trim().toLowerCase();
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return isId && only !== undefined && only.id !== id ? [{ id, into: only.id }] : [];
}

function printElement(call: Call, element: ShownElement, printing: Printing): void {
  const { terminal, say } = call;
  const { paint, out } = terminal;
  const { words } = printing;
  out(`${paint.bold(elementName(say, element.title))}  ${say(`kind.${element.kind}`)}  ${paint.dim(element.id)}`);
  const place = new Map(words.attributes.filter((each) => each.kind === element.kind).map((each, at) => [each.name, at]));
  const attributes = element.attributes.toSorted((left, right) => (place.get(left.attribute) ?? 999) - (place.get(right.attribute) ?? 999));
  const labels = attributes.map((attribute) => words.attributeLabel(element.kind, attribute.attribute));
  const width = labels.reduce((widest, label) => Math.max(widest, displayWidth(label)), 0);
  attributes.forEach((attribute, at) => {
    printAttribute(call, element, attribute, padToWidth(labels[at] ?? "", width), printing);
  });
  printRelations(call, element, words);
  printEvents(call, element);
  printMentions(call, element);
  out("");
}

function printAttribute(call: Call, element: ShownElement, attribute: ShownAttribute, label: string, printing: Printing): void {
  const { terminal, say } = call;
  const { paint, out } = terminal;
  const blank = " ".repeat(displayWidth(label));
  const text = (value: ShownValue) =>
    printable(printing.words.valueLabel(element.kind, attribute.attribute, value.value)) + periodOf(say, attribute, value);
  const printOrigins = (value: ShownValue, indent: string) => {
    const lines = originLines(say, call.language, value.origins, printing.departments);
    for (const line of lines.slice(0, printing.originsMax)) out(paint.dim(`${indent}← ${line}`));
    const more = lines.length - printing.originsMax;
    if (more > 0) out(paint.dim(`${indent}  ${say("show.moreOrigins", { count: more })}`));
  };
  attribute.golden.forEach((value, at) => {
    const marks = [
      attribute.disputed ? paint.yellow(say("show.disputed")) : "",
      value.valid ? "" : paint.red(say("show.invalid")),
      attribute.masked ? paint.dim(say("show.masked")) : "",
    ];
    const why = paint.dim(`(${sayOr(say, `reason.${value.reason}`, value.reason)})`);
    out(`  ${at === 0 ? paint.cyan(label) : blank}  ${[paint.bold(text(value)), why, ...marks].filter(Boolean).join(" ")}`);
    printOrigins(value, `  ${blank}    `);
  });
  attribute.others.forEach((value, at) => {
    const head = attribute.golden.length === 0 && at === 0 ? paint.cyan(label) : blank;
    const lost = value.valid ? say("show.lost", { reason: sayOr(say, `reason.${value.reason}`, value.reason) }) : say("show.lostInvalid");
    out(`  ${head}  ${paint.red("✗")} ${text(value)} ${paint.dim(`(${lost})`)}`);
    printOrigins(value, `  ${blank}      `);
  });
}

/** Between which days a value held, where one followed another. Else the dates of the origins say as much. */
function periodOf(say: Say, attribute: ShownAttribute, value: ShownValue): string {
  const { validFrom, validTo } = value;
  if (validTo !== undefined && validFrom !== undefined) return ` [${say("show.period", { from: validFrom, to: validTo })}]`;
  const followed = attribute.golden.includes(value) && attribute.others.some((other) => other.validTo !== undefined);
  return followed && validFrom !== undefined ? ` [${say("show.since", { from: validFrom })}]` : "";
}

/** How the id came to mean what it means. */
function printEvents(call: Call, element: ShownElement): void {
  const { terminal, say } = call;
  if (element.events.length === 0) return;
  terminal.out("");
  terminal.out(terminal.paint.bold(say("show.events")));
  for (const { event, direction, elementId, at } of element.events)
    terminal.out(`  ${terminal.paint.dim(localDay(at))}  ${say(`event.${event}.${direction}`, { element: elementId })}`);
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
    mention.date,
    [mention.current ? "" : say("show.superseded"), mention.stated === undefined ? "" : printable(statedText(say, mention.stated))]
      .filter(Boolean)
      .join(" · "),
  ]);
  const columns = [
    { title: say("column.file"), flexible: true },
    { title: say("column.sheet"), flexible: true },
    { title: say("column.row"), align: "right" as const },
    { title: say("column.role") },
    { title: say("column.method"), flexible: true },
    { title: say("column.date") },
    { title: "" },
  ];
  for (const line of textTable(columns, rows, { width: terminal.width, indent: "  ", paint: terminal.paint })) terminal.out(line);
}
