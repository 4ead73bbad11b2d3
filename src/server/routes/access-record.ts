import { Type } from "typebox";
import { Action, listAccess, verifyAccessRecord } from "#access";
import { PageQuery, pageAsked, pageMade, pageOf } from "../cursor.ts";
import { route } from "../route.ts";
import { CommunityParams, Id, Timestamp } from "../shapes.ts";

const common = { group: "Access record", permission: Action.audit, scope: "community", people: false, params: CommunityParams } as const;

const list = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/access-record",
  summary: "Who looked at whom, at what, and why; newest first. It can be read and added to, not changed.",
  limit: "read",
  query: Type.Object({ ...PageQuery, element: Type.Optional(Id), since: Type.Optional(Timestamp) }, { additionalProperties: false }),
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
      })),
    };
  },
});

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

export const accessRecordRoutes = [list, verify] as const;
