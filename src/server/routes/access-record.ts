import { Type } from "typebox";
import { Action, listAccess, verifyAccessRecord } from "#access";
import { elementTitles } from "#registry";
import type { ElementKind } from "#vocabulary/contract";
import { ApiCode } from "../contract.ts";
import { PageQuery, pageAsked, pageMade, pageOf } from "../cursor.ts";
import { attributeLabel } from "../labels.ts";
import { Problem } from "../problem.ts";
import { route } from "../route.ts";
import { CommunityCode, CommunityParams, Id, Kind, Timestamp, Words } from "../shapes.ts";

const common = { group: "Access record", permission: Action.audit, scope: "community", people: false, params: CommunityParams } as const;

const list = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/access-record",
  summary: "Who looked at whom, at what, and why; newest first. It can be read and added to, not changed.",
  limit: "read",
  query: Type.Object(
    {
      ...PageQuery,
      element: Type.Optional(Id),
      since: Type.Optional(Timestamp),
      until: Type.Optional(Timestamp),
      actor: Type.Optional(Type.String({ maxLength: 100, description: "Name of an account, or `token` and the label of a token." })),
      action: Type.Optional(Type.String({ maxLength: 60 })),
    },
    { additionalProperties: false },
  ),
  replies: {
    status: 200,
    body: pageOf(
      Type.Object({
        number: Type.Integer(),
        at: Timestamp,
        actor: Type.String(),
        role: Type.String(),
        purpose: Type.String(),
        action: Type.String(),
        elements: Type.Array(Id),
        count: Type.Integer(),
        attributes: Type.Array(Type.String()),
        words: Type.Array(Words, { description: "What the attributes are called." }),
        detail: Type.String(),
      }),
    ),
  },
  refusals: [],
  handle: async ({ deps, actor, params, query }) => {
    const community = Number(params.community);
    const { after, limit } = pageAsked(query);
    const scope = { communities: [community], actor: actor.name, role: actor.role, purpose: actor.purpose };
    const entries = await deps.registry.store.transaction(scope, (tx) =>
      listAccess(tx, {
        community,
        limit: limit + 1,
        ...(after === "" ? {} : { before: Number(after) }),
        ...(query.element === undefined ? {} : { elementId: query.element }),
        ...(query.since === undefined ? {} : { since: new Date(query.since) }),
        ...(query.until === undefined ? {} : { until: new Date(query.until) }),
        ...(query.actor === undefined ? {} : { actor: query.actor }),
        ...(query.action === undefined ? {} : { action: query.action }),
      }),
    );
    const page = pageMade(entries, limit, (entry) => String(entry.number));
    return {
      ...page,
      items: page.items.map(({ elementIds, attributes, at, ...entry }) => ({
        ...entry,
        at: at.toISOString(),
        elements: [...elementIds],
        attributes: [...attributes],
        words: attributes.map(wordsOf),
      })),
    };
  },
});

/** Attributes stand in the record with their kind, or (`idNumber`) as a person's. */
function wordsOf(attribute: string) {
  const [kind, name] = attribute.includes(".") ? attribute.split(".") : ["person", attribute];
  return attributeLabel(kind as ElementKind, name ?? attribute);
}

const whom = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/access-record/{number}/elements",
  summary: "Who the elements of an entry are, by name: a reading as well, and recorded.",
  permission: Action.read,
  people: true,
  limit: "read",
  params: Type.Object({ community: CommunityCode, number: Type.Integer({ minimum: 1 }) }),
  replies: {
    status: 200,
    body: Type.Object({
      items: Type.Array(Type.Object({ element: Id, kind: Kind, title: Type.String(), hint: Type.String() }), {
        description: "The first 100.",
      }),
    }),
  },
  refusals: [ApiCode.notFound],
  handle: async ({ deps, actor, params }) => {
    const community = Number(params.community);
    const scope = { communities: [community], actor: actor.name, role: actor.role, purpose: actor.purpose };
    const [entry] = await deps.registry.store.transaction(scope, (tx) =>
      listAccess(tx, { community, before: params.number + 1, limit: 1 }),
    );
    if (entry?.number !== params.number) throw new Problem(ApiCode.notFound);
    const reader = actor.purpose === "" ? { ...actor, purpose: "audit" } : actor;
    return { items: [...(await elementTitles(deps.registry, reader, params.community, entry.elementIds.slice(0, namedMax)))] };
  },
});

const namedMax = 100;

const verify = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/access-record/verdict",
  summary: "Reads the whole record again and checks that no entry was changed, removed or cut off.",
  limit: "write",
  replies: {
    status: 200,
    body: Type.Object({ entries: Type.Integer(), intact: Type.Boolean(), firstBroken: Type.Optional(Type.Integer()) }),
  },
  refusals: [],
  handle: async ({ deps, actor, params }) => {
    const community = Number(params.community);
    const scope = { communities: [community], actor: actor.name, role: actor.role, purpose: actor.purpose };
    const { entries, intact, firstBroken } = await deps.registry.store.transaction(scope, (tx) => verifyAccessRecord(tx, community));
    return { entries, intact, ...(firstBroken === null ? {} : { firstBroken }) };
  },
});

export const accessRecordRoutes = [list, whom, verify] as const;
