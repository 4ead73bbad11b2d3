/** Asks a worker what the columns mean that nobody understood: search the vocabulary, skip, or say that it is no fact. */
import type { ManualMapping } from "#exchange";
import type { ColumnMeaning } from "#exchange/contract";
import type { ImportSummary } from "#registry/contract";
import { type Attribute, MentionRole } from "#vocabulary/contract";
import type { Call } from "./call.ts";
import { printable } from "./display-width.ts";
import type { Words } from "./words.ts";

type UnknownColumn = ImportSummary["columnsUnknown"][number];

/** More hits than this are not a choice: a narrower word is asked for. */
const HITS_SHOWN_MAX = 12;

/** Roles that a column's element may play, by kind, the most likely first. */
const ROLES: Readonly<Record<Attribute["kind"], readonly MentionRole[]>> = {
  person: [
    "subject",
    "householdHead",
    "spouse",
    "father",
    "mother",
    "guardian",
    "contact",
    "landlord",
    "tenant",
    "owner",
    "legalRepresentative",
    "applicant",
    "counterparty",
  ],
  household: ["subject"],
  dwelling: ["subject", "registered"],
  organisation: ["subject", "employer"],
};

/** Goes through the columns. Enter skips one, `-` marks it as no fact, `q` (or Ctrl-D) ends. One header of one layout is asked once. */
export async function askForColumns(call: Call, columns: readonly UnknownColumn[], words: Words): Promise<ManualMapping[]> {
  const { say, terminal } = call;
  const answers = new Map<string, Record<string, ColumnMeaning | null>>();
  const asked = new Set<string>();
  terminal.err("");
  terminal.err(terminal.paintMessage.bold(say("mapping.title", { count: columns.length })));
  terminal.err(say("mapping.howTo"));
  for (const column of columns) {
    const key = `${column.fingerprint}\n${column.header}`;
    if (asked.has(key)) continue;
    asked.add(key);
    terminal.err("");
    terminal.err(
      terminal.paintMessage.yellow(
        printable(say("mapping.column", { file: column.file, sheet: column.sheet, column: column.column, header: column.header })),
      ),
    );
    const answer = await askForMeaning(call, words);
    if (answer === "end") break;
    if (answer === "skip") continue;
    const layout = answers.get(column.fingerprint) ?? {};
    layout[column.header] = answer;
    answers.set(column.fingerprint, layout);
  }
  return [...answers].map(([fingerprint, columns]) => ({ fingerprint, columns }));
}

async function askForMeaning(call: Call, words: Words): Promise<ColumnMeaning | null | "skip" | "end"> {
  const { say, terminal } = call;
  let shown: readonly Attribute[] = [];
  for (;;) {
    const reply = (await terminal.ask(say("mapping.ask")))?.trim();
    if (reply === undefined || reply === "q") return "end";
    if (reply === "") return "skip";
    if (reply === "-") return null;
    const picked = /^\d+$/.test(reply) ? shown[Number(reply) - 1] : undefined;
    if (picked !== undefined) return meaningOf(call, picked);
    const hits = searchAttributes(words.attributes, reply);
    shown = hits.slice(0, HITS_SHOWN_MAX);
    if (hits.length === 0) terminal.err(say("mapping.noHits", { text: printable(reply) }));
    shown.forEach((attribute, at) => {
      terminal.err(
        `  ${String(at + 1).padStart(2)}  ${say(`kind.${attribute.kind}`)} · ${attribute.label[call.language]}  ${terminal.paintMessage.dim(`${attribute.kind}.${attribute.name}`)}`,
      );
    });
    if (hits.length > HITS_SHOWN_MAX) terminal.err(say("mapping.moreHits", { count: hits.length - HITS_SHOWN_MAX }));
  }
}

/** Whose attribute it is: asked only where several answers make sense; Enter takes the first. */
async function meaningOf(call: Call, attribute: Attribute): Promise<ColumnMeaning> {
  const { say, terminal } = call;
  const roles = ROLES[attribute.kind];
  const first = roles[0] ?? MentionRole.subject;
  if (roles.length === 1) return { kind: attribute.kind, role: first, attribute: attribute.name };
  terminal.err(say("mapping.roles"));
  terminal.err(roles.map((role, at) => `  ${at + 1} ${say(`role.${role}`)}`).join(" "));
  const reply = (await terminal.ask(say("mapping.askRole", { role: say(`role.${first}`) })))?.trim() ?? "";
  return { kind: attribute.kind, role: roles[Number(reply) - 1] ?? first, attribute: attribute.name };
}

/** Attributes whose name, label or header words contain the text; whole matches first. */
export function searchAttributes(attributes: readonly Attribute[], text: string): Attribute[] {
  const wanted = text.toLowerCase().replaceAll(/\s/g, "");
  const rank = (attribute: Attribute): number => {
    const spellings = [attribute.name, `${attribute.kind}.${attribute.name}`, attribute.label.zh, attribute.label.en, ...attribute.headers];
    let best = 3;
    for (const spelling of spellings) {
      const plain = spelling.toLowerCase().replaceAll(/\s/g, "");
      if (plain === wanted) return 0;
      if (plain.startsWith(wanted)) best = Math.min(best, 1);
      else if (plain.includes(wanted)) best = Math.min(best, 2);
    }
    return best;
  };
  return attributes
    .map((attribute) => ({ attribute, rank: rank(attribute) }))
    .filter((hit) => hit.rank < 3)
    .sort((left, right) => left.rank - right.rank)
    .map((hit) => hit.attribute);
}
