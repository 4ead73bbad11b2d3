import { attributes } from "#vocabulary";
import type { MentionInHand } from "./in-hand.ts";

/** Dates that lie ahead, or say nothing of when the row was written. */
const NOT_EVENTS = /^birthDate$|expir|expected|due/i;

const eventsOf = Map.groupBy(
  attributes.filter(({ name, type }) => type === "date" && !NOT_EVENTS.test(name)),
  ({ kind }) => kind,
);

/**
 * The ISO day of which a mention speaks: its table's, or, where the table does not say, the latest event in the row (the second dose, the
 * inspection). Empty when neither tells: then every dated source is taken for newer.
 */
export function dayOfRecord(mention: MentionInHand): string {
  if (mention.table.asOf !== null) return mention.table.asOf;
  let latest = "";
  const { values } = mention;
  for (const { name } of eventsOf.get(mention.kind) ?? []) {
    for (const { value, valid } of values[name] ?? []) {
      if (valid && value > latest && value <= mention.table.receivedOn) latest = value;
    }
  }
  return latest;
}
