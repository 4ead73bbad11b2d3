import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import type { ElementKind } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementHint, elementTitle } from "./element-title.ts";
import { openElementsById } from "./people.ts";

/** What some elements are called, for whoever reads in the access record whom others looked at. That is a reading too, and recorded. */
export function elementTitles(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  elements: readonly string[],
): Promise<readonly { readonly element: string; readonly kind: ElementKind; readonly title: string; readonly hint: string }[]> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const opened = await openElementsById(tx, await communityKeys(tx, deps.keyring, community), community, elements);
    await recordAccess(tx, { action: "audit", community, elementIds: [...opened.keys()], attributes: ["name"] });
    return [...opened.values()].map(({ id, kind, values }) => ({
      element: id,
      kind,
      title: elementTitle(kind, values),
      hint: elementHint(kind, values),
    }));
  });
}
