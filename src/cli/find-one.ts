/** The one element that a worker means by an id, a number, a name or an address; several are listed, so that one can be named. */
import type { Actor } from "#access/contract";
import type { FoundElement } from "#registry/contract";
import type { ElementKind } from "#vocabulary/contract";
import { answerRefusal } from "./answer.ts";
import type { Call } from "./call.ts";
import { printable } from "./display-width.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Say } from "./language.ts";
import type { Operations } from "./operations.ts";
import { textTable } from "./text-table.ts";

/** What was searched for, and all that it could mean. */
export interface Search {
  readonly text: string;
  readonly found: readonly FoundElement[];
}

/** How an element is called; a household without a number has no name. */
export function elementName(say: Say, title: string): string {
  return printable(title) || say("show.nameless");
}

/** Lists the elements of which one was meant. */
export function printCandidates(call: Call, search: Search): void {
  const { terminal, say } = call;
  terminal.out(terminal.paint.bold(say("show.several", { count: search.found.length, text: printable(search.text) })));
  // What tells them apart must not be cut for a word that is the same on every line.
  const kinds = new Set(search.found.map((found) => found.kind)).size > 1;
  const rows = search.found.map((found) => [
    ...(kinds ? [say(`kind.${found.kind}`)] : []),
    elementName(say, found.title),
    found.hint,
    found.id,
  ]);
  const columns = [
    ...(kinds ? [{ title: say("column.kind") }] : []),
    { title: say("column.title"), flexible: true },
    { title: say("column.hint"), flexible: true },
    { title: say("column.id"), colour: terminal.paint.dim },
  ];
  for (const line of textTable(columns, rows, { width: terminal.width, indent: "  ", paint: terminal.paint })) terminal.out(line);
  terminal.err(say("show.severalHint"));
}

/** The element meant; or, after having told what is wrong, the exit code to end with. */
export async function findOne(
  call: Call,
  operations: Operations,
  actor: Actor,
  community: string,
  text: string,
  kind?: ElementKind,
): Promise<FoundElement | ExitCode> {
  const found = (await operations.findElements(actor, community, text)).filter((each) => kind === undefined || each.kind === kind);
  const [only] = found;
  if (only === undefined) return answerRefusal(call, { code: "element-unknown" });
  if (found.length === 1) return only;
  if (!call.json) printCandidates(call, { text, found });
  return answerRefusal(call, { code: "element-ambiguous", detail: String(found.length) });
}
