/** `weinao explain`: why two records, or two elements, are the same or are not. */
import type { Command } from "commander";
import type { Actor } from "#access/contract";
import type { RecordReference } from "#registry";
import { answerJson, answerRefusal, sayOr } from "./answer.ts";
import type { Call, PeopleOptions } from "./call.ts";
import { type Act, withPeopleOptions } from "./command-options.ts";
import { ExitCode } from "./exit-code.ts";
import { findOne } from "./find-one.ts";
import { actorOf, onCommunity } from "./identify.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import { textTable } from "./text-table.ts";
import { loadWords } from "./words.ts";

export function defineExplain(program: Command, say: Say, act: Act): void {
  withPeopleOptions(program.command("explain").summary(say("explain.summary")).description(say("explain.description")), say, "optional")
    .argument("<left>", say("explain.left"))
    .argument("<right>", say("explain.right"))
    .addHelpText("after", () => say("explain.examples"))
    .action((left: string, right: string, options: PeopleOptions) =>
      act((call) => onCommunity(call, options, (operations, community) => explainPair(call, operations, community, left, right, options))),
    );
}

/** `FILE:ROW` or `FILE:SHEET:ROW` as a record; null for anything else. */
export function recordReference(text: string): RecordReference | null {
  const match = /^(?:.*[/\\])?(?<file>[^/\\:]+?\.[^/\\:.]+)(?::(?<sheet>.+))?:(?<row>[1-9]\d*)$/u.exec(text);
  if (!match?.groups) return null;
  const { file, sheet, row } = match.groups as { file: string; sheet?: string; row: string };
  return { file: file.normalize("NFC"), row: Number(row), ...(sheet ? { sheet } : {}) };
}

async function explainPair(
  call: Call,
  operations: Operations,
  community: string,
  left: string,
  right: string,
  options: PeopleOptions,
): Promise<ExitCode> {
  const actor = actorOf(call, options);
  const sides: RecordReference[] = [];
  for (const text of [left, right]) {
    const side = await sideOf(call, operations, actor, community, text);
    if (typeof side === "number") return side;
    sides.push(side);
  }
  const [first, second] = sides as [RecordReference, RecordReference];
  const explained = await operations.explainRecords(actor, community, first, second);
  if (!explained.accepted) return answerRefusal(call, { code: explained.refusal, detail: explained.detail });
  const pair = explained.value;
  if (call.json) {
    answerJson(call, { ok: true, community: community, ...pair });
    return ExitCode.ok;
  }
  const { terminal, say } = call;
  const { paint, out } = terminal;
  const colour = pair.outcome === "same" ? paint.green : pair.outcome === "different" ? paint.red : paint.yellow;
  out(
    `${colour(paint.bold(say(`explain.${pair.outcome}`)))}  ${say("explain.figures", { weight: pair.weight.toFixed(1), probability: (pair.probability * 100).toFixed(2) })}`,
  );
  for (const sentence of pair.sentences[call.language]) out(`  ${sentence}`);
  out("");
  const words = await loadWords(call.language);
  const rows = pair.comparisons.map((each) => [
    sayOr(say, `comparison.${each.attribute}`, words.attributeLabel("person", each.attribute)),
    each.left,
    each.right,
    sayOr(say, `level.${each.level}`, each.level),
    signed(each.weight),
  ]);
  const columns = [
    { title: say("column.attribute") },
    { title: left, flexible: true },
    { title: right, flexible: true },
    { title: say("column.level") },
    { title: say("column.weight"), align: "right" as const },
  ];
  for (const line of textTable(columns, rows, { width: terminal.width, indent: "  ", paint })) out(line);
  return ExitCode.ok;
}

/** What one side of the question is: a row of a file, or the one element that an id, number or name finds. */
async function sideOf(
  call: Call,
  operations: Operations,
  actor: Actor,
  community: string,
  text: string,
): Promise<RecordReference | ExitCode> {
  const reference = recordReference(text);
  if (reference !== null) return reference;
  const found = await findOne(call, operations, actor, community, text);
  return typeof found === "number" ? found : { elementId: found.id };
}

function signed(weight: number): string {
  return `${weight > 0 ? "+" : ""}${weight.toFixed(1)}`;
}
