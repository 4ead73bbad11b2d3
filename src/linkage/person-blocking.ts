/** Blocking rules for persons: which nodes share enough to be worth comparing. Every rule survives the loss or mistyping of what the others use. */
import { collectPairs, hashKey, type PairCollector } from "./blocking.ts";
import type { StandardIdentity } from "./compare-identity.ts";
import type { StandardName } from "./compare-name.ts";
import type { FactSets } from "./facts.ts";
import type { PersonNodes } from "./person-nodes.ts";

/** Keys of one rule: several a node are allowed. */
interface KeyList {
  owners: Int32Array;
  keys: Float64Array;
  length: number;
}

/** A key of up to three codes; two different triples may share one, which costs a comparison and nothing else. */
function keyOf(first: number, second: number, third = 0): number {
  const high = hashKey(first * 67108864 + second);
  const low = hashKey(second * 134217728 + third + first);
  return (high >>> 11) * 4294967296 + (low >>> 0);
}

function createKeyList(size: number): KeyList {
  return { owners: new Int32Array(size), keys: new Float64Array(size), length: 0 };
}

function push(list: KeyList, owner: number, key: number): void {
  if (list.length === list.keys.length) {
    const owners = new Int32Array(list.length * 2 + 16);
    const keys = new Float64Array(list.length * 2 + 16);
    owners.set(list.owners);
    keys.set(list.keys);
    list.owners = owners;
    list.keys = keys;
  }
  list.owners[list.length] = owner;
  list.keys[list.length++] = key;
}

/** Codes of how surnames and last characters sound, by name code. */
interface NameEnds {
  readonly surname: Int32Array;
  readonly end: Int32Array;
}

function endsOf(nodes: PersonNodes): NameEnds {
  const names = nodes.words.standardNames;
  const surname = new Int32Array(names.length);
  const end = new Int32Array(names.length);
  names.forEach((name: StandardName, code) => {
    surname[code] = nodes.words.sounds.encode(`surname ${name.surnameSound}`);
    end[code] = nodes.words.sounds.encode(`end ${name.endSound}`);
  });
  return { surname, end };
}

/** Birth dates of a node, stated or inside a document number, as text codes. */
function birthsOf(nodes: PersonNodes): FactSets {
  const { births, identities, words } = nodes;
  const starts = new Int32Array(nodes.count + 1);
  const values: number[] = [];
  for (let node = 0; node < nodes.count; node++) {
    starts[node] = values.length;
    for (let i = births.starts[node] as number; i < (births.starts[node + 1] as number); i++) values.push(births.values[i] as number);
    for (let i = identities.starts[node] as number; i < (identities.starts[node + 1] as number); i++) {
      const number = words.standardIdentities[identities.values[i] as number] as StandardIdentity;
      const code = number.birthDate === "" ? 0 : words.texts.encode(number.birthDate);
      if (code !== 0 && !values.slice(starts[node]).includes(code)) values.push(code);
    }
  }
  starts[nodes.count] = values.length;
  return { starts, values: Int32Array.from(values) };
}

/** Every pair of nodes that some rule finds, as `lower * count + higher`, ascending. */
export function blockPersons(nodes: PersonNodes, doorCodeOfHome: (home: number) => number): Float64Array {
  const collector = collectPairs(nodes.count);
  const ends = endsOf(nodes);
  blockByIdentity(nodes, collector, ends);
  blockByBirth(nodes, collector, ends, birthsOf(nodes));
  blockByFamily(nodes, collector, ends, doorCodeOfHome);
  return collector.finish();
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

function blockByIdentity(nodes: PersonNodes, collector: PairCollector, ends: NameEnds): void {
  const whole = createKeyList(nodes.count);
  const tail = createKeyList(nodes.count);
  const frame = createKeyList(nodes.count);
  const head = createKeyList(nodes.count);
  for (let node = 0; node < nodes.count; node++) {
    forEachValue(nodes.identities, node, (code) => {
      push(whole, node, code);
      const number = nodes.words.standardIdentities[code] as StandardIdentity;
      if (!number.resident) return;
      if (number.known >= 18) {
        // A slip in region or year leaves the tail, one in month or day the frame, one in the sequence the head.
        push(tail, node, hashSlice(number.text, number.text.length - 8, number.text.length));
        push(frame, node, keyOf(hashSlice(number.text, 0, 9), hashSlice(number.text, 14, 18)));
      }
      if (number.known >= 14)
        forEachName(nodes, node, (name) =>
          push(head, node, keyOf(hashSlice(number.text, 0, 7), hashSlice(number.text, 7, 14), ends.surname[name] as number)),
        );
    });
  }
  for (const list of [whole, tail, frame, head]) collect(collector, list, 60);
}

function collect(collector: PairCollector, list: KeyList, cap: number): void {
  collector.addGroups(list.keys.subarray(0, list.length), cap, list.owners);
}

function blockByBirth(nodes: PersonNodes, collector: PairCollector, ends: NameEnds, births: FactSets): void {
  const exact = createKeyList(nodes.count);
  const surname = createKeyList(nodes.count);
  const end = createKeyList(nodes.count);
  const year = createKeyList(nodes.count);
  const day = createKeyList(nodes.count);
  const { texts } = nodes.words;
  const yearOf: number[] = [];
  const dayOf: number[] = [];
  for (let node = 0; node < nodes.count; node++) {
    forEachValue(births, node, (birth) => {
      const text = texts.texts[birth] as string;
      yearOf[birth] ??= Number(text.slice(0, 4));
      dayOf[birth] ??= text.length === 10 ? Number(text.slice(5, 7)) * 100 + Number(text.slice(8)) : 0;
      forEachName(nodes, node, (name) => {
        const sound = nodes.words.soundOfName[name] as number;
        push(exact, node, keyOf(sound, birth));
        push(surname, node, keyOf(ends.surname[name] as number, birth, 1));
        push(end, node, keyOf(ends.end[name] as number, birth, 2));
        push(year, node, keyOf(name, yearOf[birth] as number, 3));
        if (dayOf[birth] !== 0) push(day, node, keyOf(name, dayOf[birth] as number, 4));
      });
    });
  }
  collect(collector, exact, 100);
  collect(collector, surname, 40);
  collect(collector, end, 40);
  collect(collector, year, 30);
  collect(collector, day, 30);
}

function blockByFamily(nodes: PersonNodes, collector: PairCollector, ends: NameEnds, doorCodeOfHome: (home: number) => number): void {
  const phone = createKeyList(nodes.count);
  const rules = {
    phoneName: createKeyList(nodes.count),
    surname: createKeyList(nodes.count),
    end: createKeyList(nodes.count),
    door: createKeyList(nodes.count),
  };
  const work = createKeyList(nodes.count);
  const unique = createKeyList(nodes.count);
  const rare = createKeyList(nodes.count);
  for (let node = 0; node < nodes.count; node++) {
    forEachValue(nodes.phones, node, (value) => push(phone, node, value));
    forEachValue(nodes.uniques, node, (value) => push(unique, node, value));
    forEachName(nodes, node, (name) => {
      forEachValue(nodes.phones, node, (value) => push(rules.phoneName, node, keyOf(name, value, 5)));
      forEachValue(nodes.employers, node, (value) => push(work, node, keyOf(name, value, 6)));
      const family = (value: number, kind: number): void => {
        push(rules.surname, node, keyOf(ends.surname[name] as number, value, kind));
        push(rules.end, node, keyOf(ends.end[name] as number, value, kind + 1));
      };
      forEachValue(nodes.homes, node, (value) => {
        family(value, 10);
        push(rules.door, node, keyOf(name, doorCodeOfHome(value), 7));
      });
      forEachValue(nodes.doors, node, (value) => push(rules.door, node, keyOf(name, value, 7)));
      forEachValue(nodes.households, node, (value) => family(value, 12));
      forEachValue(nodes.registered, node, (value) => family(value, 14));
      push(rare, node, name);
    });
  }
  collect(collector, phone, 30);
  collect(collector, rules.phoneName, 100);
  collect(collector, rules.surname, 50);
  collect(collector, rules.end, 50);
  collect(collector, rules.door, 50);
  collect(collector, work, 20);
  collect(collector, unique, 20);
  collect(collector, rare, 12);
}
