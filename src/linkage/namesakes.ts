/** How many other people are expected to bear a name: a common name is weak evidence, a rare one strong. */

import type { StandardName } from "./compare-name.ts";
import type { FactSets } from "./facts.ts";
import { doubles, integers } from "./flat-arrays.ts";
import type { PersonNodes } from "./person-nodes.ts";

/** Namesakes beyond chance: families repeat names, and registers of a street hold relatives. */
export const NAMESAKES_MIN = 0.12;

/** Expected other persons by name code and by sound code, and what the expectation by chance rests on. */
export interface Namesakes {
  readonly names: Float64Array;
  readonly sounds: Float64Array;
  /** How often each part of a name occurs, and how many names there are. */
  readonly parts: ReadonlyMap<string, number>;
  readonly total: number;
}

/**
 * Expected other persons by name code and by sound code. The larger of what the community shows (people of that name with different birth
 * dates) and what chance gives (the surname's share times the given name's, whose characters combine freely).
 */
export function expectNamesakes(nodes: PersonNodes): Namesakes {
  const { words, names: sets } = nodes;
  const occurrences = doubles(words.standardNames.length);
  for (const name of sets.values) occurrences[name] = (occurrences[name] as number) + 1;
  const { chance, parts, total } = chanceByName(nodes, occurrences);
  const seen = differentPeople(nodes);
  const names = doubles(occurrences.length);
  const sounds = doubles(words.sounds.texts.length);
  for (let name = 1; name < names.length; name++) {
    const expected = Math.max((seen[name] as number) - 1, chance[name] as number) + NAMESAKES_MIN;
    names[name] = expected;
    const sound = words.soundOfName[name] as number;
    sounds[sound] = (sounds[sound] as number) + expected;
  }
  return { names, sounds, parts, total };
}

/** Expected people of each name when its parts combine by chance. */
function chanceByName(
  nodes: PersonNodes,
  occurrences: Float64Array,
): { chance: Float64Array; parts: ReadonlyMap<string, number>; total: number } {
  const codes = new Map<string, number>();
  const shares: number[] = [];
  const starts = integers(occurrences.length + 1);
  const parts: number[] = [];
  let total = 0;
  for (let name = 0; name < occurrences.length; name++) {
    starts[name] = parts.length;
    const count = occurrences[name] as number;
    if (count === 0) continue;
    total += count;
    forEachPart(nodes.words.standardNames[name], (part) => {
      let code = codes.get(part);
      if (code === undefined) {
        code = shares.length;
        codes.set(part, code);
        shares.push(0);
      }
      shares[code] = (shares[code] as number) + count;
      parts.push(code);
    });
  }
  starts[occurrences.length] = parts.length;
  const chance = occurrences.map((count, name) => {
    if (count === 0) return 0;
    let expected = total;
    for (let index = starts[name] as number; index < (starts[name + 1] as number); index++)
      expected *= (shares[parts[index] as number] as number) / total;
    return expected;
  });
  return { chance, parts: new Map([...codes].map(([part, code]) => [part, shares[code] as number])), total };
}

/** The parts of a name that combine freely: surname, each given character with its place and the name's length; each part of a Latin name. */
export function forEachPart(standard: StandardName | undefined, visit: (part: string) => void): void {
  if (!standard) return;
  for (const token of standard.tokens) visit(token);
  const { characters, surnameLength } = standard;
  if (characters.length === 0) return;
  visit(surnameLength === 2 ? `0${characters[0]}${characters[1]}` : `0${characters[0]}`);
  // The place and the name's length belong to the part, so that the first given character carries the length's share.
  for (let at = surnameLength; at < characters.length; at++) visit(`${at + characters.length * 8}${characters[at]}`);
}

/** How many different birth dates the people of a name have. */
function differentPeople(nodes: PersonNodes): Int32Array {
  const keys = doubles(nodes.names.values.length);
  let length = 0;
  for (let node = 0; node < nodes.count; node++) {
    const birth = nodes.onlyBirth[node] as number;
    if (birth <= 0) continue;
    each(nodes.names, node, (name) => {
      keys[length++] = name * 33554432 + birth;
    });
  }
  const sorted = keys.subarray(0, length).sort();
  const counts = integers(nodes.words.standardNames.length);
  for (let index = 0; index < length; index++) {
    if (index > 0 && sorted[index] === sorted[index - 1]) continue;
    const name = Math.floor((sorted[index] as number) / 33554432);
    counts[name] = (counts[name] as number) + 1;
  }
  return counts;
}

function each(sets: FactSets, owner: number, visit: (value: number) => void): void {
  for (let index = sets.starts[owner] as number; index < (sets.starts[owner + 1] as number); index++) visit(sets.values[index] as number);
}
