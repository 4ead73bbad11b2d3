/** What a resident says is wrong about them: asked, looked up, withdrawn. The worker's side is beside the desk's routes. */
import { Type } from "typebox";
import { Action } from "#access";
import { askCorrection, correctionsOf, withdrawCorrection } from "#registry";
import { CorrectionState } from "#registry/contract";
import { correctionLabel } from "../labels.ts";
import { accepted } from "../problem.ts";
import { route } from "../route.ts";
import { Id, Timestamp, Words } from "../shapes.ts";
import { personOf } from "./self.ts";

const common = { group: "Resident", permission: Action.self, scope: "own", people: true } as const;
const textMax = 2_000;

const list = route({
  ...common,
  method: "GET",
  path: "/api/v1/self/corrections",
  summary: "What the resident who asks has said is wrong, and what became of it; what still waits first.",
  limit: "read",
  replies: {
    status: 200,
    body: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Id,
          attribute: Type.String(),
          label: Words,
          value: Type.String({ description: "As the resident wrote it." }),
          note: Type.String(),
          state: Type.Enum(Object.values(CorrectionState)),
          askedAt: Timestamp,
          answer: Type.String({ description: "The worker's words; empty before." }),
          answeredBy: Type.String(),
          answeredAt: Type.Optional(Timestamp),
        }),
      ),
    }),
  },
  refusals: [],
  handle: async (call) => {
    const { community, person } = personOf(call);
    const corrections = await correctionsOf(call.deps.registry, { ...call.actor, purpose: "self" }, String(community), person);
    return {
      items: corrections.map(({ id, attribute, value, note, state, askedAt, answer, answeredBy, answeredAt }) => ({
        ...{ id, attribute, value, note, state, answer, answeredBy },
        label: correctionLabel(attribute),
        askedAt: askedAt.toISOString(),
        ...(answeredAt === null ? {} : { answeredAt: answeredAt.toISOString() }),
      })),
    };
  },
});

const make = route({
  ...common,
  method: "POST",
  path: "/api/v1/self/corrections",
  summary: "Say that something is wrong or missing. It changes nothing until a worker of the community confirms it.",
  limit: "write",
  creates: true,
  body: Type.Object(
    {
      attribute: Type.String({ minLength: 1, maxLength: 60, description: "Attribute of a person, `address`, or `other`." }),
      value: Type.String({ maxLength: textMax, description: "What should stand there; may be empty with a note." }),
      note: Type.String({ maxLength: textMax }),
    },
    { additionalProperties: false },
  ),
  replies: { status: 201, body: Type.Object({ id: Id }) },
  refusals: ["attribute-unknown", "statement-empty", "text-too-long", "corrections-too-many"],
  handle: async (call) => {
    const { community, person } = personOf(call);
    return accepted(await askCorrection(call.deps.registry, call.actor, String(community), person, call.body));
  },
});

const withdraw = route({
  ...common,
  method: "DELETE",
  path: "/api/v1/self/corrections/{correction}",
  summary: "Take back what one has said is wrong, while nobody has answered it.",
  limit: "write",
  params: Type.Object({ correction: Id }),
  query: Type.Object({}, { additionalProperties: false }),
  replies: { status: 204, body: null },
  refusals: ["correction-unknown", "correction-answered"],
  handle: async (call) => {
    const { community, person } = personOf(call);
    accepted(await withdrawCorrection(call.deps.registry, call.actor, String(community), person, call.params.correction));
  },
});

export const ownCorrectionRoutes = [list, make, withdraw] as const;
