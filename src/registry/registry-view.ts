import type { CommunityKeys } from "#access";
import type { Transaction } from "#store/contract";
import type { Address, ElementKind } from "#vocabulary/contract";
import type { ConditionFacts } from "./condition.ts";
import { type HouseholdCircle, householdCircle } from "./household-circle.ts";
import { storedLocality } from "./locality.ts";
import { MENTIONS } from "./mention-sql.ts";
import { isWholeAddress, loadRelations, type OpenElement, openElements, type StoredRelation } from "./people.ts";
import { type PlaceCircle, placeCircle } from "./place-circle.ts";

/** All persons of a community with their homes, households and organisations, in hand for filling a form. */
export interface RegistryView {
  readonly locality: Address;
  readonly persons: ReadonlyMap<string, OpenElement>;
  readonly dwellings: ReadonlyMap<string, OpenElement>;
  readonly households: ReadonlyMap<string, OpenElement>;
  readonly organisations: ReadonlyMap<string, OpenElement>;
  readonly circle: HouseholdCircle;
  readonly places: PlaceCircle;
  factsOf(person: string): ConditionFacts;
}

const circleRelations = [
  "memberOf",
  "livesIn",
  "registeredIn",
  "owns",
  "spouseOf",
  "parentOf",
  "guardianOf",
  "represents",
  "contactOf",
  "employedBy",
];

/** Reads the view inside a transaction. */
export async function registryView(tx: Transaction, keys: CommunityKeys, community: number): Promise<RegistryView> {
  const collect = async (kind: ElementKind): Promise<Map<string, OpenElement>> => {
    const elements = new Map<string, OpenElement>();
    for await (const element of openElements(tx, keys, community, kind)) elements.set(element.id, element);
    return elements;
  };
  const persons = await collect("person");
  const dwellings = await collect("dwelling");
  const households = await collect("household");
  const organisations = await collect("organisation");
  const relations: StoredRelation[] = [];
  for (const relation of circleRelations) for (const stored of await loadRelations(tx, community, { relation })) relations.push(stored);
  const circle = householdCircle(
    relations,
    (person) => persons.get(person)?.values.relationToHead,
    (dwelling) => isWholeAddress(dwellings.get(dwelling)?.values ?? {}),
  );
  const registers = await registersByPerson(tx, community);
  return {
    locality: await storedLocality(tx, community),
    persons,
    dwellings,
    households,
    organisations,
    circle,
    places: placeCircle(relations),
    factsOf(person) {
      const household = circle.householdOf(person) ?? "";
      return {
        person: persons.get(person)?.values ?? {},
        dwelling: dwellings.get(circle.homeOf(person) ?? "")?.values ?? {},
        household: households.get(household)?.values ?? {},
        householdSize: circle.members(household).length,
        registers: registers.get(person) ?? [],
      };
    },
  };
}

async function registersByPerson(tx: Transaction, community: number): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ element_id: string; registers: string[] }>(
    `SELECT m.element_id, array_agg(DISTINCT t.register) AS registers
     FROM ${MENTIONS} m
     JOIN source_table t ON t.community_id = m.community_id AND t.id = m.source_table_id
     JOIN delivery d ON d.community_id = t.community_id AND d.id = t.delivery_id
     WHERE m.community_id = $1 AND m.kind = 'person' AND m.role IN ('subject', 'tenant') AND t.register IS NOT NULL AND d.state = 'current'
     GROUP BY m.element_id`,
    [community],
  );
  return new Map(rows.map((row) => [row.element_id, row.registers]));
}
