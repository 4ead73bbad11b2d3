import type { StoredRelation } from "./people.ts";

/** Who belongs to whom: the relations of a community, ready to be asked person by person. */
export interface HouseholdCircle {
  /** The person's household, if known. */
  householdOf(person: string): string | undefined;
  /** Members of a household with their relation to the head (GB/T 4761), head first, then by relation. */
  members(household: string): readonly Member[];
  headOf(household: string): string | undefined;
  /** Where the person lives: stated, or else where they are registered; a home that they or their family let, or an address that nobody could complete, only when nothing else is known. */
  homeOf(person: string): string | undefined;
  registeredHomeOf(person: string): string | undefined;
  /** Persons who stand in a family role to this one, by rows that name them so or by the relations to the head. */
  relative(
    person: string,
    role: "spouse" | "father" | "mother" | "guardian",
    sexOf: (person: string) => string | undefined,
  ): string | undefined;
}

export interface Member {
  readonly person: string;
  readonly relationToHead: string;
}

/** Reads the circle out of the stored relations. */
export function householdCircle(
  relations: readonly StoredRelation[],
  relationToHeadOf: (person: string) => string | undefined,
  isWholeAddress: (dwelling: string) => boolean,
): HouseholdCircle {
  const household = new Map<string, string>();
  const members = new Map<string, Member[]>();
  const home = new Map<string, string>();
  const lastResort = new Map<string, string>();
  const landlordsOf = new Map<string, Set<string>>();
  const registered = new Map<string, string>();
  const named = new Map<string, string>();
  for (const { relation, from, to, detail, preferred } of relations) {
    if (relation === "livesIn") (preferred && isWholeAddress(to) ? home : lastResort).set(from, to);
    if (relation === "owns" && detail === "landlord") landlordsOf.set(to, (landlordsOf.get(to) ?? new Set()).add(from));
    if (relation === "registeredIn" && preferred) registered.set(from, to);
    if (relation === "spouseOf") named.set(`spouse ${to}`, from);
    if (relation === "guardianOf") named.set(`guardian ${to}`, from);
    if (relation === "parentOf") named.set(`${detail} ${to}`, from);
    if (relation !== "memberOf" || !preferred) continue;
    household.set(from, to);
    const relationToHead = relationToHeadOf(from) ?? (detail === "householdHead" ? "01" : /^\d\d$/.test(detail) ? detail : "");
    const list = members.get(to) ?? [];
    members.set(to, list);
    list.push({ person: from, relationToHead });
  }
  for (const list of members.values()) list.sort((left, right) => rank(left) - rank(right) || (left.person < right.person ? -1 : 1));
  const isLetByFamily = (person: string, dwelling: string): boolean => {
    const family = members.get(household.get(person) ?? "") ?? [];
    return family.some((member) => landlordsOf.get(dwelling)?.has(member.person));
  };
  const circle: HouseholdCircle = {
    householdOf: (person) => household.get(person),
    members: (id) => members.get(id) ?? [],
    headOf: (id) => members.get(id)?.find((member) => isHead(member.relationToHead))?.person,
    homeOf: (person) => {
      const stated = home.get(person);
      return stated !== undefined && !isLetByFamily(person, stated) ? stated : (registered.get(person) ?? stated ?? lastResort.get(person));
    },
    registeredHomeOf: (person) => registered.get(person),
    relative: (person, role, sexOf) => named.get(`${role} ${person}`) ?? byHousehold(circle, person, role, sexOf),
  };
  return circle;
}

/** GB/T 4761: 01 is oneself, 02 the head. */
function isHead(relation: string): boolean {
  return relation === "01" || relation === "02";
}

function isSpouseOfHead(relation: string): boolean {
  return relation.startsWith("1");
}

function isChildOfHead(relation: string): boolean {
  return relation.startsWith("2") || relation.startsWith("3");
}

function rank(member: Member): number {
  return member.relationToHead === "" ? 99 : Number(member.relationToHead);
}

function byHousehold(
  circle: HouseholdCircle,
  person: string,
  role: "spouse" | "father" | "mother" | "guardian",
  sexOf: (person: string) => string | undefined,
): string | undefined {
  const members = circle.members(circle.householdOf(person) ?? "");
  const own = members.find((member) => member.person === person)?.relationToHead ?? "";
  const couple = members
    .filter((member) => isHead(member.relationToHead) || isSpouseOfHead(member.relationToHead))
    .map((member) => member.person);
  if (role === "spouse") return isHead(own) || isSpouseOfHead(own) ? couple.find((other) => other !== person) : undefined;
  if (!isChildOfHead(own)) return undefined;
  if (role === "guardian") return couple[0];
  return couple.find((parent) => sexOf(parent) === (role === "father" ? "1" : "2"));
}

/**
 * How a member of the household stands to another one (GB/T 4761), where it follows from both relations to the head.
 * Undefined where it does not: a form then keeps the cell empty instead of guessing.
 */
export function relationTo(applicant: string, member: string): string | undefined {
  if (isHead(applicant)) return member;
  if (isSpouseOfHead(applicant)) {
    if (isHead(member)) return "10";
    return isChildOfHead(member) ? member : undefined;
  }
  return undefined;
}
