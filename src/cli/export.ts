/** `weinao export`: one table of the registry as a file that other programs read. */
import { Argument, type Command } from "commander";
import { ExportKind } from "#registry/contract";
import { answerJson, answerRefusal } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { ExitCode } from "./exit-code.ts";
import { actorForIdentifiers, actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";

interface ExportOptions extends PeopleOptions {
  readonly out: string;
}

/** Tables without a value that identifies anybody: nobody is asked for a purpose. */
const WITHOUT_IDENTIFIERS: ReadonlySet<ExportKind> = new Set([ExportKind.links, ExportKind.dwellings]);

export function defineExport(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("export").summary(say("export.summary")).description(say("export.description")), say, "optional")
    .addArgument(new Argument("<table>", say("export.table")).choices(Object.values(ExportKind)))
    .requiredOption("-o, --out <file>", say("export.out"))
    .addHelpText("after", () => say("export.examples"))
    .action((kind: ExportKind, options: ExportOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => exportKind(call, operations, community, kind, options))),
    );
}

async function exportKind(
  call: Call,
  operations: Operations,
  community: string,
  kind: ExportKind,
  options: ExportOptions,
): Promise<ExitCode> {
  const plain = WITHOUT_IDENTIFIERS.has(kind);
  const actor = plain ? actorOf(call, options) : await actorForIdentifiers(call, options);
  const table = await operations.exportTable(actor, community, kind);
  const written = await operations.writeTable(options.out, table);
  if (!written.accepted) return answerRefusal(call, { code: written.refusal, detail: written.detail, file: options.out });
  const masked = !plain && actor.purpose === "";
  const { rows } = written.value;
  if (call.json) answerJson(call, { ok: true, community: community, table: kind, out: options.out, rows, masked });
  else
    call.terminal.out(
      `${call.terminal.paint.green("✓")} ${call.say(masked ? "export.doneMasked" : "export.done", { table: kind, rows, out: options.out })}`,
    );
  return ExitCode.ok;
}
