/** Two elements that are one, or one that is two: shown before it is done, done, and (like every decision) taken back. */
import { Type } from "typebox";
import { Action } from "#access";
import { likelyReasons, likelySame, mergeElements, previewMerge, previewSplit, splitElement } from "#registry";
import type { PreviewedElement } from "#registry/contract";
import { attributeLabel, attributeOrder, valueLabel } from "../labels.ts";
import { accepted } from "../problem.ts";
import { route } from "../route.ts";
import { CommunityCode, Id, Kind, Words } from "../shapes.ts";

const params = Type.Object({ community: CommunityCode, element: Id });
const common = { group: "Elements", permission: Action.decide, scope: "community", people: true, params } as const;

const Previewed = Type.Object({
  id: Type.String({ description: "Empty for one that would be made." }),
  kind: Kind,
  title: Type.String(),
  rows: Type.Integer(),
  attributes: Type.Array(
    Type.Object({
      attribute: Type.String(),
      label: Words,
      text: Words,
      losers: Type.Array(Words, { description: "What would lose." }),
      disputed: Type.Boolean(),
    }),
  ),
});

function shown({ attributes, ...element }: PreviewedElement) {
  const { kind } = element;
  return {
    ...element,
    attributes: attributes
      .filter(({ attribute }) => attribute !== "age")
      .toSorted((left, right) => attributeOrder(kind, left.attribute) - attributeOrder(kind, right.attribute))
      .map(({ attribute, value, losers, disputed }) => ({
        ...{ attribute, disputed, label: attributeLabel(kind, attribute), text: valueLabel(kind, attribute, value) },
        losers: losers.map((each) => valueLabel(kind, attribute, each)),
      })),
  };
}

const Other = Type.Object({ other: Id }, { additionalProperties: false });
const Rows = Type.Object(
  {
    rows: Type.Array(Type.Object({ file: Type.String(), sheet: Type.String(), row: Type.Integer() }, { additionalProperties: false }), {
      minItems: 1,
      maxItems: 1_000,
    }),
  },
  { additionalProperties: false },
);
const Decided = Type.Object({
  decision: Id,
  elements: Type.Array(Id, { description: "What the sides are now: one id when they are the same." }),
});
const mergeRefusals = ["element-unknown", "elements-same", "kinds-differ"];
const splitRefusals = ["element-unknown", "row-unknown", "row-ambiguous", "nothing-to-split"];

const likely = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/elements/{element}/likely-same",
  summary:
    "Who may be the same: what waits in the review first, then the same name, then the same home. Nobody who was said to be another.",
  limit: "read",
  replies: {
    status: 200,
    body: Type.Object({
      items: Type.Array(
        Type.Object({ id: Id, kind: Kind, title: Type.String(), hint: Type.String(), reasons: Type.Array(Type.Enum([...likelyReasons])) }),
      ),
    }),
  },
  refusals: ["element-unknown"],
  handle: async ({ deps, actor, params: { community, element } }) => {
    const found = accepted(await likelySame(deps.registry, actor, community, element));
    return { items: found.map((each) => ({ ...each, reasons: [...each.reasons] })) };
  },
});

const mergePreview = route({
  ...common,
  method: "POST",
  path: "/api/v1/communities/{community}/elements/{element}/merge-preview",
  summary: "What two elements would be as one. Nothing is changed.",
  limit: "read",
  body: Other,
  replies: { status: 200, body: Previewed },
  refusals: mergeRefusals,
  handle: async ({ deps, actor, params: { community, element }, body }) =>
    shown(accepted(await previewMerge(deps.registry, actor, community, element, body.other))),
});

const merge = route({
  ...common,
  method: "POST",
  path: "/api/v1/communities/{community}/elements/{element}/merge",
  summary: "Say that two elements are the same: they become one, through every later import, until it is taken back.",
  limit: "write",
  creates: true,
  body: Other,
  replies: { status: 201, body: Decided },
  refusals: mergeRefusals,
  handle: async ({ deps, actor, params: { community, element }, body }) => {
    const { decisions, elements } = accepted(await mergeElements(deps.registry, actor, community, element, body.other));
    return { decision: decisions[0] as string, elements: [...elements] };
  },
});

const splitPreview = route({
  ...common,
  method: "POST",
  path: "/api/v1/communities/{community}/elements/{element}/split-preview",
  summary: "What an element, and the one made of the rows that would leave it, would be. Nothing is changed.",
  limit: "read",
  body: Rows,
  replies: { status: 200, body: Type.Object({ staying: Previewed, leaving: Previewed }) },
  refusals: splitRefusals,
  handle: async ({ deps, actor, params: { community, element }, body }) => {
    const { staying, leaving } = accepted(await previewSplit(deps.registry, actor, community, element, body.rows));
    return { staying: shown(staying), leaving: shown(leaving) };
  },
});

const split = route({
  ...common,
  method: "POST",
  path: "/api/v1/communities/{community}/elements/{element}/split",
  summary:
    "Say that some rows of an element speak of another: they become one of their own, through every later import, until it is taken back.",
  limit: "write",
  creates: true,
  body: Rows,
  replies: { status: 201, body: Decided },
  refusals: splitRefusals,
  handle: async ({ deps, actor, params: { community, element }, body }) => {
    const { decisions, elements } = accepted(await splitElement(deps.registry, actor, community, element, body.rows));
    return { decision: decisions[0] as string, elements: [...elements] };
  },
});

export const identityRoutes = [likely, mergePreview, merge, splitPreview, split] as const;
