/** Reads a few persons so that they can be judged as they would be among all of their community. */

import type { LinkMention, Surroundings } from "./contract.ts";
import { readDwellingAddresses } from "./dwelling-address.ts";
import { knownCommon } from "./how-common.ts";
import { contextOf, doorCodes, spellingsOf } from "./link-community.ts";
import { PERSON_COMPARISONS } from "./person-model.ts";
import { type PersonNodes, readPersonNodes } from "./person-nodes.ts";
import { createPersonScorer, type PersonScorer } from "./person-score.ts";
import { createPersonWords, type RecordContext } from "./person-statements.ts";
import { tabulateRecords } from "./records.ts";

/** Person mentions as nodes, where they live, and what scores pairs of them. */
export interface PersonsRead {
  /** Code of the door of a whole address. */
  readonly doors: (home: number) => number;
  readonly context: RecordContext;
  readonly nodes: PersonNodes;
  readonly scorer: PersonScorer;
}

/**
 * Reads the person mentions among `mentions`; one in `apart` is not taken together with its equals. `beside` is what is known of the
 * community; absent when the mentions are all of it.
 */
export function readPersons(
  mentions: readonly LinkMention[],
  apart: ReadonlySet<number>,
  beside: Pick<Surroundings, "knowledge" | "counts"> | undefined,
): PersonsRead {
  const addresses = readDwellingAddresses(mentions, beside && spellingsOf(beside.knowledge));
  const doors = doorCodes(addresses);
  const context = contextOf(mentions, tabulateRecords(mentions), addresses);
  const nodes = readPersonNodes(mentions, createPersonWords(), context, apart, { newestYear: beside?.knowledge.newestBirthYear ?? 0 });
  const common = beside && knownCommon(nodes, beside.knowledge.statements, beside.counts);
  return { doors, context, nodes, scorer: createPersonScorer(nodes, PERSON_COMPARISONS, doors, common) };
}
