/** What single departments know of people: vaccination, disability, service, party, allowance, pregnancy, school, visas, support. */
import { addDays, ageOn } from "./calendar.ts";
import { bankAccountOf } from "./identifiers.ts";
import { dayBetween, type Nursery } from "./people.ts";
import type { Household, Person } from "./world-shape.ts";

const VACCINES = ["北京生物", "北京科兴", "武汉生物", "智飞龙科马", "康希诺"];
const SCHOOLS = ["柳溪街道第一小学", "青枫实验学校", "望溪小学"];

export function addCircumstances(nursery: Nursery): void {
  for (const person of nursery.persons) {
    const age = ageOn(person.birthDate, nursery.today);
    if (age >= 4 && nursery.random.chance(0.62)) person.facts.vaccine = vaccination(nursery);
    if (person.residencyType === "foreign") continue;
    addStatuses(nursery, person, age);
    if (person.residencyType === "migrant")
      person.facts.permit = {
        reason: nursery.random.pick(["务工", "经商", "随迁", "投靠亲属", "学习"]),
        arrival: person.household.arrivalDate,
      };
  }
  for (const household of nursery.households) addSupport(nursery, household);
  addDeaths(nursery);
}

function vaccination(nursery: Nursery): NonNullable<Person["facts"]["vaccine"]> {
  const { random } = nursery;
  const doses = [dayBetween(random, "2021-03-01", "2021-09-30")];
  if (random.chance(0.94)) doses.push(addDays(doses[0] as string, random.between(21, 56)));
  if (doses.length === 2 && random.chance(0.7)) doses.push(addDays(doses[1] as string, random.between(180, 320)));
  return { manufacturer: random.pick(VACCINES), doses };
}

function addStatuses(nursery: Nursery, person: Person, age: number): void {
  const { random, today } = nursery;
  const { facts } = person;
  if (person.idNumber && random.chance(age > 60 ? 0.07 : 0.025)) {
    const category = random.weighted([
      ["1", 12],
      ["2", 18],
      ["3", 2],
      ["4", 44],
      ["5", 9],
      ["6", 11],
      ["7", 4],
    ] as const);
    const level = String(random.between(1, 4));
    facts.disability = { certificate: person.idNumber + category + level, category, level };
  }
  if (person.sex === "1" && age >= 22 && age < 85 && person.idNumber && random.chance(0.09)) {
    const enlisted = `${Number(person.birthDate.slice(0, 4)) + random.between(18, 21)}-${random.pick(["12-10", "12-01", "09-10"])}`;
    const discharged = `${
      Number(enlisted.slice(0, 4)) +
      random.weighted([
        [2, 5],
        [3, 3],
        [5, 2],
        [8, 1],
      ] as const)
    }-${random.pick(["12-01", "11-30", "09-01"])}`;
    // Those who still serve are no veterans yet.
    if (discharged < today)
      facts.veteran = {
        category: random.pick(["退役士兵", "退役士官", "自主就业退役士兵", "军队转业干部", "残疾军人"]),
        enlisted,
        discharged,
      };
  }
  if (person.politicalStatus === "01" || person.politicalStatus === "02")
    facts.partyJoinDate = dayBetween(random, `${Number(person.birthDate.slice(0, 4)) + 18}-07-01`, addDays(today, -400));
  if (age >= 16 && age < 75 && random.chance(0.07))
    facts.volunteer = { number: `3307820${random.digits(8)}`, hours: random.between(2, 640) / 2 };
  if (age >= 80 && person.residencyType === "permanent")
    facts.allowance = { amount: age >= 100 ? 500 : age >= 90 ? 200 : 100, account: bankAccountOf(random) };
  if (age >= 65 && person.household.members.length === 1) facts.careLevel = random.pick(["自理", "自理", "半失能", "失能"]);
  const year = Number(today.slice(0, 4));
  const starts = person.birthDate > `${year - 7}-08-31` && person.birthDate <= `${year - 6}-08-31`;
  if (starts && person.idNumber) facts.school = random.pick(SCHOOLS);
  if (person.sex === "2" && age >= 22 && age <= 42 && person.maritalStatus === "20" && random.chance(0.16)) {
    const lastMenstrualDate = addDays(today, -random.between(45, 270));
    facts.pregnancy = { lastMenstrualDate, expectedDeliveryDate: addDays(lastMenstrualDate, 280) };
  }
}

function addSupport(nursery: Nursery, household: Household): void {
  const { random } = nursery;
  if (household.kind !== "permanent" || !household.dwelling || !random.chance(0.05)) return;
  household.support = {
    amount: random.between(380, 1250),
    reason: random.pick(["因病", "因残", "缺乏劳动力", "因学", "年老体弱"]),
    category: random.pick(["低保", "低保边缘", "特困"]),
  };
}

/** Some of the old have died this year; registers made before still list them. */
function addDeaths(nursery: Nursery): void {
  const { random, today } = nursery;
  for (const person of nursery.persons) {
    if (ageOn(person.birthDate, today) < 76 || person.residencyType !== "permanent" || !random.chance(0.06)) continue;
    person.deathDate = dayBetween(random, `${today.slice(0, 4)}-01-05`, addDays(today, -8));
    if (person.spouse) person.spouse.maritalStatus = "30";
  }
}
