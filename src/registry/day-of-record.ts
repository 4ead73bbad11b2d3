import { attributes } from "#vocabulary";
import type { MentionInHand } from "./in-hand.ts";

/** Dates that lie ahead, or say nothing of when the row was written. */
const NOT_EVENTS = /^birthDate$|expir|expected|due/i;

const dates = attributes.filter(({ name, type }) => type === "date" && !NOT_EVENTS.test(name));
const eventsOf = new Map(
  Array.from(
    Map.groupBy(dates, ({ kind }) => kind),
    ([kind, list]) => [kind, new Set(list.map(({ name }) => name))],
  ),
);

/**
 * The ISO day of which a mention speaks: its table's, or, where the table does not say, the latest event in the row (the second dose, the
 * inspection). Empty when neither tells: then every dated source is taken for newer.
 */
export function dayOfRecord(mention: MentionInHand): string {
  if (mention.table.asOf !== null) return mention.table.asOf;
  let latest = "";
  const events = eventsOf.get(mention.kind);
  if (events === undefined) return latest;
  const { receivedOn } = mention.table;
  // What a row says is little beside all that it could say.
  mention.eachValue((attribute, value, valid) => {
    if (valid && events.has(attribute) && value > latest && value <= receivedOn) latest = value;
  });
  return latest;
}
