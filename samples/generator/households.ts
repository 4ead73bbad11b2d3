/** Families as they are: couples, three generations under a roof, single elders, people who share a flat far from home. */
import { ageOn } from "./calendar.ts";
import { type Division, ethnicitiesOf, FAR_DIVISIONS, HOME_DIVISION, NEAR_DIVISIONS } from "./divisions.ts";
import { farAddress } from "./dwellings.ts";
import { addPerson, birthDateAt, dayBetween, type Nursery } from "./people.ts";
import { generationOf, givenNameOf, surnameOf, uyghurNameOf } from "./person-names.ts";
import type { Household, Person } from "./world-shape.ts";

const JOBS = [
  "义乌市柳溪中心小学",
  "义乌市青枫纺织有限公司",
  "浙江望溪饰品有限公司",
  "义乌市柳溪街道卫生院",
  "义乌国际商贸城",
  "义乌市白鹭物流有限公司",
  "务农",
  "个体经营",
  "义乌市公共交通集团",
  "柳溪街道环卫所",
  "浙江东篱袜业有限公司",
  "义乌市南塘电子商务有限公司",
  "退休",
  "自由职业",
];

/** An empty household of a kind, entered in the nursery. */
export function newHousehold(nursery: Nursery, kind: Household["kind"]): Household {
  const number = nursery.households.length + 1;
  const household: Household = {
    id: `H${String(number).padStart(5, "0")}`,
    kind,
    householdNumber:
      kind === "permanent"
        ? `0${nursery.locality.code.slice(6, 9)}${String(20_000 + number * 7 + nursery.random.between(0, 6)).padStart(6, "0")}`
        : "",
    members: [],
    dwelling: null,
    registered: null,
    former: null,
    second: null,
    support: null,
    arrivalDate: dayBetween(nursery.random, "2012-01-01", nursery.today),
  };
  nursery.households.push(household);
  return household;
}

/** A family registered in the community. */
export function addLocalFamily(nursery: Nursery): Household {
  const household = newHousehold(nursery, "permanent");
  const shape = nursery.random.weighted([
    ["couple", 14],
    ["children", 34],
    ["three", 20],
    ["elder", 12],
    ["elders", 10],
    ["single", 6],
    ["parent", 4],
  ] as const);
  const { random } = nursery;
  if (shape === "elder" || shape === "elders") {
    const head = addHead(
      nursery,
      household,
      random.between(66, 93),
      HOME_DIVISION,
      shape === "elder" ? random.pick(["20", "30", "30", "10"]) : "20",
    );
    if (shape === "elders") addSpouse(nursery, household, head, NEAR_DIVISIONS);
  } else if (shape === "single") {
    addHead(nursery, household, random.between(20, 58), HOME_DIVISION, random.pick(["10", "10", "40"]));
  } else if (shape === "parent") {
    const head = addHead(nursery, household, random.between(30, 50), HOME_DIVISION, random.pick(["40", "30"]));
    addChildren(nursery, household, head, null, 1);
  } else {
    const head = addHead(nursery, household, shape === "couple" ? random.between(25, 66) : random.between(29, 52), HOME_DIVISION, "20");
    const spouse = addSpouse(nursery, household, head, NEAR_DIVISIONS);
    if (shape !== "couple")
      addChildren(
        nursery,
        household,
        head,
        spouse,
        random.weighted([
          [1, 5],
          [2, 4],
          [3, 1],
        ] as const),
      );
    if (shape === "three") addParents(nursery, household, head);
  }
  return household;
}

/** People who came to work: alone, as a couple, with children, or several strangers in a flat. */
export function addMigrants(nursery: Nursery): Household {
  const household = newHousehold(nursery, "migrant");
  const { random } = nursery;
  const division = random.pick(FAR_DIVISIONS);
  const shape = random.weighted([
    ["single", 35],
    ["couple", 25],
    ["children", 32],
    ["siblings", 8],
  ] as const);
  const head = addHead(nursery, household, random.between(19, 55), division, shape === "couple" || shape === "children" ? "20" : "10");
  if (shape === "couple" || shape === "children") {
    const spouse = addSpouse(nursery, household, head, [division]);
    if (shape === "children") addChildren(nursery, household, head, spouse, random.between(1, 2));
  } else if (shape === "siblings") {
    addPerson(nursery, household, {
      name: unlike(household, () => surnameIn(head) + givenNameOf(random, Number(head.birthDate.slice(0, 4)) + 2, "1")),
      sex: "1",
      birthDate: birthDateAt(nursery, Math.max(17, ageOn(head.birthDate, nursery.today) - 3)),
      division,
      relationToHead: "70",
      maritalStatus: "10",
      ethnicity: head.ethnicity,
    });
  }
  const address = farAddress(random, division);
  for (const member of household.members) member.registeredAddress = address;
  return household;
}

function addHead(nursery: Nursery, household: Household, age: number, division: Division, maritalStatus: string): Person {
  const { random } = nursery;
  const sex = random.chance(household.members.length === 0 && maritalStatus === "30" ? 0.25 : 0.8) ? "1" : "2";
  const birthDate = birthDateAt(nursery, age);
  const ethnicity = random.weighted(ethnicitiesOf(division));
  const local = division === HOME_DIVISION;
  const name =
    ethnicity === "05" ? uyghurNameOf(random, sex) : surnameOf(random, local) + givenNameOf(random, Number(birthDate.slice(0, 4)), sex);
  return employ(nursery, addPerson(nursery, household, { name, sex, birthDate, division, relationToHead: "01", maritalStatus, ethnicity }));
}

function addSpouse(nursery: Nursery, household: Household, head: Person, near: readonly Division[]): Person {
  const { random } = nursery;
  const sex = head.sex === "1" ? "2" : "1";
  const birthDate = birthDateAt(
    nursery,
    Math.max(20, ageOn(head.birthDate, nursery.today) + (sex === "2" ? -random.between(0, 5) : random.between(0, 4))),
  );
  const division = random.chance(0.35) ? random.pick(random.chance(0.7) ? near : FAR_DIVISIONS) : head.division;
  const ethnicity = head.ethnicity === "05" ? "05" : random.weighted(ethnicitiesOf(division));
  const name = unlike(household, () =>
    ethnicity === "05"
      ? uyghurNameOf(random, sex)
      : surnameOf(random, division === HOME_DIVISION) + givenNameOf(random, Number(birthDate.slice(0, 4)), sex),
  );
  const spouse = addPerson(nursery, household, {
    name,
    sex,
    birthDate,
    division: ethnicity === "05" ? head.division : division,
    relationToHead: "10",
    maritalStatus: "20",
    ethnicity,
  });
  head.spouse = spouse;
  spouse.spouse = head;
  return employ(nursery, spouse);
}

function addChildren(nursery: Nursery, household: Household, head: Person, spouse: Person | null, count: number): void {
  const { random, today } = nursery;
  const mother = head.sex === "2" ? head : spouse;
  const father = head.sex === "1" ? head : spouse;
  const oldest = ageOn((mother ?? head).birthDate, today) - random.between(22, 29);
  const generation = generationOf(random, Number(today.slice(0, 4)) - oldest);
  let age = oldest;
  for (let i = 0; i < count && age >= 0; i++) {
    // One birth in forty is of twins.
    const twins = random.chance(0.025) ? 2 : 1;
    let first: Person | null = null;
    for (let j = 0; j < twins; j++) {
      const child = addChild(nursery, household, { father, mother, head, age, generation, twin: first });
      if (first) {
        child.twin = first;
        first.twin = child;
      }
      first = child;
    }
    age -= random.between(2, 6);
  }
}

interface Birth {
  readonly father: Person | null;
  readonly mother: Person | null;
  readonly head: Person;
  readonly age: number;
  readonly generation: string;
  readonly twin: Person | null;
}

/** A child of the head; the other twin when one is given. */
function addChild(nursery: Nursery, household: Household, birth: Birth): Person {
  const { random } = nursery;
  const sex = random.chance(0.52) ? "1" : "2";
  const birthDate = birth.twin ? birth.twin.birthDate : birthDateAt(nursery, birth.age);
  const year = Number(birthDate.slice(0, 4));
  const from = birth.father ?? birth.mother ?? birth.head;
  const name = unlike(household, () =>
    from.ethnicity === "05" ? uyghurNameOf(random, sex, from.name) : surnameIn(from) + givenNameOf(random, year, sex, birth.generation),
  );
  const division = household.kind === "permanent" ? HOME_DIVISION : birth.head.division;
  const age = ageOn(birthDate, nursery.today);
  const child = addPerson(nursery, household, {
    name,
    sex,
    birthDate,
    division,
    relationToHead: sex === "1" ? "20" : "30",
    maritalStatus: age > 26 && random.chance(0.4) ? "20" : "10",
    ethnicity: birth.head.ethnicity,
  });
  child.father = birth.father;
  child.mother = birth.mother;
  return age >= 20 ? employ(nursery, child) : child;
}

function addParents(nursery: Nursery, household: Household, head: Person): void {
  const { random, today } = nursery;
  const age = ageOn(head.birthDate, today) + random.between(22, 30);
  const both = random.chance(0.6);
  const draft = { division: HOME_DIVISION, relationToHead: "50" } as const;
  const mothersBirth = birthDateAt(nursery, age);
  const mother = addPerson(nursery, household, {
    ...draft,
    name: surnameOf(random, true) + givenNameOf(random, Number(mothersBirth.slice(0, 4)), "2"),
    sex: "2",
    birthDate: mothersBirth,
    maritalStatus: both ? "20" : "30",
  });
  head.mother = mother;
  if (!both) return;
  const fathersBirth = birthDateAt(nursery, age + random.between(0, 4));
  const father = addPerson(nursery, household, {
    ...draft,
    name: unlike(household, () => surnameIn(head) + givenNameOf(random, Number(fathersBirth.slice(0, 4)), "1")),
    sex: "1",
    birthDate: fathersBirth,
    maritalStatus: "20",
  });
  head.father = father;
  father.spouse = mother;
  mother.spouse = father;
}

/** A name that nobody in the household has: no family gives one twice. */
function unlike(household: Household, make: () => string): string {
  for (;;) {
    const name = make();
    if (household.members.every((member) => member.name !== name)) return name;
  }
}

function employ(nursery: Nursery, person: Person): Person {
  const age = ageOn(person.birthDate, nursery.today);
  if (age >= 19)
    person.employer = age > 62 ? nursery.random.pick(["退休", "务农", ""]) : nursery.random.chance(0.88) ? nursery.random.pick(JOBS) : "";
  return person;
}

const COMPOUND = new Set(["欧阳", "诸葛", "司徒", "上官", "令狐", "皇甫"]);

/** The surname of a Chinese name. */
export function surnameIn(person: Person): string {
  const first = person.name.slice(0, 2);
  return COMPOUND.has(first) ? first : person.name.slice(0, 1);
}
