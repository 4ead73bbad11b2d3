/** Mentions of persons as columns; mentions that say the very same are one node, so that each is compared once. */

import { groupByKey, hashKey } from "./blocking.ts";
import { type StandardIdentity, standardiseIdentity } from "./compare-identity.ts";
import { type StandardName, standardiseName } from "./compare-name.ts";
import type { LinkMention } from "./contract.ts";
import { createDictionary, type Dictionary } from "./dictionary.ts";
import type { DwellingAddresses } from "./dwelling-address.ts";
import { createFactColumn, type FactColumn, type FactSets } from "./facts.ts";
import { bytes, doubles, integers } from "./flat-arrays.ts";
import { isHouseholdHead } from "./household-head.ts";
import { markAges, markSingles } from "./mark-nodes.ts";
import type { RecordTable } from "./records.ts";

/** Distinct names, document numbers and texts of a linkage; they outlive one pass so that standard forms are made once. */
export interface PersonWords {
  readonly names: Dictionary;
  readonly standardNames: StandardName[];
  readonly nameKeys: Dictionary;
  /** Code of the standard key by name code: spellings that are the same name share it. */
  readonly keyOfName: number[];
  readonly sounds: Dictionary;
  readonly soundOfName: number[];
  readonly identities: Dictionary;
  readonly standardIdentities: StandardIdentity[];
  readonly texts: Dictionary;
}

const SET_NAMES = [
  "names",
  "formerNames",
  "identities",
  "births",
  "phones",
  "homes",
  "doors",
  "households",
  "registered",
  "employers",
  "uniques",
  "tables",
  "lives",
  "headed",
] as const;
type SetName = (typeof SET_NAMES)[number];

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

/** Attributes whose numbers belong to one person alone. */
const UNIQUE_ATTRIBUTES = ["bankAccount", "disabilityCertificateNumber", "residencePermitNumber", "volunteerNumber", "email"] as const;

/** Empty word lists. */
export function createPersonWords(): PersonWords {
  const name: StandardName = standardiseName("");
  return {
    names: createDictionary(),
    standardNames: [name],
    nameKeys: createDictionary(),
    keyOfName: [0],
    sounds: createDictionary(),
    soundOfName: [0],
    identities: createDictionary(),
    standardIdentities: [standardiseIdentity("", false)],
    texts: createDictionary(),
  };
}

/** Code of a name's standard form; different spellings of the same standard form share one code. */
export function encodeName(words: PersonWords, text: string): number {
  const before = words.names.texts.length;
  const raw = words.names.encode(text);
  if (raw < before) return words.keyOfName[raw] as number;
  const standard = standardiseName(text);
  const keysBefore = words.nameKeys.texts.length;
  const key = words.nameKeys.encode(standard.key);
  words.keyOfName[raw] = key;
  if (key >= keysBefore) {
    words.standardNames[key] = standard;
    words.soundOfName[key] = words.sounds.encode(standard.sound);
  }
  return key;
}

function encodeIdentity(words: PersonWords, text: string, valid: boolean): number {
  const before = words.identities.texts.length;
  const code = words.identities.encode(text);
  if (code >= before) words.standardIdentities[code] = standardiseIdentity(text, valid);
  return code;
}

/** Where the mention's record is, beside the mention itself. */
export interface RecordContext {
  readonly records: RecordTable;
  /** Mention index of the dwelling of each record, and of its registered one; -1 for none. */
  readonly dwellingOf: Int32Array;
  readonly registeredOf: Int32Array;
  readonly addresses: DwellingAddresses;
}

interface Reader {
  readonly mentionOf: Int32Array;
  readonly words: PersonWords;
  readonly columns: Readonly<Record<SetName, FactColumn>>;
  readonly sexes: Uint8Array;
  readonly nationalities: Int32Array;
  readonly ethnicities: Int32Array;
  /** Code of the single name, number and birth date of a mention; 0 none, -1 several. */
  readonly onlyName: Int32Array;
  readonly onlyNumber: Int32Array;
  readonly onlyBirth: Int32Array;
  /** How many values tie the mention to a place or a family. */
  readonly anchored: Uint8Array;
  readonly contentLow: Uint32Array;
  readonly contentHigh: Uint32Array;
}

/**
 * Reads all person mentions into nodes. `context` says where the people of a record live; a mention in `decided` stays a node of its own;
 * `beside` is what is known beside these mentions: the newest birth year, and which mentions' elements are settled (see `Surroundings`).
 */
export function readPersonNodes(
  mentions: readonly LinkMention[],
  words: PersonWords,
  context: RecordContext,
  decided: ReadonlySet<number>,
  beside: { readonly newestYear: number; readonly settled?: Int32Array } = { newestYear: 0 },
): PersonNodes {
  const mentionOf = personMentions(mentions);
  const count = mentionOf.length;
  const columns = Object.fromEntries(SET_NAMES.map((name) => [name, createFactColumn(count)])) as Record<SetName, FactColumn>;
  const reader: Reader = {
    mentionOf,
    words,
    columns,
    sexes: bytes(count),
    nationalities: integers(count),
    ethnicities: integers(count),
    onlyName: integers(count),
    onlyNumber: integers(count),
    onlyBirth: integers(count),
    anchored: bytes(count),
    contentLow: new Uint32Array(new SharedArrayBuffer(count * 4)),
    contentHigh: new Uint32Array(new SharedArrayBuffer(count * 4)),
  };
  for (let position = 0; position < count; position++)
    readMention(reader, position, mentions[mentionOf[position] as number] as LinkMention, context);
  return groupIntoNodes(reader, mentions, decided, beside);
}

function personMentions(mentions: readonly LinkMention[]): Int32Array {
  const found: number[] = [];
  mentions.forEach((mention, index) => {
    if (mention.kind === "person") found.push(index);
  });
  return Int32Array.from(found);
}

function readMention(reader: Reader, position: number, mention: LinkMention, context: RecordContext): void {
  const { words } = reader;
  const { texts } = words;
  const { values, invalid } = mention;
  readNames(reader, position, mention);
  stateAll(reader, "births", position, texts, DATE_SALT, values.birthDate ?? invalid.birthDate);
  stateAll(reader, "phones", position, texts, 5, values.phone);
  stateAll(reader, "phones", position, texts, 5, invalid.phone);
  const household = values.householdNumber?.[0];
  if (household !== undefined) state(reader, "households", position, texts, texts.encode(householdKey(household, mention.table)), 6);
  stateAll(reader, "registered", position, texts, 7, values.registeredAddress);
  stateAll(reader, "employers", position, texts, 8, values.employer);
  for (const attribute of UNIQUE_ATTRIBUTES) {
    const text = values[attribute]?.[0];
    if (text !== undefined) state(reader, "uniques", position, texts, texts.encode(`${attribute} ${text}`), 9);
  }
  readPlaces(reader, position, mention, context.records.of[reader.mentionOf[position] as number] as number, context);
  if (mention.role === "subject") reader.columns.tables.add(position, mention.table + 1);
  const sex = values.sex?.[0];
  reader.sexes[position] = sex === "1" ? 1 : sex === "2" ? 2 : 0;
  reader.nationalities[position] = texts.encode(values.nationality?.[0] ?? "");
  reader.ethnicities[position] = texts.encode(values.ethnicity?.[0] ?? "");
  reader.contentLow[position] = ((reader.contentLow[position] as number) + (reader.sexes[position] as number)) >>> 0;
}

function readNames(reader: Reader, position: number, { values, invalid }: LinkMention): void {
  const { words } = reader;
  for (const list of [values.name ?? invalid.name, values.foreignName ?? invalid.foreignName]) {
    if (list) for (const text of list) state(reader, "names", position, words.nameKeys, encodeName(words, text), 1);
  }
  if (values.formerName)
    for (const text of values.formerName) state(reader, "formerNames", position, words.nameKeys, encodeName(words, text), 2);
  if (values.idNumber)
    for (const text of values.idNumber) state(reader, "identities", position, words.identities, encodeIdentity(words, text, true), 3);
  if (invalid.idNumber)
    for (const text of invalid.idNumber) state(reader, "identities", position, words.identities, encodeIdentity(words, text, false), 3);
}

function readPlaces(reader: Reader, position: number, mention: LinkMention, record: number, context: RecordContext): void {
  const { addresses } = context;
  const { role } = mention;
  const place = addresses.dictionary;
  const isHead = isHouseholdHead(mention);
  const dwelling = context.dwellingOf[record] as number;
  if (dwelling >= 0) {
    const home = addresses.whole[dwelling] as number;
    if (home !== 0) state(reader, "homes", position, place, home, 10);
    else state(reader, "doors", position, place, addresses.door[dwelling] as number, 11);
    if (home !== 0 && livesInDwelling(role)) reader.columns.lives.add(position, home);
    if (home !== 0 && isHead) reader.columns.headed.add(position, home);
  }
  const registered = role === "subject" ? (context.registeredOf[record] as number) : -1;
  const registeredHome = registered >= 0 ? (addresses.whole[registered] as number) : 0;
  state(reader, "homes", position, place, registeredHome, 10);
  if (registeredHome !== 0 && isHead) reader.columns.headed.add(position, registeredHome);
}

const DATE_SALT = 4;

/** States every text of a list. A date that no calendar has may still be one digit from the true one; a phone that lost a digit may be near. */
function stateAll(
  reader: Reader,
  column: SetName,
  position: number,
  dictionary: Dictionary,
  salt: number,
  list: readonly string[] | undefined,
): void {
  if (list === undefined) return;
  for (const text of list) {
    if (column === "births" ? DATE.test(text) : column !== "phones" || text.length >= 8)
      state(reader, column, position, dictionary, dictionary.encode(text), salt);
  }
}

/** Adds a fact to its column and to the content of its mention. */
function state(reader: Reader, column: SetName, position: number, dictionary: Dictionary, code: number, salt: number): void {
  if (code === 0) return;
  reader.columns[column].add(position, code);
  noteSingle(reader, column, position, code);
  const content = dictionary.fingerprint(code);
  reader.contentLow[position] = ((reader.contentLow[position] as number) + hashKey(content + salt * 7919)) >>> 0;
  reader.contentHigh[position] = ((reader.contentHigh[position] as number) + hashKey(content + salt * 104729 + 1)) >>> 0;
}

/** Remembers the single value of the columns that decide which mentions say the very same. */
function noteSingle(reader: Reader, column: SetName, position: number, code: number): void {
  const single =
    column === "names" ? reader.onlyName : column === "identities" ? reader.onlyNumber : column === "births" ? reader.onlyBirth : null;
  if (single) single[position] = single[position] === 0 || single[position] === code ? code : -1;
  else if (column === "phones" || column === "households" || column === "registered") reader.anchored[position] = 1;
}

const DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;

/** Short household numbers are row numbers of their table, not numbers of the police station. */
export function householdKey(text: string, table: number): string {
  return text.length < 6 ? `${text} in ${table}` : text;
}

function livesInDwelling(role: LinkMention["role"]): boolean {
  return role !== "owner" && role !== "landlord" && role !== "legalRepresentative" && role !== "contact";
}

function groupIntoNodes(
  reader: Reader,
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
function signatureOf(reader: Reader, position: number): number {
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
