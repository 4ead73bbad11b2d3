import { Type } from "typebox";
import { Action } from "#access";
import { listEstates, readBuilding } from "#registry";
import { HomeMark } from "#registry/contract";
import { valueLabel } from "../labels.ts";
import { accepted } from "../problem.ts";
import { route } from "../route.ts";
import { CommunityParams, Id, Words } from "../shapes.ts";

const common = { group: "Buildings", permission: Action.read, scope: "community", limit: "read", params: CommunityParams } as const;
const Count = Type.Integer({ minimum: 0 });
const Place = Type.String({ maxLength: 100 });

const estates = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/estates",
  summary: "The estates with their buildings, and how many homes each has. Counts only, nothing about anybody.",
  people: false,
  replies: {
    status: 200,
    body: Type.Object({
      items: Type.Array(
        Type.Object({
          estate: Type.String(),
          homes: Count,
          buildings: Type.Array(
            Type.Object({ building: Type.String({ description: "Empty for one that addresses do not number." }), homes: Count }),
          ),
        }),
      ),
    }),
  },
  refusals: [],
  handle: async ({ deps, actor, params }) => {
    const found = await listEstates(deps.registry, actor, params.community);
    return { items: found.map((estate) => ({ ...estate, buildings: [...estate.buildings] })) };
  },
});

const Home = Type.Object({
  element: Id,
  room: Type.String(),
  usage: Type.String(),
  usageText: Words,
  marks: Type.Array(Type.Enum(Object.values(HomeMark))),
  people: Type.Array(
    Type.Object({ element: Id, name: Type.String(), age: Type.Union([Type.Integer(), Type.Null()]) }, { description: "The head first." }),
  ),
});

const plan = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/building",
  summary: "The homes of a building by unit, floor and room, each with its people in short and what it stands out by.",
  people: true,
  query: Type.Object({ estate: Place, building: Place }, { additionalProperties: false }),
  replies: {
    status: 200,
    body: Type.Object({
      estate: Type.String(),
      building: Type.String(),
      asOf: Type.String({ description: "ISO day on which ages are counted." }),
      units: Type.Array(
        Type.Object({
          unit: Type.String(),
          floors: Type.Array(Type.Object({ floor: Type.String(), rooms: Type.Array(Home) }), { description: "The top floor first." }),
        }),
      ),
    }),
  },
  refusals: ["building-unknown"],
  handle: async ({ deps, actor, params, query }) => {
    const today = new Date().toISOString().slice(0, 10);
    const { units, ...found } = accepted(await readBuilding(deps.registry, actor, params.community, query, today));
    return {
      ...found,
      units: units.map(({ unit, floors }) => ({
        unit,
        floors: floors.map(({ floor, rooms }) => ({
          floor,
          rooms: rooms.map(({ elementId, room, usage, marks, people }) => ({
            ...{ element: elementId, room, usage, usageText: valueLabel("dwelling", "usage", usage) },
            marks: [...marks],
            people: people.map((person) => ({ element: person.elementId, name: person.name, age: person.age })),
          })),
        })),
      })),
    };
  },
});

export const buildingRoutes = [estates, plan] as const;
