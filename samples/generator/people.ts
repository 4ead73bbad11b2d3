/** Makes persons whose identifiers hold and belong to nobody else. */
import { addDays, ageOn, dayNumber, isoDay } from "./calendar.ts";
import { type Division, divisionCodeOf, ethnicitiesOf } from "./divisions.ts";
import { mobileOf, residentIdOf } from "./identifiers.ts";
import type { Random } from "./random.ts";
import type { Household, Locality, Person } from "./world-shape.ts";

/** What the making of a community carries along. */
export interface Nursery {
  readonly random: Random;
  readonly today: string;
  readonly locality: Locality;
  readonly persons: Person[];
  readonly households: Household[];
  /** ID numbers and documents given out. */
  readonly documents: Set<string>;
  readonly phones: Set<string>;
}

/** What is decided about a person before they exist. */
export interface Draft {
  readonly name: string;
  readonly foreignName?: string;
  readonly sex: "1" | "2";
  readonly birthDate: string;
  readonly division: Division;
  readonly relationToHead: string;
  readonly inLaw?: boolean;
  readonly maritalStatus?: string;
  readonly ethnicity?: string;
}

/** Adds a person to the household. The first member is its head. */
export function addPerson(nursery: Nursery, household: Household, draft: Draft): Person {
  const { random, today } = nursery;
  const age = ageOn(draft.birthDate, today);
  const foreign = draft.foreignName !== undefined;
  const person: Person = {
    id: `P${String(nursery.persons.length + 1).padStart(5, "0")}`,
    name: draft.name,
    formerName: "",
    foreignName: draft.foreignName ?? "",
    sex: draft.sex,
    birthDate: draft.birthDate,
    ethnicity: foreign ? "" : (draft.ethnicity ?? random.weighted(ethnicitiesOf(draft.division))),
    nationality: "CHN",
    nationalityLabel: "中国",
    idType: "111",
    idNumber: foreign ? "" : residentNumber(nursery, draft),
    maritalStatus: draft.maritalStatus ?? (age < 22 ? "10" : "20"),
    education: educationOf(random, age),
    politicalStatus: foreign ? "" : politicsOf(random, age),
    phone: age >= 13 && random.chance(age > 75 ? 0.7 : 0.96) ? newMobile(nursery) : "",
    registeredAddress: "",
    relationToHead: draft.relationToHead,
    inLaw: draft.inLaw ?? false,
    employer: "",
    householdNumber: household.householdNumber,
    residencyType: household.kind,
    household,
    division: draft.division,
    oldPhone: "",
    oldPassport: "",
    twin: null,
    father: null,
    mother: null,
    spouse: null,
    deathDate: "",
    facts: {},
  };
  if (person.phone && random.chance(0.12)) person.oldPhone = newMobile(nursery);
  nursery.persons.push(person);
  household.members.push(person);
  return person;
}

/** A mobile number that nobody else in the community has. */
export function newMobile(nursery: Nursery): string {
  for (;;) {
    const phone = mobileOf(nursery.random);
    if (!nursery.phones.has(phone)) {
      nursery.phones.add(phone);
      return phone;
    }
  }
}

/** A day of birth such that the person is so old today. */
export function birthDateAt(nursery: Nursery, age: number): string {
  return addDays(nursery.today, -Math.round(age * 365.2425) - nursery.random.between(0, 364));
}

/** A day between two days. */
export function dayBetween(random: Random, from: string, to: string): string {
  return isoDay(random.between(dayNumber(from), Math.max(dayNumber(from), dayNumber(to))));
}

/** A resident ID number that nobody else has. */
export function residentNumber(nursery: Nursery, draft: Pick<Draft, "division" | "birthDate" | "sex">): string {
  const code = divisionCodeOf(draft.division, Number(draft.birthDate.slice(0, 4)));
  for (;;) {
    const pair = nursery.random.between(0, 499);
    const number = residentIdOf(code, draft.birthDate, pair * 2 + (draft.sex === "1" ? 1 : 0));
    if (!nursery.documents.has(number)) {
      nursery.documents.add(number);
      return number;
    }
  }
}

/** GB/T 4658. */
function educationOf(random: Random, age: number): string {
  if (age < 6) return "";
  if (age < 13) return "80";
  if (age < 16) return "70";
  if (age < 19) return random.pick(["60", "60", "40"]);
  if (age < 45)
    return random.weighted([
      ["10", 4],
      ["20", 28],
      ["30", 26],
      ["60", 22],
      ["40", 6],
      ["70", 14],
    ] as const);
  if (age < 65)
    return random.weighted([
      ["20", 6],
      ["30", 10],
      ["60", 22],
      ["70", 42],
      ["80", 20],
    ] as const);
  return random.weighted([
    ["60", 6],
    ["70", 20],
    ["80", 54],
    ["90", 20],
  ] as const);
}

/** GB/T 4762. */
function politicsOf(random: Random, age: number): string {
  if (age < 14) return "13";
  if (age < 28)
    return random.weighted([
      ["03", 55],
      ["13", 41],
      ["01", 3],
      ["02", 1],
    ] as const);
  return random.weighted([
    ["13", 89],
    ["01", 10.4],
    ["06", 0.3],
    ["10", 0.3],
  ] as const);
}
