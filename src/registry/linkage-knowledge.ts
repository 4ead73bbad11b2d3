import type { CommunityKnowledge } from "#linkage/contract";
import type { Prepared, Store, Transaction } from "#store/contract";
import { newId } from "./new-id.ts";

/** Keeps what the newest linking knows of the community in place of what the one before did. */
export async function storeKnowledge(tx: Transaction, community: number, knowledge: CommunityKnowledge, at: Date): Promise<void> {
  await tx.execute("DELETE FROM linkage_knowledge WHERE community_id = $1", [community]);
  await tx.execute("INSERT INTO linkage_knowledge (community_id, id, knowledge, learned_at) VALUES ($1, $2, $3, $4)", [
    community,
    newId(),
    JSON.stringify(knowledge),
    at,
  ]);
}

interface Known {
  readonly id: string;
  readonly knowledge: CommunityKnowledge;
}

/** What this process has read, the newest of each community: a city's estates take longer to read than all the rest of a question. */
const read = new WeakMap<Store, Map<number, Known>>();

const KNOWLEDGE: Prepared = {
  name: "linkage-knowledge",
  text: "SELECT id, CASE WHEN id = $2 THEN NULL ELSE knowledge END AS knowledge FROM linkage_knowledge WHERE community_id = $1",
};

/** What the community's newest linking knows of it; null before the first. */
export async function knowledgeOf(store: Store, tx: Transaction, community: number): Promise<CommunityKnowledge | null> {
  const ofStore = read.get(store) ?? new Map<number, Known>();
  read.set(store, ofStore);
  const known = ofStore.get(community);
  // The text comes along only when it is not the one already read here.
  const [row] = await tx.query<{ id: string; knowledge: CommunityKnowledge | null }>(KNOWLEDGE, [community, known?.id ?? null]);
  if (row === undefined) return null;
  if (row.knowledge === null && known) return known.knowledge;
  const knowledge = row.knowledge as CommunityKnowledge;
  ofStore.set(community, { id: row.id, knowledge });
  return knowledge;
}
