import type { CommunityKeys } from "#access";
import { loadRegisters } from "#exchange";
import type { Transaction } from "#store/contract";
import { authorityTable } from "./authority.ts";
import type { RegistryDeps } from "./deps.ts";
import { loadGoldenRules } from "./golden-rules.ts";
import type { MentionInHand } from "./in-hand.ts";
import { type LinkingDone, linkAndChoose } from "./link-community.ts";
import { linkPart } from "./link-part.ts";
import { loadMentions, loadTables } from "./load-mentions.ts";

/** What changed since the last run, other than new mentions. */
export interface Changed {
  readonly deliveries: ReadonlySet<string>;
  readonly elements: ReadonlySet<string>;
  /** Whether all else may be left where it is, because the change is small beside the community. */
  readonly part: boolean;
  /** The moment that merges and splits bear; now when absent. */
  readonly at?: Date;
}

/** Links a community, or what a change can touch of it, anew from what is stored: after a decision, an undo, or a change of the rules. */
export async function relink(
  tx: Transaction,
  deps: RegistryDeps,
  keys: CommunityKeys,
  community: number,
  changed: Changed,
): Promise<LinkingDone & { mentions: readonly MentionInHand[] }> {
  const registers = await loadRegisters(deps.departmentsFolder);
  const rules = await loadGoldenRules(deps.departmentsFolder);
  const authority = authorityTable(registers, rules);
  const change = {
    community,
    changedDeliveries: changed.deliveries,
    changedElements: changed.elements,
    at: changed.at ?? new Date(),
  };
  if (changed.part) {
    const part = { ...change, fresh: [], elements: changed.elements };
    const done = await linkPart(tx, deps.store, keys, part, authority, rules, () => undefined);
    if (done !== null) return done;
  }
  const mentions: MentionInHand[] = [];
  for await (const batch of loadMentions(tx, community, keys, await loadTables(tx, community))) mentions.push(...batch);
  return { mentions, ...(await linkAndChoose(tx, keys, { ...change, mentions }, authority, rules, () => undefined)) };
}
