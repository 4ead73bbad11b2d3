import type { CommunityKeys } from "#access";
import { loadRegisters } from "#exchange";
import type { Transaction } from "#store/contract";
import { authorityTable } from "./authority.ts";
import type { RegistryDeps } from "./deps.ts";
import { loadGoldenRules } from "./golden-rules.ts";
import type { MentionInHand } from "./in-hand.ts";
import { type LinkingDone, linkAndChoose } from "./link-community.ts";
import { loadMentions, loadTables } from "./load-mentions.ts";

/** What changed since the last run, other than new mentions. */
export interface Changed {
  readonly deliveries: ReadonlySet<string>;
  readonly elements: ReadonlySet<string>;
  /** The moment that merges and splits bear; now when absent. */
  readonly at?: Date;
}

/** Links a community anew from what is stored: after a decision, an undo, or a change of the rules. */
export async function relink(
  tx: Transaction,
  deps: RegistryDeps,
  keys: CommunityKeys,
  community: number,
  changed: Changed,
): Promise<LinkingDone & { mentions: readonly MentionInHand[] }> {
  const registers = await loadRegisters(deps.departmentsFolder);
  const rules = await loadGoldenRules(deps.departmentsFolder);
  const mentions: MentionInHand[] = [];
  for await (const batch of loadMentions(tx, community, keys, await loadTables(tx, community), "all")) mentions.push(...batch);
  const inHand = {
    community,
    mentions,
    changedDeliveries: changed.deliveries,
    changedElements: changed.elements,
    at: changed.at ?? new Date(),
  };
  return { mentions, ...(await linkAndChoose(tx, keys, inHand, authorityTable(registers, rules), rules, () => undefined)) };
}
