import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import type { Transaction } from "#store/contract";
import { attributeOf } from "#vocabulary";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementTitle } from "./element-title.ts";
import { resolveElement } from "./find-elements.ts";
import { householdCircle } from "./household-circle.ts";
import { dwellingText, isWholeAddress, loadRelations, type OpenElement, openElementsById, type StoredRelation } from "./people.ts";

/** The household that the person who asks belongs to, and the homes that they have to do with. */
export interface OwnHome {
  /** Null when no source says to which household they belong. */
  readonly household: {
    readonly members: readonly {
      readonly name: string;
      /** GB/T 4761; empty when nobody says. */
      readonly relationToHead: string;
      readonly self: boolean;
    }[];
  } | null;
  readonly homes: readonly {
    readonly address: string;
    /** What the person has to do with it: `livesIn`, `registeredIn`, `owns`, with the one taken to hold among several. */
    readonly ties: readonly {
      readonly relation: string;
      readonly detail: string;
      readonly preferred: boolean;
      readonly validFrom: string;
    }[];
    /** Ordinary golden values of the home by attribute; its owners' numbers and papers are not among them. */
    readonly values: Readonly<Record<string, string>>;
    /** How many are known to live there, and how many of them are of one's own household. */
    readonly residents: number;
    readonly residentsOfHousehold: number;
  }[];
}

/** What ties a person to a home of their own. */
const HOME_TIES: readonly string[] = ["livesIn", "registeredIn", "owns"];

/**
 * The household and the homes of the person who asks. Of the household's other members it gives the name and how they stand to the head; of
 * others in the same home only how many they are. Recorded as a reading of all who are named.
 */
export function readOwnHome(deps: RegistryDeps, actor: Actor, communityCode: string, elementId: string): Promise<OwnHome> {
  authorize(actor, Action.self);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const person = await resolveElement(tx, community, elementId);
    const keys = await communityKeys(tx, deps.keyring, community);
    const relations = await relationsAround(tx, community, person);
    const people = await openElementsById(tx, keys, community, [...new Set(relations.flatMap(({ from, to }) => [from, to])), person]);
    const valuesOf = (id: string) => people.get(id)?.values ?? {};
    const circle = householdCircle(
      relations,
      (id) => valuesOf(id).relationToHead,
      (id) => isWholeAddress(valuesOf(id)),
    );
    const household = circle.householdOf(person);
    const members = household === undefined ? [] : circle.members(household);
    const family = new Set([person, ...members.map((member) => member.person)]);
    await recordAccess(tx, { action: "self", community, elementIds: [...family], attributes: ["name", "relationToHead", "address"] });
    return {
      household:
        household === undefined
          ? null
          : {
              members: members.map((member) => ({
                name: elementTitle("person", valuesOf(member.person)),
                relationToHead: member.relationToHead,
                self: member.person === person,
              })),
            },
      homes: homesOf(relations, person, family, people),
    };
  });
}

/** The relations of the person, and of the households and homes that they have to do with. */
async function relationsAround(tx: Transaction, community: number, person: string): Promise<StoredRelation[]> {
  const own = await loadRelations(tx, community, { elements: [person] });
  const places = own.filter(({ relation, from }) => from === person && (relation === "memberOf" || HOME_TIES.includes(relation)));
  const others = places.length === 0 ? [] : await loadRelations(tx, community, { elements: [...new Set(places.map(({ to }) => to))] });
  return [...own, ...others.filter(({ from }) => from !== person)];
}

function homesOf(
  relations: readonly StoredRelation[],
  person: string,
  family: ReadonlySet<string>,
  elements: ReadonlyMap<string, OpenElement>,
): OwnHome["homes"] {
  const ties = relations.filter(({ relation, from }) => from === person && HOME_TIES.includes(relation));
  const homes = [...new Set(ties.map(({ to }) => to))].flatMap((home) => {
    const values = elements.get(home)?.values;
    if (values === undefined) return [];
    const residents = new Set(
      relations.filter(({ relation, to, preferred }) => relation === "livesIn" && to === home && preferred).map(({ from }) => from),
    );
    return [
      {
        address: dwellingText(values, {}, "short"),
        ties: ties
          .filter(({ to }) => to === home)
          .map(({ relation, detail, preferred, validFrom }) => ({ relation, detail, preferred, validFrom: validFrom ?? "" })),
        values: Object.fromEntries(Object.entries(values).filter(([name]) => isShownOfHome(name))),
        residents: residents.size,
        residentsOfHousehold: [...residents].filter((id) => family.has(id)).length,
      },
    ];
  });
  const rank = (home: OwnHome["homes"][number]) => (home.ties.some((tie) => tie.preferred && tie.relation === "livesIn") ? 0 : 1);
  return homes.sort((left, right) => rank(left) - rank(right));
}

/** Parts of the address stand in the address; what is not ordinary is the owner's. */
const ADDRESS_PARTS: readonly string[] = ["address", "estate", "building", "unit", "floor", "room"];

function isShownOfHome(name: string): boolean {
  return !ADDRESS_PARTS.includes(name) && attributeOf("dwelling", name)?.sensitivity === "ordinary";
}
