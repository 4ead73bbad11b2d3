/** Persons' mentions as nodes; those that say the very same are one node, so that each is compared once. */

import { groupByKey } from "./blocking.ts";
import type { StandardIdentity } from "./compare-identity.ts";
import type { LinkMention } from "./contract.ts";
import type { FactSets } from "./facts.ts";
import { bytes, doubles, integers } from "./flat-arrays.ts";
import { markAges, markSingles } from "./mark-nodes.ts";
import {
  type PersonStatements,
  type PersonWords,
  type RecordContext,
  readPersonStatements,
  SET_NAMES,
  type SetName,
  withPlaces,
} from "./person-statements.ts";

/** Nodes of persons; every column is indexed by node. */
export interface PersonNodes extends Readonly<Record<SetName, FactSets>> {
  readonly count: number;
  readonly words: PersonWords;
  /** Mention index of each person mention, ascending. */
  readonly mentionOf: Int32Array;
  /** Node by position in `mentionOf`. */
  readonly nodeOf: Int32Array;
  /** 0 unknown, 1 male, 2 female, 3 both are stated. */
  readonly sexes: Uint8Array;
  readonly nationalities: Int32Array;
  readonly ethnicities: Int32Array;
  /** What the node says, as a number that does not depend on any order: breaks ties. */
  readonly fingerprints: Float64Array;
  /** Mentions in the node. */
  readonly sizes: Int32Array;
  /** 1 when some mention is the subject of its row. */
  readonly subjects: Uint8Array;
  /** Code of the single name (no former one), of the single valid resident number, of the birth date; 0 unknown, -1 several. */
  readonly onlyName: Int32Array;
  readonly onlyNumber: Int32Array;
  readonly onlyBirth: Int32Array;
  /** 0 unknown, 1 grown up by role, 2 grown up by birth date, 4 a child by birth date. */
  readonly adults: Uint8Array;
  /** 1 for the node of a settled element, which joins nobody. */
  readonly settled: Uint8Array;
  /** Newest birth year, which is near the day of the registers. */
  readonly newestYear: number;
}

/**
 * Makes nodes of person mentions. `context` says where the people of a record live; a mention in `decided` stays a node of its own;
 * `beside` is what is known beside these mentions: the newest birth year, and which mentions' elements are settled (see `Surroundings`).
 */
export function personNodes(
  said: PersonStatements,
  mentions: readonly LinkMention[],
  context: RecordContext,
  decided: ReadonlySet<number>,
  beside: { readonly newestYear: number; readonly settled?: Int32Array } = { newestYear: 0 },
): PersonNodes {
  return groupIntoNodes(withPlaces(said, mentions, context), mentions, decided, beside);
}

/** Reads all person mentions into nodes; see {@link personNodes}. */
export function readPersonNodes(
  mentions: readonly LinkMention[],
  words: PersonWords,
  context: RecordContext,
  decided: ReadonlySet<number>,
  beside?: { readonly newestYear: number; readonly settled?: Int32Array },
): PersonNodes {
  return personNodes(readPersonStatements(mentions, words), mentions, context, decided, beside);
}

function groupIntoNodes(
  reader: PersonStatements,
  mentions: readonly LinkMention[],
  decided: ReadonlySet<number>,
  beside: { readonly newestYear: number; readonly settled?: Int32Array },
): PersonNodes {
  const { words, columns, mentionOf } = reader;
  const positions = mentionOf.length;
  const keys = doubles(positions);
  for (let position = 0; position < positions; position++) {
    const mention = mentionOf[position] as number;
    const alone = decided.has(mention) || (beside.settled?.[mention] ?? -1) >= 0;
    keys[position] = alone ? Number.NaN : signatureOf(reader, position);
  }
  const groups = groupByKey(keys);
  const nodeOf = groups.groupOf;
  let count = groups.count;
  const ofElement = new Map<number, number>();
  for (let position = 0; position < positions; position++) {
    if ((nodeOf[position] as number) >= 0) continue;
    const element = beside.settled?.[mentionOf[position] as number] ?? -1;
    const node = ofElement.get(element) ?? count++;
    nodeOf[position] = node;
    if (element >= 0) ofElement.set(element, node);
  }
  const sets = Object.fromEntries(SET_NAMES.map((name) => [name, columns[name].gather(nodeOf, count)])) as Record<SetName, FactSets>;
  const nodes = {
    ...sets,
    count,
    words,
    mentionOf,
    nodeOf,
    sexes: bytes(count),
    nationalities: integers(count),
    ethnicities: integers(count),
    fingerprints: doubles(count),
    sizes: integers(count),
    subjects: bytes(count),
    adults: bytes(count),
    onlyName: integers(count),
    onlyNumber: integers(count),
    onlyBirth: integers(count),
    settled: bytes(count),
    newestYear: 0,
  };
  for (let position = 0; position < positions; position++) {
    const node = nodeOf[position] as number;
    nodes.sexes[node] = (nodes.sexes[node] as number) | (reader.sexes[position] as number);
    stateOnce(nodes.nationalities, node, reader.nationalities[position] as number);
    stateOnce(nodes.ethnicities, node, reader.ethnicities[position] as number);
    const content = (reader.contentHigh[position] as number & 0x1fffff) * 4294967296 + (reader.contentLow[position] as number);
    nodes.fingerprints[node] = ((nodes.fingerprints[node] as number) + content) % 9007199254740991;
    nodes.sizes[node] = (nodes.sizes[node] as number) + 1;
    const role = (mentions[mentionOf[position] as number] as LinkMention).role;
    if (role === "subject") nodes.subjects[node] = 1;
    if (GROWN_UP_ROLES.has(role)) nodes.adults[node] = 1;
  }
  for (const node of ofElement.values()) nodes.settled[node] = 1;
  nodes.newestYear = markAges(nodes, beside.newestYear);
  markSingles(nodes);
  return nodes;
}

const GROWN_UP_ROLES: ReadonlySet<string> = new Set([
  "landlord",
  "tenant",
  "owner",
  "legalRepresentative",
  "guardian",
  "spouse",
  "father",
  "mother",
]);
/** Keeps a node's single value; -1 when its mentions state different ones, whichever came first. */
function stateOnce(column: Int32Array, node: number, value: number): void {
  if (value === 0) return;
  const held = column[node] as number;
  column[node] = held === 0 || held === value ? value : -1;
}

/** The key under which a mention is taken together with its equals, NaN when it says too little for that. */
function signatureOf(reader: PersonStatements, position: number): number {
  const { words } = reader;
  const name = reader.onlyName[position] as number;
  if (name <= 0) return Number.NaN;
  const code = reader.onlyNumber[position] as number;
  const number = words.standardIdentities[Math.max(0, code)] as StandardIdentity;
  if (code > 0 && number.resident && number.valid && number.known === 18) {
    const birth = reader.onlyBirth[position] as number;
    const sex = reader.sexes[position] as number;
    const agrees = (birth === 0 || words.texts.texts[birth] === number.birthDate) && (sex === 0 || String(sex) === number.sex);
    return agrees ? code * 33554432 + name : Number.NaN;
  }
  // Nothing but equal content may meet here: 53 bits of content hash, set apart from the keys above by their sign.
  return (reader.anchored[position] as number) > 0
    ? -1 - (((reader.contentHigh[position] as number) & 0x1fffff) * 4294967296 + (reader.contentLow[position] as number))
    : Number.NaN;
}

/** The single value of an owner, 0 for none, -1 for several. */
export function onlyValue(sets: FactSets, owner: number): number {
  const start = sets.starts[owner] as number;
  const size = (sets.starts[owner + 1] as number) - start;
  return size === 1 ? (sets.values[start] as number) : size === 0 ? 0 : -1;
}
