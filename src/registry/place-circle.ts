import type { StoredRelation } from "./people.ts";

/** Who stands to a home or an organisation in which role, ready to be asked. Ids of persons, in a stable order. */
export interface PlaceCircle {
  /** Those whom some row names as the dwelling's landlords. */
  landlordsOf(dwelling: string): readonly string[];
  /** Its owners; its landlords when no row names an owner. */
  ownersOf(dwelling: string): readonly string[];
  /** Those who rent it; those who live in it when it has a landlord who does not. */
  tenantsOf(dwelling: string): readonly string[];
  residentsOf(dwelling: string): readonly string[];
  representativesOf(organisation: string): readonly string[];
  contactsOf(organisation: string): readonly string[];
  /** The organisation that employs a person, if some row says more of it than its name. */
  employerOf(person: string): string | undefined;
}

const NOBODY: readonly string[] = [];

/** Reads the circle out of the stored relations. */
export function placeCircle(relations: readonly StoredRelation[]): PlaceCircle {
  const groups = {
    landlords: new Map(),
    owners: new Map(),
    tenants: new Map(),
    residents: new Map(),
    heads: new Map(),
    contacts: new Map(),
  } as {
    readonly [group: string]: Map<string, string[]>;
  };
  const employers = new Map<string, string>();
  const add = (group: string, { from, to }: StoredRelation) => {
    const people = groups[group] as Map<string, string[]>;
    const known = people.get(to);
    if (known === undefined) people.set(to, [from]);
    else if (!known.includes(from)) known.push(from);
  };
  for (const stated of relations) {
    const { relation, detail, preferred } = stated;
    if (relation === "owns") add(detail === "landlord" ? "landlords" : "owners", stated);
    else if (relation === "livesIn" && preferred) {
      add("residents", stated);
      if (detail === "tenant") add("tenants", stated);
    } else if (relation === "represents") add("heads", stated);
    else if (relation === "contactOf") add("contacts", stated);
    else if (relation === "employedBy") employers.set(stated.from, stated.to);
  }
  const of = (group: string, place: string) => groups[group]?.get(place) ?? NOBODY;
  const landlordsOf = (dwelling: string) => of("landlords", dwelling);
  return {
    landlordsOf,
    ownersOf: (dwelling) => (of("owners", dwelling).length > 0 ? of("owners", dwelling) : landlordsOf(dwelling)),
    tenantsOf(dwelling) {
      const tenants = of("tenants", dwelling);
      const landlords = landlordsOf(dwelling);
      if (tenants.length > 0 || landlords.length === 0) return tenants;
      return of("residents", dwelling).filter((person) => !landlords.includes(person));
    },
    residentsOf: (dwelling) => of("residents", dwelling),
    representativesOf: (organisation) => of("heads", organisation),
    contactsOf: (organisation) => of("contacts", organisation),
    employerOf: (person) => employers.get(person),
  };
}
