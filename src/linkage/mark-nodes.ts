/** Marks on nodes that speed up or refine their comparison: who is a child, and which nodes state just one name, number and birth date. */
import type { StandardIdentity } from "./compare-identity.ts";
import { integers } from "./flat-arrays.ts";
import { onlyValue, type PersonNodes } from "./person-nodes.ts";

/** Marks nodes that state one name, one valid number, one birth date. */
export function markSingles(nodes: PersonNodes): void {
  const { words } = nodes;
  for (let node = 0; node < nodes.count; node++) {
    nodes.onlyName[node] = nodes.formerNames.starts[node] === nodes.formerNames.starts[node + 1] ? onlyValue(nodes.names, node) : -1;
    const code = onlyValue(nodes.identities, node);
    const number = words.standardIdentities[Math.max(0, code)] as StandardIdentity;
    const whole = code > 0 && number.valid && number.resident && number.known === 18;
    nodes.onlyNumber[node] = whole ? code : code === 0 ? 0 : -1;
    const stated = onlyValue(nodes.births, node);
    const inside = whole && number.birthDate !== "" ? words.texts.encode(number.birthDate) : 0;
    nodes.onlyBirth[node] = stated === 0 ? inside : inside === 0 || inside === stated ? stated : -1;
  }
}

const GROWN_UP_YEARS = 16;

/**
 * Tells children from the grown-up by the newest birth year of the community (at least `newestMin`), which is near the day of its registers.
 * Gives that year.
 */
export function markAges(nodes: PersonNodes, newestMin = 0): number {
  const years = integers(nodes.count);
  const { texts } = nodes.words.texts;
  let newest = newestMin;
  for (let node = 0; node < nodes.count; node++) {
    const birth = nodes.births.starts[node] as number;
    let year =
      birth < (nodes.births.starts[node + 1] as number) ? Number((texts[nodes.births.values[birth] as number] as string).slice(0, 4)) : 0;
    for (let i = nodes.identities.starts[node] as number; i < (nodes.identities.starts[node + 1] as number); i++) {
      const number = nodes.words.standardIdentities[nodes.identities.values[i] as number] as StandardIdentity;
      if (number.valid && number.birthDate !== "") year = Number(number.birthDate.slice(0, 4));
    }
    years[node] = year;
    if (year > newest) newest = year;
  }
  for (let node = 0; node < nodes.count; node++) {
    const year = years[node] as number;
    if (year !== 0 && (nodes.adults[node] as number) !== 1) nodes.adults[node] = year > newest - GROWN_UP_YEARS ? 4 : 2;
  }
  return newest;
}
