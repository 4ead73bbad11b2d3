import { Type } from "typebox";
import { Action } from "#access";
import { attributes, codeListOf } from "#vocabulary";
import { type ElementKind, Sensitivity, ValueType } from "#vocabulary/contract";
import { attributeLabel } from "../labels.ts";
import { route } from "../route.ts";
import { CommunityCode, Kind, Words } from "../shapes.ts";

const list = route({
  method: "GET",
  path: "/api/v1/communities/{community}/attributes/{kind}",
  summary: "What can be stated of an element of a kind, with the codes to choose from.",
  group: "Elements",
  permission: Action.read,
  scope: "community",
  people: false,
  limit: "read",
  params: Type.Object({ community: CommunityCode, kind: Kind }),
  replies: {
    status: 200,
    body: Type.Object({
      items: Type.Array(
        Type.Object({
          attribute: Type.String(),
          label: Words,
          type: Type.Enum(Object.values(ValueType)),
          sensitivity: Type.Enum(Object.values(Sensitivity)),
          unit: Type.Optional(Type.String()),
          codes: Type.Array(Type.Object({ code: Type.String(), label: Words }), { description: "Empty where any text may stand." }),
        }),
      ),
    }),
  },
  refusals: [],
  handle: async ({ params }) => ({ items: stateable(params.kind) }),
});

/** The attributes of a kind in the order of the vocabulary; a person's home can be stated like one of them. */
function stateable(kind: ElementKind) {
  const own = attributes
    .filter((each) => each.kind === kind && each.name !== "age")
    .map(({ name, label, type, sensitivity, unit, codeList }) => ({
      ...{ attribute: name, label: { ...label }, type, sensitivity },
      ...(unit === undefined ? {} : { unit }),
      codes: codeList === undefined ? [] : codeListOf(codeList).codes.map((each) => ({ code: each.code, label: { ...each.label } })),
    }));
  if (kind !== "person" || own.some((each) => each.attribute === "address")) return own;
  const label = attributeLabel("dwelling", "address");
  return [...own, { attribute: "address", label, type: ValueType.address, sensitivity: Sensitivity.ordinary, codes: [] }];
}

export const attributeRoutes = [list] as const;
