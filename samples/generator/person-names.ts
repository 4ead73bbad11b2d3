/** Names of made-up people. */
import { fashionOf } from "./given-names.ts";
import type { Random } from "./random.ts";
import { LOCAL_SURNAMES, NATIONAL_SURNAMES } from "./surnames.ts";

const UYGHUR_MEN = ["买买提", "阿不都热合曼", "艾尔肯", "吐尔逊", "玉素甫", "艾合买提"];
const UYGHUR_WOMEN = ["古丽娜尔", "阿依古丽", "热孜万古丽", "帕提古丽", "米热古丽"];

export function surnameOf(random: Random, local: boolean): string {
  return random.weighted(local ? LOCAL_SURNAMES : NATIONAL_SURNAMES);
}

/**
 * A given name of the birth year's fashion.
 * @param generation the character that siblings share (字辈), or `""`.
 */
export function givenNameOf(random: Random, year: number, sex: "1" | "2", generation = ""): string {
  const fashion = fashionOf(year);
  const characters = [...(sex === "1" ? fashion.male : fashion.female)];
  if (generation) return generation + random.pick(characters.filter((character) => character !== generation));
  // A third have one of the few names that everybody of their age has.
  if (random.chance(0.3)) return random.pick(sex === "1" ? fashion.maleWhole : fashion.femaleWhole);
  if (random.chance(fashion.single)) return random.pick(characters);
  return random.pick(characters) + random.pick(characters);
}

/** The character that the children of a family share, or `""` when they share none. */
export function generationOf(random: Random, year: number): string {
  return random.chance(0.35) ? random.pick([...fashionOf(year).male].concat([...fashionOf(year).female])) : "";
}

/** A Uyghur name: own name, dot, father's name. */
export function uyghurNameOf(random: Random, sex: "1" | "2", father = ""): string {
  return `${random.pick(sex === "1" ? UYGHUR_MEN : UYGHUR_WOMEN)}·${father.split("·")[0] || random.pick(UYGHUR_MEN)}`;
}
