import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import type { Transaction } from "#store/contract";
import { attributeOf, checkIdNumber, maskValue } from "#vocabulary";
import type { ElementKind } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import type { FoundElement } from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementHint, elementTitle } from "./element-title.ts";
import { loadRelations, openElementsById } from "./people.ts";
import { identifierKey, isBetweenKeys, isUnderKey, plainKey } from "./search-keys.ts";

const FOUND_MAX = 50;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Finds elements by id, identity number, name, phone, address, household number or organisation: exactly first, and where nothing
 * is exactly so, by how the word begins. At most 50, best first. The search is recorded.
 */
export async function findElements(deps: RegistryDeps, actor: Actor, communityCode: string, text: string): Promise<FoundElement[]> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode);
  if (community === null || text.trim() === "") return [];
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const exact = UUID.test(text.trim())
      ? [text.trim().toLowerCase()]
      : await byKeys([plainKey(text), identifierKey(keys, checkIdNumber(text).canonical), identifierKey(keys, text)]);
    const ids = exact.length > 0 ? exact : await byPrefix(plainKey(text));
    const resolved: string[] = [];
    for (const id of ids) resolved.push(await resolveElement(tx, community, id));
    const elements = await openElementsById(tx, keys, community, [...new Set(resolved)]);
    await recordAccess(tx, { action: "find", community, elementIds: [...elements.keys()], count: elements.size, attributes: [] });
    const homes = elements.size > 1 ? await homesOf(tx, keys, community, [...elements.keys()]) : new Map<string, string>();
    return [...elements.values()].map((element) => foundElement(element, homes.get(element.id)));

    async function byKeys(wanted: readonly string[]): Promise<string[]> {
      const rows = await tx.query<{ element_id: string }>(
        `SELECT DISTINCT s.element_id FROM unnest($2::text[]) AS w (key)
         JOIN LATERAL (SELECT element_id FROM search_key h WHERE community_id = $1 AND ${isUnderKey("h", "w.key")}) s ON true
         ORDER BY s.element_id LIMIT $3`,
        [community, wanted, FOUND_MAX],
      );
      return rows.map((row) => row.element_id);
    }

    async function byPrefix(prefix: string): Promise<string[]> {
      const rows = await tx.query<{ element_id: string }>(
        `SELECT DISTINCT element_id FROM search_key h WHERE community_id = $1 AND ${isBetweenKeys("h", "$2", "$3")}
         ORDER BY element_id LIMIT $4`,
        [community, prefix, `${prefix}\u{10ffff}`, FOUND_MAX],
      );
      return rows.map((row) => row.element_id);
    }
  });
}

/** Every current element that is called so: by its id, a name, an address or an identifier, written as people write them. */
export async function elementsCalled(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  called: readonly string[],
): Promise<string[]> {
  const ids = called.filter((text) => UUID.test(text));
  const words = called.flatMap((text) => [plainKey(text), identifierKey(keys, checkIdNumber(text).canonical), identifierKey(keys, text)]);
  const rows = await tx.query<{ id: string }>(
    `WITH hit AS MATERIALIZED (
       SELECT unnest($2::uuid[]) AS id
       UNION SELECT s.element_id FROM unnest($3::text[]) AS w (key)
       CROSS JOIN LATERAL (SELECT element_id FROM search_key h WHERE community_id = $1 AND ${isUnderKey("h", "w.key")}) s)
     SELECT e.id FROM hit JOIN element e ON e.community_id = $1 AND e.id = hit.id AND e.current AND e.merged_into IS NULL`,
    [community, ids, [...new Set(words)].filter((word) => word !== "")],
  );
  return rows.map((row) => row.id);
}

/** What of an element a list tells. */
interface OpenedElement {
  readonly id: string;
  readonly kind: ElementKind;
  readonly values: Readonly<Record<string, string>>;
}

/** An element as a list of what was found tells it: what it is called, and what tells two of one name apart, such as their home. */
export function foundElement(element: OpenedElement, home = ""): FoundElement {
  const { id, kind, values } = element;
  const hint = [elementHint(kind, values), home, phoneOf(element)].filter((part) => part !== "").join(" · ");
  return { id, kind, title: elementTitle(kind, values), hint };
}

/** The phone with its middle masked, whoever asks: enough to recognise a number that one has before oneself. */
function phoneOf({ kind, values }: OpenedElement): string {
  const attribute = attributeOf(kind, "phone");
  return attribute === undefined || values.phone === undefined ? "" : maskValue(attribute, values.phone);
}

/** Where people and households are taken to live, else to be registered: what tells two of one name and one age apart. */
export async function homesOf(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  elements: readonly string[],
): Promise<Map<string, string>> {
  const order = ["livesIn", "occupies", "registeredIn"];
  const relations = (await loadRelations(tx, community, { elements }))
    .filter((it) => it.preferred && order.includes(it.relation))
    .sort((left, right) => order.indexOf(left.relation) - order.indexOf(right.relation));
  const dwellings = await openElementsById(tx, keys, community, [...new Set(relations.map((it) => it.to))]);
  const homes = new Map<string, string>();
  for (const { from, to } of relations) if (!homes.has(from)) homes.set(from, elementTitle("dwelling", dwellings.get(to)?.values ?? {}));
  return homes;
}

/** The id under which an element lives today: merged ids keep resolving. */
export async function resolveElement(tx: Transaction, community: number, id: string): Promise<string> {
  let current = id;
  for (let steps = 0; steps < 100; steps++) {
    const [row] = await tx.query<{ merged_into: string | null }>("SELECT merged_into FROM element WHERE community_id = $1 AND id = $2", [
      community,
      current,
    ]);
    if (!row?.merged_into) return current;
    current = row.merged_into;
  }
  throw new Error(`the merges of element ${id} go round in a circle`);
}
