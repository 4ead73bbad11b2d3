import { Type } from "typebox";
import { Action } from "#access";
import { attributes } from "#vocabulary";
import { ElementKind, MentionRole, Sensitivity } from "#vocabulary/contract";
import { route } from "../route.ts";
import { CommunityParams, Kind, Words } from "../shapes.ts";

/** In which roles a row can speak of each kind. */
const rolesOf: Readonly<Record<ElementKind, readonly MentionRole[]>> = {
  person: Object.values(MentionRole).filter((role) => role !== "registered" && role !== "employer"),
  household: [MentionRole.subject],
  dwelling: [MentionRole.subject, MentionRole.registered],
  organisation: [MentionRole.subject, MentionRole.employer],
};

const read = route({
  method: "GET",
  path: "/api/v1/communities/{community}/vocabulary",
  summary: "The words that a column of a register can mean: every kind's attributes, and the roles in which a row can speak of somebody.",
  group: "Imports",
  permission: Action.import,
  scope: "community",
  people: false,
  limit: "read",
  params: CommunityParams,
  replies: {
    status: 200,
    body: Type.Object({
      kinds: Type.Array(
        Type.Object({
          kind: Kind,
          roles: Type.Array(Type.Enum(Object.values(MentionRole))),
          attributes: Type.Array(
            Type.Object({
              name: Type.String(),
              label: Words,
              headers: Type.Array(Type.String(), { description: "Other words by which departments head such a column." }),
              sensitivity: Type.Enum(Object.values(Sensitivity)),
            }),
          ),
        }),
      ),
    }),
  },
  refusals: [],
  handle: async () => ({
    kinds: Object.values(ElementKind).map((kind) => ({
      kind,
      roles: [...rolesOf[kind]],
      attributes: attributes
        .filter((attribute) => attribute.kind === kind)
        .map(({ name, label, headers, sensitivity }) => ({ name, label: { ...label }, headers: [...headers], sensitivity })),
    })),
  }),
});

export const vocabularyRoutes = [read] as const;
