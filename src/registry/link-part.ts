import type { CommunityKeys } from "#access";
import { reachPersons } from "#linkage";
import type { CommunityKnowledge, KnownMention } from "#linkage/contract";
import type { Store, Transaction } from "#store/contract";
import type { AuthorityTable } from "./authority.ts";
import { CandidateReader, countKnown, findCandidates, type SoughtKeys, seekRecord } from "./candidates.ts";
import type { GoldenRules } from "./golden-rules.ts";
import { type MentionInHand, toLinkMentions } from "./in-hand.ts";
import { byRecord, isOpen, type LinkingDone, linkAndChoose, type OnStage } from "./link-community.ts";
import { knowledgeOf } from "./linkage-knowledge.ts";
import { loadElements, loadMentions, loadTables } from "./load-mentions.ts";
import { blocksOf, MENTIONS } from "./mention-sql.ts";

/** What changed in a community, small beside all of it. */
export interface ChangedPart {
  readonly community: number;
  /** Mentions that are not stored yet. */
  readonly fresh: readonly MentionInHand[];
  /** Elements that must be looked at again. */
  readonly elements: ReadonlySet<string>;
  /** Deliveries whose standing changed: their elements are among `elements`. */
  readonly changedDeliveries: ReadonlySet<string>;
  /** Elements that lost mentions which are not stored any more. */
  readonly changedElements?: ReadonlySet<string>;
  readonly at: Date;
}

/** Each round takes in the neighbours that the round before turned out to touch; what needs more is linked whole. */
const ROUNDS_MAX = 4;

/**
 * Links what changed with everything that it could touch, and leaves the rest of the community where it is: what would be done to all is done to
 * the changed elements, those under the same keys, and those about whom a human is asked beside them. Elements of which only some rows are in
 * hand stay as they are and tell where others live.
 *
 * @returns null when the community was never linked, or the change reaches too far: then everything must be linked
 */
export async function linkPart(
  tx: Transaction,
  store: Store,
  keys: CommunityKeys,
  part: ChangedPart,
  authority: AuthorityTable,
  rules: GoldenRules,
  onStage: OnStage,
): Promise<(LinkingDone & { mentions: readonly MentionInHand[] }) | null> {
  const { community, fresh } = part;
  const knowledge = await knowledgeOf(store, tx, community);
  if (knowledge === null) return null;
  onStage("linking");
  const tables = await loadTables(tx, community);
  let whole = await withThoseAskedAbout(
    tx,
    community,
    new Set([...part.elements, ...(await elementsInReach(tx, keys, community, knowledge, fresh))]),
  );
  let added = whole;
  const records = new Map<string, readonly MentionInHand[]>();
  for (let round = 0; round < ROUNDS_MAX; round++) {
    // Records that name an element of an earlier round are in hand already.
    for (const record of byRecord(await loadElements(tx, keys, community, tables, added)))
      records.set((record[0] as MentionInHand).recordId, record);
    const mentions = [...[...records.values()].flat(), ...fresh];
    // Settled mentions are compared with nobody.
    const compared = mentions.filter((mention) => isOpen(mention, whole));
    const counts = await countKnown(tx, keys, community, toLinkMentions(compared));
    const inHand = { ...part, mentions, part: { knowledge, counts, whole } };
    const done = await linkAndChoose(tx, keys, inHand, authority, rules, onStage);
    if (!("missing" in done)) return { ...done, mentions };
    if (done.missing === "all") return null;
    const before = whole;
    whole = await withThoseAskedAbout(tx, community, new Set([...before, ...done.missing]));
    added = new Set([...whole].filter((element) => !before.has(element)));
  }
  return null;
}

/**
 * Links mentions that are not stored yet: with what they can touch where `part` says that the change is small, else with everything that the
 * community holds.
 *
 * @param ours the deliveries from which the mentions come
 */
export async function linkFresh(
  tx: Transaction,
  store: Store,
  keys: CommunityKeys,
  change: ChangedPart & { readonly ours: ReadonlySet<string>; readonly part: boolean },
  authority: AuthorityTable,
  rules: GoldenRules,
  onStage: OnStage,
): Promise<LinkingDone> {
  const { community, fresh, ours } = change;
  const done = change.part ? await linkPart(tx, store, keys, change, authority, rules, onStage) : null;
  if (done !== null) return done;
  const mentions: MentionInHand[] = [];
  const tables = await loadTables(tx, community);
  for (const [id, table] of tables) if (ours.has(table.deliveryId)) tables.delete(id);
  if (tables.size > 0) for await (const batch of loadMentions(tx, community, keys, tables)) mentions.push(...batch);
  for (const mention of fresh) mentions.push(mention);
  const { changedDeliveries, at } = change;
  return linkAndChoose(tx, keys, { community, mentions, changedDeliveries, at }, authority, rules, onStage);
}

/**
 * The known elements that fresh mentions can touch: those under the same keys, but of the persons, of whom a city has many under every sound and
 * birth date, those alone that a comparison comes near to.
 */
async function elementsInReach(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  knowledge: CommunityKnowledge,
  fresh: readonly MentionInHand[],
): Promise<string[]> {
  const sought: SoughtKeys = new Map();
  for (const record of byRecord(fresh)) seekRecord(sought, keys, record);
  const said = toLinkMentions(fresh);
  // There are no more records, or tables, than mentions.
  const reader = new CandidateReader(keys, { record: said.length, table: said.length });
  const known: KnownMention[] = [];
  const seen = new Set<string>();
  const inReach: string[] = [];
  for await (const candidates of findCandidates(tx, community, sought)) {
    for (const candidate of candidates) {
      if (seen.has(candidate.id)) continue;
      seen.add(candidate.id);
      if (candidate.statements === null) inReach.push(candidate.id);
      else for (const mention of reader.open(candidate)) known.push(mention);
    }
  }
  return [...inReach, ...reachPersons(knowledge, said, known)];
}

/** The elements that wait for a human together with one of some elements: looked for from these, since a city has thousands of questions. */
const BESIDE = `WITH said AS MATERIALIZED (
    SELECT x AS id FROM element e CROSS JOIN LATERAL unnest(e.mention_ids) AS x WHERE e.community_id = $1 AND e.id = ANY($2::uuid[])),
  facing AS MATERIALIZED (
    SELECT w.right_mention_id AS id FROM review w JOIN said ON said.id = w.left_mention_id WHERE w.community_id = $1
    UNION SELECT w.left_mention_id FROM review w JOIN said ON said.id = w.right_mention_id WHERE w.community_id = $1)
  SELECT DISTINCT m.element_id AS id FROM ${MENTIONS} m JOIN facing ON facing.id = m.id
  WHERE m.community_id = $1 AND m.block_id = ANY(${blocksOf("ARRAY(SELECT id FROM facing)")})`;

/** The elements, and those that wait for a human together with one of them, however many steps away. */
async function withThoseAskedAbout(tx: Transaction, community: number, elements: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const found = new Set(elements);
  for (let fresh = [...elements]; fresh.length > 0; ) {
    const beside = await tx.query<{ id: string }>(BESIDE, [community, fresh]);
    fresh = beside.map(({ id }) => id).filter((id) => !found.has(id));
    for (const id of fresh) found.add(id);
  }
  return found;
}
