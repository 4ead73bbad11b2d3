import type { ProblemCode, StatedValue } from "./contract.ts";
import { ageOn } from "./dates.ts";
import { factsOfIdNumber, type IdNumberFacts } from "./identity-number.ts";

/** A cell that contradicts another of the same person. */
export interface Contradiction {
  readonly attribute: string;
  readonly column: number;
  readonly code: ProblemCode;
}

/** Completed years against 虚岁, which counts the year of birth and the new year: up to two more, and one less while a birthday is near. */
const AGE_BELOW = 1;
const AGE_ABOVE = 2;

/**
 * Where what one row says of one person contradicts itself: sex and birth date against a valid identity number, age against the birth date on
 * `asOf` (ISO day of the register, null when unknown: ages are then not judged). Reduced birth dates are compared as far as they go.
 * Values that were derived (column -1) and values invalid by themselves contradict nothing.
 */
export function contradictions(values: Readonly<Record<string, readonly StatedValue[]>>, asOf: string | null): Contradiction[] {
  const facts: IdNumberFacts[] = [];
  for (const id of values.idNumber ?? []) {
    const carried = id.valid ? factsOfIdNumber(id.value) : null;
    if (carried) facts.push(carried);
  }
  const found: Contradiction[] = [];
  if (facts.length === 0) found.push(...farFromInvalid(values));
  if (facts.length > 0) {
    for (const sex of values.sex ?? []) {
      if (judged(sex) && (sex.value === "1" || sex.value === "2") && facts.every((fact) => fact.sex !== sex.value)) {
        found.push({ attribute: "sex", column: sex.column, code: "sex-contradicts-id" });
      }
    }
    for (const birth of values.birthDate ?? []) {
      if (judged(birth) && facts.every((fact) => !fact.birthDate.startsWith(birth.value))) {
        found.push({ attribute: "birthDate", column: birth.column, code: "birth-date-contradicts-id" });
      }
    }
  }
  const births = [
    ...(values.birthDate ?? []).filter((birth) => birth.valid).map((birth) => birth.value),
    ...facts.map((fact) => fact.birthDate),
  ];
  for (const age of values.age ?? []) {
    if (judged(age) && asOf !== null && births.length > 0 && births.every((birth) => !agesAgree(Number(age.value), birth, asOf))) {
      found.push({ attribute: "age", column: age.column, code: "age-contradicts-birth-date" });
    }
  }
  return found;
}

/**
 * A number that fails its check digit has a wrong digit or two digits exchanged somewhere: a birth date that is further from the real day in it
 * is a mistake of its own.
 */
function farFromInvalid(values: Readonly<Record<string, readonly StatedValue[]>>): Contradiction[] {
  const births: string[] = [];
  for (const id of values.idNumber ?? []) {
    const carried = factsOfIdNumber(id.value);
    if (carried) births.push(carried.birthDate);
  }
  if (births.length === 0) return [];
  return (values.birthDate ?? [])
    .filter((birth) => judged(birth) && birth.value.length === 10 && births.every((carried) => isFar(carried, birth.value)))
    .map((birth) => ({ attribute: "birthDate", column: birth.column, code: "birth-date-contradicts-id" as const }));
}

/** Whether two ISO days differ by more than one wrong digit or one exchange of neighbours in the number. */
function isFar(carried: string, stated: string): boolean {
  const [left, right] = [carried.replaceAll("-", ""), stated.replaceAll("-", "")];
  const different = [...left].flatMap((digit, index) => (digit === right[index] ? [] : [index]));
  const [first = 0, second = 0] = different;
  const exchanged = different.length === 2 && second === first + 1 && left[first] === right[second] && left[second] === right[first];
  return different.length >= 2 && !exchanged;
}

function judged(value: StatedValue): boolean {
  return value.valid && value.column >= 0;
}

function agesAgree(stated: number, birth: string, asOf: string): boolean {
  const age = ageOn(birth, asOf);
  if (age !== null) return stated >= age - AGE_BELOW && stated <= age + AGE_ABOVE;
  const years = Number(asOf.slice(0, 4)) - Number(birth.slice(0, 4));
  return stated >= years - 1 - AGE_BELOW && stated <= years + AGE_ABOVE;
}
