/** `weinao resolve`: is this person known? One typed record, judged as importing it would. */
import type { Command } from "commander";
import type { Actor } from "#access/contract";
import type { ResolvedRecord } from "#registry";
import { answerJson, answerRefusal, notice } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { printable, wrapToWidth } from "./display-width.ts";
import { ExitCode } from "./exit-code.ts";
import { percentText } from "./explain.ts";
import { elementName } from "./find-one.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";

/** What may be stated of the person, by option. */
const STATED = {
  name: "--name <name>",
  formerName: "--former-name <name>",
  foreignName: "--foreign-name <name>",
  idNumber: "--id-number <number>",
  birthDate: "--birth-date <day>",
  sex: "--sex <sex>",
  phone: "--phone <number>",
  nationality: "--nationality <country>",
  householdNumber: "--household-number <number>",
} as const;
type Stated = keyof typeof STATED;

type ResolveOptions = PeopleOptions & Partial<Record<Stated | "address", string>>;

/** How the answer ends the command, so that a script can act on it. */
const EXIT_CODES = { known: ExitCode.ok, ask: ExitCode.ambiguous, unknown: ExitCode.notFound } as const;

export function defineResolve(program: Command, say: Say, act: Act): void {
  const command = program.command("resolve").summary(say("resolve.summary")).description(say("resolve.description"));
  for (const name of Object.keys(STATED) as Stated[]) command.option(STATED[name], say(`resolve.${name}`));
  command.option("--address <address>", say("resolve.address"));
  withPeopleOptions(command, say, "optional")
    .addHelpText("after", () => say("resolve.examples"))
    .action((options: ResolveOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => resolve(call, operations, community, options))),
    );
}

async function resolve(call: Call, operations: Operations, community: string, options: ResolveOptions): Promise<ExitCode> {
  const actor = actorOf(call, options);
  if (actor.purpose === "") notice(call, call.say("purpose.maskedShow"));
  const names = (Object.keys(STATED) as Stated[]).filter((name) => options[name] !== undefined);
  const person = Object.fromEntries(names.map((name) => [name, options[name] as string]));
  const resolved = await operations.resolveRecord(actor, community, { person, address: options.address, today: call.today });
  if (!resolved.accepted) return answerRefusal(call, { code: resolved.refusal, detail: resolved.detail });
  const { outcome, persons } = resolved.value;
  if (call.json) {
    answerJson(call, { ok: true, community, outcome, persons });
    return EXIT_CODES[outcome];
  }
  const { out, paint } = call.terminal;
  const colour = { known: paint.green, ask: paint.yellow, unknown: paint.red }[outcome];
  out(colour(paint.bold(call.say(`resolve.${outcome}`))));
  for (const each of persons) await printPerson(call, operations, actor, community, each);
  return EXIT_CODES[outcome];
}

async function printPerson(call: Call, operations: Operations, actor: Actor, community: string, person: ResolvedRecord): Promise<void> {
  const { say } = call;
  const { out, paint, width } = call.terminal;
  const [found] = await operations.findElements(actor, community, person.elementId);
  const figures = say("explain.figures", { weight: person.weight.toFixed(1), probability: percentText(person.probability) });
  out("");
  out(`${paint.bold(elementName(say, found?.title ?? ""))}  ${printable(found?.hint ?? "")}  ${paint.dim(person.elementId)}`);
  out(`  ${say(`explain.${person.outcome}`)}  ${paint.dim(figures)}`);
  for (const sentence of person.sentences[call.language]) for (const line of wrapToWidth(sentence, width - 4)) out(`    ${line}`);
}
