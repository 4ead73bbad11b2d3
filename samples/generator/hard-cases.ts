/** What linkage goes wrong on, put in on purpose: people who look alike and are not, and people who look unlike themselves. */
import { ageOn } from "./calendar.ts";
import { homophonesOf } from "./characters.ts";
import { surnameIn } from "./households.ts";
import { addPerson, type Nursery, newMobile, residentNumber } from "./people.ts";
import { givenNameOf } from "./person-names.ts";
import type { Person } from "./world-shape.ts";

/** Puts the hard cases into the settled community, each at a rate that gives some of it even among 300 people. */
export function addHardCases(nursery: Nursery): void {
  const scale = Math.max(1, Math.round(nursery.persons.length / 200));
  for (let i = 0; i < scale; i++) addTwins(nursery);
  nameNeighboursAlike(nursery, scale * 3);
  for (let i = 0; i < Math.ceil(scale / 5); i++) bearAlike(nursery);
  sharePhones(nursery);
  giveFormerNames(nursery);
  forgetNewborns(nursery);
}

/** Twins of one sex whose names differ in one character, and whose numbers follow one another. */
function addTwins(nursery: Nursery): void {
  const { random } = nursery;
  const singles = nursery.persons.filter(
    (person) =>
      !person.twin && person.father && person.ethnicity !== "05" && person.residencyType !== "foreign" && [...person.name].length === 3,
  );
  if (singles.length === 0) return;
  const first = random.pick(singles);
  const surname = surnameIn(first);
  const middle = first.name.slice(surname.length, surname.length + 1);
  const taken = new Set(first.household.members.map((member) => member.name));
  let name = first.name;
  while (taken.has(name)) name = surname + givenNameOf(random, Number(first.birthDate.slice(0, 4)), first.sex, middle);
  const second = addPerson(nursery, first.household, {
    name,
    sex: first.sex,
    birthDate: first.birthDate,
    division: first.division,
    relationToHead: first.relationToHead,
    maritalStatus: first.maritalStatus,
    ethnicity: first.ethnicity,
  });
  Object.assign(second, { father: first.father, mother: first.mother, registeredAddress: first.registeredAddress, twin: first });
  first.twin = second;
}

/** Neighbours in one building who bear one name and are two people. */
function nameNeighboursAlike(nursery: Nursery, count: number): void {
  const { random } = nursery;
  const adults = nursery.persons.filter(
    (person) =>
      person.residencyType !== "foreign" && person.household.dwelling && !person.twin && ageOn(person.birthDate, nursery.today) > 20,
  );
  const byBuilding = Map.groupBy(
    adults,
    (person) => `${person.household.dwelling?.estate}/${person.household.dwelling?.building}/${person.sex}`,
  );
  const pairs: [Person, Person][] = [];
  for (const people of byBuilding.values()) {
    for (const left of people) {
      const right = people.find(
        (other) =>
          other.household !== left.household &&
          !related(other) &&
          ageGap(left, other) < 12 &&
          other.birthDate !== left.birthDate &&
          other.id > left.id,
      );
      if (right) pairs.push([left, right]);
    }
  }
  const renamed = new Set<Person>();
  for (const [left, right] of random.shuffle(pairs)) {
    if (renamed.size >= count * 2) break;
    if (renamed.has(left) || renamed.has(right) || right.household.members.some((member) => member.name === left.name)) continue;
    right.name = left.name;
    renamed.add(left).add(right);
  }
}

/** Two people of one name, born on one day, who never met: only their numbers tell them apart. */
function bearAlike(nursery: Nursery): void {
  const { random } = nursery;
  const alone = (person: Person) => person.household.members.length === 1 && person.idType === "111" && person.ethnicity !== "05";
  const [left, right] = random.shuffle(nursery.persons.filter(alone));
  const match =
    right && left?.sex === right.sex
      ? right
      : nursery.persons.find((person) => alone(person) && person !== left && person.sex === left?.sex);
  if (!left || !match) return;
  match.name = left.name;
  match.birthDate = left.birthDate;
  match.idNumber = residentNumber(nursery, match);
}

function ageGap(left: Person, right: Person): number {
  return Math.abs(Number(left.birthDate.slice(0, 4)) - Number(right.birthDate.slice(0, 4)));
}

/** Children carry their father's surname, so a father is not renamed. */
function related(person: Person): boolean {
  return person.father !== null || person.household.members.some((member) => member.father === person || member.mother === person);
}

/** Parents, old and young, on one phone. */
function sharePhones(nursery: Nursery): void {
  for (const person of nursery.persons) {
    const age = ageOn(person.birthDate, nursery.today);
    const parent = person.father?.phone ? person.father : person.mother;
    if (parent?.phone && age < 30 && nursery.random.chance(age < 14 ? 0.8 : 0.12)) person.phone = parent.phone;
    if (age > 74 && nursery.random.chance(0.4)) {
      const child = person.household.members.find(
        (member) => member.father === person || member.mother === person || member.relationToHead === "01",
      );
      if (child?.phone) person.phone = child.phone;
    }
  }
}

/** Women and men who once had another name: another character of the same sound, or another name altogether. */
function giveFormerNames(nursery: Nursery): void {
  const { random } = nursery;
  for (const person of nursery.persons) {
    if (person.residencyType === "foreign" || person.ethnicity === "05" || !random.chance(0.03)) continue;
    const surname = surnameIn(person);
    const given = [...person.name.slice(surname.length)];
    const sound = homophonesOf(given.at(-1) ?? "");
    const former =
      sound.length > 0 && random.chance(0.4)
        ? surname + given.slice(0, -1).join("") + random.pick(sound)
        : surname + givenNameOf(random, Number(person.birthDate.slice(0, 4)), person.sex);
    if (former !== person.name) person.formerName = former;
  }
}

/** Small children whom nobody has registered: they have no number, and the register of newcomers lists them all the same. */
function forgetNewborns(nursery: Nursery): void {
  for (const person of nursery.persons) {
    const age = ageOn(person.birthDate, nursery.today);
    if (person.residencyType === "foreign" || age > 3 || person.twin) continue;
    if (!nursery.random.chance(age === 0 ? 0.7 : 0.2)) continue;
    person.idNumber = "";
    person.idType = "";
    if (!person.mother?.phone && person.mother) person.mother.phone = newMobile(nursery);
  }
}
