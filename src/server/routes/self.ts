import { Type } from "typebox";
import { Action, listAccess, purposes } from "#access";
import { readGolden } from "#registry";
import { ApiCode } from "../contract.ts";
import { PageQuery, pageAsked, pageMade, pageOf } from "../cursor.ts";
import { ElementShape, shownElement } from "../golden-shapes.ts";
import { attributeLabel } from "../labels.ts";
import { originNames } from "../origin-names.ts";
import { accepted, Problem } from "../problem.ts";
import { type Call, route } from "../route.ts";
import { Timestamp, Words } from "../shapes.ts";

const common = { group: "Resident", permission: Action.self, scope: "own", people: true, limit: "read" } as const;

function personOf({ caller }: Call) {
  const person = caller?.session?.account.person;
  if (!person) throw new Problem(ApiCode.notAllowed);
  return person;
}

const self = route({
  ...common,
  method: "GET",
  path: "/api/v1/self",
  summary: "What the community holds about the resident who asks, in clear, and where each value came from.",
  replies: { status: 200, body: ElementShape },
  refusals: ["element-unknown"],
  handle: async (call) => {
    const { community, person } = personOf(call);
    const actor = { ...call.actor, purpose: "self" };
    const element = accepted(await readGolden(call.deps.registry, actor, String(community), person, { unmask: true, self: true }));
    return shownElement(element, await originNames(call.deps.registry.departmentsFolder));
  },
});

const readings = route({
  ...common,
  method: "GET",
  path: "/api/v1/self/readings",
  summary: "Who has read the data of the resident who asks, what of it, and why; newest first.",
  query: Type.Object(PageQuery, { additionalProperties: false }),
  replies: {
    status: 200,
    body: pageOf(
      Type.Object({
        at: Timestamp,
        actor: Type.String(),
        role: Type.String(),
        action: Type.String(),
        purpose: Words,
        attributes: Type.Array(Words),
      }),
    ),
  },
  refusals: [],
  handle: async (call) => {
    const { community, person } = personOf(call);
    const { after, limit } = pageAsked(call.query);
    const scope = { communities: [community], actor: call.actor.name, role: call.actor.role, purpose: "self" };
    const entries = await call.deps.registry.store.transaction(scope, (tx) =>
      listAccess(tx, { community, elementId: person, limit: limit + 1, ...(after === "" ? {} : { before: Number(after) }) }),
    );
    const page = pageMade(entries, limit, (entry) => String(entry.number));
    return {
      ...page,
      items: page.items.map(({ at, actor, role, action, purpose, attributes }) => ({
        at: at.toISOString(),
        actor,
        role,
        action,
        purpose: purposeLabel(purpose),
        attributes: attributes.map((attribute) => attributeLabel("person", attribute)),
      })),
    };
  },
});

/** What a purpose is called; free words stand for themselves. */
function purposeLabel(purpose: string) {
  return purposes.find((each) => each.code === purpose)?.label ?? { zh: purpose, en: purpose };
}

export const selfRoutes = [self, readings] as const;
