import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import { loadRegisters } from "#exchange";
import type { Transaction } from "#store/contract";
import { attributeOf, maskValue } from "#vocabulary";
import type { ElementKind, Outcome } from "#vocabulary/contract";
import { authorityTable, OWN_STATEMENTS } from "./authority.ts";
import { buildElement } from "./build-elements.ts";
import { type Choice, type Claim, type RankedValue, valuesOf } from "./choose-golden.ts";
import { claimsOf } from "./claims.ts";
import { communityKey } from "./community.ts";
import {
  ChoiceReason,
  type Origin,
  type ShownAttribute,
  type ShownElement,
  type ShownEvent,
  type ShownRelation,
  type ShownValue,
  type StatedBy,
} from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementTitle } from "./element-title.ts";
import { resolveElement } from "./find-elements.ts";
import { loadGoldenRules } from "./golden-rules.ts";
import type { MentionInHand, TableInHand } from "./in-hand.ts";
import { loadElements, loadTables } from "./load-mentions.ts";
import { storedLocality } from "./locality.ts";
import { loadRelations, openElementsById } from "./people.ts";
import { statedBy } from "./stated-by.ts";

/** Whether identifiers and sensitive values are shown; they need a purpose, or that it is oneself. */
export interface ShowOptions {
  readonly unmask: boolean;
  /** A resident who looks at what is known of themselves; needs no purpose. */
  readonly self?: boolean;
}

/** One element with every value that was ever stated of it, where each came from, and why the golden one was chosen. Recorded as a read. */
export async function showElement(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  elementId: string,
  options: ShowOptions,
): Promise<Outcome<ShownElement, "element-unknown">> {
  authorize(actor, options.self ? Action.self : Action.read);
  const community = communityKey(communityCode);
  if (community === null) return { accepted: false, refusal: "element-unknown", detail: elementId };
  const unmask = options.unmask && (options.self === true || actor.purpose.trim() !== "");
  const authority = authorityTable(await loadRegisters(deps.departmentsFolder), await loadGoldenRules(deps.departmentsFolder));
  const rules = await loadGoldenRules(deps.departmentsFolder);
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const id = await resolveElement(tx, community, elementId);
    const mentions = await mentionsOf(tx, keys, community, id);
    const kind = mentions[0]?.kind;
    if (kind === undefined) return { accepted: false, refusal: "element-unknown", detail: elementId };
    const built = buildElement(id, mentions, authority, rules, await storedLocality(tx, community));
    const past = claimsOf(kind, mentions, authority, false);
    const own = mentions.flatMap(({ table }) => (table.register === OWN_STATEMENTS ? [table.deliveryId] : []));
    const placeOf = placing(await statedBy(tx, community, own));
    const origin = originOf(mentions, placeOf);
    const names = [...new Set([...built.choices.keys(), ...past.keys()])].filter((name) => name !== "age");
    const attributes = names.map((name) => shownAttribute(kind, name, built.choices.get(name), past.get(name) ?? [], origin, unmask));
    await recordAccess(tx, {
      action: options.self ? "self" : "show",
      community,
      elementIds: [id],
      count: 1,
      attributes: unmask ? names : attributes.filter((it) => !it.masked).map((it) => it.attribute),
    });
    const values = Object.fromEntries([...built.choices].flatMap(([name, choice]) => (choice.golden ? [[name, choice.golden.value]] : [])));
    return {
      accepted: true,
      value: {
        id,
        kind,
        title: elementTitle(kind, values),
        attributes,
        relations: await shownRelations(tx, keys, community, id),
        events: await shownEvents(tx, community, id),
        mentions: mentions.map((mention) => shownMention(mention, placeOf)),
      },
    };
  });
}

/** Every mention of an element, with its values. */
export async function mentionsOf(tx: Transaction, keys: CommunityKeys, community: number, elementId: string): Promise<MentionInHand[]> {
  const mentions = await loadElements(tx, keys, community, await loadTables(tx, community), new Set([elementId]));
  return mentions.filter((mention) => mention.elementId === elementId);
}

/** Where a cell of a table stands. */
type PlaceOf = (table: TableInHand, row: number, column: number) => Origin;

function placing(statements: ReadonlyMap<string, StatedBy>): PlaceOf {
  return (table, row, column) => ({
    department: table.source,
    file: table.file,
    sheet: table.sheet,
    row: table.rows.get(column) ?? row,
    column: column < 0 ? "" : (table.headers[column] ?? ""),
    date: table.asOf ?? table.receivedOn,
    ...(statements.has(table.deliveryId) ? { stated: statements.get(table.deliveryId) as StatedBy } : {}),
  });
}

function originOf(mentions: readonly MentionInHand[], placeOf: PlaceOf): (claim: Claim) => Origin {
  const byId = new Map(mentions.map((mention) => [mention.id, mention]));
  return (claim) => {
    const mention = byId.get(claim.mentionId);
    if (mention === undefined) throw new Error(`claim of an unknown mention ${claim.mentionId}`);
    const origin = placeOf(mention.table, mention.row, claim.column);
    // The day by which values are ranked: what lost for being older shows an older day.
    return claim.asOf === "" ? origin : { ...origin, date: claim.asOf };
  };
}

function shownMention(mention: MentionInHand, placeOf: PlaceOf): ShownElement["mentions"][number] {
  return {
    ...placeOf(mention.table, mention.row, -1),
    role: mention.role,
    method: mention.method,
    weight: mention.weight,
    current: mention.table.current,
    record: mention.recordId,
    ...(mention.table.register === OWN_STATEMENTS ? { statement: mention.table.deliveryId } : {}),
  };
}

const HIDDEN = "***";

function shownAttribute(
  kind: ElementKind,
  name: string,
  choice: Choice | undefined,
  past: readonly Claim[],
  origin: (claim: Claim) => Origin,
  unmask: boolean,
): ShownAttribute {
  const attribute = attributeOf(kind, name);
  const secret = attribute !== undefined && attribute.sensitivity !== "ordinary";
  const mask = (value: string) =>
    attribute === undefined || !secret || unmask ? value : attribute.sensitivity === "identifier" ? maskValue(attribute, value) : HIDDEN;
  const golden = choice?.golden ?? null;
  const goldenSince = golden === null ? "" : earliest(golden.claims);
  const show = (ranked: RankedValue): ShownValue => {
    const validFrom = earliest(ranked.claims);
    const outdated =
      ranked !== golden && (ranked.reason === ChoiceReason.recency || ranked.reason === ChoiceReason.superseded) && goldenSince > validFrom;
    return {
      value: mask(ranked.value),
      valid: ranked.valid,
      origins: ranked.claims.map(origin),
      reason: ranked.reason,
      validFrom,
      ...(ranked.claims.every((claim) => claim.derived) ? { derived: true } : {}),
      ...(outdated ? { validTo: goldenSince } : {}),
    };
  };
  const known = new Set(choice ? valuesOf(choice).map((ranked) => ranked.value) : []);
  const former = new Map<string, Claim[]>();
  for (const claim of past) if (!known.has(claim.value)) former.set(claim.value, [...(former.get(claim.value) ?? []), claim]);
  return {
    attribute: name,
    golden: golden ? [show(golden)] : [],
    others: [
      ...(choice?.others.map(show) ?? []),
      ...[...former].map(([value, claims]) =>
        show({ value, valid: claims.some((claim) => claim.valid), claims, reason: ChoiceReason.superseded }),
      ),
    ],
    disputed: choice?.disputed ?? false,
    masked: secret && !unmask,
  };
}

function earliest(claims: readonly Claim[]): string {
  return claims.reduce((first, claim) => (first === "" || claim.asOf < first ? claim.asOf : first), "");
}

async function shownRelations(tx: Transaction, keys: CommunityKeys, community: number, id: string): Promise<ShownRelation[]> {
  const relations = await loadRelations(tx, community, { elements: [id] });
  const others = await openElementsById(tx, keys, community, [
    ...new Set(relations.map((relation) => (relation.from === id ? relation.to : relation.from))),
  ]);
  return relations.flatMap((relation) => {
    const other = others.get(relation.from === id ? relation.to : relation.from);
    if (other === undefined) return [];
    return [
      {
        relation: relation.relation,
        direction: relation.from === id ? "from" : "to",
        elementId: other.id,
        kind: other.kind,
        title: elementTitle(other.kind, other.values),
        detail: relation.detail,
        ...(relation.validFrom === null ? {} : { validFrom: relation.validFrom }),
      },
    ];
  });
}

async function shownEvents(tx: Transaction, community: number, id: string): Promise<ShownEvent[]> {
  const rows = await tx.query<{ element_id: string; event: ShownEvent["event"]; other_element_id: string; at: Date }>(
    `SELECT element_id, event, other_element_id, at FROM element_event
     WHERE community_id = $1 AND (element_id = $2 OR other_element_id = $2) ORDER BY at, id`,
    [community, id],
  );
  return rows.map((row) => ({
    event: row.event,
    direction: row.element_id === id ? "from" : "to",
    elementId: row.element_id === id ? row.other_element_id : row.element_id,
    at: row.at,
  }));
}
