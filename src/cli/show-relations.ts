/** How an element belongs to others, said from its own side: `father`, `home`, `landlord`. */
import type { ShownElement, ShownRelation } from "#registry/contract";
import { sayOr } from "./answer.ts";
import type { Call } from "./call.ts";
import { elementName } from "./find-one.ts";
import type { Say } from "./language.ts";
import { textTable } from "./text-table.ts";
import type { Words } from "./words.ts";

/** The family first, then where they live, then the rest. */
const ORDER = ["spouseOf", "parentOf", "guardianOf", "memberOf", "livesIn", "occupies", "registeredIn", "owns", "employedBy", "represents"];

export function printRelations(call: Call, element: ShownElement, words: Words): void {
  const { terminal, say } = call;
  if (element.relations.length === 0) return;
  terminal.out("");
  terminal.out(terminal.paint.bold(say("show.relations")));
  const place = ({ relation }: ShownRelation) => (ORDER.includes(relation) ? ORDER.indexOf(relation) : ORDER.length);
  const rows = element.relations
    .toSorted((left, right) => place(left) - place(right))
    .map((each) => [relationLabel(say, each), elementName(say, each.title), relationDetail(say, each, words), each.elementId]);
  const columns = [
    { title: say("column.relation") },
    { title: say("column.title"), flexible: true },
    { title: say("column.detail"), flexible: true },
    { title: say("column.id"), colour: terminal.paint.dim },
  ];
  for (const line of textTable(columns, rows, { width: terminal.width, indent: "  ", paint: terminal.paint })) terminal.out(line);
}

/** What the other one is to the element shown; more exactly where the row's role says so. */
function relationLabel(say: Say, { relation, direction, detail }: ShownRelation): string {
  const key = `${direction === "from" ? "relation" : "relationReversed"}.${relation}`;
  return sayOr(say, `${key}.${detail}`, sayOr(say, key, relation));
}

/** A member's relation to the head, that somebody rents, and since when. */
function relationDetail(say: Say, { relation, detail, validFrom }: ShownRelation, words: Words): string {
  const parts = [
    relation === "memberOf" && /^\d{1,2}$/.test(detail) ? words.valueLabel("person", "relationToHead", detail).replace(/^\d+ /, "") : "",
    relation === "livesIn" && detail === "tenant" ? say("role.tenant") : "",
    validFrom === undefined ? "" : say("show.since", { from: validFrom }),
  ];
  return parts.filter((part) => part !== "").join(say("list.comma"));
}
