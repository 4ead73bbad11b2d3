import { type Static, Type } from "typebox";
import { Action } from "#access";
import { stateFacts, takeBackStatement } from "#registry";
import { localDay } from "../local-day.ts";
import { accepted } from "../problem.ts";
import { type Call, route } from "../route.ts";
import { CommunityCode, Id } from "../shapes.ts";

const common = { group: "Elements", permission: Action.decide, scope: "community", people: true, limit: "write" } as const;

const Facts = Type.Object(
  {
    facts: Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 500 }), {
      description: "As typed, by attribute of the element's kind; of a person also `address`: where they live.",
    }),
    since: Type.Optional(Type.String({ format: "date", description: "Day since which it holds, where that is known." })),
  },
  { additionalProperties: false },
);
const Statement = Type.Object({ statement: Id, element: Id });
const refusals = ["element-unknown", "attribute-unknown", "value-invalid", "statement-empty"];
type Stating = Pick<Call<{ community: string; element: string }, unknown, Static<typeof Facts>>, "deps" | "actor" | "params" | "body">;

async function stating({ deps, actor, params, body: { facts, since } }: Stating, version?: number) {
  const statement = { elementId: params.element, facts, since, today: localDay(new Date()), version };
  const stated = accepted(await stateFacts(deps.registry, actor, params.community, statement));
  return { statement: stated.deliveryId, element: stated.elementId };
}

const state = route({
  ...common,
  method: "POST",
  path: "/api/v1/communities/{community}/elements/{element}/statements",
  summary: "State by hand what the community knows of an element. It wins over every department until it is taken back.",
  creates: true,
  params: Type.Object({ community: CommunityCode, element: Id }),
  body: Facts,
  replies: { status: 201, body: Statement },
  refusals,
  handle: async (call) => stating(call),
});

const takeBack = route({
  ...common,
  method: "DELETE",
  path: "/api/v1/communities/{community}/statements/{statement}",
  summary: "Take back what was stated by hand: the departments' word holds again.",
  params: Type.Object({ community: CommunityCode, statement: Id }),
  replies: { status: 204, body: null },
  refusals: ["statement-unknown"],
  handle: async ({ deps, actor, params }) => {
    accepted(await takeBackStatement(deps.registry, actor, params.community, params.statement));
  },
});

const edit = route({
  ...common,
  method: "PATCH",
  path: "/api/v1/communities/{community}/elements/{element}",
  summary: "Edit values of an element as the community's own claim, on the version that was read: two who edit at once get a conflict.",
  creates: true,
  edits: true,
  params: Type.Object({ community: CommunityCode, element: Id }),
  body: Facts,
  replies: { status: 200, body: Statement },
  refusals,
  handle: async (call) => stating(call, call.version),
});

export const statementRoutes = [state, edit, takeBack] as const;
