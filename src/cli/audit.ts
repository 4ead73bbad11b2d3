/** `weinao audit`: who read, exported or changed what about whom, and for what purpose. */
import type { Command } from "commander";
import { answerJson, answerRefusal, sayOr } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, isDay, wholeNumber, withPeopleOptions } from "./command-options.ts";
import { ExitCode } from "./exit-code.ts";
import { findOne } from "./find-one.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import { localTime } from "./local-time.ts";
import type { Operations } from "./operations.ts";
import { textTable } from "./text-table.ts";
import { attributeLabelOf, loadWords } from "./words.ts";

interface AuditOptions extends PeopleOptions {
  readonly since?: string;
  readonly person?: string;
  readonly limit?: number;
  readonly verify?: boolean;
}

/** Entries listed unless `--limit` says otherwise. */
const ENTRIES_LISTED = 100;
/** More facts than these are counted. */
const FIELDS_SHOWN_MAX = 5;

export function defineAudit(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("audit").summary(say("audit.summary")).description(say("audit.description")), say, "optional")
    .option("--since <date>", say("audit.since"))
    .option("--person <person>", say("audit.person"))
    .option("--limit <number>", say("audit.limit"), wholeNumber)
    .option("--verify", say("audit.verify"))
    .addHelpText("after", () => say("audit.examples"))
    .action((options: AuditOptions) => act((call) => printAudit(call, options)));
}

async function printAudit(call: Call, options: AuditOptions): Promise<ExitCode> {
  if (options.since !== undefined && !isDay(options.since)) return answerRefusal(call, { code: "day-invalid", detail: options.since });
  return onCommunity(call, options, (operations, community) => printEntries(call, operations, community, options));
}

async function printEntries(call: Call, operations: Operations, community: string, options: AuditOptions): Promise<ExitCode> {
  const { say, terminal } = call;
  const actor = actorOf(call, options);
  const person = options.person === undefined ? undefined : await findOne(call, operations, actor, community, options.person);
  if (typeof person === "number") return person;
  const entries = await operations.accessEntries(actor, community, {
    limit: options.limit ?? ENTRIES_LISTED,
    ...(options.since === undefined ? {} : { since: options.since }),
    ...(person === undefined ? {} : { elementId: person.id }),
  });
  const verdict = options.verify ? await operations.verifyAccessRecord(actor, community) : null;
  const exitCode = verdict !== null && !verdict.intact ? ExitCode.database : ExitCode.ok;
  if (call.json) {
    answerJson(call, { ok: exitCode === ExitCode.ok, community, entries, ...(verdict === null ? {} : { verdict }) });
    return exitCode;
  }
  terminal.out(terminal.paint.bold(say("audit.headline", { community, count: entries.length })));
  const { purposes } = await import("#access");
  const purposeLabel = (purpose: string) => purposes.find((each) => each.code === purpose)?.label[call.language] ?? purpose;
  const words = await loadWords(call.language);
  const fieldsOf = (names: readonly string[]) => {
    const labels = [...new Set(names.map((name) => attributeLabelOf(words, name)))];
    const shown = labels.slice(0, FIELDS_SHOWN_MAX).join(say("list.comma"));
    return labels.length > FIELDS_SHOWN_MAX ? say("audit.moreFields", { fields: shown, count: labels.length - FIELDS_SHOWN_MAX }) : shown;
  };
  const rows = entries.map((entry) => [
    localTime(entry.at),
    entry.actor,
    sayOr(say, `action.${entry.action}`, entry.action),
    [entry.detail, entry.count > 0 ? say("audit.elements", { count: entry.count }) : ""].filter(Boolean).join(" · "),
    fieldsOf(entry.attributes),
    purposeLabel(entry.purpose),
  ]);
  const columns = [
    { title: say("column.at"), colour: terminal.paint.dim },
    { title: say("column.actor") },
    { title: say("column.action") },
    { title: say("column.subject"), flexible: true },
    { title: say("column.fields"), flexible: true },
    { title: say("column.purpose"), flexible: true },
  ];
  for (const line of textTable(columns, rows, { width: terminal.width, indent: "  ", paint: terminal.paint })) terminal.out(line);
  if (entries.length === (options.limit ?? ENTRIES_LISTED)) terminal.out(`  ${terminal.paint.dim(say("audit.limited"))}`);
  if (verdict !== null) {
    const { entries: number, firstBroken } = verdict;
    if (verdict.intact) terminal.out(`${terminal.paint.green("✓")} ${say("audit.intact", { entries: number })}`);
    else terminal.err(`${terminal.paintMessage.red("✗")} ${say("audit.broken", { entry: firstBroken ?? number + 1 })}`);
  }
  return exitCode;
}
