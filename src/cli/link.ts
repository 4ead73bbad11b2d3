/** `weinao link`: finds which rows of any tables speak of the same, without a database. */
import { type Command, Option } from "commander";
import { answerJson, answerRefusal, warn } from "./answer.ts";
import type { Call } from "./call.ts";
import { type Act, withOutputOptions } from "./command-options.ts";
import { printable } from "./display-width.ts";
import { ExitCode } from "./exit-code.ts";
import type { Say } from "./language.ts";
import type { LinkRequest } from "./link-files.ts";
import { progressBar } from "./progress-bar.ts";

export function defineLink(program: Command, say: Say, act: Act): void {
  withOutputOptions(program.command("link").summary(say("link.summary")).description(say("link.description")), say)
    .argument("<files...>", say("link.files"))
    .addOption(new Option("--spec <file>", say("link.spec")))
    .addOption(new Option("--model <file>", say("link.model")).conflicts("spec"))
    .requiredOption("-o, --out <file>", say("link.out"))
    .option("--pairs <file>", say("link.pairs"))
    .option("--model-out <file>", say("link.modelOut"))
    .option("--ignore <column...>", say("link.ignore"))
    .option("--between-files", say("link.betweenFiles"))
    .addHelpText("after", () => say("link.examples"))
    .action((files: string[], options: Omit<LinkRequest, "files">) =>
      act((call) => linkAndAnswer(call, { ...options, files, spec: options.spec ?? "auto" })),
    );
}

async function linkAndAnswer(call: Call, request: LinkRequest): Promise<ExitCode> {
  const { terminal, say } = call;
  // Linkage and the reading of workbooks are loaded for the work alone: help answers at once.
  const { linkFiles } = await import("./link-files.ts");
  const bar = progressBar(call);
  const done = await linkFiles(request, bar.show).finally(bar.clear);
  if ("refused" in done) return answerRefusal(call, done.refused);
  const { rows, clusters, rowsJoined, pairs, compared, sheetsLeft } = done.value;
  for (const file of sheetsLeft) warn(call, say("link.sheetsLeft", { file: printable(file) }));
  if (compared.length === 0) warn(call, say("link.nothingCompared"));
  if (call.json) answerJson(call, { ok: true, out: request.out, rows, clusters, rowsJoined, pairs, compared });
  else terminal.out(`${terminal.paint.green("✓")} ${say("link.done", { rows, clusters, rowsJoined, out: request.out })}`);
  return ExitCode.ok;
}
