import { Type } from "typebox";
import { Action } from "#access";
import { countWaiting, findAsTyped, nameCommunity, readCommunityName, readOverview } from "#registry";
import { etag } from "../etag.ts";
import { accepted } from "../problem.ts";
import { route } from "../route.ts";
import { CommunityParams, Id, Kind, Timestamp } from "../shapes.ts";

const common = { group: "Community", scope: "community", params: CommunityParams } as const;
const Count = Type.Integer({ minimum: 0 });

const overview = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/overview",
  summary: "What is to do today: pairs that wait, what came in, what was filled. Counts and names of files, nothing about anybody.",
  permission: Action.check,
  people: false,
  limit: "read",
  replies: {
    status: 200,
    body: Type.Object({
      elements: Type.Object({ person: Count, household: Count, dwelling: Count, organisation: Count }),
      reviews: Count,
      problems: Type.Array(Type.Object({ code: Type.String(), count: Count })),
      deliveries: Type.Array(
        Type.Object({
          id: Id,
          file: Type.String(),
          state: Type.Enum(["current", "superseded", "undone"]),
          rows: Count,
          problems: Count,
          at: Timestamp,
          actor: Type.String(),
        }),
      ),
      fills: Type.Array(
        Type.Object({
          form: Type.String(),
          title: Type.String(),
          at: Timestamp,
          rows: Count,
          cellsAsked: Count,
          cellsFilled: Count,
        }),
      ),
    }),
  },
  refusals: [],
  handle: async ({ deps, actor, params }) => {
    const found = await readOverview(deps.registry, actor, params.community);
    return {
      ...found,
      problems: [...found.problems],
      deliveries: found.deliveries.map((each) => ({ ...each, at: each.at.toISOString() })),
      fills: found.fills.map((each) => ({ ...each, at: each.at.toISOString() })),
    };
  },
});

const waiting = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/waiting",
  summary: "How many pairs and corrections wait for a human. Counts only.",
  permission: Action.decide,
  people: false,
  limit: "read",
  replies: { status: 200, body: Type.Object({ reviews: Count, corrections: Count }) },
  refusals: [],
  handle: ({ deps, actor, params }) => countWaiting(deps.registry, actor, params.community),
});

const find = route({
  ...common,
  // POST, since what is looked for is somebody's name or number, and addresses are kept in histories and logs.
  method: "POST",
  path: "/api/v1/communities/{community}/find",
  summary: "Find persons, households, dwellings and organisations by name, pinyin, initials, the last digits of a number, or address.",
  permission: Action.read,
  people: true,
  limit: "find",
  body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false }),
  replies: {
    status: 200,
    body: Type.Object({
      items: Type.Array(Type.Object({ id: Id, kind: Kind, title: Type.String(), hint: Type.String() })),
    }),
  },
  refusals: [],
  handle: async ({ deps, actor, params, body }) => ({ items: await findAsTyped(deps.registry, actor, params.community, body.text) }),
});

const naming = {
  path: "/api/v1/community-names/{community}",
  group: "Community",
  permission: Action.accounts,
  scope: "installation",
  people: false,
  params: CommunityParams,
} as const;

const called = route({
  ...naming,
  method: "GET",
  summary: "What a community is called, with the version that calling it otherwise must name; no name where it is not there yet.",
  limit: "read",
  replies: { status: 200, body: Type.Object({ name: Type.String() }) },
  refusals: ["community-code-invalid"],
  handle: async ({ deps, actor, params, reply }) => {
    const { name, version } = accepted(await readCommunityName(deps.registry, actor, params.community));
    etag(reply, version);
    return { name };
  },
});

const name = route({
  ...naming,
  method: "PUT",
  summary: "Say what a community is called, on the version that was read; makes it when it is not there yet.",
  limit: "write",
  edits: true,
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 60 }) }, { additionalProperties: false }),
  replies: { status: 204, body: null },
  refusals: ["community-code-invalid"],
  handle: async ({ deps, actor, params, body, version, reply }) => {
    etag(reply, accepted(await nameCommunity(deps.registry, actor, params.community, body.name, version)).version);
  },
});

export const communityRoutes = [called, name, overview, waiting, find] as const;
