/** How common names and phones are: agreement on what many share is weak evidence. Coarse on purpose, so that a few more records change nothing. */

import type { KnownCounts } from "./contract.ts";
import type { FactSets } from "./facts.ts";
import { doubles, integers } from "./flat-arrays.ts";
import type { PersonNodes } from "./person-nodes.ts";

/** How common the values of the nodes are in the whole community. */
export interface HowCommon {
  /** Distinct statements about persons, as a power of two. */
  readonly population: number;
  /** Expected other people of the same name, by name code. */
  readonly names: Float64Array;
  /** Expected other people on the same phone, by text code. */
  readonly phones: Float64Array;
}

/** Namesakes beyond those seen: families repeat names, and registers of a street hold relatives. */
const NAMESAKES_MIN = 0.12;
/** People beyond those seen who could be reached on a phone. */
const PHONE_MATES_MIN = 0.3;

/** Counts the nodes' own values, which are all of the community's. */
export function countCommon(nodes: PersonNodes): HowCommon {
  const { bearers, owners } = countHere(nodes);
  return expected(nodes.count, bearers, owners);
}

/** How common the values of a few nodes are in a community of `statements` distinct statements about persons, of which others are `known`. */
export function knownCommon(nodes: PersonNodes, statements: number, known: KnownCounts): HowCommon {
  const { standardNames, texts } = nodes.words;
  const { bearers, owners } = countHere(nodes);
  for (let name = 1; name < bearers.length; name++)
    bearers[name] = Math.max(bearers[name] as number, known.bearers(standardNames[name]?.key as string));
  for (const phone of nodes.phones.values) owners[phone] = Math.max(owners[phone] as number, known.owners(texts.texts[phone] as string));
  return expected(statements, bearers, owners);
}

/** People of one name are told apart by their birth dates and numbers, people on one phone by their names. */
function countHere(nodes: PersonNodes): { bearers: Int32Array; owners: Int32Array } {
  const names = nodes.words.standardNames.length;
  const numbers = countPartners(nodes.names, nodes.onlyNumber, names);
  return {
    bearers: countPartners(nodes.names, nodes.onlyBirth, names).map((births, name) => Math.max(births, numbers[name] as number)),
    owners: countPartners(nodes.phones, nodes.onlyName, nodes.words.texts.texts.length),
  };
}

function expected(statements: number, bearers: Int32Array, owners: Int32Array): HowCommon {
  return {
    population: populationOf(statements),
    names: Float64Array.from(bearers, (count) => NAMESAKES_MIN + coarse(count - 1)),
    phones: Float64Array.from(owners, (count) => PHONE_MATES_MIN + coarse(count - 1)),
  };
}

/** A number of people as a power of two, 0 for none. */
function coarse(count: number): number {
  return count <= 0 ? 0 : 2 ** Math.ceil(Math.log2(count));
}

/** How many people pairs are drawn from, as a power of two. */
export function populationOf(statements: number): number {
  return 2 ** Math.round(Math.log2(Math.max(50, statements)));
}

/** By value: how many different partners (codes above 0) the nodes that state it have. */
function countPartners(sets: FactSets, partners: Int32Array, size: number): Int32Array {
  const keys = doubles(sets.values.length);
  let length = 0;
  for (let node = 0; node < partners.length; node++) {
    const partner = partners[node] as number;
    if (partner <= 0) continue;
    for (let at = sets.starts[node] as number; at < (sets.starts[node + 1] as number); at++)
      keys[length++] = (sets.values[at] as number) * PARTNER_RANGE + partner;
  }
  const sorted = keys.subarray(0, length).sort();
  const counts = integers(size);
  for (let index = 0; index < length; index++) {
    if (index > 0 && sorted[index] === sorted[index - 1]) continue;
    const value = Math.floor((sorted[index] as number) / PARTNER_RANGE);
    counts[value] = (counts[value] as number) + 1;
  }
  return counts;
}

/** More codes than any community has; keeps value and partner apart in one number. */
const PARTNER_RANGE = 2 ** 26;
