/** Blocking rules for persons: which nodes share enough to be worth comparing. Every rule survives the loss or mistyping of what the others use. */

import { collectPairs, hashKey } from "./blocking.ts";
import type { StandardIdentity } from "./compare-identity.ts";
import type { StandardName } from "./compare-name.ts";
import type { FactSets } from "./facts.ts";
import { integers } from "./flat-arrays.ts";
import type { PersonNodes } from "./person-nodes.ts";

/** A key of up to three codes; two different triples may share one, which costs a comparison and nothing else. */
function keyOf(first: number, second: number, third = 0): number {
  const high = hashKey(first * 67108864 + second);
  const low = hashKey(second * 134217728 + third + first);
  return (high >>> 11) * 4294967296 + (low >>> 0);
}

/** Codes of how surnames and last characters sound, by name code. */
interface NameEnds {
  readonly surname: Int32Array;
  readonly end: Int32Array;
}

function endsOf(nodes: PersonNodes): NameEnds {
  const names = nodes.words.standardNames;
  const surname = integers(names.length);
  const end = integers(names.length);
  names.forEach((name: StandardName, code) => {
    surname[code] = nodes.words.sounds.encode(`surname ${name.surnameSound}`);
    end[code] = nodes.words.sounds.encode(`end ${name.endSound}`);
  });
  return { surname, end };
}

/** Every pair of nodes that some rule finds, as `lower * count + higher`, ascending. */
export function blockPersons(nodes: PersonNodes, doorCodeOfHome: (home: number) => number): Float64Array {
  const collector = collectPairs(nodes.count);
  const ends = endsOf(nodes);
  for (const rule of [...identityRules(nodes), ...birthRules(nodes, ends), ...familyRules(nodes, ends, doorCodeOfHome)]) {
    for (let node = 0; node < nodes.count; node++) if (nodes.settled[node] === 0) rule.keys(node, collector.key);
    collector.endRule(rule.cap);
  }
  return collector.finish();
}

/** A blocking rule: the keys of a node, and the largest group that is still evidence. */
interface Rule {
  readonly cap: number;
  readonly keys: (node: number, key: (node: number, key: number) => void) => void;
}

function forEachName(nodes: PersonNodes, node: number, visit: (name: number) => void): void {
  const { names, formerNames } = nodes;
  for (let i = names.starts[node] as number; i < (names.starts[node + 1] as number); i++) visit(names.values[i] as number);
  for (let i = formerNames.starts[node] as number; i < (formerNames.starts[node + 1] as number); i++)
    visit(formerNames.values[i] as number);
}

function forEachValue(sets: FactSets, node: number, visit: (value: number) => void): void {
  for (let i = sets.starts[node] as number; i < (sets.starts[node + 1] as number); i++) visit(sets.values[i] as number);
}

function hashSlice(text: string, from: number, to: number): number {
  let hash = 0;
  for (let index = from; index < to; index++) hash = hash * 37 + (text.charCodeAt(index) - 40);
  return hash % 9007199254740991;
}

function forEachNumber(nodes: PersonNodes, node: number, knownMin: number, visit: (number: StandardIdentity) => void): void {
  forEachValue(nodes.identities, node, (code) => {
    const number = nodes.words.standardIdentities[code] as StandardIdentity;
    if (number.resident && number.known >= knownMin) visit(number);
  });
}

/** A slip in region or year leaves the tail of a number, one in month or day its frame, one in the sequence its head. */
function identityRules(nodes: PersonNodes): Rule[] {
  return [
    { cap: 60, keys: (node, key) => forEachValue(nodes.identities, node, (code) => key(node, code)) },
    {
      cap: 60,
      keys: (node, key) => forEachNumber(nodes, node, 17, ({ text }) => key(node, hashSlice(text, text.length - 8, text.length))),
    },
    {
      cap: 60,
      keys: (node, key) => forEachNumber(nodes, node, 18, ({ text }) => key(node, keyOf(hashSlice(text, 0, 9), hashSlice(text, 14, 18)))),
    },
  ];
}

/** Visits the birth dates of a node, stated or inside a document number, as `yyyymmdd` (zeros for what is not said). */
function forEachBirth(nodes: PersonNodes, node: number, visit: (date: number) => void): void {
  const { births, identities, words } = nodes;
  let first = 0;
  for (let i = births.starts[node] as number; i < (births.starts[node + 1] as number); i++) {
    const date = dateNumber(words.texts.texts[births.values[i] as number] as string);
    if (first === 0) first = date;
    visit(date);
  }
  for (let i = identities.starts[node] as number; i < (identities.starts[node + 1] as number); i++) {
    const { birthDate } = words.standardIdentities[identities.values[i] as number] as StandardIdentity;
    const date = birthDate === "" ? 0 : dateNumber(birthDate);
    if (date !== 0 && date !== first) visit(date);
  }
}

function dateNumber(text: string): number {
  let digits = 0;
  for (let index = 0; index < text.length; index++) if (index !== 4 && index !== 7) digits = digits * 10 + text.charCodeAt(index) - 48;
  return text.length === 10 ? digits : text.length === 7 ? digits * 100 : digits * 10000;
}

function birthRules(nodes: PersonNodes, ends: NameEnds): Rule[] {
  const named = (cap: number, kind: number, name: (code: number) => number, date: (birth: number) => number): Rule => ({
    cap,
    keys: (node, key) =>
      forEachBirth(nodes, node, (birth) => {
        const part = date(birth);
        if (part !== 0) forEachName(nodes, node, (code) => key(node, keyOf(name(code), part, kind)));
      }),
  });
  const whole = (birth: number): number => birth;
  return [
    named(40, 1, (code) => ends.surname[code] as number, whole),
    named(40, 2, (code) => ends.end[code] as number, whole),
    named(
      30,
      3,
      (code) => code,
      (birth) => Math.floor(birth / 10000),
    ),
    named(
      30,
      4,
      (code) => code,
      (birth) => birth % 10000,
    ),
  ];
}

function familyRules(nodes: PersonNodes, ends: NameEnds, doorCodeOfHome: (home: number) => number): Rule[] {
  const named = (cap: number, kind: number, sets: FactSets, name: (code: number) => number): Rule => ({
    cap,
    keys: (node, key) => forEachValue(sets, node, (code) => forEachName(nodes, node, (text) => key(node, keyOf(name(text), code, kind)))),
  });
  const surname = (code: number): number => ends.surname[code] as number;
  const end = (code: number): number => ends.end[code] as number;
  return [
    { cap: 30, keys: (node, key) => forEachValue(nodes.phones, node, (value) => key(node, value)) },
    { cap: 20, keys: (node, key) => forEachValue(nodes.uniques, node, (value) => key(node, value)) },
    { cap: 12, keys: (node, key) => forEachName(nodes, node, (name) => key(node, name)) },
    { cap: 50, keys: (node, key) => forEachValue(nodes.households, node, (value) => key(node, value)) },
    named(50, 5, nodes.registered, surname),
    named(50, 10, nodes.homes, surname),
    named(50, 20, nodes.homes, end),
    {
      cap: 50,
      keys: (node, key) => {
        if (nodes.doors.values.length === 0) return;
        forEachName(nodes, node, (name) => {
          forEachValue(nodes.homes, node, (home) => key(node, keyOf(name, doorCodeOfHome(home), 7)));
          forEachValue(nodes.doors, node, (door) => key(node, keyOf(name, door, 7)));
        });
      },
    },
  ];
}
