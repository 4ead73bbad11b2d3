import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import { explainPair } from "#linkage";
import type { PairExplained } from "#linkage/contract";
import type { Transaction } from "#store/contract";
import { attributeOf, maskValue } from "#vocabulary";
import type { ElementKind, Outcome } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { resolveElement } from "./find-elements.ts";
import { type MentionInHand, toLinkMentions } from "./in-hand.ts";
import { loadMentions, loadTables } from "./load-mentions.ts";

/** A row of a delivered file (its subject of the given kind, or its first element), or an element by id. */
export type RecordReference =
  | { readonly file: string; readonly sheet?: string | undefined; readonly row: number; readonly kind?: ElementKind | undefined }
  | { readonly elementId: string };

/** Why two records are or are not taken for the same: every comparison with its weight. Identifiers are masked without a purpose. */
export async function explainRecords(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  left: RecordReference,
  right: RecordReference,
): Promise<Outcome<PairExplained, "record-unknown" | "kinds-differ">> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const tables = await loadTables(tx, community);
    const mentions: MentionInHand[] = [];
    for await (const batch of loadMentions(tx, community, keys, tables, "all")) mentions.push(...batch);
    const leftMention = await mentionAt(tx, community, mentions, left);
    const rightMention = await mentionAt(tx, community, mentions, right, leftMention === null ? undefined : mentions[leftMention]?.kind);
    if (leftMention === null || rightMention === null)
      return { accepted: false, refusal: "record-unknown", detail: leftMention === null ? nameOf(left) : nameOf(right) };
    const kind = (mentions[leftMention] as MentionInHand).kind;
    if (mentions[rightMention]?.kind !== kind)
      return { accepted: false, refusal: "kinds-differ", detail: `${kind}, ${mentions[rightMention]?.kind}` };
    const elementIds = [mentions[leftMention]?.elementId, mentions[rightMention]?.elementId].filter(
      (id) => id !== null && id !== undefined,
    );
    const explained = explainPair(toLinkMentions(mentions), leftMention, rightMention);
    await recordAccess(tx, { action: "explain", community, elementIds, attributes: explained.comparisons.map((it) => it.attribute) });
    return { accepted: true, value: actor.purpose.trim() === "" ? masked(kind, explained) : explained };
  });
}

function nameOf(reference: RecordReference): string {
  return "elementId" in reference ? reference.elementId : `${reference.file} ${reference.sheet ?? ""} ${reference.row}`;
}

/** Index of the mention that a reference means: the row's subject, or an element's best described mention. */
async function mentionAt(
  tx: Transaction,
  community: number,
  mentions: readonly MentionInHand[],
  reference: RecordReference,
  kind?: ElementKind,
): Promise<number | null> {
  const element = "elementId" in reference ? await resolveElement(tx, community, reference.elementId) : null;
  let best: number | null = null;
  for (const [index, mention] of mentions.entries()) {
    const meant =
      "elementId" in reference
        ? mention.elementId === element
        : mention.table.file === reference.file &&
          mention.row === reference.row &&
          (reference.sheet === undefined || mention.table.sheet === reference.sheet) &&
          mention.kind === (reference.kind ?? kind ?? mention.kind);
    if (meant && (best === null || rank(mention) > rank(mentions[best] as MentionInHand))) best = index;
  }
  return best;
}

/** Subjects before those named beside them, persons before their homes, and then who says more. */
function rank(mention: MentionInHand): number {
  return (
    (mention.table.current ? 1000 : 0) +
    (mention.role === "subject" ? 100 : 0) +
    (mention.kind === "person" ? 50 : 0) +
    Object.keys(mention.values).length
  );
}

function masked(kind: ElementKind, explained: PairExplained): PairExplained {
  const hide = (name: string, value: string) => {
    const attribute = attributeOf(kind, name);
    return attribute !== undefined && attribute.sensitivity !== "ordinary" ? maskValue(attribute, value) : value;
  };
  return {
    ...explained,
    comparisons: explained.comparisons.map((it) => ({ ...it, left: hide(it.attribute, it.left), right: hide(it.attribute, it.right) })),
  };
}
