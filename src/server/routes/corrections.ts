/** What residents say is wrong, for the worker: listed, and answered once. The resident's side is in own-corrections.ts. */
import { Type } from "typebox";
import { Action, statesPurpose } from "#access";
import { answerCorrection, listCorrections } from "#registry";
import { type Correction, CorrectionState } from "#registry/contract";
import { attributeOf, maskValue } from "#vocabulary";
import { correctionLabel, guardOf } from "../labels.ts";
import { localDay } from "../local-day.ts";
import { accepted } from "../problem.ts";
import { route } from "../route.ts";
import { CommunityCode, CommunityParams, Id, Timestamp, Words } from "../shapes.ts";

const common = { group: "Corrections", permission: Action.decide, scope: "community", people: true } as const;
const textMax = 2_000;

const CorrectionShape = Type.Object({
  id: Id,
  element: Id,
  name: Type.String(),
  attribute: Type.String(),
  label: Words,
  value: Type.String({ description: "As the resident wrote it, or what is left of it when masked." }),
  masked: Type.Boolean(),
  note: Type.String(),
  state: Type.Enum(Object.values(CorrectionState)),
  askedAt: Timestamp,
  answer: Type.String(),
  answeredBy: Type.String(),
  answeredAt: Type.Optional(Timestamp),
});

function shownCorrection(correction: Correction, unmask: boolean) {
  const { elementId, attribute, value, askedAt, answeredAt, ...rest } = correction;
  const known = attributeOf("person", attribute);
  const masked = known !== undefined && !unmask && value !== "" && guardOf("person", attribute) !== "ordinary";
  return {
    ...rest,
    ...{ element: elementId, attribute, masked, label: correctionLabel(attribute) },
    value: masked ? maskValue(known, value) : value,
    askedAt: askedAt.toISOString(),
    ...(answeredAt === null ? {} : { answeredAt: answeredAt.toISOString() }),
  };
}

const list = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/corrections",
  summary: "What residents say is wrong about them, or missing: what waits for an answer first, the oldest first.",
  limit: "read",
  params: CommunityParams,
  query: Type.Object({ state: Type.Optional(Type.Enum(Object.values(CorrectionState))) }, { additionalProperties: false }),
  replies: { status: 200, body: Type.Object({ items: Type.Array(CorrectionShape) }) },
  refusals: [],
  handle: async ({ deps, actor, params, query }) => {
    const found = await listCorrections(deps.registry, actor, params.community, query);
    return { items: found.map((each) => shownCorrection(each, statesPurpose(actor))) };
  },
});

const answer = route({
  ...common,
  method: "POST",
  path: "/api/v1/communities/{community}/corrections/{correction}/answer",
  summary:
    "Confirm a correction, which states its value as the community's own claim, or refuse it with the reason. Each is answered once.",
  limit: "write",
  creates: true,
  params: Type.Object({ community: CommunityCode, correction: Id }),
  body: Type.Object(
    {
      confirmed: Type.Boolean(),
      value: Type.Optional(Type.String({ maxLength: textMax, description: "What the worker makes of it; else as the resident wrote it." })),
      words: Type.String({ maxLength: textMax, description: "To the resident." }),
    },
    { additionalProperties: false },
  ),
  replies: { status: 201, body: CorrectionShape },
  refusals: [
    ...["correction-unknown", "correction-answered", "text-too-long"],
    ...["element-unknown", "attribute-unknown", "value-invalid", "statement-empty"],
  ],
  handle: async ({ deps, actor, params, body }) => {
    const words = { ...body, today: localDay(new Date()) };
    const answered = accepted(await answerCorrection(deps.registry, actor, params.community, params.correction, words));
    return shownCorrection(answered, statesPurpose(actor));
  },
});

export const correctionRoutes = [list, answer] as const;
