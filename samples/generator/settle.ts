/** Who lives where, who owns what, who lets it to whom. */
import { ageOn } from "./calendar.ts";
import { fullAddress } from "./dwellings.ts";
import type { Nursery } from "./people.ts";
import type { Dwelling, Household, Person } from "./world-shape.ts";

/** Gives every household its home and every home its owner. `dwellings` must hold more homes than there are households. */
export function settle(nursery: Nursery, dwellings: readonly Dwelling[]): void {
  const { random, locality } = nursery;
  const free = random.shuffle(dwellings);
  const take = (): Dwelling => {
    const dwelling = free.pop();
    if (!dwelling) throw new Error("more households than homes");
    return dwelling;
  };
  for (const household of nursery.households) if (household.kind === "permanent") settleLocals(nursery, household, take);
  const landlords = nursery.persons.filter((person) => person.residencyType === "permanent" && ageOn(person.birthDate, nursery.today) > 27);
  const shared: Dwelling[] = [];
  for (const household of nursery.households) {
    if (household.kind === "permanent") continue;
    // Strangers share: single newcomers move in with another household of their kind.
    const small = household.members.length === 1 && household.kind === "migrant";
    const dwelling = small && shared.length > 0 && random.chance(0.3) ? random.pick(shared) : take();
    if (!dwelling.owner) letOut(nursery, dwelling, landlords);
    if (small && dwelling.households.length < 2) shared.push(dwelling);
    dwelling.households.push(household);
    household.dwelling = dwelling;
    if (random.chance(0.08)) household.former = random.pick(dwellings);
  }
  for (const dwelling of dwellings) if (!dwelling.owner && random.chance(0.8)) dwelling.owner = random.pick(landlords);
  for (const household of nursery.households) {
    if (!household.registered) continue;
    for (const member of household.members) member.registeredAddress = fullAddress(locality, household.registered);
  }
}

function settleLocals(nursery: Nursery, household: Household, take: () => Dwelling): void {
  const { random } = nursery;
  const home = take();
  const owner = household.members.find((member) => ageOn(member.birthDate, nursery.today) > 27) ?? (household.members[0] as Person);
  home.owner = owner;
  household.registered = home;
  const way = random.weighted([
    ["home", 80],
    ["moved", 7],
    ["away", 4],
    ["second", 9],
  ] as const);
  if (way === "away") {
    // Registered here, living in another county: the flat is let or empty.
    home.usage = "空置";
    return;
  }
  household.dwelling = home;
  home.usage = "自住";
  home.households.push(household);
  if (way === "moved") {
    // They moved inside the community and never told the police.
    const newer = take();
    newer.owner = owner;
    newer.usage = "自住";
    home.usage = "空置";
    home.households.pop();
    newer.households.push(household);
    household.dwelling = newer;
    household.former = home;
  } else if (way === "second") {
    const second = take();
    second.owner = owner;
    second.usage = "自住";
    household.second = second;
  }
}

function letOut(nursery: Nursery, dwelling: Dwelling, landlords: readonly Person[]): void {
  dwelling.owner = nursery.random.pick(landlords);
  dwelling.usage = "出租";
  dwelling.rent = nursery.random.between(7, 42) * 100;
}
