/** Residents from other countries and from Hong Kong, Macao and Taiwan. */
import { addDays, ageOn } from "./calendar.ts";
import { HOME_DIVISION } from "./divisions.ts";
import { chineseNameOf, documentNumber, foreignPhone, ORIGINS, type Origin, OVERSEAS_NAMES, OVERSEAS_ORIGINS } from "./foreign-names.ts";
import { newHousehold } from "./households.ts";
import { addPerson, birthDateAt, type Draft, dayBetween, type Nursery } from "./people.ts";
import type { Household, Person } from "./world-shape.ts";

const EMPLOYERS = ["中东贸易代表处", "自营外贸", "义乌市丝带进出口有限公司", "国际商贸城采购商", "义乌市远帆国际货运代理有限公司", ""];
const PURPOSES = ["商务", "探亲", "工作", "学习", "定居"];

/** A foreign person alone or a foreign family. */
export function addForeigners(nursery: Nursery): Household {
  const { random } = nursery;
  const household = newHousehold(nursery, "foreign");
  if (random.chance(0.12)) return addOverseas(nursery, household);
  const from = random.weighted(ORIGINS.map((each) => [each, each.weight] as const));
  const family = random.pick(from.families);
  const shape = random.weighted([
    ["single", 55],
    ["couple", 20],
    ["family", 25],
  ] as const);
  const headAge = random.between(23, 56);
  addForeigner(nursery, household, from, {
    family,
    sex: shape === "single" && random.chance(0.25) ? "2" : "1",
    age: headAge,
    relation: "01",
    married: shape !== "single",
  });
  if (shape !== "single")
    addForeigner(nursery, household, from, {
      family: random.chance(0.5) ? family : random.pick(from.families),
      sex: "2",
      age: Math.max(20, headAge - random.between(0, 6)),
      relation: "10",
      married: true,
    });
  for (let i = 0; shape === "family" && i < random.between(1, 3); i++) {
    const sex = random.pick(["1", "2"] as const);
    addForeigner(nursery, household, from, {
      family,
      sex,
      age: Math.max(0, headAge - 24 - i * 3),
      relation: sex === "1" ? "20" : "30",
      married: false,
    });
  }
  return household;
}

interface ForeignDraft {
  readonly family: string;
  readonly sex: "1" | "2";
  readonly age: number;
  readonly relation: string;
  readonly married: boolean;
}

function addForeigner(nursery: Nursery, household: Household, from: Origin, draft: ForeignDraft): Person {
  const { random } = nursery;
  const taken = new Set(household.members.map((member) => member.foreignName));
  let given = "";
  let foreignName = "";
  do {
    given = random.pick(draft.sex === "1" ? from.men : from.women);
    // A second given name is common and is what registers drop first.
    const second = random.chance(0.25) ? ` ${random.pick(draft.sex === "1" ? from.men : from.women)}` : "";
    foreignName = `${draft.family} ${given}${second.trim() === given ? "" : second}`;
  } while (taken.has(foreignName));
  const name = random.chance(0.4) ? chineseNameOf(draft.family, given) : "";
  const person = addPerson(nursery, household, {
    name,
    foreignName,
    sex: draft.sex,
    birthDate: birthDateAt(nursery, draft.age),
    division: HOME_DIVISION,
    relationToHead: draft.relation,
    maritalStatus: draft.married ? "20" : "10",
  });
  return documented(nursery, person, from);
}

function addOverseas(nursery: Nursery, household: Household): Household {
  const { random } = nursery;
  const taken = new Set(nursery.persons.map((person) => person.foreignName));
  const free = OVERSEAS_NAMES.filter(([, latin]) => !taken.has(latin));
  const [name, foreignName, sex] = random.pick(free.length > 0 ? free : OVERSEAS_NAMES);
  const from = random.weighted(OVERSEAS_ORIGINS.map((each) => [each, each.weight] as const));
  const draft: Draft = {
    name,
    foreignName,
    sex,
    birthDate: birthDateAt(nursery, random.between(26, 62)),
    division: HOME_DIVISION,
    relationToHead: "01",
    maritalStatus: random.pick(["10", "20"]),
  };
  documented(nursery, addPerson(nursery, household, draft), from);
  return household;
}

/** Gives passport, visa and phone; every sixth passport has been renewed and the old number still stands in registers. */
function documented(nursery: Nursery, person: Person, from: Origin): Person {
  const { random, today } = nursery;
  const age = ageOn(person.birthDate, today);
  const entry = dayBetween(random, "2019-01-01", today);
  const facts = {
    visa: {
      kind: random.pick(["Z", "M", "S1", "X1", "居留许可"]),
      until: addDays(today, random.between(10, 900)),
      entry,
      purpose: random.pick(PURPOSES),
    },
  };
  const oldPassport = from.idType === "414" && random.chance(0.17) ? documentNumber(random, from) : "";
  const number = documentNumber(random, from);
  nursery.documents.add(number);
  person.idNumber = number;
  person.oldPassport = oldPassport;
  person.facts = facts;
  person.employer = age >= 20 ? random.pick(EMPLOYERS) : "";
  if (person.phone) person.phone = foreignPhone(random, from);
  person.nationality = from.nationality;
  person.nationalityLabel = random.pick(from.labels);
  person.idType = from.idType;
  return person;
}
