import type { CommunityKeys } from "#access";
import type { Transaction } from "#store/contract";
import { type Address, ElementKind } from "#vocabulary/contract";
import type { ConditionFacts } from "./condition.ts";
import { type HouseholdCircle, householdCircle } from "./household-circle.ts";
import { storedLocality } from "./locality.ts";
import { MENTIONS } from "./mention-sql.ts";
import { isWholeAddress, loadRelations, type OpenElement, openElements, openElementsById, type StoredRelation } from "./people.ts";
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

/** Reads the view of a whole community inside a transaction. */
export async function registryView(tx: Transaction, keys: CommunityKeys, community: number): Promise<RegistryView> {
  const elements = new Map<ElementKind, Map<string, OpenElement>>();
  for (const kind of KINDS) {
    const ofKind = new Map<string, OpenElement>();
    for await (const element of openElements(tx, keys, community, kind)) ofKind.set(element.id, element);
    elements.set(kind, ofKind);
  }
  const relations: StoredRelation[] = [];
  for (const relation of circleRelations) for (const stored of await loadRelations(tx, community, { relation })) relations.push(stored);
  return viewOf(await storedLocality(tx, community), elements, relations, await registersByPerson(tx, community));
}

const KINDS = Object.values(ElementKind);

/**
 * Reads the view of some elements and of those beside them, which is all that a form about them asks: their households and homes, whoever
 * belongs to these, and the homes of the families. It grows with what is asked and not with the community. What registers speak of them is left out.
 */
export async function registryViewAround(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  subjects: readonly string[],
): Promise<RegistryView> {
  const known = new Map<string, OpenElement & { kind: ElementKind }>();
  const relations = new Map<string, StoredRelation>();
  const open = async (ids: Iterable<string>) => {
    const wanted = [...new Set(ids)].filter((id) => !known.has(id));
    for (const [id, element] of await openElementsById(tx, keys, community, wanted)) known.set(id, element);
  };
  const lookAround = async (ids: readonly string[]): Promise<StoredRelation[]> => {
    const found = (await loadRelations(tx, community, { elements: ids })).filter(({ relation }) => circleRelations.includes(relation));
    for (const stated of found) relations.set(`${stated.relation} ${stated.from} ${stated.to}`, stated);
    await open(found.flatMap(({ from, to }) => [from, to]));
    return found;
  };
  const placesAmong = (found: readonly StoredRelation[]) =>
    [...new Set(found.flatMap(({ from, to }) => [from, to]))].filter((id) => known.get(id)?.kind !== "person");
  await open(subjects);
  const places = placesAmong(await lookAround(subjects));
  const members = (await lookAround(places)).flatMap(({ relation, from }) => (relation === "memberOf" ? [from] : []));
  await lookAround(placesAmong(await lookAround([...new Set(members)])));
  const elements = new Map(
    KINDS.map((kind) => [
      kind,
      new Map([...known].filter(([, element]) => element.kind === kind).sort(([left], [right]) => (left < right ? -1 : 1))),
    ]),
  );
  const inOrder = [...relations.values()].sort(
    (left, right) =>
      circleRelations.indexOf(left.relation) - circleRelations.indexOf(right.relation) ||
      compareText(left.from, right.from) ||
      compareText(left.to, right.to),
  );
  return viewOf(await storedLocality(tx, community), elements, inOrder, new Map());
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function viewOf(
  locality: Address,
  elements: ReadonlyMap<ElementKind, ReadonlyMap<string, OpenElement>>,
  relations: readonly StoredRelation[],
  registers: ReadonlyMap<string, readonly string[]>,
): RegistryView {
  const ofKind = (kind: ElementKind): ReadonlyMap<string, OpenElement> => elements.get(kind) ?? new Map();
  const [persons, dwellings, households] = [ofKind("person"), ofKind("dwelling"), ofKind("household")];
  const circle = householdCircle(
    relations,
    (person) => persons.get(person)?.values.relationToHead,
    (dwelling) => isWholeAddress(dwellings.get(dwelling)?.values ?? {}),
  );
  return {
    locality,
    persons,
    dwellings,
    households,
    organisations: ofKind("organisation"),
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
