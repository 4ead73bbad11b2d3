/** What mentions of persons say, as columns. */

import { hashKey } from "./blocking.ts";
import { type StandardIdentity, standardiseIdentity } from "./compare-identity.ts";
import { type StandardName, standardiseName } from "./compare-name.ts";
import { UNIQUE_ATTRIBUTES } from "./compared-attributes.ts";
import type { LinkMention } from "./contract.ts";
import { createDictionary, type Dictionary } from "./dictionary.ts";
import type { DwellingAddresses } from "./dwelling-address.ts";
import { createFactColumn, type FactColumn } from "./facts.ts";
import { bytes, integers, naturals } from "./flat-arrays.ts";
import { isHouseholdHead } from "./household-head.ts";
import type { RecordTable } from "./records.ts";

/** Distinct names, document numbers and texts of a linkage, each with its standard form. */
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

export const SET_NAMES = [
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
export type SetName = (typeof SET_NAMES)[number];

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

/** What person mentions say, place by place in `mentionOf`; where they live is told apart from it. */
export interface PersonStatements {
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

/** Reads all that person mentions say, but for where they live. */
export function readPersonStatements(mentions: readonly LinkMention[], words: PersonWords): PersonStatements {
  const mentionOf = personMentions(mentions);
  const count = mentionOf.length;
  const said: PersonStatements = {
    mentionOf,
    words,
    columns: emptyColumns(SET_NAMES, count),
    sexes: bytes(count),
    nationalities: integers(count),
    ethnicities: integers(count),
    onlyName: integers(count),
    onlyNumber: integers(count),
    onlyBirth: integers(count),
    anchored: bytes(count),
    contentLow: naturals(count),
    contentHigh: naturals(count),
  };
  for (let position = 0; position < count; position++) readMention(said, position, mentions[mentionOf[position] as number] as LinkMention);
  return said;
}

/** The columns of a person's places: they are read anew when addresses have become known. */
const PLACES = ["homes", "doors", "lives", "headed"] as const satisfies readonly SetName[];

function emptyColumns<Name extends SetName>(names: readonly Name[], count: number): Record<Name, FactColumn> {
  return Object.fromEntries(names.map((name) => [name, createFactColumn(count)])) as Record<Name, FactColumn>;
}

/** The statements with where the people of their records live. */
export function withPlaces(said: PersonStatements, mentions: readonly LinkMention[], context: RecordContext): PersonStatements {
  const { mentionOf, columns, contentLow, contentHigh } = said;
  const placed: PersonStatements = {
    ...said,
    columns: { ...columns, ...emptyColumns(PLACES, mentionOf.length) },
    contentLow: contentLow.slice(),
    contentHigh: contentHigh.slice(),
  };
  for (let position = 0; position < mentionOf.length; position++) {
    const mention = mentionOf[position] as number;
    readPlaces(placed, position, mentions[mention] as LinkMention, context.records.of[mention] as number, context);
  }
  return placed;
}

function personMentions(mentions: readonly LinkMention[]): Int32Array {
  const found: number[] = [];
  mentions.forEach((mention, index) => {
    if (mention.kind === "person") found.push(index);
  });
  return Int32Array.from(found);
}

function readMention(reader: PersonStatements, position: number, mention: LinkMention): void {
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
  if (mention.role === "subject") reader.columns.tables.add(position, mention.table + 1);
  const sex = values.sex?.[0];
  reader.sexes[position] = sex === "1" ? 1 : sex === "2" ? 2 : 0;
  reader.nationalities[position] = texts.encode(values.nationality?.[0] ?? "");
  reader.ethnicities[position] = texts.encode(values.ethnicity?.[0] ?? "");
  reader.contentLow[position] = ((reader.contentLow[position] as number) + (reader.sexes[position] as number)) >>> 0;
}

function readNames(reader: PersonStatements, position: number, { values, invalid }: LinkMention): void {
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

function readPlaces(reader: PersonStatements, position: number, mention: LinkMention, record: number, context: RecordContext): void {
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
  reader: PersonStatements,
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
function state(reader: PersonStatements, column: SetName, position: number, dictionary: Dictionary, code: number, salt: number): void {
  if (code === 0) return;
  reader.columns[column].add(position, code);
  noteSingle(reader, column, position, code);
  const content = dictionary.fingerprint(code);
  reader.contentLow[position] = ((reader.contentLow[position] as number) + hashKey(content + salt * 7919)) >>> 0;
  reader.contentHigh[position] = ((reader.contentHigh[position] as number) + hashKey(content + salt * 104729 + 1)) >>> 0;
}

/** Remembers the single value of the columns that decide which mentions say the very same. */
function noteSingle(reader: PersonStatements, column: SetName, position: number, code: number): void {
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
