import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import type { Transaction } from "#store/contract";
import { checkIdNumber, formatAddress, parseAddress } from "#vocabulary";
import type { ElementKind } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import type { FoundElement } from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { foundElement, homesOf } from "./find-elements.ts";
import { type GoldenDocument, MENTION_LIST, openGolden, type PackedGolden, unpackGolden } from "./golden-document.ts";
import { ENDING_LENGTH, endingKey, identifierKey, isBetweenKeys, isUnderKey, plainKey, soundKey } from "./search-keys.ts";

const FOUND_MAX = 20;
/** Numbers that end in four given digits: among a million people some two hundred. */
const ENDED_MAX = 600;
const LOOKS_LIKE_AN_ADDRESS = /\d\s*[-－—#幢栋号座单楼室]|[一二三四五六七八九十〇零]+[幢栋号座单楼室]/;
/** How keys begin that are no words: hashes, sounds, endings, slips. */
const MARKED = /^[#@%~]/;
const LAST_CHARACTER = "\u{10ffff}";

/**
 * Finds elements while somebody types: by the beginning of a name, an address, an organisation; by pinyin or its initials; by a whole number
 * or its last four digits or more. At most 20, whole words first. Every answer is recorded, since each shows names.
 */
export async function findAsTyped(deps: RegistryDeps, actor: Actor, communityCode: string, text: string): Promise<FoundElement[]> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode);
  if (community === null || plainKey(text) === "" || MARKED.test(plainKey(text))) return [];
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const found = await foundRows(tx, keys, community, text);
    const elementIds = found.map((element) => element.id);
    const [elements] = await Promise.all([
      foundElements(tx, keys, community, found),
      recordAccess(tx, { action: "find", community, elementIds, attributes: ["name"] }),
    ]);
    return elements;
  });
}

/** Elements as a list of what was found tells them, people and households with their homes. */
export async function foundElements(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  found: readonly FoundRow[],
): Promise<FoundElement[]> {
  const homes = await homesOf(
    tx,
    keys,
    community,
    found.filter(({ kind }) => kind === "person" || kind === "household").map((element) => element.id),
  );
  return found.map((element) => foundElement(element, homes.get(element.id)));
}

/** The elements that are found by one key, as it is written in the index. */
export function elementsOfKey(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  key: string,
  limit: number,
): Promise<readonly FoundRow[]> {
  return openRows(tx, keys, community, byKey, [key, limit]);
}

export interface FoundRow {
  readonly id: string;
  readonly kind: ElementKind;
  readonly golden: GoldenDocument;
  readonly values: Readonly<Record<string, string>>;
}

async function foundRows(tx: Transaction, keys: CommunityKeys, community: number, text: string): Promise<FoundRow[]> {
  const typed = plainKey(text);
  const begun = await openRows(tx, keys, community, byWords, [...wordsOf(keys, text, typed), FOUND_MAX]);
  if (begun.length > 0 || !isEnding(typed)) return begun;
  const ended = await openRows(tx, keys, community, byKey, [endingKey(keys, typed), ENDED_MAX]);
  return ended.filter(({ values }) => ["idNumber", "phone"].some((name) => values[name]?.endsWith(typed))).slice(0, FOUND_MAX);
}

/** Whole keys, the beginning of a word, and of a sound: parameters 2 to 6 of `byWords`. */
function wordsOf(keys: CommunityKeys, text: string, typed: string): readonly unknown[] {
  const address = LOOKS_LIKE_AN_ADDRESS.test(text) ? formatAddress(parseAddress(text), "short") : "";
  const begun = address === "" ? typed : plainKey(address);
  const whole = [typed, begun, identifierKey(keys, checkIdNumber(text).canonical), identifierKey(keys, text)];
  // What is no letter begins no sound.
  const sound = /^[A-Z]+$/.test(typed) ? soundKey(typed) : "";
  return [whole, begun, `${begun}${LAST_CHARACTER}`, sound, sound === "" ? "" : `${sound}${LAST_CHARACTER}`];
}

function isEnding(typed: string): boolean {
  return /^\d+X?$/.test(typed) && typed.length >= ENDING_LENGTH;
}

// Each branch reads its index in the order of keys and stops early: one letter may begin a hundred thousand names.
const byWords = `
  (SELECT h.element_id, 0 AS rank FROM unnest($2::text[]) AS w (key)
    CROSS JOIN LATERAL (SELECT element_id FROM search_key s WHERE community_id = $1 AND ${isUnderKey("s", "w.key")} LIMIT $7) h LIMIT $7)
  UNION ALL
  (SELECT element_id, 1 AS rank FROM search_key s WHERE community_id = $1 AND ${isBetweenKeys("s", "$3", "$4")} ORDER BY id LIMIT $7)
  UNION ALL
  (SELECT element_id, 2 AS rank FROM search_key s WHERE community_id = $1 AND ${isBetweenKeys("s", "$5", "$6")} ORDER BY id LIMIT $7)`;
const byKey = `SELECT element_id, 0 AS rank FROM search_key s WHERE community_id = $1 AND ${isUnderKey("s", "$2")} LIMIT $3`;

async function openRows(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  hits: string,
  parameters: readonly unknown[],
): Promise<FoundRow[]> {
  const rows = await tx.query<{
    id: string;
    kind: ElementKind;
    golden: PackedGolden;
    mention_ids: string;
    sealed_identifiers: Buffer | null;
  }>(
    `WITH hit AS MATERIALIZED (SELECT element_id, min(rank) AS rank FROM (${hits}) h GROUP BY element_id)
     SELECT e.id, e.kind, e.golden, ${MENTION_LIST}, e.sealed_identifiers
     FROM hit JOIN element e ON e.community_id = $1 AND e.id = hit.element_id AND e.current
     ORDER BY hit.rank, e.kind DESC, e.id LIMIT $${parameters.length + 1}`,
    [community, ...parameters],
  );
  return rows.map((row) => {
    const golden = unpackGolden(row.golden, row.mention_ids);
    return { id: row.id, kind: row.kind, golden, values: openGolden(golden, row.sealed_identifiers, keys) };
  });
}
