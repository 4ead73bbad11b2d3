/** How many other people are expected to bear a name: a common name is weak evidence, a rare one strong. */
import type { FactSets } from "./facts.ts";
import type { PersonNodes } from "./person-nodes.ts";

/** Namesakes beyond chance: families repeat names, and registers of a street hold relatives. */
const NAMESAKES_MIN = 0.12;

/**
 * Expected other persons by name code and by sound code. The larger of what the community shows (people of that name with different birth
 * dates) and what chance gives (the surname's share times the given name's, whose characters combine freely).
 */
export function expectNamesakes(nodes: PersonNodes): { names: Float64Array; sounds: Float64Array } {
  const { words, names: sets } = nodes;
  const occurrences = new Float64Array(words.standardNames.length);
  for (const name of sets.values) occurrences[name] = (occurrences[name] as number) + 1;
  const parts = countParts(nodes, occurrences);
  const seen = differentPeople(nodes);
  const names = new Float64Array(occurrences.length);
  const sounds = new Float64Array(words.sounds.texts.length);
  for (let name = 1; name < names.length; name++) {
    const expected = Math.max((seen[name] as number) - 1, parts.chance(name)) + NAMESAKES_MIN;
    names[name] = expected;
    const sound = words.soundOfName[name] as number;
    sounds[sound] = (sounds[sound] as number) + expected;
  }
  return { names, sounds };
}

interface Parts {
  /** Expected people of a name when its parts combine by chance. */
  readonly chance: (name: number) => number;
}

function countParts(nodes: PersonNodes, occurrences: Float64Array): Parts {
  const { standardNames } = nodes.words;
  const shares = new Map<string, number>();
  let total = 0;
  const add = (key: string, count: number): void => {
    shares.set(key, (shares.get(key) ?? 0) + count);
  };
  standardNames.forEach((_, name) => {
    const count = occurrences[name] as number;
    if (count === 0) return;
    total += count;
    for (const part of partsOf(nodes, name)) add(part, count);
  });
  return {
    chance(name) {
      let probability = 1;
      for (const part of partsOf(nodes, name)) probability *= (shares.get(part) ?? 1) / total;
      return probability * total;
    },
  };
}

/** The parts of a name that combine freely: surname, each given character with its place and the name's length; each part of a Latin name. */
function partsOf(nodes: PersonNodes, name: number): string[] {
  const standard = nodes.words.standardNames[name];
  if (!standard) return [];
  if (standard.tokens.length > 0) return standard.tokens.map((token) => `latin ${token}`);
  const { characters, surnameLength } = standard;
  const surname = characters.slice(0, surnameLength).join("");
  // The first given character carries the share of the name's length.
  return [
    `surname ${surname}`,
    ...characters.slice(surnameLength).map((character, index) => `${index} of ${characters.length} ${character}`),
  ];
}

/** How many different birth dates the people of a name have. */
function differentPeople(nodes: PersonNodes): Int32Array {
  const { words } = nodes;
  const births = new Map<number, Set<string>>();
  for (let node = 0; node < nodes.count; node++) {
    const birth = birthOf(nodes, node);
    if (birth === "") continue;
    each(nodes.names, node, (name) => {
      const held = births.get(name);
      if (held) held.add(birth);
      else births.set(name, new Set([birth]));
    });
  }
  const counts = new Int32Array(words.standardNames.length);
  for (const [name, dates] of births) counts[name] = dates.size;
  return counts;
}

function birthOf(nodes: PersonNodes, node: number): string {
  let birth = "";
  each(nodes.identities, node, (code) => {
    const number = nodes.words.standardIdentities[code];
    if (birth === "" && number?.valid) birth = number.birthDate;
  });
  if (birth !== "") return birth;
  const first = nodes.births.values[nodes.births.starts[node] as number];
  return (nodes.births.starts[node] as number) < (nodes.births.starts[node + 1] as number)
    ? (nodes.words.texts.texts[first as number] as string)
    : "";
}

function each(sets: FactSets, owner: number, visit: (value: number) => void): void {
  for (let index = sets.starts[owner] as number; index < (sets.starts[owner + 1] as number); index++) visit(sets.values[index] as number);
}
