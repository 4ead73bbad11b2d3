import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import type { Transaction } from "#store/contract";
import { ageOn, floorOfRoom } from "#vocabulary";
import type { Outcome } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { type BuildingPlan, type EstateLine, type HomeCell, HomeMark } from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { type OpenElement, openElementsById } from "./people.ts";

/** The estates of a community with their buildings and how many homes each has. Counts only, nothing about anybody. */
export async function listEstates(deps: RegistryDeps, actor: Actor, communityCode: string): Promise<readonly EstateLine[]> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const rows = await tx.query<{ estate: string; building: string; homes: number }>(
      `SELECT golden->'estate'->>0 AS estate, golden->'building'->>0 AS building, count(*) AS homes FROM element
       WHERE community_id = $1 AND kind = 'dwelling' AND current AND merged_into IS NULL
       AND golden->'estate'->>0 IS NOT NULL AND golden->'room'->>0 IS NOT NULL GROUP BY 1, 2`,
      [community],
    );
    const estates = Map.groupBy(rows, (row) => row.estate);
    return [...estates]
      .map(([estate, lines]) => ({
        estate,
        homes: lines.reduce((sum, line) => sum + line.homes, 0),
        buildings: lines
          .map(({ building, homes }) => ({ building: building ?? "", homes }))
          .sort((left, right) => byNumber(left.building, right.building)),
      }))
      .sort((left, right) => right.homes - left.homes || byNumber(left.estate, right.estate));
  });
}

/**
 * The homes of a building as a plan of floors by rooms, each with its people in short. Names are shown, so the access is recorded.
 *
 * @param place as {@link listEstates} names it; an empty building is one that addresses do not number
 * @param asOf ISO day on which ages are counted
 */
export async function readBuilding(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  place: { readonly estate: string; readonly building: string },
  asOf: string,
): Promise<Outcome<BuildingPlan, "building-unknown">> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const homes = await homesOf(tx, keys, community, place);
    if (homes.length === 0) return { accepted: false, refusal: "building-unknown", detail: `${place.estate} ${place.building}` };
    const residents = await residentsOf(tx, keys, community, homes);
    const people = [...residents.values()].flat();
    await recordAccess(tx, {
      action: "building",
      community,
      elementIds: [...new Set(people.map((person) => person.id))],
      attributes: ["name", "residencyType"],
      detail: `${place.estate} ${place.building}`,
    });
    const cells = homes.map((home) => cellOf(home, residents.get(home.id) ?? [], asOf));
    return { accepted: true, value: { ...place, asOf, units: planOf(cells) } };
  });
}

/** The homes that stand in a building; the database picks them out, since a community may have hundreds of thousands. */
async function homesOf(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  place: { readonly estate: string; readonly building: string },
): Promise<OpenElement[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM element WHERE community_id = $1 AND kind = 'dwelling' AND current AND merged_into IS NULL
     AND golden->'estate'->>0 = $2 AND coalesce(golden->'building'->>0, '') = $3 AND golden->'room'->>0 IS NOT NULL ORDER BY id`,
    [community, place.estate, place.building],
  );
  const ids = rows.map((row) => row.id);
  const open = await openElementsById(tx, keys, community, ids);
  return ids.flatMap((id) => open.get(id) ?? []);
}

/** Who is taken to live in each home: by what the rows state, else by where the person is registered. */
async function residentsOf(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  homes: readonly OpenElement[],
): Promise<Map<string, (OpenElement & { tenant: boolean })[]>> {
  const rows = await tx.query<{ person: string; home: string; tenant: boolean }>(
    `WITH named AS MATERIALIZED (
       SELECT DISTINCT from_element_id AS person FROM relation
       WHERE community_id = $1 AND to_element_id = ANY($2::uuid[]) AND relation IN ('livesIn', 'registeredIn'))
     SELECT DISTINCT ON (r.from_element_id) r.from_element_id AS person, r.to_element_id AS home, r.detail = 'tenant' AS tenant
     FROM named JOIN relation r ON r.community_id = $1 AND r.from_element_id = named.person
     WHERE r.preferred AND r.relation IN ('livesIn', 'registeredIn')
     ORDER BY r.from_element_id, (r.relation = 'livesIn') DESC`,
    [community, homes.map((home) => home.id)],
  );
  const people = await openElementsById(
    tx,
    keys,
    community,
    rows.map((row) => row.person),
  );
  const residents = new Map<string, (OpenElement & { tenant: boolean })[]>();
  for (const { person, home, tenant } of rows) {
    const open = people.get(person);
    if (open !== undefined) residents.set(home, [...(residents.get(home) ?? []), { ...open, tenant }]);
  }
  return residents;
}

const ELDERLY_YEARS = 80;
const CHILD_YEARS = 7;

function cellOf(home: OpenElement, people: readonly (OpenElement & { tenant: boolean })[], asOf: string): HomeCell {
  const ageOf = (person: OpenElement) => (person.values.birthDate === undefined ? null : ageOn(person.values.birthDate, asOf));
  const ages = people.map(ageOf);
  const marks: HomeMark[] = [];
  const elderly = ages.some((age) => age !== null && age >= ELDERLY_YEARS);
  if (elderly && (people.length === 1 || people.some((person) => person.values.livingAlone === "true"))) marks.push(HomeMark.elderlyAlone);
  else if (elderly) marks.push(HomeMark.elderly);
  if (people.some((person) => person.tenant || person.values.residencyType === "migrant")) marks.push(HomeMark.tenants);
  if (people.some((person) => person.values.residencyType === "foreign")) marks.push(HomeMark.foreign);
  if (ages.some((age) => age !== null && age < CHILD_YEARS)) marks.push(HomeMark.children);
  if (people.length === 0) marks.push(HomeMark.empty);
  const { unit = "", room = "", usage = "" } = home.values;
  const floor = home.values.floor ?? floorOfRoom(room) ?? "";
  return {
    elementId: home.id,
    unit,
    floor,
    room,
    usage,
    marks,
    people: people
      .map((person, at) => ({
        elementId: person.id,
        name: person.values.name ?? person.values.foreignName ?? "",
        age: ages[at] ?? null,
        relationToHead: person.values.relationToHead ?? "",
      }))
      .sort((left, right) => byNumber(left.relationToHead || "99", right.relationToHead || "99") || (right.age ?? -1) - (left.age ?? -1))
      .map(({ elementId, name, age }) => ({ elementId, name, age })),
  };
}

function planOf(cells: readonly HomeCell[]): BuildingPlan["units"] {
  return [...Map.groupBy(cells, (cell) => cell.unit)]
    .sort(([left], [right]) => byNumber(left, right))
    .map(([unit, homes]) => ({
      unit,
      floors: [...Map.groupBy(homes, (home) => home.floor)]
        // The top floor stands on top.
        .sort(([left], [right]) => byNumber(right, left))
        .map(([floor, rooms]) => ({ floor, rooms: rooms.sort((left, right) => byNumber(left.room, right.room)) })),
    }));
}

/** Numbers by their value, texts after them. */
function byNumber(left: string, right: string): number {
  return left.localeCompare(right, "zh", { numeric: true });
}
