import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import { loadRegisters } from "#exchange";
import type { Transaction } from "#store/contract";
import { attributeOf, maskValue } from "#vocabulary";
import type { ElementKind, Outcome } from "#vocabulary/contract";
import { authorityTable } from "./authority.ts";
import { type BuiltElement, buildElement } from "./build-elements.ts";
import { communityKey } from "./community.ts";
import type { PreviewedElement } from "./contract.ts";
import type { DecisionRefusal, RowReference } from "./decide.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementTitle } from "./element-title.ts";
import { resolveElement } from "./find-elements.ts";
import { loadGoldenRules } from "./golden-rules.ts";
import type { MentionInHand } from "./in-hand.ts";
import { storedLocality } from "./locality.ts";
import { mentionsOf } from "./show-element.ts";

/** The values that would be golden if two elements were one. Nothing is changed. Identifiers and sensitive values are masked without a purpose. */
export function previewMerge(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  left: string,
  right: string,
): Promise<Outcome<PreviewedElement, DecisionRefusal>> {
  return previewing(deps, actor, communityCode, async (held, build) => {
    const [ours, theirs] = [await held(left), await held(right)];
    if (ours === null || theirs === null) return { accepted: false, refusal: "element-unknown", detail: ours === null ? left : right };
    if (ours.id === theirs.id) return { accepted: false, refusal: "elements-same", detail: ours.id };
    const kinds = [ours.mentions[0]?.kind, theirs.mentions[0]?.kind];
    if (kinds[0] !== kinds[1]) return { accepted: false, refusal: "kinds-differ", detail: kinds.join(", ") };
    // The older id is the one that stays.
    const [id = ours.id] = [ours.id, theirs.id].sort();
    return { accepted: true, value: build(id, [...ours.mentions, ...theirs.mentions]) };
  });
}

/** What an element, and the one made of the rows that would leave it, would be. Nothing is changed. */
export function previewSplit(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  element: string,
  rows: readonly RowReference[],
): Promise<Outcome<{ readonly staying: PreviewedElement; readonly leaving: PreviewedElement }, DecisionRefusal>> {
  return previewing(deps, actor, communityCode, async (held, build) => {
    const whole = await held(element);
    if (whole === null) return { accepted: false, refusal: "element-unknown", detail: element };
    const isNamed = (mention: MentionInHand) =>
      rows.some(
        ({ file, sheet, row }) =>
          mention.table.file === file && mention.row === row && (sheet ?? mention.table.sheet) === mention.table.sheet,
      );
    const leaving = whole.mentions.filter(isNamed);
    const staying = whole.mentions.filter((mention) => !isNamed(mention));
    if (leaving.length === 0)
      return { accepted: false, refusal: "row-unknown", detail: rows.map(({ file, row }) => `${file}:${row}`).join(", ") };
    if (staying.length === 0) return { accepted: false, refusal: "nothing-to-split", detail: whole.id };
    return { accepted: true, value: { staying: build(whole.id, staying), leaving: build("", leaving) } };
  });
}

type Held = { readonly id: string; readonly mentions: readonly MentionInHand[] };

function previewing<T>(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  preview: (
    held: (element: string) => Promise<Held | null>,
    build: (id: string, mentions: readonly MentionInHand[]) => PreviewedElement,
  ) => Promise<Outcome<T, DecisionRefusal>>,
): Promise<Outcome<T, DecisionRefusal>> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx: Transaction) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const rules = await loadGoldenRules(deps.departmentsFolder);
    const authority = authorityTable(await loadRegisters(deps.departmentsFolder), rules);
    const locality = await storedLocality(tx, community);
    const seen = new Set<string>();
    const previewed = await preview(
      async (element) => {
        if (!UUID.test(element)) return null;
        const id = await resolveElement(tx, community, element);
        const mentions = await mentionsOf(tx, keys, community, id);
        if (mentions.length > 0) seen.add(id);
        return mentions.length === 0 ? null : { id, mentions };
      },
      (id, mentions) => previewOf(buildElement(id, mentions, authority, rules, locality), mentions, actor.purpose.trim() !== ""),
    );
    await recordAccess(tx, { action: "preview", community, elementIds: [...seen], attributes: [] });
    return previewed;
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function previewOf(built: BuiltElement, mentions: readonly MentionInHand[], unmask: boolean): PreviewedElement {
  const { id, kind, choices } = built;
  const values = Object.fromEntries([...choices].flatMap(([name, { golden }]) => (golden ? [[name, golden.value]] : [])));
  return {
    id,
    kind,
    title: elementTitle(kind, values),
    rows: mentions.length,
    attributes: [...choices].map(([attribute, { golden, others, disputed }]) => ({
      attribute,
      value: golden === null ? "" : shown(kind, attribute, golden.value, unmask),
      losers: others.map(({ value }) => shown(kind, attribute, value, unmask)),
      disputed,
    })),
  };
}

function shown(kind: ElementKind, name: string, value: string, unmask: boolean): string {
  const attribute = attributeOf(kind, name);
  if (attribute === undefined || unmask || attribute.sensitivity === "ordinary") return value;
  return attribute.sensitivity === "identifier" ? maskValue(attribute, value) : "***";
}
